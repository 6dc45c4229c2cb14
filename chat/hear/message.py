"""One message on its way through the passes: a frozen value that each pass returns with more in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chat.hear.claims import Claim
from chat.hear.lexicon import Hit
from chat.hear.load import Load
from chat.hear.machine import Told
from chat.hear.moods import Clause
from chat.hear.normal import Line
from chat.hear.quantities import Quantity
from chat.hear.things import Thing
from knowledge import catalogue


@dataclass(frozen=True)
class State:
    """What was on screen when the message was typed: all needs and circumstances so far, the question, the advice, the last reply.

    `rates`: CNY per currency code, where they differ from the knowledge's. `today`: what dates are counted from.
    """

    lang: str = "zh"
    ask: str | None = None
    needs: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    now: bool = False
    reply: str = ""
    rates: Mapping[str, float] | None = None
    today: date = field(default_factory=catalogue.today)


@dataclass(frozen=True)
class SetAside:
    """A claim that does not count, and why, in words for whoever mends the lexicon."""

    claim: Claim
    why: str


@dataclass(frozen=True)
class Declined:
    """A reason to decline and where the folded text says it; `why` names the entry or scheme, for whoever mends the lexicon."""

    key: str
    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Message:
    """What is known of a message so far.

    `claims`: what counts, by now; `aside`: what does not; `kept`: need -> the claims that stand in the end;
    `amounts`: all that numbers say of money, people and time; `load`: what things and quantities say;
    `dropped`: needs denied without a new value; `answered`: the whole text is a bare answer, nothing more is read.
    """

    text: str
    state: State
    line: Line = field(default_factory=lambda: Line("", (), (), ""))
    clauses: tuple[Clause, ...] = ()
    hits: tuple[Hit, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    things: tuple[Thing, ...] = ()
    amounts: tuple[Claim, ...] = ()
    load: Load = field(default_factory=Load)
    machine: Told | None = None
    claims: tuple[Claim, ...] = ()
    aside: tuple[SetAside, ...] = ()
    topics: tuple[str, ...] = ()
    talk: Hit | None = None
    declined: Declined | None = None
    stands: bool = False
    command: str | None = None
    asks: tuple[Any, ...] = ()
    unused: tuple[str, ...] = ()
    kept: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    dropped: Mapping[str, Any] = field(default_factory=dict)
    implied: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    answered: bool = False

    @property
    def needs(self) -> dict[str, Any]:
        """Return the value of each need that stands."""
        return {need: group[0].value for need, group in self.kept.items() if need != "also"}
