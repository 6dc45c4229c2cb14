"""What an offer comes to in yuan, and what a machine of that size usually costs there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.products import products
from rules.machine.size import LADDER
from rules.price.candidates import PlanPrice, answering
from rules.price.cost import VENDORS
from rules.price.spoken import MONTHS, Said, to_month
from rules.price.wish import Wish

LEAST_PRICES, OLDEST = 3, 24
"""So many prices, none older than so many months, or nothing is said of what is usual."""
HOURS_A_DAY = 24
MACHINES = tuple(name for name, row in products().items() if row.kind == "machine")
"""What is compared as one: the same machine is sold under each of these names. A cloud server whose disk and line are
bought apart is another thing, and counts only beside an offer of one."""
APART = frozenset(name for name, row in products().items() if row.apart)
ALONE = ("whole", "card")
"""Kinds of products that are compared with themselves alone."""


@dataclass(frozen=True)
class Sums:
    """Yuan: a month, the first year, three years; None where the offer does not say. `price` is what it asks, in its currency."""

    price: float | None
    per_month: float | None
    first_year: float | None
    three_years: float | None
    renewal_month: float | None = None


@dataclass(frozen=True)
class Usual:
    """What plans of the size cost there, yuan a month, and the dates of those prices."""

    low: float
    high: float
    plans_used: int
    oldest: str
    newest: str
    plans: tuple[PlanPrice, ...]


def sums(offer: Mapping[str, Any], hours: float | None = None) -> Sums:
    """Work out what an offer comes to; the first price of a promotion says nothing of the months after it.

    `hours`: how many a day it is used, for what is paid by the hour; None: always on.
    """
    price, per, currency = _price(offer, hours), offer.get("per"), str(offer.get("currency") or "CNY")
    renewal = offer.get("renewal")
    if price is None:
        return Sums(None, None, None, None, _month(renewal, currency, per))
    if price == 0:
        return Sums(0.0, 0.0, 0.0, None)
    month = _month(price, currency, per)
    later = _month(renewal, currency, per)
    if month is None:
        return Sums(float(price), None, None, None, later)
    # A year paid at once is a year's price; a month's promotion says nothing of the eleven that follow.
    after = later if later is not None else None if offer.get("promo") else month
    span = MONTHS[str(per)]
    first = _over(12, span, month, after)
    three = _over(36, span, month, after if per not in ("year", "two-years") or later is not None else None)
    return Sums(float(price), round(month, 2), first, three, later)


def _price(offer: Mapping[str, Any], hours: float | None) -> float | None:
    """Return what it asks; by the hour only so much of it as is used."""
    price = offer.get("price")
    used = hours is not None and offer.get("per") == "hour"
    return price * hours / HOURS_A_DAY if price and used else price


def _month(amount: Any, currency: str, per: object) -> float | None:
    if amount is None or per not in MONTHS:
        return None
    return to_month(Said(float(amount), currency, str(per)))


def _over(months: int, span: float, first: float, after: float | None) -> float | None:
    """Return what so many months cost: one span at the first price, the rest at the one after; None where that is not known."""
    paid = first * max(span, 0)
    if span >= months:
        return round(paid)
    return None if after is None else round(paid + after * (months - span))


def usual(offer: Mapping[str, Any], region: str | None, on: date) -> Usual | None:
    """Return what machines of the offer's size cost in its place; None below three prices younger than two years."""
    if region is None or not offer.get("memory_gib"):
        return None
    wish = Wish(float(offer.get("vcpus") or 0), float(offer["memory_gib"]), 0)
    apart = str(offer.get("product")) in APART
    found = {one.plan.id: one for one in _alike(offer, wish, region) if _young(one, on) and (one.plan.bundle or apart)}
    plans = sorted(found.values(), key=lambda one: one.cny)
    if len(plans) < LEAST_PRICES:
        return None
    dates = sorted(one.plan.as_of for one in plans)
    return Usual(plans[0].cny, plans[-1].cny, len(plans), dates[0], dates[-1], tuple(plans))


def _alike(offer: Mapping[str, Any], wish: Wish, region: str) -> list[PlanPrice]:
    """Return the plans of about the size there, by whatever name they are sold; none of a first term only."""
    size_id = next((name for name, one in LADDER.items() if _holds(one.vcpus, one.memory_gib, wish)), list(LADDER)[-1])
    name = str(offer.get("product"))
    alone = name in products() and products()[name].kind in ALONE
    return [
        one
        for product in ((name,) if alone else MACHINES)
        for vendor in VENDORS
        for one in answering(wish, product, size_id, region, vendor)
        if one.left_out in ("", "expired") and one.doublings <= 0.5
    ]


def _holds(vcpus: float, memory: float, wish: Wish) -> bool:
    return bool(memory) and vcpus >= wish.vcpus and memory >= wish.memory_gib


def _young(one: PlanPrice, on: date) -> bool:
    age = one.plan.age_months(on)
    return age is not None and age < OLDEST
