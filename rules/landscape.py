"""Everything that can still come of what is known, for one purpose: exact, over all completions at once.

The needs fall into two sides that meet only in later decisions: the *place* side (where) and the *machine* side (what).
Each side is a grid with one axis a need; a decision over both sides is looked at once for every outcome of the place side.
Two things keep the grids small: answers that no rule tells apart share a place on their axis, and people, demand and
programs share one axis of *lots*, the distinct sizes they lead to (with the programs, where a decision reads those).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules import cost, size
from rules.attributes import FLAGS, PLACE, attributes
from rules.model import UNKNOWN
from rules.outcomes import (
    DECISIONS, FIT, GATES, MIXED_DECISIONS, PLACE_DECISIONS, SIZE, SIZE_CODES, TARGETS, least_prices, names, size_index,
)  # fmt: skip
from rules.tables import Table, alike, tables

__all__ = ["DECISIONS", "FIT", "GATES", "SIZE", "TARGETS", "Box", "Landscape", "names"]

SIZED = ("scale", "demand", "services")
MACHINE = ("budget", "isolation", "load", "uptime", "skill", "buyer")
"""The axes of the machine side after the lots."""
_LOTS = "lots"
_KINDS = "runtime"
"""The one decision whose lots are told apart by programs, too."""

Value = object
Box = Mapping[str, Sequence[Value]]
"""Every need -> the values it may take; None is unknown. A budget is a number, or (low, high) for all from low to below high."""
Grid = NDArray[np.int64]
Key = tuple[str, int, int, int]
"""A target given an outcome of the place side: region and filing as places in their choices, term as a place on its axis."""


class Landscape:
    """What every decision, the size class and the fit become over a box of answers with one purpose."""

    def __init__(self, purpose: str | None, box: Box, also: Collection[str]) -> None:
        """Span the grids; nothing is computed before it is asked for."""
        self.purpose = purpose
        self.box = box
        self.also = size.relevant(also)
        self._flags = {flag.replace("-", "_"): "true" if flag in also else "false" for flag in FLAGS}
        self._axes = {need: _merged(need, values) for need, values in box.items() if need not in SIZED}
        self._choices: dict[str, Grid] = {}
        self._mixed: dict[Key, NDArray[np.float64] | Grid] = {}
        self._sets: dict[Key, Grid] = {}

    # -- grids ------------------------------------------------------------------------------------------------------

    @cached_property
    def codes(self) -> Grid:
        """Return the sizes over people, demand and programs, as places in SIZE_CODES."""
        axes = [self.box[name] for name in SIZED]
        flat = [size_index(self.purpose, *answers, self.also) for answers in combinations(*axes)]
        return np.array(flat, np.int64).reshape([len(axis) for axis in axes])

    @cached_property
    def _services(self) -> Grid:
        """Return the programs over the same grid, as positions in the one table that reads them."""
        offsets = [tables()[_KINDS].offset("services", str(value or UNKNOWN)) for value in self.box["services"]]
        return np.broadcast_to(np.array(offsets, np.int64), self.codes.shape)

    @cached_property
    def _kinds(self) -> tuple[Grid, Grid]:
        """Return the distinct pairs of size and programs, and over the grid which one is where."""
        marks = self.codes + self._services * len(SIZE_CODES)
        kinds, where = np.unique(marks, return_inverse=True)
        return kinds, where.reshape(marks.shape)

    @cached_property
    def _lots(self) -> tuple[Grid, Grid]:
        """Return the distinct sizes, and over the grid which one is where."""
        lots, where = np.unique(self.codes, return_inverse=True)
        return lots, where.reshape(self.codes.shape)

    def _over_lots(self, target: str) -> Grid:
        """Return over people, demand and programs the place on the first axis of a target's grid."""
        return self._kinds[1] if target == _KINDS else self._lots[1]

    @staticmethod
    def _axis(need: str) -> tuple[int, int]:
        """Return the axis of a need (or of the lots) and how many axes its side has."""
        if need in PLACE:
            return PLACE.index(need), len(PLACE)
        return (_LOTS, *MACHINE).index(need), 1 + len(MACHINE)

    def _along(self, need: str, numbers: Sequence[int] | Grid) -> Grid:
        axis, count = self._axis(need)
        return np.array(numbers, np.int64).reshape([-1 if place == axis else 1 for place in range(count)])

    def _offsets(self, table: Table, attribute: str) -> Grid | int:
        """Return what an attribute adds to the position in a table, over its side."""
        if attribute in self._flags:
            return table.offset(attribute, self._flags[attribute])
        if attribute == "purpose":
            return table.offset(attribute, self.purpose or UNKNOWN)
        if attribute == "services":
            return self._along(_LOTS, self._kinds[0] // len(SIZE_CODES))
        if attribute == "size":
            kinds = self._kinds[0] % len(SIZE_CODES) if table.ruleset.decision == _KINDS else self._lots[0]
            return self._along(_LOTS, _size_offsets(table.ruleset.decision)[kinds])
        need = attributes()[attribute].needs[0]
        values = [_class_of(attribute, value) for value in self._axes[need][0]]
        return self._along(need, [table.offset(attribute, value) for value in values])

    def choices(self, decision: str) -> Grid:
        """Return a one-sided decision's choices over its side."""
        if decision not in self._choices:
            table = tables()[decision]
            position: Grid | int = 0
            for name in table.ruleset.reads:
                position = position + self._offsets(table, name)
            for earlier in table.ruleset.given:
                position = position + _given(decision, earlier)[self._seen_from(decision, earlier)]
            self._choices[decision] = table.cells[np.asarray(position)].astype(np.int64)
        return self._choices[decision]

    def _seen_from(self, decision: str, earlier: str) -> Grid:
        """Return an earlier decision's choices, its lots spread out where the later one tells more of them apart."""
        found = self.choices(earlier)
        if decision != _KINDS or found.shape[0] == 1:
            return found
        return found[np.searchsorted(self._lots[0], self._kinds[0] % len(SIZE_CODES))]

    # -- both sides -------------------------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> Grid:
        """Return the outcome of the place side over its grid, as one number."""
        terms = self._along("term", range(len(self._axes["term"][0])))
        shape = [len(self._axes[need][0]) for need in PLACE]
        return np.broadcast_to((self.choices("region") * 16 + self.choices("filing")) * 16 + terms, shape)

    @cached_property
    def _outcomes(self) -> list[int]:
        return [int(number) for number in np.unique(self._places)]

    def _keys(self, target: str) -> Iterable[Key]:
        """Return a target given each outcome of the place side that it can tell apart."""
        return dict.fromkeys(_key(target, number) for number in self._outcomes) if _two_sided(target) else [(target, 0, 0, 0)]

    def _over_both(self, key: Key) -> NDArray[np.float64] | Grid:
        """Return a two-sided target over the machine side, given one outcome of the place side."""
        if key not in self._mixed:
            self._mixed[key] = self._fit(key[1]) if key[0] == FIT else self._decide_mixed(*key)
        return self._mixed[key]

    def _decide_mixed(self, decision: str, region: int, filing: int, term: int) -> Grid:
        table = tables()[decision]
        position: Grid | int = 0
        for name in table.ruleset.reads:
            if name == "term":
                position = position + table.offset("term", str(self._axes["term"][0][term] or UNKNOWN))
            else:
                position = position + self._offsets(table, name)
        for earlier in table.ruleset.given:
            offsets = _given(decision, earlier)
            if earlier in PLACE_DECISIONS:
                position = position + int(offsets[region if earlier == "region" else filing])
            elif earlier in MIXED_DECISIONS:
                number = (region * 16 + filing) * 16 + term
                position = position + offsets[np.asarray(self._over_both(_key(earlier, number)), np.int64)]
            else:
                position = position + offsets[self.choices(earlier)]
        return table.cells[np.asarray(position)].astype(np.int64)

    def _fit(self, region: int) -> NDArray[np.float64]:
        """Return the fit over the machine side: -1 without a budget, else where in the budget's stretch the price lies.

        For a stretch (low, high) the value is the least price clipped to it, so that two cells differ exactly where
        some budget of the stretch fits one and not the other; for one number it is infinite (no) or zero (yes).
        """
        prices = least_prices()[self.choices("product"), self._along(_LOTS, self._lots[0]), region]
        axis = self._axis("budget")[0]
        budgets = self._axes["budget"][0]
        parts = []
        for place, budget in enumerate(budgets):
            part = prices if prices.shape[axis] == 1 else np.take(prices, [place], axis=axis)
            if budget is None:
                parts.append(np.full_like(part, -1.0))
            elif isinstance(budget, tuple):
                parts.append(np.clip(part, *budget))
            else:
                parts.append(np.where(part <= budget, 0.0, np.inf))
        return np.concatenate(parts, axis=axis)

    def _fit_bits(self, values: NDArray[np.float64]) -> Grid:
        """Turn fits into sets of outcomes, as bits in the order of FITS."""
        axis = self._axis("budget")[0]
        bits = np.zeros(values.shape, np.int64)
        for place, budget in enumerate(self._axes["budget"][0]):
            where = tuple(place if index == axis else slice(None) for index in range(values.ndim))
            part = values[where]
            low, high = budget if isinstance(budget, tuple) else (0.0, np.inf)
            bits[where] = np.where(part < 0, 1, np.where(part <= low, 4, np.where(part >= high, 2, 6)))
        return bits

    def _bits(self, key: Key) -> Grid:
        """Return, over the side a target lives on, the set of what it may be in each cell, as bits."""
        if key not in self._sets:
            target = key[0]
            if target == FIT:
                self._sets[key] = self._fit_bits(np.asarray(self._over_both(key), np.float64))
            else:
                values = self._over_both(key) if target in MIXED_DECISIONS else self.choices(target)
                self._sets[key] = np.left_shift(1, np.asarray(values, np.int64))
        return self._sets[key]

    # -- questions --------------------------------------------------------------------------------------------------

    def standing(self, target: str) -> int:
        """Return everything a target may still become, as bits."""
        if target == SIZE:
            return _union(1 << int(code) for code in self._lots[0])
        return _union(int(np.bitwise_or.reduce(self._bits(key), axis=None)) for key in self._keys(target))

    def standing_by(self, target: str, need: str) -> list[int]:
        """Return, for each value of a need in the box, everything a target may still become."""
        if need in SIZED:
            return self._standing_by_sized(target, need)
        where = self._axes[need][1]
        if _two_sided(target) and need in PLACE:
            found = self._standing_by_place(target, need)
        elif target == SIZE or (not _two_sided(target) and (need in PLACE) != (target in PLACE_DECISIONS)):
            return [self.standing(target)] * len(where)
        else:
            found = _unions(self._by(self._bits(key), need, len(self._axes[need][0])) for key in self._keys(target))
        return [found[place] for place in where]

    def _standing_by_sized(self, target: str, need: str) -> list[int]:
        axis, count = SIZED.index(need), len(self.box[need])
        if target == SIZE:
            by_lot = [1 << int(code) for code in self._lots[0]]
        elif target in PLACE_DECISIONS:
            return [self.standing(target)] * count
        else:
            count_lots = len((self._kinds if target == _KINDS else self._lots)[0])
            by_lot = _unions(self._by(self._bits(key), _LOTS, count_lots) for key in self._keys(target))
        lots = [np.unique(np.take(self._over_lots(target), place, axis=axis)) for place in range(count)]
        return [_union(by_lot[int(lot)] for lot in here) for here in lots]

    def _standing_by_place(self, target: str, need: str) -> list[int]:
        whole = {key: int(np.bitwise_or.reduce(self._bits(key), axis=None)) for key in self._keys(target)}
        axis, count = self._axis(need)[0], len(self._axes[need][0])
        slices = [np.unique(np.take(self._places, place, axis=axis)) for place in range(count)]
        return [_union(whole[_key(target, int(number))] for number in numbers) for numbers in slices]

    def _by(self, bits: Grid, need: str, count: int) -> list[int]:
        axis, axes = self._axis(need)
        others = tuple(place for place in range(axes) if place != axis)
        values = [int(value) for value in np.bitwise_or.reduce(bits, axis=others).reshape(-1)]
        return values * count if len(values) == 1 else values

    def matters(self, target: str, need: str) -> bool:
        """Say whether two completions that differ in this need alone give a target different outcomes."""
        if need in SIZED:
            return len(self.box[need]) > 1 and self._sized_matters(target, need)
        values = self._axes[need][0]
        if len(values) == 1 and not isinstance(values[0], tuple):
            return False
        if _two_sided(target):
            return self._place_matters(target, need) if need in PLACE else self._machine_matters(target, need)
        if target == SIZE or (need in PLACE) != (target in PLACE_DECISIONS):
            return False
        return self._varies(self.choices(target), need)

    def _varies(self, values: NDArray[np.float64] | Grid, need: str) -> bool:
        axis = self._axis(need)[0]
        return values.shape[axis] > 1 and bool((values != np.take(values, [0], axis=axis)).any())

    def _machine_matters(self, target: str, need: str) -> bool:
        for key in self._keys(target):
            if target == FIT and need == "budget":
                bits = self._bits(key)
                if (bits == 6).any() or self._varies(bits, need):
                    return True
            elif self._varies(self._over_both(key), need):
                return True
        return False

    def _sized_matters(self, target: str, need: str) -> bool:
        pairs = _pairs(self._over_lots(target), SIZED.index(need))
        if target in PLACE_DECISIONS or not pairs:
            return False
        if target == SIZE:
            return True
        grids = [self._over_both(key) for key in self._keys(target)] if _two_sided(target) else [self.choices(target)]
        return any(bool((grid[a] != grid[b]).any()) for grid in grids if grid.shape[0] > 1 for a, b in pairs)

    def _place_matters(self, target: str, need: str) -> bool:
        pairs = {(_key(target, a), _key(target, b)) for a, b in _pairs(self._places, self._axis(need)[0])}
        return any(bool((self._over_both(a) != self._over_both(b)).any()) for a, b in pairs if a != b)


def _two_sided(target: str) -> bool:
    return target == FIT or target in MIXED_DECISIONS


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _unions(rows: Iterator[list[int]]) -> list[int]:
    """Join sets place by place."""
    return [_union(column) for column in zip(*rows, strict=True)]


def _pairs(grid: Grid, axis: int) -> set[tuple[int, int]]:
    """Return the distinct pairs in which the first value along an axis and another one differ."""
    rows = np.moveaxis(grid, axis, 0).reshape(grid.shape[axis], -1)
    first, others = np.broadcast_to(rows[0], rows[1:].shape), rows[1:]
    different = first != others
    return set(zip(first[different].tolist(), others[different].tolist(), strict=True))


@cache
def _hangs_on(target: str) -> frozenset[str]:
    """Return what of the place side a two-sided target hangs on: region, filing, term."""
    if target == FIT:
        return frozenset(("region",))
    ruleset = tables()[target].ruleset
    found = {name for name in (*ruleset.given, *ruleset.reads) if name in ("region", "filing", "term")}
    return frozenset(found.union(*(_hangs_on(name) for name in ruleset.given if name in MIXED_DECISIONS)))


@cache
def _key(target: str, outcome: int) -> Key:
    """Return a target with the part of a place outcome that it hangs on; the rest is left at its first place."""
    parts = {"region": outcome // 256, "filing": outcome // 16 % 16, "term": outcome % 16}
    region, filing, term = (value if name in _hangs_on(target) else 0 for name, value in parts.items())
    return target, region, filing, term


@cache
def _given(decision: str, earlier: str) -> Grid:
    """Return what each choice of an earlier decision adds to the position in a decision's table."""
    choices = tables()[earlier].ruleset.choices
    return np.array([tables()[decision].offset(f"is.{earlier}", choice) for choice in choices], np.int64)


@cache
def _size_offsets(decision: str) -> Grid:
    return np.array([tables()[decision].offset("size", code.size_class) for code in SIZE_CODES], np.int64)


def _merged(need: str, values: Sequence[Value]) -> tuple[tuple[Value, ...], list[int]]:
    """Let values that no rule tells apart share a place: the values that stand for all, and the place of each."""
    if need in ("budget", "purpose"):
        return tuple(values), list(range(len(values)))
    marks = [alike(need, str(value or UNKNOWN)) for value in values]
    kept = {mark: value for mark, value in reversed(list(zip(marks, values, strict=True)))}
    places = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
    return tuple(kept[mark] for mark in places), [places[mark] for mark in marks]


def _class_of(attribute: str, value: Value) -> str:
    """Return an attribute's value for one value of its need."""
    if value is None:
        return UNKNOWN
    if attribute == "means":
        low = value[0] if isinstance(value, tuple) else value
        return str(cost.means_of(float(low)))  # type: ignore[arg-type]
    return str(value)
