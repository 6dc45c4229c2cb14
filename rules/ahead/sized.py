"""The lots over all answers that size a machine, worked out once for whatever else is known of the load."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.sides import SIZED
from rules.answers import Answers, Said, Value
from rules.machine.lots import Lot, stretches
from rules.machine.stated import NUMBERS, people_of, plain, relevant, wanted
from rules.machine.wanted import step_up
from rules.machine.workload import starting

Grid = NDArray[np.int64]
Picked = tuple[int | None, ...]
"""One part of a grid: along each axis one place, all of it (None), or all but the first, unknown (STATED)."""
STATED = -1
BESIDE_SIZED = tuple(need for need in ("purpose", "software", *NUMBERS, "bits") if need not in SIZED)
"""What is no axis but sizes."""
SCALE = SIZED.index("scale")


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
    usual = (None, *storage_classes())
    folded = tuple(amount if amount is None else step_up("storage_gib", float(str(amount))) for amount in storage)
    known = told.among(BESIDE_SIZED, relevant(told.also))
    return _sizing(*known, usual if set(folded) <= set(usual) else folded)


@lru_cache(maxsize=256)
def _sizing(said: Said, heard: tuple[str, ...], storage: tuple[float | None, ...]) -> Sizing:
    known = Answers(dict(said), heard)
    axes: dict[str, tuple[Value | None, ...]] = {need: (None, *load().needs[need].values) for need in SIZED}
    axes["storage"] = storage
    place = dict[Lot, int]()
    rest = [need for need in SIZED if need != "scale"]
    asked = [
        wanted(known.given({need: value for need, value in zip(rest, answers, strict=True) if value is not None}))
        for answers in combinations(*(axes[need] for need in rest))
    ]
    found = [stretches(plain(one)) for one in asked]
    starts = tuple(sorted({1}.union(*(begins for begins, _ in found))))
    usual = starting(asked[0].purpose)
    crowds = (known, *(known.given({"scale": people}) for people in starts))
    counted = [people_of(one, asked[0].purpose) or usual for one in crowds]
    rows = []
    for begins, lots in found:
        numbers = [place.setdefault(lot, len(place)) for lot in lots]
        rows.append([numbers[bisect_right(begins, people) - 1] for people in counted])
    flat = np.array(rows, np.int64).reshape([*(len(axes[need]) for need in rest), len(counted)])
    used, where = np.unique(flat, return_inverse=True)
    lots_known = tuple(place)
    grid = np.moveaxis(where.reshape(flat.shape), -1, SCALE)
    return Sizing(tuple(lots_known[number] for number in used.tolist()), np.ascontiguousarray(grid), starts, storage)
