"""Everything that can still come of what is known, for one purpose: exact, over all completions at once.

The needs fall into two sides that meet only in later decisions: the *place* side (where) and the *machine* side (what).
Each side is a grid with one axis a need; a decision over both sides is looked at once for every outcome of the place side.
Two things keep the grids small: answers that no rule tells apart share a place on their axis, and people, demand and
programs share one axis of *lots*, the distinct sizes they lead to (with the programs, where a decision reads those).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules.ahead.tables import Table, alike, tables
from rules.ahead.targets import (
    FIT,
    MIXED_DECISIONS,
    PLACE_DECISIONS,
    SIZE_CODES,
    least_prices,
    size_index,
)  # fmt: skip
from rules.argument.model import UNKNOWN
from rules.facts.attributes import FLAGS, PLACE, attributes
from rules.machine import size
from rules.price import cost

SIZED = ("scale", "demand", "services")
MACHINE = ("budget", "isolation", "load", "uptime", "skill", "buyer")
"""The axes of the machine side after the lots."""
LOTS = "lots"
PROGRAMS_READ_BY = "runtime"
"""The one decision whose lots are told apart by programs, too."""

Value = object
Box = Mapping[str, Sequence[Value]]
"""Every need -> the values it may take; None is unknown. A budget is a number, or (low, high) for all from low to below high."""
Grid = NDArray[np.int64]
Key = tuple[str, int, int, int]
"""A target given an outcome of the place side: region and filing as places in their choices, term as a place on its axis."""


class Grids:
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
        offsets = [
            tables()[PROGRAMS_READ_BY].offset("services", str(value or UNKNOWN)) for value in self.box["services"]
        ]
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
        return self._kinds[1] if target == PROGRAMS_READ_BY else self._lots[1]

    @staticmethod
    def _axis(need: str) -> tuple[int, int]:
        """Return the axis of a need (or of the lots) and how many axes its side has."""
        if need in PLACE:
            return PLACE.index(need), len(PLACE)
        return (LOTS, *MACHINE).index(need), 1 + len(MACHINE)

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
            return self._along(LOTS, self._kinds[0] // len(SIZE_CODES))
        if attribute == "size":
            kinds = self._kinds[0] % len(SIZE_CODES) if table.ruleset.decision == PROGRAMS_READ_BY else self._lots[0]
            return self._along(LOTS, _size_offsets(table.ruleset.decision)[kinds])
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
        if decision != PROGRAMS_READ_BY or found.shape[0] == 1:
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
        return (
            dict.fromkeys(key_of(target, number) for number in self._outcomes)
            if two_sided(target)
            else [(target, 0, 0, 0)]
        )

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
                position = position + offsets[np.asarray(self._over_both(key_of(earlier, number)), np.int64)]
            else:
                position = position + offsets[self.choices(earlier)]
        return np.asarray(table.cells[np.asarray(position)], np.int64)

    def _fit(self, region: int) -> NDArray[np.float64]:
        """Return the fit over the machine side: -1 without a budget, else where in the budget's stretch the price lies.

        For a stretch (low, high) the value is the least price clipped to it, so that two cells differ exactly where
        some budget of the stretch fits one and not the other; for one number it is infinite (no) or zero (yes).
        """
        prices = least_prices()[self.choices("product"), self._along(LOTS, self._lots[0]), region]
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


def two_sided(target: str) -> bool:
    """Say whether a target hangs on both sides."""
    return target == FIT or target in MIXED_DECISIONS


@cache
def _hangs_on(target: str) -> frozenset[str]:
    """Return what of the place side a two-sided target hangs on: region, filing, term."""
    if target == FIT:
        return frozenset(("region",))
    ruleset = tables()[target].ruleset
    found = {name for name in (*ruleset.given, *ruleset.reads) if name in ("region", "filing", "term")}
    return frozenset(found.union(*(_hangs_on(name) for name in ruleset.given if name in MIXED_DECISIONS)))


@cache
def key_of(target: str, outcome: int) -> Key:
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
    kept: dict[tuple[int, ...], Value] = {}
    for mark, value in zip(marks, values, strict=True):
        kept.setdefault(mark, value)
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
