"""From whom: what to look for, who sells this with price and date, what is known of a named one; never a favourite."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.replies import grounds, points
from chat.replies.case import Case
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.words import bill_json, notes_json
from chat.words.wording import choice_label, number, phrase, price_date, vendor_label, whole
from knowledge import catalogue, load
from knowledge.catalogue import Plan
from rules.price.candidates import CLASS_OF, staleness, to_cny

MOST, MOST_PLANS = 4, 3
_PLAIN = re.compile(r"[^a-z0-9\u3400-\u9fff]+")
_CLOUD = re.compile("云$|cloud$")


def vendor(case: Case, ask: JSON) -> Reply:
    """Answer from whom to buy, or what is known of vendors named."""
    named = [str(one) for one in ask.get("vendors") or []][:MOST]
    if not named:
        return _who(case)
    found = {name: plans_of(name) for name in named}
    rows = [text for name, plans in found.items() for text in _known(case, name, plans)]
    rows += [case.say("vendor_choose"), *_look_for(case)[:2]]
    sources = [bill_json.of_plan(plan) for plans in found.values() for plan in _nearest(case, plans)]
    rules = points.pro(case, "vendor", case.choice("vendor"))[:1]
    body = {
        "vendors": [
            {"name": name, "known": bool(plans), "plans": [_row(plan) for plan in _nearest(case, plans)]}
            for name, plans in found.items()
        ]
    }
    return reply("vendor", rows, sources=[*sources, *case.cited(rules)], figures=body, taps=_taps(case))


def _who(case: Case) -> Reply:
    # What reads the same is the same to a buyer.
    told = {grounds.plan(case, row): row for row in reversed(grounds.examples(case))}
    told = dict(list(reversed(told.items()))[:MOST_PLANS])
    shown = list(told.values())
    rules = points.pro(case, "vendor", case.choice("vendor"))[:1]
    rows = [case.say("vendor_who", kind=case.chosen("vendor"), plans=phrase(case.lang, "page.semicolon").join(told))]
    rows += [case.say("vendor_examples"), *points.sentences(case, rules), *_look_for(case)]
    sources = [bill_json.of_plan(catalogue.plans()[row["id"]]) for row in shown]
    body = {
        "vendors": [],
        "plans": [{name: row[name] for name in ("id", "vendor", "cny", "as_of", "source_url")} for row in shown],
    }
    return reply("vendor", rows, sources=[*sources, *case.cited(rules)], figures=body, taps=_taps(case))


def _look_for(case: Case) -> list[str]:
    """Return what to ask a vendor in this case."""
    asked = notes_json.notes(case.found, case.lang)["ask_vendor"][:2]
    return [case.say("vendor_ask", text=text) for text in asked]


def _taps(case: Case) -> list[Tap]:
    kind = next(one for one in ("big", "small") if one != case.choice("vendor"))
    return [
        case.ask("why", {"act": "why", "decision": "vendor"}, choice=case.chosen("vendor")),
        case.ask(
            "why_not",
            {"act": "why-not", "decision": "vendor", "choice": kind},
            choice=choice_label(case.lang, "vendor", kind),
        ),
        case.topic("big-or-small-vendor"),
    ]


def plans_of(name: str) -> list[Plan]:
    """Return the plans on file of a vendor as somebody writes it; empty where none is."""
    wanted = _plain(name)
    return [plan for plan in catalogue.plans().values() if wanted and wanted in _names(plan.vendor)]


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.lower())


def _names(vendor: str) -> set[str]:
    """Return every way to write a vendor's name: in both languages, in parts, without "cloud"."""
    written = [vendor, *re.split(r"[()（）/ ]", vendor), *(vendor_label(lang, vendor) for lang in ("zh", "en"))]
    written += [part for text in written for part in text.split()] + list(_nicknames(vendor))
    plain = {_plain(text) for text in written}
    return {one for one in {*plain, *(_CLOUD.sub("", one) for one in plain)} if len(one) > 1}


def _nicknames(vendor: str) -> Iterable[str]:
    key = f"nickname.{vendor}"
    return load().phrases[key]["zh"].split("|") if key in load().phrases else ()


def _nearest(case: Case, plans: list[Plan]) -> list[Plan]:
    """Return the plans that come nearest to this case: the same product, the same place, then the nearest size."""
    product, region, memory = (
        CLASS_OF.get(case.choice("product"), "ecs"),
        case.choice("region"),
        case.found.size.memory_gib or 1,
    )
    order = sorted(
        plans,
        key=lambda one: (
            region not in one.regions,
            one.price_kind == "promo" or bool(staleness(one.age_months(catalogue.today()))),
            one.product_class != product,
            abs((one.memory_gib or 99) - memory),
        ),
    )
    return order[:1]


def _known(case: Case, name: str, plans: list[Plan]) -> list[str]:
    if not plans:
        return [case.say("vendor_unknown", name=name)]
    kind, one = case.label("vendor", plans[0].vendor_kind), _nearest(case, plans)[0]
    newest = price_date(case.lang, max((plan.as_of for plan in plans), default=""))
    here = [plan for plan in plans if case.choice("region") in plan.regions]
    label = vendor_label(case.lang, plans[0].vendor)
    said = case.say("vendor_known", name=label, kind=kind, n=len(plans), newest=newest, plan=_said(case, one))
    if not here:
        said = case.sentences([said, case.say("vendor_not_here", place=case.chosen("region"))])
    return [said]


def _said(case: Case, plan: Plan) -> str:
    size = (
        phrase(case.lang, "advice.size", vcpus=number(plan.vcpus), memory=number(plan.memory_gib))
        if plan.vcpus and plan.memory_gib
        else plan.product_class
    )
    date = price_date(case.lang, plan.as_of)
    region = case.label("region", plan.region)
    kind = phrase(case.lang, f"page.kind_{plan.price_kind}") if f"page.kind_{plan.price_kind}" in load().phrases else ""
    return case.say(
        "vendor_plan",
        region=region,
        size=size,
        price=whole(case.lang, to_cny(plan.price, plan.currency)),
        date=date,
        kind=kind,
    )


def _row(plan: Plan) -> JSON:
    return {
        "id": plan.id,
        "vendor": plan.vendor,
        "cny": round(to_cny(plan.price, plan.currency), 2),
        "as_of": plan.as_of or None,
        "source_url": plan.source_url,
    }
