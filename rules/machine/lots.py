"""Lots: a size as it is bought, and over which numbers of people it stays the same; solved from the load, never searched for."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge import size_tables
from rules.machine import ladder, workload
from rules.machine.curves import Curve
from rules.machine.ladder import BANDS, LADDER, Required, Rung, fitting, machines_up
from rules.machine.load import Growth, Load, growth, loaded
from rules.machine.wanted import MOST_PEOPLE, Wanted, step_up

FLEET = "fleet"
SIZE_CLASSES = (*BANDS, FLEET)
"""The classes rules read, smallest first; `fleet` is more than one machine carries."""


@dataclass(frozen=True)
class Lot:
    """A size as it is bought: so many machines of one size, the class rules read, GiB kept beside them, and what comes with them.

    GiB of disk, Mbps and GB a month are counted in the steps of knowledge/ladder.yaml, so that one price is that of all in a step.
    """

    id: str
    machines: int
    size_class: str
    storage_gib: int = 0
    disk_gib: int = 0
    bandwidth_mbps: int = 0
    traffic_gb: int = 0

    @property
    def verdict(self) -> str:
        """Return the size as a verdict: lots that differ in what comes with the machine are one."""
        return f"{self.id}x{self.machines}"


@dataclass(frozen=True)
class Bought:
    """One point of a load laid on the ladder; GiB, Mbps. `bare` is the machine that everything but the card asks for."""

    machine: Rung
    bare: Rung
    machines: int
    beyond: bool
    disk_gib: int
    kept_gib: int
    mbps: int
    video: bool

    @property
    def size_class(self) -> str:
        """Return the class rules read: streams that want a video service are more than one machine carries, too."""
        return FLEET if self.beyond or self.video else self.machine.band


def bought(grown: Growth, load: Load, people: int) -> Bought:
    """Lay a load on the ladder."""
    return _laid(grown, _machine(load.memory_gib, load.vcpus, load.card_gib) if grown.server else _NONE, load, people)


def _machine(memory_gib: float, vcpus: float, card_gib: float) -> tuple[Rung, Rung, int]:
    """Return the machine, the one that everything but a card asks for, and how many: a card comes with a machine around it."""
    machine, count = fitting(Required(memory_gib, vcpus, card_gib))
    bare, others = fitting(Required(memory_gib, vcpus, 0)) if card_gib else (machine, count)
    return machine, bare, max(count, others)


_NONE = (LADDER["none"], LADDER["none"], 1)


def _laid(grown: Growth, found: tuple[Rung, Rung, int], load: Load, people: int) -> Bought:
    """Return what is bought on a machine that was found for a load."""
    machine, bare, count = found
    beyond = grown.server and (count > 1 or (grown.crowd is not None and people >= grown.crowd))
    disk, system = max(machine.disk_gib, bare.disk_gib), workload.assume("system_disk_gib")
    mbps = max(machine.bandwidth_mbps, bare.bandwidth_mbps, workload.whole(load.mbps))
    return Bought(
        machine,
        bare,
        machines_up(max(count, load.machines)) if grown.server else 1,
        beyond,
        int(max(disk, load.disk_gib)) if grown.server else 0,
        int(step_up("storage_gib", load.kept_gib)) if system + load.kept_gib > disk else 0,
        mbps,
        mbps > grown.streams,
    )


def lot_of(had: Bought, traffic_gb: float | None) -> Lot:
    """Count what is bought in the steps it is sold in."""
    return Lot(
        had.machine.id,
        had.machines,
        had.size_class,
        had.kept_gib,
        int(step_up("disk_gib", had.disk_gib)),
        int(step_up("bandwidth_mbps", had.mbps)),
        int(step_up("traffic_gb", traffic_gb or 0)),
    )


@lru_cache(maxsize=8192)
def stretches(asked: Wanted) -> tuple[tuple[int, ...], tuple[Lot, ...]]:
    """Return from which numbers of people on another lot is bought, and those lots; the first stretch starts at 1."""
    grown = growth(asked)
    begins, machines = _machines(grown.memory, grown.vcpus, grown.card) if grown.server else ((1,), (_NONE,))
    found: list[tuple[int, Lot]] = []
    for start in sorted({*begins, *_edges(grown)}):
        load = loaded(grown, start)
        had = _laid(grown, machines[bisect_right(begins, start) - 1], load, start)
        lot = lot_of(had, load.traffic_gb)
        if not found or found[-1][1] != lot:
            found.append((start, lot))
    return tuple(start for start, _ in found), tuple(lot for _, lot in found)


@lru_cache(maxsize=4096)
def _machines(memory: Curve, vcpus: Curve, card: Curve) -> tuple[tuple[int, ...], tuple[tuple[Rung, Rung, int], ...]]:
    """Return from which numbers of people on another machine is needed, and which; the first stretch starts at 1."""
    curves = ((memory, "memory_gib"), (vcpus, "vcpus"), (card, "gpu_memory_gib"))
    starts = sorted({1}.union(*(_solved(curve, what) for curve, what in curves)))
    return tuple(starts), tuple(_machine(memory.at(start), vcpus.at(start), card.at(start)) for start in starts)


def lot_at(asked: Wanted, people: int) -> Lot:
    """Return the lot for so many people."""
    starts, lots = stretches(asked)
    return lots[bisect_right(starts, people) - 1]


def _edges(grown: Growth) -> Iterator[int]:
    """Return every number of people at which something that is bought beside the machine itself may be another."""
    yield from _solved(grown.kept, "storage_gib")
    yield from _solved(grown.mbps, "bandwidth_mbps")
    yield from _solved(grown.machines, "machines")
    if grown.streams < math.inf and (wide := _passed(grown.mbps, grown.streams)):
        yield wide
    if grown.traffic:
        yield from _solved(grown.traffic, "traffic_gb")
    if grown.crowd:
        yield grown.crowd


@lru_cache(maxsize=4096)
def _solved(curve: Curve, what: str) -> tuple[int, ...]:
    """Return where a curve passes an amount at which something else is bought."""
    if curve.level is not None:
        return ()
    return tuple(found for amount in _amounts(what) if (found := _passed(curve, amount)))


def _passed(curve: Curve, amount: float) -> int | None:
    return curve.passes(amount, MOST_PEOPLE) if curve.at(1) <= amount else None


@cache
def _amounts(what: str) -> tuple[float, ...]:
    """Return the amounts of something above which another lot is bought."""
    if what in ("memory_gib", "vcpus", "gpu_memory_gib"):
        return (*([0.0] if what == "gpu_memory_gib" else ()), *ladder.edges(what))
    series: list[float] = size_tables.sizing()["series"][what]
    system = workload.assume("system_disk_gib")
    disks = {machine.disk_gib - system for machine in LADDER.values()} if what == "storage_gib" else set()
    return tuple(sorted({*series, *(gib for gib in disks if gib > 0)}))
