"""Prices as they are told: how old in words, in the unit and currency somebody spoke in, steady beside the best offer.

Everything here names a phrase and what it is filled with; the words stand in knowledge/phrases/bill.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge import catalogue
from rules.price.bill import Bill
from rules.price.first_year import Promo
from rules.price.hours import PERIODS
from rules.price.tariff import HOURS_A_MONTH

MONTHS: Mapping[str, float] = {
    "hour": 1 / HOURS_A_MONTH,
    "day": 12 / 365,
    "week": 12 * 7 / 365,
    **{unit: months for unit, months in PERIODS.items() if months},
}
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

    def __str__(self) -> str:
        """Write it as it stands in an address: 100-CNY-year."""
        return f"{self.amount:.10g}-{self.currency}-{self.per}"

    @property
    def yearly(self) -> bool:
        """Say whether it is for whole years."""
        return self.per in ("year", "two-years", "three-years")

    @property
    def plain(self) -> bool:
        """Say whether it is in yuan a month, as everything is that nobody spoke of otherwise."""
        return (self.currency, self.per) == ("CNY", "month")


def to_month(said: Said, months: float | None = None) -> float:
    """Return what was said in yuan a month; what is said once is spread over the months it is for."""
    span = (months or 1.0) if said.per == "once" else MONTHS[said.per]
    return said.amount * float(catalogue.money()["rates"][said.currency]["cny"]) / span


def as_said(cny_month: float, said: Said, months: float | None = None) -> float:
    """Return a sum in yuan a month in the unit and currency that somebody spoke in."""
    span = (months or 1.0) if said.per == "once" else MONTHS[said.per]
    return cny_month * span / float(catalogue.money()["rates"][said.currency]["cny"])


_SMALL, _A_CENT_UP = 10, 0.005


def as_told(value: float) -> float:
    """Return a sum as it is told everywhere: up to the next whole one, so that whoever has the figure has enough; below ten to the cent."""
    return round(value, 2) if value < _SMALL else float(math.ceil(value - _A_CENT_UP))


def told_gap(one: float, other: float) -> float:
    """Return how much one sum is above another, both as they are told."""
    return round(as_told(one) - as_told(other), 2)


_CLOSE, _A_CENT = 0.02, 0.01


def is_said(said: Said, cny_month: float, months: float | None = None) -> bool:
    """Say whether a budget in yuan a month is what was said, up to rounding and a rate that has moved a little."""
    return abs(to_month(said, months) - cny_month) <= max(_CLOSE * cny_month, _A_CENT)


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


def steady(found: Bill, said: Said, months: float | None = None, ends: tuple[float, float] | None = None) -> Spoken:
    """Return what it costs month by month, with its years: the first half of a headline. Reckoned prices say so.

    `ends`: the range in yuan a month where it is not the bill's own, as when a year is paid at once.
    """
    span = years([one.answer.plan.as_of for one in found.counted])
    low, high = (as_said(end, said, months) for end in ends or (found.low, found.high))
    kind = "reckoned" if found.reckoned else "steady"
    many = "one" if as_told(low) == as_told(high) else "range"
    dated = "_undated" if not span else "_single" if len(found.counted) == 1 and not found.reckoned else ""
    return Spoken(
        f"bill.{kind}_{many}{dated}",
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
