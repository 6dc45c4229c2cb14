"""What size is looked for of a product, and how many doublings a plan is above or below it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from knowledge.catalogue import Plan
from knowledge.products import products
from rules.machine.size import LADDER


@dataclass(frozen=True)
class Wish:
    """What is looked for: vCPUs (threads of a dedicated machine), GiB of memory, GiB of card memory; 0 does not matter."""

    vcpus: float
    memory_gib: float
    gpu_memory_gib: float


def wish_for(product: str, vcpus: float, memory_gib: float, gpu_memory_gib: float) -> Wish:
    """Return what a machine asks of a product; without a card the smallest."""
    row = products()[product]
    if row.kind == "pages":
        return Wish(0, 0, 0)
    if row.memory_share:
        return Wish(0, memory_gib * row.memory_share.value, 0)
    if row.kind == "card":
        return Wish(0, 0, gpu_memory_gib or LADDER[row.entry_size].gpu_memory_gib)
    return Wish(vcpus, memory_gib, 0)


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
    return doublings if doublings <= products()[product].farthest else None


def gap(plan: Plan, wish: Wish, product: str) -> float | None:
    """Return how many doublings below the wish a plan is, or None when it is not smaller or has no size."""
    ratios = _ratios(plan, wish, product)
    if not ratios or all(ratio >= 0 for ratio in ratios):
        return None
    return sum(-min(ratio, 0.0) for ratio in ratios) / len(ratios)
