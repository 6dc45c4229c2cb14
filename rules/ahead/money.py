"""The fit over many situations at once: which purchases there are, priced only while an answer still hangs on one.

A bill has two edges, the budget below which it is not enough and the one from which it is (`rules.price.bill.edges`). Two cells
differ exactly where some budget of the stretch tells their edges apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rules.ahead.tables import tables
from rules.machine.lots import Lot
from rules.price.least import Edges, asked_on, lot_edges
from rules.price.ordering import Use

Grid = NDArray[np.int64]
Where = tuple[str, str]
"""Region and filing."""
UNKNOWN_BIT, NO_BIT, YES_BIT = 1, 2, 4
"""In the order of `targets.FITS`."""


class Fits:
    """The fit of what may be bought. A purchase is one number, its *mark*: product, lot, kind of vendor and place of the budget."""

    def __init__(self, lots: Sequence[Lot], budgets: Sequence[object], use: Use) -> None:
        """Take what may be bought; nothing is priced before it is asked for."""
        self._lots, self._budgets, self._use = lots, budgets, use
        self._products, self._vendors = (tables()[name].ruleset.choices for name in ("product", "vendor"))
        self._edges: dict[tuple[Where, int], Edges] = {}
        self._values: dict[tuple[Where, int], Edges] = {}
        self._on = asked_on()

    def marks(self, product: Grid, lot: Grid, vendor: Grid, budget: Grid) -> Grid:
        """Return the mark of each cell from the places of its parts."""
        found: Grid = ((product * len(self._lots) + lot) * len(self._vendors) + vendor) * len(self._budgets) + budget
        return found

    def open_ended(self) -> bool:
        """Say whether the budget may be none and may be any: then both leave something to tell."""
        return None in self._budgets and any(isinstance(one, tuple) and one[1] == np.inf for one in self._budgets)

    def _of(self, where: Where, mark: int) -> tuple[Edges, object]:
        bought, budget = divmod(mark, len(self._budgets))
        if (where, bought) not in self._edges:
            rest, vendor = divmod(bought, len(self._vendors))
            product, lot = divmod(rest, len(self._lots))
            what = self._products[product], self._lots[lot], where[0], self._vendors[vendor], where[1]
            self._edges[where, bought] = lot_edges(*what, self._use, self._on)
        return self._edges[where, bought], self._budgets[budget]

    def value(self, where: Where, mark: int) -> Edges:
        """Return what of the edges a budget can tell: those of a stretch clipped to it, -1 without a budget."""
        if (where, mark) not in self._values:
            self._values[where, mark] = self._told(where, mark)
        return self._values[where, mark]

    def _told(self, where: Where, mark: int) -> Edges:
        (short, enough), budget = self._of(where, mark)
        if budget is None:
            return -1.0, -1.0
        low, high = budget if isinstance(budget, tuple) else (float(str(budget)),) * 2
        if isinstance(budget, tuple):
            return min(max(short, low), high), min(max(enough, low), high)
        return float(short > low), float(enough > low)

    def bits(self, where: Where, mark: int) -> int:
        """Return the set of what the fit of one purchase may be."""
        (short, enough), budget = self._of(where, mark)
        if budget is None:
            return UNKNOWN_BIT
        if not isinstance(budget, tuple):
            number = float(str(budget))
            return YES_BIT if enough <= number else UNKNOWN_BIT if short <= number else NO_BIT
        low, high = budget
        unknown = max(short, low) < min(enough, high)
        return int(NO_BIT * (short > low) | YES_BIT * (enough < high) | UNKNOWN_BIT * unknown)

    def over(self, where: Where, marks: Grid) -> Iterator[int]:
        """Return the sets of a grid of purchases one by one, those that most likely differ first."""
        distinct = np.unique(marks).tolist()
        for mark in dict.fromkeys((distinct[0], distinct[-1], *distinct)):
            yield self.bits(where, mark)

    def differ(self, one: tuple[Where, Grid], other: tuple[Where, Grid], by: Callable[[Where, int], object]) -> bool:
        """Say whether two grids of purchases differ in some cell, priced no farther than it takes to tell."""
        (here, mine), (there, others) = one, other
        mine, others = np.broadcast_arrays(mine, others)
        if here == there:
            told_apart = mine != others
            mine, others = mine[told_apart], others[told_apart]
        span = len(self._products) * len(self._lots) * len(self._vendors) * len(self._budgets)
        pairs = np.unique(mine * span + others).tolist()
        return any(by(here, pair // span) != by(there, pair % span) for pair in pairs)
