"""Where a page is served, and what every page has around what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from chat.said.conversation import Conversation
from chat.words.wording import phrase
from knowledge import load

JSON = dict[str, Any]
TOPICS = ("icp-filing", "hong-kong", "light-server", "renewal-price")
"""What the foot of every page leads to."""
THEMES = ("auto", "light", "dark")


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
        query = conversation.query() + ("&at=embed" if self.at == "embed" else "")
        return self.to(f"/why/{decision}", query)

    def part(self, conversation: Conversation, name: str) -> str:
        """Return the address of one long part of the advice."""
        query = conversation.query() + ("&at=embed" if self.at == "embed" else "")
        return self.to(f"/part/{name}", query)

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


def link_back(setting: str) -> JSON | None:
    """Return the owner's own site as a link, from "https://blog.example" or "https://blog.example Its name"."""
    address, _, name = setting.strip().partition(" ")
    if not address.startswith(("https://", "http://")):
        return None
    return {"url": address, "label": name.strip() or address.split("/")[2]}


def frame(said: Conversation, site: Site) -> JSON:
    """Return what every page has, whatever it shows."""
    lang, known = site.lang, load()
    calm = replace(said, riding={}, unread=False)
    home = Conversation(lang=said.lang, theme=said.theme, source=said.source)
    riding = home.query()
    about = [
        {"url": site.to(f"/about/{t}", riding), "label": known.topics[t, lang].title}
        for t in TOPICS
        if (t, lang) in known.topics
    ]
    return {
        "lang": lang,
        "theme": said.theme or site.theme,
        "at": site.at,
        "title": phrase(lang, "page.title"),
        "description": phrase(lang, "page.description"),
        "origin": site.origin,
        "canonical": site.origin + site.to("/", f"lang={lang}" if lang != "zh" else "") if site.at == "chat" else None,
        "noindex": bool(said.needs) or site.at == "embed",
        "alternates": [("zh-CN", site.origin + site.to("/")), ("en", site.origin + site.to("/", "lang=en"))],
        "feedback": feedback_template(site.feedback, replace(calm, source=None).query()),
        "back": link_back(site.link_back),
        "knowledge": {"version": known.version, "as_of": known.as_of},
        "links": {
            "home": site.to("/", riding),
            "zh": site.chat(replace(calm, lang="zh")),
            "en": site.chat(replace(calm, lang="en")),
            "themes": {theme: site.chat(replace(calm, theme=None if theme == site.theme else theme)) for theme in THEMES},
            "api": site.to("/api/v1/advice", calm.query()) if said.needs else None,
            "topics": site.to("/about/", riding),
            "law": site.to("/about/law", riding),
            "about": [*about, {"url": site.to("/about/", riding), "label": phrase(lang, "page.topics_all")},
                      *([{"url": site.to("/run/", riding), "label": phrase(lang, "run.link")}] if site.runs else []),
                      {"url": site.to("/article", riding), "label": phrase(lang, "page.article_link")},
                      {"url": site.to("/builder", calm.query()), "label": phrase(lang, "page.builder_title")}],
        },
    }  # fmt: skip


def lasting(site: Site, path: str) -> JSON:
    """Return the lasting addresses of a page to read, in both languages."""
    chinese, english = (site.origin + site.to(path, query) for query in ("", "lang=en"))
    return {
        "noindex": False,
        "canonical": chinese if site.lang == "zh" else english,
        "alternates": [("zh-CN", chinese), ("en", english)],
    } | _links_of(site, path)


def _links_of(site: Site, path: str) -> JSON:
    home = Conversation(lang=site.lang)
    links = frame(home, site)["links"]
    themes = {
        theme: site.to(path, replace(home, theme=None if theme == site.theme else theme).query())
        for theme in links["themes"]
    }
    shared = {"themes": themes, "zh": site.to(path, "lang=zh"), "en": site.to(path, "lang=en"), "api": None}
    return {"links": {**links, **shared}}
