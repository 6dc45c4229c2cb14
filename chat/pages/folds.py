"""The long parts of an advice, each an address of its own: fetched when opened, a page where there is no script."""

from __future__ import annotations

from typing import Any

from chat.pages import card
from chat.pages.panel import narrowed
from chat.pages.site import Site, frame
from chat.said.conversation import Conversation
from chat.words import advice_json as wording_of
from chat.words.wording import phrase
from rules.advice.advising import advise

JSON = dict[str, Any]
PARTS = {
    "also": "page.also", "cost": "page.sizing_and_plans", "steps": "page.steps", "warnings": "page.warnings", "reasons": "page.reasons",
    "standing": "page.standing", "layers": "page.nesting", "changes": "page.changes", "markdown": "page.markdown", "sources": "page.sources",
}  # fmt: skip
"""Every part with what it is called."""


def addresses(said: Conversation, site: Site) -> dict[str, str]:
    """Return where each part of this advice is found."""
    return {name: site.part(said, name) for name in PARTS}


def view(said: Conversation, site: Site, name: str) -> JSON:
    """Return one part of an advice as a page; KeyError where there is no such part."""
    found = advise(said.needs, said.weighing, said.now)
    calm = said.calm()
    title = phrase(site.lang, PARTS[name])
    page = frame(said, site) | {
        "title": phrase(site.lang, "page.title_page", title=title), "noindex": True, "canonical": None,
        "fold": {"name": name, "title": title}, "back_to": f"{site.chat(calm)}#advice",
        "advice": card.view(wording_of.as_json(found, site.lang, said.spec, said.told), found, calm, site), "folds": addresses(calm, site),
    }  # fmt: skip
    return page | ({"standing": narrowed(found, site.lang)} if name == "standing" else {})
