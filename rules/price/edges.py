"""The edges of a bill without the bill: its machines and what is bought beside them, each priced by just what it hangs on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from knowledge.products import products
from rules.price.bill import edges_between, found_for, is_fresh
from rules.price.lines import beside, ends, machine_lines, total
from rules.price.order import Machine, Order


class Bare(NamedTuple):
    """What the price of machines hangs on, beside place and vendor: `carry` reads nothing else of an order."""

    product: str
    machine: Machine
    gb: float
    hours: float
    system: str


class Extras(NamedTuple):
    """What the price of all that is bought beside machines hangs on, beside the place; `kept` GiB."""

    product: str
    machine: Machine
    gb: float
    kept: float
    flags: frozenset[str]


def order_edges(machines: Bare, others: Extras, region: str, vendor: str, on: date) -> tuple[float, float]:
    """Return the `edges` of an order's bill: what its machines cost and what is bought beside them, each priced by what it hangs on."""
    low, high, fresh = _machines(machines, region, vendor, on)
    more = _beside_sums(others, region)
    return edges_between(round(low + more[0], 2), round(high + more[1], 2), fresh)


@lru_cache(maxsize=32_768)
def _machines(one: Bare, region: str, vendor: str, on: date) -> tuple[float, float, bool]:
    order = Order(one.product, one.machine, region, vendor, one.gb, 0.0, one.hours, None, one.system)
    counted = found_for(order)[1]
    low, high = ends(counted)
    return *total(machine_lines(low, high, order.count)), is_fresh(counted, on)


@lru_cache(maxsize=8192)
def _beside_sums(one: Extras, region: str) -> tuple[float, float]:
    return total(beside(Order(one.product, one.machine, region, "", one.gb, one.kept, flags=one.flags)))


def bare(order: Order) -> Bare:
    """Return what the price of an order's machines hangs on."""
    one, sold = order.machine, products()[order.product]
    through = "cdn" in order.flags or sold.kind == "pages"
    vcpus, memory, card = _size_priced(order)
    disk = one.disk_gib if sold.disk_extra else 0.0
    mbps = 0.0 if through or sold.kind == "platform" else one.bandwidth_mbps
    gb = 0.0 if through else order.traffic_gb_month
    kept = Machine(vcpus, memory, disk, mbps, one.machines, card)
    return Bare(order.product, kept, gb, order.hours, order.system)


def extras(order: Order) -> Extras:
    """Return what the price of all that is bought beside an order's machines hangs on."""
    sold, flags = products()[order.product], order.flags
    gb = order.traffic_gb_month if sold.kind == "pages" or "cdn" in flags else 0.0
    kept = 0.0 if sold.own_disks and "on-disk" not in flags else order.storage_gib
    return Extras(order.product, _backed_up(order), gb, kept, flags)


def _size_priced(order: Order) -> tuple[float, float, float]:
    """Return the vCPUs, GiB of memory and of card memory that a product's price hangs on, 0 where it does not."""
    machine, kind = order.machine, products()[order.product].kind
    if kind == "pages":
        return 0, 0, 0.0
    if kind == "platform":
        return 0, machine.memory_gib, 0.0
    if kind == "card":
        # What is licensed is licensed by the processor.
        return machine.vcpus if order.system == "windows" else 0, 0, machine.gpu_memory_gib
    return machine.vcpus, machine.memory_gib, 0.0


def _backed_up(order: Order) -> Machine:
    """Return the machine with only what is bought beside it hangs on."""
    kept = "backup" in order.beside
    return Machine(0, 0, order.machine.disk_gib if kept else 0.0, machines=order.machine.machines if kept else 1)
