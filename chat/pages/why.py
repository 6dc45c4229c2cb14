"""Why one decision came out as it did, and what it would take for each other choice to win."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chat.pages.site import Site, frame
from chat.said.conversation import Conversation
from chat.words.advice_json import question_text, reasons
from chat.words.wording import choice_label, option_label, phrase, value_label
from knowledge import load
from rules.advice.advising import Advice, advise
from rules.ahead.explain import mattered, repair
from rules.ahead.sureness import Hanging, Sureness
from rules.argument.model import Verdict
from rules.facts.attributes import stated

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
        "sure": _sure(advice, decision, lang),
        "idle": [_answer(advice, name, lang) for name in needs if name not in kept and stated(needs, name) is not None],
        "alternatives": [_other(advice, verdict, choice, lang) for choice in verdict.standings[1:]],
        "proof": advice.decided.proof(decision),
    }


def _sure(advice: Advice, decision: str, lang: str) -> JSON:
    """Return how sure the decision is, what it may still become, and the question that would settle most of it."""
    looks, choice = advice.outlook, advice.decided.choice(decision)
    found = Sureness(advice.needs, advice.decided.also, decision)
    ask = found.settles_most
    settled, firm = decision in looks.settled, decision in looks.firm
    others = [choice_label(lang, decision, one) for one in found.possible if one != choice]
    key = "why.firm" if firm else "why.settled" if settled else "why.open"
    return {
        "settled": settled,
        "firm": firm,
        "text": phrase(lang, key, others=phrase(lang, "page.comma").join(others)),
        "possible": list(found.possible),
        "hangs_on": [_hanging(advice, decision, row, lang) for row in found.hangs_on],
        "settles_most": ask and {"need": ask, "question": question_text(advice, ask, lang)},
    }


def _hanging(advice: Advice, decision: str, row: Hanging, lang: str) -> JSON:
    """Return one `unsure` need, and what each answer to it would make of the decision."""
    purpose = stated(advice.needs, "purpose")
    answers = [
        {
            "value": value,
            "text": value_label(lang, row.need, value, purpose),
            "choice": choice,
            "label": choice_label(lang, decision, choice),
            "also": [choice_label(lang, decision, one) for one in row.possible[value] if one != choice],
        }
        for value, choice in row.verdicts.items()
    ]
    return {"need": row.need, "label": load().needs[row.need].label[lang], "answers": answers}


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
        "lost": None if contra else _outweighed(verdict, choice, lang),
    }


def _outweighed(verdict: Verdict, choice: str, lang: str) -> str:
    """Say how a choice that nothing speaks against lost: less speaks for it, or as much, and it stands later in the list."""
    mine, best = verdict.weight(choice), verdict.weight(verdict.choice)
    key = "why.outweighed" if best > mine else "why.level"
    lang_label = choice_label(lang, verdict.decision, verdict.choice)
    return phrase(lang, key, leader=lang_label, best=f"{best:+d}", mine=f"{mine:+d}")


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
    advice = advise(said.needs, said.weighing, said.now)
    calm = replace(said, riding={}, unread=False)
    body = as_json(advice, decision, site.lang)
    for row in (*body["mattered"], *body["idle"]):
        row["change_url"] = site.chat(calm.asking(row["need"]))
    sure = body["sure"]
    for row in (*sure["hangs_on"], *filter(None, [sure["settles_most"]])):
        row["url"] = site.chat(calm.asking(row["need"]))
    for rival in body["alternatives"]:
        rival["url"] = site.chat(calm.changed(rival["repair"])) if rival["repair"] else None
    title = phrase(site.lang, "why.title", label=body["label"], choice=body["choice_label"])
    return frame(said, site) | {
        "title": phrase(site.lang, "page.title_page", title=title), "noindex": True, "canonical": None,
        "why": {**body, "back_url": site.chat(calm)},
    }  # fmt: skip
