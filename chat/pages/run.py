"""What a program wants: its own documentation's figures, and what that costs where, by the same advice as the chat's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chat.pages.runs import card, shown
from chat.pages.site import Frame, Link, Site, frame, home, lasting
from chat.said.conversation import Conversation
from chat.words import money_said
from chat.words.program_said import counted, documented, sentence, short, sources
from chat.words.wording import (
    begun,
    choice_label,
    money,
    option_label,
    phrase,
    program_label,
    size_label,
    value_label,
    whole,
)
from knowledge import load
from knowledge.program_sizes import circumstances, program_sizes
from knowledge.programs import Program, programs
from knowledge.purposes import CALLS_OUT, purposes
from knowledge.regions import regions
from rules.advice.advising import Advice, advise
from rules.machine.workload import starting
from rules.price.spoken import as_told

PLACES = tuple(place for place in load().needs["audience"].values if place in regions())
"""Where people are, in the rows of what it costs where."""
COUNTS = {"users": (5, 20, 100, 500)}
"""How many of a unit the rows speak of; of others, what the question offers."""
MOST_ROWS = 4


@dataclass(frozen=True)
class Bought:
    """One line of a table: for whom, the machine, where, what it costs, and its conversation."""

    label: str
    machine: str
    size: str
    region: str
    money: str
    url: str
    said: str


@dataclass(frozen=True)
class Fact:
    """One thing to know before buying."""

    label: str
    text: str


@dataclass(frozen=True)
class ProgramView:
    """One program: its documented size, what it costs for how many and where, sources, the way into the chat."""

    title: str
    short: str
    kind: str
    figures: list[Mapping[str, Any]]
    own: bool
    note: str | None
    better: str | None
    by_count: list[Bought]
    by_place: list[Bought]
    facts: list[Fact]
    start: Link
    asof: str
    sources: list[Mapping[str, Any]]
    related: list[Link]
    index: str


@dataclass(frozen=True, kw_only=True)
class RunPage(Frame):
    """One program as a page."""

    run: ProgramView


def program(said: Conversation, site: Site, name: str) -> RunPage:
    """Return one program's page: size, growth, ports, what it costs for how many and where, sources, the way into the chat."""
    lang, row, size = site.lang, programs()[name], program_sizes()[name]
    label = program_label(lang, name)
    start = replace(home(said), needs=_needs(row), also=circumstances(row))
    rows = list(_by_count(start, site, row))
    title = sentence(lang, "run.title", program=label)
    text = short(lang, label, size)
    description = " ".join((text, rows[0].said if rows else "")).strip()
    page = lasting(frame(said, site), site, f"/run/{name}")
    return RunPage(
        **page.with_(title=phrase(lang, "page.title_page", title=title), description=description),
        run=ProgramView(
            title=title,
            short=text,
            kind=sentence(lang, f"run.kind_{size.kind}", program=label),
            figures=list(documented(lang, size)),
            own=size.own,
            note=(size.note or {}).get(lang),
            better=(row.better or {}).get(lang),
            by_count=rows,
            by_place=list(_by_place(start, site, row)),
            facts=list(_facts(lang, row)),
            start=Link(site.chat(start), sentence(lang, "run.start", program=label)),
            asof=_asof(start, lang),
            sources=list(sources(size)),
            related=[card(other, site, said) for other in _related(name)],
            index=site.to("/run/", home(said).query()),
        ),
    )


def _needs(row: Program) -> dict[str, str]:
    """Return what naming a program says, in the order in which the chat hears it."""
    return {"software": row.id, "purpose": row.purpose} if row.purpose else {"software": row.id}


def _related(name: str) -> list[str]:
    """Return the programs of the same kind that stand around one, in the order of the catalogue."""
    kin = [other for other in shown() if programs()[other].purpose == programs()[name].purpose]
    place = kin.index(name)
    return [other for other in (kin[place + 1 :] + kin[:place])[:4] if other != name]


def _by_count(start: Conversation, site: Site, row: Program) -> Iterator[Bought]:
    """Yield what is bought for how many, where most readers of the language are; rows that are bought alike are one."""
    seen = ""
    for count in _counts(row) if row.purpose else ():
        said = _placed(start, row, "mainland" if site.lang == "zh" else "west", count)
        found = _advice(said)
        bought = f"{found.size.lot.id}{found.decided.choice('product')}{as_told(found.price.low)}"
        if bought != seen:
            yield _row(found, _many(site.lang, row, count), said, site)
        seen = bought


def _counts(row: Program) -> list[int]:
    """Return how many there are in each row; 0 where nothing is counted."""
    unit = load().needs["scale"].unit_for(row.purpose)
    if not unit or row.unit == "none":
        return [0]
    return sorted({starting(row.purpose), *COUNTS.get(row.unit, unit.presets[:MOST_ROWS])})[:MOST_ROWS]


def _many(lang: str, row: Program, count: int) -> str:
    if not count:
        return phrase(lang, "run.anybody")
    return counted(lang, count, row.unit) if row.unit in COUNTS else value_label(lang, "scale", count, row.purpose)


def _by_place(start: Conversation, site: Site, row: Program) -> Iterator[Bought]:
    """Yield what a few cost where they are."""
    for where in PLACES if row.purpose else ():
        said = _placed(start, row, where, starting(row.purpose))
        label = option_label(site.lang, "audience", where)
        yield _row(_advice(said), label, said, site)


def _placed(start: Conversation, row: Program, where: str, count: int) -> Conversation:
    """Return the conversation of somebody who says how many there are and where they, or the other end, are."""
    calls_out = row.purpose is not None and purposes()[row.purpose].served == CALLS_OUT
    needs = {**start.needs, "peer" if calls_out else "audience": where}
    if count:
        needs["scale"] = count
    if not row.domain:
        needs["domain"] = "no"
    return replace(start, needs=needs, now=True)


def _advice(said: Conversation) -> Advice:
    return advise(said.answers, True)


def _row(found: Advice, label: str, said: Conversation, site: Site) -> Bought:
    lang, product = site.lang, found.decided.choice("product")
    machine = begun(choice_label(lang, "product", product))
    size = size_label(lang, found.size) if not found.sold.serverless else ""
    region = begun(choice_label(lang, "region", found.decided.choice("region")))
    parts = (part for part in (region, machine, size, money(lang, found.price)) if part)
    return Bought(
        label=label,
        machine=machine,
        size=size,
        region=region,
        money=_money(lang, found.price.low, found.price.high),
        url=site.chat(said),
        said=phrase(lang, "run.said", who=label, what=phrase(lang, "page.comma").join(parts)),
    )


def _money(lang: str, low: float, high: float) -> str:
    """Return a range under a heading that says it is a month's."""
    key = "run.money_one" if as_told(low) == as_told(high) else "run.money"
    return phrase(lang, key, low=whole(lang, low), high=whole(lang, high))


def _asof(start: Conversation, lang: str) -> str:
    return phrase(lang, "run.asof", asof=money_said.dated(_advice(start), lang))


def _facts(lang: str, row: Program) -> Iterator[Fact]:
    """Yield what to know before buying: ports, a domain or not, containers, Windows."""
    if row.ports:
        key = "run.ports_data" if row.purpose == "data" else "run.ports_text"
        ports = phrase(lang, "page.and").join(_port(str(port)) for port in row.ports)
        yield Fact(phrase(lang, "run.ports"), phrase(lang, key, ports=ports))
    yield Fact(phrase(lang, "run.domain"), phrase(lang, f"run.domain_{'yes' if row.domain else 'no'}"))
    if row.container in ("official", "community"):
        yield Fact(phrase(lang, "run.container"), phrase(lang, f"run.container_{row.container}"))
    if row.windows:
        yield Fact(phrase(lang, "run.system"), phrase(lang, "run.windows"))


def _port(port: str) -> str:
    kind, _, bare = port.rpartition("/")
    return f"{bare}/{(kind or 'tcp').upper()}"
