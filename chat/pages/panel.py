"""The state of the case beside the chat: what was said, and which choices still stand."""

from __future__ import annotations

from dataclasses import dataclass

from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words.wording import also_label, answer_label, named_label, phrase, target_label
from knowledge import load
from rules.advice.advising import Advice
from rules.ahead.sureness import Sureness
from rules.argument.model import Verdict


@dataclass(frozen=True)
class Understood:
    """One thing that was said, and how to change it or to take it back."""

    label: str
    value: str
    change_url: str | None = None
    drop_url: str | None = None


@dataclass(frozen=True)
class Standing:
    """A choice that still stands, or that is out and why."""

    choice: str
    label: str
    chosen: bool
    reason: str | None


@dataclass(frozen=True)
class Narrowed:
    """One decision: how sure it is, what still stands and what is out."""

    id: str
    label: str
    firm: bool
    sure: str
    standing: list[Standing]
    out: list[Standing]


@dataclass(frozen=True)
class Panel:
    """The state of the case."""

    understood: list[Understood]
    decisions: list[Narrowed]


def panel(said: Conversation, site: Site, found: Advice) -> Panel:
    """Return the state of the case: what was said, and which choices still stand."""
    purpose, lang = said.answers.stated("purpose"), site.lang
    understood = [
        Understood(
            load().needs[name].label[lang],
            answer_label(lang, name, value, purpose, said.told),
            change_url=site.chat(said.asking(name)),
        )
        for name, value in said.needs.items()
    ]
    heard = phrase(lang, "chat.also_heard")
    understood += [
        Understood(heard, also_label(lang, flag), drop_url=site.chat(said.without(flag))) for flag in said.also
    ]
    if said.spec:
        named, text = phrase(lang, "chat.named"), named_label(lang, said.spec)
        understood.append(Understood(named, text, drop_url=site.chat(said.without("spec"))))
    return Panel(understood, narrowed(found, lang))


def narrowed(found: Advice, lang: str) -> list[Narrowed]:
    """Return every decision with the choices that still stand and those that are out, with why."""
    return [_narrowing(found, name, lang) for name in found.decided.verdicts]


def _narrowing(found: Advice, name: str, lang: str) -> Narrowed:
    verdict, looks = found.decided.verdicts[name], found.outlook
    standing = {*looks.standing.get(name, verdict.standings), verdict.choice}
    rows = [
        Standing(
            choice,
            target_label(lang, name, choice),
            chosen=choice == verdict.choice,
            reason=None if choice in standing else _reason_out(verdict, choice, lang),
        )
        for choice in verdict.standings
    ]
    return Narrowed(
        name,
        load().decisions[name].label[lang],
        firm=name in looks.firm,
        sure=_sure(found, name, lang),
        standing=[row for row in rows if row.choice in standing],
        out=[row for row in rows if row.choice not in standing],
    )


def _reason_out(verdict: Verdict, choice: str, lang: str) -> str | None:
    """Say why a choice is out: the veto, else the strongest argument for the leader, else what speaks against it."""
    vetoes, pro = verdict.arguments(choice, "veto"), verdict.arguments(verdict.choice, "for")
    found = [*vetoes, *pro, *verdict.arguments(choice, "against")]
    return load().snippets[found[0].snippet].texts[lang] if found else None


def _sure(found: Advice, name: str, lang: str) -> str:
    """Say how sure a decision is: settled, hanging on what the person was unsure of, or still open."""
    if name in found.outlook.firm:
        return phrase(lang, "chat.settled")
    if name not in found.outlook.settled:
        return phrase(lang, "chat.unsettled")
    hanging = Sureness(found.answers, name).hangs_on
    labels = [load().needs[row.need].label[lang] for row in hanging]
    return phrase(lang, "chat.hangs_on", needs=phrase(lang, "page.and").join(labels))
