"""The page for an error: what happened, and the way back with everything said so far."""

from __future__ import annotations

from dataclasses import dataclass

from chat.pages.site import Frame, Link, Site, frame, home
from chat.said.conversation import Conversation
from chat.words.wording import phrase
from knowledge import load


@dataclass(frozen=True)
class Trouble:
    """What happened, and the ways on; `id`: what it is called in the log."""

    status: int
    title: str
    paragraphs: list[str]
    keep_url: str | None
    topics: list[Link]
    home_url: str
    id: str | None


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Frame):
    """A page for an error."""

    error: Trouble


def error(said: Conversation, site: Site, status: int, name: str | None = None) -> ErrorPage:
    """Return a page for an error: what happened, and the way back with everything said so far; `name`: its id in the log."""
    lang = site.lang
    key = _error_key(status)
    text = [phrase(lang, f"{key}_text")] if f"{key}_text" in load().phrases else []
    calm = said.calm()
    page, title = frame(said, site), phrase(lang, key)
    return ErrorPage(
        **page.with_(title=phrase(lang, "page.title_page", title=title), noindex=True, canonical=None),
        error=Trouble(
            status,
            title,
            text,
            keep_url=site.chat(calm) if said.needs or said.also else None,
            topics=page.links.about[:4] if status == 404 else [],
            home_url=site.chat(home(said)),
            id=name,
        ),
    )


def _error_key(status: int) -> str:
    if f"page.error_{status}" in load().phrases:
        return f"page.error_{status}"
    return "page.error_500" if status >= 500 else "page.error_other"
