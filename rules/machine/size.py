"""How big a machine has to be: from purpose, people, demand, programs and Windows to a size class, with the arithmetic shown.

All figures stand in knowledge/sizing.yaml. More of anything never gives less of anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from knowledge import catalogue, load
from rules.machine import workload
from rules.machine.workload import Load, Required, Step, required

Needs = Mapping[str, object]
MOST_PEOPLE = 100_000_000
MOST_FURTHER = 3
DEMANDS = ("light", "medium", "heavy")


@dataclass(frozen=True)
class Machine:
    """One size on the ladder; GiB and Mbps; `cards` hold `gpu_memory_gib` together."""

    id: str
    vcpus: int
    memory_gib: int
    disk_gib: int
    bandwidth_mbps: int
    gpu_memory_gib: int
    cards: int
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Size:
    """What the load asks of a machine. GiB, Mbps, GB a month; all 0 where no server is needed (`id` none).

    `storage_gib` is what is kept and does not fit on that size's own disk; it is paid for beside the machine.
    `beyond_one_machine`: buy `machines` of these, not one. `traffic_gb_month` is None where nothing is known to estimate it
    by. `hints` name better ways than a bigger machine: cdn, video-service, object-storage.
    """

    id: str
    vcpus: int
    memory_gib: int
    disk_gib: int
    bandwidth_mbps: int
    traffic_gb_month: float | None
    gpu_memory_gib: int | None
    people: int | None
    storage_gib: int
    unit: str | None
    assumed_people: bool
    assumed_demand: bool
    beyond_one_machine: bool
    machines: int
    hints: tuple[str, ...]
    steps: tuple[Step, ...]


def _ladder() -> dict[str, Machine]:
    return {
        name: Machine(
            name, row["vcpus"], row["memory_gib"], row["disk_gib"], row["bandwidth_mbps"],
            row.get("gpu_memory_gib", 0), row.get("cards", 0), tuple(row["cites"]),
        )
        for name, row in catalogue.sizing()["ladder"].items()
    }  # fmt: skip


LADDER: Mapping[str, Machine] = _ladder()
SIZES: tuple[str, ...] = tuple(LADDER)
"""Every size class, smallest first: none, the server sizes, then the sizes of graphics card."""
STORAGES: tuple[int, ...] = tuple(sorted({
    0, *(each.get("data_gib", 0) for row in catalogue.sizing()["purposes"].values() for each in (row, *row.get("demand", {}).values()))
}))  # fmt: skip
"""Every amount that may be kept beside a machine, GiB."""


def size_of(needs: Needs, also: Collection[str] = ()) -> Size:
    """Size a machine for needs (contract names; missing or `unsure` is unknown) and circumstances."""
    purpose = _word(needs.get("purpose"), catalogue.sizing()["purposes"])
    people, demand = _people(needs.get("scale")), _word(needs.get("demand"), DEMANDS)
    unit = workload.unit_for(purpose)
    counted = people or (unit.starting if unit else 1)
    services = _word(needs.get("services"), catalogue.sizing()["services"]) or "one"
    wanted = Load(purpose, counted, demand, services, "windows" in also, _others(also, purpose))
    return _size(wanted, unit.id if unit else None, assumed=people is None)


def relevant(also: Collection[str]) -> tuple[str, ...]:
    """Return the circumstances that a size depends on, in order."""
    return tuple(sorted(set(also) & {"windows", *further_purposes()}))


@cache
def further_purposes() -> frozenset[str]:
    """Return what names a further purpose among the circumstances; a word that is a circumstance of its own is that."""
    return frozenset(set(load().needs["purpose"].values) - set(load().circumstances))


def size_thresholds(
    purpose: str | None, demand: str | None = None, services: str | None = None, windows: bool = False,
    others: tuple[str, ...] = (),
) -> list[int]:  # fmt: skip
    """List the numbers of people from which the size class or its hint of a video service is another, in order.

    `others`: further purposes.
    """
    return list(_thresholds(Load(purpose, 1, demand, services or "one", windows, _others(others, purpose))))


@lru_cache(maxsize=8192)
def _thresholds(wanted: Load) -> tuple[int, ...]:
    row = workload.table(wanted.purpose, wanted.demand)
    streams = "video_service_above_mbps" in row

    @cache
    def class_at(people: int) -> tuple[str, bool, bool]:
        return *_class(*required(replace(wanted, people=people), [])), streams and workload.too_wide(row, people)

    found, here = list[int](), 1
    while class_at(here) != class_at(MOST_PEOPLE):
        low, high = here, MOST_PEOPLE
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if class_at(middle) == class_at(here) else (low, middle)
        found.append(high)
        here = high
    return tuple(found)


def _word(value: object, known: Collection[str]) -> str | None:
    return str(value) if value in known else None


def _people(value: object) -> int | None:
    if value is None or value == "unsure":
        return None
    return min(max(int(float(str(value))), 1), MOST_PEOPLE)


def _others(also: Iterable[str], purpose: str | None) -> tuple[str, ...]:
    """Return the further purposes that are sized: the heaviest few, for what one address costs to answer is bounded."""
    found = sorted(name for name in set(also) if name in further_purposes() and name != purpose)
    return tuple(sorted(sorted(found, key=lambda name: -_weight(name))[:MOST_FURTHER]))


@cache
def _weight(purpose: str) -> float:
    """Return GiB of memory that a purpose adds beside something bigger, or takes by itself where that is more."""
    row = workload.table(purpose, None)
    unit = workload.unit_for(purpose)
    own = workload.at(row["memory"], unit.starting if unit else 1) if "memory" in row else 0.0
    return max(own, float(row.get("beside_gib", 0)))


def _class(need: Required, server: bool) -> tuple[str, bool]:
    """Return the smallest size that has it all, and whether one of it is not enough."""
    if not server:
        return "none", False
    crowd = need.crowd or (bool(need.gpu) and _class(replace(need, gpu=0), server)[1])
    family = [
        machine for machine in LADDER.values()
        if bool(machine.gpu_memory_gib) == bool(need.gpu) and machine.id not in ("none", "c1m1")
    ]  # fmt: skip
    for machine in family:
        if _has(machine, need):
            return machine.id, crowd
    return family[-1].id, True


def _has(machine: Machine, need: Required) -> bool:
    return machine.vcpus >= need.vcpus and machine.memory_gib >= need.memory and machine.gpu_memory_gib >= need.gpu


@lru_cache(maxsize=1024)
def _size(wanted: Load, unit: str | None, assumed: bool) -> Size:
    steps: list[Step] = []
    row = workload.table(wanted.purpose, wanted.demand)
    need, server = required(wanted, steps)
    size_id, beyond = _class(need, server)
    # A card comes with a machine around it, which must still carry everything else.
    machine, bare = LADDER[size_id], LADDER[_class(replace(need, gpu=0), server)[0]]
    if server:
        inputs = {"memory_gib": need.memory, "vcpus": need.vcpus, "gpu_memory_gib": need.gpu}
        steps.append(Step("class", inputs, size_id, machine.cites))
    mbps = workload.bandwidth(row, wanted.people, max(machine.bandwidth_mbps, bare.bandwidth_mbps), steps)
    traffic = workload.traffic(wanted.purpose, row, wanted.people, mbps, steps)
    own_disk = max(machine.disk_gib, bare.disk_gib)
    return Size(
        id=size_id, vcpus=max(machine.vcpus, bare.vcpus), memory_gib=max(machine.memory_gib, bare.memory_gib),
        disk_gib=workload.disk(row, own_disk, wanted.windows, steps) if server else 0,
        bandwidth_mbps=mbps, traffic_gb_month=traffic, gpu_memory_gib=machine.gpu_memory_gib or None,
        people=wanted.people if wanted.purpose else None, storage_gib=workload.beside(row, own_disk), unit=unit, assumed_people=assumed,
        assumed_demand=wanted.demand is None and "demand" in row, beyond_one_machine=beyond,
        machines=row.get("beyond", {}).get("machines", 2) if beyond else 1,
        hints=workload.hints(row, mbps, traffic), steps=tuple(steps),
    )  # fmt: skip
