"""What an advice costs, as the contract's JSON: the range and what it rests on, and what the same load costs bought otherwise."""

from __future__ import annotations

from chat.bodies import money
from chat.bodies.parts import Range
from chat.words import giving_up, money_said
from chat.words.bill_json import gb_of, promo
from chat.words.wording import choice_label
from rules.advice.advising import Advice
from rules.advice.priced import Priced
from rules.price import cost as prices
from rules.price.spoken import Said


def _year(told: int | None, low: float, high: float) -> Range | None:
    """Return the ends of what a year costs, where a year is told of at all."""
    return {"low": round(low, 2), "high": round(high, 2)} if told else None


def cost(advice: Advice, lang: str, told: Said | None = None) -> money.Cost:
    """Return the range in yuan a month, the sum of the bill, and what it rests on. `told`: the budget as it was said."""
    price, found, within = advice.price, advice.bill, money_said.within(advice, told)
    promos = [promo(one) for one in advice.offers]
    first_year, three_years = price.over_years
    return {
        "currency": "CNY",
        "per": "month",
        "low": price.low,
        "high": price.high,
        "total": _total(advice),
        "within_budget": within,
        "why_unsure": money_said.why_unsure(advice, lang),
        "prepaid": found.prepaid or None,
        "incomplete": found.incomplete,
        "uncounted": money_said.uncounted(advice, lang) or None,
        "said": money_said.cost_said(advice, lang, told),
        "headline": money_said.two(advice, lang, told),
        "asof_text": money_said.dated(advice, lang),
        "noodle_bowls": prices.noodle_bowls(price.low, price.high),
        "first_year": first_year,
        "first_year_range": _year(first_year, *price.by_year),
        "year_by_month": _year(first_year, price.low * 12, price.high * 12),
        "three_years": three_years,
        "plans_used": len(found.counted),
        "oldest": found.oldest or None,
        "newest": found.newest or None,
        "undated": found.undated,
        "expired_used": price.expired_used,
        "substitutes": list(found.substitutes),
        "confidence": found.confidence,
        "rests_on": [one.answer.plan.id for one in found.counted],
        "storage": gb_of(price, "storage"),
        "traffic": gb_of(price, "traffic"),
        "promo": promos[0] if promos else None,
        "promos": promos,
        "give_up": giving_up.give_up(advice, lang, told) if within is False else [],
    }


def _total(advice: Advice) -> money.Total | None:
    """Return what is paid in all over the months stated."""
    if advice.total is None or advice.months is None:
        return None
    return {"low": advice.total[0], "high": advice.total[1], "months": advice.months}


def range_of(price: Priced) -> Range:
    """Return what one way costs a month."""
    return {"low": price.low, "high": price.high}


def candidates(advice: Advice, lang: str) -> list[money.Candidate]:
    """Return what the same load would cost bought otherwise: the advice first, then products, then places."""
    return [
        {
            "kind": one.kind,
            "choice": one.choice,
            "label": choice_label(lang, one.kind, one.choice),
            "chosen": one.chosen,
            **range_of(one.price),
            "plans_used": one.price.plans_used,
            "newest": one.price.newest or None,
            "substitutes": list(one.price.substitutes),
            "gives_up": "" if one.chosen else giving_up.gives_up(advice, one.kind, one.choice, lang),
        }
        for one in advice.rivals
    ]
