"""How big a machine has to be: the load laid on the sizes on sale, with the arithmetic shown.

All figures stand in knowledge/sizing.yaml and ladder.yaml. More of anything never gives less of anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge import size_tables
from knowledge.program_sizes import Said
from rules.answers import Answers
from rules.answers import Said as Stated
from rules.machine import shown, workload
from rules.machine.ladder import LADDER, SIZES, Rung
from rules.machine.load import Growth, Load, growth, load_of, loaded
from rules.machine.lots import Bought, Lot, bought, lot_at, lot_of, stretches
from rules.machine.stated import LOADING, further_purposes, people_of, relevant, too_small, wanted
from rules.machine.wanted import DEMANDS, MOST_PEOPLE, Wanted, unit_for
from rules.machine.workload import starting, table

__all__ = [
    "DEMANDS",
    "LADDER",
    "MOST_PEOPLE",
    "SIZES",
    "Load",
    "Lot",
    "Rung",
    "Size",
    "SizedBy",
    "Step",
    "further_purposes",
    "load_of",
    "lot_for",
    "people_of",
    "relevant",
    "size_of",
    "too_small",
    "wanted",
]
Step = shown.Step


@dataclass(frozen=True)
class SizedBy:
    """One thing the size comes from; `memory_gib`, `vcpus`, `disk_gib` are what it asks for by itself."""

    what: str
    memory_gib: float
    vcpus: float
    disk_gib: float
    kind: str
    text: str
    params: tuple[tuple[str, float | str], ...]
    cites: tuple[str, ...]
    sources: tuple[Said, ...]


@dataclass(frozen=True)
class Size:
    """What the load asks of a machine. GiB, Mbps, GB a month; all 0 where no server is needed (`id` none).

    `storage_gib` is what is kept and does not fit on that size's own disk; it is paid for beside the machine.
    `beyond_one_machine`: buy `machines` of these, not one. `traffic_gb_month` is None where nothing is known to estimate it
    by. `hints` name better ways than a bigger machine: cdn, video-service, object-storage. `tight`: (GiB needed, GiB had)
    where a little more would be comfortable. `lot`: what is bought. `scope`: why this goes beyond what we can answer for. `gpu_memory_gib` is that of
    all `cards` of one machine together.
    """

    id: str
    vcpus: int
    memory_gib: float
    disk_gib: int
    bandwidth_mbps: int
    traffic_gb_month: float | None
    gpu_memory_gib: int | None
    cards: int
    people: int | None
    storage_gib: int
    unit: str | None
    assumed_people: bool
    assumed_demand: bool
    beyond_one_machine: bool
    machines: int
    hints: tuple[str, ...]
    steps: tuple[Step, ...]
    sized_by: tuple[SizedBy, ...]
    tight: tuple[float, float] | None
    scope: str | None
    lot: Lot

    @property
    def needed(self) -> Mapping[str, float]:
        """Return what was worked out before it was rounded up to a size: GiB of memory, vCPUs, GiB of card memory."""
        found = next((step.inputs for step in self.steps if step.id == "class"), {})
        return {name: float(value) for name, value in found.items() if isinstance(value, int | float)}


def size_of(answers: Answers) -> Size:
    """Size a machine for what was said; missing or `unsure` is unknown."""
    asked = wanted(answers)
    people = people_of(answers, asked.purpose)
    return _size(asked, people or starting(asked.purpose), people is None, _is_medical(answers))


def _is_medical(answers: Answers) -> bool:
    return answers.has("medical") or "medical" in str(answers.get("content")).split(",")


def lot_for(answers: Answers) -> Lot:
    """Return what is bought for what was said: a size without its reasons."""
    said, _ = answers.among(_SIZING)
    return _lot_for(said, answers.also)


_SIZING = ("scale", *LOADING)


@lru_cache(maxsize=16_384)
def _lot_for(said: Stated, also: tuple[str, ...]) -> Lot:
    answers = Answers(dict(said), also)
    asked = wanted(answers)
    return _lot(asked, people_of(answers, asked.purpose) or starting(asked.purpose))


def grows_at(answers: Answers) -> int | None:
    """Return from how many people on another size is needed; None where more people never need one."""
    asked = wanted(answers)
    people = people_of(answers, asked.purpose) or starting(asked.purpose)
    now = lot_at(asked, people).verdict
    later = zip(*stretches(asked), strict=True)
    return next((start for start, lot in later if start > people and lot.verdict != now), None)


@lru_cache(maxsize=16_384)
def _lot(asked: Wanted, people: int) -> Lot:
    grown = growth(asked)
    load = loaded(grown, people)
    return lot_of(bought(grown, load, people), load.traffic_gb)


@lru_cache(maxsize=4096)
def _size(asked: Wanted, people: int, assumed: bool, medical: bool) -> Size:
    grown, row = growth(asked), table(asked.purpose, asked.demand)
    load = loaded(grown, people)
    had = bought(grown, load, people)
    steps = shown.arithmetic(asked, grown, load, people, had)
    machine, bare = had.machine, had.bare
    unit = unit_for(asked.purpose)
    kept = load.kept_gib
    traffic = None if load.traffic_gb is None else round(load.traffic_gb, 1)
    memory = max(machine.memory_gib, bare.memory_gib)
    return Size(
        id=machine.id,
        vcpus=max(machine.vcpus, bare.vcpus),
        memory_gib=memory,
        disk_gib=shown.disk(asked, load, had) if grown.server else 0,
        bandwidth_mbps=had.mbps,
        traffic_gb_month=traffic,
        gpu_memory_gib=machine.gpu_memory_gib or None,
        cards=machine.cards,
        people=people if asked.purpose else None,
        storage_gib=had.kept_gib,
        unit=unit.id if unit else None,
        assumed_people=assumed,
        assumed_demand=_assumed(asked, row),
        beyond_one_machine=had.beyond,
        machines=had.machines,
        hints=workload.hints(row, kept, had.video, traffic),
        steps=steps,
        sized_by=_sized_by(grown, people) if grown.server else (),
        tight=(round(load.memory_gib, 2), memory) if grown.server and load.memory_gib > memory * had.machines else None,
        scope=_scope(asked, load, had, medical),
        lot=lot_of(had, load.traffic_gb),
    )


def _assumed(asked: Wanted, row: workload.Row) -> bool:
    said = asked.model or any(asked.software) or (asked.storage and asked.purpose == "drive")
    return asked.demand is None and "demand" in row and not said


def _sized_by(grown: Growth, people: int) -> tuple[SizedBy, ...]:
    return tuple(
        SizedBy(
            part.what,
            _two_digits(part.memory.at(people) + part.system_gib),
            round(part.vcpus.at(people), 1),
            part.disk_gib,
            part.kind,
            part.text,
            part.params,
            part.cites,
            part.sources,
        )
        for part in grown.job.parts
    )


def _two_digits(gib: float) -> float:
    """Round as finely as it is known."""
    return round(gib, 1) if gib >= 1 else round(gib, 2)


def _scope(asked: Wanted, load: Load, had: Bought, medical: bool) -> str | None:
    """Return the first reason why this goes beyond what one page of advice can answer for."""
    web, own = size_tables.sizing()["rate"]["per_vcpu"]["value"], table(asked.purpose, asked.demand).get("per_vcpu", {})
    amounts = {
        "concurrent": asked.concurrent,
        "rate": asked.rate * web / own.get("rate", web),
        "storage": asked.storage,
        "traffic": asked.traffic,
        "machines": had.machines,
        "card_gib": load.card_gib,
        "medical": float(medical),
    }
    return next((row["id"] for row in size_tables.sizing()["scope"] if amounts[row["of"]] > row["above"]), None)
