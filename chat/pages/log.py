"""What was said so far: questions with their answers, what a message was understood to say, the way back from a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chat.pages.site import Link, Site
from chat.replies.case import Case
from chat.replies.noted import short_of
from chat.said.conversation import Conversation
from chat.words.nods import nods
from chat.words.restored import as_it_is
from chat.words.wording import also_label, answer_label, named_label, phrase
from knowledge import load

MOST_NAMED = 3
"""So many things taken back at once are named; of more only the number is said."""


@dataclass(frozen=True)
class Past:
    """One question with its answer; `drops`: what can be taken back of an answer to no question."""

    need: str
    label: str
    question: str | None
    answer: str
    changing: bool = False
    nod: str | None = None
    change_url: str | None = None
    drops: tuple[Link, ...] = ()


@dataclass(frozen=True)
class HeardNeed:
    """One thing heard in a message: what it was taken to mean, and how to mend it."""

    need: str
    label: str
    text: str
    change_url: str | None
    drop_url: str


def undo(said: Conversation, site: Site, *, new: bool) -> Link | None:
    """Return the way back from the last change; what a message said for the first time (`new`) is taken back by the step back."""
    before = said.unchanged()
    parts = said.riding.get("was", "").split(",")
    if before is None or (new and not any(part.partition("-")[2] for part in parts)):
        return None
    if len(parts) > MOST_NAMED:
        return Link(site.chat(said.undone()), phrase(site.lang, "page.undo_all", n=len(parts)))
    texts = [as_it_is(before, part.partition("-")[0], site.lang) for part in parts]
    was = phrase(site.lang, "page.semicolon").join(texts)
    return Link(site.chat(said.undone()), phrase(site.lang, "page.undo", was=was))


def fresh(said: Conversation, heard: Iterable[str], changing: str | None) -> frozenset[str]:
    """Return what the message has just said, which stands in the log as heard, not as asked and answered."""
    return frozenset(name if name in said.needs else "also" for name in heard) - {changing or ""}


def turns(case: Case, site: Site, changing: str | None, fresh: frozenset[str]) -> list[Past]:
    """Return what was asked and answered, but what is `fresh`; each question begins with the word on the answer before it."""
    said, told = case.said, words(case)
    before = [None, *said.needs]
    rows = [
        _past(said, site, name, changing, told.get(last or "")) for last, name in zip(before, said.needs, strict=False)
    ]
    return [row for row in [*rows, *_also_turns(said, site)] if row.need not in fresh]


def _past(said: Conversation, site: Site, name: str, changing: str | None, nod: str | None) -> Past:
    purpose, need = said.answers.stated("purpose"), load().needs[name]
    unit, value = need.unit_for(purpose), said.needs[name]
    return Past(
        need=name,
        label=need.label[site.lang],
        question=(unit.question if unit else need.question).get(site.lang),
        answer=phrase(site.lang, "chat.unsure")
        if value == "unsure"
        else answer_label(site.lang, name, value, purpose, said.told),
        changing=name == changing,
        nod=nod,
        change_url=site.chat(said.asking(name)),
    )


def _also_turns(said: Conversation, site: Site) -> list[Past]:
    """Return the circumstances and a machine they named, each as something said that can be taken back."""
    rows = [(also_label(site.lang, flag), flag) for flag in said.also]
    rows += [(named_label(site.lang, said.spec), "spec")] if said.spec else []
    heard = phrase(site.lang, "chat.also_heard")
    return [
        Past(
            "also" if place == 0 else f"also-{name}",
            heard,
            None,
            label,
            drops=(Link(site.chat(said.without(name)), label),),
        )
        for place, (label, name) in enumerate(rows)
    ]


def words(case: Case) -> dict[str, str]:
    """Return the word on each answer; nobody jokes about money that is not enough."""
    found = nods(case.found.answers, case.lang)
    short = "" if case.found.ready else short_of(case)
    return {**found, "budget": short} if short else found


def nod(case: Case) -> str | None:
    """Return the word on the last answer."""
    said = case.found.answers.said
    return words(case).get(said[-1][0]) if said else None


def heard(said: Conversation, site: Site, name: str) -> HeardNeed:
    """Return one thing heard: what it was taken to mean, and how to mend it."""
    change = None
    if name == "spec" and said.spec:
        label, text = phrase(site.lang, "chat.named"), named_label(site.lang, said.spec)
    elif name in said.needs:
        label = load().needs[name].label[site.lang]
        text = answer_label(site.lang, name, said.needs[name], said.answers.stated("purpose"), said.told)
        change = site.chat(said.asking(name))
    else:
        label, text = phrase(site.lang, "chat.also_heard"), also_label(site.lang, name)
    return HeardNeed(name, label, text, change, site.chat(said.without(name)))
