"""What look-ahead looks at: the decisions, the size and the fit, and how their outcomes are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rules.ahead.sides import sides
from rules.ahead.tables import tables
from rules.price import cost

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
