"""One turn of the chat as the templates draw it: every text in one language, every address ready-made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from chat.pages import answer, card, card_changes, folds
from chat.pages.answer import Answered, TapLink
from chat.pages.card_parts import Card
from chat.pages.openings import Openings, openings
from chat.pages.panel import Panel, panel
from chat.pages.question import Question, question
from chat.pages.remarks import Remark
from chat.pages.site import Frame, Link, Site, frame, home
from chat.replies.turn import to_questions
from chat.said.conversation import Conversation
from chat.words import advice_json as wording_of
from chat.words import headline
from chat.words.nods import nods
from chat.words.wording import also_label, named_label, phrase, value_label
from knowledge import load
from rules.advice.advising import Advice, advise
from rules.facts.attributes import stated

MOST_NAMED = 3
"""So many things taken back at once are named; of more only the number is said."""


@dataclass(frozen=True)
class Say:
    """The form for a message: where it goes, and the state that goes with it."""

    action: str
    hidden: list[tuple[str, str]]


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


@dataclass(frozen=True, kw_only=True)
class Turn(Frame):
    """One turn of the chat.

    `told`: the message as it stands in the log, `understood`: what it asked, in our words; `lean`: what it looks like so
    far; `at_most`: how many questions there may still be; `card`: small, in somebody's page, before the first tap.
    """

    first: bool
    card: bool
    say: Say
    turns: list[Past]
    heard: list[HeardNeed]
    reply: Remark | None
    answers: list[Answered]
    next_questions: list[TapLink]
    told: str
    understood: str
    lean: str | None
    at_most: int | None
    question: Question | None
    nod: str | None
    changing: str | None
    panel: Panel | None
    folds: dict[str, str]
    undo: Link | None
    advice: Card | None
    openings: Openings | None
    whole_url: str
    builder_url: str
    back_url: str | None
    restart_url: str | None
    advise_now_url: str | None


def view(
    said: Conversation,
    site: Site,
    *,
    heard: Mapping[str, str] | None = None,
    reply: Remark | None = None,
    told: str = "",
) -> Turn:
    """Return everything a turn shows; `heard`: what the message `told` was understood to say, and the words that said it."""
    found = advise(said.needs, said.weighing, said.now)
    heard = heard or {}
    # While questions are open an offer under discussion is judged anew with each answer.
    calm = said.calm(offered=not found.ready or site.at == "embed")
    replies = to_questions(said, found, site.lang)
    first = not (said.needs or said.also or said.spec or said.now or reply or replies)
    body = wording_of.as_json(found, site.lang, said.spec) if found.ready else None
    drawn = card.view(body, found, calm, site) if body else None
    asked = _asked(said, found)
    changing = asked if asked in said.needs else None
    shown = asked if asked and (changing or not found.ready or said.riding.get("ask")) else None
    several = len(heard) > 1
    known = stated(said.needs, "purpose") is not None
    return Turn(
        **_framed(calm, site, drawn),
        first=first,
        card=site.at == "embed" and (first or "card" in said.riding),
        say=Say(site.to("/say"), _say_hidden(said, calm, site, shown)),
        turns=_turns(calm, site, changing, _fresh(said, heard, changing) if several else frozenset()),
        heard=[_heard(calm, site, name) for name in heard] if several else [],
        reply=reply,
        answers=answer.drawn(replies, site),
        next_questions=answer.next_questions(calm, found, site) if drawn else [],
        # A message that became one answer is seen in that; another stands as it was said, until the page is left.
        told=told if reply or replies or several else "",
        understood=answer.understood(said, found, site) if replies and not told else "",
        lean=headline.lean(found, site.lang) if known else None,
        at_most=None if found.ready else found.outlook.at_most,
        question=question(calm, site, found, shown, changing) if shown else None,
        nod=None if drawn or not said.needs else nods(said.needs, site.lang).get(list(said.needs)[-1]),
        changing=changing,
        panel=panel(calm, site, found) if known and not drawn else None,
        folds=folds.addresses(calm, site) if drawn else {},
        undo=_undo(said, site, new=bool(heard)),
        advice=drawn,
        openings=openings(calm, site) if first else None,
        whole_url=site.chat(calm),
        builder_url=site.to("/builder", calm.query()),
        back_url=None if first else site.chat(said.unchanged() or calm.back()),
        restart_url=None if first else site.chat(home(said)),
        advise_now_url=None if first or found.ready else site.chat(replace(calm, now=True)),
    )


def _framed(calm: Conversation, site: Site, drawn: Card | None) -> dict[str, Any]:
    """Return what every page has, with the addresses of this conversation and the title of its advice."""
    address = site.origin + site.chat(calm, "chat")
    page = replace(
        frame(calm, site),
        reading=False,
        address=address,
        chat_url=site.chat(calm, "chat"),
        oembed=site.origin + site.to("/oembed", urlencode({"url": address})),
    )
    if drawn is None:
        return page.with_()
    return page.with_(title=phrase(site.lang, "page.title_advice", headline=drawn.short), description=drawn.headline)


def _fresh(said: Conversation, heard: Iterable[str], changing: str | None) -> frozenset[str]:
    """Return what the message has just said, which stands in the log as heard, not as asked and answered."""
    return frozenset(name if name in said.needs else "also" for name in heard) - {changing or ""}


def _undo(said: Conversation, site: Site, *, new: bool) -> Link | None:
    """Return the way back from the last change; what a message said for the first time (`new`) is taken back by the step back."""
    before = said.unchanged()
    parts = said.riding.get("was", "").split(",")
    if before is None or (new and not any(part.partition("-")[2] for part in parts)):
        return None
    if len(parts) > MOST_NAMED:
        return Link(site.chat(before), phrase(site.lang, "page.undo_all", n=len(parts)))
    texts = [_was(before, part.partition("-")[0], site) for part in parts]
    was = phrase(site.lang, "page.semicolon").join(texts)
    return Link(site.chat(before), phrase(site.lang, "page.undo", was=was))


def _was(before: Conversation, name: str, site: Site) -> str:
    """Return in words what one thing was before the change."""
    if name in before.needs:
        return card_changes.answer_text(before, name, before.needs[name], site.lang)
    if name == "spec" and before.spec:
        return named_label(site.lang, before.spec)
    if name == "also" and before.also:
        return phrase(site.lang, "page.comma").join(also_label(site.lang, flag) for flag in before.also)
    label = load().needs[name].label[site.lang] if name in load().needs else phrase(site.lang, "chat.also_heard")
    return phrase(site.lang, "page.not_said", label=label)


def _asked(said: Conversation, found: Advice) -> str | None:
    wanted = said.riding.get("ask")
    return wanted if wanted in load().needs else found.outlook.next


def _say_hidden(said: Conversation, calm: Conversation, site: Site, asked: str | None) -> list[tuple[str, str]]:
    """Return the state that goes with the next message; a bare follow-up is read with the reply on screen, an undo with what changed."""
    riding = {name: said.riding[name] for name in ("reply", "offer", "was") if name in said.riding}
    rows = replace(calm, riding=riding, unread=said.unread).parameters()
    if asked:
        rows.append(("ask", asked))
    return [*rows, ("at", site.at)]


def _turns(said: Conversation, site: Site, changing: str | None, fresh: frozenset[str]) -> list[Past]:
    """Return what was asked and answered, but what is `fresh`; each question begins with the word on the answer before it."""
    words = nods(said.needs, site.lang)
    before = [None, *said.needs]
    rows = [
        _past(said, site, name, changing, words.get(last or "")) for last, name in zip(before, said.needs, strict=False)
    ]
    return [row for row in [*rows, *_also_turns(said, site)] if row.need not in fresh]


def _past(said: Conversation, site: Site, name: str, changing: str | None, nod: str | None) -> Past:
    purpose, need = stated(said.needs, "purpose"), load().needs[name]
    unit, value = need.unit_for(purpose), said.needs[name]
    return Past(
        need=name,
        label=need.label[site.lang],
        question=(unit.question if unit else need.question).get(site.lang),
        answer=phrase(site.lang, "chat.unsure") if value == "unsure" else value_label(site.lang, name, value, purpose),
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


def _heard(said: Conversation, site: Site, name: str) -> HeardNeed:
    """Return one thing heard: what it was taken to mean, and how to mend it."""
    change = None
    if name == "spec" and said.spec:
        label, text = phrase(site.lang, "chat.named"), named_label(site.lang, said.spec)
    elif name in said.needs:
        label = load().needs[name].label[site.lang]
        text = value_label(site.lang, name, said.needs[name], stated(said.needs, "purpose"))
        change = site.chat(said.asking(name))
    else:
        label, text = phrase(site.lang, "chat.also_heard"), also_label(site.lang, name)
    return HeardNeed(name, label, text, change, site.chat(said.without(name)))
