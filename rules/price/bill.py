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
from rules.price import tariff
from rules.price.carry import DISK_EXTRA, Carried, search
from rules.price.extras import EXTRAS, OWN_WORDS
from rules.price.hours import PERIODS
from rules.price.order import Machine, Order
from rules.price.tariff import Amount

__all__ = ["Bill", "Line", "Machine", "Order", "Verdict", "bill", "edges", "verdict"]
CONFIDENCE = ("low", "med", "high")
UNSURE = 1.5
"""A budget within this factor of a range of old prices cannot be judged by it."""


@dataclass(frozen=True)
class Line:
    """One line of a bill, yuan a month; None where no rate is known. `text` is a phrase, `params` what it is filled with."""

    item: str
    low: float | None
    high: float | None
    text: str
    params: tuple[tuple[str, float | str], ...] = ()
    cites: tuple[str, ...] = ()
    per: str = "month"


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
    def prepaid(self) -> str:
        """Return the least that must be paid at once where that is more than a month for every price it rests on; "" else."""
        least = min((one.answer.plan.paid_at_once for one in self.counted), key=PERIODS.__getitem__, default="month")
        return least if PERIODS[least] > 1 else ""

    @property
    def thin(self) -> bool:
        """Say whether it rests on fewer than three prices."""
        return len(self.counted) < 3


@dataclass(frozen=True)
class Verdict:
    """Whether a budget is enough; None where it cannot be told, `why_unsure` then is a phrase with its `params`."""

    within: bool | None
    why_unsure: str = ""
    params: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=2048)
def bill(order: Order, on: date) -> Bill:
    """Work out the bill of an order as it reads on a day; raise LookupError where nobody lists the product at all."""
    substitutes, counted = _found(order)
    low, high = _ends(counted)
    machines = order.count
    lines = [*_machine_lines(low, high, machines), *_beside(order), *_unknown(low)]
    # What is in another price or free is no line: a line of nothing would read as a rate of nothing.
    lines = [line for line in lines if line.item == "machine" or line.high is None or line.high]
    fresh = _fresh(counted, on)
    dates = sorted(one.answer.plan.as_of for one in counted if one.answer.plan.as_of)
    sums = _sum(lines)
    return Bill(
        lines=tuple(lines), incomplete=any(line.low is None for line in lines), low=sums[0], high=sums[1],
        total=_over_term(low, high, sums, order, machines),
        billing="hourly" if low.by_hour or ((order.months or 1) < 1 and low.answer.plan.billing == "hourly") else "monthly",
        counted=counted, examples=tuple(one for one in counted if one.example_of(order) and not substitutes),
        substitutes=substitutes, reckoned=bool(substitutes), oldest=dates[0] if dates else "", newest=dates[-1] if dates else "",
        undated=len(counted) - len(dates), fresh=fresh, confidence=_confidence(counted, bool(substitutes), fresh, _young(counted, on)),
    )  # fmt: skip


def _found(order: Order) -> tuple[tuple[str, ...], tuple[Carried, ...]]:
    """Return what was substituted, and the plans that count."""
    found = next(((why, counted) for why, counted in search(order) if counted), None)
    if found is None:
        raise LookupError(f"the catalogue lists no {order.product} at all")
    return found


def _fresh(counted: Sequence[Carried], on: date) -> bool:
    limit = catalogue.money()["stale"]["expired"]
    ages = (one.answer.plan.age_months(on) for one in counted)
    return any(age is not None and age <= limit for age in ages)


def order_edges(order: Order, on: date) -> tuple[float, float]:
    """Return the `edges` of an order's bill: what its machines cost and what is bought beside them, each priced by what it hangs on."""
    low, high, fresh = _machines(_bare(order), on)
    beside = _beside_sums(
        Order(
            order.product,
            _backed_up(order),
            order.region,
            "",
            order.traffic_gb_month,
            order.storage_gib,
            months=order.months,
            flags=order.flags,
        )
    )
    return _edges(round(low + beside[0], 2), round(high + beside[1], 2), fresh)


@lru_cache(maxsize=32_768)
def _machines(order: Order, on: date) -> tuple[float, float, bool]:
    counted = _found(order)[1]
    low, high = _ends(counted)
    return *_sum(_machine_lines(low, high, order.count)), _fresh(counted, on)


@lru_cache(maxsize=8192)
def _beside_sums(order: Order) -> tuple[float, float]:
    return _sum(_beside(order))


def _bare(order: Order) -> Order:
    """Return the order with only what its machines' price hangs on: `carry` reads nothing else of it."""
    one, product = order.machine, order.product
    through = "cdn" in order.flags or product == "static"
    kept = Machine(
        0 if product in ("static", "paas") or (product == "gpu" and order.system != "windows") else one.vcpus,
        0 if product in ("static", "gpu") else one.memory_gib,
        one.disk_gib if product in DISK_EXTRA else 0.0,
        0.0 if through or product == "paas" else one.bandwidth_mbps,
        one.machines, one.gpu_memory_gib if product == "gpu" else 0.0,
    )  # fmt: skip
    gb = 0.0 if through else order.traffic_gb_month
    return Order(product, kept, order.region, order.vendor, gb, 0.0, order.hours, order.months, order.system)


def _backed_up(order: Order) -> Machine:
    """Return the machine with only what is bought beside it hangs on."""
    kept = "backup" in order.beside
    return Machine(0, 0, order.machine.disk_gib if kept else 0.0, machines=order.machine.machines if kept else 1)


def _ends(counted: Sequence[Carried]) -> tuple[Carried, Carried]:
    """Return the cheapest, and the dearest whose lines then all read upward."""
    low = min(counted, key=lambda one: (one.answer.cny, one.answer.plan.id))
    return low, max(
        [low, *(one for one in counted if one.machine >= low.machine + _filled(low, one))],
        key=lambda one: one.answer.cny,
    )


def _filled(low: Carried, high: Carried) -> float:
    """Return what must be added to the cheaper machine that the dearer one has in it: more disk, a line."""
    other = {name: amount.high for name, amount in high.items}
    return sum(max(0.0, amount.low - other.get(name, 0.0)) for name, amount in low.items) if high is not low else 0.0


def _machine_lines(low: Carried, high: Carried, machines: int) -> list[Line]:
    plans = tuple(dict.fromkeys(one.answer.plan.id for one in (low, high)))
    added = _filled(low, high)
    text = "bill.machine" + "_hourly" * low.by_hour + "_filled" * bool(added) + "_many" * (machines > 1)
    own, other = dict(low.items), dict(high.items)
    found = []
    for name in dict.fromkeys([*own, *other]):
        bottom, top = own.get(name), other.get(name)
        high_end = top.high if top else bottom.high if bottom and high is low else 0.0
        low_end = min(bottom.low if bottom else 0.0, high_end)
        cites = tuple(dict.fromkeys([*(bottom.cites if bottom else ()), *(top.cites if top else ())]))
        if high_end or low_end or not added:
            found.append(_line(name, low_end * machines, high_end * machines, cites))
    ends = (low.machine + added) * machines, high.machine * machines
    return [_line("machine", *ends, plans, text, (("n", machines),)), *found]


def _beside(order: Order) -> list[Line]:
    """Return what is bought once, however many machines: storage, hosting traffic, and what the flags ask for."""
    found = []
    if order.storage_gib and order.product != "dedicated":
        found.append(_known("storage", tariff.kept(order.region, order.storage_gib), (("gb", order.storage_gib),)))
    if order.product == "static" and order.traffic_gb_month:
        found.append(
            _known("traffic", tariff.hosting(order.region, order.traffic_gb_month), (("gb", order.traffic_gb_month),))
        )
    if "cdn" in order.flags and order.product != "static":
        found.append(
            _known("traffic", tariff.delivered(order.region, order.traffic_gb_month), (("gb", order.traffic_gb_month),))
        )
    return found + [_known(*EXTRAS[flag](order)) for flag in EXTRAS if flag in order.beside]


def _unknown(low: Carried) -> list[Line]:
    return [Line(name, None, None, "bill.unknown", (("item", name),)) for name in low.missing]


def _known(item: str, amount: Amount | None, params: tuple[tuple[str, float | str], ...] = ()) -> Line:
    if amount is None:
        return Line(item, None, None, OWN_WORDS.get(item, "bill.unknown"), (("item", item),))
    return _line(item, amount.low, amount.high, amount.cites, params=params)


def _line(
    item: str,
    low: float,
    high: float,
    cites: tuple[str, ...],
    text: str = "",
    params: tuple[tuple[str, float | str], ...] = (),
) -> Line:
    return Line(item, round(low, 2), round(max(low, high), 2), text or f"bill.{item}", params, cites)


def _sum(lines: Sequence[Line]) -> tuple[float, float]:
    known = [(line.low, line.high) for line in lines if line.low is not None and line.high is not None]
    return round(sum(low for low, _ in known), 2), round(sum(high for _, high in known), 2)


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
    weakest = min(CONFIDENCE.index(one.answer.plan.confidence) for one in counted)
    return CONFIDENCE[min(weakest, 1) if len(counted) == 1 or not young else weakest]


def edges(found: Bill) -> tuple[float, float]:
    """Return the budget a month below which it is not enough, and the one from which it is; between them nobody can tell.

    They are one where some price is young.
    """
    return _edges(found.low, found.high, found.fresh)


def _edges(low: float, high: float, fresh: bool) -> tuple[float, float]:
    return (low, low) if fresh else (low / UNSURE, math.nextafter(high * UNSURE, math.inf))


def verdict(found: Bill, budget: float) -> Verdict:
    """Say whether a budget a month is enough for a bill, or why that cannot be told."""
    short, enough = edges(found)
    if short <= budget < enough:
        years = (found.oldest[:4], found.newest[:4])
        key = "bill.unsure_old" if found.newest else "bill.unsure_undated"
        return Verdict(None, key, (("oldest", years[0]), ("newest", years[1])))
    return Verdict(budget >= enough)
