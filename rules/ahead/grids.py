"""Everything that can still come of what is known, for one purpose: exact, over all completions at once.

The needs fall into two sides that meet only in later decisions (see `sides`): the *place* side and the *machine* side.
Each side is a grid with one axis a need; a decision over both sides is looked at once for every outcome of the place side.
Two things keep the grids small: answers that no rule tells apart share a place on their axis, and all that sizes a machine
shares one axis of *lots*, the distinct sizes it leads to (with the programs, where a decision reads those).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead import money
from rules.ahead.law_grid import AXES as LAW_AXES
from rules.ahead.law_grid import LawGrid, law_grid
from rules.ahead.sides import SIZED, sides
from rules.ahead.sized import PROGRAMS_READ_BY, Sizes, sizes
from rules.ahead.tables import Table, alike, tables
from rules.ahead.targets import FIT
from rules.argument.model import UNKNOWN
from rules.facts.attributes import attributes
from rules.facts.law_folds import day, flags_of
from rules.machine.lots import Lot
from rules.machine.stated import NUMBERS, relevant
from rules.price.hours import hours_fold
from rules.price.ordering import Use, use_of

LOTS = "lots"
LOADING = tuple(need for need in ("purpose", "software", *NUMBERS, "bits") if need not in SIZED)
"""What is no axis but sizes."""

_ANY_FILING = "not-needed"
"""A filing only forbids to pay by the hour (`ordering.hours_paid`)."""
Value = object
Box = Mapping[str, Sequence[Value]]
"""Every need -> the values it may take; None is unknown. A budget is a number, or (low, high) for all from low to below high."""
Grid = NDArray[np.int64]
Key = tuple[str, int]
"""A target given an outcome of the place side, as one number of which only the parts it hangs on are kept."""


class Grids:
    """What every decision, the size class and the fit become over a box of answers with one purpose."""

    def __init__(self, purpose: str | None, box: Box, also: Collection[str]) -> None:
        """Span the grids; nothing is computed before it is asked for."""
        self.purpose = purpose
        self.box = box
        self.also = relevant(also)
        self._heard = tuple(sorted(also))
        asked = {*sides().place, *sides().machine}
        fixed = {need: values[0] for need, values in box.items() if len(values) == 1 and need not in asked}
        self._fixed = {**fixed, "purpose": purpose}
        self._axes = {need: self._merged(need, box[need]) for need in asked}
        self._choices: dict[str, Grid] = {}
        self._mixed: dict[Key, Grid] = {}
        self._sets: dict[Key, Grid] = {}

    # -- lots -------------------------------------------------------------------------------------------------------

    @cached_property
    def _sizes(self) -> Sizes:
        told = tuple((need, self._fixed[need]) for need in LOADING if self._fixed.get(need) is not None)
        return sizes(told, tuple(tuple(self.box[need]) for need in SIZED), self.also)

    @property
    def _lots(self) -> tuple[Lot, ...]:
        return self._sizes.lots

    def _count_lots(self, target: str) -> int:
        return len(self._sizes.kinds[0]) if target == PROGRAMS_READ_BY else len(self._lots)

    # -- axes -------------------------------------------------------------------------------------------------------

    def _along(self, need: str, numbers: Sequence[int] | Grid) -> Grid:
        axis, count = axis_of(need)
        return np.array(numbers, np.int64).reshape([-1 if place == axis else 1 for place in range(count)])

    def _offsets(self, table: Table, attribute: str) -> Grid | int:
        """Return what an attribute adds to the position in a table, over its side."""
        if attribute == "services":
            return self._along(LOTS, self._sizes.kinds[0] // len(self._lots))
        if attribute == "size":
            offsets = np.array([table.offset("size", lot.size_class) for lot in self._lots], np.int64)
            mine = table.ruleset.decision == PROGRAMS_READ_BY
            return self._along(LOTS, offsets[self._sizes.kinds[0] % len(self._lots)] if mine else offsets)
        if attributes()[attribute].by_circumstance:
            return self._by_law(table, attribute)
        needs = attributes()[attribute].needs
        open_needs = tuple(need for need in needs if need in self._axes)
        given = tuple((need, self._fixed.get(need)) for need in needs if need not in self._axes)
        values = tuple(self._axes[need][0] for need in open_needs)
        return _laid(table.ruleset.decision, attribute, given, open_needs, values, () if needs else self._heard)

    @cached_property
    def _law(self) -> LawGrid:
        reach = self._fixed.get("reach")
        several = tuple(
            (need, str(values[0])) for need, values in self.box.items() if len(values) == 1 and "," in str(values[0])
        )
        return law_grid(self.purpose, str(reach) if reach else None, flags_of(self._heard), day(), several)

    def _by_law(self, table: Table, attribute: str) -> Grid | int:
        """Return what a class of law adds to the position in a table, over the place side."""
        offsets = np.array([table.offset(attribute, value) for value in attributes()[attribute].values], np.int64)
        values = [self._axes[need][0] if need in self._axes else (self._fixed.get(need),) for need in LAW_AXES]
        picked = [
            [self._law.places[need][str(value or UNKNOWN)] for value in row]
            for need, row in zip(LAW_AXES, values, strict=True)
        ]
        flat = offsets[self._law.classes[attribute][np.ix_(*picked)]].reshape(-1)
        spans = {need: len(self._axes[need][0]) for need in LAW_AXES if need in self._axes}
        return _across(spans, flat)

    def _merged(self, need: str, values: Sequence[Value]) -> tuple[tuple[Value, ...], list[int]]:
        """Let values that no rule tells apart share a place: the values that stand for all, and the place of each."""
        if need == "budget" or len(values) == 1:
            return tuple(values), list(range(len(values)))
        by_law = self._law.places.get(need)
        words = [str(value or UNKNOWN) for value in values]
        marks = [(alike(need, word), by_law[word] if by_law else 0) for word in words]
        kept: dict[tuple[object, ...], Value] = {}
        for mark, value in zip(marks, values, strict=True):
            kept.setdefault(mark, value)
        places = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
        return tuple(kept[mark] for mark in places), [places[mark] for mark in marks]

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
        return found[self._sizes.kinds[0] % len(self._lots)]

    # -- both sides -------------------------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> Grid:
        """Return the outcome of the place side over its grid, as one number."""
        number: Grid | int = 0
        for decision in sides().place_decisions:
            number = number + self.choices(decision) * _radix()[decision]
        for need in sides().bridges:
            number = number + self._along(need, range(len(self._axes[need][0]))) * _radix()[need]
        return np.broadcast_to(number, [len(self._axes[need][0]) for need in sides().place])

    @cached_property
    def _outcomes(self) -> list[int]:
        return [int(number) for number in np.unique(self._places)]

    def _keys(self, target: str) -> Iterable[Key]:
        """Return a target given each outcome of the place side that it can tell apart."""
        if target == FIT:
            found = {
                (key_of("vendor", number), self._where((FIT, number))): key_of(FIT, number) for number in self._outcomes
            }
            return found.values()
        if two_sided(target):
            return dict.fromkeys(key_of(target, number) for number in self._outcomes)
        return [(target, 0)]

    def _over_both(self, key: Key) -> Grid:
        """Return a two-sided decision, or what is bought, over the machine side, given one outcome of the place side."""
        if key not in self._mixed:
            self._mixed[key] = self._bought(key) if key[0] == FIT else self._decide_mixed(*key)
        return self._mixed[key]

    def _decide_mixed(self, decision: str, outcome: int) -> Grid:
        table = tables()[decision]
        position: Grid | int = 0
        for name in table.ruleset.reads:
            if name in sides().bridges:
                value = self._axes[name][0][part(outcome, name)]
                position = position + table.offset(name, str(value or UNKNOWN))
            else:
                position = position + self._offsets(table, name)
        for earlier in table.ruleset.given:
            offsets = _given(decision, earlier)
            if earlier in sides().place_decisions:
                position = position + int(offsets[part(outcome, earlier)])
            elif earlier in sides().both:
                position = position + offsets[self._over_both(key_of(earlier, outcome))]
            else:
                position = position + offsets[self.choices(earlier)]
        return np.asarray(table.cells[np.asarray(position)], np.int64)

    def _bought(self, key: Key) -> Grid:
        """Return what is bought over the machine side for an outcome of the place side, as marks: see `money`."""
        vendors = self._over_both(key_of("vendor", key[1]))
        lots = self._along(LOTS, range(len(self._lots)))
        budgets = self._along("budget", range(len(self._axes["budget"][0])))
        return self._fits.marks(self.choices("product"), lots, vendors, budgets)

    def _where(self, key: Key) -> tuple[str, str]:
        """Return the region and the filing of an outcome of the place side; one filing for all where it changes no price."""
        region, filing = (tables()[name].ruleset.choices[part(key[1], name)] for name in ("region", "filing"))
        return region, filing if hours_fold(self._use.hours) == "part" else _ANY_FILING

    @cached_property
    def _use(self) -> Use:
        return use_of({name: value for name, value in self._fixed.items() if value is not None}, self._heard)

    @cached_property
    def _fits(self) -> money.Fits:
        return money.Fits(self._lots, self._axes["budget"][0], self._use)

    def _bits(self, key: Key) -> Grid:
        """Return, over the side a decision lives on, the set of what it may be in each cell, as bits."""
        if key not in self._sets:
            values = self._over_both(key) if key[0] in sides().both else self.choices(key[0])
            self._sets[key] = np.left_shift(1, values)
        return self._sets[key]


@cache
def axis_of(need: str) -> tuple[int, int]:
    """Return the axis of a need (or of the lots) and how many axes its side has."""
    if need in sides().place:
        return sides().place.index(need), len(sides().place)
    return (LOTS, *sides().machine).index(need), 1 + len(sides().machine)


def _across(spans: Mapping[str, int], flat: Grid) -> Grid | int:
    """Lay a product of answers, so many of each need, out along the axes of their side."""
    if not spans:
        return int(flat[0])
    needs = list(spans)
    order = sorted(needs, key=axis_of)
    laid = flat.reshape(list(spans.values())).transpose([needs.index(need) for need in order])
    places = {axis_of(need)[0]: spans[need] for need in order}
    return laid.reshape([places.get(place, 1) for place in range(axis_of(needs[0])[1])])


def two_sided(target: str) -> bool:
    """Say whether a target hangs on both sides."""
    return target == FIT or target in sides().both


@cache
def _radix() -> Mapping[str, int]:
    """Return what each part of an outcome of the place side is multiplied by: the choices, then the bridges' places."""
    found, step = {}, 1
    for name in (*sides().place_decisions, *sides().bridges):
        found[name] = step
        step *= _count(name)
    return found


@cache
def _count(name: str) -> int:
    return len(tables()[name].ruleset.choices) if name in tables() else len(load().needs[name].values) + 1


def part(outcome: int, name: str) -> int:
    """Return one part of an outcome: the place of a choice, or a place on a bridge's axis."""
    return outcome // _radix()[name] % _count(name)


@cache
def _hangs_on(target: str) -> frozenset[str]:
    """Return what of the place side a two-sided target hangs on."""
    if target == FIT:
        return frozenset(("region", "filing")) | _hangs_on("vendor")
    ruleset = tables()[target].ruleset
    found = {name for name in (*ruleset.given, *ruleset.reads) if name in _radix()}
    return frozenset(found.union(*(_hangs_on(name) for name in ruleset.given if name in sides().both)))


@cache
def key_of(target: str, outcome: int) -> Key:
    """Return a target with the parts of a place outcome that it hangs on; the rest is left at its first place."""
    return target, sum(part(outcome, name) * _radix()[name] for name in _hangs_on(target))


@cache
def _given(decision: str, earlier: str) -> Grid:
    """Return what each choice of an earlier decision adds to the position in a decision's table."""
    choices = tables()[earlier].ruleset.choices
    return np.array([tables()[decision].offset(f"is.{earlier}", choice) for choice in choices], np.int64)


@lru_cache(maxsize=4096)
def _laid(
    decision: str,
    attribute: str,
    given: tuple[tuple[str, Value], ...],
    names: tuple[str, ...],
    values: tuple[tuple[Value, ...], ...],
    heard: tuple[str, ...],
) -> Grid | int:
    """Return what an attribute adds to the position in a decision's table over the answers to open needs."""
    folded, table = _folded(attribute, given, names, values, heard), tables()[decision]
    offsets = np.array([table.offset(attribute, value) for value in folded], np.int64)
    return _across({name: len(row) for name, row in zip(names, values, strict=True)}, offsets)


@lru_cache(maxsize=4096)
def _folded(
    attribute: str,
    given: tuple[tuple[str, Value], ...],
    names: tuple[str, ...],
    values: tuple[tuple[Value, ...], ...],
    heard: tuple[str, ...],
) -> tuple[str, ...]:
    """Fold every combination of answers, the last need varying fastest; None is unknown."""
    fold = attributes()[attribute].fold
    known = {name: value for name, value in given if value is not None}
    rows = (dict(zip(names, answers, strict=True)) for answers in combinations(*values))
    return tuple(
        fold({**known, **{name: value for name, value in row.items() if value is not None}}, heard) for row in rows
    )
