"""What a load asks of a machine: memory, vCPUs, card memory, disk, bandwidth and traffic, each with its arithmetic.

All figures stand in knowledge/sizing.yaml. Every function here grows with the number of people or stays the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from knowledge import HERE, LANGUAGES, catalogue, loading
from knowledge.records import Need, Unit


@dataclass(frozen=True)
class Step:
    """One line of "how we sized it": a formula's id, the numbers put in, the result, and where it is from."""

    id: str
    inputs: Mapping[str, float | str]
    result: float | str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Load:
    """What somebody stated, read and with its defaults filled in."""

    purpose: str | None
    people: int
    demand: str | None
    services: str
    windows: bool
    others: tuple[str, ...]


def unit_for(purpose: str | None) -> Unit | None:
    """Return what people are counted as for a purpose."""
    return _scale().unit_for(purpose)


@cache
def _scale() -> Need:
    return loading.needs(HERE, LANGUAGES)["scale"]


def at(curve: Mapping[str, Any], people: int) -> float:
    """Read a curve: the last step reached, or the line through the points, whichever is larger."""
    steps: list[float] = [value for start, value in curve.get("steps", ()) if people >= start]
    return max([*steps[-1:], *_line(curve.get("linear", ()), people)])


def _line(points: Sequence[Sequence[float]], people: int) -> list[float]:
    if not points:
        return []
    if people <= points[0][0]:
        return [points[0][1]]
    pairs = list(pairwise(points))
    (x0, y0), (x1, y1) = next((pair for pair in pairs if people <= pair[1][0]), pairs[-1])
    return [y0 + (y1 - y0) * (people - x0) / (x1 - x0)]


def table(purpose: str | None, demand: str | None) -> Mapping[str, Any]:
    """Return the table of a purpose, with the lines its demand adds."""
    sizing = catalogue.sizing()
    row = sizing["purposes"].get(purpose, sizing["unknown"])
    demands = row.get("demand")
    return {**row, **demands[demand or row["default_demand"]]} if demands else row


@dataclass(frozen=True)
class Required:
    """GiB of memory, vCPUs and GiB of card memory that one machine must have; `crowd` when one is never the answer."""

    memory: float
    vcpus: int
    gpu: float
    crowd: bool


def required(wanted: Load, steps: list[Step]) -> tuple[Required, bool]:
    """Return what is required, and whether any server is; write down the arithmetic."""
    sizing = catalogue.sizing()
    mine = table(wanted.purpose, wanted.demand)
    rows = {name: table(name, None) for name in wanted.others}
    if mine.get("none") and all(row.get("none") for row in rows.values()):
        return Required(0, 0, 0, False), False
    people, beyond = wanted.people, mine.get("beyond")
    crowd = beyond is not None and people >= beyond["people"]
    if beyond is not None and crowd:
        steps.append(
            Step("crowd", {"people": people, "from": beyond["people"]}, beyond["machines"], tuple(beyond["cites"]))
        )
        # From here on more people mean more machines, not a bigger one.
        people = beyond["people"]
    memory = _memory(replace(wanted, people=people), mine, rows, steps)
    for name, amount, cites in _extras(wanted, sizing):
        memory += amount
        steps.append(Step(f"add-{name}", {"add_gib": amount}, round(memory, 2), cites))
    # A further purpose that wants a card rents one for itself: it makes no GPU machine of this one.
    gpu = _gpu(mine, people, steps)
    return Required(round(memory, 3), _vcpus(mine, people, steps), round(gpu, 3), crowd), True


def _memory(wanted: Load, mine: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], steps: list[Step]) -> float:
    """Return the memory of the hardest job with the others beside it."""
    own = at(mine["memory"], wanted.people) if "memory" in mine else 0.0
    if "memory" in mine:
        inputs: dict[str, float | str] = {"people": wanted.people}
        if "demand" in mine:
            inputs["demand"] = wanted.demand or str(mine["default_demand"])
        steps.append(Step(wanted.purpose or "unknown", inputs, round(own, 2), tuple(mine["memory"]["cites"])))
    start = {name: unit.starting for name in rows if (unit := unit_for(name))}
    parts = [(own, mine.get("beside_gib", 0))]
    for name, row in rows.items():
        parts.append((at(row["memory"], start[name]) if "memory" in row else 0.0, row.get("beside_gib", 0)))
    beside = sum(small for _, small in parts)
    total: float = max(whole + beside - small for whole, small in parts)
    if rows:
        steps.append(
            Step("beside", {"others": ",".join(rows), "own_gib": round(own, 2)}, round(total, 2), ("arithmetic",))
        )
    return total


def _extras(wanted: Load, sizing: Mapping[str, Any]) -> list[tuple[str, float, tuple[str, ...]]]:
    found = []
    if amount := sizing["services"][wanted.services]["memory_gib"]:
        found.append(("services", amount, tuple(sizing["services"][wanted.services]["cites"])))
    if wanted.windows:
        found.append(("windows", sizing["windows"]["memory_gib"], tuple(sizing["windows"]["cites"])))
    return found


def _assume(name: str) -> float:
    value: float = catalogue.sizing()["assume"][name]["value"]
    return value


def _gpu(row: Mapping[str, Any], people: int, steps: list[Step]) -> float:
    """Return card memory: the weights, something for each conversation going on at once, and some spare."""
    gpu = row.get("gpu")
    if not gpu:
        return 0.0
    chats = max(1, math.ceil(people * _assume("online_share")))
    need = float(gpu["weights_gib"] * _assume("gpu_spare") + chats * gpu["per_chat_gib"])
    inputs = {"weights_gib": gpu["weights_gib"], "chats": chats, "per_chat_gib": gpu["per_chat_gib"]}
    steps.append(Step("gpu-memory", inputs, round(need, 1), tuple(gpu["cites"])))
    return need


def _vcpus(row: Mapping[str, Any], people: int, steps: list[Step]) -> int:
    """Return vCPUs for the busiest second of a web program."""
    if "web" not in row or row.get("none"):
        return 1
    rate = _loads_per_second(row, people) * _assume("requests_per_page")
    vcpus = max(1, math.ceil(rate * _assume("headroom") / _assume("requests_per_vcpu")))
    steps.append(
        Step("requests", {"people": people, "per_second": round(rate, 2)}, vcpus, ("F120", "F122", "arithmetic"))
    )
    return vcpus


def _loads_per_second(row: Mapping[str, Any], people: int) -> float:
    """Return pages loaded a second in the busiest hour."""
    return float(people * row["web"]["pages"] * _assume("busy_hour_share") / 3600)


def too_wide(row: Mapping[str, Any], people: int) -> bool:
    """Say whether streams for so many people want a video service instead of a machine's own line."""
    return "video-service" in hints(row, bandwidth(row, people, 0, []), None)


def bandwidth(row: Mapping[str, Any], people: int, least: int, steps: list[Step]) -> int:
    """Return Mbps out of the machine: so that a page is there in time, in the busiest hour too."""
    found = float(least)
    if web := row.get("web"):
        at_once = max(1.0, _loads_per_second(row, people) * _assume("target_seconds"))
        found = at_once * web["page_mb"] * 8 / _assume("target_seconds")
        inputs = {"at_once": round(at_once, 2), "page_mb": web["page_mb"], "seconds": _assume("target_seconds")}
        steps.append(Step("bandwidth", inputs, math.ceil(found), ("F129", "F131")))
    elif each := row.get("mbps_per_person"):
        found = people * each["mbps"]
        steps.append(
            Step("stream", {"people": people, "mbps_each": each["mbps"]}, math.ceil(found), tuple(each["cites"]))
        )
    elif curve := row.get("mbps"):
        found = at(curve, people)
        steps.append(Step("uplink", {"people": people}, math.ceil(found), tuple(curve["cites"])))
    return max(least, math.ceil(found))


def traffic(purpose: str | None, row: Mapping[str, Any], people: int, mbps: int, steps: list[Step]) -> float | None:
    """Return GB a month out of the machine, or None where there is nothing to go by."""
    inputs: dict[str, float | str]
    found: float
    if web := row.get("web"):
        inputs = {"people": people, "pages": web["pages"], "page_mb": web["page_mb"], "days": 30}
        found, cites = people * web["pages"] * web["page_mb"] * 30 / 1024, ("F131",)
    elif "mbps_per_person" in row or purpose == "game":
        hours = row.get("hours_a_day", _assume("game_hours_a_day"))
        mean = (
            people * row["mbps_per_person"]["mbps"] if "mbps_per_person" in row else mbps * _assume("game_mean_uplink")
        )
        inputs = {"mbps": mean, "hours": hours, "days": 30}
        found, cites = mean / 8 * 3600 * hours * 30 / 1024, ("arithmetic",)
    elif "gb_per_person" in row:
        inputs = {"people": people, "gb_each": row["gb_per_person"]}
        found, cites = people * row["gb_per_person"], ("arithmetic",)
    elif purpose == "drive":
        inputs = {"stored_gib": row["data_gib"], "times": _assume("stored_read_monthly")}
        found, cites = row["data_gib"] * _assume("stored_read_monthly"), ("arithmetic",)
    else:
        return None
    steps.append(Step("traffic", inputs, round(found, 1), cites))
    return round(found, 1)


def hints(row: Mapping[str, Any], mbps: int, traffic: float | None) -> tuple[str, ...]:
    """Name what serves better than a bigger machine."""
    found = []
    if row.get("data_gib", 0) > row.get("object_storage_above_gib", math.inf):
        found.append("object-storage")
    if mbps > row.get("video_service_above_mbps", math.inf):
        found.append("video-service")
    if "web" in row and (traffic or 0) > _assume("cdn_above_gb"):
        found.append("cdn")
    return tuple(found)


def beside(row: Mapping[str, Any], own: int) -> int:
    """Return GiB of what is kept where it does not fit on the machine's own disk beside the system; 0 where it does."""
    kept: int = row.get("data_gib", 0)
    return kept if _assume("system_disk_gib") + kept > own else 0


def disk(row: Mapping[str, Any], least: int, windows: bool, steps: list[Step]) -> int:
    """Return GiB of disk: what comes with the size, or the system and what is kept, whichever is larger."""
    kept = row.get("data_gib", 0)
    needed = _assume("system_disk_gib") + kept
    extra = catalogue.sizing()["windows"]["disk_gib"] if windows else 0
    disk = int(max(least, needed)) + extra
    steps.append(Step("disk", {"system_gib": _assume("system_disk_gib") + extra, "kept_gib": kept}, disk, ("F141",)))
    return disk
