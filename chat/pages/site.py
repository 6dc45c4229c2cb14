"""Where a page is served, and what every page has around what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from chat.bodies.parts import Knowledge
from chat.said.conversation import Conversation
from chat.words.wording import phrase
from knowledge import load
from knowledge.languages import languages

TOPICS = ("icp-filing", "hong-kong", "light-server", "renewal-price")
"""What the foot of every page leads to."""
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Link:
    """Where something leads, what it is called, and a line about it."""

    url: str
    label: str
    text: str = ""


@dataclass(frozen=True)
class Translated:
    """A page in another language: its tag, the language's own name, the address."""

    tag: str
    name: str
    url: str


@dataclass(frozen=True)
class Links:
    """What the head and the foot of every page lead to; `others`: the same page in the other languages, `themes`: in each."""

    home: str
    others: list[Translated]
    themes: dict[str, str]
    api: str | None
    topics: str
    law: str
    about: list[Link]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page has, whatever it shows.

    `tag` and `locale`: what its language is called by browsers, and by previews.
    `reading`: a page to read rather than a turn; `address`, `oembed` and `chat_url` stand where a page is a conversation's.
    """

    lang: str
    tag: str
    locale: str
    theme: str
    at: str
    title: str
    description: str
    origin: str
    canonical: str | None
    noindex: bool
    alternates: list[tuple[str, str]]
    feedback: str
    back: Link | None
    knowledge: Knowledge
    links: Links
    reading: bool = True
    address: str | None = None
    oembed: str | None = None
    chat_url: str | None = None

    def with_(self, **parts: object) -> dict[str, Any]:
        """Return the fields with some of them changed, for a page that is made of them."""
        return {**vars(self), **parts}


@dataclass(frozen=True)
class Site:
    """Where and how the page is served: mount point ("" or "/sub"), own origin, a link for mistakes with `{rule}` in it.

    `lang`: what this page is in; `theme`: what it has when nobody chose; `link_back`: the owner's own site and its name; `runs`: programs have pages.
    """

    prefix: str = ""
    origin: str = ""
    feedback: str = ""
    at: str = "chat"
    lang: str = "zh"
    theme: str = "auto"
    link_back: str = ""
    runs: bool = True

    def chat(self, conversation: Conversation, at: str | None = None) -> str:
        """Return the address of a conversation, on this page or on the other."""
        query = conversation.query()
        path = self.prefix + ("/embed" if (at or self.at) == "embed" else "/")
        return f"{path}?{query}" if query else path

    def why(self, conversation: Conversation, decision: str) -> str:
        """Return the address of the page that explains one decision."""
        return self._here(f"/why/{decision}", conversation)

    def part(self, conversation: Conversation, name: str) -> str:
        """Return the address of one long part of the advice."""
        return self._here(f"/part/{name}", conversation)

    def code(self, conversation: Conversation) -> str:
        """Return the address of the QR code that leads to a conversation; a picture few look at is drawn when it is looked at."""
        return self.to("/code.svg", conversation.query())

    def _here(self, path: str, conversation: Conversation) -> str:
        """Return the address of a page about a conversation that opens where this one stands."""
        return self.to(path, conversation.query() + ("&at=embed" if self.at == "embed" else ""))

    def to(self, path: str, query: str = "") -> str:
        """Return the address of another page of ours."""
        return f"{self.prefix}{path}?{query}" if query else self.prefix + path


def feedback_template(address: str, needs: str = "") -> str:
    """Return where to report a mistake, `needs` filled in, with `{rule}` and `{snippet}` for the sentence; "" for no place."""
    if not address.startswith(("https://", "http://", "mailto:")):
        return ""
    for name in ("rule", "snippet", "needs"):
        if f"{{{name}}}" not in address:
            address += ("&" if "?" in address else "?") + f"{name}={{{name}}}"
    return address.replace("{needs}", quote(needs, safe=""))


def link_back(setting: str) -> Link | None:
    """Return the owner's own site as a link, from "https://blog.example" or "https://blog.example Its name"."""
    address, _, name = setting.strip().partition(" ")
    if not address.startswith(("https://", "http://")):
        return None
    return Link(address, name.strip() or address.split("/")[2])


def frame(said: Conversation, site: Site) -> Frame:
    """Return what every page has, whatever it shows."""
    lang, known = site.lang, load()
    calm = said.calm()
    return Frame(
        lang=lang,
        tag=languages()[lang].tag,
        locale=languages()[lang].locale,
        theme=said.theme or site.theme,
        at=site.at,
        title=phrase(lang, "page.title"),
        description=phrase(lang, "page.description"),
        origin=site.origin,
        canonical=_in_each(site, "/")[lang] if site.at == "chat" else None,
        noindex=bool(said.needs) or site.at == "embed",
        alternates=_alternates(_in_each(site, "/")),
        feedback=feedback_template(site.feedback, calm.but(source=None).query()),
        back=link_back(site.link_back),
        knowledge={"version": known.version, "as_of": known.as_of},
        links=_links(said, calm, site),
    )


def _links(said: Conversation, calm: Conversation, site: Site) -> Links:
    lang, known = site.lang, load()
    riding = home(said).query()
    about = [
        *(Link(site.to(f"/about/{name}", riding), known.topics[name, lang].title) for name in TOPICS),
        Link(site.to("/about/", riding), phrase(lang, "page.topics_all")),
        *([Link(site.to("/run/", riding), phrase(lang, "run.link"))] if site.runs else []),
        Link(site.to("/article", riding), phrase(lang, "page.article_link")),
        Link(site.to("/builder", calm.query()), phrase(lang, "page.builder_title")),
    ]
    return Links(
        home=site.to("/", riding),
        others=_others(site, {name: site.chat(calm.but(lang=name)) for name in languages()}),
        themes={theme: site.chat(calm.but(theme=None if theme == site.theme else theme)) for theme in THEMES},
        api=site.to("/api/v1/advice", calm.query()) if said.needs else None,
        topics=site.to("/about/", riding),
        law=site.to("/about/law", riding),
        about=about,
    )


def home(said: Conversation) -> Conversation:
    """Return a conversation in which nothing was said yet, looked at in the same way."""
    return Conversation(lang=said.lang, theme=said.theme, source=said.source)


def lasting(page: Frame, site: Site, path: str) -> Frame:
    """Return the frame of a page to read with its lasting addresses, in every language."""
    found = _in_each(site, path)
    return replace(
        page,
        noindex=False,
        canonical=found[site.lang],
        alternates=_alternates(found),
        links=_links_of(site, path),
    )


def _links_of(site: Site, path: str) -> Links:
    plain = Conversation(lang=site.lang)
    links = _links(plain, plain, site)
    themes = {
        theme: site.to(path, replace(plain, theme=None if theme == site.theme else theme).query())
        for theme in links.themes
    }
    others = _others(site, {name: site.to(path, f"lang={name}") for name in languages()})
    return replace(links, themes=themes, others=others, api=None)


def _in_each(site: Site, path: str) -> dict[str, str]:
    """Return the lasting address of a page in each language; the first is there without saying so."""
    first = next(iter(languages()))
    return {name: site.origin + site.to(path, f"lang={name}" if name != first else "") for name in languages()}


def _alternates(found: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(languages()[name].tag, url) for name, url in found.items()]


def _others(site: Site, found: Mapping[str, str]) -> list[Translated]:
    """Return the same page in the other languages."""
    return [
        Translated(languages()[name].tag, languages()[name].name, url)
        for name, url in found.items()
        if name != site.lang
    ]
