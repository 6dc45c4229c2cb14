"""The long parts of an advice, each an address of its own: fetched when opened, a page where there is no script."""

from __future__ import annotations

from dataclasses import dataclass

from chat.pages.card import Card
from chat.pages.card_markdown import as_markdown
from chat.pages.panel import Narrowed, narrowed
from chat.pages.site import Frame, Site, frame
from chat.said.conversation import Conversation
from chat.words.advice_json import Worded
from chat.words.wording import phrase
from rules.advice.advising import advise

PARTS = {
    "also": "page.also",
    "cost": "page.sizing_and_plans",
    "steps": "page.steps",
    "warnings": "page.warnings",
    "reasons": "page.reasons",
    "standing": "page.standing",
    "layers": "page.nesting",
    "changes": "page.changes",
    "markdown": "page.markdown",
    "sources": "page.sources",
}
"""Every part with what it is called."""


@dataclass(frozen=True)
class Fold:
    """One part: its name in addresses, and what it is called."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class FoldPage(Frame):
    """One part of an advice as a page of its own."""

    fold: Fold
    back_to: str
    advice: Card
    markdown: str
    standing: list[Narrowed]


def addresses(said: Conversation, site: Site) -> dict[str, str]:
    """Return where each part of this advice is found."""
    return {name: site.part(said, name) for name in PARTS}


def view(said: Conversation, site: Site, name: str) -> FoldPage:
    """Return one part of an advice as a page; KeyError where there is no such part."""
    found = advise(said.needs, said.weighing, said.now)
    calm = said.calm()
    title = phrase(site.lang, PARTS[name])
    card = Card(Worded(found, site.lang, said.spec, said.told), calm, site)
    return FoldPage(
        **frame(said, site).with_(
            title=phrase(site.lang, "page.title_page", title=title), noindex=True, canonical=None
        ),
        fold=Fold(name, title),
        back_to=f"{site.chat(calm)}#advice",
        advice=card,
        markdown=as_markdown(card, site.lang) if name == "markdown" else "",
        standing=narrowed(found, site.lang) if name == "standing" else [],
    )
