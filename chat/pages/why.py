"""Why one decision came out as it did, and what it would take for each other choice to win."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from chat.bodies import why as bodies
from chat.pages.site import Frame, Site, frame
from chat.said.conversation import Conversation
from chat.words.advice_json import question_text
from chat.words.decision_json import reasons
from chat.words.wording import choice_label, option_label, phrase, value_label
from knowledge import load
from rules.advice.advising import Advice, advise
from rules.ahead.explain import mattered, repair
from rules.ahead.sureness import Hanging, Sureness
from rules.answers import Value
from rules.argument.model import Verdict


def as_json(advice: Advice, decision: str, lang: str) -> bodies.Why:
    """Return the whole explanation of one decision; exact, computed on request."""
    verdict = advice.decided.verdicts[decision]
    kept = mattered(advice.answers, decision)
    pro, contra = reasons(advice.decided, verdict, verdict.choice, lang)
    return {
        "decision": decision,
        "label": load().decisions[decision].label[lang],
        "choice": verdict.choice,
        "choice_label": choice_label(lang, decision, verdict.choice),
        "for": pro,
        "against": contra,
        "mattered": [_answer(advice, name, lang) for name in advice.needs if name in kept],
        "sure": _sure(advice, decision, lang),
        "idle": [_answer(advice, name, lang) for name in advice.answers.told.needs if name not in kept],
        "alternatives": [_other(advice, verdict, choice, lang) for choice in verdict.standings[1:]],
        "proof": cast("bodies.Proof", advice.decided.proof(decision)),
    }


def _sure(advice: Advice, decision: str, lang: str) -> bodies.HowSure:
    """Return how sure the decision is, what it may still become, and the question that would settle most of it."""
    looks, choice = advice.outlook, advice.decided.choice(decision)
    found = Sureness(advice.answers, decision)
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
        "settles_most": {"need": ask, "question": question_text(advice, ask, lang)} if ask else None,
    }


def _hanging(advice: Advice, decision: str, row: Hanging, lang: str) -> bodies.HangsOn:
    """Return one `unsure` need, and what each answer to it would make of the decision."""
    purpose = advice.answers.stated("purpose")
    answers: list[bodies.Became] = [
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


def _answer(advice: Advice, name: str, lang: str) -> bodies.Answer:
    value = advice.needs[name]
    text = value_label(lang, name, value, advice.answers.stated("purpose"))
    return {"need": name, "value": value, "label": load().needs[name].label[lang], "text": text}


def _other(advice: Advice, verdict: Verdict, choice: str, lang: str) -> bodies.Other:
    pro, contra = reasons(advice.decided, verdict, choice, lang)
    change = repair(advice.answers, verdict.decision, choice)
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


def _repaired(advice: Advice, decision: str, choice: str, change: Mapping[str, Value] | None, lang: str) -> str:
    """Say what would make a choice win, or that one or two changed answers do not."""
    name = choice_label(lang, decision, choice)
    if change is None:
        return phrase(lang, "why.no_repair", choice=name)
    purpose = advice.answers.stated("purpose")
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


@dataclass(frozen=True)
class Explained:
    """The explanation as a page draws it: the API's body, and where each thing to tap leads.

    `change_urls`: by need, where its answer is changed; `try_urls`: by choice, the case in which it wins.
    """

    body: bodies.Why
    change_urls: dict[str, str]
    try_urls: dict[str, str]
    back_url: str


@dataclass(frozen=True, kw_only=True)
class WhyPage(Frame):
    """The page that explains one decision."""

    why: Explained


def view(said: Conversation, site: Site, decision: str) -> WhyPage:
    """Return the explanation of one decision as a page, every repair one tap away."""
    advice = advise(said.answers, said.now)
    calm = said.calm()
    body = as_json(advice, decision, site.lang)
    title = phrase(site.lang, "why.title", label=body["label"], choice=body["choice_label"])
    tries = {row["choice"]: site.chat(calm.changed(row["repair"])) for row in body["alternatives"] if row["repair"]}
    return WhyPage(
        **frame(said, site).with_(
            title=phrase(site.lang, "page.title_page", title=title), noindex=True, canonical=None
        ),
        why=Explained(body, {name: site.chat(calm.asking(name)) for name in load().needs}, tries, site.chat(calm)),
    )
