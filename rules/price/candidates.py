"""Which plans of the catalogue answer a wish, and what they cost like with like, in yuan a month."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from knowledge import catalogue
from knowledge.catalogue import Plan
from knowledge.products import products
from rules.machine.size import LADDER

FARTHEST = 1.5
"""A plan more than so many doublings above the wish is no answer to it (except a whole machine, which has no small sizes)."""


@dataclass(frozen=True)
class Wish:
    """What is looked for: vCPUs (threads of a dedicated machine), GiB of memory, GiB of card memory; 0 does not matter."""

    vcpus: float
    memory_gib: float
    gpu_memory_gib: float


@dataclass(frozen=True)
class Addition:
    """What was added to a compute-only price: `disk` or `line`, yuan a month."""

    id: str
    cny: float
    cites: tuple[str, ...]


@dataclass(frozen=True)
class PlanPrice:
    """One plan as an answer. `cny` is comparable (with `added`, times `scaled`), `listed_cny` just the plan's own price.

    Not `counted` in a range: `left_out` says why (promo, premium, advert, withdrawn, team, generated,
    expired, undated). `stale` is "",
    old or expired. `doublings` is how much larger than the wish it is; below 0, how much smaller.
    """

    plan: Plan
    cny: float
    listed_cny: float
    added: tuple[Addition, ...]
    scaled: float
    doublings: float
    age_months: int | None
    stale: str
    left_out: str

    @property
    def counted(self) -> bool:
        """Say whether it counts in the range."""
        return not self.left_out


def wish_for(product: str, size_id: str) -> Wish:
    """Return what a size asks of a product; without a server size the smallest, without a card the smallest card."""
    machine = LADDER["c1m1" if size_id == "none" else size_id]
    return wish_of_kind(product, machine.vcpus, machine.memory_gib, machine.gpu_memory_gib)


def wish_of_kind(product: str, vcpus: float, memory_gib: float, gpu_memory_gib: float) -> Wish:
    """Return what a plan of a product is measured by: nothing, its memory, its card, or vCPUs and memory."""
    row = products()[product]
    if row.kind == "pages":
        return Wish(0, 0, 0)
    if row.memory_share:
        return Wish(0, memory_gib * row.memory_share.value, 0)
    if row.kind == "card":
        return Wish(0, 0, gpu_memory_gib or LADDER[row.entry_size].gpu_memory_gib)
    return Wish(vcpus, memory_gib, 0)


def to_cny(amount: float, currency: str) -> float:
    """Convert to yuan by the rates in knowledge/money.yaml."""
    return float(amount * catalogue.money()["rates"][currency]["cny"])


@cache
def listed(product: str, region: str, vendor: str, system: str = "linux") -> tuple[Plan, ...]:
    """Return every plan of a product that serves a region, by kind of vendor; `system` may be any."""
    return tuple(
        plan
        for plan in catalogue.plans().values()
        if plan.product_class == products()[product].sold_as
        and region in plan.regions
        and plan.vendor_kind == vendor
        and (system == "any" or plan.system in ("", "any", system))
    )


def fitting(product: str, size_id: str, region: str, vendor: str) -> tuple[PlanPrice, ...]:
    """Return the plans at least as large as the size and not absurdly larger: counted ones first, nearest first."""
    return answering(wish_for(product, size_id), product, size_id, region, vendor)


def answering(wish: Wish, product: str, size_id: str, region: str, vendor: str) -> tuple[PlanPrice, ...]:
    """Return the plans that answer any wish, as `fitting`; a bare machine gets the disk and the line of `size_id`."""
    found = [
        _priced(plan, doublings, size_id, region)
        for plan in listed(product, region, vendor)
        if (doublings := fits(plan, wish, product)) is not None
    ]
    return counting(found, products()[product].near)


def scaled(product: str, size_id: str, region: str, vendor: str, most: float) -> tuple[PlanPrice, ...]:
    """Return the largest smaller plans, at most so many doublings below, priced up to the size.

    A burstable processor is no measure of one that is there all day, so it is never priced up.
    """
    wish = wish_for(product, size_id)
    below = []
    for plan in listed(product, region, vendor):
        missing = gap(plan, wish, product)
        if missing is not None and 0 < missing <= most and not left_out(plan) and plan.cpu_share != "burstable":
            factor = dearer(product) ** missing
            below.append(_priced(plan, -missing, size_id, region, factor))
    return tuple(answer for answer in counting(below, products()[product].near) if answer.counted)


def dearer(product: str) -> float:
    """Return how many times its price a product of twice the size costs."""
    row = products()[product].doubling
    return row.value if row else 1.0


def _ratios(plan: Plan, wish: Wish, product: str) -> list[float] | None:
    """Return log2 of offer over wish for each thing wished for; None where the source prints no size."""
    offered = {
        "vcpus": plan.threads if products()[product].most_threads else plan.vcpus,
        "memory_gib": plan.memory_gib,
        "gpu_memory_gib": plan.gpu_memory_gib,
    }
    wanted = {name: value for name, value in vars(wish).items() if value}
    if any(not offered[name] for name in wanted):
        return None
    return [math.log2((offered[name] or 1) / value) for name, value in wanted.items()]


def fits(plan: Plan, wish: Wish, product: str) -> float | None:
    """Return how many doublings above the wish a plan is, or None when it does not answer it."""
    ratios = _ratios(plan, wish, product)
    if ratios is None or any(ratio < 0 for ratio in ratios):
        return None
    doublings = sum(ratios) / max(len(ratios), 1)
    if most := products()[product].most_threads:
        return doublings if (plan.threads or 0) <= most else None
    return doublings if doublings <= FARTHEST else None


def gap(plan: Plan, wish: Wish, product: str) -> float | None:
    """Return how many doublings below the wish a plan is, or None when it is not smaller or has no size."""
    ratios = _ratios(plan, wish, product)
    if not ratios or all(ratio >= 0 for ratio in ratios):
        return None
    return sum(-min(ratio, 0.0) for ratio in ratios) / len(ratios)


def left_out(plan: Plan) -> str:
    """Say why a plan never counts, whatever its date; "" where it may."""
    if plan.price_kind == "promo":
        return "promo"
    return plan.set_aside or ("generated" if plan.source_kind == "generated" else "")


def _priced(plan: Plan, doublings: float, size_id: str, region: str, factor: float = 1.0) -> PlanPrice:
    """Price a plan like with like: compute-only prices get a disk and a line."""
    own = to_cny(plan.price, plan.currency)
    added = () if plan.bundle else _additions(plan, size_id, region)
    age = plan.age_months(catalogue.as_of())
    stale = staleness(age)
    cny = round(own * factor + sum(one.cny for one in added), 2)
    return PlanPrice(plan, cny, round(own, 2), added, round(factor, 3), round(doublings, 3), age, stale, left_out(plan))


EXPIRED = "expired"


def staleness(age_months: int | None) -> str:
    """Return "" for a fresh price, `old` or `expired`; a price without a date is expired."""
    limits = catalogue.money()["stale"]
    if age_months is None or age_months > limits["expired"]:
        return EXPIRED
    return "old" if age_months > limits["old"] else ""


def _additions(plan: Plan, size_id: str, region: str) -> tuple[Addition, ...]:
    add = catalogue.money()["add"]
    found = []
    if not plan.disk_gib:
        disk = LADDER["c1m1" if size_id == "none" else size_id].disk_gib
        rate = add["disk_cny_per_gib"]
        found.append(Addition("disk", round(disk * rate["value"], 2), tuple(rate["cites"])))
    line = add["line"][region]
    if "traffic_gb" in line:
        cost = line["traffic_gb"] * line["cny_per_gb"]
    else:
        mbps = add["mbps_by_size"].get(size_id, add["mbps_by_size"]["larger"])
        first = min(mbps, line["first_mbps"])
        cost = first * line["cny_first"] + (mbps - first) * line["cny_next"]
    return (*found, Addition("line", float(cost), tuple(line["cites"])))


def counting(found: Iterable[PlanPrice], near: float) -> tuple[PlanPrice, ...]:
    """Decide what counts: the nearest, and larger ones that cost less, out of those whose dates let them count."""
    everything = sorted(found, key=lambda one: (abs(one.doublings), one.cny, one.plan.id))
    usable = [one for one in everything if one.counted]
    pool = _by_date(usable, near)
    expired = [replace(one, left_out="expired" if one.plan.as_of else "undated") for one in usable if one not in pool]
    if not pool:
        return tuple(everything)
    nearest = [one for one in pool if abs(one.doublings) <= abs(pool[0].doublings) + near]
    cheapest = min(one.cny for one in nearest)
    counted = nearest + [one for one in pool if one not in nearest and one.doublings > 0 and one.cny < cheapest]
    farthest = max(abs(one.doublings) for one in counted) + 0.5
    shown = [
        one for one in expired + [each for each in everything if not each.counted] if abs(one.doublings) <= farthest
    ]
    return (*counted, *sorted(shown, key=lambda one: (abs(one.doublings), one.cny, one.plan.id)))


def _by_date(usable: list[PlanPrice], near: float) -> list[PlanPrice]:
    """Return what may count: expired prices only where nothing newer exists.

    Undated ones count where none of the size has a date, nor a larger one a date and a lower price.
    """
    dated = [one for one in usable if one.stale != "expired"] or [one for one in usable if one.plan.as_of]
    undated = [one for one in usable if not one.plan.as_of]
    if not dated:
        return undated
    closest = abs(dated[0].doublings)
    nearer = [
        one
        for one in undated
        if abs(one.doublings) < closest - near
        and not any(other.doublings > 0 and other.cny < one.cny for other in dated)
    ]
    return [*nearer, *dated]
