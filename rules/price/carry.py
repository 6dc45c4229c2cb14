"""What one plan costs a month for an order, with all that comes with it, and whether it carries the order.

A plan carries an order when it has the size, the bandwidth and the traffic, and runs the system. What a bare machine lacks is
bought beside it (disk, address, line); what a bundle lacks cannot be, except traffic beyond its quota where a rate is known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from knowledge import catalogue
from knowledge.catalogue import Plan
from knowledge.products import products
from rules.price import tariff
from rules.price.candidates import Addition, PlanPrice, left_out, staleness, to_cny
from rules.price.hours import machine_cost
from rules.price.order import Order
from rules.price.tariff import GB_PER_MBPS, Charge

CARRIES, UNSTATED, SHORT = range(3)
_ROUGHLY = 0.85
"""A size is met within 15 %: what is asked for is no better known than that."""
_LITTLE_GB = 100.0
_SILENT_MBPS, _SILENT_GB = 20.0, 1000.0
"""A bundle that prints no bandwidth is taken to have so much, and no more."""


class Carried(NamedTuple):
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


Bought = list[tuple[str, Charge | None]]
"""What is bought beside a machine: each item with its charge, None where no rate is known."""


def carried(plan: Plan, doublings: float, order: Order, scale: float = 1.0) -> Carried:
    """Price one plan for an order, whether or not it carries it."""
    known = _known(plan.id, order.hours)
    machine, by_hour = known.machine, known.by_hour
    fit, bought = _line(plan, order)
    bought += _disk(plan, order)
    if order.system == "windows" and plan.system not in ("windows", "any"):
        fit = max(fit, UNSTATED)
        bought.append(("licence", tariff.licence(order.region, plan.vendor, order.machine.vcpus)))
    items = tuple([(name, amount) for name, amount in bought if amount is not None])
    answer = PlanPrice(
        plan,
        round(machine * scale + sum([amount.low for _, amount in items]), 2),
        known.listed,
        tuple([Addition(name, round(amount.low, 2), amount.cites) for name, amount in items]),
        round(scale, 3),
        round(doublings, 3),
        known.age,
        known.stale,
        known.left_out,
    )
    missing = tuple([name for name, amount in bought if amount is None])
    return Carried(answer, machine * scale, items, fit, by_hour, missing)


def _line(plan: Plan, order: Order) -> tuple[int, Bought]:
    """Return whether a plan carries what one machine sends, and what is bought for that."""
    kind = products()[order.product].kind
    if kind == "pages":
        return CARRIES, []
    mbps, share = _sent(order)
    if kind == "platform":
        return CARRIES, _beyond(plan, order, share - (plan.traffic_gib_month or 0.0))
    if not plan.bundle:
        line = tariff.line(order.product, order.region, mbps, share, plan.vendor)
        return CARRIES, [*(line or (("bandwidth", None),))]
    fit, over = _capacity(plan, order, mbps, share)
    if over:
        return fit, _beyond(plan, order, over)
    return fit, [("bandwidth", None)] if fit == SHORT or (
        fit == UNSTATED and _too_much_for_silence(mbps, share)
    ) else []


def _too_much_for_silence(mbps: float, gb: float) -> bool:
    """Say whether so much is more than a bundle is taken to carry that prints nothing."""
    return mbps > _SILENT_MBPS or gb > _SILENT_GB


def _sent(order: Order) -> tuple[float, float]:
    """Return Mbps and GB a month through the line of one machine: none behind a content network."""
    return (0.0, 0.0) if "cdn" in order.flags else (order.machine.bandwidth_mbps, order.traffic_gb_month / order.count)


def _capacity(plan: Plan, order: Order, mbps: float, share: float) -> tuple[int, float]:
    """Return whether a bundle carries its share of the traffic, and the GB beyond its quota."""
    if plan.bandwidth_mbps is not None and plan.bandwidth_mbps < mbps:
        return SHORT, 0.0
    if plan.traffic_gib_month is not None:
        return (CARRIES, 0.0) if plan.traffic_gib_month >= share else (SHORT, share - plan.traffic_gib_month)
    if plan.bandwidth_mbps is not None:
        return (CARRIES if plan.bandwidth_mbps * GB_PER_MBPS >= share else SHORT), 0.0
    # A card is called by a program elsewhere: what it sends is not what it is rented for.
    little = share <= _LITTLE_GB if products()[order.product].kind == "card" else not (mbps or share)
    return (CARRIES if little else UNSTATED), 0.0


def _beyond(plan: Plan, order: Order, gb: float) -> Bought:
    """Return the traffic beyond a quota."""
    return [("traffic", tariff.traffic(order.product, order.region, gb, plan.vendor))] if gb > 0 else []


def _disk(plan: Plan, order: Order) -> Bought:
    """Return the disk a plan lacks, where one can be bought; a bundle that prints none is taken to have enough."""
    more = order.machine.disk_gib - (plan.disk_gib or 0)
    enough = more <= 0 or (plan.bundle and plan.disk_gib is None)
    if enough or not products()[order.product].disk_extra:
        return []
    return [("disk", tariff.disk(order.region, more, cheapest=True))]


class _Known(NamedTuple):
    """What a plan is by itself: yuan a month for so many hours a day, whether that is by the hour; its listed price; how old it is."""

    machine: float
    by_hour: bool
    listed: float
    age: int | None
    stale: str
    left_out: str


@lru_cache(maxsize=4096)
def _known(plan_id: str, hours: float) -> _Known:
    plan = catalogue.plans()[plan_id]
    age = plan.age_months(catalogue.as_of())
    listed = round(to_cny(plan.price, plan.currency), 2)
    return _Known(*machine_cost(plan, hours), listed, age, staleness(age), left_out(plan))
