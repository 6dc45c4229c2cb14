"""Replies as the templates draw them: every tap an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chat.pages.offer_form import OfferForm, offer_form
from chat.pages.site import Site
from chat.replies.case import Case
from chat.replies.following import following
from chat.replies.following import understood as asked_for
from chat.replies.reply import Reply, Tap
from chat.replies.turn import asked, to_questions
from chat.said.conversation import Conversation
from rules.advice.advising import Advice

MOST_SOURCES = 4


@dataclass(frozen=True)
class TapLink:
    """A tap as a link. `out`: it leads to another page; `asks`: it puts a question, whose answer comes first there."""

    label: str
    url: str
    out: bool
    asks: bool


@dataclass(frozen=True)
class Answered:
    """A reply as it is drawn; `more` stands behind a fold; an offer comes with its fields to correct."""

    text: list[str]
    more: list[str]
    sources: list[Mapping[str, Any]]
    taps: list[TapLink]
    form: OfferForm | None


def replies(said: Conversation, found: Advice, site: Site) -> tuple[Reply, ...]:
    """Return the answers of a turn; under a plan in somebody's page the plan is judged whole each time, and nothing else."""
    if site.at != "embed" or "offer" not in said.riding:
        return to_questions(said, found, site.lang)
    riding = {name: text for name, text in said.riding.items() if name != "twice"}
    told = to_questions(said.but(riding=riding), found, site.lang)
    return tuple(one for one in told if one.act != "changed")


def drawn(replies: Iterable[Reply], site: Site, said: Conversation, at: str = "") -> list[Answered]:
    """Return replies for a page; `at`: where the form of an offer comes back to."""
    return [
        Answered(
            list(one.text),
            list(one.more),
            list(one.sources)[:MOST_SOURCES],
            [tap(each, site) for each in one.taps],
            offer_form(said, site, one.figures["offer"], at) if one.act == "offer" else None,
        )
        for one in replies
    ]


def tap(one: Tap, site: Site) -> TapLink:
    """Return a tap as a link; one that leads to another page of ours leaves the conversation."""
    if one.said is not None:
        return TapLink(one.label, site.chat(one.said), out=False, asks="reply" in one.said.riding)
    return TapLink(one.label, site.to(one.path, f"lang={site.lang}"), out=True, asks=False)


def next_questions(said: Conversation, found: Advice, site: Site) -> list[TapLink]:
    """Return the next likely questions under the verdict."""
    return [tap(one, site) for one in following(Case(said, found, site.lang))]


def understood(said: Conversation, found: Advice, site: Site) -> str:
    """Return what was asked, in our words: after a reload the person's own are gone."""
    case = Case(said, found, site.lang)
    return case.listed(asked_for(case, act) for act in asked(said))
