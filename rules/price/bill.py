"""The whole bill of an order: machine, disk, line, traffic and what else it needs, a month and over the term.

Every figure is a sum of the bill's own lines. A line without figures has no known rate: the bill is incomplete, never cheaper.
The day is a parameter: it decides how old the prices are, never which of them count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge import catalogue
from rules.price.candidates import CONFIDENCE, EXPIRED, dates_of, staleness, weakest
from rules.price.carry import Carried
from rules.price.hours import PERIODS
from rules.price.lines import Line, beside, ends, machine_lines, total, unknown
from rules.price.order import Machine, Order
from rules.price.search import search

__all__ = ["Bill", "Enough", "Machine", "Order", "bill", "edges", "verdict"]
UNSURE_WITHIN = 1.5
"""A budget within this factor of a range of old prices cannot be judged by it."""


@dataclass(frozen=True)
class Bill:
    """What an order costs. `low` and `high` a month are the sums of the lines, `total` those over the term, in yuan.

    `examples`: plans that carry all of it. `counted`: plans the range rests on. `billing`: hourly or monthly, whichever is
    cheaper for the hours stated. `reckoned`: scaled or borrowed, so no listed price of this. `fresh`: some price is young.
    """

    lines: tuple[Line, ...]
    incomplete: bool
    low: float
    high: float
    total: tuple[float, float] | None
    billing: str
    counted: tuple[Carried, ...]
    examples: tuple[Carried, ...]
    substitutes: tuple[str, ...]
    reckoned: bool
    oldest: str
    newest: str
    undated: int
    fresh: bool
    confidence: str

    @property
    def uncounted(self) -> frozenset[str]:
        """Return the items without a known rate."""
        return frozenset(line.item for line in self.lines if line.low is None)

    @property
    def prepaid(self) -> str:
        """Return the least that must be paid at once where that is more than a month for every price it rests on; "" else."""
        least = min((one.answer.plan.paid_at_once for one in self.counted), key=PERIODS.__getitem__, default="month")
        return least if PERIODS[least] > 1 else ""

    @property
    def thin(self) -> bool:
        """Say whether it rests on fewer than three prices."""
        return len(self.counted) < 3


@dataclass(frozen=True)
class Enough:
    """Whether a budget is enough; None where it cannot be told, `why_unsure` then is a phrase with its `params`."""

    within: bool | None
    why_unsure: str = ""
    params: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=2048)
def bill(order: Order, on: date) -> Bill:
    """Work out the bill of an order as it reads on a day; raise LookupError where nobody lists the product at all."""
    substitutes, counted = found_for(order)
    low, high = ends(counted)
    lines, fresh = _lines(order, low, high), is_fresh(counted, on)
    oldest, newest, undated = dates_of([one.answer.plan for one in counted])
    sums = total(lines)
    return Bill(
        lines=lines,
        incomplete=any(line.low is None for line in lines),
        low=sums[0],
        high=sums[1],
        total=_over_term(low, high, sums, order, order.count),
        billing=_billing(low, order),
        counted=counted,
        examples=tuple(one for one in counted if one.example_of(order) and not substitutes),
        substitutes=substitutes,
        reckoned=bool(substitutes),
        oldest=oldest,
        newest=newest,
        undated=undated,
        fresh=fresh,
        confidence=_confidence(counted, bool(substitutes), fresh, _young(counted, on)),
    )


def _lines(order: Order, low: Carried, high: Carried) -> tuple[Line, ...]:
    lines = [*machine_lines(low, high, order.count), *beside(order), *unknown(low)]
    # What is in another price or free is no line: a line of nothing would read as a rate of nothing.
    return tuple(line for line in lines if line.item == "machine" or line.high is None or line.high)


def _billing(low: Carried, order: Order) -> str:
    """Return whether it is paid by the hour: where that is cheaper, or needed for less than a month and sold so."""
    brief = (order.months or 1) < 1 and low.answer.plan.billing == "hourly"
    return "hourly" if low.by_hour or brief else "monthly"


def found_for(order: Order) -> tuple[tuple[str, ...], tuple[Carried, ...]]:
    """Return what was substituted, and the plans that count."""
    found = next(((why, counted) for why, counted in search(order) if counted), None)
    if found is None:
        raise LookupError(f"the catalogue lists no {order.product} at all")
    return found


def is_fresh(counted: Sequence[Carried], on: date) -> bool:
    """Say whether some price is young enough to be told as one."""
    return any(staleness(one.answer.plan.age_months(on)) != EXPIRED for one in counted)


def _over_term(
    low: Carried, high: Carried, sums: tuple[float, float], order: Order, machines: int
) -> tuple[float, float] | None:
    """Return what is paid in all: a machine sold by the month or the year is paid for whole ones."""
    months = order.months
    if months is None:
        return None
    ends = []
    for one, month in zip((low, high), sums, strict=True):
        plan, machine = one.answer.plan, one.machine * machines
        if months < 1 and plan.billing == "hourly":
            ends.append(month * months)
            continue
        period = PERIODS[plan.paid_at_once] or 1.0
        paid = math.ceil(round(months / period, 6)) * period
        ends.append(machine * paid + (month - machine) * math.ceil(round(months, 6)))
    return round(min(ends), 2), round(max(ends), 2)


def _young(counted: Sequence[Carried], on: date) -> bool:
    limit = catalogue.money()["stale"]["old"]
    ages = (one.answer.plan.age_months(on) for one in counted)
    return any(age is not None and age < limit for age in ages)


def _confidence(counted: Sequence[Carried], reckoned: bool, fresh: bool, young: bool) -> str:
    """Return that of the weakest price: at most med on one of them or on none of this year, low on old ones or what was reckoned."""
    if reckoned or not fresh:
        return CONFIDENCE[0]
    return weakest([one.answer.plan for one in counted], alone=len(counted) == 1 or not young)


def edges(found: Bill) -> tuple[float, float]:
    """Return the budget a month below which it is not enough, and the one from which it is; between them nobody can tell.

    They are one where some price is young.
    """
    return edges_between(found.low, found.high, found.fresh)


def edges_between(low: float, high: float, fresh: bool) -> tuple[float, float]:
    return (low, low) if fresh else (low / UNSURE_WITHIN, math.nextafter(high * UNSURE_WITHIN, math.inf))


def verdict(found: Bill, budget: float) -> Enough:
    """Say whether a budget a month is enough for a bill, or why that cannot be told."""
    short, enough = edges(found)
    if short <= budget < enough:
        years = (found.oldest[:4], found.newest[:4])
        key = "bill.unsure_old" if found.newest else "bill.unsure_undated"
        return Enough(None, key, (("oldest", years[0]), ("newest", years[1])))
    return Enough(budget >= enough)
