"""The list of programs that have a page, by what they are for."""

from __future__ import annotations

from dataclasses import dataclass

from chat.pages.site import Frame, Link, Site, frame, home, lasting
from chat.said.conversation import Conversation
from chat.words.program_said import figures, most
from chat.words.wording import option_label, phrase, program_label
from knowledge import load
from knowledge.program_sizes import program_sizes
from knowledge.programs import programs


@dataclass(frozen=True)
class Kind:
    """The programs of one kind."""

    id: str
    title: str
    rows: list[Link]


@dataclass(frozen=True, kw_only=True)
class RunsPage(Frame):
    """The list of programs."""

    heading: str
    lead: str
    groups: list[Kind]


def shown() -> tuple[str, ...]:
    """Return the programs that have a page: their size is documented, and they are no way round network controls."""
    return tuple(name for name in program_sizes() if not programs()[name].evasion)


def index(said: Conversation, site: Site) -> RunsPage:
    """Return every program that has a page, by what it is for."""
    lang = site.lang
    title, lead = phrase(lang, "run.index"), phrase(lang, "run.index_lead", n=len(shown()))
    kinds: dict[str, list[Link]] = {kind: [] for kind in load().needs["purpose"].values}
    for name in sorted(shown(), key=lambda one: program_label(lang, one).casefold()):
        kinds.setdefault(programs()[name].purpose or "", []).append(card(name, site, said))
    groups = [
        Kind(kind or "panel", option_label(lang, "purpose", kind) if kind else phrase(lang, "run.panels"), rows)
        for kind, rows in kinds.items()
        if rows
    ]
    page = lasting(frame(said, site), site, "/run/")
    title_page = phrase(lang, "page.title_page", title=title)
    return RunsPage(**page.with_(title=title_page, description=lead), heading=title, lead=lead, groups=groups)


def card(name: str, site: Site, said: Conversation) -> Link:
    """Return the way to a program's page, with what it wants at the most."""
    text = figures(site.lang, most(program_sizes()[name]))
    return Link(site.to(f"/run/{name}", home(said).query()), program_label(site.lang, name), text)
