"""Prices as they are told: how old in words, in the unit and currency somebody spoke in, steady beside the best offer.

Everything here names a phrase and what it is filled with; the words stand in knowledge/phrases/bill.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge import catalogue
from rules.price.bill import Bill
from rules.price.first_year import Promo
from rules.price.tariff import HOURS_A_MONTH

MONTHS: Mapping[str, float] = {
    "hour": 1 / HOURS_A_MONTH, "day": 12 / 365, "week": 12 * 7 / 365, "month": 1.0, "quarter": 3.0, "half-year": 6.0,
    "year": 12.0, "two-years": 24.0, "three-years": 36.0,
}  # fmt: skip
"""How many months each unit of a price is."""


@dataclass(frozen=True)
class Spoken:
    """One phrase and what it is filled with: words, and sums that are still numbers."""

    key: str
    params: tuple[tuple[str, str | float], ...] = ()


@dataclass(frozen=True)
class Said:
    """The money somebody spoke of, as they said it: `amount` in `currency` per a unit of MONTHS, or `once`."""

    amount: float
    currency: str = "CNY"
    per: str = "month"


def to_month(said: Said, months: float | None = None) -> float:
    """Return what was said in yuan a month; what is said once is spread over the months it is for."""
    span = (months or 1.0) if said.per == "once" else MONTHS[said.per]
    return said.amount * float(catalogue.money()["rates"][said.currency]["cny"]) / span


def as_said(cny_month: float, said: Said, months: float | None = None) -> float:
    """Return a sum in yuan a month in the unit and currency that somebody spoke in."""
    span = (months or 1.0) if said.per == "once" else MONTHS[said.per]
    return cny_month * span / float(catalogue.money()["rates"][said.currency]["cny"])


def rate_date(currency: str) -> str:
    """Return the day an exchange rate is of, "" for yuan, which needs none."""
    return "" if currency == "CNY" else str(catalogue.money()["rates"][currency]["on"].isoformat())


def years(dates: Sequence[str]) -> str:
    """Return the years of some dates: 2026 or 2022–2023; "" where none is dated."""
    known = sorted({found[:4] for found in dates if found})
    return "" if not known else known[0] if len(known) == 1 else f"{known[0]}–{known[-1]}"


def asof(found: Bill) -> Spoken:
    """Return how old the prices of a bill are, in words: their years, and whether that is only an order of magnitude."""
    span = years([one.answer.plan.as_of for one in found.counted])
    if not span:
        return Spoken("bill.asof_undated")
    many = len(found.counted)
    key = "bill.asof_old" if not found.fresh else "bill.asof_one" if many == 1 else "bill.asof"
    return Spoken(key, (("years", span), ("n", many)))


def steady(found: Bill, said: Said, months: float | None = None) -> Spoken:
    """Return what it costs month by month, with its years: the first half of a headline. Reckoned prices say so."""
    span = years([one.answer.plan.as_of for one in found.counted])
    low, high = (as_said(end, said, months) for end in (found.low, found.high))
    kind = "reckoned" if found.reckoned else "steady"
    ends = "one" if round(low) == round(high) else "range"
    dated = "" if span else "_undated"
    return Spoken(
        f"bill.{kind}_{ends}{dated}",
        (("low", low), ("high", high), ("currency", said.currency), ("per", said.per), ("years", span)),
    )


def best_offer(found: Sequence[Promo]) -> Spoken | None:
    """Return the best offer really to be had and what comes after it: the second half of a headline; None without one.

    One with a written renewal comes first: what comes after an offer without one is anybody's guess.
    """
    if not found:
        return None
    best = min(found, key=lambda one: (one.renewal_year is None, one.three_years or 0, one.first_year))
    dated = years([best.plan.plan.as_of])
    common: tuple[tuple[str, str | float], ...] = (
        ("year", float(best.first_year)),
        ("years", dated),
        ("vendor", best.plan.plan.vendor),
    )
    if best.renewal_year is None:
        return Spoken("bill.offer_open", common)
    if best.renewal_year == best.first_year:
        return Spoken("bill.offer_same", common)
    return Spoken("bill.offer_dearer", (*common, ("renewal", float(best.renewal_year))))


def two_prices(found: Bill, offers: Sequence[Promo], said: Said, months: float | None = None) -> tuple[Spoken, ...]:
    """Return the headline's two prices: steady, then the best offer; one where there is no offer."""
    offer = best_offer(offers)
    return (steady(found, said, months), offer) if offer else (steady(found, said, months),)
