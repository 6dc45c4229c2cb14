"""A machine that somebody names, 24 cores or 4 cores with 8 GB, beside the one that was worked out; it changes no decision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.products import products
from rules.advice.advising import Advice
from rules.advice.priced import Priced
from rules.machine.size import LADDER
from rules.price.bill import bill

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

    `lacks` is what it is short of: memory_gib or vcpus, needed and had. `price`: what it costs there; None where
    none is picked or listed.
    """

    fit: str
    lacks: tuple[str, float, float] | None = None
    price: Priced | None = None


def read_named(text: str) -> Named | None:
    """Read what stands in an address; None where it is no machine."""
    found = re.fullmatch(WRITTEN, text)
    if not found or not any(float(part or 0) for part in found.groups()):
        return None
    vcpus, memory = found.groups()
    return Named(int(vcpus) if vcpus else None, (float(memory) if "." in memory else int(memory)) if memory else None)


def compare(named: Named, advice: Advice) -> Comparison:
    """Compare a named machine with the size that was worked out, and price it as the advice is, all of the load on it."""
    size, product = advice.size, advice.decided.choice("product")
    if products()[product].serverless or not size.vcpus:
        return Comparison("idle")
    if products()[product].kind == "card":
        return Comparison("card")
    price = _priced(named, advice)
    # What the page itself gives is enough, though a little more would be comfortable.
    wanted = {
        "memory_gib": min(size.needed.get("memory_gib", 0.0), size.memory_gib),
        "vcpus": size.needed.get("vcpus", 0.0),
    }
    if lacks := _lacks(named, wanted):
        return Comparison("small", lacks, price)
    if (named.vcpus or 0) <= size.vcpus and (named.memory_gib or 0) <= size.memory_gib:
        return Comparison("same", price=price)
    return Comparison("large", price=price)


def _lacks(named: Named, needed: Mapping[str, float]) -> tuple[str, float, float] | None:
    """Return what it is short of, with what is needed and had; memory before vCPUs."""
    had = (("memory_gib", named.memory_gib), ("vcpus", named.vcpus))
    short = ((name, needed.get(name, 0.0), has) for name, has in had if has)
    return next((one for one in short if one[2] < one[1]), None)


def _priced(named: Named, advice: Advice) -> Priced | None:
    """Return what it costs with the load of the advice; None where nobody lists one so large there."""
    had = advice.price.order
    order = replace(had, machine=had.machine._replace(vcpus=named.vcpus or 0, memory_gib=named.memory_gib or 0))
    found = bill(order, advice.on)
    size_id = next((name for name in LADDER if _holds(named, name)), list(LADDER)[-1])
    return None if {*found.substitutes} - {"vendor"} else Priced(order, size_id, advice.price.filing, found, advice.on)


def _holds(named: Named, size_id: str) -> bool:
    machine = LADDER[size_id]
    return machine.vcpus >= (named.vcpus or 0) and machine.memory_gib >= (named.memory_gib or 0)
