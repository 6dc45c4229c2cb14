"""Lots over people and all answers that size a machine, for whatever else is wanted.

The machine does not hang on what is kept beside it, nor that on services, unless a program grows with both. So each half is laid on
its steps over its own answers alone, and only where the two meet is there a lot for every combination.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules.answers import Value
from rules.machine.job import hangs_on
from rules.machine.load import Growth, growth
from rules.machine.lots import BESIDE, MACHINE, Lot, Terms, beside_steps, lot_on, machine_on, machine_steps, terms
from rules.machine.steps import Steps, edges
from rules.machine.wanted import Wanted

Grid = NDArray[np.int64]
Axes = Mapping[str, Sequence[Value | None]]
"""Questions that size, but for people, and the answers left to each; None is unknown."""
Taken = tuple[Terms, tuple[int, ...]]
"""What is bought of one half of some loads: on what terms, and the steps."""


class Half:
    """One half of the loads that there may be, over the answers it hangs on."""

    def __init__(
        self,
        asked: Wanted,
        axes: Axes,
        hung_on: Collection[str],
        bought: Sequence[str],
        steps: Callable[[Growth], tuple[Steps, ...]],
    ) -> None:
        """Take what else is wanted, the questions, which of them this half hangs on, and what of a load it is."""
        left = [values if need in hung_on else values[:1] for need, values in axes.items()]
        grown = [growth(_answered(asked, dict(zip(axes, said, strict=True)))) for said in combinations(*left)]
        self._shape = tuple([len(values) for values in left])
        self._places = tuple([len(edges(what)) + 1 for what in bought])
        self._terms = [terms(one) for one in grown]
        self._steps = [steps(one) for one in grown]

    def starts(self) -> Iterable[int]:
        """Return from which numbers of people on something else may be bought."""
        return {start for row in self._steps for one in row for start in one.further}

    def laid(self, people: Grid) -> tuple[list[Taken], Grid]:
        """Return the distinct things bought, and which is where over some numbers of people and the questions."""
        known = list(dict.fromkeys(self._terms))
        dims = (len(known), *self._places)
        over = {one: one.over(people) for one in {one for row in self._steps for one in row}}
        columns = [
            np.ravel_multi_index((np.full(len(people), known.index(on)), *[over[one] for one in row]), dims)
            for on, row in zip(self._terms, self._steps, strict=True)
        ]
        codes, grid = numbered(np.array(columns).T)
        taken = zip(*[place.tolist() for place in np.unravel_index(codes, dims)], strict=True)
        return [(known[on], tuple(steps)) for on, *steps in taken], grid.reshape(len(people), *self._shape)


def halves(asked: Wanted, axes: Axes) -> tuple[Half, Half]:
    """Return the machine and what is bought beside it."""
    job = hangs_on(asked)
    return (
        Half(asked, axes, job | {"services"}, MACHINE, machine_steps),
        Half(asked, axes, job | {"storage"}, BESIDE, beside_steps),
    )


def lots_over(machine: Half, beside: Half, people: Grid) -> tuple[tuple[Lot, ...], Grid]:
    """Return the distinct lots, and which of them is where over some numbers of people and the questions."""
    ones, one = machine.laid(people)
    others, other = beside.laid(people)
    sizes: dict[tuple[str, str, int], int] = {}
    found = [machine_on(taken, on) for on, taken in ones]
    size = np.array([sizes.setdefault((had.machine.id, had.bare.id, had.many), len(sizes)) for had in found], np.int64)
    codes, where = numbered(size[one] * len(others) + other)
    known, lots = list(sizes), dict[Lot, int]()
    places = []
    for code in codes.tolist():
        on, taken = others[code % len(others)]
        lot = lot_on(*known[code // len(others)], taken, on)
        places.append(lots.setdefault(lot, len(lots)))
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


def numbered(codes: Grid) -> tuple[Grid, Grid]:
    """Return the distinct codes, and which of them is where."""
    found = np.flatnonzero(np.bincount(codes.reshape(-1)))
    places = np.zeros(found[-1] + 1, np.int64)
    places[found] = np.arange(len(found))
    return found, places[codes]
