"""What is to be bought: a machine, how it is used, and what size of plan that asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from knowledge.products import products
from rules.price.wish import Wish, wish_for


class Machine(NamedTuple):
    """What one machine must have: vCPUs, GiB of memory and disk, Mbps; `gpu_memory_gib` is that of its cards together."""

    vcpus: float
    memory_gib: float
    disk_gib: float = 0.0
    bandwidth_mbps: float = 0.0
    machines: int = 1
    gpu_memory_gib: float = 0.0


@dataclass(frozen=True)
class Order:
    """What is to be bought and how it is used.

    `traffic_gb_month` is sent out by all machines together, `storage_gib` kept beside them. `hours` a day; `months` in all, None where
    no end was named. `flags`: cdn (the traffic goes through a content network), database, database-ha, sqlserver, protection,
    balancer, kubernetes, backup, filing-machine, on-disk (what is kept lies on a disk); `beside` has those that come with the product too.
    """

    product: str
    machine: Machine
    region: str
    vendor: str
    traffic_gb_month: float = 0.0
    storage_gib: float = 0.0
    hours: float = 24.0
    months: float | None = None
    system: str = "linux"
    flags: frozenset[str] = frozenset()

    @cached_property
    def _hashed(self) -> int:
        return hash((self.product, self.machine, self.region, self.vendor, self.hours, self.system, self.flags))

    def __hash__(self) -> int:
        return self._hashed

    @cached_property
    def beside(self) -> frozenset[str]:
        """Return what is bought beside the machines: what was asked for, and what an order of the product is ticked for."""
        return self.flags | frozenset(products()[self.product].comes_with)

    @cached_property
    def count(self) -> int:
        """Return how many machines are bought: of several there are two at the least."""
        return max(self.machine.machines, products()[self.product].least)


def wish_of(order: Order) -> Wish:
    """Return what the size asks of a product."""
    machine = order.machine
    return wish_for(order.product, machine.vcpus, machine.memory_gib, machine.gpu_memory_gib)
