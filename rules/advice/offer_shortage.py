"""What an offer has too little of for the load it would carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.advice.advising import Advice

SYSTEM_GIB = 8
"""Less disk than this does not hold a system with a program."""
SYSTEM_MEMORY_GIB = 0.5
"""What the system takes of any machine's memory before a program starts."""
SMALL = {"memory_gib": 0.6, "vcpus": 0.5, "disk_gib": 1 / 1.2}
"""With less than this share of what is needed an offer is too small. Fewer cores only answer later; of memory, what is left of the system's counts."""
HOPELESS = {"memory_gib": 0.35, "vcpus": 0.25, "disk_gib": 0.5}
"""With less than this share it will not do."""


def shortage(offer: Mapping[str, Any], found: Advice) -> tuple[str, float, bool]:
    """Return what it has least of, measured by what is too small, how much is needed, and whether it will not do at all.

    vCPUs or GiB; ("", 0, False) where it carries the load, or nobody said its size.
    """
    needed = dict(found.size.needed)
    kept = next((step.inputs.get("kept_gib", 0) for step in found.size.steps if step.id == "disk"), 0)
    needed["disk_gib"] = SYSTEM_GIB + float(kept or 0)
    shares = {
        name: _share(name, float(offer[name]), float(needed[name]))
        for name in SMALL
        if offer.get(name) and needed.get(name)
    }
    least = min(shares, key=lambda name: shares[name] / SMALL[name], default="")
    if not least or shares[least] >= SMALL[least]:
        return "", 0.0, False
    return least, float(needed[least]), shares[least] < HOPELESS[least]


def _share(name: str, has: float, need: float) -> float:
    """Return the share of a need that an offer has."""
    system = SYSTEM_MEMORY_GIB if name == "memory_gib" and need >= 2 * SYSTEM_MEMORY_GIB else 0.0
    return max(has - system, 0.0) / (need - system)
