"""Size, cost and example plans of an advice, as the contract's JSON."""

from __future__ import annotations

from typing import Any

from chat.wording import number, phrase, size_label
from knowledge import load
from knowledge.catalogue import Plan
from rules import cost as prices
from rules.advising import Advice
from rules.candidates import PlanPrice

JSON = dict[str, Any]
MOST_PLANS = 6


def _positive(value: float | None) -> float | None:
    return value or None


def spec(advice: Advice) -> JSON:
    """Return the size: GiB, Mbps, GB a month; null where there is no server."""
    size, server = advice.size, advice.decided.choice("product") != "static"
    return {
        "vcpus": _positive(size.vcpus) if server else None,
        "memory_gib": _positive(size.memory_gib) if server else None,
        "disk_gib": _positive(size.disk_gib) if server else None,
        "bandwidth_mbps": _positive(size.bandwidth_mbps),
        "gpu_memory_gib": size.gpu_memory_gib if server else None,
        "traffic_gb_month": size.traffic_gb_month,
        "machines": size.machines if advice.decided.choice("product") != "cluster" else max(2, size.machines),
    }


def sizing(advice: Advice, lang: str) -> list[JSON]:
    """Return how the size was found, line by line, with the numbers filled in."""
    known = load()
    rows = []
    for step in advice.size.steps:
        plain = step.id == "disk" and not step.inputs["kept_gib"]
        key = "sizing.disk_plain" if plain else f"sizing.{step.id}"
        if key in known.phrases:
            values = {name: number(v) if isinstance(v, int | float) else v for name, v in step.inputs.items()}
            result = number(step.result) if isinstance(step.result, int | float) else step.result
            result = size_label(lang, advice.size) if step.id == "class" else result
            text = phrase(lang, key, **values, result=result)
            titles = [
                {"title": s.title[lang], "url": s.url, "checked_on": s.checked_on} for s in known.cited(step.cites)
            ]
            rows.append({"id": step.id, "text": text, "sources": titles})
    return rows


def sizes(advice: Advice, lang: str) -> list[JSON]:
    """Return one size smaller, the chosen one and one larger, with price and what it means."""
    rows: list[JSON] = []
    seen_chosen = False
    for sized in advice.sizes:
        machine = sized.machine
        chosen = machine.id == advice.size.id
        word = "chosen" if chosen else "larger" if seen_chosen else "smaller"
        seen_chosen = seen_chosen or chosen
        rows.append({
            "id": machine.id, "vcpus": machine.vcpus, "memory_gib": machine.memory_gib,
            "gpu_memory_gib": machine.gpu_memory_gib or None, "low": round(sized.price.low), "high": round(sized.price.high),
            "chosen": chosen, "text": phrase(lang, f"advice.size_{word}"),
        })  # fmt: skip
    return rows


def cost(advice: Advice) -> JSON:
    """Return the range in yuan a month and what it rests on."""
    price = advice.price
    within = {"yes": True, "no": False}.get(advice.fit)
    promo = price.promo
    return {
        "currency": "CNY", "per": "month", "low": round(price.low, 2), "high": round(price.high, 2),
        "within_budget": within, "noodle_bowls": prices.noodle_bowls(price.low, price.high),
        "first_year": price.first_year, "three_years": price.three_years, "plans_used": price.plans_used,
        "oldest": price.oldest or None, "newest": price.newest or None, "undated": price.undated,
        "substitutes": list(price.substitutes), "confidence": price.confidence,
        "promo": None if promo is None else {
            "plan": promo.plan.plan.id, "first_year": promo.first_year, "renewal_year": promo.renewal_year,
            "three_years": promo.three_years,
        },
    }  # fmt: skip


def plans(advice: Advice) -> list[JSON]:
    """Return real, dated example plans, nearest first; examples, never recommendations."""
    shown = sorted(
        advice.price.plans, key=lambda one: (not one.counted, one.doublings < 0, abs(one.doublings), one.cny)
    )
    return [_plan(one) for one in shown[:MOST_PLANS]]


def _plan(one: PlanPrice) -> JSON:
    plan: Plan = one.plan
    return {
        "id": plan.id, "vendor": plan.vendor, "name": plan.name, "product": plan.product_name, "price": plan.price,
        "currency": plan.currency, "cny": round(one.cny, 2), "listed_cny": round(one.listed_cny, 2),
        "price_kind": plan.price_kind, "region": plan.region, "vcpus": plan.vcpus, "memory_gib": plan.memory_gib,
        "bandwidth_mbps": plan.bandwidth_mbps, "source_url": plan.source_url, "source_title": plan.source_title, "source_kind": plan.source_kind,
        "official_url": plan.official_url or None, "as_of": plan.as_of or None, "age_months": one.age_months,
        "stale": one.stale, "counted": one.counted, "left_out": one.left_out or None,
        "added": [{"id": extra.id, "cny": extra.cny} for extra in one.added],
    }  # fmt: skip
