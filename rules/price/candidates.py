"""Which plans of the catalogue answer a wish, and what they cost like with like, in yuan a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from knowledge import catalogue
from knowledge.catalogue import Plan
from knowledge.products import products
from rules.machine.size import LADDER
from rules.price.wish import Wish, fits, gap, wish_for

VENDORS = ("big", "small")
CONFIDENCE = ("low", "med", "high")


class Addition(NamedTuple):
    """What was added to a compute-only price: `disk` or `line`, yuan a month."""

    id: str
    cny: float
    cites: tuple[str, ...]


class PlanPrice(NamedTuple):
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


def wish_for_size(product: str, size_id: str) -> Wish:
    """Return what a size asks of a product; without a server size the smallest, without a card the smallest card."""
    machine = LADDER["c1m1" if size_id == "none" else size_id]
    return wish_for(product, machine.vcpus, machine.memory_gib, machine.gpu_memory_gib)


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
    return answering(wish_for_size(product, size_id), product, size_id, region, vendor)


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
    wish = wish_for_size(product, size_id)
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
    everything = sorted(found, key=_distance)
    usable = [one for one in everything if one.counted]
    pool = _by_date(usable, near)
    if not pool:
        return tuple(everything)
    counted = _nearest_and_cheaper(pool, near)
    farthest = max(abs(one.doublings) for one in counted) + 0.5
    others = [*_outdated(usable, pool), *(one for one in everything if not one.counted)]
    return (*counted, *sorted((one for one in others if abs(one.doublings) <= farthest), key=_distance))


def range_of(found: Iterable[PlanPrice], near: float) -> list[PlanPrice]:
    """Return only what counts, of what `counting` tells all."""
    pool = _by_date(sorted([one for one in found if one.counted], key=_distance), near)
    return _nearest_and_cheaper(pool, near) if pool else []


def _distance(one: PlanPrice) -> tuple[float, float, str]:
    """Return the order in which plans are told: the nearest to the wish first, then the cheapest."""
    return abs(one.doublings), one.cny, one.plan.id


def _nearest_and_cheaper(pool: Sequence[PlanPrice], near: float) -> list[PlanPrice]:
    """Return the nearest, and the larger ones that cost less than any of those."""
    far = abs(pool[0].doublings) + near
    nearest = [one for one in pool if abs(one.doublings) <= far]
    cheapest = min(one.cny for one in nearest)
    return nearest + [one for one in pool if abs(one.doublings) > far and one.doublings > 0 and one.cny < cheapest]


def _outdated(usable: Sequence[PlanPrice], pool: Sequence[PlanPrice]) -> list[PlanPrice]:
    """Return what only its date keeps from counting, saying so."""
    kept = {one.plan.id for one in pool}
    others = [one for one in usable if one.plan.id not in kept]
    return [one._replace(left_out="expired" if one.plan.as_of else "undated") for one in others]


def _by_date(usable: Sequence[PlanPrice], near: float) -> list[PlanPrice]:
    """Return what may count: expired prices only where nothing newer exists.

    Undated ones count where none of the size has a date, nor a larger one a date and a lower price.
    """
    undated, dated = ([one for one in usable if bool(one.plan.as_of) == known] for known in (False, True))
    dated = [one for one in dated if one.stale != EXPIRED] or dated
    return [*(one for one in undated if not dated or _missed(one, dated, near)), *dated]


def _missed(one: PlanPrice, dated: Sequence[PlanPrice], near: float) -> bool:
    """Say whether none with a date is as near, nor larger for less; `dated`: the nearest first."""
    nearer = abs(one.doublings) < abs(dated[0].doublings) - near
    return nearer and not any(other.doublings > 0 and other.cny < one.cny for other in dated)


def dates_of(plans: Sequence[Plan]) -> tuple[str, str, int]:
    """Return the oldest and the newest date of some prices ("" where none has one), and how many have none."""
    dates = sorted(plan.as_of for plan in plans if plan.as_of)
    return (*((dates[0], dates[-1]) if dates else ("", "")), len(plans) - len(dates))


def weakest(plans: Sequence[Plan], *, alone: bool) -> str:
    """Return the confidence of the weakest price; never high where it stands `alone`."""
    least = min(CONFIDENCE.index(plan.confidence) for plan in plans)
    return CONFIDENCE[min(least, 1) if alone else least]
