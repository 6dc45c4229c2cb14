"""The page with the large field for an offer, and an offer's judgement for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from chat.bodies.offers import Offer
from chat.pages import answer
from chat.pages.site import Frame, Site, frame
from chat.remarks_address import write_offer
from chat.replies import reply_to
from chat.replies.reply import Reply
from chat.said.conversation import Conversation
from chat.words.wording import phrase
from rules.advice.advising import advise


@dataclass(frozen=True, kw_only=True)
class OfferPage(Frame):
    """The field for an offer, and the judgement of what was pasted; `has_case`: something was said before."""

    text: str
    answers: list[answer.Answered]
    action: str
    hidden: list[tuple[str, str]]
    has_case: bool


def judged(fields: Mapping[str, Any], said: Conversation, lang: str) -> Reply:
    """Return the reply to an offer."""
    return reply_to({"act": "offer", "offer": dict(fields)}, said, advise(said.answers, said.now), lang)


def as_json(fields: Mapping[str, Any], said: Conversation, lang: str) -> Offer:
    """Return an offer's judgement as GET /api/v1/offer answers it."""
    found = judged(fields, said, lang)
    body: Any = {**found.figures, "text": "\n".join([*found.text, *found.more]), "sources": list(found.sources)}
    return cast("Offer", body)


def view(said: Conversation, site: Site, text: str, fields: Mapping[str, Any]) -> OfferPage:
    """Return the page: the field, and the judgement of what was pasted; `text` stands in the field again, and nowhere else."""
    calm = said.calm()
    replies = [judged(fields, calm, site.lang)] if fields or text.strip() else []
    title = phrase(site.lang, "offer.title")
    shown = write_offer(fields)
    calm = calm.but(riding={"offer": shown} if shown else {})
    return OfferPage(
        **frame(said, site).with_(
            title=phrase(site.lang, "page.title_page", title=title),
            description=phrase(site.lang, "offer.lead"),
            noindex=bool(fields),
            canonical=None,
            chat_url=site.chat(calm),
        ),
        text=text,
        answers=answer.drawn(replies, site, calm, "offer"),
        action=site.to("/offer"),
        hidden=calm.but(riding={}).parameters(),
        has_case=bool(said.needs),
    )
