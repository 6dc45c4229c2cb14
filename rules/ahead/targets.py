"""What look-ahead looks at: the decisions, the size and the fit, and how their outcomes are numbered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import product as combinations

import numpy as np
from numpy.typing import NDArray

from rules.ahead.sides import sides
from rules.ahead.tables import tables
from rules.facts.attributes import Needs
from rules.machine.lots import Lot
from rules.machine.size import SIZES, lot_for
from rules.price import cost, hosting

DECISIONS = sides().decisions
SIZE, FIT = "size", "fit"
TARGETS = (*DECISIONS, SIZE, FIT)
GATES = ("product", "region", "filing", SIZE, FIT)
"""What must not change any more for a conversation to be settled."""
FIT_UNKNOWN, FIT_NO, FIT_YES = "unknown", "no", "yes"
FITS = (FIT_UNKNOWN, FIT_NO, FIT_YES)


_verdicts: dict[str, int] = {}


def size_bit(verdict: str) -> int:
    """Return the bit that stands for a size as a verdict, the same for as long as this process lives."""
    return 1 << _verdicts.setdefault(verdict, len(_verdicts))


def least_price(product: str, lot: Lot, region: str) -> float:
    """Return the least dated price a month, of either kind of vendor, in CNY."""
    kept = hosting.storage(lot.storage_gib, product)
    return round(_least(product, lot.id, lot.machines, region) + (kept.low if kept else 0), 2)


@cache
def _least(product: str, size_id: str, machines: int, region: str) -> float:
    return min(cost.budget_threshold(product, size_id, region, vendor, machines) for vendor in cost.VENDORS)


def prepare() -> None:
    """Price every size everywhere, so that nobody's address is the slow first one."""
    products, regions = (tables()[name].ruleset.choices for name in ("product", "region"))
    for product, size_id, region in combinations(products, SIZES, regions):
        _least(product, size_id, 1, region)


@lru_cache(maxsize=16_384)
def least_prices(lot: Lot) -> NDArray[np.float64]:
    """Return the least price a month of a lot, by product and region."""
    products, regions = (tables()[name].ruleset.choices for name in ("product", "region"))
    return np.array([[least_price(product, lot, region) for region in regions] for product in products])


@cache
def budget_classes() -> tuple[tuple[float, float], ...]:
    """Return the stretches of budget that the rules tell apart, as (low, high)."""
    edges = sorted({0.0, *cost.entry_prices().values()})
    return tuple(zip(edges, [*edges[1:], float("inf")], strict=True))


def names(target: str, bits: int) -> list[str]:
    """Spell out a set of outcomes."""
    if target == SIZE:
        return [verdict for verdict, place in _verdicts.items() if bits >> place & 1]
    known: Sequence[str] = FITS if target == FIT else tables()[target].ruleset.choices
    return [name for place, name in enumerate(known) if bits >> place & 1]


def sized(needs: Needs, also: Collection[str]) -> Lot:
    """Return the lot for what was said."""
    return lot_for(needs, also)
