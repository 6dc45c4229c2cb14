"""The text of a topic as HTML and drawings, its cites as links to numbered notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from chat.bodies.parts import Source
from chat.words import drawings, picture
from chat.words.bill_json import sources
from knowledge import catalogue, load
from knowledge.records import Topic

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_DRAWING = re.compile(r"\{\{drawing:([a-z-]+)\}\}")
_BLANK = re.compile(r"\n\s*\n")
_CITES = re.compile(r"(?:\[[A-Za-z][\w-]*\])+")


@dataclass(frozen=True)
class Drawn:
    """A drawing in a topic; `rule` names it for whoever reports a mistake."""

    drawing: str
    words: drawings.Picture | picture.Resizing | picture.FilingWeeks
    id: str
    rule: str


@dataclass(frozen=True)
class Text:
    """A block of a topic as HTML; headings have no `rule`."""

    html: Markup
    rule: str
    snippet: str
    drawing: str = ""


def parts(record: Topic) -> Iterator[Drawn | Text]:
    """Yield a topic's blocks as HTML and its drawings as what to draw, in order; cites become links to the notes.

    `rule` names a block for whoever reports a mistake in it; headings have none.
    """
    places = {cite: place for place, cite in enumerate(record.cites, 1)}
    for number, block in enumerate(_BLANK.split(record.body.strip()), 1):
        rule, snippet = f"topic/{record.id}#{number}", f"topics/{record.id}.{record.lang}.md"
        if drawing := _DRAWING.fullmatch(block.strip()):
            words = picture.words_for(drawing[1], record.lang)
            yield Drawn(drawing[1], words, f"d{number}", rule)
        else:
            rule = "" if block.startswith("#") else rule
            yield Text(_html(block, places, record.title), rule, snippet)


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


def notes(cites: Sequence[str], lang: str) -> list[list[Source]]:
    """Return what stands behind each cite: links with the date of the source and of our look at it."""
    return [links((cite,), lang) for cite in cites]


def links(cites: tuple[str, ...], lang: str) -> list[Source]:
    """Return the sources and the plans behind cites."""
    plans, known = catalogue.plans(), load()
    offers = [plans[cite] for cite in cites if cite in plans]
    return [
        *sources(cites, lang),
        *(
            Source(
                title=f"{plan.vendor} {plan.name}",
                url=plan.source_url,
                dated=plan.as_of or "",
                checked_on=known.as_of,
            )
            for plan in offers
        ),
    ]
