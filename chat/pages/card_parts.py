"""What the card of an advice is made of, as the templates draw it; what is the API's own stays in its shape."""

from __future__ import annotations

from dataclasses import dataclass

from chat.bodies.money import Milestone
from chat.bodies.parts import Argument, Source, Step
from chat.bodies.whole import Advice as Body
from chat.pages.terms import OrderRow
from chat.words.drawings import Bar, Code, Picture


@dataclass(frozen=True)
class Flip:
    """A tap that changes an answer, and what the advice becomes."""

    label: str
    then: str
    url: str


@dataclass(frozen=True)
class Clash:
    """What does not go together, and the ways out; `more`: what clashes besides."""

    title: str
    text: str
    ways: list[Flip]
    more: Clash | None = None


@dataclass(frozen=True)
class Changes:
    """The changes that would flip something; `rest` stands behind a fold."""

    first: list[Flip]
    rest: list[Flip]


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
class StepShown:
    """One step on its day; `open`: its text is spelled out at once."""

    step: Step
    open: bool

    @property
    def title(self) -> str:
        """Return its heading."""
        return self.step["title"]


@dataclass(frozen=True)
class Day:
    """One day until it is live, with the steps that fall on it."""

    milestone: Milestone
    steps: list[StepShown]


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
    alternatives: list[Rival]
    hangs: list[str]
    why_url: str


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
    """The address of the advice, and the same as a code."""

    url: str
    qr: Code


@dataclass(frozen=True, kw_only=True)
class Card:
    """The whole advice as a page shows it; `body`: what the API answers, shown as it is where nothing is added; the first `compared` ways stand side by side."""

    body: Body
    what: str
    law: str
    price: PriceShown
    facts: list[str]
    because: list[Because]
    over: bool
    conflict: Clash | None
    assumed: list[Assumption]
    still_open: list[Flip]
    ways: list[WayDrawn]
    compared: int
    plans: list[PlanShown]
    grounds: str
    cost_line: str
    noodles: str
    order: Order
    hello: str
    days: list[Day]
    warnings_open: int
    reasons: list[Reason]
    nesting: Picture | None
    changes: Changes
    also_offers: list[Circumstance]
    share: Share
    sources: list[list[Source]]
    sources_besides: list[list[Source]]
    said: str
    short: str
    headline: str
    tagline: str
    markdown: str = ""
