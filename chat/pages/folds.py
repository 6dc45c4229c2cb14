"""The long parts of an advice, each an address of its own: fetched when opened, a page where there is no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chat.pages.card import Card
from chat.pages.card_markdown import as_markdown
from chat.pages.panel import Narrowed, narrowed
from chat.pages.question import Brings, brings, leads
from chat.pages.site import Frame, Site, frame
from chat.said.conversation import Conversation
from chat.words import advice_json as wording_of
from chat.words.advice_json import Worded
from chat.words.wording import phrase
from knowledge import load
from rules.advice.advising import Advice, advise

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
"""Every part of an advice with what it is called."""
FOLDS = {**PARTS, "question": "chat.why"}
"""What is fetched when it is opened: the parts, and why a question is asked."""


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
    why: str
    brings: list[Brings]
    standing: list[Narrowed]


def addresses(said: Conversation, site: Site) -> dict[str, str]:
    """Return where each part of this advice is found."""
    return {name: site.part(said, name) for name in PARTS}


def view(said: Conversation, site: Site, name: str) -> FoldPage:
    """Return one part of an advice as a page; KeyError where there is no such part."""
    found = advise(said.answers, said.now)
    calm = said.calm()
    title = phrase(site.lang, FOLDS[name])
    card = Card(Worded(found, site.lang, said.spec, said.told), calm, site)
    return FoldPage(
        **frame(said, site).with_(
            title=phrase(site.lang, "page.title_page", title=title), noindex=True, canonical=None
        ),
        fold=Fold(name, title),
        back_to=f"{site.chat(said)}#now" if name == "question" else f"{site.chat(calm)}#advice",
        advice=card,
        markdown=as_markdown(card, site.lang) if name == "markdown" else "",
        standing=narrowed(found, site.lang) if name == "standing" else [],
        **(_asked(calm, said.riding.get("ask"), found, site.lang) if name == "question" else {"why": "", "brings": []}),
    )


def _asked(calm: Conversation, ask: str | None, found: Advice, lang: str) -> dict[str, Any]:
    """Return why a question is asked, of what is asked next where none is named, and what each answer would bring."""
    name = ask if ask in load().needs else found.outlook.next
    if name is None:
        return {"why": "", "brings": []}
    asked = wording_of.question(found, name, lang)
    return {"why": asked["why"], "brings": brings(calm, lang, name, asked["options"]) if leads(name) else []}
