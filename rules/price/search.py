"""Which plans count for an order, in its place or from ever farther away.

What counts follows the knowledge (`catalogue.as_of`), never the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from knowledge.catalogue import Plan
from knowledge.products import bought, products
from knowledge.regions import regions
from rules.price.candidates import VENDORS, PlanPrice, dearer, left_out, listed, range_of
from rules.price.carry import CARRIES, SHORT, UNSTATED, Carried, carried
from rules.price.hours import PERIODS, hour_times_730
from rules.price.order import Machine, Order, wish_of
from rules.price.wish import Wish, fits, gap


def _counted(found: Sequence[Carried], product: str) -> tuple[Carried, ...]:
    """Return those that count, out of the best carriers.

    What must be paid for longer than a month at once counts only where nothing else does: what is told is a month's price.
    """
    kept = {one.answer.plan.id: one for one in _best(found)}
    answers = [one.answer for one in kept.values()]
    by_month = [one for one in answers if PERIODS[one.plan.paid_at_once] <= 1]
    counted = range_of(by_month or answers, products()[product].near)
    return tuple([kept[one.plan.id] for one in _monthly_first(counted)])


def _best(found: Sequence[Carried]) -> list[Carried]:
    """Return those whose figures carry the order, else those that print none, else those that fall short.

    One that prints none counts as well where it is much nearer in size: nobody buys twice the machine for want of a figure.
    """
    carrying, silent, short = ([one for one in found if one.fit == fit] for fit in (CARRIES, UNSTATED, SHORT))
    if carrying and silent and _nearest(silent) + _MUCH < _nearest(carrying):
        return carrying + silent
    return carrying or silent or short


_MUCH = 0.5
"""Doublings."""


def _nearest(found: Sequence[Carried]) -> float:
    return min(abs(one.answer.doublings) for one in found)


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
    behind = "cdn" in order.flags
    sent, used = order.traffic_gb_month, (order.hours, order.system)
    return _cell(order.product, order.machine, region, vendor, sent, used, behind, most_scaled)


_CDN, _NONE = frozenset(("cdn",)), frozenset[str]()


@lru_cache(maxsize=8192)
def _cell(
    product: str,
    machine: Machine,
    region: str,
    vendor: str,
    sent: float,
    used: tuple[float, str],
    behind: bool,
    most_scaled: float,
) -> tuple[Carried, ...]:
    """Return what counts of one kind of vendor; `used`: hours a day and the system, `behind`: a content network stands before it."""
    order = Order(product, machine, region, "", sent, 0.0, used[0], None, used[1], _CDN if behind else _NONE)
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
    yield from _farther(order, other)


def _farther(order: Order, other: str) -> Iterator[tuple[tuple[str, ...], tuple[Carried, ...]]]:
    """Offer what counts in the nearest places, then what is reckoned up from any smaller size."""
    near, kinds = regions()[order.region].nearest, ((order.vendor, ()), (other, ("vendor",)))
    for region, (vendor, whose) in product(near, kinds):
        yield (*whose, f"region:{region}"), _in_cell(order, region, vendor)
    for region in near:
        yield ("size", f"region:{region}"), _in_cell(order, region, order.vendor, _ANY)
    for vendor, whose in kinds:
        yield (*whose, "size"), _in_cell(order, order.region, vendor, _ANY)
    # Where nothing at all is listed, what the other kind of vendor has nearest is better than no figure.
    for region in near:
        yield ("vendor", "size", f"region:{region}"), _in_cell(order, region, other, _ANY)
