"""The shapes of what is known: frozen records that the rooms above read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Text = Mapping[str, str]
"""One text in every language: {"zh": …, "en": …}."""


@dataclass(frozen=True)
class Option:
    """One answer to a question; `help` is a line beneath its label, `plain`: it says no more than saying nothing."""

    value: str
    label: Text
    help: Text | None = None
    plain: bool = False


@dataclass(frozen=True)
class Unit:
    """What a number of people counts for some purposes (`counts`: day, playing, connected, all); `starting` is what "just starting" states."""

    id: str
    purposes: tuple[str, ...]
    counts: str
    label: Text
    question: Text
    presets: tuple[int, ...]
    starting: int


@dataclass(frozen=True)
class Need:
    """One thing a person can state; `ask_when` is a list of alternatives, each need -> values.

    `kind`: choice, list (several of the options), number, programs (ids of the catalogue). `question` is empty for what is
    only heard, never asked; `after` are the questions that come before it while they are open.
    """

    name: str
    kind: str
    label: Text
    question: Text
    why: Text
    changeable: bool
    ask_when: tuple[Mapping[str, tuple[str, ...]], ...] | None
    after: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    options_by_purpose: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    presets: tuple[float, ...] = ()
    units: tuple[Unit, ...] = ()
    starting: Text | None = None
    unit: Text | None = None
    minimum: float = 0
    maximum: float = 0
    assumed: Mapping[str, Any] | None = None

    @property
    def asked(self) -> bool:
        """Say whether it has a question; what has none is never open."""
        return bool(self.question)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Return the values of a choice, in the author's order."""
        return tuple(option.value for option in self.options)

    def unit_for(self, purpose: object) -> Unit | None:
        """Return what people are counted as for a purpose."""
        return next((unit for unit in self.units if purpose in unit.purposes), None)

    def options_for(self, purpose: object) -> tuple[Option, ...]:
        """Return the options as they read for a purpose."""
        return self.options_by_purpose.get(str(purpose), self.options)


@dataclass(frozen=True)
class Circumstance:
    """Something heard that is no need; `offered`: one tap below the advice says it."""

    name: str
    label: Text
    offered: bool


@dataclass(frozen=True)
class Choice:
    """One thing a decision can say; `topic`: the page that tells what it is, `rests_on`: the snippet behind what it is good at."""

    value: str
    label: Text
    help: Text | None = None
    topic: str = ""
    rests_on: str = ""


@dataclass(frozen=True)
class Decision:
    """One thing we tell people, with its choices."""

    name: str
    label: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Source:
    """Where something is known from; `url` is None for our own arithmetic."""

    id: str
    title: Text
    url: str | None
    dated: str
    checked_on: str


@dataclass(frozen=True)
class Fact:
    """One cited fact."""

    id: str
    title: str
    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Snippet:
    """One thing worth saying: per language a text, or a mapping of named texts, and what it cites."""

    id: str
    texts: Mapping[str, Any]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """One page of the knowledge in one language."""

    id: str
    lang: str
    title: str
    question: str
    short: str
    body: str
    cites: tuple[str, ...]
    checked_on: str
    related: tuple[str, ...]
    opening: Mapping[str, str]
    opening_label: str


@dataclass(frozen=True)
class Word:
    """One word of our own page in one sentence; `names` are how people write it, `topic` the page that says more."""

    id: str
    label: Text
    names: tuple[str, ...]
    text: Text
    topic: str
    cites: tuple[str, ...]
