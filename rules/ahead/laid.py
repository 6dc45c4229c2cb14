"""Lots over people and all answers that size a machine, for whatever else is wanted.

The machine does not hang on what is kept beside it, nor that on services, unless a program grows with both. So each side is laid on
its steps over its own answers alone, and only where the two meet is there a lot for every combination.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules.answers import Value
from rules.machine.job import hangs_on
from rules.machine.load import growth
from rules.machine.lots import BOUGHT, Lot, Terms, lot_on, steps, terms
from rules.machine.steps import edges
from rules.machine.wanted import Wanted

Grid = NDArray[np.int64]
Axes = Mapping[str, Sequence[Value | None]]
"""Questions that size, but for people, and the answers left to each; None is unknown."""
MACHINE, BESIDE = slice(0, 3), slice(3, None)
"""What of BOUGHT is the machine, and what is bought beside it."""


class Side:
    """One side of the loads that there may be, over the answers it hangs on."""

    def __init__(self, asked: Wanted, axes: Axes, hung_on: Collection[str], bought: slice) -> None:
        """Take what else is wanted, the questions, which of them this side hangs on, and what of BOUGHT it is."""
        left = [values if need in hung_on else values[:1] for need, values in axes.items()]
        grown = [growth(_answered(asked, dict(zip(axes, said, strict=True)))) for said in combinations(*left)]
        self._shape = tuple(len(values) for values in left)
        self._places = tuple(len(edges(what)) + 1 for what in BOUGHT[bought])
        self._terms = [terms(one) for one in grown]
        self._steps = [steps(one)[bought] for one in grown]

    def starts(self) -> Iterable[int]:
        """Return from which numbers of people on something else may be bought."""
        return {start for row in self._steps for one in row for start in one.further}

    def laid(self, people: Grid) -> tuple[list[tuple[Terms, tuple[int, ...]]], Grid]:
        """Return the distinct things bought, as their terms and steps, and which is where over people and the questions."""
        known = list(dict.fromkeys(self._terms))
        dims = (len(known), *self._places)
        columns = [
            [np.full(len(people), known.index(on)), *(one.over(people) for one in row)]
            for on, row in zip(self._terms, self._steps, strict=True)
        ]
        codes, grid = _numbered(np.array([np.ravel_multi_index(tuple(row), dims) for row in columns]).T)
        taken = zip(*(place.tolist() for place in np.unravel_index(codes, dims)), strict=True)
        return [(known[on], tuple(steps_)) for on, *steps_ in taken], grid.reshape(len(people), *self._shape)


def sides(asked: Wanted, axes: Axes) -> tuple[Side, Side]:
    """Return the machine and what is bought beside it."""
    job = hangs_on(asked)
    return Side(asked, axes, job | {"services"}, MACHINE), Side(asked, axes, job | {"storage"}, BESIDE)


def lots_over(machine: Side, beside: Side, people: Grid) -> tuple[tuple[Lot, ...], Grid]:
    """Return the distinct lots, and which of them is where over some numbers of people and the questions."""
    ones, one = machine.laid(people)
    others, other = beside.laid(people)
    codes, where = _numbered(one * len(others) + other)
    lots: dict[Lot, int] = {}
    places = []
    for code in codes.tolist():
        (on, taken), (_, more) = ones[code // len(others)], others[code % len(others)]
        places.append(lots.setdefault(lot_on(taken + more, on), len(lots)))
    return tuple(lots), np.array(places, np.int64)[where]


def _answered(asked: Wanted, said: Mapping[str, Value | None]) -> Wanted:
    """Return what is wanted with some answers; an unknown one is as good as none."""
    demand, services, storage = said["demand"], said["services"], said["storage"]
    return replace(
        asked,
        demand=None if demand is None else str(demand),
        services=str(services or asked.services),
        storage=float(storage or 0),
    )


def _numbered(codes: Grid) -> tuple[Grid, Grid]:
    """Return the distinct codes, and which of them is where."""
    found = np.flatnonzero(np.bincount(codes.reshape(-1)))
    places = np.zeros(found[-1] + 1, np.int64)
    places[found] = np.arange(len(found))
    return found, places[codes]
