"""The one load: what has to be carried, from programs, quantities and, where neither speaks, purpose and people.

The largest wins, and what runs side by side is added up: memory adds, vCPUs are the largest's and a quarter more, one system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge import size_tables
from knowledge.programs import programs
from rules.answers import Answers
from rules.machine import workload
from rules.machine.curves import NOTHING, Curve, flat, through
from rules.machine.models import chat_gib, weights_gib, without_card
from rules.machine.parts import Part, from_number, program_parts
from rules.machine.quantity_parts import quantity_parts
from rules.machine.speaks import own_memory, own_vcpus, purpose_counts, streams, wants_database
from rules.machine.stated import people_of, wanted
from rules.machine.wanted import Wanted
from rules.machine.workload import mbps_of, memory_of, starting, table

MOST_FURTHER = 3


@dataclass(frozen=True)
class Growth:
    """A load by people. GiB, vCPUs, Mbps, GB a month; `kept` besides the system, `disk` what programs want themselves.

    `server`: some machine is needed. `crowd`: people from which one machine is never the answer (None: no such number), and
    `machines` from there on. `parts`: where it comes from, strongest first. `alone`: memory before what runs beside.
    `streams`: Mbps above which a video service is the answer, infinite where there is no such number.
    """

    memory: Curve
    vcpus: Curve
    card: Curve
    disk: float
    kept: Curve
    mbps: Curve
    traffic: Curve | None
    server: bool
    crowd: int | None
    machines: Curve
    parts: tuple[Part, ...]
    alone: Curve
    streams: float


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
        grown.vcpus.at(people),
        grown.card.at(people),
        grown.disk,
        grown.kept.at(people),
        grown.mbps.at(people),
        None if grown.traffic is None else grown.traffic.at(people),
        grown.machines.at(people),
        grown.parts,
    )


@lru_cache(maxsize=4096)
def growth(asked: Wanted) -> Growth:
    """Return the load by people."""
    row = table(asked.purpose, asked.demand)
    named, counted = program_parts(asked), quantity_parts(asked)
    server = _needs_server(asked, row)
    alone = _memory(asked, named, row)
    for part in counted:
        alone = alone.most(part.memory)
    memory = _with_others(asked, alone, row) if server else NOTHING
    for _, amount, _ in extras(asked):
        memory = memory + flat(amount)
    crowd = row["beyond"]["people"] if "beyond" in row else None
    machines = _machines(row["beyond"]) if "beyond" in row else NOTHING
    traffic = _traffic(asked)
    return Growth(
        memory if server else NOTHING,
        _vcpus(asked, named, counted, server),
        _card(asked, named, row),
        sum(part.disk_gib for part in named),
        _kept(asked),
        _mbps(asked, named, counted),
        traffic,
        server,
        crowd,
        machines.most(flat(max(1.0, asked.machines))),
        _strongest(asked, named, counted, row),
        alone,
        streams(asked, row),
    )


def _machines(beyond: workload.Row) -> Curve:
    """Return how many machines a crowd takes: a tenfold crowd takes twice as many of those."""
    start, many = beyond["people"], beyond["machines"]
    growing = through([(start, many), (10 * start, 2 * many)])
    return from_number(growing if beyond.get("more", True) else flat(many), start)


def _needs_server(asked: Wanted, row: Mapping[str, object]) -> bool:
    return not row.get("none") or any(not table(name, None).get("none") for name in asked.others)


def _memory(asked: Wanted, named: list[Part], row: Mapping[str, object]) -> Curve:
    """Return the memory of the main job: the programs with one system, or what the purpose takes."""
    own = own_memory(asked)
    if not named:
        return own
    rules = size_tables.sizing()["programs"]
    total = flat(rules["system_gib"]["value"] + (rules["database_gib"]["value"] if wants_database(asked) else 0))
    for part in named:
        total = total + part.memory
    for name in asked.software:
        if name not in {part.what for part in named}:
            kind = table(programs()[name].purpose, None)
            total = total + flat(kind.get("beside_gib", 0.5))
    return total.most(own) if purpose_counts(asked, named) else total


def extras(asked: Wanted) -> list[tuple[str, float, tuple[str, ...]]]:
    """Return what comes on top: several programs of one's own, and Windows."""
    sizing, found = size_tables.sizing(), []
    if amount := sizing["services"][asked.services]["memory_gib"]:
        found.append(("services", amount, tuple(sizing["services"][asked.services]["cites"])))
    if asked.windows and asked.purpose != "desktop":
        found.append(("windows", sizing["windows"]["memory_gib"], tuple(sizing["windows"]["cites"])))
    return found


def _with_others(asked: Wanted, alone: Curve, row: Mapping[str, float]) -> Curve:
    """Return the memory of the hardest job with the others beside it, of which the largest few are added up.

    What wants a card rents a machine of its own, so it takes nothing of this one.
    """
    covered = {programs()[name].purpose for name in asked.software}
    sized = [name for name in asked.others if name not in covered]
    others = {name: kind for name in sized if "gpu" not in (kind := table(name, None))}
    small = {name: float(other.get("beside_gib", 0)) for name, other in others.items()}
    mine, beside = float(row.get("beside_gib", 0)), sum(sorted(small.values())[-MOST_FURTHER:])
    whole = {name: memory_of(name, None).at(starting(name)) for name in others}
    if asked.purpose == "learning":
        whole = small  # what is learnt is only tried out
    most = max((whole[name] + mine + beside - small[name] for name in others), default=0.0)
    return (alone + flat(beside)).most(flat(most)) if others else alone


def _vcpus(asked: Wanted, named: list[Part], counted: list[Part], server: bool) -> Curve:
    if not server:
        return NOTHING
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
    if asked.purpose != "ai":
        return NOTHING
    rules = size_tables.sizing()["model"]
    if asked.model:
        weights, per_chat = weights_gib(asked)[0], chat_gib(asked.model)
        found = (workload.chats(asked).times(per_chat) + flat(weights + rules["base_gib"])).times(
            rules["spare"]["value"]
        )
        many = workload.chats(asked).passes(2.0, 10**8)
        return found if not without_card(asked) or many == 1 else from_number(found, many) if many else NOTHING
    if asked.demand is None and any(part.card.at(1) for part in named):
        found = flat(float(rules["least_gib"]))
        for part in named:
            found = found.most(part.card)
        return found
    gpu = row["gpu"]
    spare = gpu["weights_gib"] * workload.assume("gpu_spare")
    return workload.chats(asked).times(gpu["per_chat_gib"]) + flat(spare)


def _kept(asked: Wanted) -> Curve:
    return flat(asked.storage) if asked.storage else workload.kept_of(asked.purpose, asked.demand)


def _mbps(asked: Wanted, named: list[Part], counted: list[Part]) -> Curve:
    found = mbps_of(asked.purpose, asked.demand).most(flat(asked.bandwidth))
    for part in (*named, *counted):
        found = found.most(part.mbps)
    peak = size_tables.sizing()["traffic_peak"]["value"]
    return found.most(flat(asked.traffic / (30 * 86400) * 8 * 1000 * peak)) if asked.traffic else found


def _traffic(asked: Wanted) -> Curve | None:
    found = workload.traffic_of(asked)
    if not asked.traffic:
        return found
    return flat(asked.traffic) if found is None else found.most(flat(asked.traffic))


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
    rest = [own] if purpose_counts(asked, named) else []
    return (*by_memory, *counted, *silent, *rest)
