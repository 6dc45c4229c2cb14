"""The lots over all answers that size a machine, worked out once for whatever else is known of the load."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.laid import halves, lots_over
from rules.ahead.sides import SIZED
from rules.answers import Answers, Said, Value
from rules.machine.lots import Lot
from rules.machine.stated import NUMBERS, least_people, people_of, relevant, wanted
from rules.machine.wanted import MOST_PEOPLE, step_up
from rules.machine.workload import starting

Grid = NDArray[np.int64]
Picked = tuple[int | None, ...]
"""One part of a grid: along each axis one place, all of it (None), or all but the first, unknown (STATED)."""
STATED = -1
BESIDE_SIZED = tuple(need for need in ("purpose", "software", *NUMBERS, "bits") if need not in SIZED)
"""What is no axis but sizes."""
SCALE = SIZED.index("scale")
REST = tuple(need for need in SIZED if need != "scale")


def storage_classes() -> tuple[float, ...]:
    """Return the amounts on screen, each a step that what is kept is bought in; what is typed between them has its own step."""
    return load().needs["storage"].presets


@dataclass(frozen=True, eq=False)
class Sizing:
    """The lots for what else is known of the load: over SIZED, in that order, which one is where.

    Place 0 of each axis is unknown. `starts`: from which numbers of people on a further place of the first axis counts.
    """

    lots: tuple[Lot, ...]
    grid: Grid
    starts: tuple[int, ...]
    storage: tuple[float | None, ...]

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        """Return the size of each lot as a verdict."""
        return tuple([lot.verdict for lot in self.lots])

    def picked(self, answers: Mapping[str, Sequence[object]]) -> Picked:
        """Return the part of the grid that the answers to SIZED (None is unknown) leave open."""
        return tuple(self._along(need, answers[need]) for need in SIZED)

    def _along(self, need: str, values: Sequence[object]) -> int | None:
        if len(values) > 1:
            return None if values[0] is None else STATED
        if values[0] is None:
            return 0
        if need == "scale":
            return bisect_right(self.starts, float(str(values[0])))
        if need == "storage":
            return self.storage.index(step_up("storage_gib", float(str(values[0]))))
        return 1 + load().needs[need].values.index(str(values[0]))

    def changing(self, picked: Picked) -> tuple[int, ...]:
        """Return from which numbers of people on another lot may be bought, over a part of the grid."""
        every = part_of(self.grid, tuple(STATED if axis == SCALE else one for axis, one in enumerate(picked)))
        rows = np.moveaxis(every, SCALE, 0).reshape(len(self.starts), -1)
        apart = (rows[1:] != rows[:-1]).any(axis=1)
        return (self.starts[0], *(start for start, new in zip(self.starts[1:], apart.tolist(), strict=True) if new))


def part_of(grid: Grid, picked: Picked) -> Grid:
    """Return a part of a grid; every axis stays."""
    return grid[
        tuple(slice(one == STATED, None) if one is None or one == STATED else slice(one, one + 1) for one in picked)
    ]


def sizing(told: Answers, storage: Sequence[object]) -> Sizing:
    """Return the lots for what was said besides SIZED (no unsure); `storage`: the amounts that may be kept, None among them."""
    known = told.among(BESIDE_SIZED, relevant(told.also))
    return _sizing(*known, _kept(tuple(storage)))


@lru_cache(maxsize=256)
def _kept(storage: tuple[object, ...]) -> tuple[float | None, ...]:
    """Return the steps of what may be kept: the usual ones where they hold all of it, so that many share one."""
    usual = (None, *storage_classes())
    folded = tuple(amount if amount is None else step_up("storage_gib", float(str(amount))) for amount in storage)
    return usual if set(folded) <= set(usual) else folded


@lru_cache(maxsize=256)
def _sizing(said: Said, heard: tuple[str, ...], storage: tuple[float | None, ...]) -> Sizing:
    known = Answers(dict(said), heard)
    asked = wanted(known)
    axes: dict[str, Sequence[Value | None]] = {need: (None, *load().needs[need].values) for need in REST}
    axes["storage"] = storage
    machine, beside = halves(asked, axes)
    starts = sorted({1}.union(machine.starts(), beside.starts()))
    least = least_people(known, asked.purpose)
    people = [
        people_of(known, asked.purpose) or starting(asked.purpose),
        *(min(max(least, start), MOST_PEOPLE) for start in starts),
    ]
    lots, grid = lots_over(machine, beside, np.array(people, np.int64))
    # From there on nothing else is bought after all: what differs by a step may cost the same.
    same = [False, False, *(grid[2:] == grid[1:-1]).all(axis=(1, 2, 3)).tolist()]
    kept = [place for place, one in enumerate(same) if not one]
    shape = (len(kept), *(len(values) for values in axes.values()))
    over = np.ascontiguousarray(np.moveaxis(np.broadcast_to(grid[kept], shape), 0, SCALE))
    return Sizing(lots, over, tuple(starts[place - 1] for place in kept[1:]), storage)
