"""The whole bodies of the API, one for each address."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from chat.bodies.money import Candidate, Cost, Line, Milestone, Plan, Way
from chat.bodies.parts import (
    Act,
    Argument,
    Asked,
    Assumed,
    Change,
    Conflict,
    Decision,
    Instead,
    Knowledge,
    Named,
    NamedSpec,
    Needs,
    OrderLine,
    Question,
    Scope,
    Shown,
    Size,
    SizedBy,
    Sizing,
    Source,
    Spec,
    Step,
    Warned,
    Yuan,
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


class Answer(TypedDict):
    """One of the answers a person gave."""

    need: str
    value: Answered
    label: str
    text: str


class Became(TypedDict):
    """What one answer to an `unsure` need makes of a decision; `also`: what it may still become."""

    value: Answered
    text: str
    choice: str
    label: str
    also: list[str]


class HangsOn(TypedDict):
    """An `unsure` need a decision hangs on."""

    need: str
    label: str
    answers: list[Became]


class Settles(TypedDict):
    """The question that would settle most."""

    need: str
    question: str


class HowSure(TypedDict):
    """How sure a decision is."""

    settled: bool
    firm: bool
    text: str
    possible: list[str]
    hangs_on: list[HangsOn]
    settles_most: Settles | None


class Premised(TypedDict):
    """One step of a proof: a rule, what it argues, and the values it read."""

    rule: str
    choice: str
    weight: int
    veto: str | None
    premises: dict[str, str]


class Proof(TypedDict):
    """The proof of a verdict, as the second opinion checks it."""

    decision: str
    choice: str
    steps: list[Premised]


_Both = TypedDict("_Both", {"for": list[Argument], "against": list[Argument]})


class Other(_Both):
    """Another choice, and the answers that would make it win."""

    choice: str
    label: str
    veto: str | None
    repair: Needs | None
    text: str
    lost: str | None


class Why(_Both):
    """One decision explained."""

    decision: str
    label: str
    choice: str
    choice_label: str
    mattered: list[Answer]
    sure: HowSure
    idle: list[Answer]
    alternatives: list[Other]
    proof: Proof


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


class Hanging(TypedDict):
    """What the judgement of an offer hangs on."""

    id: str
    need: str | None
    text: str


class Flag(TypedDict):
    """Something to mind about an offer."""

    id: str
    text: str
    sources: list[Source]


class Usual(TypedDict):
    """What the same size and place usually cost a month."""

    low: Yuan
    high: Yuan
    plans_used: int
    oldest: Shown
    newest: Shown


class Offer(TypedDict):
    """An offer judged; sums are null where the offer does not say."""

    offer: dict[str, Any]
    fits: bool | None
    hangs_on: list[Hanging]
    per_month: Yuan | None
    first_year: Yuan | None
    three_years: Yuan | None
    usual: Usual | None
    flags: list[Flag]
    ask_vendor: list[str]
    text: str
    sources: list[Source]


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


BODIES = (Advice, Why, Understanding, Turn, Offer, Problem)
