"""Lots: a size as it is bought, and over which numbers of people it stays the same; solved from the load, never searched for."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge import catalogue
from rules.machine import ladder, workload
from rules.machine.curves import Curve
from rules.machine.ladder import BANDS, LADDER, Machine, Required, fitting, machines_up
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

    machine: Machine
    bare: Machine
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
    """Lay a load on the ladder: a card comes with a machine around it, which must still carry everything else."""
    machine = bare = LADDER["none"]
    count = 1
    if grown.server:
        machine, count = fitting(Required(load.memory_gib, load.vcpus, load.card_gib))
        bare, others = fitting(Required(load.memory_gib, load.vcpus, 0)) if load.card_gib else (machine, count)
        count = max(count, others)
    beyond = grown.server and (count > 1 or (grown.crowd is not None and people >= grown.crowd))
    disk, system = max(machine.disk_gib, bare.disk_gib), workload.assume("system_disk_gib")
    mbps = max(machine.bandwidth_mbps, bare.bandwidth_mbps, workload.whole(load.mbps))
    return Bought(
        machine, bare, machines_up(max(count, load.machines)) if grown.server else 1, beyond,
        int(max(disk, load.disk_gib)) if grown.server else 0,
        int(step_up("storage_gib", load.kept_gib)) if system + load.kept_gib > disk else 0,
        mbps, mbps > grown.streams,
    )  # fmt: skip


def lot_of(had: Bought, traffic_gb: float | None) -> Lot:
    """Count what is bought in the steps it is sold in."""
    return Lot(
        had.machine.id, had.machines, had.size_class, had.kept_gib, int(step_up("disk_gib", had.disk_gib)),
        int(step_up("bandwidth_mbps", had.mbps)), int(step_up("traffic_gb", traffic_gb or 0)),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def stretches(asked: Wanted) -> tuple[tuple[int, ...], tuple[Lot, ...]]:
    """Return from which numbers of people on another lot is bought, and those lots; the first stretch starts at 1."""
    grown = growth(asked)
    found: list[tuple[int, Lot]] = []
    for start in sorted({1, *_edges(grown)}):
        load = loaded(grown, start)
        lot = lot_of(bought(grown, load, start), load.traffic_gb)
        if not found or found[-1][1] != lot:
            found.append((start, lot))
    return tuple(start for start, _ in found), tuple(lot for _, lot in found)


def lot_at(asked: Wanted, people: int) -> Lot:
    """Return the lot for so many people."""
    starts, lots = stretches(asked)
    return lots[bisect_right(starts, people) - 1]


def _edges(grown: Growth) -> Iterator[int]:
    """Return every number of people at which something that is bought may be another."""
    series = catalogue.sizing()["series"]
    system = workload.assume("system_disk_gib")
    disks = {machine.disk_gib - system for machine in LADDER.values()}
    wide = [grown.streams] if grown.streams < math.inf else []
    curves: list[tuple[Curve, list[float]]] = [
        (grown.memory, ladder.edges("memory_gib")),
        (grown.vcpus, ladder.edges("vcpus")),
        (grown.card, [0.0, *ladder.edges("gpu_memory_gib")]),
        (grown.kept, sorted({*series["storage_gib"], *(gib for gib in disks if gib > 0)})),
        (grown.mbps, sorted({*series["bandwidth_mbps"], *wide})),
        (grown.machines, series["machines"]),
    ]
    curves += [(grown.traffic, series["traffic_gb"])] if grown.traffic else []
    yield from [grown.crowd] if grown.crowd else []
    for curve, amounts in curves:
        yield from _solved(curve, amounts)


def _solved(curve: Curve, amounts: list[float]) -> Iterator[int]:
    """Return where a curve passes each amount."""
    least, most = curve.at(1), curve.at(MOST_PEOPLE)
    for amount in amounts:
        if least <= amount < most and (found := curve.passes(amount, MOST_PEOPLE)):
            yield found
