"""Sums as they are told: a phrase of the bill filled in, in the unit and currency somebody spoke in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.bodies import money
from chat.words.wording import number, phrase, vendor_label, whole
from knowledge import load
from rules.advice.advising import Advice
from rules.facts.attributes import stated
from rules.price.spoken import Said, Spoken, as_said, asof, best_offer, rate_date, steady, to_month

_SMALL = 10
"""Below so much of a currency, a sum is told to the cent."""
_CLOSE = 0.02


def amount(lang: str, value: float, currency: str = "CNY") -> str:
    """Write a sum with its currency: 50 元, ¥50, 20 美元, $20."""
    text = whole(lang, value) if value >= _SMALL or value == round(value) else number(round(value, 2))
    return phrase(lang, f"bill.money_{currency}", n=text)


def spoken(lang: str, said: Spoken) -> str:
    """Fill in one phrase of the bill."""
    values: dict[str, Any] = dict(said.params)
    currency = str(values.pop("currency", "CNY"))
    if "per" in values:
        values["per"] = phrase(lang, f"bill.per_{values['per']}")
    if "low" in values and "high" in values:
        values.update(_ends(lang, float(values["low"]), float(values["high"]), currency))
    for name in ("year", "renewal"):
        if name in values:
            values[name] = whole(lang, float(values[name]))
    if "vendor" in values:
        values["vendor"] = vendor_label(lang, str(values["vendor"]))
    return phrase(lang, said.key, **values)


def _ends(lang: str, low: float, high: float, currency: str) -> Mapping[str, str]:
    """Write both ends; the currency stands once, where the language puts it."""
    bare = [whole(lang, end) if end >= _SMALL or end == round(end) else number(round(end, 2)) for end in (low, high)]
    first, last = (amount(lang, end, currency) for end in (low, high))
    if round(low) == round(high) and low >= _SMALL:
        return {"low": first, "high": last}
    if lang == "zh":
        return {"low": bare[0] if round(low) != round(high) else first, "high": last}
    return {"low": first, "high": bare[1]}


def said_of(advice: Advice, told: Said | None) -> Said:
    """Return the money somebody spoke of; in yuan a month unless it was said otherwise and still is the budget."""
    budget = stated(advice.needs, "budget")
    month = float(str(budget)) if budget is not None else 0.0
    if told is not None and abs(to_month(told, advice.months) - month) <= max(_CLOSE * month, 0.01):
        return told
    return Said(month)


def two(advice: Advice, lang: str, told: Said | None = None) -> list[str]:
    """Return the two prices of a headline: what it costs steadily, and the best offer with what comes after it."""
    if advice.bill.high < 1:
        return [phrase(lang, "advice.money_free")]
    said = said_of(advice, told)
    offer = best_offer(advice.offers)
    found = [steady(advice.bill, said, advice.months), *([offer] if offer else [])]
    return [spoken(lang, one) for one in found]


def dated(advice: Advice, lang: str) -> str:
    """Return how old the prices are, in words."""
    return spoken(lang, asof(advice.bill))


def cost_said(advice: Advice, lang: str, told: Said | None) -> money.Said:
    """Return the sums in the unit and currency of the budget as it was said."""
    said = said_of(advice, told)
    low, high = (as_said(end, said, advice.months) for end in (advice.bill.low, advice.bill.high))
    text = phrase(
        lang, "bill.said", **_ends(lang, low, high, said.currency), per=phrase(lang, f"bill.per_{said.per}")
    ) if round(low) != round(high) else phrase(
        lang, "bill.said_one", low=amount(lang, low, said.currency), per=phrase(lang, f"bill.per_{said.per}")
    )  # fmt: skip
    return {
        "amount": said.amount if stated(advice.needs, "budget") is not None else None, "currency": said.currency, "per": said.per,
        "low": round(low, 2), "high": round(high, 2), "text": text, "rate_on": rate_date(said.currency) or None,
    }  # fmt: skip


def why_unsure(advice: Advice, lang: str) -> str | None:
    """Return why nobody can tell whether the budget is enough; None where somebody can, or without a budget."""
    found = advice.verdict
    return phrase(lang, found.why_unsure, **dict(found.params)) if found.why_unsure else None


def uncounted(advice: Advice, lang: str) -> str:
    """Return what of the bill has no known rate, in words; "" where everything has."""
    names = [f"bill.{line.item}" for line in advice.bill.lines if line.low is None]
    items = phrase(lang, "page.and").join(phrase(lang, name) for name in dict.fromkeys(names) if name in load().phrases)
    return phrase(lang, "bill.uncounted", items=items) if items else ""
