"""What is likely to be asked next, about this case: links that need no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.replies import points
from chat.replies.case import Case, readable
from chat.replies.reply import Reply, Tap
from chat.words.wording import also_label
from knowledge import load
from knowledge.wanted import wanted

MOST = 5


def following(case: Case) -> list[Tap]:
    """Return the next likely questions under a verdict."""
    place, product = case.chosen("region"), case.choice("product")
    rivals = points.rivals(case, "product")
    taps = [
        case.ask("why", {"act": "why", "decision": "region"}, choice=place),
        case.ask("better_cost", {"act": "better", "toward": "cost"}),
        case.ask("vendor", {"act": "vendor"}),
    ]
    if case.choice("filing") == "needed":
        taps.insert(0, case.ask("how_filing", {"act": "how", "about": "filing"}))
    if rivals:
        act = {"act": "compare", "decision": "product", "choices": [product, rivals[0]]}
        taps.append(case.ask("compare_with", act, choice=case.label("product", rivals[0])))
    taps.append(case.ask("when", {"act": "when"}))
    taps.append(case.ask("sure", {"act": "sure"}))
    return taps[:MOST]


def after(case: Case, replies: tuple[Reply, ...]) -> list[Tap]:
    """Return the next likely questions under replies that bring none of their own."""
    return [] if any(one.taps for one in replies) or not case.found.needs else following(case)[:3]


def understood(case: Case, act: Mapping[str, Any]) -> str:
    """Return a question in our words: what stands there where the person's own sentence is not at hand."""
    name, decision = str(act["act"]).replace("-", "_"), str(act.get("decision", ""))
    if name == "why" and decision in load().decisions:
        return case.say("asked_why", choice=case.chosen(decision))
    if name in ("why_not", "compare"):
        named = [_named(case, decision, str(one)) for one in act.get("choices") or [act.get("choice")]]
        return case.say(f"asked_{name}", choice=named[0], choices=case.listed(named))
    if name == "what_if":
        return case.say("asked_what_if", what=_supposed(case, act))
    if name == "vendor" and act.get("vendors"):
        return case.say("asked_vendor_named", vendors=case.listed(act["vendors"]))
    return _whether(case, act) or case.say_for(f"asked_{name}", _kind(act))


def _whether(case: Case, act: Mapping[str, Any]) -> str:
    """Return a question whether a thing is needed or something is enough; "" for another."""
    if act.get("needed") and act.get("topic") in wanted():
        return case.say("asked_needed", label=wanted()[str(act["topic"])].label[case.lang])
    amount = act.get("decision") == "size" and {*act} - {"act", "decision"}
    return case.say("asked_enough") if amount else ""


def _kind(act: Mapping[str, Any]) -> str:
    """Return what tells questions of one act apart, as its phrase has it; "" where nothing does."""
    told = (str(act[field]) for field in ("toward", "span", "about", "decision") if field in act)
    return next(told, "").replace("-", "_")


def _supposed(case: Case, act: Mapping[str, Any]) -> str:
    """Return what is supposed."""
    said = [case.answer(need, value) for need, value in readable(act.get("needs") or {}).items()]
    said += [also_label(case.lang, flag) for flag in act.get("also") or []]
    return case.listed([*said, str(act.get("spec") or "")])


def _named(case: Case, decision: str, choice: str) -> str:
    rows = load().decisions[decision].choices if decision in load().decisions else ()
    return {one.value: one.label[case.lang] for one in rows}.get(choice, choice)
