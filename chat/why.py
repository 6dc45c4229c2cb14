"""Why one decision came out as it did, and what it would take for each other choice to win."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chat.advice import reasons
from chat.conversation import Conversation
from chat.site import Site, frame
from chat.wording import choice_label, option_label, phrase, value_label
from knowledge import load
from rules.advising import Advice, advise
from rules.attributes import stated
from rules.explain import mattered, repair
from rules.model import Verdict

JSON = dict[str, Any]


def as_json(advice: Advice, decision: str, lang: str) -> JSON:
    """Return the whole explanation of one decision; exact, computed on request."""
    verdict = advice.decided.verdicts[decision]
    needs, also = advice.needs, advice.decided.also
    kept = mattered(needs, also, decision)
    pro, contra = reasons(advice.decided, verdict, verdict.choice, lang)
    return {
        "decision": decision,
        "label": load().decisions[decision].label[lang],
        "choice": verdict.choice,
        "choice_label": choice_label(lang, decision, verdict.choice),
        "for": pro,
        "against": contra,
        "mattered": [_answer(advice, name, lang) for name in needs if name in kept],
        "idle": [_answer(advice, name, lang) for name in needs if name not in kept and stated(needs, name) is not None],
        "alternatives": [_other(advice, verdict, choice, lang) for choice in verdict.standings[1:]],
        "proof": advice.decided.proof(decision),
    }


def _answer(advice: Advice, name: str, lang: str) -> JSON:
    value = advice.needs[name]
    text = value_label(lang, name, value, stated(advice.needs, "purpose"))
    return {"need": name, "value": value, "label": load().needs[name].label[lang], "text": text}


def _other(advice: Advice, verdict: Verdict, choice: str, lang: str) -> JSON:
    pro, contra = reasons(advice.decided, verdict, choice, lang)
    change = repair(advice.needs, advice.decided.also, verdict.decision, choice)
    return {
        "choice": choice,
        "label": choice_label(lang, verdict.decision, choice),
        "veto": verdict.worst_veto(choice),
        "for": pro,
        "against": contra,
        "repair": change,
        "text": _repaired(advice, verdict.decision, choice, change, lang),
    }


def _repaired(advice: Advice, decision: str, choice: str, change: dict[str, object] | None, lang: str) -> str:
    """Say what would make a choice win, or that one or two changed answers do not."""
    name = choice_label(lang, decision, choice)
    if change is None:
        return phrase(lang, "why.no_repair", choice=name)
    purpose = stated(advice.needs, "purpose")
    parts = []
    for need, value in change.items():
        row = load().needs[need]
        said = (
            value_label(lang, need, value, purpose)
            if row.kind == "number"
            else option_label(lang, need, value, purpose)
        )
        parts.append(phrase(lang, "why.part", label=row.label[lang], value=said))
    return phrase(lang, "why.repair", choice=name, change=phrase(lang, "why.and").join(parts))


def view(said: Conversation, site: Site, decision: str) -> JSON:
    """Return the explanation of one decision as a page, every repair one tap away."""
    advice = advise(said.needs, said.also, said.now)
    calm = replace(said, riding={}, unread=False)
    body = as_json(advice, decision, site.lang)
    for row in (*body["mattered"], *body["idle"]):
        row["change_url"] = site.chat(calm.asking(row["need"]))
    for rival in body["alternatives"]:
        changed = calm
        for name, value in (rival["repair"] or {}).items():
            changed = changed.with_need(name, value)
        rival["url"] = site.chat(changed) if rival["repair"] else None
    title = phrase(site.lang, "why.title", label=body["label"], choice=body["choice_label"])
    return frame(said, site) | {
        "title": phrase(site.lang, "page.title_page", title=title), "noindex": True, "canonical": None,
        "why": {**body, "back_url": site.chat(calm)},
    }  # fmt: skip
