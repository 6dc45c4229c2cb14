"""The least that a machine of a size can cost anywhere: for a smaller budget nothing has to be priced to know that it is not enough."""

from __future__ import annotations

import math
from functools import lru_cache

from knowledge import catalogue
from knowledge.products import bought, products
from rules.price.bill import UNSURE_WITHIN
from rules.price.candidates import dearer, left_out
from rules.price.edges import Bare
from rules.price.hours import machine_cost
from rules.price.wish import wish_for

Offer = tuple[float, tuple[float | None, ...]]
"""Yuan a month, and log2 of vCPUs, GiB of memory and GiB of card memory; None where the source prints none."""
_CENTS = 0.05
"""Sums are rounded on their way."""
_A_HAIR = 1e-6


def floor(one: Bare) -> float:
    """Return a budget in yuan a month that no lower edge of a bill with such machines is below, wherever they are bought."""
    machine, count = one.machine, max(one.machine.machines, products()[one.product].least)
    least = _least(one.product, machine.vcpus, machine.memory_gib, machine.gpu_memory_gib, one.hours)
    return (count * least - _CENTS) / UNSURE_WITHIN


@lru_cache(maxsize=4096)
def _least(product: str, vcpus: float, memory_gib: float, gpu_memory_gib: float, hours: float) -> float:
    """Return the least that a plan which may count costs a month, priced up where it is smaller than what is wished for."""
    kind = bought(product)
    wish, factor, best = wish_for(product, vcpus, memory_gib, gpu_memory_gib), dearer(kind), math.inf
    sizes = wish.vcpus, wish.memory_gib, wish.gpu_memory_gib
    wanted = [(place, math.log2(size)) for place, size in enumerate(sizes) if size]
    for price, offered in _offers(kind, hours):
        if price >= best:
            break
        above = [have - want for place, want in wanted if (have := offered[place]) is not None]
        if len(above) == len(wanted):
            below = sum([-one for one in above if one < 0]) / max(len(above), 1)
            best = min(best, price * factor ** max(0.0, below - _A_HAIR))
    return best


@lru_cache(maxsize=256)
def _offers(kind: str, hours: float) -> tuple[Offer, ...]:
    """Return what every plan of a product that may count is by itself, the cheapest first."""
    threads, sold_as = products()[kind].most_threads, products()[kind].sold_as
    plans = [one for one in catalogue.plans().values() if one.product_class == sold_as and not left_out(one)]
    sizes = [(one.threads if threads else one.vcpus, one.memory_gib, one.gpu_memory_gib) for one in plans]
    logs = [tuple([math.log2(size) if size else None for size in row]) for row in sizes]
    prices = [machine_cost(plan, hours)[0] for plan in plans]
    return tuple(sorted(zip(prices, logs, strict=True), key=lambda one: one[0]))
