"""Which plans carry an order, and what each really costs a month with all that comes with it.

A plan carries an order when it has the size, the bandwidth and the traffic, and runs the system. What a bare machine lacks is
bought beside it (disk, address, line); what a bundle lacks cannot be, except traffic beyond its quota where a rate is known.
What counts follows the knowledge (`catalogue.as_of`), never the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from knowledge import catalogue
from knowledge.catalogue import Plan
from knowledge.products import bought, products
from knowledge.regions import regions
from rules.price import tariff
from rules.price.candidates import (
    Addition,
    PlanPrice,
    Wish,
    counting,
    dearer,
    fits,
    gap,
    left_out,
    listed,
    staleness,
    to_cny,
)
from rules.price.hours import PERIODS, hour_times_730, machine_cost
from rules.price.order import Order, wish_of
from rules.price.tariff import GB_PER_MBPS, Charge

CARRIES, UNSTATED, SHORT = range(3)
_ROUGHLY = 0.85
"""A size is met within 15 %: what is asked for is no better known than that."""
_LITTLE_GB = 100.0
_SILENT_MBPS, _SILENT_GB = 20.0, 1000.0
"""A bundle that prints no bandwidth is taken to have so much, and no more."""
VENDORS = ("big", "small")


@dataclass(frozen=True)
class Carried:
    """One plan as an answer to an order: `answer.cny` is all it costs a month for one machine.

    `items`: what comes on top of the machine, yuan a month. `fit` says whether its printed figures carry the order.
    `by_hour`: being paid by the hour is the cheaper way. `missing`: items it needs that have no known rate.
    """

    answer: PlanPrice
    machine: float
    items: tuple[tuple[str, Charge], ...]
    fit: int
    by_hour: bool
    missing: tuple[str, ...]

    def example_of(self, order: Order) -> bool:
        """Say whether its printed figures carry all of the order, the disk too, and it runs the system."""
        disk = self.answer.plan.disk_gib
        roomy = (
            disk is None or disk >= order.machine.disk_gib * _ROUGHLY or any(name == "disk" for name, _ in self.items)
        )
        return self.fit == CARRIES and not self.missing and roomy and self.answer.scaled == 1


def _capacity(plan: Plan, order: Order, share: float) -> tuple[int, float]:
    """Return whether a bundle carries its share of the traffic, and the GB beyond its quota."""
    need = 0.0 if "cdn" in order.flags else order.machine.bandwidth_mbps
    if plan.bandwidth_mbps is not None and plan.bandwidth_mbps < need:
        return SHORT, 0.0
    if plan.traffic_gib_month is not None:
        return (CARRIES, 0.0) if plan.traffic_gib_month >= share else (SHORT, share - plan.traffic_gib_month)
    if plan.bandwidth_mbps is not None:
        return (CARRIES if plan.bandwidth_mbps * GB_PER_MBPS >= share else SHORT), 0.0
    # A card is called by a program elsewhere: what it sends is not what it is rented for.
    little = share <= _LITTLE_GB if products()[order.product].kind == "card" else not (need or share)
    return (CARRIES if little else UNSTATED), 0.0


def carried(plan: Plan, doublings: float, order: Order, scale: float = 1.0) -> Carried:
    """Price one plan for an order, whether or not it carries it."""
    share = 0.0 if "cdn" in order.flags else order.traffic_gb_month / order.count
    mbps = 0.0 if "cdn" in order.flags else order.machine.bandwidth_mbps
    machine, by_hour = machine_cost(plan, order.hours)
    items, missing = list[tuple[str, Charge]](), list[str]()
    fit, over = (CARRIES, 0.0) if not plan.bundle else _capacity(plan, order, share)
    sold = products()[order.product]
    if sold.kind == "pages":
        fit, over = CARRIES, 0.0
    elif sold.kind == "platform":
        fit, over = CARRIES, max(0.0, share - (plan.traffic_gib_month or 0.0))
    if over:
        _take(items, missing, "traffic", tariff.traffic(order.product, order.region, over, plan.vendor))
    elif plan.bundle and (fit == SHORT or (fit == UNSTATED and (mbps > _SILENT_MBPS or share > _SILENT_GB))):
        missing.append("bandwidth")
    if not plan.bundle and not sold.serverless:
        line = tariff.line(order.product, order.region, mbps, share, plan.vendor)
        items += line or ()
        missing += [] if line else ["bandwidth"]
    more = order.machine.disk_gib - (plan.disk_gib or 0)
    if sold.disk_extra and not (plan.bundle and plan.disk_gib is None) and more > 0:
        _take(items, missing, "disk", tariff.disk(order.region, more, cheapest=True))
    if order.system == "windows" and plan.system not in ("windows", "any"):
        fit = max(fit, UNSTATED)
        _take(items, missing, "licence", tariff.licence(order.region, plan.vendor, order.machine.vcpus))
    total = round(machine * scale + sum(amount.low for _, amount in items), 2)
    answer = PlanPrice(
        plan,
        total,
        round(to_cny(plan.price, plan.currency), 2),
        tuple(Addition(name, round(amount.low, 2), amount.cites) for name, amount in items),
        round(scale, 3),
        round(doublings, 3),
        *_dated(plan.id),
    )
    return Carried(answer, machine * scale, tuple(items), fit, by_hour, tuple(missing))


@cache
def _dated(plan_id: str) -> tuple[int | None, str, str]:
    """Return a plan's age in months, how stale that is and why it never counts."""
    plan = catalogue.plans()[plan_id]
    age = plan.age_months(catalogue.as_of())
    return age, staleness(age), left_out(plan)


def _take(items: list[tuple[str, Charge]], missing: list[str], name: str, amount: Charge | None) -> None:
    if amount is None:
        missing.append(name)
    else:
        items.append((name, amount))


def _counted(found: Sequence[Carried], product: str) -> tuple[Carried, ...]:
    """Return those that count, out of the best carriers.

    What must be paid for longer than a month at once counts only where nothing else does: what is told is a month's price.
    """
    kept = {one.answer.plan.id: one for one in _best(found)}
    answers = [one.answer for one in kept.values()]
    by_month = [one for one in answers if PERIODS[one.plan.paid_at_once] <= 1]
    counted = [one for one in counting(by_month or answers, products()[product].near) if one.counted]
    return tuple(replace(kept[one.plan.id], answer=one) for one in _monthly_first(counted))


def _best(found: Sequence[Carried]) -> list[Carried]:
    """Return those whose figures carry the order, else those that print none, else those that fall short.

    One that prints none counts as well where it is much nearer in size: nobody buys twice the machine for want of a figure.
    """
    by_fit = [[one for one in found if one.fit == fit] for fit in (CARRIES, UNSTATED, SHORT)]
    if by_fit[CARRIES] and by_fit[UNSTATED]:
        carrying, silent = (min(abs(one.answer.doublings) for one in some) for some in by_fit[:SHORT])
        if silent + _MUCH < carrying:
            return by_fit[CARRIES] + by_fit[UNSTATED]
    return next((some for some in by_fit if some), [])


_MUCH = 0.5
"""Doublings."""


def _monthly_first(counted: list[PlanPrice]) -> list[PlanPrice]:
    """Leave out a vendor's hour times 730 where the same vendor has a price by the month."""
    monthly = {one.plan.vendor for one in counted if not hour_times_730(one.plan)}
    return [one for one in counted if not (hour_times_730(one.plan) and one.plan.vendor in monthly)]


@cache
def _plans(product: str, region: str, vendor: str, system: str) -> tuple[Plan, ...]:
    """Return the plans that may run a system."""
    found = listed(bought(product), region, vendor, "any")
    if system == "windows":
        return tuple(plan for plan in found if plan.system != "linux")
    return tuple(plan for plan in found if plan.system != "windows")


@lru_cache(maxsize=16_384)
def _matching(
    product: str, region: str, vendor: str, system: str, wish: Wish, most_scaled: float
) -> tuple[tuple[Plan, float, float], ...]:
    """Return the plans that may count for a size, with doublings above it and the factor their price is reckoned up by.

    `most_scaled`: 0 for plans at least as large, else smaller ones by so many doublings at most.
    """
    kind, found = bought(product), list[tuple[Plan, float, float]]()
    factor = dearer(kind)
    for plan in _plans(product, region, vendor, system):
        if left_out(plan):
            continue
        if not most_scaled:
            doublings = fits(plan, wish, kind)
            found += [(plan, doublings, 1.0)] if doublings is not None else []
        elif plan.cpu_share != "burstable" and 0 < (below := gap(plan, wish, kind) or 0.0) <= most_scaled:
            found.append((plan, -below, factor**below))
    return tuple(found)


def _in_cell(order: Order, region: str, vendor: str, most_scaled: float = 0.0) -> tuple[Carried, ...]:
    # What is kept and what is bought beside the machines is in no plan's price: one answer serves them all.
    flags = order.flags & _CDN
    asked = Order(
        order.product, order.machine, region, "", order.traffic_gb_month, 0.0, order.hours, None, order.system, flags
    )
    return _cell(asked, vendor, most_scaled)


_CDN = frozenset(("cdn",))


@lru_cache(maxsize=8192)
def _cell(order: Order, vendor: str, most_scaled: float) -> tuple[Carried, ...]:
    """Return what counts of one kind of vendor; either kind's order asks for it."""
    plans = _matching(order.product, order.region, vendor, order.system, wish_of(order), most_scaled)
    if not plans and order.system == "windows":
        plans = _matching(order.product, order.region, vendor, "linux", wish_of(order), most_scaled)
    if not plans:
        return ()
    found = [carried(plan, doublings, order, factor) for plan, doublings, factor in plans]
    return _counted(found, bought(order.product))


_ANY = 20.0
"""A price is reckoned up by one doubling of the size; by more only where nothing else is left."""


def _young(found: Sequence[Carried]) -> bool:
    return any(one.answer.stale != "expired" for one in found)


def _least(found: Sequence[Carried]) -> float:
    return min(one.answer.cny for one in found)


def search(order: Order) -> Iterator[tuple[tuple[str, ...], tuple[Carried, ...]]]:
    """Offer what counts in the place itself, then from ever farther away, saying what was substituted (`rules.price.cost`).

    A price reckoned up from a young one of the same kind of vendor comes before the other kind's list; one from an old price
    comes after it. Either comes before the place's own list where that is old and dearer.
    """
    other = VENDORS[order.vendor == "big"]
    here = _in_cell(order, order.region, order.vendor)
    if _young(here):
        yield (), here
    reckoned, there = _in_cell(order, order.region, order.vendor, 1.0), _in_cell(order, order.region, other)
    for why, found in ((("size",), reckoned), (("vendor",), there)):
        if here and _young(found) and _least(found) < _least(here):
            yield why, found
    yield (), here
    if _young(reckoned):
        yield ("size",), reckoned
    yield ("vendor",), there
    yield ("size",), reckoned
    yield ("vendor", "size"), _in_cell(order, order.region, other, 1.0)
    for region in regions()[order.region].nearest:
        for vendor, whose in ((order.vendor, ()), (other, ("vendor",))):
            yield (*whose, f"region:{region}"), _in_cell(order, region, vendor)
    for region in regions()[order.region].nearest:
        yield ("size", f"region:{region}"), _in_cell(order, region, order.vendor, _ANY)
    for vendor, whose in ((order.vendor, ()), (other, ("vendor",))):
        yield (*whose, "size"), _in_cell(order, order.region, vendor, _ANY)
