"""What is likely to be asked next, about this case: links that need no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.replies import points
from chat.replies.case import Case, readable
from chat.replies.reply import Reply, Tap
from chat.words.wording import also_label
from knowledge import load

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
        needs, flags = readable(act.get("needs") or {}), act.get("also") or []
        said = [case.answer(need, value) for need, value in needs.items()] + [
            also_label(case.lang, flag) for flag in flags
        ]
        return case.say("asked_what_if", what=case.listed([*said, *filter(None, [act.get("spec")])]))
    if name == "vendor" and act.get("vendors"):
        return case.say("asked_vendor_named", vendors=case.listed(act["vendors"]))
    kind = str(act.get("toward") or act.get("span") or act.get("about") or decision).replace("-", "_")
    return case.say_for(f"asked_{name}", kind) if kind else case.say(f"asked_{name}")


def _named(case: Case, decision: str, choice: str) -> str:
    known = (
        {one.value: one.label[case.lang] for one in load().decisions[decision].choices}
        if decision in load().decisions
        else {}
    )
    return known.get(choice, choice)
