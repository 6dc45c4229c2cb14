"""First-year offers that stand beside a price range and never count in it: what they cost once the first year is over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rules.price.candidates import PlanPrice, fitting, to_cny

SIBLINGS = {"light": ("light", "ecs"), "ecs": ("ecs", "light"), "vps": ("vps",)}
"""Where first-year offers of a product are found: big vendors sell the same machine under either name."""
_NEAR = 0.3


@dataclass(frozen=True)
class Promo:
    """A first-year offer beside the range: yuan for the first year, for each later one and for three (None: not known)."""

    plan: PlanPrice
    first_year: int
    renewal_year: int | None
    three_years: int | None


@cache
def offers(product: str, size_id: str, region: str) -> tuple[Promo, ...]:
    """Return the yearly first-term offers of a size in a region, the cheapest over three years first."""
    found = {
        one.plan.id: _promo(one)
        for sibling in SIBLINGS.get(product, ())
        for vendor in ("big", "small")
        for one in fitting(sibling, size_id, region, vendor)
        if one.left_out == "promo" and one.plan.billing == "yearly" and one.doublings <= _NEAR
    }
    return tuple(sorted(found.values(), key=lambda one: (one.three_years is None, one.three_years, one.first_year)))


def _promo(one: PlanPrice) -> Promo:
    first, plan = round(one.listed_cny * 12), one.plan
    later = None if plan.renewal is None else round(to_cny(plan.renewal, plan.currency) * 12)
    return Promo(one, first, later, None if later is None else first + 2 * later)
