"""The main job by itself, before anything runs beside it: from programs, quantities and, where neither speaks, the purpose.

The largest wins, and programs side by side are added up: memory adds, vCPUs are the largest's and a quarter more, one system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from knowledge import size_tables
from knowledge.programs import programs
from rules.machine import workload
from rules.machine.curves import NOTHING, Curve, flat, through
from rules.machine.models import chat_gib, is_training, training_gib, weights_gib, without_card
from rules.machine.parts import Part, counts, from_number, program_parts
from rules.machine.quantity_parts import keeps_in_memory, quantity_parts
from rules.machine.speaks import own_memory, own_vcpus, purpose_counts, streams, wants_database
from rules.machine.steps import Steps, steps_of
from rules.machine.wanted import Wanted
from rules.machine.workload import mbps_of, table


@dataclass(frozen=True)
class Job:
    """What the main job takes, by people. GiB, vCPUs, Mbps; `disk` what its programs want themselves.

    `server`: it needs some machine. `crowd`: people from which one machine is never the answer (None: no such number), and
    `machines` from there on. `parts`: where it comes from, strongest first. `streams`: Mbps above which a video service is
    the answer, infinite where there is no such number.
    """

    memory: Curve
    vcpus: Curve
    card: Curve
    disk: float
    mbps: Curve
    server: bool
    crowd: int | None
    machines: Curve
    parts: tuple[Part, ...]
    streams: float

    @cached_property
    def steps(self) -> Mapping[str, Steps]:
        """Return the steps in which what it hangs on alone is bought; `crowd` is whether they are one."""
        return {
            "vcpus": steps_of(self.vcpus, "vcpus"),
            "gpu_memory_gib": steps_of(self.card, "gpu_memory_gib"),
            "bandwidth_mbps": steps_of(self.mbps, "bandwidth_mbps"),
            "machines": steps_of(self.machines, "machines"),
            "crowd": Steps(0, () if self.crowd is None else (self.crowd,)),
        }


def job_of(asked: Wanted) -> Job:
    """Return the main job of what is wanted; what it does not hang on is left out, so that many share one."""
    reads = hangs_on(asked)
    return _job(
        replace(
            asked,
            others=(),
            windows=False,
            demand=asked.demand if "demand" in reads else None,
            services=asked.services if "services" in reads else "one",
            storage=asked.storage if "storage" in reads else 0,
        )
    )


def hangs_on(asked: Wanted) -> frozenset[str]:
    """Return which of demand, services and storage the main job hangs on, whatever is said of them."""
    return _hangs_on(asked.purpose, asked.software)


@lru_cache(maxsize=1024)
def _hangs_on(purpose: str | None, software: tuple[str, ...]) -> frozenset[str]:
    demand = {"demand"} if software or "demand" in table(purpose, None) else set[str]()
    return counts(software) | demand | ({"storage"} if keeps_in_memory(purpose) else set())


@lru_cache(maxsize=4096)
def _job(asked: Wanted) -> Job:
    row = table(asked.purpose, asked.demand)
    named, counted = program_parts(asked), quantity_parts(asked)
    memory = _memory(asked, named, row)
    for part in counted:
        memory = memory.most(part.memory)
    return Job(
        memory,
        _vcpus(asked, named, counted),
        _card(asked, named, row),
        sum(part.disk_gib for part in named),
        _mbps(asked, named, counted),
        not row.get("none"),
        row["beyond"]["people"] if "beyond" in row else None,
        (_machines(row["beyond"]) if "beyond" in row else NOTHING).most(flat(max(1.0, asked.machines))),
        _strongest(asked, named, counted, row),
        streams(asked, row),
    )


def _machines(beyond: workload.Row) -> Curve:
    """Return how many machines a crowd takes: a tenfold crowd takes twice as many of those."""
    start, many = beyond["people"], beyond["machines"]
    growing = through([(start, many), (10 * start, 2 * many)])
    return from_number(growing if beyond.get("more", True) else flat(many), start)


def _memory(asked: Wanted, named: list[Part], row: Mapping[str, object]) -> Curve:
    """Return the memory of the main job: the programs with one system, or what the purpose takes."""
    own = own_memory(asked)
    if not named:
        return own
    total = flat(size_tables.sizing()["programs"]["system_gib"]["value"]) + _silent_gib(asked, named)
    for part in named:
        total = total + part.memory
    return total.most(own) if purpose_counts(asked, named) else total


def _silent_gib(asked: Wanted, named: list[Part]) -> Curve:
    """Return the memory of programs beside them that say nothing of theirs; the database a program works with counts once."""
    silent = [name for name in asked.software if name not in {part.what for part in named}]
    kinds = [kind for name in silent if (kind := programs()[name].purpose) != "data" or asked.purpose == "data"]
    within = len(kinds) < len(silent) or wants_database(asked)
    database: float = size_tables.sizing()["programs"]["database_gib"]["value"] if within else 0.0
    return flat(database + sum(float(table(kind, None).get("beside_gib", 0.5)) for kind in kinds))


def _vcpus(asked: Wanted, named: list[Part], counted: list[Part]) -> Curve:
    found = own_vcpus(asked) if purpose_counts(asked, named) else flat(1.0)
    for part in named:
        found = found.most(part.vcpus)
    row = table(asked.purpose, asked.demand)
    if asked.demand and "demand" in row and "vcpus" in row:
        found = found.most(workload.read_curve(row["vcpus"]))
    if len(named) > 1:
        found = found.times(1 + size_tables.sizing()["programs"]["more_cores"]["value"])
    for part in counted:
        found = found.most(part.vcpus)
    return found


def _card(asked: Wanted, named: list[Part], row: Mapping[str, Mapping[str, float]]) -> Curve:
    """Return card memory: the weights, something for each conversation going on at once, and some spare.

    A further purpose that wants a card rents one for itself: it makes no GPU machine of this one.
    """
    if asked.purpose != "ai" or asked.cpu_only:
        return NOTHING
    if asked.model:
        return _model_card(asked)
    if asked.demand is None and any(part.card.at(1) for part in named):
        found = flat(float(size_tables.sizing()["model"]["least_gib"]))
        for part in named:
            found = found.most(part.card)
        return found
    gpu = row["gpu"]
    spare = gpu["weights_gib"] * workload.assume("gpu_spare")
    return workload.chats(asked).times(gpu["per_chat_gib"]) + flat(spare)


def _model_card(asked: Wanted) -> Curve:
    """Return the card memory of a model that was named; none for so few conversations as it holds without a card."""
    rules, weights, per_chat = size_tables.sizing()["model"], weights_gib(asked)[0], chat_gib(asked.model)
    found = (workload.chats(asked).times(per_chat) + flat(weights + rules["base_gib"])).times(rules["spare"]["value"])
    if is_training(asked):
        return found.most(flat(training_gib(asked)[0]))
    many = workload.chats(asked).passes(2.0, 10**8)
    return found if not without_card(asked) or many == 1 else from_number(found, many) if many else NOTHING


def _mbps(asked: Wanted, named: list[Part], counted: list[Part]) -> Curve:
    found = mbps_of(asked.purpose, asked.demand).most(flat(asked.bandwidth))
    for part in (*named, *counted):
        found = found.most(part.mbps)
    peak = size_tables.sizing()["traffic_peak"]["value"]
    return found.most(flat(asked.traffic / (30 * 86400) * 8 * 1000 * peak)) if asked.traffic else found


def _strongest(asked: Wanted, named: list[Part], counted: list[Part], row: workload.Row) -> tuple[Part, ...]:
    """Return what the size comes from: programs, then quantities, then the purpose where neither speaks."""
    silent = [
        Part(
            name, "undocumented", NOTHING, text="sized.undocumented", params=(("program", name),), cites=("arithmetic",)
        )
        for name in asked.software
        if name not in {part.what for part in named}
    ]
    kind = asked.purpose or "unknown"
    own = Part(
        kind,
        "purpose",
        own_memory(asked),
        own_vcpus(asked),
        text="sized.purpose",
        params=(("purpose", kind),),
        cites=tuple(row["memory"]["cites"]) if "memory" in row else ("arithmetic",),
    )
    by_memory = sorted(named, key=lambda part: -part.memory.at(1))
    cardless = asked.purpose == "ai" and any(part.what == "model" for part in counted)
    rest = [own] if purpose_counts(asked, named) and not cardless else []
    return (*by_memory, *counted, *silent, *rest)
