"""Everything that can still come of what is known, for one purpose: exact, over all completions at once.

The needs fall into two sides that meet only in later decisions: the *place* side (where) and the *machine* side (what).
Each side is a grid with one axis a need; a decision over both sides is looked at once for every outcome of the place side.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules import cost, size
from rules.attributes import FLAGS, FLEET, MACHINE, PLACE, attributes, size_class
from rules.model import UNKNOWN
from rules.tables import Table, tables

PLACE_DECISIONS = ("region", "filing")
MACHINE_DECISIONS = ("product", "runtime")
MIXED_DECISIONS = ("vendor", "billing")
DECISIONS = PLACE_DECISIONS + MACHINE_DECISIONS + MIXED_DECISIONS
SIZE, FIT = "size", "fit"
TARGETS = (*DECISIONS, SIZE, FIT)
GATES = ("product", "region", "filing", SIZE, FIT)
"""What must not change any more for a conversation to be settled."""
FIT_UNKNOWN, FIT_NO, FIT_YES = "unknown", "no", "yes"
_FITS = (FIT_UNKNOWN, FIT_NO, FIT_YES)

Value = object
Box = Mapping[str, Sequence[Value]]
"""Every need -> the values it may take; None is unknown. A budget is a number, or (low, high) for all from low to below high."""
Grid = NDArray[np.int64]


@cache
def budget_classes() -> tuple[tuple[float, float], ...]:
    """Return the stretches of budget that the rules tell apart, as (low, high)."""
    edges = sorted({0.0, *cost.entry_prices().values()})
    return tuple(zip(edges, [*edges[1:], float("inf")], strict=True))


@dataclass(frozen=True)
class SizeCode:
    """A size as it is bought: so many machines of one size, and the class rules read."""

    id: str
    machines: int
    size_class: str


SIZE_CODES: tuple[SizeCode, ...] = tuple(
    SizeCode(size_id, machines, size_class)
    for size_id in size.SIZES
    for machines, size_class in ((1, size_id), (1, FLEET), (2, FLEET), (3, FLEET), (4, FLEET))
)


@cache
def least_prices() -> NDArray[np.float64]:
    """Return the least dated price a month by product, size code and region, in CNY."""
    products, regions = (tables()[name].ruleset.choices for name in ("product", "region"))
    return np.array([[[least_price(p, code, r) for r in regions] for code in SIZE_CODES] for p in products])


@cache
def least_price(product: str, code: SizeCode, region: str) -> float:
    """Return the least dated price a month, of either kind of vendor, in CNY."""
    return min(cost.budget_threshold(product, code.id, region, vendor, code.machines) for vendor in ("big", "small"))


@lru_cache(maxsize=65_536)
def size_index(purpose: Value, scale: Value, demand: Value, services: Value, also: tuple[str, ...]) -> int:
    """Return the place of the size for these answers in SIZE_CODES."""
    answers = {"purpose": purpose, "scale": scale, "demand": demand, "services": services}
    return code_index(size.size_of({name: value for name, value in answers.items() if value is not None}, also))


def code_index(found: size.Size) -> int:
    """Return the place of a size in SIZE_CODES."""
    return SIZE_CODES.index(SizeCode(found.id, found.machines, size_class(found)))


class Landscape:
    """What every decision, the size class and the fit become over a box of answers with one purpose."""

    def __init__(self, purpose: str | None, box: Box, also: Collection[str]) -> None:
        """Span the grids; nothing is computed before it is asked for."""
        self.purpose = purpose
        self.box = box
        self.also = tuple(sorted(also))
        self._flags = {flag.replace("-", "_"): "true" if flag in also else "false" for flag in FLAGS}

    # -- grids ------------------------------------------------------------------------------------------------------

    def _axis(self, need: str) -> tuple[int, int]:
        """Return a need's axis and how many axes its grid has."""
        side = PLACE if need in PLACE else MACHINE
        return side.index(need), len(side)

    def _along(self, need: str, numbers: Sequence[int]) -> Grid:
        axis, count = self._axis(need)
        return np.array(numbers, np.int64).reshape([-1 if place == axis else 1 for place in range(count)])

    def _offsets(self, table: Table, attribute: str) -> Grid | int:
        """Return what an attribute adds to the position in a table, over its grid."""
        if attribute in self._flags:
            return table.offset(attribute, self._flags[attribute])
        if attribute == "purpose":
            return table.offset(attribute, self.purpose or UNKNOWN)
        if attribute == "size":
            return np.array([table.offset("size", code.size_class) for code in SIZE_CODES], np.int64)[self.sizes]
        need = attributes()[attribute].needs[0]
        values = [_class_of(attribute, value) for value in self.box[need]]
        return self._along(need, [table.offset(attribute, value) for value in values])

    def _over_side(self, decision: str) -> Grid:
        """Return a decision's choices over the grid of the one side it depends on."""
        table = tables()[decision]
        position: Grid | int = 0
        for name in table.ruleset.reads:
            position = position + self._offsets(table, name)
        for earlier in table.ruleset.given:
            position = position + self._given(table, earlier)[self.choices(earlier)]
        return table.cells[np.asarray(position)].astype(np.int64)

    @staticmethod
    def _given(table: Table, earlier: str) -> Grid:
        names = tables()[earlier].ruleset.choices
        return np.array([table.offset(f"is.{earlier}", name) for name in names], np.int64)

    @cached_property
    def sizes(self) -> Grid:
        """Return the sizes over the machine grid, as places in SIZE_CODES."""
        axes = [self.box[name] for name in ("scale", "demand", "services")]
        also = size.relevant(self.also)
        flat = [size_index(self.purpose, *answers, also) for answers in combinations(*axes)]
        shape = [len(self.box[name]) if name in ("scale", "demand", "services") else 1 for name in MACHINE]
        return np.array(flat, np.int64).reshape(shape)

    def choices(self, decision: str) -> Grid:
        """Return a one-sided decision's choices over its grid."""
        if decision not in self._sides:
            self._sides[decision] = self._over_side(decision)
        return self._sides[decision]

    @cached_property
    def _sides(self) -> dict[str, Grid]:
        return {}

    # -- both sides -------------------------------------------------------------------------------------------------

    @cached_property
    def places(self) -> Grid:
        """Return the outcome of the place side over its grid, as one number: region, filing and term."""
        terms = self._along("term", range(len(self.box["term"])))
        region, filing = self.choices("region"), self.choices("filing")
        return np.asarray(np.broadcast_arrays((region * 16 + filing) * 16 + terms, np.zeros(self._shape(PLACE)))[0])

    def _shape(self, side: Sequence[str]) -> tuple[int, ...]:
        return tuple(len(self.box[need]) for need in side)

    @cached_property
    def outcomes(self) -> list[int]:
        """Return the distinct outcomes of the place side."""
        return [int(code) for code in np.unique(self.places)]

    def mixed(self, target: str, outcome: int) -> NDArray[np.float64] | Grid:
        """Return a two-sided target over the machine grid, given one outcome of the place side."""
        region, filing, term = outcome // 256, outcome // 16 % 16, outcome % 16
        key = (target, region, *((filing, term) if target == "billing" else ()))
        if key not in self._mixed:
            if target == FIT:
                self._mixed[key] = self._fit(region)
            else:
                self._mixed[key] = self._decide_mixed(target, region, filing, term)
        return self._mixed[key]

    @cached_property
    def _mixed(self) -> dict[tuple[object, ...], NDArray[np.float64] | Grid]:
        return {}

    def _decide_mixed(self, decision: str, region: int, filing: int, term: int) -> Grid:
        table = tables()[decision]
        outcome = (region * 16 + filing) * 16 + term
        position: Grid | int = 0
        for name in table.ruleset.reads:
            if name == "term":
                position = position + table.offset("term", str(self.box["term"][term] or UNKNOWN))
            else:
                position = position + self._offsets(table, name)
        for earlier in table.ruleset.given:
            offsets = self._given(table, earlier)
            if earlier in PLACE_DECISIONS:
                position = position + int(offsets[region if earlier == "region" else filing])
            elif earlier in MIXED_DECISIONS:
                position = position + offsets[np.asarray(self.mixed(earlier, outcome), np.int64)]
            else:
                position = position + offsets[self.choices(earlier)]
        return table.cells[np.asarray(position)].astype(np.int64)

    def _fit(self, region: int) -> NDArray[np.float64]:
        """Return the fit over the machine grid: -1 without a budget, else where in the budget's stretch the price lies.

        For a stretch (low, high) the value is the least price clipped to it, so that two cells differ exactly where
        some budget of the stretch fits one and not the other; for one number it is infinite (no) or zero (yes).
        """
        prices = least_prices()[self.choices("product"), self.sizes, region]
        axis = self._axis("budget")[0]
        parts = []
        for budget in self.box["budget"]:
            if budget is None:
                parts.append(np.full_like(prices, -1.0))
            elif isinstance(budget, tuple):
                parts.append(np.clip(prices, *budget))
            else:
                parts.append(np.where(prices <= budget, 0.0, np.inf))
        if prices.shape[axis] == 1:
            return np.concatenate(parts, axis=axis)
        picked = [np.take(part, [place], axis=axis) for place, part in enumerate(parts)]
        return np.concatenate(picked, axis=axis)

    def _fit_bits(self, values: NDArray[np.float64]) -> Grid:
        """Turn fits into sets of outcomes, as bits in the order of _FITS."""
        axis = self._axis("budget")[0]
        bits = np.zeros(values.shape, np.int64)
        for place, budget in enumerate(self.box["budget"]):
            where = tuple(place if index == axis else slice(None) for index in range(values.ndim))
            part = values[where]
            low, high = budget if isinstance(budget, tuple) else (0.0, np.inf)
            bits[where] = np.where(part < 0, 1, np.where(part <= low, 4, np.where(part >= high, 2, 6)))
        return bits

    # -- questions --------------------------------------------------------------------------------------------------

    def sets(self, target: str, outcome: int = 0) -> Grid:
        """Return, over the grid a target lives on, the set of what it may be in each cell, as bits."""
        if target == FIT:
            return self._fit_bits(np.asarray(self.mixed(FIT, outcome), np.float64))
        if target == SIZE:
            return np.left_shift(1, self.sizes)
        values = self.mixed(target, outcome) if target in MIXED_DECISIONS else self.choices(target)
        return np.left_shift(1, np.asarray(values, np.int64))

    def standing(self, target: str) -> int:
        """Return everything a target may still become, as bits."""
        if target in (*MIXED_DECISIONS, FIT):
            return int(np.bitwise_or.reduce([self._all(self.sets(target, code)) for code in self.outcomes]))
        return self._all(self.sets(target))

    @staticmethod
    def _all(bits: Grid) -> int:
        return int(np.bitwise_or.reduce(bits, axis=None))

    def standing_by(self, target: str, need: str) -> list[int]:
        """Return, for each value of a need in the box, everything a target may still become."""
        count = len(self.box[need])
        if target in (*MIXED_DECISIONS, FIT):
            return self._mixed_by(target, need)
        if (need in PLACE) != (target in PLACE_DECISIONS):
            return [self.standing(target)] * count
        return self._spread(self._by(self.sets(target), need), count)

    def _mixed_by(self, target: str, need: str) -> list[int]:
        count = len(self.box[need])
        if need in MACHINE:
            found = [self._spread(self._by(self.sets(target, code), need), count) for code in self.outcomes]
            return [int(np.bitwise_or.reduce(column)) for column in zip(*found, strict=True)]
        whole = {code: self._all(self.sets(target, code)) for code in self.outcomes}
        axis = self._axis(need)[0]
        slices = [np.unique(np.take(self.places, place, axis=axis)) for place in range(count)]
        return [int(np.bitwise_or.reduce([whole[int(code)] for code in codes])) for codes in slices]

    def _by(self, bits: Grid, need: str) -> list[int]:
        axis, count = self._axis(need)
        others = tuple(place for place in range(count) if place != axis)
        return [int(value) for value in np.bitwise_or.reduce(bits, axis=others).reshape(-1)]

    @staticmethod
    def _spread(values: list[int], count: int) -> list[int]:
        return values * count if len(values) == 1 else values

    def matters(self, target: str, need: str) -> bool:
        """Say whether two completions that differ in this need alone give a target different outcomes."""
        if len(self.box[need]) == 1 and not isinstance(self.box[need][0], tuple):
            return False
        if target in (*MIXED_DECISIONS, FIT):
            return self._place_matters(target, need) if need in PLACE else self._machine_matters(target, need)
        if (need in PLACE) != (target in PLACE_DECISIONS):
            return False
        return self._varies(self.sizes if target == SIZE else self.choices(target), need)

    def _varies(self, values: NDArray[np.float64] | Grid, need: str) -> bool:
        axis = self._axis(need)[0]
        return values.shape[axis] > 1 and bool((values != np.take(values, [0], axis=axis)).any())

    def _machine_matters(self, target: str, need: str) -> bool:
        for code in self.outcomes:
            if target == FIT and need == "budget":
                bits = self.sets(FIT, code)
                if (bits == 6).any() or self._varies(bits, need):
                    return True
            elif self._varies(self.mixed(target, code), need):
                return True
        return False

    def _place_matters(self, target: str, need: str) -> bool:
        moved = np.moveaxis(self.places, self._axis(need)[0], 0).reshape(len(self.box[need]), -1)
        pairs = {(int(a), int(b)) for a, b in np.unique(_pairs(moved), axis=0)}
        return any(bool((self.mixed(target, a) != self.mixed(target, b)).any()) for a, b in pairs)


def _pairs(rows: Grid) -> Grid:
    """Return the distinct pairs in which the first value of a column and another one differ."""
    first = np.broadcast_to(rows[0], rows[1:].shape)
    different = first != rows[1:]
    return np.stack([first[different], rows[1:][different]], axis=1)


def _class_of(attribute: str, value: Value) -> str:
    """Return an attribute's value for one value of its need."""
    if value is None:
        return UNKNOWN
    if attribute == "means":
        low = value[0] if isinstance(value, tuple) else value
        return str(cost.means_of(float(low)))  # type: ignore[arg-type]
    return str(value)


def names(target: str, bits: int) -> list[str]:
    """Spell out a set of outcomes."""
    if target == SIZE:
        known: Sequence[str] = [f"{code.id}x{code.machines}" for code in SIZE_CODES]
    else:
        known = _FITS if target == FIT else tables()[target].ruleset.choices
    return list(dict.fromkeys(name for place, name in enumerate(known) if bits >> place & 1))
