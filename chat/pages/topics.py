"""Pages to read: a topic, all topics, the article claim by claim."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import chain

from chat.bodies.parts import Source
from chat.pages.site import Frame, Link, Site, frame, home, lasting
from chat.pages.topic_text import Drawn, Text, links, notes, parts
from chat.said.conversation import Conversation
from chat.words.wording import phrase
from knowledge import load
from knowledge.records import Topic

THEMES = {
    "choose": "light-server ecs vps dedicated gpu static-hosting paas home-server docker kubernetes cluster big-or-small-vendor",
    "place": "where-to-put-it hong-kong cdn bandwidth sizing game-server",
    "filing": "icp-filing who-can-file mini-program icp-licence genai-filing personal-data",
    "money": "renewal-price refund-and-backup",
    "after": "first-day docker-registry-mirrors slow-server moving",
}
"""The topics by theme, each theme in reading order; what is in none stands with the first."""


@dataclass(frozen=True)
class TopicView:
    """One topic: its parts, its sources as numbered notes, what is near it, and the way into the chat."""

    title: str
    parts: list[Drawn | Text]
    notes: list[list[Source]]
    checked_on: str
    related: list[Link]
    start: Link


@dataclass(frozen=True, kw_only=True)
class TopicPage(Frame):
    """One topic as a page."""

    topic: TopicView


@dataclass(frozen=True)
class Group:
    """The topics of one theme."""

    id: str
    title: str
    rows: list[Link]


@dataclass(frozen=True, kw_only=True)
class TopicsPage(Frame):
    """The list of topics."""

    groups: list[Group]


@dataclass(frozen=True)
class Claim:
    """One claim of the article, and what an expert would say to it."""

    id: str
    verdict: str
    said: str
    we_say: str
    rules: list[str]
    sources: list[Source]


@dataclass(frozen=True)
class Article:
    """The article this began with."""

    url: str | None
    title: str
    claims: list[Claim]


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Frame):
    """The article as a page."""

    article: Article


def topic(said: Conversation, site: Site, name: str) -> TopicPage:
    """Return one topic as a page: its text in parts, its sources as numbered notes, the way into the chat."""
    record = load().topics[name, site.lang]
    opening = replace(home(said), needs=dict(record.opening))
    related = [load().topics[other, site.lang] for other in record.related if (other, site.lang) in load().topics]
    return TopicPage(
        **lasting(frame(said, site), site, f"/about/{name}").with_(
            title=phrase(site.lang, "page.title_page", title=record.title), description=record.short.replace("**", "")
        ),
        topic=TopicView(
            title=record.title,
            parts=list(parts(record)),
            notes=notes(record.cites, site.lang),
            checked_on=record.checked_on,
            related=[_card(other, site, said) for other in related],
            start=Link(site.chat(opening), record.opening_label or phrase(site.lang, "page.start")),
        ),
    )


def topics(said: Conversation, site: Site) -> TopicsPage:
    """Return the list of all topics."""
    known = {name: record for (name, lang), record in load().topics.items() if lang == site.lang}
    themes = _by_theme(known)
    groups = [
        Group(
            theme,
            phrase(site.lang, f"page.theme_of_{theme}"),
            [*(_card(known[name], site, said) for name in names), *_laws(theme, site, said)],
        )
        for theme, names in themes.items()
    ]
    title = phrase(site.lang, "page.title_page", title=phrase(site.lang, "page.topics"))
    page = lasting(frame(said, site), site, "/about/")
    return TopicsPage(**page.with_(title=title, description=phrase(site.lang, "page.topics_lead")), groups=groups)


def _by_theme(known: Collection[str]) -> dict[str, list[str]]:
    """Return the topics that are there by theme; what no theme names goes with the first."""
    themes = {theme: names.split() for theme, names in THEMES.items()}
    placed = {*chain(*themes.values())}
    next(iter(themes.values())).extend(name for name in known if name not in placed)
    return {theme: [name for name in names if name in known] for theme, names in themes.items()}


def article(said: Conversation, site: Site) -> ArticlePage:
    """Return the article this began with, each claim with what an expert would say to it."""
    lang, origin = site.lang, load().sources["article"]
    claims = [
        Claim(
            row["id"],
            row["verdict"],
            row["claim"][lang],
            row["expert"][lang],
            row.get("carried_by") or [],
            links(tuple(row["cites"]), lang),
        )
        for row in load().article
    ]
    title = phrase(lang, "page.title_page", title=phrase(lang, "page.article_title"))
    page = lasting(frame(said, site), site, "/article")
    return ArticlePage(
        **page.with_(title=title, description=phrase(lang, "page.article_lead")),
        article=Article(origin.url, origin.title[lang], claims),
    )


def _laws(theme: str, site: Site, said: Conversation) -> list[Link]:
    """Return the way to the rules of law, which stand with the filing."""
    if theme != "filing":
        return []
    url = site.to("/about/law", home(said).query())
    return [Link(url, phrase(site.lang, "law.title"), phrase(site.lang, "law.lead"))]


def _card(record: Topic, site: Site, said: Conversation) -> Link:
    return Link(site.to(f"/about/{record.id}", home(said).query()), record.title, record.question)
