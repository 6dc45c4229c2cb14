"""Clauses of an advertisement or a listing: what is offered is the seller's, and no need of who pastes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from chat.hear.moods import QUESTIONS, Clause, Mood, frames
from chat.hear.normal import Line
from chat.hear.own_load import tells_load
from chat.hear.paid import pays_now

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_FIGURES = 4
"""A listing has at least so many figures: cores, memory, disk or bandwidth, price."""


def offered(line: Line, found: list[Clause]) -> Iterator[Clause]:
    """Yield the clauses, those of an advertisement or a listing as offers."""
    asked = any(c.mood in QUESTIONS for c in found)
    bought = None if asked else frames().bought.search(line.text)
    paid = bought or pays_now(line.text, found)
    if paid:
        yield from _paid(found, paid, "bought" if bought else "paying")
        return
    why = _offer(line, asked, found)
    for clause in found:
        sellers = why and _is_sellers(line.text, clause)
        yield replace(clause, mood=Mood.OFFERS, frame="offer", why=why) if sellers else clause


def _paid(found: Iterable[Clause], paid: re.Match[str], frame: str) -> Iterator[Clause]:
    """Yield the clauses, in a frame of their own those that state what was or is paid."""
    for clause in found:
        told = clause.mood is Mood.STATES and paid.start() < clause.end and clause.start < paid.end()
        yield replace(clause, frame=frame, why=paid.group()) if told else clause


def _is_sellers(text: str, clause: Clause) -> bool:
    """Tell whether a clause beside a price is the seller's: it shows figures, or is not its reader's."""
    figures = any(p.search(text, clause.start, clause.end) for p in frames().figures)
    return figures or not _is_askers(text, clause)


def _is_askers(text: str, clause: Clause) -> bool:
    """Tell whether a clause beside an offer is its reader's: who speaks, or whether it is enough for what will run."""
    return clause.mood is Mood.ASKS_ENOUGH or bool(frames().first_person.search(text, clause.start, clause.end))


def shows_figures(text: str, start: int, end: int) -> bool:
    """Tell whether a place of folded text holds a machine's size or a price, as an offer's clauses do."""
    known = frames()
    return any(p.search(text, start, end) for p in (*known.figures, known.weak))


def _offer(line: Line, asked: bool, found: Iterable[Clause]) -> str:
    """Return the price of what somebody offers, as said; "" where nobody offers anything."""
    known, text = frames(), line.text
    sign, machine = known.signs.search(text), known.machine.search(text)
    price = known.price.search(text) or (sign and known.sum.search(text))
    if not price or _is_own(line, _names_machine(text, found)):
        return ""
    listed = machine and (sign or _is_listing(text))
    part = asked and (sign or machine or known.weak.search(text))
    return price.group() if listed or part else ""


def _names_machine(text: str, found: Iterable[Clause]) -> bool:
    """Tell whether a machine's size is said, and not only told of what others say."""
    others = [c for c in found if "others" in (c.frame, c.told)]
    places = (m.start() for m in frames().machine.finditer(text))
    return any(not any(c.start <= at < c.end for c in others) for at in places)


def _is_own(line: Line, machine: bool) -> bool:
    """Tell whether a sum is what the speaker would pay: something is wanted, or a load of their own told without a machine but others'."""
    return bool(frames().wanted.search(line.text)) or (not machine and tells_load(line))


def _is_listing(text: str) -> bool:
    """Tell whether a text is mostly figures, as a pasted listing is, and nobody speaks in it."""
    return not frames().first_person.search(text) and len(_FIGURE.findall(text)) >= _FIGURES
