"""Replies as the templates draw them: every tap an address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chat.pages.offer_form import offer_form
from chat.pages.site import Site
from chat.replies.case import Case
from chat.replies.following import following
from chat.replies.following import understood as asked_for
from chat.replies.reply import Reply, Tap
from chat.replies.turn import asked
from chat.said.conversation import Conversation
from rules.advice.advising import Advice

JSON = dict[str, Any]
MOST_SOURCES = 4


def drawn(replies: Iterable[Reply], site: Site, said: Conversation, at: str = "") -> list[JSON]:
    """Return replies for a page; an offer comes with its fields to correct."""
    return [
        {"act": one.act, "text": list(one.text), "more": list(one.more), "sources": list(one.sources)[:MOST_SOURCES],
         "taps": [tap(each, site) for each in one.taps],
         "form": offer_form(said, site, one.figures["offer"], at) if one.act == "offer" else None}
        for one in replies
    ]  # fmt: skip


def tap(one: Tap, site: Site) -> JSON:
    """Return a tap as a link; one that leads to another page of ours leaves the conversation."""
    if one.said is not None:
        return {"label": one.label, "url": site.chat(one.said), "out": False, "asks": "reply" in one.said.riding}
    return {"label": one.label, "url": site.to(one.path, f"lang={site.lang}"), "out": True, "asks": False}


def next_questions(said: Conversation, found: Advice, site: Site) -> list[JSON]:
    """Return the next likely questions under the verdict."""
    return [tap(one, site) for one in following(Case(said, found, site.lang))]


def understood(said: Conversation, found: Advice, site: Site) -> str:
    """Return what was asked, in our words: after a reload the person's own are gone."""
    case = Case(said, found, site.lang)
    return case.listed(asked_for(case, act) for act in asked(said))
