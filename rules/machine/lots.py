"""Lots: a size as it is bought, and over which numbers of people it stays the same; solved from the load, never searched for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rules.machine import workload
from rules.machine.curves import NOTHING
from rules.machine.ladder import BANDS, LADDER, Required, Rung, fitting, machines_up
from rules.machine.load import Growth, Load, growth
from rules.machine.steps import Steps, between, steps_of
from rules.machine.wanted import Wanted, step_up

FLEET = "fleet"
SIZE_CLASSES = (*BANDS, FLEET)
"""The classes rules read, smallest first; `fleet` is more than one machine carries."""


class Lot(NamedTuple):
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
        # Several machines with cards are that first: no other kind of fleet answers a model.
        return FLEET if (self.beyond or self.video) and not self.machine.cards else self.machine.band


class Picked(NamedTuple):
    """The machine a load asks for, the one that everything but a card asks for, and how many: a card comes with a machine around it."""

    machine: Rung
    bare: Rung
    many: int


NO_MACHINE = Picked(LADDER["none"], LADDER["none"], 1)


def bought(grown: Growth, load: Load, people: int) -> Bought:
    """Lay a load on the ladder."""
    machine = machine_for(load.memory_gib, load.vcpus, load.card_gib) if grown.server else NO_MACHINE
    return _laid(machine, load, terms(grown), grown.job.crowd is not None and people >= grown.job.crowd)


@lru_cache(maxsize=4096)
def machine_for(memory_gib: float, vcpus: float, card_gib: float) -> Picked:
    """Return the machine for what is asked of it."""
    machine, count = fitting(Required(memory_gib, vcpus, card_gib))
    bare, others = fitting(Required(memory_gib, vcpus, 0)) if card_gib else (machine, count)
    return Picked(machine, bare, max(count, others))


def _laid(had: Picked, load: Load, on: Terms, crowded: bool) -> Bought:
    """Return what is bought on a machine that was found for a load; `crowded`: more people than one machine is for."""
    disk, system = max(had.machine.disk_gib, had.bare.disk_gib), workload.assume("system_disk_gib")
    mbps = max(had.machine.bandwidth_mbps, had.bare.bandwidth_mbps, workload.whole(load.mbps))
    return Bought(
        had.machine,
        had.bare,
        machines_up(max(had.many, load.machines)) if on.server else 1,
        on.server and (had.many > 1 or crowded),
        int(max(disk, load.disk_gib)) if on.server else 0,
        int(step_up("storage_gib", load.kept_gib)) if system + load.kept_gib > disk else 0,
        mbps,
        mbps > on.streams,
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


MACHINE = ("memory_gib", "vcpus", "gpu_memory_gib")
"""What the machine hangs on, as a load has it, step by step."""
BESIDE = ("storage_gib", "bandwidth_mbps", "traffic_gb", "machines", "crowd")
"""What else a lot hangs on; the last says whether they are more people than one machine is for."""


class Terms(NamedTuple):
    """What a lot hangs on whatever the number of people: whether a server is needed, GiB programs want, Mbps for a video service."""

    server: bool
    disk_gib: float
    streams: float


def terms(grown: Growth) -> Terms:
    """Return the terms of a load."""
    return Terms(grown.server, grown.job.disk, grown.job.streams)


def machine_steps(grown: Growth) -> tuple[Steps, ...]:
    """Return the steps that a load takes, in the order of MACHINE."""
    job = grown.job.steps
    return steps_of(grown.memory, "memory_gib"), job["vcpus"], job["gpu_memory_gib"]


def beside_steps(grown: Growth) -> tuple[Steps, ...]:
    """Return the steps that a load takes, in the order of BESIDE."""
    job, traffic = grown.job.steps, NOTHING if grown.traffic is None else grown.traffic
    kept, sent = steps_of(grown.kept, "storage_gib"), steps_of(traffic, "traffic_gb")
    return kept, job["bandwidth_mbps"], sent, job["machines"], job["crowd"]


@lru_cache(maxsize=4096)
def machine_on(taken: tuple[int, ...], on: Terms) -> Picked:
    """Return the machine for all loads on the same steps, in the order of MACHINE."""
    return machine_for(*map(between, MACHINE, taken)) if on.server else NO_MACHINE


@lru_cache(maxsize=16_384)
def lot_on(size: str, bare: str, count: int, taken: tuple[int, ...], on: Terms) -> Lot:
    """Return the lot for all loads on so many machines of a size and on the same steps, in the order of BESIDE."""
    kept, mbps, traffic, machines = map(between, BESIDE, taken[:-1])
    load = Load(0, 0, 0, on.disk_gib, kept, mbps, traffic, machines, ())
    return lot_of(_laid(Picked(LADDER[size], LADDER[bare], count), load, on, bool(taken[-1])), traffic)


@lru_cache(maxsize=8192)
def stretches(asked: Wanted) -> tuple[tuple[int, ...], tuple[Lot, ...]]:
    """Return from which numbers of people on another lot is bought, and those lots; the first stretch starts at 1."""
    grown = growth(asked)
    machine, beside, on = machine_steps(grown), beside_steps(grown), terms(grown)
    found: list[tuple[int, Lot]] = []
    for start in sorted({1}.union(*(one.further for one in machine + beside))):
        had = machine_on(tuple(one.at(start) for one in machine), on)
        lot = lot_on(had.machine.id, had.bare.id, had.many, tuple(one.at(start) for one in beside), on)
        if not found or found[-1][1] != lot:
            found.append((start, lot))
    return tuple(start for start, _ in found), tuple(lot for _, lot in found)


def lot_at(asked: Wanted, people: int) -> Lot:
    """Return the lot for so many people."""
    starts, lots = stretches(asked)
    return lots[bisect_right(starts, people) - 1]
