"""From whom: what to look for, who sells this with price and date, what is known of a named one; never a favourite."""

from __future__ import annotations

from collections.abc import Mapping

from chat.replies import grounds, points
from chat.replies.case import Case, priced_from
from chat.replies.reply import JSON, MOST_WORDS, Reply, Tap, length, reply
from chat.replies.vendor_plans import cost_of, fits, known, nearest, on_file, plans_of
from chat.words import bill_json, notes_json
from chat.words.wording import choice_label, phrase, size_label, vendor_label
from knowledge import catalogue
from knowledge.catalogue import Plan
from rules.price.candidates import to_cny

MOST, MOST_PLANS = 4, 3
__all__ = ["plans_of", "vendor"]


def vendor(case: Case, ask: JSON) -> Reply:
    """Answer from whom to buy, or what is known of vendors named."""
    named = [str(one) for one in ask.get("vendors") or []][:MOST]
    if not named:
        return _who(case)
    found = {name: plans_of(name) for name in named}
    rows = [*_each(case, found), case.say("vendor_choose"), *_look_for(case)[:2]]
    sources = [bill_json.of_plan(plan) for plans in found.values() for plan in nearest(case, plans)]
    rules = points.pro(case, "vendor", case.choice("vendor"))[:1]
    body = {
        "vendors": [
            {"name": name, "known": bool(plans), "plans": [_row(plan) for plan in nearest(case, plans)]}
            for name, plans in found.items()
        ]
    }
    return reply("vendor", rows, sources=[*sources, *case.cited(rules)], figures=body, taps=_taps(case))


def _each(case: Case, found: Mapping[str, list[Plan]]) -> list[str]:
    """Return a line for each vendor named; of several which it is goes first where all can still be seen."""
    rows = [known(case, name, plans, short=len(found) > 1) for name, plans in found.items()]
    if len(found) == 1:
        return [*rows, *(on_file(case, plans) for plans in found.values() if plans)]
    first = _lowest(case, found)
    seen = length(first) + sum(map(length, rows)) <= MOST_WORDS
    return [case.sentences([first, rows[0]]), *rows[1:]] if seen else [*rows, first]


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
    """Return which of several vendors named asks the least for what is big enough here; "" for one."""
    fitting = [plan for plans in found.values() for plan in nearest(case, plans) if fits(case, plan)]
    values = {"size": size_label(case.lang, case.found.size), "place": case.chosen("region")}
    if len(found) < 2 or case.sold.serverless:
        return ""
    if not fitting:
        return case.say("vendor_lowest_none", **values)
    least = min(fitting, key=lambda plan: cost_of(case, plan))
    money = case.monthly(cost_of(case, least))
    key = "vendor_lowest" if len(fitting) > 1 else "vendor_lowest_only"
    return case.say(key, name=vendor_label(case.lang, least.vendor), money=money, **values)


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


def _row(plan: Plan) -> JSON:
    return {
        "id": plan.id,
        "vendor": plan.vendor,
        "cny": round(to_cny(plan.price, plan.currency), 2),
        "as_of": plan.as_of or None,
        "source_url": plan.source_url,
    }
