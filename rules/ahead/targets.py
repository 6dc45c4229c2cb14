"""What look-ahead looks at: the decisions, the size and the fit, and how their outcomes are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from rules.ahead.tables import tables
from rules.facts.attributes import FLEET, size_class
from rules.machine import size
from rules.price import cost, hosting

PLACE_DECISIONS = ("region", "filing")
MACHINE_DECISIONS = ("product", "runtime")
MIXED_DECISIONS = ("vendor", "billing")
DECISIONS = PLACE_DECISIONS + MACHINE_DECISIONS + MIXED_DECISIONS
SIZE, FIT = "size", "fit"
TARGETS = (*DECISIONS, SIZE, FIT)
GATES = ("product", "region", "filing", SIZE, FIT)
"""What must not change any more for a conversation to be settled."""
FIT_UNKNOWN, FIT_NO, FIT_YES = "unknown", "no", "yes"
FITS = (FIT_UNKNOWN, FIT_NO, FIT_YES)


@dataclass(frozen=True)
class SizeCode:
    """A size as it is bought: so many machines of one size, the class rules read, and GiB kept beside them."""

    id: str
    machines: int
    size_class: str
    storage_gib: int = 0


SIZE_CODES: tuple[SizeCode, ...] = tuple(
    SizeCode(size_id, machines, size_class, storage)
    for storage in size.STORAGES
    for size_id in size.SIZES
    for machines, size_class in ((1, size_id), (1, FLEET), (2, FLEET), (3, FLEET), (4, FLEET))
)


@cache
def _code_places() -> dict[SizeCode, int]:
    return {code: place for place, code in enumerate(SIZE_CODES)}


def code_index(found: size.Size) -> int:
    """Return the place of a size in SIZE_CODES."""
    return _code_places()[SizeCode(found.id, found.machines, size_class(found), found.storage_gib)]


def class_place(code: int) -> int:
    """Return the place of the first size that differs at most in what is kept beside it: the size as a verdict."""
    return code % (len(SIZE_CODES) // len(size.STORAGES))


@lru_cache(maxsize=16_384)
def size_index(purpose: object, scale: object, demand: object, services: object, also: tuple[str, ...]) -> int:
    """Return the place of the size for these answers in SIZE_CODES."""
    answers = {"purpose": purpose, "scale": scale, "demand": demand, "services": services}
    return code_index(size.size_of({name: value for name, value in answers.items() if value is not None}, also))


@cache
def least_prices() -> NDArray[np.float64]:
    """Return the least dated price a month by product, size code and region, in CNY."""
    products, regions = (tables()[name].ruleset.choices for name in ("product", "region"))
    return np.array([[[least_price(p, code, r) for r in regions] for code in SIZE_CODES] for p in products])


@cache
def least_price(product: str, code: SizeCode, region: str) -> float:
    """Return the least dated price a month, of either kind of vendor, in CNY."""
    least = min(cost.budget_threshold(product, code.id, region, vendor, code.machines) for vendor in cost.VENDORS)
    kept = hosting.storage(code.storage_gib, product)
    return round(least + (kept.low if kept else 0), 2)


@cache
def budget_classes() -> tuple[tuple[float, float], ...]:
    """Return the stretches of budget that the rules tell apart, as (low, high)."""
    edges = sorted({0.0, *cost.entry_prices().values()})
    return tuple(zip(edges, [*edges[1:], float("inf")], strict=True))


@cache
def budget_edges() -> tuple[float, ...]:
    """Return every budget from which the rules or the fit may say something else, from 0 up."""
    return tuple(sorted({0.0, *cost.entry_prices().values(), *least_prices().reshape(-1).tolist()}))


def names(target: str, bits: int) -> list[str]:
    """Spell out a set of outcomes."""
    if target == SIZE:
        known: Sequence[str] = [f"{code.id}x{code.machines}" for code in SIZE_CODES]
    else:
        known = FITS if target == FIT else tables()[target].ruleset.choices
    return list(dict.fromkeys(name for place, name in enumerate(known) if bits >> place & 1))
