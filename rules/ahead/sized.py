"""The lots over all answers that size a machine, worked out once for whatever hangs on nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules.ahead.sides import SIZED
from rules.ahead.tables import tables
from rules.argument.model import UNKNOWN
from rules.machine.lots import Lot, stretches
from rules.machine.stated import people_of, wanted
from rules.machine.workload import starting

Grid = NDArray[np.int64]
PROGRAMS_READ_BY = "runtime"
"""The one decision whose lots are told apart by programs, too."""
Axes = tuple[tuple[object, ...], ...]
Told = tuple[tuple[str, object], ...]


class Sizes:
    """The distinct lots, and over the questions that size (SIZED, in that order) which one is where."""

    def __init__(self, told: Mapping[str, object], axes: Axes, also: tuple[str, ...]) -> None:
        """Size every combination; `told`: what else is known of the load, `axes`: the values of each need of SIZED."""
        box = dict(zip(SIZED, axes, strict=True))
        rest = [name for name in SIZED if name != "scale"]
        place: dict[Lot, int] = {}
        rows = []
        counted: list[int] | None = None
        for answers in combinations(*(box[name] for name in rest)):
            asked = wanted({**told, **dict(zip(rest, answers, strict=True))}, also)
            if counted is None:
                usual = starting(asked.purpose)
                counted = [people_of({**told, "scale": people}, asked.purpose) or usual for people in box["scale"]]
            starts, lots = stretches(asked)
            numbers = [place.setdefault(lot, len(place)) for lot in lots]
            rows.append([numbers[bisect_right(starts, people) - 1] for people in counted])
        flat = np.array(rows, np.int64).reshape([*(len(box[name]) for name in rest), len(box["scale"])])
        used, where = np.unique(flat, return_inverse=True)
        known = tuple(place)
        self.lots = tuple(known[number] for number in used.tolist())
        self.grid: Grid = np.moveaxis(where.reshape(flat.shape), -1, SIZED.index("scale"))
        self._services = box["services"]
        self._pairs: dict[tuple[bool, int], list[tuple[int, int]]] = {}

    @cached_property
    def kinds(self) -> tuple[Grid, Grid]:
        """Return the distinct pairs of lot and programs, and over the grid which one is where.

        A pair is one number: the lot, and the position that the programs add in the one table that reads them.
        """
        table = tables()[PROGRAMS_READ_BY]
        offsets = np.array([table.offset("services", str(value or UNKNOWN)) for value in self._services], np.int64)
        shape = [-1 if name == "services" else 1 for name in SIZED]
        marks = self.grid + offsets.reshape(shape) * len(self.lots)
        kinds, where = np.unique(marks, return_inverse=True)
        return kinds, where.reshape(marks.shape)

    def over(self, target: str) -> Grid:
        """Return over the questions that size the place on the first axis of a target's grid."""
        return self.kinds[1] if target == PROGRAMS_READ_BY else self.grid

    def pairs(self, target: str, need: str) -> list[tuple[int, int]]:
        """Return the distinct places on the first axis of a target's grid that a need of SIZED leads from and to."""
        key = target == PROGRAMS_READ_BY, SIZED.index(need)
        if key not in self._pairs:
            self._pairs[key] = pairs(self.over(target), key[1])
        return self._pairs[key]


@lru_cache(maxsize=128)
def sizes(told: Told, axes: Axes, also: tuple[str, ...]) -> Sizes:
    """Return the lots for what else is known of the load; most conversations say nothing of it but the purpose."""
    return Sizes(dict(told), axes, also)


def pairs(grid: Grid, axis: int) -> list[tuple[int, int]]:
    """Return the distinct pairs in which the first value along an axis and another one differ."""
    rows = np.moveaxis(grid, axis, 0).reshape(grid.shape[axis], -1)
    first, others = np.broadcast_to(rows[0], rows[1:].shape), rows[1:]
    different = first != others
    span = int(grid.max()) + 1
    return [divmod(pair, span) for pair in np.unique(first[different] * span + others[different]).tolist()]
