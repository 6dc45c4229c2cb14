"""The whole bodies of the API, one for each address."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from chat.bodies import offers, why
from chat.bodies.machine import Named, NamedSpec, Scope, Size, SizedBy, Sizing, Spec
from chat.bodies.money import Candidate, Cost, Line, Milestone, Plan, Way
from chat.bodies.parts import (
    Act,
    Asked,
    Assumed,
    Change,
    Conflict,
    Decision,
    Instead,
    Knowledge,
    Needs,
    OrderLine,
    Question,
    Step,
    Warned,
)
from chat.bodies.parts import Answer as Answered


class Notes(TypedDict):
    """What to order, ask, do and mind."""

    order: list[OrderLine]
    ask_vendor: list[str]
    ask_vendor_notes: list[Asked]
    steps: list[Step]
    warnings: list[Warned]
    instead: Instead | None


class Advice(Notes):
    """The whole advice; every decision always has a choice."""

    needs: Needs
    also: list[str]
    open: list[str]
    ready: bool
    settled: bool
    next: Question | None
    refine: list[str]
    at_most: int
    assumed: list[Assumed]
    decisions: dict[str, Decision]
    conflict: Conflict | None
    spec: Spec
    named: Named | None
    sized_by: list[SizedBy]
    sizing: list[Sizing]
    tight: str | None
    scope: Scope | None
    sizes: list[Size]
    bill: list[Line]
    cost: Cost
    candidates: list[Candidate]
    compare: list[Way]
    plans: list[Plan]
    timeline: list[Milestone]
    timeline_notes: list[str]
    changes: list[Change]
    knowledge: Knowledge


class Span(TypedDict):
    """A part of a text, and what it was understood to say."""

    text: str
    need: str
    value: Answered


class Understanding(TypedDict):
    """What a text was understood to say."""

    needs: Needs
    also: list[str]
    topics: list[str]
    spans: list[Span]
    declined: str | None
    asks: list[Act]
    unused: list[str]
    spec: NotRequired[NamedSpec]
    said: NotRequired[str]


class Turn(TypedDict):
    """One turn: what was heard, and the answers; beside act, text, more, sources and taps a reply has its figures."""

    needs: Needs
    also: list[str]
    spec: NotRequired[str]
    asks: list[Act]
    changed: list[str]
    unused: list[str]
    declined: str | None
    reply: list[dict[str, Any]]
    next: Question | None
    ready: bool
    headline: str
    url: str


class Wrong(TypedDict):
    """A parameter that cannot be used."""

    name: str
    value: str
    takes: str


class Problem(TypedDict):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong]


BODIES = (Advice, why.Why, Understanding, Turn, offers.Offer, Problem)
