"""First-year offers that stand beside a price range and never count in it: what they cost once the first year is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from knowledge import catalogue
from knowledge.products import products
from rules.price.candidates import VENDORS, PlanPrice, fitting, left_out, listed, to_cny
from rules.price.carry import Carried, carried
from rules.price.order import Order, wish_of
from rules.price.wish import fits

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
        for sibling in products()[product].promos_of
        for vendor in ("big", "small")
        for one in fitting(sibling, size_id, region, vendor)
        if one.left_out == "promo" and one.plan.billing == "yearly" and one.doublings <= _NEAR
    }
    return tuple(sorted(found.values(), key=lambda one: (one.three_years is None, one.three_years, one.first_year)))


def offers_for(order: Order, on: date) -> tuple[Promo, ...]:
    """Return the yearly first-term offers that carry all of an order, the cheapest over three years first.

    None where the order ends before a year is over: nobody pays a year for two weeks. None that nobody has seen for so long
    on a day that it is hardly still made.
    """
    limit = catalogue.money()["stale"]["expired"]
    ages = ((one, one.plan.plan.age_months(on)) for one in _made_for(order))
    return tuple(one for one, age in ages if age is None or age <= limit)


@cache
def _made_for(order: Order) -> tuple[Promo, ...]:
    if order.months is not None and order.months < 12:
        return ()
    found = {
        one.answer.plan.id: _promo(one.answer)
        for sibling in products()[order.product].promos_of
        for vendor in VENDORS
        for one in _promised(replace(order, product=sibling, vendor=vendor))
    }
    return tuple(sorted(found.values(), key=lambda one: (one.three_years is None, one.three_years, one.first_year)))


def _promised(order: Order) -> Iterator[Carried]:
    wish = wish_of(order)
    for plan in listed(order.product, order.region, order.vendor, order.system):
        doublings = fits(plan, wish, order.product) if left_out(plan) == "promo" and plan.billing == "yearly" else None
        if doublings is not None and doublings <= _NEAR and (one := carried(plan, doublings, order)).example_of(order):
            yield one


def _promo(one: PlanPrice) -> Promo:
    first, plan = round(one.listed_cny * 12), one.plan
    later = None if plan.renewal is None else round(to_cny(plan.renewal, plan.currency) * 12)
    return Promo(one, first, later, None if later is None else first + 2 * later)
