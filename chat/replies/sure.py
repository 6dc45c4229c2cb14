"""How sure: firm, or what it hangs on; how many prices, and how old."""

from __future__ import annotations

from collections.abc import Sequence

from chat.replies import grounds, points, words
from chat.replies.case import Case, figures, priced_from
from chat.replies.reply import JSON, Reply, reply
from chat.words import decision_json
from chat.words.wording import phrase, value_label
from knowledge import catalogue, load
from rules.argument.model import Argument

MOST = 2
SHOWN = ("product", "region", "filing")


def sure(case: Case, _: JSON) -> Reply:
    """Answer how sure it is, on what evidence, and how fresh that is."""
    found = {name: decision_json.how_sure(case.found, name) for name in case.found.decided.verdicts}
    firm = [name for name, row in found.items() if len(row["possible"]) == 1]
    loose = [name for name in SHOWN if name not in firm]
    speed = _speed(case)
    rows = [
        _firm(case, firm, loose),
        *speed[:1],
        case.sentences([case.say(_of_price(case), grounds=grounds.rests_on(case)), _age(case)]),
        case.say("sure_paid"),
    ]
    rows += speed[1:]
    open_, reasons = [_loose(case, name, found[name]) for name in loose], _basis(case)
    rows += [*reasons[:1], *open_, *reasons[1:]]
    rows.append(case.say("sure_checked", day=load().as_of))
    price = case.found.price
    body = {
        **figures(price),
        "undated": price.undated,
        "confidence": price.confidence,
        "firm": firm,
        "hangs_on": sorted({row["need"] for one in found.values() for row in one["hangs_on"]}),
    }
    taps = [case.ask("ask_open", {"act": "why", "decision": "question"})] if case.found.outlook.next else []
    taps += [
        case.ask("why", {"act": "why", "decision": "product"}, choice=case.chosen("product")),
        case.ask("why_cost", {"act": "why", "decision": "cost"}),
    ]
    sources = [*priced_from(price), *case.cited(points.leading(case)), *_across(case)]
    return reply("sure", rows, sources=sources, figures=body, taps=taps)


def _of_price(case: Case) -> str:
    """Return the phrase for what the price rests on: a steady one, unless some price counted is an offer."""
    counted = [one.plan.price_kind for one in case.found.price.plans if one.counted]
    return "sure_prices" if counted and "promo" not in counted else "sure_prices_bare"


def _across(case: Case) -> Sequence[JSON]:
    return words.cited(case, "latency") if _speed(case) else []


def _speed(case: Case) -> list[str]:
    """Return what the way across the border is like, in short and with its figures, where people are behind it."""
    crossing = case.choice("region") != "mainland" and case.found.answers.stated("audience") in ("mainland", "global")
    return [case.say("sure_evening", place=case.chosen("region")), *words.here(case, "latency")] if crossing else []


def _basis(case: Case) -> list[str]:
    """Return the strongest reasons with the day each is of, the shorter first."""
    said = {case.text(rule): _dated(case, rule) for rule in points.leading(case)}
    return [case.say("sure_basis", text=text.rstrip("。."), day=said[text]) for text in sorted(said, key=len)]


def _dated(case: Case, rule: Argument) -> str:
    """Return when what a reason rests on was written; where nobody wrote it down, when it was last looked at."""
    rows = case.cited([rule])
    dated = sorted(row["dated"] for row in rows if row["dated"][:1].isdigit())
    if dated:
        return str(dated[-1])
    return case.say("checked", day=max((row["checked_on"] for row in rows), default=load().as_of))


def _firm(case: Case, firm: list[str], loose: list[str]) -> str:
    if not loose:
        return case.say("sure_firm", choices=case.listed(case.chosen(name) for name in SHOWN))
    held = [name for name in SHOWN if name in firm]
    if not held:
        return case.say("sure_open")
    open_ = case.listed(load().decisions[name].label[case.lang] for name in loose)
    return case.say("sure_partly", choices=case.listed(case.chosen(name) for name in held), open=open_)


def _loose(case: Case, decision: str, row: JSON) -> str:
    """Say what one decision may still become, and by which answers."""
    label = load().decisions[decision].label[case.lang]
    others = [case.label(decision, one) for one in row["possible"] if one != case.choice(decision)]
    values = {"label": label, "now": case.chosen(decision), "others": case.either(others[:MOST])}
    if not row["hangs_on"]:
        open_ = case.listed(load().needs[name].label[case.lang] for name in case.found.outlook.open[:2])
        return case.say("sure_may", needs=open_, **values) if open_ else case.say("sure_may_bare", **values)
    first = row["hangs_on"][0]
    purpose = case.found.answers.stated("purpose")
    answers = case.pairs(
        (value_label(case.lang, first["need"], value, purpose), case.label(decision, choice))
        for value, choice in first["verdicts"].items()
    )
    return case.say("sure_hangs", label=label, need=load().needs[first["need"]].label[case.lang], answers=answers)


def _age(case: Case) -> str:
    newest = case.found.price.newest
    if not newest:
        return ""
    months = catalogue.months_between(newest, max(catalogue.as_of(), catalogue.today()))
    if months < 1:
        return phrase(case.lang, "reply.month_new")
    key, n = ("reply.months_old", months) if months < 24 else ("reply.years_old", months // 12)
    return phrase(case.lang, key, n=n)
