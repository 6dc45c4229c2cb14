"""The page with the large field for an offer, and an offer's judgement for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chat.pages import answer
from chat.pages.site import Site, frame
from chat.replies import reply_to
from chat.replies.reply import Reply
from chat.said.conversation import Conversation
from chat.said.remarks_address import write_offer
from chat.words.wording import phrase
from rules.advice.advising import advise

JSON = dict[str, Any]


def judged(fields: Mapping[str, Any], said: Conversation, lang: str) -> Reply:
    """Return the reply to an offer."""
    return reply_to({"act": "offer", "offer": dict(fields)}, said, advise(said.needs, said.also, said.now), lang)


def as_json(fields: Mapping[str, Any], said: Conversation, lang: str) -> JSON:
    """Return an offer's judgement as GET /api/v1/offer answers it."""
    found = judged(fields, said, lang)
    return {**found.figures, "text": "\n".join([*found.text, *found.more]), "sources": list(found.sources)}


def view(said: Conversation, site: Site, text: str, fields: Mapping[str, Any]) -> JSON:
    """Return the page: the field, and the judgement of what was pasted; `text` stands in the field again, and nowhere else."""
    calm = replace(said, riding={}, unread=0)
    replies = [judged(fields, calm, site.lang)] if fields or text.strip() else []
    title = phrase(site.lang, "offer.title")
    shown = write_offer(fields)
    return frame(said, site) | {
        "title": phrase(site.lang, "page.title_page", title=title), "description": phrase(site.lang, "offer.lead"), "noindex": bool(fields),
        "canonical": None, "text": text, "answers": answer.drawn(replies, site, replace(calm, riding={"offer": shown}) if shown else calm, "offer"),
        "action": site.to("/offer"), "hidden": calm.parameters(),
        "chat_url": site.chat(replace(calm, riding={"offer": shown} if shown else {})), "has_case": bool(said.needs),
    }  # fmt: skip
