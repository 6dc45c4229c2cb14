"""What the API answers about money: the bill, what it comes to, other ways to buy, real plans, ways out of a budget."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from chat.bodies.parts import Day, GiB, Needs, Range, Shown, Source, Yuan


class Line(TypedDict):
    """One line of the bill; without figures where there is no known rate."""

    item: str
    low: Yuan | None
    high: Yuan | None
    per: str
    text: str
    sources: list[Source]


class Total(Range):
    """What is paid in all over the months stated."""

    months: float


class Said(TypedDict):
    """The sums in the unit and currency of the budget as it was said."""

    amount: float | None
    currency: str
    per: str
    low: float
    high: float
    text: str
    rate_on: Day | None
    rate: float | None


class ByGb(TypedDict):
    """What is paid by the GB."""

    gb: float
    low: Yuan
    high: Yuan


class Promo(TypedDict):
    """One first-year offer and what comes after it, in yuan a year."""

    plan: str
    vendor: str
    name: str
    as_of: Shown
    first_year: int
    renewal_year: int | None
    three_years: int | None


class Opens(TypedDict):
    """What a way out leads to, where it is not another answer."""

    kind: str
    id: str


class GiveUp(TypedDict):
    """One way out of a budget that is not enough; `change`: the answers it stands for."""

    kind: str
    choice: str | float
    low: Yuan
    enough: bool
    text: str
    gives_up: str
    change: Needs | None
    opens: Opens | None


class Cost(Range):
    """What the advice costs a month, and what that rests on."""

    currency: str
    per: str
    total: Total | None
    within_budget: bool | None
    why_unsure: str | None
    prepaid: str | None
    incomplete: bool
    uncounted: str | None
    said: Said
    headline: list[str]
    asof_text: str
    noodle_bowls: float
    first_year: int | None
    first_year_range: Range | None
    year_by_month: Range | None
    three_years: int | None
    plans_used: int
    oldest: Shown
    newest: Shown
    undated: int
    expired_used: int
    substitutes: list[str]
    confidence: str
    rests_on: list[str]
    storage: ByGb | None
    traffic: ByGb | None
    promo: Promo | None
    promos: list[Promo]
    give_up: list[GiveUp]


class Candidate(Range):
    """What the same load costs bought otherwise."""

    kind: str
    choice: str
    label: str
    chosen: bool
    plans_used: int
    newest: Shown
    substitutes: list[str]
    gives_up: str


class Way(TypedDict):
    """One way to go about it beside the others."""

    id: str
    label: str
    what: str
    low: Yuan | None
    high: Yuan | None
    text: str
    reckoned: bool
    first_year: int | None
    renewal: str
    offer: Promo | None
    filing: str
    live: str
    work: str
    gives_up: str
    changed: list[str] | None


class Added(TypedDict):
    """What is paid beside a plan."""

    id: str
    cny: Yuan


_Class = TypedDict("_Class", {"class": str})


class Plan(_Class):
    """A real, dated plan; an example, never a recommendation. `cny`: with all that is paid beside it, a month."""

    id: str
    vendor: str
    name: str
    product: str
    price: float
    currency: str
    cny: Yuan
    listed_cny: Yuan
    scaled: float
    price_kind: str
    billing: str
    paid_at_once: str | None
    region: str
    vcpus: float | None
    memory_gib: GiB | None
    disk_gib: GiB | None
    bandwidth_mbps: float | None
    traffic_gib_month: float | None
    system: str | None
    cpu_share: str | None
    line: str | None
    source_url: str
    source_title: str
    source_kind: str
    official_url: str | None
    as_of: Shown
    age_months: int | None
    stale: str
    counted: bool
    left_out: str | None
    added: list[Added]


class Milestone(TypedDict):
    """A day of what has to be done until it is live."""

    id: str
    what: str
    when: str
    earliest: NotRequired[Day]
    latest: NotRequired[Day]
