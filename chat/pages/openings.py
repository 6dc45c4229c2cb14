"""What the first screen offers: who comes here, what each states, in the order in which readers of a language come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chat.pages.site import Site, home
from chat.said.conversation import Conversation
from chat.words.wording import phrase
from knowledge import load
from rules.answers import Value

OFFER = "offer"
"""The one that leads to a page of its own: is this offer any good?"""
STATED: Mapping[str, tuple[dict[str, Value], tuple[str, ...]]] = {
    "site": ({"purpose": "site"}, ()),
    "blog": ({"purpose": "blog"}, ()),
    "app": ({"purpose": "app"}, ()),
    "shop": ({"purpose": "shop"}, ()),
    "miniprogram": ({"purpose": "miniprogram"}, ()),
    "game": ({"purpose": "game"}, ()),
    "learning": ({"purpose": "learning"}, ()),
    "bot": ({"purpose": "bot"}, ()),
    "demo": ({"buyer": "student", "purpose": "app", "term": "short"}, ()),
    "moving": ({}, ("moving",)),
    OFFER: ({}, ()),
}
FIRST = {
    "zh": ("site", "blog", "app", "miniprogram", "shop", "game", "learning", OFFER),
    "en": ("app", "site", "shop", "blog", "bot", "game", "moving", OFFER),
}
"""What stands on the first screen; the rest is a fold away."""


@dataclass(frozen=True)
class Opening:
    """One way in; `turn`: it leads to a turn of the chat, not to a page of its own."""

    id: str
    url: str
    turn: bool
    label: str
    help: str


@dataclass(frozen=True)
class Openings:
    """The first ways in, the further ones, and the way for who cannot tell."""

    first: list[Opening]
    more: list[Opening]
    unsure: str


def openings(said: Conversation, site: Site) -> Openings:
    """Return the first ways in, the further ones (no purpose twice), and the way for who cannot tell."""
    first = FIRST[site.lang]
    taken = {STATED[name][0].get("purpose") for name in first}
    more = [_opening(said, site, name) for name in STATED if name not in first]
    known = taken | {STATED[name][0].get("purpose") for name in STATED if name != "demo"}
    for option in load().needs["purpose"].options:
        if option.value not in known:
            url = site.chat(said.but(needs={"purpose": option.value}))
            text = option.help[site.lang] if option.help else ""
            more.append(Opening(option.value, url, True, option.label[site.lang], text))
    unsure = site.chat(said.but(needs={"purpose": "unsure"}))
    return Openings([_opening(said, site, name) for name in first], more, unsure)


def _opening(said: Conversation, site: Site, name: str) -> Opening:
    needs, also = STATED[name]
    url = site.to("/offer", home(said).query()) if name == OFFER else site.chat(said.but(needs=needs, also=also))
    label, text = (phrase(site.lang, f"chat.opening_{name}{tail}") for tail in ("", "_help"))
    return Opening(name, url, name != OFFER, label, text)
