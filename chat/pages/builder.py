"""The page that writes the code for a blog: what can be chosen, and the code for every kind of place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import escape

from chat.pages.site import Site, frame
from chat.said.conversation import THEMES, Conversation, written
from chat.words import drawings, headline
from chat.words.wording import option_label, phrase
from knowledge import LANGUAGES, load
from rules.advice.advising import advise

JSON = dict[str, Any]
CHOSEN = ("purpose", "audience", "filing")
"""Needs that a form field prefills; any other comes along with the address of a conversation."""
HEIGHT, LOWEST, HIGHEST = 320, 320, 2000
"""Of the place in CSS pixels: less than the card is high would move the text below it."""
PLACE = "display:grid;place-items:center;min-height:{}px;border-radius:14px;outline:1px solid #8886"
"""What holds the place and frames the link, until the script has come and wherever it never does."""
FRAME_HEIGHT = 600
"""A plain frame cannot grow, so it starts higher."""


@dataclass(frozen=True)
class Choice:
    """What the author of a blog chose: the chat's language and theme ("": as the page around it), height in pixels."""

    lang: str
    theme: str
    height: int


def chosen(args: Mapping[str, str]) -> Choice:
    """Read the choices from the address; what is malformed is the default."""
    lang, theme, height = args.get("in", ""), args.get("look", ""), args.get("height", "")
    number = int(height) if height.isdecimal() and len(height) < 6 else HEIGHT
    return Choice(
        lang if lang in LANGUAGES else "",
        theme if theme in THEMES else "",
        max(LOWEST, min(HIGHEST, number)),
    )


def view(said: Conversation, site: Site, args: Mapping[str, str]) -> JSON:
    """Return the page; `args`: the address's parameters, among them what the form sends."""
    title = phrase(site.lang, "page.builder_title")
    return frame(said, site) | {
        "title": phrase(site.lang, "page.title_page", title=title),
        "description": phrase(site.lang, "page.builder_lead"),
        "site_description": phrase(site.lang, "page.description"),
        "builder": _code(said, site, args),
    }


def _code(said: Conversation, site: Site, args: Mapping[str, str]) -> JSON:
    """Return the form, the code and what the preview shows."""
    choice = chosen(args)
    inside = replace(said, theme=None, riding={}, unread=False, malformed=(), lang=choice.lang or None)
    text = _invitation(inside, choice.lang or site.lang)
    link = site.origin + site.chat(inside, "chat")
    return {
        "action": site.to("/builder"),
        "fields": _fields(said, site, choice),
        "hidden": _hidden(said),
        "snippets": list(_snippets(inside, site, choice, link, text)),
        "link": link,
        "text": text,
        "theme": choice.theme,
        "height": choice.height,
        "frame": _frame(inside, site, choice, card=True),
        "script": site.to("/embed.js"),
        "qr": drawings.qr_code(link),
    }


def _invitation(inside: Conversation, lang: str) -> str:
    """Return what the link says: the verdict where there is one."""
    found = advise(inside.needs, inside.weighing, inside.now)
    return headline.headline(found, lang, inside.told) if found.ready else phrase(lang, "embed.invitation")


def _frame(inside: Conversation, site: Site, choice: Choice, card: bool) -> str:
    shown = replace(inside, theme=choice.theme or None, riding={"card": "1"} if card else {})
    return site.origin + site.chat(shown, "embed")


def _snippets(inside: Conversation, site: Site, choice: Choice, link: str, text: str) -> list[JSON]:
    """Return the code for each kind of place, the best first."""
    theme = f' theme="{choice.theme}"' if choice.theme else ""
    title = phrase(choice.lang or site.lang, "page.brand")
    height = FRAME_HEIGHT if choice.height == HEIGHT else choice.height
    code = {
        "element": f'<server-advisor{theme} style="{PLACE.format(choice.height)}">'
        f'<a href="{escape(link)}">{escape(text)}</a></server-advisor>\n'
        f'<script async src="{site.origin}{site.to("/embed.js")}"></script>',
        "iframe": f'<iframe src="{escape(_frame(inside, site, choice, card=False))}" title="{escape(title)}"'
        f' width="100%" height="{height}" loading="lazy" frameborder="0"></iframe>',
        "address": link,
        "link": f'<a href="{escape(link)}">{escape(text)}</a>',
        "markdown": f"[{text}]({link})",
    }
    return [
        {
            "id": name,
            "code": written_out,
            **{part: phrase(site.lang, f"embed.{name}_{part}") for part in ("label", "text")},
        }
        for name, written_out in code.items()
    ]


def _fields(said: Conversation, site: Site, choice: Choice) -> list[JSON]:
    lang = site.lang
    follow = {"value": "", "label": phrase(lang, "embed.follow")}
    langs = [follow, {"value": "zh", "label": "中文"}, {"value": "en", "label": "English"}]
    looks = [follow, *({"value": name, "label": phrase(lang, f"page.theme_{name}")} for name in ("light", "dark"))]
    rows = [_need(said, name, lang) for name in CHOSEN]
    budget = said.needs.get("budget", "")
    rows += [
        {"name": "budget", "label": phrase(lang, "embed.budget"), "type": "number", "min": 0, "max": 10_000_000,
         "value": budget if isinstance(budget, str) else written(budget)},
        {"name": "in", "label": phrase(lang, "page.language"), "options": langs, "value": choice.lang},
        {"name": "look", "label": phrase(lang, "embed.look"), "options": looks, "value": choice.theme},
        {"name": "height", "label": phrase(lang, "embed.height"), "type": "number", "value": choice.height, "min": LOWEST, "max": HIGHEST},
        {"name": "utm_source", "label": phrase(lang, "embed.source"), "type": "text", "value": said.source or ""},
    ]  # fmt: skip
    return rows


def _need(said: Conversation, name: str, lang: str) -> JSON:
    need = load().needs[name]
    options = [{"value": value, "label": option_label(lang, name, value)} for value in need.values]
    unsaid = {"value": "", "label": phrase(lang, "embed.ask")}
    return {"name": name, "label": need.label[lang], "options": [unsaid, *options], "value": said.needs.get(name, "")}


def _hidden(said: Conversation) -> list[tuple[str, str]]:
    """Return what the address brought along that no field shows."""
    shown = (*CHOSEN, "budget", "utm_source")
    return [(name, value) for name, value in replace(said, riding={}, unread=False).parameters() if name not in shown]
