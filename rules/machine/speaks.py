"""What speaks for a size: the programs named, or the purpose beside or instead of them."""

from __future__ import annotations

import math

from knowledge import size_tables
from knowledge.program_sizes import program_sizes
from knowledge.programs import programs
from rules.machine.curves import Curve, flat
from rules.machine.parts import Part
from rules.machine.wanted import Wanted
from rules.machine.workload import Row, memory_of, read_curve, table, vcpus_of


def purpose_counts(asked: Wanted, named: list[Part]) -> bool:
    """Say whether the purpose sizes: nothing named says how big that job is, or the site's own visitors come on top."""
    own = _of_the_job(asked)
    if not named or not own:
        return True
    said = {part.what for part in named}
    unsaid = any(name not in said or _connects(name) for name in own)
    return unsaid or ("web" in table(asked.purpose, asked.demand) and _visited(asked))


def _of_the_job(asked: Wanted) -> list[str]:
    """Return the programs named that do the job itself."""
    return [name for name in asked.software if asked.purpose and programs()[name].purpose == asked.purpose]


def _connects(name: str) -> bool:
    """Say whether a program says what its messages take, beside which the devices connected take theirs."""
    carries = program_sizes()[name].carries
    return programs()[name].unit == "devices" and carries is not None and carries[0].endswith("per second")


def wants_database(asked: Wanted) -> bool:
    """Say whether a program people work with says only what it takes itself: its database comes on top."""
    sizes = program_sizes()
    return any(name in sizes and sizes[name].own and programs()[name].purpose == "app" for name in asked.software)


def _visited(asked: Wanted) -> bool:
    return any(programs()[name].unit == "visitors" for name in asked.software)


def streams(asked: Wanted, row: Row) -> float:
    """Return the Mbps above which a video service takes over; never from a program that plays by itself."""
    own = any(programs()[name].purpose == asked.purpose for name in asked.software)
    return math.inf if own else row.get("video_service_above_mbps", math.inf)


def own_memory(asked: Wanted) -> Curve:
    """Return the memory of what the purpose takes by itself."""
    found = read_curve(_clients()["memory"]) if _by_clients(asked) else memory_of(asked.purpose, asked.demand)
    return flat(found.at(1)) if _is_counted(asked) else found


def own_vcpus(asked: Wanted) -> Curve:
    """Return the vCPUs of what the purpose takes by itself."""
    found = read_curve(_clients()["vcpus"]) if _by_clients(asked) else vcpus_of(asked.purpose, asked.demand)
    return flat(found.at(1)) if _is_counted(asked) else found


def _is_counted(asked: Wanted) -> bool:
    """Say whether the load of a site was counted: visitors a day are a guess at what so many at once or a second are the figure of."""
    return bool(asked.concurrent or asked.rate) and "web" in table(asked.purpose, asked.demand)


def _clients() -> Row:
    rules: Row = size_tables.sizing()["clients"]
    return rules


def _by_clients(asked: Wanted) -> bool:
    """Say whether people reach an office program with a client of their own: one server for all, no desktop for each."""
    own = [name for name in asked.software if programs()[name].purpose == asked.purpose == "desktop"]
    return bool(own) and all(name in _clients()["programs"] for name in own)
