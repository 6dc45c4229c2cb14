"""The bill of an advice, line by line, and the example plans that carry all of it; the contract's JSON."""

from __future__ import annotations

from functools import lru_cache

from chat.bodies import money
from chat.bodies.parts import Source
from chat.words.wording import phrase, whole
from knowledge import load
from knowledge.catalogue import Plan
from knowledge.products import products
from rules.advice.advising import Advice
from rules.advice.priced import Priced
from rules.price.candidates import PlanPrice, staleness
from rules.price.first_year import Promo
from rules.price.lines import Line

MOST_PLANS = 6
BESIDE = ("storage", "traffic", "backup", "filing-machine")
"""Lines that are bought once, whatever plan is taken."""


def sources(cites: tuple[str, ...], lang: str) -> list[Source]:
    """Return the sources behind cites."""
    return list(_sources(cites, lang))


@lru_cache(maxsize=2048)
def _sources(cites: tuple[str, ...], lang: str) -> tuple[Source, ...]:
    """Return them once for each cites, of which there are not many more than texts."""
    return tuple(
        {"title": s.title[lang], "url": s.url, "dated": s.dated, "checked_on": s.checked_on}
        for s in load().cited(cites)
    )


def of_plan(plan: Plan) -> Source:
    """Return where a plan's price was read."""
    return {
        "title": plan.source_title,
        "url": plan.source_url or plan.official_url,
        "dated": plan.as_of or "undated",
        "checked_on": load().as_of,
    }


def bill(advice: Advice, lang: str) -> list[money.Line]:
    """Return the bill: `cost` is the sum of its lines; a line without a known rate has no figures."""
    return [_line(line, lang) for line in advice.bill.lines]


def _line(line: Line, lang: str) -> money.Line:
    return {
        "item": line.item,
        "low": line.low,
        "high": line.high,
        "per": line.per,
        "text": line_text(line, lang),
        "sources": sources(line.cites, lang),
    }


def line_text(line: Line, lang: str) -> str:
    """Return what a line is for, with the amount where there is one."""
    values: dict[str, object] = dict(line.params)
    if "item" in values:
        values["item"] = phrase(lang, f"bill.{values['item']}")
    if "gb" in values:
        values["gb"] = whole(lang, float(str(values["gb"])))
    text = phrase(lang, line.text, **values)
    return phrase(lang, "bill.of_gb", text=text, gb=values["gb"]) if "gb" in values else text


def plans(advice: Advice) -> list[money.Plan]:
    """Return real, dated plans that carry size, bandwidth, traffic and system, nearest first; offers after them. Never recommendations."""
    shown = [one.answer for one in advice.bill.examples]
    shown.sort(key=lambda one: (abs(one.doublings), one.cny))
    kept = {one.plan.id: one for one in (*shown, *(one.plan for one in advice.offers))}
    return [_plan(one, advice.price) for one in list(kept.values())[:MOST_PLANS]]


def cost_of(one: PlanPrice, price: Priced) -> float:
    """Return what one plan costs a month in yuan with all that is paid beside it, as the page lists it."""
    return float(_plan(one, price)["cny"])


def _plan(one: PlanPrice, price: Priced) -> money.Plan:
    """Return one plan with all that is paid beside it; its age is counted to this day, so that an old price reads old whenever the page is read."""
    plan: Plan = one.plan
    beside = _beside(one, price)
    age = plan.age_months(price.on)
    return {
        "id": plan.id,
        "vendor": plan.vendor,
        "name": plan.name,
        "product": plan.product_name,
        "price": plan.price,
        "currency": plan.currency,
        "cny": round(one.cny + sum(extra["cny"] for extra in beside), 2),
        "listed_cny": round(one.listed_cny, 2),
        "scaled": one.scaled,
        "price_kind": plan.price_kind,
        "billing": plan.billing,
        "paid_at_once": plan.paid_at_once or None,
        "class": plan.product_class,
        "region": plan.region,
        "vcpus": plan.vcpus,
        "memory_gib": plan.memory_gib,
        "disk_gib": plan.disk_gib,
        "bandwidth_mbps": plan.bandwidth_mbps,
        "traffic_gib_month": plan.traffic_gib_month,
        "system": plan.system or None,
        "cpu_share": plan.cpu_share or None,
        "line": plan.line or None,
        "source_url": plan.source_url,
        "source_title": plan.source_title,
        "source_kind": plan.source_kind,
        "official_url": plan.official_url or None,
        "as_of": plan.as_of or None,
        "age_months": age,
        "stale": staleness(age),
        "counted": one.counted,
        "left_out": one.left_out or None,
        "added": [*_within(one), *beside],
    }


def _within(one: PlanPrice) -> list[money.Added]:
    return [{"id": extra.id, "cny": extra.cny} for extra in one.added]


def _beside(one: PlanPrice, price: Priced) -> list[money.Added]:
    """Return what is bought beside the plan and not in its own price."""
    had = {extra.id for extra in one.added}
    lines = [line for item in BESIDE if item not in had and (line := price.line(item)) and _once(line, price)]
    return [{"id": line.item, "cny": line.low or 0.0} for line in lines]


def _once(line: Line, price: Priced) -> bool:
    """Say whether a line is bought beside all machines: all but traffic, unless it is that of static hosting or of a content network."""
    return line.item != "traffic" or products()[price.order.product].kind == "pages" or "cdn" in price.order.flags


def promo(one: Promo) -> money.Promo:
    """Return one first-year offer and what comes after it."""
    plan = one.plan.plan
    return {
        "plan": plan.id,
        "vendor": plan.vendor,
        "name": plan.name,
        "as_of": plan.as_of or None,
        "first_year": one.first_year,
        "renewal_year": one.renewal_year,
        "three_years": one.three_years,
    }


def gb_of(price: Priced, item: str) -> money.ByGb | None:
    """Return a line that is paid by the GB; None where nothing is paid for it."""
    line = price.line(item)
    if line is None or line.low is None or not line.high:
        return None
    gb = dict(line.params).get("gb", price.order.traffic_gb_month)
    return {"gb": round(float(str(gb)), 1), "low": line.low, "high": line.high}
