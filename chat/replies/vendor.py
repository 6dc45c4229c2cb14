"""From whom: what to look for, who sells this with price and date, what is known of a named one; never a favourite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from chat.replies import grounds, points
from chat.replies.case import Case, priced_from
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.words import bill_json, notes_json
from chat.words.wording import choice_label, number, phrase, price_date, size_label, vendor_label
from knowledge import LANGUAGES, catalogue, load
from knowledge.catalogue import Plan
from knowledge.products import bought, products
from rules.price.candidates import staleness, to_cny

MOST, MOST_PLANS = 4, 3
_PLAIN = re.compile(r"[^a-z0-9\u3400-\u9fff]+")
_CLOUD = re.compile("云$|cloud$")


def vendor(case: Case, ask: JSON) -> Reply:
    """Answer from whom to buy, or what is known of vendors named."""
    named = [str(one) for one in ask.get("vendors") or []][:MOST]
    if not named:
        return _who(case)
    found = {name: plans_of(name) for name in named}
    rows = [_known(case, name, plans, short=len(named) > 1) for name, plans in found.items()]
    rows += [_lowest(case, found), *_look_for(case)[:2]]
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
    listed = phrase(case.lang, "page.semicolon").join(told)
    rows = [case.say("vendor_who" if told else "vendor_who_none", kind=case.chosen("vendor"), plans=listed)]
    lowest = min(shown, key=lambda row: row["cny"], default=None)
    rows += [
        _examples(case, lowest["vendor"] if lowest and len(shown) > 1 else "") if told else "",
        *points.sentences(case, rules),
        *_look_for(case),
    ]
    sources = [bill_json.of_plan(catalogue.plans()[row["id"]]) for row in shown] or priced_from(case.found.price)
    body = {
        "vendors": [],
        "plans": [{name: row[name] for name in ("id", "vendor", "cny", "as_of", "source_url")} for row in shown],
    }
    return reply("vendor", rows, sources=[*sources, *case.cited(rules)], figures=body, taps=_taps(case))


def _examples(case: Case, lowest: str) -> str:
    """Return that these are examples, and which of them asks the least."""
    if not lowest:
        return case.say("vendor_examples")
    return case.say("vendor_examples_lowest", vendor=vendor_label(case.lang, lowest))


def _lowest(case: Case, found: Mapping[str, list[Plan]]) -> str:
    """Return which of the vendors named asks the least for what is big enough here; else how to choose."""
    fitting = {name: plan for name, plans in found.items() for plan in _nearest(case, plans) if _fits(case, plan)}
    if len(fitting) < 2:
        return case.say("vendor_choose")
    least = min(fitting.values(), key=lambda plan: to_cny(plan.price, plan.currency))
    return case.say("vendor_lowest", name=vendor_label(case.lang, least.vendor))


def _fits(case: Case, plan: Plan) -> bool:
    """Say whether a plan stands where the advice puts it, is big enough, and has a price of these years."""
    dated = plan.price_kind != "promo" and not staleness(plan.age_months(catalogue.today()))
    return case.choice("region") in plan.regions and _large(case, plan) and dated


def _large(case: Case, plan: Plan) -> bool:
    size = case.found.size
    return (plan.memory_gib or 0) >= size.memory_gib and (plan.vcpus or 0) >= size.vcpus


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
    written = [vendor, *re.split(r"[()（）/ ]", vendor), *(vendor_label(lang, vendor) for lang in LANGUAGES)]
    written += [part for text in written for part in text.split()] + list(_nicknames(vendor))
    plain = {_plain(text) for text in written}
    return {one for one in {*plain, *(_CLOUD.sub("", one) for one in plain)} if len(one) > 1}


def _nicknames(vendor: str) -> Iterable[str]:
    key = f"nickname.{vendor}"
    return load().phrases[key]["zh"].split("|") if key in load().phrases else ()


def _nearest(case: Case, plans: list[Plan]) -> list[Plan]:
    """Return the plans that come nearest to this case: the same product, the same place, then the nearest size."""
    product, region, memory = (
        products()[bought(case.choice("product"))].sold_as,
        case.choice("region"),
        case.found.size.memory_gib or 1,
    )
    order = sorted(
        plans,
        key=lambda one: (
            not _fits(case, one),
            region not in one.regions,
            one.price_kind == "promo" or bool(staleness(one.age_months(catalogue.today()))),
            one.product_class != product,
            abs((one.memory_gib or 99) - memory),
            to_cny(one.price, one.currency),
        ),
    )
    return order[:1]


def _known(case: Case, name: str, plans: list[Plan], *, short: bool) -> str:
    """Return what is on file of a vendor named: its plan nearest to this case, and that none fits where none does."""
    if not plans:
        return case.say("vendor_unknown_short" if short else "vendor_unknown", name=name)
    kind, one = case.label("vendor", plans[0].vendor_kind), _nearest(case, plans)[0]
    newest = price_date(case.lang, max((plan.as_of for plan in plans), default=""))
    values = {
        "name": vendor_label(case.lang, plans[0].vendor),
        "kind": kind,
        "plan": _said(case, one, bare=short and case.choice("region") in one.regions),
    }
    said = (
        case.say("vendor_short", **values) if short else case.say("vendor_known", n=len(plans), newest=newest, **values)
    )
    if _fits(case, one) or case.sold.serverless:
        return said
    return case.sentences([said, _missing(case, one)])


def _missing(case: Case, plan: Plan) -> str:
    """Return what a vendor's nearest plan lacks for this case: the place, the size, or a price of these years."""
    if case.choice("region") not in plan.regions:
        return case.say("vendor_not_here", place=case.chosen("region"))
    if _large(case, plan):
        return case.say("vendor_old")
    return case.say("vendor_no_size", size=size_label(case.lang, case.found.size))


def _said(case: Case, plan: Plan, *, bare: bool) -> str:
    """Return a plan in words; `bare`: without where it stands."""
    size = (
        phrase(case.lang, "advice.size", vcpus=number(plan.vcpus), memory=number(plan.memory_gib))
        if plan.vcpus and plan.memory_gib
        else plan.product_class
    )
    date = price_date(case.lang, plan.as_of)
    region = case.label("region", plan.region)
    kind = phrase(case.lang, f"page.kind_{plan.price_kind}") if f"page.kind_{plan.price_kind}" in load().phrases else ""
    return case.say(
        "vendor_plan_bare" if bare else "vendor_plan",
        region=region,
        size=size,
        money=case.monthly(to_cny(plan.price, plan.currency)),
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
