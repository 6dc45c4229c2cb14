"""A machine that somebody names, 24 cores or 4 cores with 8 GB, beside the one that was worked out; it changes no decision."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.advice.advising import SERVERLESS
from rules.machine.size import LADDER, Size
from rules.price import candidates
from rules.price.candidates import PlanPrice, Wish
from rules.price.cost import VENDORS

MOST_VCPUS, MOST_MEMORY = 999, 9999
WRITTEN = "(?=.)(?:([1-9][0-9]{0,2})c)?(?:([1-9][0-9]{0,3}|[0-9]{1,3}[.][0-9])g)?"
"""How one stands in an address: up to MOST_VCPUS and MOST_MEMORY, either or both."""


@dataclass(frozen=True)
class Named:
    """vCPUs and GiB of memory as somebody said them; None for what was not said."""

    vcpus: int | None
    memory_gib: float | None

    def __str__(self) -> str:
        """Write it as it stands in an address: 24c, 4c8g."""
        return (f"{self.vcpus}c" if self.vcpus else "") + (f"{self.memory_gib:g}g" if self.memory_gib else "")


@dataclass(frozen=True)
class Comparison:
    """How a named machine compares: `fit` is `idle` (no machine to pick), `card`, `small`, `same` or `large`.

    `lacks` is what it is short of: memory_gib or vcpus, needed and had. `plans`: what is listed of that size there.
    """

    fit: str
    lacks: tuple[str, float, float] | None = None
    plans: tuple[PlanPrice, ...] = ()


def read_named(text: str) -> Named | None:
    """Read what stands in an address; None where it is no machine."""
    found = re.fullmatch(WRITTEN, text)
    if not found or not any(float(part or 0) for part in found.groups()):
        return None
    vcpus, memory = found.groups()
    return Named(int(vcpus) if vcpus else None, (float(memory) if "." in memory else int(memory)) if memory else None)


def compare(named: Named, size: Size, product: str, region: str, vendor: str) -> Comparison:
    """Compare a named machine with the size that was worked out, and price it where it is larger."""
    if product in SERVERLESS or not size.vcpus:
        return Comparison("idle")
    if product == "gpu":
        return Comparison("card")
    needed = next((step.inputs for step in size.steps if step.id == "class"), {})
    for name, has in (("memory_gib", named.memory_gib), ("vcpus", named.vcpus)):
        if has and has < float(needed.get(name, 0)):
            return Comparison("small", (name, float(needed[name]), has))
    if (named.vcpus or 0) <= size.vcpus and (named.memory_gib or 0) <= size.memory_gib:
        return Comparison("same")
    return Comparison("large", plans=_listed(named, "ecs" if product == "cluster" else product, region, vendor))


def _listed(named: Named, product: str, region: str, vendor: str) -> tuple[PlanPrice, ...]:
    """Return the plans at least so large that count in a price: this kind of vendor's, else the other's."""
    wish = Wish(named.vcpus or 0, named.memory_gib or 0, 0)
    around = next((name for name, machine in LADDER.items() if _holds(named, name)), list(LADDER)[-1])
    for kind in (vendor, *(kind for kind in VENDORS if kind != vendor)):
        plans = candidates.answering(wish, product, around, region, kind)
        if counted := tuple(one for one in plans if one.counted):
            return counted
    return ()


def _holds(named: Named, size_id: str) -> bool:
    machine = LADDER[size_id]
    return machine.vcpus >= (named.vcpus or 0) and machine.memory_gib >= (named.memory_gib or 0)
