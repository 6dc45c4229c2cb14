"""The sizes on sale, and the first of them that has it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge import size_tables
from rules.machine.wanted import step_up


@dataclass(frozen=True)
class Rung:
    """One size on the ladder; GiB and Mbps; `cards` hold `gpu_memory_gib` together. `band`: the class rules read."""

    id: str
    vcpus: int
    memory_gib: float
    disk_gib: int
    bandwidth_mbps: int
    gpu_memory_gib: int
    cards: int
    band: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Required:
    """GiB of memory, vCPUs and GiB of card memory that are required, before it is said of how many machines."""

    memory: float
    vcpus: float
    card: float


def _ladder() -> dict[str, Rung]:
    return {
        name: Rung(
            name,
            row["vcpus"],
            row["memory_gib"],
            row["disk_gib"],
            row["bandwidth_mbps"],
            row.get("gpu_memory_gib", 0),
            row.get("cards", 0),
            row["band"],
            tuple(row["cites"]),
        )
        for name, row in size_tables.sizing()["ladder"].items()
    }


LADDER: Mapping[str, Rung] = _ladder()
SIZES: tuple[str, ...] = tuple(LADDER)
"""Every size, smallest first: none, the servers, then those with cards."""
BANDS: tuple[str, ...] = tuple(dict.fromkeys(machine.band for machine in LADDER.values()))
SERVERS = tuple(machine for machine in LADDER.values() if machine.vcpus and not machine.cards)
CARDS = tuple(machine for machine in LADDER.values() if machine.cards)
ROOM = 1 + float(size_tables.sizing()["tight"]["value"])
"""So much of what a machine has may be required of it."""


def fitting(need: Required) -> tuple[Rung, int]:
    """Return the first size that has it all, and how many of it where even the largest does not."""
    family = CARDS if need.card else SERVERS
    for machine in family:
        if _has(machine, need, 1):
            return machine, 1
    largest = family[-1]
    return largest, next((count for count in _counts() if _has(largest, need, count)), _counts()[-1])


def _counts() -> list[int]:
    found: list[int] = size_tables.sizing()["series"]["machines"]
    return found


def _has(machine: Rung, need: Required, count: int) -> bool:
    if machine.cards:
        # A model either fits or does not start at all.
        return machine.gpu_memory_gib * count >= need.card
    room = ROOM * count
    return machine.vcpus * room >= need.vcpus and machine.memory_gib * room >= need.memory


def edges(what: str) -> list[float]:
    """Return the amounts above which another size or number of machines is needed: `vcpus`, `memory_gib` or `gpu_memory_gib`."""
    family = CARDS if what == "gpu_memory_gib" else SERVERS
    room = 1.0 if family is CARDS else ROOM
    largest = getattr(family[-1], what)
    found = {getattr(machine, what) * room for machine in family} | {largest * room * count for count in _counts()}
    return sorted(float(edge) for edge in found if edge)


def machines_up(count: float) -> int:
    """Return the number of machines that is bought for so many."""
    return int(step_up("machines", count))


def smaller(size_id: str) -> str | None:
    """Return the size to name as one smaller: the nearest before it with less memory and no more of anything."""
    family = _family(size_id)
    here = LADDER[size_id]
    before = [one for one in family[: family.index(here)] if _less(one, here)] if here in family else []
    return before[-1].id if before else None


def larger(size_id: str) -> str | None:
    """Return the size to name as one larger: the nearest after it with more memory and no less of anything."""
    family = _family(size_id)
    here = LADDER[size_id]
    after = [one for one in family[family.index(here) + 1 :] if _less(here, one)] if here in family else []
    return after[0].id if after else None


def _family(size_id: str) -> tuple[Rung, ...]:
    return CARDS if LADDER[size_id].cards else SERVERS


def _less(one: Rung, other: Rung) -> bool:
    memory = (one.gpu_memory_gib or one.memory_gib) < (other.gpu_memory_gib or other.memory_gib)
    return memory and one.vcpus <= other.vcpus and one.memory_gib <= other.memory_gib
