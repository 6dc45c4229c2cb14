"""What the first screen offers: who comes here, what each states, in the order in which readers of a language come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chat.pages.site import Site
from chat.said.conversation import Conversation, Value
from chat.words.wording import phrase
from knowledge import load

JSON = dict[str, Any]
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


def openings(said: Conversation, site: Site) -> JSON:
    """Return the first ways in, the further ones (no purpose twice), and the way for who cannot tell."""
    first = FIRST[site.lang]
    taken = {STATED[name][0].get("purpose") for name in first}
    more = [_opening(said, site, name) for name in STATED if name not in first]
    known = taken | {STATED[name][0].get("purpose") for name in STATED if name != "demo"}
    for option in load().needs["purpose"].options:
        if option.value not in known:
            url = site.chat(replace(said, needs={"purpose": option.value}))
            text = option.help[site.lang] if option.help else ""
            more.append({"id": option.value, "url": url, "turn": True, "label": option.label[site.lang], "help": text})
    return {
        "first": [_opening(said, site, name) for name in first],
        "more": more,
        "unsure": site.chat(replace(said, needs={"purpose": "unsure"})),
    }


def _opening(said: Conversation, site: Site, name: str) -> JSON:
    needs, also = STATED[name]
    home = Conversation(lang=said.lang, theme=said.theme, source=said.source)
    url = site.to("/offer", home.query()) if name == OFFER else site.chat(replace(said, needs=needs, also=also))
    words = {key: phrase(site.lang, f"chat.opening_{name}{tail}") for key, tail in (("label", ""), ("help", "_help"))}
    return {"id": name, "url": url, "turn": name != OFFER, **words}
