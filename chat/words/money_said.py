"""Sums as they are told: a phrase of the bill filled in, in the unit and currency somebody spoke in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from chat.bodies import money
from chat.words.wording import amount, number, phrase, said_amount, vendor_label, whole
from knowledge import load
from rules.advice.advising import Advice
from rules.advice.priced import Priced
from rules.price.candidates import to_cny
from rules.price.spoken import (
    Said,
    Spoken,
    as_said,
    as_told,
    asof,
    best_offer,
    is_said,
    rate_date,
    steady,
    to_month,
    told_gap,
)

_A_CENT = 0.01
YUAN = Said(0)
"""Sums are told in yuan a month unless somebody spoke otherwise."""


def total(lang: str, cny: float, told: Said | None = None) -> str:
    """Write a sum in yuan in the currency somebody spoke in, whatever it is for: 188 元, $27."""
    currency = (told or YUAN).currency
    return amount(lang, as_said(cny, Said(0, currency)), currency)


def between(lang: str, low: float, high: float, told: Said | None = None) -> str:
    """Write a range in yuan in the currency somebody spoke in, whatever it is for: 30–60 元, ¥30–60."""
    currency = (told or YUAN).currency
    first, last = (as_said(end, Said(0, currency)) for end in (low, high))
    ends = _ends(lang, first, last, currency)
    return ends["low"] if as_told(first) == as_told(last) else "–".join(ends.values())


def monthly(lang: str, cny: float, told: Said | None = None, months: float | None = None) -> str:
    """Write a sum in yuan a month as somebody spoke of money: 25 元 where that is a month, else 300 元/年."""
    said = told or YUAN
    text = amount(lang, as_said(cny, said, months), said.currency)
    per = phrase(lang, f"bill.per_{said.per}")
    return text if said.per == "month" else phrase(lang, "bill.said_one", low=text, per=per)


def ends_of(price: Priced, said: Said) -> tuple[float, float]:
    """Return the range in yuan a month that somebody is told: who speaks of years pays a year at once."""
    return (price.by_year[0] / 12, price.by_year[1] / 12) if said.yearly else (price.low, price.high)


def within(advice: Advice, told: Said | None) -> bool | None:
    """Say whether the budget is enough: one told by the year is judged by the year's bill. None where nobody can tell."""
    said = said_of(advice, told)
    if advice.verdict.within is not False or not said.yearly:
        return advice.verdict.within
    return to_month(said) + _A_CENT >= ends_of(advice.price, said)[0]


def barely(advice: Advice, told: Said | None) -> bool:
    """Say whether a budget that is enough is so for the lower half of the range only."""
    said = said_of(advice, told)
    low, high = ends_of(advice.price, said)
    return to_month(said) + _A_CENT < (low + high) / 2


def span(lang: str, low: float, high: float, told: Said | None = None, months: float | None = None) -> str:
    """Write a range in yuan a month as somebody spoke of money: 每月 40–45 元, $6–7 a month, 480–540 元/年."""
    said = told or YUAN
    first, last = (as_said(end, said, months) for end in (low, high))
    kind = ("page.per_month", "page.per_month_one") if said.plain else ("bill.said", "bill.said_one")
    return phrase(
        lang,
        kind[as_told(first) == as_told(last)],
        **_ends(lang, first, last, said.currency),
        per=phrase(lang, f"bill.per_{said.per}"),
    )


def way(advice: Advice, price: Priced, lang: str, told: Said | None = None) -> str:
    """Write what one way to buy costs, as somebody spoke of money."""
    return span(lang, *ends_of(price, told or YUAN), told, advice.months)


def least(advice: Advice, lang: str, told: Said | None = None) -> str:
    """Write the least that the advice costs, as somebody spoke of money."""
    return monthly(lang, ends_of(advice.price, told or YUAN)[0], told, advice.months)


def dearer(advice: Advice, price: Priced, lang: str, told: Said | None = None) -> str:
    """Write how much more a way costs than the advice, both as they are told."""
    said = told or YUAN
    first, other = (as_said(ends_of(one, said)[0], said, advice.months) for one in (price, advice.price))
    more = amount(lang, told_gap(first, other), said.currency)
    key = "bill.lost_money" if said.per == "month" else "bill.lost_money_per"
    return phrase(lang, key, more=more, per=phrase(lang, f"bill.per_{said.per}"))


def had(lang: str, found: Advice, told: Said | None = None) -> str:
    """Write the budget as somebody who is answered hears it: 50 元, $20 a month, 100 元/年."""
    said = said_of(found, told)
    text, per = said_amount(lang, said), phrase(lang, f"bill.per_{said.per}")
    return phrase(lang, "bill.had_month" if said.per == "month" else "bill.said_one", low=text, per=per)


def spoken(lang: str, said: Spoken, told: Said | None = None) -> str:
    """Fill in one phrase of the bill."""
    values: dict[str, Any] = dict(said.params)
    currency = str(values.pop("currency", "CNY"))
    if "per" in values:
        values["per"] = phrase(lang, f"bill.per_{values['per']}")
    if "low" in values and "high" in values:
        values.update(_ends(lang, float(values["low"]), float(values["high"]), currency))
    for name in ("year", "renewal"):
        if name in values:
            values[name] = total(lang, float(values[name]), told)
    if "vendor" in values:
        values["vendor"] = vendor_label(lang, str(values["vendor"]))
    return phrase(lang, said.key, **values)


def _ends(lang: str, low: float, high: float, currency: str) -> Mapping[str, str]:
    """Write both ends; the currency stands once, where the language puts it."""
    first, last = (amount(lang, end, currency) for end in (low, high))
    if as_told(low) == as_told(high):
        return {"low": first, "high": last}
    return {"low": whole(lang, low), "high": last} if lang == "zh" else {"low": first, "high": whole(lang, high)}


def said_of(advice: Advice, told: Said | None) -> Said:
    """Return the money somebody spoke of; in yuan a month unless it was said otherwise and still is the budget."""
    month = advice.answers.number("budget") or 0.0
    if told is not None and is_said(told, month, advice.months):
        return told
    return Said(month)


def two(advice: Advice, lang: str, told: Said | None = None) -> list[str]:
    """Return the two prices of a headline: what it costs steadily, and the best offer with what comes after it."""
    return list(_two(advice, lang, told))


@lru_cache(maxsize=8)
def _two(advice: Advice, lang: str, told: Said | None) -> tuple[str, ...]:
    """Return them once for a page, which names them in its title, its headline, its lean and its price."""
    if advice.bill.high < 1:
        return (phrase(lang, "advice.money_free"),)
    said = said_of(advice, told)
    offer = best_offer(advice.offers)
    found = [steady(advice.bill, said, advice.months, ends_of(advice.price, said)), *([offer] if offer else [])]
    return tuple(spoken(lang, one, said) for one in found)


def dated(advice: Advice, lang: str) -> str:
    """Return how old the prices are, in words."""
    return spoken(lang, asof(advice.bill))


def cost_said(advice: Advice, lang: str, told: Said | None) -> money.Said:
    """Return the sums in the unit and currency of the budget as it was said."""
    said = said_of(advice, told)
    low, high = (as_said(end, said, advice.months) for end in ends_of(advice.price, said))
    text = phrase(
        lang,
        "bill.said_one" if as_told(low) == as_told(high) else "bill.said",
        **_ends(lang, low, high, said.currency),
        per=phrase(lang, f"bill.per_{said.per}"),
    )
    return {
        "amount": said.amount if advice.answers.stated("budget") is not None else None,
        "currency": said.currency,
        "per": said.per,
        "low": round(low, 2),
        "high": round(high, 2),
        "text": text,
        "rate_on": rate_date(said.currency) or None,
        "rate": to_cny(1, said.currency) if said.currency != "CNY" else None,
    }


def rate(lang: str, told: Said | None) -> str:
    """Return the dated rate that sums were turned into another currency at; "" for yuan, which needs none."""
    if told is None or told.currency == "CNY":
        return ""
    one = phrase(lang, f"bill.money_{told.currency}", n=1)
    return phrase(lang, "bill.rate", one=one, n=number(to_cny(1, told.currency)), on=rate_date(told.currency))


def why_unsure(advice: Advice, lang: str) -> str | None:
    """Return why nobody can tell whether the budget is enough; None where somebody can, or without a budget."""
    found = advice.verdict
    return phrase(lang, found.why_unsure, **dict(found.params)) if found.why_unsure else None


def prepaid(advice: Advice, lang: str) -> str:
    """Return that every price must be paid for longer than a month at once; "" where one can be paid by the month."""
    span = advice.bill.prepaid
    return phrase(lang, "bill.prepaid", per=phrase(lang, f"bill.at_once_{span}")) if span else ""


def renewal(price: Priced, lang: str) -> str:
    """Return what comes after what is paid first, where there is no offer."""
    span = price.bill.prepaid
    at_once = phrase(lang, f"bill.at_once_{span}") if span else ""
    return phrase(lang, "bill.renewal_prepaid", per=at_once) if span else phrase(lang, "bill.renewal_same")


def uncounted(advice: Advice, lang: str) -> str:
    """Return what of the bill has no known rate, in words; "" where everything has."""
    names = [f"bill.{line.item}" for line in advice.bill.lines if line.low is None]
    items = phrase(lang, "page.and").join(phrase(lang, name) for name in dict.fromkeys(names) if name in load().phrases)
    return phrase(lang, "bill.uncounted", items=items) if items else ""
