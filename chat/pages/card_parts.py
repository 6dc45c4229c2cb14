"""What the card of an advice is made of, as the templates draw it; what is the API's own stays in its shape."""

from __future__ import annotations

from dataclasses import dataclass

from chat.bodies.money import Milestone
from chat.bodies.parts import Argument, Step
from chat.pages.terms import OrderRow
from chat.words.drawings import Bar


@dataclass(frozen=True)
class Flip:
    """A tap that changes an answer, and what the advice becomes."""

    label: str
    then: str
    url: str


@dataclass(frozen=True)
class Clash:
    """What does not go together, and the ways out; `first`: the first of them is the one to take; `more`: what clashes besides."""

    title: str
    text: str
    ways: list[Flip]
    first: bool = False
    more: Clash | None = None


@dataclass(frozen=True)
class PriceShown:
    """What it costs a month, and lines on the years, the offer and the budget."""

    now: str
    lines: list[str]


@dataclass(frozen=True)
class Because:
    """The leading reason of a decision in its first sentence."""

    decision: str
    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Cell:
    """What is told of a way under one heading; `same`: as of the advice."""

    name: str
    text: str
    same: bool = False


@dataclass(frozen=True)
class Way:
    """One way to buy beside the others, before it is drawn; `size`: the id of a size on the ladder."""

    label: str
    price: str
    low: float
    high: float
    gives_up: str
    chosen: bool = False
    size: str | None = None
    why_url: str | None = None
    tag: str = ""
    reckoned: bool = False
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class WayDrawn:
    """A way with its bar; `kind`: how it compares in price with the advice."""

    way: Way
    kind: str
    bar: Bar


@dataclass(frozen=True)
class PlanShown:
    """One example plan in words."""

    id: str
    vendor: str
    name: str
    url: str
    price_text: str
    kind_text: str
    as_of: str
    aside: str
    official_url: str | None


@dataclass(frozen=True)
class Order:
    """What to tick on the order page, top to bottom; of it what decides, and what stands behind a fold."""

    rows: list[OrderRow]
    first: list[OrderRow]
    rest: list[OrderRow]


@dataclass(frozen=True)
class Day:
    """One day until it is live, with the steps that fall on it: those whose text is spelled out, and what the others are called."""

    milestone: Milestone
    told: list[Step]
    named: list[str]


@dataclass(frozen=True)
class Rival:
    """A choice that lost, with what it would cost."""

    label: str
    veto: str | None
    pro: list[Argument]
    against: list[Argument]
    price: str


@dataclass(frozen=True)
class Reason:
    """One decision with what speaks for and against it; `hangs`: what other answers would make of it."""

    id: str
    title: str
    label: str
    pro: list[Argument]
    against: list[Argument]
    hangs: list[str]
    why_url: str


@dataclass(frozen=True)
class Argued:
    """A decision with its reasons, and the choices that lost with theirs."""

    reason: Reason
    alternatives: list[Rival]


@dataclass(frozen=True)
class Assumption:
    """What an unstated need is taken to be."""

    text: str
    label: str
    url: str


@dataclass(frozen=True)
class Circumstance:
    """A circumstance to tap; `on`: it is stated, and a tap takes it back."""

    label: str
    on: bool
    url: str


@dataclass(frozen=True)
class Share:
    """The address of the advice, and where the same is found as a code."""

    url: str
    code_url: str
