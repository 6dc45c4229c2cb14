"""The one load: what has to be carried, the main job with what runs beside it.

The largest wins, and what runs side by side is added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge import size_tables
from knowledge.programs import programs
from rules.answers import Answers
from rules.machine import workload
from rules.machine.curves import NOTHING, Curve, flat
from rules.machine.job import Job, job_of
from rules.machine.parts import Part
from rules.machine.stated import people_of, wanted
from rules.machine.wanted import Wanted
from rules.machine.workload import memory_of, starting, table

MOST_FURTHER = 3


@dataclass(frozen=True)
class Growth:
    """A load by people. GiB, GB a month; `kept` besides the system. `server`: some machine is needed.

    `job`: the main job, which all the rest is that of; `memory` is that with what runs beside.
    """

    job: Job
    memory: Curve
    kept: Curve
    traffic: Curve | None
    server: bool


@dataclass(frozen=True)
class Load:
    """What has to be carried: GiB of memory, vCPUs, GiB of card memory, of disk and kept besides the system, Mbps, GB a month.

    `parts`: where it comes from, strongest first. All 0 where no server is needed but Mbps and GB.
    """

    memory_gib: float
    vcpus: float
    card_gib: float
    disk_gib: float
    kept_gib: float
    mbps: float
    traffic_gb: float | None
    machines: float
    parts: tuple[Part, ...]


def load_of(answers: Answers) -> Load:
    """Return the load of what was said; missing or `unsure` is unknown."""
    asked = wanted(answers)
    return loaded(growth(asked), people_of(answers, asked.purpose) or starting(asked.purpose))


def loaded(grown: Growth, people: int) -> Load:
    """Return a load at a number of people."""
    return Load(
        grown.memory.at(people),
        grown.job.vcpus.at(people) if grown.server else 0.0,
        grown.job.card.at(people),
        grown.job.disk,
        grown.kept.at(people),
        grown.job.mbps.at(people),
        None if grown.traffic is None else grown.traffic.at(people),
        grown.job.machines.at(people),
        grown.job.parts,
    )


@lru_cache(maxsize=4096)
def growth(asked: Wanted) -> Growth:
    """Return the load by people."""
    job = job_of(asked)
    server = job.server or any(not table(name, None).get("none") for name in asked.others)
    kept = flat(asked.storage) if asked.storage else workload.kept_of(asked.purpose, asked.demand)
    return Growth(job, _memory(asked, job) if server else NOTHING, kept, _traffic(asked), server)


def _memory(asked: Wanted, job: Job) -> Curve:
    """Return the memory of the main job with the others beside it, and what comes on top."""
    beside, most = _others(asked.purpose, asked.demand, asked.software, asked.others)
    memory = _beside(job.memory, beside, most)
    for _, amount, _ in extras(asked):
        memory = memory.raised(amount)
    return memory


@lru_cache(maxsize=1024)
def _beside(memory: Curve, more: float, least: float) -> Curve:
    return memory.raised(more).most(flat(least))


def extras(asked: Wanted) -> list[tuple[str, float, tuple[str, ...]]]:
    """Return what comes on top: several programs of one's own, and Windows."""
    sizing, found = size_tables.sizing(), []
    if amount := sizing["services"][asked.services]["memory_gib"]:
        found.append(("services", amount, tuple(sizing["services"][asked.services]["cites"])))
    if asked.windows and asked.purpose != "desktop":
        found.append(("windows", sizing["windows"]["memory_gib"], tuple(sizing["windows"]["cites"])))
    return found


@lru_cache(maxsize=4096)
def _others(
    purpose: str | None, demand: str | None, software: tuple[str, ...], further: tuple[str, ...]
) -> tuple[float, float]:
    """Return GiB that further purposes take beside the main job, and the least that the hardest of them takes with all beside it.

    Of what runs beside the largest few are added up. What wants a card rents a machine of its own, so it takes nothing of this one.
    """
    covered = {programs()[name].purpose for name in software}
    others = [name for name in further if name not in covered and "gpu" not in table(name, None)]
    if not others:
        return 0.0, 0.0
    small = {name: float(table(name, None).get("beside_gib", 0)) for name in others}
    mine, beside = float(table(purpose, demand).get("beside_gib", 0)), sum(sorted(small.values())[-MOST_FURTHER:])
    # What is learnt is only tried out.
    whole = small if purpose == "learning" else {name: _starting_gib(name) for name in others}
    return beside, max(whole[name] + mine + beside - small[name] for name in others)


@cache
def _starting_gib(purpose: str) -> float:
    return memory_of(purpose, None).at(starting(purpose))


def _traffic(asked: Wanted) -> Curve | None:
    found = workload.traffic_of(asked)
    if not asked.traffic:
        return found
    return flat(asked.traffic) if found is None else found.most(flat(asked.traffic))
