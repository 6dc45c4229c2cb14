"""The page that writes the code for a blog: what can be chosen, and the code for every kind of place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import escape

from chat.pages.site import Frame, Site, frame
from chat.said.address import THEMES
from chat.said.conversation import Conversation
from chat.said.values import written
from chat.words import headline
from chat.words.wording import option_label, phrase
from knowledge import LANGUAGES, load
from knowledge.languages import languages
from rules.advice.advising import advise

CHOSEN = ("purpose", "audience", "filing")
"""Needs that a form field prefills; any other comes along with the address of a conversation."""
HEIGHT, LOWEST, HIGHEST = 320, 320, 2000
"""Of the place in CSS pixels: less than the card is high would move the text below it."""
PLACE = "display:grid;place-items:center;min-height:{}px;border-radius:14px;outline:1px solid #8886"
"""What holds the place and frames the link, until the script has come and wherever it never does."""
MOST_BUDGET = 10_000_000
FRAME_HEIGHT = 600
"""A plain frame cannot grow, so it starts higher."""


@dataclass(frozen=True)
class Choice:
    """What the author of a blog chose: the chat's language and theme ("": as the page around it), height in pixels."""

    lang: str
    theme: str
    height: int


@dataclass(frozen=True)
class FieldOption:
    """One value of a field to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One field of the form: with `options` one is chosen, else it is typed; `min` and `max` of a number."""

    name: str
    label: str
    value: str
    options: tuple[FieldOption, ...] = ()
    type: str = "text"
    min: int = 0
    max: int = 0


@dataclass(frozen=True)
class Snippet:
    """The code for one kind of place."""

    id: str
    label: str
    text: str
    code: str


@dataclass(frozen=True)
class Built:
    """The form, the code and what the preview shows."""

    action: str
    fields: list[Field]
    hidden: list[tuple[str, str]]
    snippets: list[Snippet]
    link: str
    text: str
    theme: str
    height: int
    frame: str
    script: str
    code_url: str


@dataclass(frozen=True, kw_only=True)
class BuilderPage(Frame):
    """The page that writes the code for a blog."""

    site_description: str
    builder: Built


def chosen(args: Mapping[str, str]) -> Choice:
    """Read the choices from the address; what is malformed is the default."""
    lang, theme, height = args.get("in", ""), args.get("look", ""), args.get("height", "")
    number = int(height) if height.isdecimal() and len(height) < 6 else HEIGHT
    return Choice(
        lang if lang in LANGUAGES else "",
        theme if theme in THEMES else "",
        max(LOWEST, min(HIGHEST, number)),
    )


def view(said: Conversation, site: Site, args: Mapping[str, str]) -> BuilderPage:
    """Return the page; `args`: the address's parameters, among them what the form sends."""
    title = phrase(site.lang, "page.builder_title")
    return BuilderPage(
        **frame(said, site).with_(
            title=phrase(site.lang, "page.title_page", title=title), description=phrase(site.lang, "page.builder_lead")
        ),
        site_description=phrase(site.lang, "page.description"),
        builder=_built(said, site, chosen(args)),
    )


def _built(said: Conversation, site: Site, choice: Choice) -> Built:
    inside = said.but(theme=None, riding={}, unread=False, malformed=(), lang=choice.lang or None)
    text = _invitation(inside, choice.lang or site.lang)
    link = site.origin + site.chat(inside, "chat")
    return Built(
        action=site.to("/builder"),
        fields=_fields(said, site, choice),
        hidden=_hidden(said),
        snippets=list(_snippets(inside, site, choice, link, text)),
        link=link,
        text=text,
        theme=choice.theme,
        height=choice.height,
        frame=_frame(inside, site, choice, card=True),
        script=site.to("/embed.js"),
        code_url=site.code(inside),
    )


def _invitation(inside: Conversation, lang: str) -> str:
    """Return what the link says: the verdict where there is one."""
    found = advise(inside.answers, inside.now)
    return headline.headline(found, lang, inside.told) if found.ready else phrase(lang, "embed.invitation")


def _frame(inside: Conversation, site: Site, choice: Choice, card: bool) -> str:
    shown = replace(inside, theme=choice.theme or None, riding={"card": "1"} if card else {})
    return site.origin + site.chat(shown, "embed")


def _snippets(inside: Conversation, site: Site, choice: Choice, link: str, text: str) -> list[Snippet]:
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
        Snippet(name, phrase(site.lang, f"embed.{name}_label"), phrase(site.lang, f"embed.{name}_text"), written_out)
        for name, written_out in code.items()
    ]


def _fields(said: Conversation, site: Site, choice: Choice) -> list[Field]:
    lang = site.lang
    follow = FieldOption("", phrase(lang, "embed.follow"))
    langs = (follow, *(FieldOption(name, row.name) for name, row in languages().items()))
    looks = (follow, *(FieldOption(name, phrase(lang, f"page.theme_{name}")) for name in ("light", "dark")))
    budget = said.needs.get("budget", "")
    money = budget if isinstance(budget, str) else written(budget)
    height = Field("height", phrase(lang, "embed.height"), str(choice.height), type="number", min=LOWEST, max=HIGHEST)
    return [
        *(_need(said, name, lang) for name in CHOSEN),
        Field("budget", phrase(lang, "embed.budget"), money, type="number", max=MOST_BUDGET),
        Field("in", phrase(lang, "page.language"), choice.lang, langs),
        Field("look", phrase(lang, "embed.look"), choice.theme, looks),
        height,
        Field("utm_source", phrase(lang, "embed.source"), said.source or ""),
    ]


def _need(said: Conversation, name: str, lang: str) -> Field:
    need = load().needs[name]
    options = (FieldOption(value, option_label(lang, name, value)) for value in need.values)
    unsaid = FieldOption("", phrase(lang, "embed.ask"))
    return Field(name, need.label[lang], str(said.needs.get(name, "")), (unsaid, *options))


def _hidden(said: Conversation) -> list[tuple[str, str]]:
    """Return what the address brought along that no field shows."""
    shown = (*CHOSEN, "budget", "utm_source")
    return [(name, value) for name, value in said.calm().parameters() if name not in shown]
