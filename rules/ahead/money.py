"""The fit over many situations at once: which purchases there are, priced only while an answer still hangs on one.

A bill has two edges, the budget below which it is not enough and the one from which it is (`rules.price.bill.edges`). Two
purchases differ exactly where some budget of the stretch tells their edges apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product as combinations

import numpy as np

from rules.ahead.cuts import Grid
from rules.ahead.lot_prices import Prices
from rules.ahead.machine_box import MachineBox
from rules.ahead.machines import of_side
from rules.ahead.numbering import Key, part
from rules.ahead.sides import sides
from rules.ahead.tables import tables
from rules.machine.lots import Lot
from rules.price.least import Edges, asked_on
from rules.price.ordering import Use, filing_priced

Where = tuple[str, str]
"""Region and filing."""
Purchase = tuple[int, int]
"""A product and a kind of vendor as one number, and the place of the budget."""
UNKNOWN_BIT, NO_BIT, YES_BIT = 1, 2, 4
"""In the order of `targets.FITS`."""
ALL = UNKNOWN_BIT | NO_BIT | YES_BIT
MOST_LOOKS, FEW_LOOKS = 1000, 32
"""So many fits are looked at: what people ask takes a third of the first. The second is for each of many purposes there may be."""


@lru_cache(maxsize=8192)
def _where(outcome: int, use: Use) -> Where:
    region, filing = (tables()[name].ruleset.choices[part(outcome, name)] for name in ("region", "filing"))
    return region, filing_priced(filing, use)


class Fits:
    """The fit of what may be bought; nothing is priced before it is asked for."""

    def __init__(
        self,
        machine: MachineBox,
        lots: Sequence[Lot],
        cells: Sequence[tuple[int, int]],
        budgets: Sequence[object],
        use: Use,
        thorough: bool,
    ) -> None:
        """Take what may be bought: `cells` are (row, lot) pairs, `budgets` the answers left to that question.

        `thorough`: purchases are priced to tell whether they differ; else those that differ at all count as different.
        """
        self._thorough = thorough
        self._machine, self._lots, self._use = machine, lots, use
        self._budgets = budgets
        only = budgets[0] if len(budgets) == 1 else None
        self._budget = None if only is None or isinstance(only, tuple) else float(str(only))
        rows = sorted({row for row, _ in cells})
        self._by_row = {row: [lot for one, lot in cells if one == row] for row in rows}
        self._products, self._vendors = (tables()[name].ruleset.choices for name in ("product", "vendor"))
        self._edges: dict[tuple[Where, int], Prices] = {}
        self._bought: dict[Key, Grid] = {}
        self._on = asked_on()

    def where(self, outcome: int) -> Where:
        """Return the region and the filing of an outcome of the place side; one filing for all that cost the same."""
        return _where(outcome, self._use)

    def _purchases(self, outcome: int) -> Grid:
        """Return what is bought over every row and the answers left, product and vendor as one number."""
        key = of_side("vendor", outcome)
        if key not in self._bought:
            product = self._machine.cells(of_side("product", outcome)).astype(np.int64)
            self._bought[key] = product * len(self._vendors) + self._machine.cells(key)
        return self._bought[key]

    def _coded(self, rows: Sequence[int], *grids: Grid) -> list[tuple[int, ...]]:
        """Return the distinct combinations of row, place of the budget, and what each grid says there."""
        shape = (len(rows), *grids[-1].shape[1:])
        axis = 1 + sides().machine.index("budget")
        span = len(self._products) * len(self._vendors)
        place = np.arange(shape[axis]).reshape([-1 if one == axis else 1 for one in range(len(shape))])
        code: Grid = np.arange(len(rows)).reshape([-1] + [1] * (len(shape) - 1)) * shape[axis] + place
        for grid in grids:
            code = code * span + grid
        found = np.bincount(code.reshape(-1)).nonzero()[0]
        said = []
        for _ in grids:
            found, one = np.divmod(found, span)
            said.append(one.tolist())
        taken, places = np.divmod(found, shape[axis])
        return list(zip([rows[row] for row in taken.tolist()], places.tolist(), *reversed(said), strict=True))

    def _priced(self, where: Where, bought: int) -> Prices:
        """Return the edges of a product from a kind of vendor, by lot."""
        key = where, bought
        if key not in self._edges:
            product, vendor = divmod(bought, len(self._vendors))
            what = self._products[product], where[0], self._vendors[vendor], where[1], self._use, self._on
            self._edges[key] = Prices(self._lots, self._budget, what)
        return self._edges[key]

    def told(self, edges: Edges, place: int) -> Edges:
        """Return what of a purchase's edges a budget can tell: those of a stretch clipped to it, -1 without a budget."""
        budget = self._budgets[place]
        if budget is None:
            return -1.0, -1.0
        short, enough = edges
        if isinstance(budget, tuple):
            low, high = budget
            return min(max(short, low), high), min(max(enough, low), high)
        number = float(str(budget))
        return float(short > number), float(enough > number)

    def _told_apart(self, one: Edges, other: Edges, places: Iterable[int]) -> bool:
        """Say whether some budget tells two purchases apart."""
        return any(self.told(one, place) != self.told(other, place) for place in places)

    def bits(self, where: Where, lot: int, bought: int, place: int) -> int:
        """Return the set of what the fit of one purchase may be."""
        budget = self._budgets[place]
        if budget is None:
            return UNKNOWN_BIT
        short, enough = self._priced(where, bought)[lot]
        if not isinstance(budget, tuple):
            number = float(str(budget))
            return YES_BIT if enough <= number else UNKNOWN_BIT if short <= number else NO_BIT
        low, high = budget
        unknown = max(short, low) < min(enough, high)
        return int(NO_BIT * (short > low) | YES_BIT * (enough < high) | UNKNOWN_BIT * unknown)

    def standing(self, outcomes: Iterable[int], most: int) -> int:
        """Return what the fit may be over some outcomes of the place side, looked at no farther than to `most` fits.

        It may be anything where that takes more prices than anybody waits for.
        """
        found = 0
        for looked, bits in enumerate(self._each(outcomes)):
            if looked == (MOST_LOOKS if self._thorough else FEW_LOOKS):
                return ALL
            found |= bits
            if found.bit_count() >= most or found == ALL:
                break
        return found

    def _apart(self, outcomes: Iterable[int]) -> Iterator[int]:
        """Return one of the outcomes that no fit tells apart."""
        seen: Mapping[object, int] = {(self.where(one), of_side("vendor", one)): one for one in outcomes}
        return iter(seen.values())

    def _each(self, outcomes: Iterable[int]) -> Iterator[int]:
        """Offer the fits of every purchase, of each outcome first of the least and the most there may be: these differ most."""
        seen = set[tuple[Where, int, int, int]]()
        rows = list(self._by_row)
        for outcome in self._apart(outcomes):
            grid, where = self._purchases(outcome), self.where(outcome)
            every = sorted(self._coded(rows, grid[rows]), key=lambda one: one[1] != 0)
            bought = [one for one in every if (where, *one) not in seen]
            seen.update([(where, row, place, what) for row, place, what in bought])
            for row, place, what in bought:
                yield self.bits(where, self._by_row[row][0], what, place)
                yield self.bits(where, self._by_row[row][-1], what, place)
            for row, place, what in bought:
                for lot in self._by_row[row][1:-1]:
                    yield self.bits(where, lot, what, place)

    def changes_with_budget(self, outcomes: Iterable[int]) -> bool:
        """Say whether some budgets that are left give different fits; none and some always do."""
        if len(self._budgets) > 1 and None in self._budgets:
            return True
        axis, rows = sides().machine.index("budget"), list(self._by_row)
        for outcome in self._apart(outcomes):
            where = self.where(outcome)
            for row, grid in zip(rows, self._purchases(outcome)[rows], strict=True):
                ways = np.unique(grid.swapaxes(axis, 0).reshape(len(self._budgets), -1), axis=1).T.tolist()
                for lot, way in combinations(self._by_row[row], ways):
                    sets = {self.bits(where, lot, bought, place) for place, bought in enumerate(way)}
                    if len(sets) > 1 or sets.pop().bit_count() > 1:
                        return True
        return False

    def changes_along(self, outcomes: Iterable[int], need: str) -> bool:
        """Say whether some answers to a question of the machine side, but the budget, give different fits."""
        axis, rows = 1 + sides().machine.index(need), list(self._by_row)
        for outcome in self._apart(outcomes):
            grid = self._purchases(outcome)[rows]
            first = grid.take([0], axis)
            if self._differ(rows, self.where(outcome), first, self.where(outcome), grid):
                return True
        return False

    def told_apart(self, one: int, other: int) -> bool:
        """Say whether two outcomes of the place side give different fits for some answers of the machine side."""
        rows = list(self._by_row)
        mine, others = self._purchases(one)[rows], self._purchases(other)[rows]
        return self._differ(rows, self.where(one), mine, self.where(other), others)

    def _places(self, purchases: Iterable[tuple[int, ...]]) -> Mapping[tuple[int, int, int], list[int]]:
        """Return with which budgets each row is bought as which two products and vendors; without one nothing can be told."""
        found: dict[tuple[int, int, int], list[int]] = {}
        for row, place, bought, other in purchases:
            if self._budgets[place] is not None:
                found.setdefault((row, bought, other), []).append(place)
        return found

    def _differ(self, rows: list[int], here: Where, mine: Grid, there: Where, others: Grid) -> bool:
        if not self._thorough:
            return here != there or bool((mine != others).any())
        for (row, bought, other), places in self._places(self._coded(rows, mine, others)).items():
            if here == there and bought == other:
                continue
            ours, theirs = self._priced(here, bought), self._priced(there, other)
            if self._any_apart(ours, theirs, [(lot, lot) for lot in self._by_row[row]], places):
                return True
        return False

    def _any_apart(self, ours: Prices, theirs: Prices, lots: Sequence[tuple[int, int]], places: Iterable[int]) -> bool:
        """Say whether some budget tells any two of some lots apart."""
        return any(
            ours[one] != theirs[other] and self._told_apart(ours[one], theirs[other], places) for one, other in lots
        )

    def changes_with(self, outcomes: Iterable[int], pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
        """Say whether of some pairs of (row, lot) the two give different fits."""
        if not self._thorough:
            return bool(pairs)
        lots: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for (row, lot), (row_, other) in pairs:
            lots.setdefault((row, row_), []).append((lot, other))
        for outcome in self._apart(outcomes):
            grid, where = self._purchases(outcome), self.where(outcome)
            for (row, row_), both in lots.items():
                for (_, bought, bought_), places in self._places(self._coded([row], grid[[row]], grid[[row_]])).items():
                    ours, theirs = self._priced(where, bought), self._priced(where, bought_)
                    if self._any_apart(ours, theirs, both, places):
                        return True
        return False
