"""Pages to read: a topic, all topics, the article claim by claim, an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from chat.pages.site import Site, frame, lasting
from chat.said.conversation import Conversation
from chat.words import picture
from chat.words.wording import phrase
from knowledge import catalogue, load
from knowledge.records import Topic

JSON = dict[str, Any]
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_DRAWING = re.compile(r"\{\{drawing:([a-z-]+)\}\}")
THEMES = {
    "choose": (
        "light-server",
        "ecs",
        "vps",
        "dedicated",
        "gpu",
        "static-hosting",
        "paas",
        "home-server",
        "docker",
        "kubernetes",
        "cluster",
        "big-or-small-vendor",
    ),
    "place": ("where-to-put-it", "hong-kong", "cdn", "bandwidth", "sizing", "game-server"),
    "filing": ("icp-filing", "who-can-file", "mini-program", "icp-licence", "genai-filing", "personal-data"),
    "money": ("renewal-price", "refund-and-backup"),
    "after": ("first-day", "docker-registry-mirrors", "slow-server", "moving"),
}
"""The topics by theme, each theme in reading order; what is in none stands with the first."""
_BLANK = re.compile(r"\n\s*\n")
_CITES = re.compile(r"(?:\[[A-Za-z][\w-]*\])+")


def topic(said: Conversation, site: Site, name: str) -> JSON:
    """Return one topic as a page: its text in parts, its sources as numbered notes, the way into the chat."""
    record = load().topics[name, site.lang]
    home = Conversation(lang=said.lang, theme=said.theme, source=said.source)
    opening = replace(home, needs=dict(record.opening))
    related = [load().topics[other, site.lang] for other in record.related if (other, site.lang) in load().topics]
    page = frame(said, site)
    return page | lasting(site, f"/about/{name}") | {
        "title": phrase(site.lang, "page.title_page", title=record.title),
        "description": record.short.replace("**", ""),
        "topic": {
            "id": name, "title": record.title, "short": record.short, "parts": list(parts(record)), "notes": notes(record.cites, site.lang),
            "checked_on": record.checked_on, "related": [_card(other, site, home) for other in related],
            "start": {"url": site.chat(opening), "label": record.opening_label or phrase(site.lang, "page.start")},
        },
    }  # fmt: skip


def topics(said: Conversation, site: Site) -> JSON:
    """Return the list of all topics."""
    home = Conversation(lang=said.lang, theme=said.theme, source=said.source)
    known = {name: record for (name, lang), record in load().topics.items() if lang == site.lang}
    placed = {name for names in THEMES.values() for name in names}
    first = next(iter(THEMES))
    themes = {
        theme: [*names, *(name for name in known if name not in placed and theme == first)]
        for theme, names in THEMES.items()
    }
    groups = [
        {"id": theme, "title": phrase(site.lang, f"page.theme_of_{theme}"),
         "rows": [*(_card(known[name], site, home) for name in names if name in known), *_laws(theme, site, home)]}
        for theme, names in themes.items()
    ]  # fmt: skip
    title = phrase(site.lang, "page.topics")
    page = frame(said, site) | lasting(site, "/about/")
    return page | {
        "title": phrase(site.lang, "page.title_page", title=title),
        "description": phrase(site.lang, "page.topics_lead"),
        "groups": groups,
    }


def _laws(theme: str, site: Site, home: Conversation) -> Iterator[JSON]:
    """Yield the way to the rules of law, which stand with the filing."""
    if theme == "filing":
        texts = {"label": phrase(site.lang, "law.title"), "text": phrase(site.lang, "law.lead")}
        yield {"url": site.to("/about/law", home.query()), **texts}


def article(said: Conversation, site: Site) -> JSON:
    """Return the article this began with, each claim with what an expert would say to it."""
    lang, origin = site.lang, load().sources["article"]
    claims = [
        {"id": row["id"], "verdict": row["verdict"], "said": row["claim"][lang], "we_say": row["expert"][lang],
         "rules": row.get("carried_by") or [], "sources": _links(tuple(row["cites"]), lang)}
        for row in load().article
    ]  # fmt: skip
    title = phrase(lang, "page.article_title")
    page = frame(said, site) | lasting(site, "/article")
    return page | {
        "title": phrase(lang, "page.title_page", title=title), "description": phrase(lang, "page.article_lead"),
        "article": {"url": origin.url, "title": origin.title[lang], "claims": claims},
    }  # fmt: skip


def error(said: Conversation, site: Site, status: int, name: str | None = None) -> JSON:
    """Return a page for an error: what happened, and the way back with everything said so far; `name`: its id in the log."""
    lang, known = site.lang, load().phrases
    key = (
        f"page.error_{status}"
        if f"page.error_{status}" in known
        else "page.error_500"
        if status >= 500
        else "page.error_other"
    )
    text = [phrase(lang, f"{key}_text")] if f"{key}_text" in known else []
    calm = replace(said, riding={}, unread=False)
    page = frame(said, site)
    page_links = page["links"]["about"]
    return page | {
        "title": phrase(lang, "page.title_page", title=phrase(lang, key)),
        "noindex": True,
        "canonical": None,
        "error": {
            "status": status, "title": phrase(lang, key), "paragraphs": text, "id": name,
            "keep_url": site.chat(calm) if said.needs or said.also else None,
            "topics": page_links[:4] if status == 404 else [],
            "home_url": site.chat(Conversation(lang=said.lang, theme=said.theme, source=said.source)),
        },
    }  # fmt: skip


def _card(record: Topic, site: Site, home: Conversation) -> JSON:
    return {"url": site.to(f"/about/{record.id}", home.query()), "label": record.title, "text": record.question}


def parts(record: Topic) -> Iterator[JSON]:
    """Yield a topic's blocks as HTML and its drawings as what to draw, in order; cites become links to the notes.

    `rule` names a block for whoever reports a mistake in it; headings have none.
    """
    places = {cite: place for place, cite in enumerate(record.cites, 1)}
    for number, block in enumerate(_BLANK.split(record.body.strip()), 1):
        rule, snippet = f"topic/{record.id}#{number}", f"topics/{record.id}.{record.lang}.md"
        if drawing := _DRAWING.fullmatch(block.strip()):
            words = picture.words_for(drawing[1], record.lang)
            yield {"drawing": drawing[1], "words": words, "id": f"d{number}", "rule": rule, "snippet": snippet}
        else:
            rule = "" if block.startswith("#") else rule
            yield {"html": _html(block, places, record.title), "rule": rule, "snippet": snippet}


def _html(text: str, places: dict[str, int], title: str) -> Markup:
    """Render Markdown without raw HTML; a wide table scrolls within itself, by keyboard too."""
    made = _MARKDOWN.render(text)
    made = made.replace(
        "<table>", f'<div class="table" tabindex="0" role="region" aria-label="{escape(title)}"><table>'
    )
    made = made.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")

    def noted(found: re.Match[str]) -> str:
        cites = found[0][1:-1].split("][")
        if not places.keys() >= set(cites):
            return found[0]
        links = (f'<a href="#note-{places[cite]}">{places[cite]}</a>' for cite in cites)
        return f"<sup>{' '.join(links)}</sup>"

    return Markup(_CITES.sub(noted, made))  # noqa: S704


def notes(cites: Sequence[str], lang: str) -> list[list[JSON]]:
    """Return what stands behind each cite: links with the date of the source and of our look at it."""
    return [_links((cite,), lang) for cite in cites]


def _links(cites: tuple[str, ...], lang: str) -> list[JSON]:
    plans, money = catalogue.plans(), load()
    rows = [
        {"title": s.title[lang], "url": s.url, "dated": s.dated, "checked_on": s.checked_on} for s in money.cited(cites)
    ]
    rows += [
        {"title": f"{plans[cite].vendor} {plans[cite].name}", "url": plans[cite].source_url, "dated": plans[cite].as_of or "", "checked_on": money.as_of}
        for cite in cites if cite in plans
    ]  # fmt: skip
    return rows
