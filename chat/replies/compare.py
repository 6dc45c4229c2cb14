"""These side by side for this case, and which."""

from __future__ import annotations

from chat.replies import billing, points
from chat.replies.case import Case, figures, price_of, priced_from
from chat.replies.reply import JSON, Reply, Tap, reply
from chat.replies.sized import row_of
from chat.replies.why import why
from chat.words import size_json
from chat.words.wording import named_label, phrase, size_label, whole
from knowledge import load
from rules.advice.advising import PRICED
from rules.advice.named_machine import read_named
from rules.argument.model import Argument

MOST = 4


def compare(case: Case, ask: JSON) -> Reply:
    """Answer which of two or more choices of one decision."""
    decision, named = str(ask.get("decision")), list(dict.fromkeys(ask.get("choices") or []))[:MOST]
    if decision == "size":
        return _sizes(case, named)
    known = {one.value for one in load().decisions[decision].choices} if decision in load().decisions else set()
    choices = [one for one in named if one in known]
    if not choices:
        return why(case, ask)
    return _choices(case, decision, choices)


def _choices(case: Case, decision: str, choices: list[str]) -> Reply:
    verdict = case.verdict(decision)
    best = min(choices, key=verdict.standings.index)
    rows, rules, body, prices = list[str](), list[Argument](), list[JSON](), list[str]()
    for choice in choices:
        text, behind = _side(case, decision, choice, best=choice == best)
        rules += behind
        price = price_of(case, decision, choice) if points.possible(case, decision, choice) else None
        label, priced = case.label(decision, choice), price is not None and decision in PRICED
        rows += [case.say("side_bare", label=label, text=text)] if choice != best else []
        prices += [case.say("priced", label=label, money=case.money(price))] if price and priced else []
        prices += [billing.priced(case, choice).rstrip("。.")] if decision == "billing" else []
        prices += (
            [case.say("ruled_out", label=label)]
            if decision in PRICED and not points.possible(case, decision, choice)
            else []
        )
        body.append({"choice": choice, **(figures(price) if price else {}), "veto": verdict.worst_veto(choice)})
    # The answer goes first, then what each costs; what speaks for and against them beneath.
    good = points.pro(case, decision, best)[:1]
    which = case.sentences([_which(case, decision, best), *points.sentences(case, good)])
    rows = [
        which,
        case.sentence(phrase(case.lang, "page.semicolon").join(filter(None, prices))) if prices else "",
        *rows,
    ]
    taps = [case.ask("why", {"act": "why", "decision": decision}, choice=case.chosen(decision))]
    for choice in choices:
        if choice != case.choice(decision):
            taps += points.way_back(case, decision, choice)[1]
    sources = [*case.cited(rules), *priced_from(case.found.price)[:2]]
    return reply(
        "compare",
        rows,
        sources=sources,
        figures={"decision": decision, "choices": body, "choice": case.choice(decision)},
        taps=taps[:3],
    )


def _side(case: Case, decision: str, choice: str, *, best: bool) -> tuple[str, list[Argument]]:
    """Return what matters most about one of them: the better has what speaks for it, the others what speaks against."""
    good, bad = points.pro(case, decision, choice), points.contra(case, decision, choice)
    rule = (good or bad) if best else (bad or good)
    if rule:
        return case.text(rule[0]), rule[:1]
    gap = points.dearer(case, decision, choice)
    return (case.say("side_dearer", gap=whole(case.lang, gap)), []) if gap else points.loss(case, decision, choice)


def _which(case: Case, decision: str, best: str) -> str:
    chosen = case.choice(decision)
    if best == chosen:
        return case.say_for("pick", decision, choice=case.label(decision, best))
    return case.say("pick_neither", best=case.label(decision, best), choice=case.label(decision, chosen))


def _sizes(case: Case, named: list[str]) -> Reply:
    machines = [machine for one in named if (machine := read_named(one)) and (machine.vcpus or machine.memory_gib)]
    if not machines:
        return why(case, {"act": "why", "decision": "size"})
    rows = [case.say("pick_size", size=size_label(case.lang, case.found.size), money=case.money(case.found.price))]
    body, taps = list[JSON](), list[Tap]()
    sources = [s for row in size_json.sizing(case.found, case.lang) for s in row["sources"] if s["url"]]
    for machine in machines:
        found, priced = size_json.named(case.found, machine, case.lang, case.said.told), row_of(case, machine)
        rows.append(
            case.say("side_size", label=named_label(case.lang, machine), money=case.money(priced), text=found["text"])
            if priced
            else found["text"]
        )
        body.append(
            {
                "spec": found["spec"],
                "fit": found["fit"],
                "low": priced["low"] if priced else found["low"],
                "high": priced["high"] if priced else found["high"],
            }
        )
        sources += found["sources"]
    taps.append(case.ask("why_size", {"act": "why", "decision": "size"}))
    return reply("compare", rows, sources=sources, figures={"decision": "size", "choices": body}, taps=taps)
