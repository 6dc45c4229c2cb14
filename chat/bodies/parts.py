"""The parts of what the API answers: the code that writes it is checked against these shapes, OpenAPI and its test are made of them.

Money is yuan, a month where nothing else is said; days are ISO dates, or as exact as a source is ("2025-10", "undated").
"""

from __future__ import annotations

from typing import Annotated, Any, NotRequired, TypedDict

from msgspec import Meta

Yuan = Annotated[float, Meta(description="yuan")]
GiB = Annotated[float, Meta(description="GiB")]
Day = Annotated[str, Meta(description="a day, or as much of one as is known")]
_ANSWER = {"type": ["string", "number"]}
Answer = Annotated[Any, Meta(description="what a need was answered with", extra_json_schema=_ANSWER)]
Needs = Annotated[
    dict[str, Any],
    Meta(description="needs by name, in the order they were said", extra_json_schema={"additionalProperties": _ANSWER}),
]
Choices = Annotated[dict[str, str], Meta(description="a choice by decision")]
Act = Annotated[dict[str, Any], Meta(description="an act with its fields, as `act` names it")]
Shown = Annotated[Day | None, Meta(description="null where it has no date")]


class Source(TypedDict):
    """Where a sentence comes from; `kind`: of a law, who published it; `says`: its words."""

    title: str
    url: str | None
    checked_on: Day
    dated: NotRequired[str]
    kind: NotRequired[str]
    says: NotRequired[str]


class Fired(TypedDict):
    """What every rule that fired says of itself: the needs, circumstances and earlier decisions that made it fire."""

    text: str
    rule: str
    because: Needs
    circumstances: list[str]
    given: Choices
    sources: list[Source]


class Argument(Fired):
    """One rule that speaks for or against a choice."""

    snippet: str
    weight: int
    veto: str | None


class OrderLine(Fired):
    """What to tick on the order page."""

    snippet: str
    field: str
    label: str
    choose: str


class Step(Fired):
    """What to do next."""

    snippet: str
    title: str


class Asked(Fired):
    """What to ask the vendor."""

    snippet: str


class Warned(Fired):
    """A warning; of a law also since when, and what has to come first."""

    about: str
    snippet: NotRequired[str]
    first: NotRequired[str | None]
    since: NotRequired[Day]


class Range(TypedDict):
    """From the cheapest to the dearest that counts."""

    low: Yuan
    high: Yuan


class InsteadPrice(Range):
    """What not buying costs; `about`: the topic that says more."""

    per: str
    about: str
    sources: list[Source]


class Instead(Asked):
    """What would do instead of buying."""

    price: InsteadPrice | None


class Hangs(TypedDict):
    """An `unsure` need, and what each answer makes of the decision."""

    need: str
    verdicts: dict[str, str]
    possible: dict[str, list[str]]


class Sure(TypedDict):
    """What a decision may still become."""

    possible: list[str]
    hangs_on: list[Hangs]


_Sides = TypedDict("_Sides", {"for": list[Argument], "against": list[Argument]})


class Alternative(_Sides):
    """A choice that lost."""

    choice: str
    label: str
    veto: str | None
    price: Range | None
    gives_up: str


class Decision(Sure, _Sides):
    """One decision."""

    choice: str
    label: str
    settled: bool
    firm: bool
    standing: list[str]
    alternatives: list[Alternative]


class Option(TypedDict):
    """One answer to a question."""

    value: str
    label: str
    help: NotRequired[str]


class Question(TypedDict):
    """One question with its answers."""

    need: str
    question: str
    why: str
    options: list[Option]


class Assumed(TypedDict):
    """What an unstated need is taken to be."""

    need: str
    value: Answer
    text: str


Flip = TypedDict("Flip", {"from": str, "to": str})
Change = TypedDict("Change", {"need": str, "from": Answer, "to": Answer, "decisions": dict[str, Flip]})


class Relax(TypedDict):
    """One changed answer that ends a conflict; `by`: the wishes that clash, or the law."""

    need: str
    to: Answer
    decisions: dict[str, Flip]
    by: str


class MissingByLaw(TypedDict):
    """What the law asks for first."""

    rules: list[str]
    first: list[str]
    needs: list[str]


class Conflict(TypedDict):
    """The smallest set of answers that clash, and the ways out."""

    needs: list[str]
    wishes: list[str]
    relax: list[Relax]
    law: MissingByLaw | None


class Knowledge(TypedDict):
    """What an answer rests on."""

    version: str
    as_of: Day
