"""What the API answers when asked why."""

from __future__ import annotations

from typing import TypedDict

from chat.bodies.parts import Answer as Answered
from chat.bodies.parts import Argument, Needs


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
