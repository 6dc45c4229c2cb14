"""What the things beside a machine cost in a place: disk, address, line, traffic and the rest, each from knowledge/rates.csv.

Amounts are yuan a month. None means that no rate is known, which is never the same as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from knowledge import rates
from knowledge.catalogue import money
from knowledge.products import products
from knowledge.rates import Rate

HOURS_A_MONTH = 730.0
GB_PER_MBPS = 324.0
"""What one Mbps carries in a month when it is never idle: 1/8 MB a second for 30 days."""


class Charge(NamedTuple):
    """A sum from `low` to `high` yuan a month, and the rates it rests on."""

    low: float
    high: float
    cites: tuple[str, ...]

    def times(self, factor: float) -> Charge:
        """Return so much of it."""
        return Charge(self.low * factor, self.high * factor, self.cites)


def per_month(rate: Rate) -> float:
    """Return a flat rate in yuan a month, whatever it is sold by."""
    factor = {"month": 1.0, "year": 1 / 12, "hour": HOURS_A_MONTH}.get(rate.unit, 1.0)
    return rate.cny * factor


def spread(found: Sequence[Rate], amount: float = 1.0) -> Charge | None:
    """Return what an amount costs at the cheapest and at the dearest rate; None where there is none."""
    sums = sorted((_stepped((rate,), amount) if rate.free else per_month(rate) * amount, rate.id) for rate in found)
    if not sums:
        return None
    ends = dict.fromkeys(name for _, name in (sums[0], sums[-1]))
    return Charge(sums[0][0], sums[-1][0], tuple(ends))


def _stepped(steps: Iterable[Rate], amount: float) -> float:
    """Price an amount by a vendor's steps: each step holds for what lies above it, what is free costs nothing."""
    ordered = sorted(steps, key=lambda rate: rate.above)
    total, left = 0.0, max(0.0, amount - ordered[0].free)
    for rate, upper in zip(ordered, [*(step.above for step in ordered[1:]), float("inf")], strict=True):
        total += max(0.0, min(left, upper) - rate.above) * per_month(rate)
    return total


def _by_vendor(found: Sequence[Rate], amount: float) -> Charge | None:
    vendors: dict[str, list[Rate]] = {}
    for rate in found:
        vendors.setdefault(rate.vendor, []).append(rate)
    sums = sorted((_stepped(steps, amount), tuple(rate.id for rate in steps)) for steps in vendors.values())
    if not sums:
        return None
    return Charge(sums[0][0], sums[-1][0], tuple(dict.fromkeys([*sums[0][1], *sums[-1][1]])))


@lru_cache(maxsize=4096)
def traffic(product: str, place: str, gb: float, vendor: str = "") -> Charge | None:
    """Price GB sent out in a month, by the vendor's own rate where it has one."""
    for kind in (product, *products()[product].traffic_as):
        found = rates.for_item("traffic", place, kind)
        own = [rate for rate in found if rate.vendor == vendor]
        usable = own or [rate for rate in found if rate.confidence != "low" and rate.vendor not in _SINGLE] or found
        if usable:
            return _by_vendor(usable, gb)
    return None


_SINGLE = ("CloudBlast", "OneCloud", "Hetzner Cloud")
"""Vendors whose overage holds for their own machines only."""


@lru_cache(maxsize=4096)
def bandwidth(place: str, mbps: float) -> Charge | None:
    """Price a fixed line of so many Mbps."""
    return _by_vendor(rates.for_item("bandwidth", place), mbps)


@lru_cache(maxsize=4096)
def address(place: str) -> Charge | None:
    """Price one public IPv4 address, which whoever pays by traffic pays for."""
    return spread(rates.for_item("address", place))


@lru_cache(maxsize=4096)
def disk(place: str, gib: float, cheapest: bool = False) -> Charge | None:
    """Price a cloud disk; `cheapest`: the slowest kind will do."""
    found = rates.for_item("disk", place, "ecs")
    if cheapest:
        found = tuple(sorted(found, key=lambda rate: rate.cny)[:1])
    return spread(found, gib)


@lru_cache(maxsize=4096)
def kept(place: str, gib: float, on_disk: bool) -> Charge | None:
    """Price what is kept beside a machine: on a cloud disk, or else in object storage at the least, on the cheapest disk at the most."""
    if on_disk:
        return disk(place, gib)
    objects, disks = spread(rates.for_item("storage", place, "object"), gib), disk(place, gib, cheapest=True)
    if objects is None or disks is None:
        return objects or disks
    return Charge(objects.low, max(disks.high, objects.low), (objects.cites[0], *disks.cites))


@lru_cache(maxsize=4096)
def hosting(place: str, gb: float) -> Charge:
    """Price what is fetched from static hosting: nothing while it stays within what is included."""
    at = money()["hosting_traffic"]["mainland" if place == "mainland" else "abroad"]
    more, cites = max(0.0, gb - at["free_gb"]), tuple(at["cites"])
    if place == "mainland":
        return Charge(more * at["low"], more * at["high"], cites)
    fee = at["flat"] + max(0.0, more - at["flat_gb"]) * at["beyond"] if more else 0.0
    return Charge(fee, fee, cites)


@lru_cache(maxsize=4096)
def delivered(place: str, gb: float) -> Charge | None:
    """Price GB delivered by a content network."""
    return _by_vendor(rates.for_item("cdn", place, "static"), gb)


@lru_cache(maxsize=4096)
def licence(place: str, vendor: str, cores: float) -> Charge | None:
    """Price Windows for so many vCPUs at a vendor; what one vendor asks says nothing of another."""
    return spread([rate for rate in rates.for_item("licence", place, "windows") if rate.vendor == vendor], cores)


@lru_cache(maxsize=4096)
def flat(item: str, place: str, kind: str = "") -> Charge | None:
    """Price one of something that costs the same however much it is used."""
    return spread(rates.for_item(item, place, kind))


@lru_cache(maxsize=4096)
def line(product: str, place: str, mbps: float, gb: float, vendor: str = "") -> tuple[tuple[str, Charge], ...] | None:
    """Return the cheaper way to pay for a line, as its items: fixed bandwidth that carries it all, or traffic and an address."""
    fixed, metered, own = bandwidth(place, mbps), traffic(product, place, gb, vendor), address(place)
    by_traffic = None if metered is None or own is None else metered.low + own.low
    if fixed is not None and mbps * GB_PER_MBPS >= max(gb, 1.0) and (by_traffic is None or fixed.low <= by_traffic):
        return (("bandwidth", fixed),)
    if metered is not None and own is not None:
        return (("address", own), ("traffic", metered))
    return None
