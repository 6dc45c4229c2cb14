"""What a load is bought as: an order from what was said and what was worked out, the same for the bill and for look-ahead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from knowledge import catalogue
from knowledge.products import products
from rules.answers import Answers
from rules.machine.ladder import LADDER
from rules.machine.lots import Lot
from rules.machine.size import Size
from rules.machine.stated import wanted
from rules.price.hours import hours_fold
from rules.price.order import Machine, Order

MONTHS: Mapping[str, float] = {"short": 1.0, "months": 6.0, "long": 12.0}
"""Months that a term is reckoned as: weeks are paid for as one month."""


class Use(NamedTuple):
    """How a machine is used, whatever it is: hours a day, the system, what is needed beside it (flags), and beside one product alone."""

    hours: float = 24.0
    system: str = "linux"
    flags: frozenset[str] = frozenset()
    flags_of: frozenset[tuple[str, str]] = frozenset()


def use_of(answers: Answers) -> Use:
    """Return how it is used, by what was said; nothing here is ever asked."""
    asked = wanted(answers)
    return _use(asked.hours or 24.0, asked.windows, asked.purpose, tuple(asked.software), tuple(sorted(answers.also)))


@lru_cache(maxsize=4096)
def _use(hours: float, windows: bool, purpose: str | None, software: tuple[str, ...], also: tuple[str, ...]) -> Use:
    found = set[tuple[str, str]]()
    for row in catalogue.money()["needed"]:
        told: dict[str, set[str]] = {"purpose": {purpose or ""}, "software": set(software), "also": set(also)}
        if all(told[name] & set(words) for name, words in row["when"].items()):
            found.add((row.get("product", ""), row["flag"]))
    system = "windows" if windows else "linux"
    flags = frozenset(flag for product, flag in found if not product)
    return Use(min(hours, 24.0), system, flags, frozenset(row for row in found if row[0]))


def hours_paid(product: str, filing: str, use: Use) -> float:
    """Return the hours a day that are paid for: all of them where paying by the hour is not sold, or a filing forbids it."""
    part = products()[product].by_hour and filing == "not-needed" and hours_fold(use.hours) == "part"
    return use.hours if part else 24.0


def filing_priced(filing: str, use: Use) -> str:
    """Return the filing that stands for all whose orders cost the same: one still needed may take a machine of its own."""
    if filing == "needed" or hours_fold(use.hours) == "part":
        return filing
    return "not-needed"


def order_for(product: str, lot: Lot, region: str, vendor: str, filing: str, use: Use) -> Order:
    """Return the order for a lot: what look-ahead prices, amounts counted up to their steps."""
    one = LADDER[lot.id]
    machine = Machine(one.vcpus, one.memory_gib, lot.disk_gib, lot.bandwidth_mbps, lot.machines, one.gpu_memory_gib)
    return _order(product, machine, region, vendor, filing, use, float(lot.traffic_gb), float(lot.storage_gib))


def order_of(
    product: str, size: Size, region: str, vendor: str, filing: str, use: Use, size_id: str | None = None
) -> Order:
    """Return the order for a size with its own amounts: what the bill prices; `size_id`: the same load on another size."""
    own_disk = max(size.disk_gib - size.storage_gib, 0)
    machine = Machine(
        size.vcpus, size.memory_gib, own_disk, size.bandwidth_mbps, size.machines, size.gpu_memory_gib or 0
    )
    if size_id and size_id != size.id:
        mine, other = LADDER[size.id], LADDER[size_id]
        # What merely comes with a size comes with the other one in its own amount; what the load asks for stays.
        disk = own_disk if own_disk > mine.disk_gib else other.disk_gib
        mbps = size.bandwidth_mbps if size.bandwidth_mbps > mine.bandwidth_mbps else other.bandwidth_mbps
        machine = Machine(other.vcpus, other.memory_gib, disk, mbps, size.machines, other.gpu_memory_gib)
    return _order(product, machine, region, vendor, filing, use, size.traffic_gb_month or 0.0, float(size.storage_gib))


def _order(
    product: str, machine: Machine, region: str, vendor: str, filing: str, use: Use, gb: float, kept: float
) -> Order:
    hours, system, flags = _used(product, filing, use)
    machine = machine if machine.memory_gib else _LEAST
    return Order(product, machine, region, vendor, gb, kept, hours, None, system, flags)


@lru_cache(maxsize=4096)
def _used(product: str, filing: str, use: Use) -> tuple[float, str, frozenset[str]]:
    """Return the hours a day that are paid for, the system, and what is needed beside the machines."""
    sold = products()[product]
    flags = use.flags | {flag for name, flag in use.flags_of if name == product}
    # Hosting alone carries no filing: a machine is bought for it.
    flags |= {"filing-machine"} if sold.filed_by and filing == "needed" else frozenset()
    return hours_paid(product, filing, use), "linux" if sold.serverless else use.system, flags


_LEAST = Machine(LADDER["c1m1"].vcpus, LADDER["c1m1"].memory_gib, LADDER["c1m1"].disk_gib)
"""The smallest machine stands for none where a server is bought all the same."""
