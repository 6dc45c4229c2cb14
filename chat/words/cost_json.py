"""Size, cost and example plans of an advice, as the contract's JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chat.words import giving_up, headline
from chat.words.wording import choice_label, money, named_label, number, phrase, size_label
from knowledge import catalogue, load
from knowledge.catalogue import Plan
from rules.advice.advising import Advice, Sized
from rules.advice.named_machine import Named, compare
from rules.facts.attributes import stated
from rules.machine.size import Step, grows_at
from rules.price import cost as prices
from rules.price.candidates import PlanPrice, staleness
from rules.price.first_year import Promo
from rules.price.hosting import Beside

JSON = dict[str, Any]
MOST_PLANS = 6
_HOSTED = ("bandwidth", "stream", "uplink", "traffic")
"""What of the arithmetic still means something without a server."""


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
        "cards": size.cards or None if server else None,
        "traffic_gb_month": size.traffic_gb_month,
        "machines": size.machines if advice.decided.choice("product") != "cluster" else max(2, size.machines),
    }


def named(advice: Advice, machine: Named, lang: str) -> JSON:
    """Return how a machine that was named compares with the size, and what it costs where it is larger."""
    choices = (advice.decided.choice(name) for name in ("product", "region", "vendor"))
    found = compare(machine, advice.size, *choices)
    label = named_label(lang, machine)
    values = {
        "named": label, "spaced": label + " " * label[-1].isascii(), "size": size_label(lang, advice.size), "product": choice_label(lang, "product", advice.decided.choice("product")),
        "region": choice_label(lang, "region", advice.decided.choice("region")), "lacks": "", "money": "",
    }  # fmt: skip
    if found.lacks:
        name, needed, has = found.lacks
        values["lacks"] = phrase(lang, f"advice.lacks_{name}", need=number(needed), has=number(has))
    low, high = (min(sums), max(sums)) if (sums := [one.cny for one in found.plans]) else (None, None)
    if low is not None and high is not None:
        values["money"] = money(lang, {"low": low, "high": high})
    key = "large_unlisted" if found.fit == "large" and low is None else found.fit
    texts = [phrase(lang, f"advice.named_{key}", **values)]
    if machine.vcpus and advice.decided.choice("product") == "dedicated":
        texts.append(phrase(lang, "advice.named_threads"))
    plans = [one.plan for one in found.plans]
    return {
        "spec": {"vcpus": machine.vcpus, "memory_gib": machine.memory_gib}, "fit": found.fit, "low": low, "high": high,
        "text": headline.sentences(texts, lang),
        "sources": [{"title": plan.source_title, "url": plan.source_url, "dated": plan.as_of or "undated", "checked_on": load().as_of} for plan in plans],
    }  # fmt: skip


def sizing(advice: Advice, lang: str) -> list[JSON]:
    """Return how the size was found, line by line, with the numbers filled in."""
    known = load()
    rows = []
    hosted = advice.decided.choice("product") == "static"
    for step in advice.size.steps:
        key = sizing_key(step)
        if key in known.phrases and not (hosted and step.id not in _HOSTED):
            values = {name: number(v) if isinstance(v, int | float) else v for name, v in step.inputs.items()}
            result = number(step.result) if isinstance(step.result, int | float) else step.result
            result = size_label(lang, advice.size) if step.id == "class" else result
            text = phrase(lang, key, **values, result=result)
            titles = [
                {"title": s.title[lang], "url": s.url, "checked_on": s.checked_on} for s in known.cited(step.cites)
            ]
            rows.append({"id": step.id, "text": text, "sources": titles})
    return rows


def sizing_key(step: Step) -> str:
    """Return the phrase for a step; one formula reads differently by what went into it."""
    if step.id == "disk" and not step.inputs["kept_gib"]:
        return "sizing.disk_plain"
    if step.id == "requests" and float(step.inputs["per_second"]) < 1:
        return "sizing.requests_few"
    if step.id == "traffic":
        return next(
            f"sizing.traffic_{name}"
            for name in ("pages", "mbps", "gb_each", "stored_gib", "said_gb")
            if name in step.inputs
        )
    return f"sizing.{step.id}"


def sizes(advice: Advice, lang: str) -> list[JSON]:
    """Return one size smaller, the chosen one and one larger, with price and what it means."""
    rows: list[JSON] = []
    chosen = next((sized for sized in advice.sizes if sized.machine.id == advice.size.id), None)
    seen_chosen = False
    for sized in advice.sizes:
        machine = sized.machine
        here = sized is chosen
        text = (
            _chosen(lang)
            if here
            else _larger(advice, chosen, sized, lang)
            if seen_chosen
            else _smaller(advice, chosen, sized, lang)
        )
        seen_chosen = seen_chosen or here
        rows.append({
            "id": machine.id, "vcpus": machine.vcpus, "memory_gib": machine.memory_gib,
            "gpu_memory_gib": machine.gpu_memory_gib or None, "low": round(sized.price.low), "high": round(sized.price.high),
            "chosen": here, "text": text,
        })  # fmt: skip
    return rows


def _chosen(lang: str) -> str:
    return phrase(lang, "advice.size_chosen")


def _smaller(advice: Advice, chosen: Sized | None, sized: Sized, lang: str) -> str:
    """Say what the smaller size saves, and what it lacks of what was worked out."""
    if advice.decided.choice("product") == "dedicated":
        return phrase(lang, "advice.size_whole")
    asked = next((step.inputs for step in advice.size.steps if step.id == "class"), {})
    machine = sized.machine
    lacks = next(
        (
            phrase(lang, f"advice.lacks_{name}", need=number(asked[name]), has=number(has))
            for name, has in (
                ("gpu_memory_gib", machine.gpu_memory_gib), ("memory_gib", machine.memory_gib), ("vcpus", machine.vcpus)
            )
            if float(asked.get(name, 0)) > has
        ),
        phrase(lang, "advice.lacks_nothing"),
    )  # fmt: skip
    saved = round((chosen.price.low if chosen else 0) - sized.price.low)
    key = "advice.size_smaller" if saved > 0 else "advice.size_smaller_same"
    return phrase(lang, key, saved=saved, lacks=lacks)


def _larger(advice: Advice, chosen: Sized | None, sized: Sized, lang: str) -> str:
    """Say what the larger size costs more, from how many people it is needed, and how one gets there."""
    more = round(sized.price.low - (chosen.price.low if chosen else 0))
    edge = grows_at(advice.needs, advice.decided.also)
    when = phrase(lang, "advice.larger_unneeded")
    if edge is not None and advice.size.unit:
        when = phrase(lang, f"advice.larger_{advice.size.unit}", people=number(float(f"{edge:.2g}")))
    product = advice.decided.choice("product")
    how = phrase(lang, f"advice.grow_{product if product in ('light', 'vps', 'dedicated') else 'cloud'}")
    return phrase(lang, "advice.size_larger" if more > 0 else "advice.size_larger_same", more=more, when=when, how=how)


def cost(advice: Advice, lang: str) -> JSON:
    """Return the range in yuan a month and what it rests on."""
    price = advice.price
    within = {"yes": True, "no": False}.get(advice.fit)
    promos = [_promo(one) for one in advice.offers]
    return {
        "currency": "CNY", "per": "month", "low": round(price.low, 2), "high": round(price.high, 2),
        "within_budget": within, "noodle_bowls": prices.noodle_bowls(price.low, price.high),
        "first_year": price.first_year, "three_years": price.three_years, "plans_used": price.plans_used,
        "oldest": price.oldest or None, "newest": price.newest or None, "undated": price.undated,
        "expired_used": price.expired_used, "substitutes": list(price.substitutes), "confidence": price.confidence,
        "storage": _beside(advice.storage), "traffic": _beside(advice.traffic), "promo": promos[0] if promos else None, "promos": promos, "give_up": giving_up.give_up(advice, lang) if within is False else [],
    }  # fmt: skip


def _beside(found: Beside | None) -> JSON | None:
    return None if found is None else {"gb": found.gb, "low": found.low, "high": found.high}


def _promo(one: Promo) -> JSON:
    plan = one.plan.plan
    return {
        "plan": plan.id, "vendor": plan.vendor, "name": plan.name, "as_of": plan.as_of or None,
        "first_year": one.first_year, "renewal_year": one.renewal_year, "three_years": one.three_years,
    }  # fmt: skip


def candidates(advice: Advice, lang: str) -> list[JSON]:
    """Return what the same load would cost bought otherwise: the advice first, then products, then places."""
    return [
        {"kind": one.kind, "choice": one.choice, "label": choice_label(lang, one.kind, one.choice), "chosen": one.chosen,
         "low": round(one.price.low, 2), "high": round(one.price.high, 2), "plans_used": one.price.plans_used,
         "newest": one.price.newest or None, "substitutes": list(one.price.substitutes)}
        for one in advice.rivals
    ]  # fmt: skip


def plans(advice: Advice) -> list[JSON]:
    """Return real, dated example plans, nearest first; examples, never recommendations."""
    shown = sorted(
        advice.price.plans, key=lambda one: (not one.counted, one.doublings < 0, abs(one.doublings), one.cny)
    )
    shown = [*_within(advice, shown), *(one.plan for one in advice.offers), *shown]
    kept = {one.plan.id: one for one in shown}
    counted = [one for one in kept.values() if one.counted]
    return [
        _plan(one, advice.storage)
        for one in [*counted, *(one for one in kept.values() if not one.counted)][:MOST_PLANS]
    ]


def _within(advice: Advice, shown: list[PlanPrice]) -> list[PlanPrice]:
    """Return the other kind of vendor's cheapest plan where only that is within the budget."""
    budget = stated(advice.needs, "budget")
    kept = advice.storage.low if advice.storage else 0
    if advice.fit != "yes" or any(
        one.counted and one.cny + kept <= float(str(budget)) and one.plan.as_of for one in shown
    ):
        return []
    decided = advice.decided
    other = prices.VENDORS[decided.choice("vendor") == "big"]
    price = prices.price(
        decided.choice("product"), advice.size.id, decided.choice("region"), other, advice.size.machines
    )
    dated = [one for one in price.plans if one.counted and one.plan.as_of]
    return [replace(one, left_out="other-vendor") for one in sorted(dated, key=lambda one: one.cny)[:1]]


def _plan(one: PlanPrice, kept: Beside | None) -> JSON:
    """Return one plan with what is kept beside it; its age is counted to this day, so that an old price reads old whenever the page is read."""
    plan: Plan = one.plan
    added = [{"id": extra.id, "cny": extra.cny} for extra in one.added]
    if kept:
        added.append({"id": "storage", "cny": kept.low})
    age = plan.age_months(max(catalogue.as_of(), catalogue.today()))
    return {
        "id": plan.id, "vendor": plan.vendor, "name": plan.name, "product": plan.product_name, "price": plan.price,
        "currency": plan.currency, "cny": round(one.cny + (kept.low if kept else 0), 2), "listed_cny": round(one.listed_cny, 2), "scaled": one.scaled,
        "price_kind": plan.price_kind, "billing": plan.billing, "class": plan.product_class, "region": plan.region, "vcpus": plan.vcpus, "memory_gib": plan.memory_gib,
        "bandwidth_mbps": plan.bandwidth_mbps, "source_url": plan.source_url, "source_title": plan.source_title, "source_kind": plan.source_kind,
        "official_url": plan.official_url or None, "as_of": plan.as_of or None, "age_months": age,
        "stale": staleness(age), "counted": one.counted, "left_out": one.left_out or None,
        "added": added,
    }  # fmt: skip
