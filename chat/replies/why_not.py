"""Why not that: what speaks against it here, what it costs, and the smallest change that would bring it."""

from __future__ import annotations

from chat.replies import billing, points
from chat.replies.case import Case, figures, price_of, priced_from
from chat.replies.reply import JSON, Reply, reply
from chat.replies.sized import sized
from chat.replies.why import why
from chat.words.wording import whole
from knowledge import load


def why_not(case: Case, ask: JSON) -> Reply:
    """Answer why a choice was not taken; where it was, say so and why."""
    decision, choice = str(ask.get("decision")), str(ask.get("choice"))
    if decision == "size":
        return sized(case, "why-not", choice)
    if decision not in load().decisions or choice not in {one.value for one in load().decisions[decision].choices}:
        return why(case, ask)
    if choice == case.choice(decision):
        return _the_one(case, decision)
    return _missed(case, decision, choice)


def _the_one(case: Case, decision: str) -> Reply:
    told = why(case, {"act": "why", "decision": decision})
    rows = [case.say("the_one", choice=case.chosen(decision)), *told.text, *told.more]
    return reply("why-not", rows, sources=told.sources, figures=told.figures, taps=told.taps)


def _missed(case: Case, decision: str, choice: str) -> Reply:
    label, against = case.label(decision, choice), points.contra(case, decision, choice)
    rules = against[:2]
    if rules:
        texts = points.sentences(case, rules)
        rows = [case.say_for("why_not", decision, choice=label, text=texts[0])]
    else:
        lost, rules = points.loss(case, decision, choice)
        gap = points.dearer(case, decision, choice)
        rows = (
            [case.say("why_not_dearer", choice=label, gap=whole(case.lang, gap))]
            if gap
            else [case.say("why_not_weaker", choice=label, text=lost)]
        )
        texts = ["", lost] if gap else []
    priced = _priced(case, decision, choice)
    back, taps = points.way_back(case, decision, choice)
    rows += [priced, back, *(case.say("also_counts", text=text) for text in texts[1:])]
    good = points.pro(case, decision, choice)
    rows += [case.say("speaks_for", text=case.text(good[0]))] if good else []
    price = price_of(case, decision, choice)
    body = {"decision": decision, "choice": choice, "veto": case.verdict(decision).worst_veto(choice)}
    body |= figures(price) if price and priced else billing.figures(case, decision, choice)
    taps.append(
        case.ask("compare", {"act": "compare", "decision": decision, "choices": [case.choice(decision), choice]})
    )
    sources = [*case.cited([*rules, *good[:1]]), *(priced_from(price)[:3] if price and priced else [])]
    return reply("why-not", rows, sources=sources, figures=body, taps=taps)


def _priced(case: Case, decision: str, choice: str) -> str:
    """Return what the choice costs beside the chosen one; a choice that cannot be has no price."""
    if decision == "billing":
        return billing.priced(case, choice)
    if case.verdict(decision).worst_veto(choice) in ("law", "impossible"):
        return ""
    return points.price_line(case, decision, choice)
