"""The arithmetic behind a size, line by line: a formula's id, what went in, what came out, where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge import size_tables
from rules.machine import workload
from rules.machine.load import Growth, Load, extras
from rules.machine.lots import Bought
from rules.machine.models import chat_gib, is_training, training_gib, weights_gib
from rules.machine.wanted import Wanted
from rules.machine.workload import assume, table


@dataclass(frozen=True)
class Step:
    """One line of "how we sized it": a formula's id, the numbers put in, the result, and where it is from."""

    id: str
    inputs: Mapping[str, float | str]
    result: float | str
    cites: tuple[str, ...]


def arithmetic(asked: Wanted, grown: Growth, load: Load, people: int, had: Bought) -> tuple[Step, ...]:
    """Return every line, in the order it was worked out."""
    server = _machine(asked, grown, load, people, had) if grown.server else []
    return (*server, *_line(asked, load, people), *(_disk(asked, load, had) if grown.server else ()))


def _machine(asked: Wanted, grown: Growth, load: Load, people: int, had: Bought) -> list[Step]:
    row, served = table(asked.purpose, asked.demand), min(people, grown.job.crowd or people)
    own = grown.job.memory.at(people)
    return [
        *_crowd(grown, row, people, had),
        *_main_job(asked, grown, row, served, own),
        *_on_top(asked, own, load.memory_gib),
        *_card(asked, load, people),
        *_requests(row, people, served, load),
        _class(load, had),
    ]


def _crowd(grown: Growth, row: workload.Row, people: int, had: Bought) -> list[Step]:
    """Return that so many people are more than one machine serves."""
    if grown.job.crowd is None or people < grown.job.crowd:
        return []
    return [Step("crowd", {"people": people, "from": grown.job.crowd}, had.machines, tuple(row["beyond"]["cites"]))]


def _main_job(asked: Wanted, grown: Growth, row: workload.Row, people: int, own: float) -> list[Step]:
    """Return the memory of the main job: by its purpose, or by several things that were named."""
    if any(part.kind == "purpose" for part in grown.job.parts) and "memory" in row:
        inputs: dict[str, float | str] = {"people": people}
        if "demand" in row:
            inputs["demand"] = asked.demand or str(row["default_demand"])
        return [Step(asked.purpose or "unknown", inputs, round(own, 2), tuple(row["memory"]["cites"]))]
    if len(grown.job.parts) > 1 and own:
        return [Step("parts", {"count": len(grown.job.parts)}, round(own, 2), ("arithmetic",))]
    return []


def _on_top(asked: Wanted, own: float, total: float) -> list[Step]:
    """Return what runs beside the main job, then what each extra adds."""
    added, found = extras(asked), list[Step]()
    sofar = total - sum(amount for _, amount, _ in added)
    if asked.others:
        inputs: dict[str, float | str] = {"others": ",".join(asked.others), "own_gib": round(own, 2)}
        found.append(Step("beside", inputs, round(sofar, 2), ("arithmetic",)))
    for name, amount, cites in added:
        sofar += amount
        found.append(Step(f"add-{name}", {"add_gib": amount}, round(sofar, 2), cites))
    return found


def _requests(row: workload.Row, people: int, served: int, load: Load) -> list[Step]:
    """Return the requests a web program answers, and the vCPUs they take; `served`: by one machine."""
    if "web" not in row or row.get("none"):
        return []
    inputs = {"people": people, "per_second": round(workload.requests_per_second(row).at(served), 2)}
    return [Step("requests", inputs, workload.whole(load.vcpus), ("F120", "F122", "arithmetic"))]


def _class(load: Load, had: Bought) -> Step:
    inputs = {
        "memory_gib": round(load.memory_gib, 2),
        "vcpus": workload.whole(load.vcpus / 1.15),
        "gpu_memory_gib": round(load.card_gib, 1),
    }
    return Step("class", inputs, had.machine.id, had.machine.cites)


def _card(asked: Wanted, load: Load, people: int) -> list[Step]:
    if not load.card_gib:
        return []
    row, chats = table(asked.purpose, asked.demand), workload.chats(asked).at(people)
    if is_training(asked):
        cites = tuple(size_tables.sizing()["model"]["training"]["cites"])
        return [
            Step("training", {"billion": asked.model, "bits": training_gib(asked)[1]}, round(load.card_gib, 1), cites)
        ]
    if asked.model:
        weights, bits = weights_gib(asked)
        inputs: dict[str, float | str] = {
            "billion": asked.model,
            "bits": bits,
            "weights_gib": round(weights, 1),
            "chats": workload.whole(chats),
            "per_chat_gib": round(chat_gib(asked.model), 2),
        }
        return [Step("model", inputs, round(load.card_gib, 1), tuple(size_tables.sizing()["model"]["cites"]))]
    gpu = row["gpu"]
    inputs = {"weights_gib": gpu["weights_gib"], "chats": workload.whole(chats), "per_chat_gib": gpu["per_chat_gib"]}
    return [Step("gpu-memory", inputs, round(load.card_gib, 1), tuple(gpu["cites"]))]


def _line(asked: Wanted, load: Load, people: int) -> list[Step]:
    """Return bandwidth and traffic."""
    row, found = table(asked.purpose, asked.demand), list[Step]()
    own = workload.mbps_of(asked.purpose, asked.demand).at(people)
    if load.mbps > own:
        found.append(Step("said-mbps", {}, workload.whole(load.mbps), ("arithmetic",)))
    elif web := row.get("web"):
        seconds = assume("target_seconds")
        at_once = max(1.0, workload.pages_per_second(row).at(people) * seconds)
        inputs: dict[str, float | str] = {"at_once": round(at_once, 2), "page_mb": web["page_mb"], "seconds": seconds}
        found.append(Step("bandwidth", inputs, workload.whole(own), ("F129", "F131")))
    elif each := row.get("mbps_per_person"):
        inputs = {"people": people, "mbps_each": each["mbps"]}
        found.append(Step("stream", inputs, workload.whole(own), tuple(each["cites"])))
    elif "mbps" in row:
        found.append(Step("uplink", {"people": people}, workload.whole(own), tuple(row["mbps"]["cites"])))
    return found + _traffic(asked, load, people, own)


def _traffic(asked: Wanted, load: Load, people: int, mbps: float) -> list[Step]:
    row = table(asked.purpose, asked.demand)
    if load.traffic_gb is None:
        return []
    inputs: dict[str, float | str]
    cites: tuple[str, ...] = ("arithmetic",)
    if asked.traffic and load.traffic_gb <= asked.traffic:
        inputs = {"said_gb": asked.traffic}
    elif web := row.get("web"):
        inputs = {"people": people, "pages": web["pages"], "page_mb": web["page_mb"], "days": 30}
        cites = ("F131",)
    elif "mbps_per_person" in row or ("mbps" in row and asked.purpose != "drive"):
        hours = workload.hours_of(asked.purpose, asked.demand, asked.hours)
        mean = mbps if "mbps_per_person" in row else mbps * assume("game_mean_uplink")
        inputs = {"mbps": round(mean, 1), "hours": hours, "days": 30}
    elif asked.purpose == "drive":
        inputs = {"stored_gib": load.kept_gib, "times": assume("stored_read_monthly")}
    else:
        inputs = {"people": people, "gb_each": row["gb_per_person"]}
    return [Step("traffic", inputs, round(load.traffic_gb, 1), cites)]


def disk(asked: Wanted, load: Load, had: Bought) -> int:
    """Return GiB of disk: what comes with the size, or the system and what is kept, whichever is larger."""
    kept = load.kept_gib + assume("system_disk_gib") if load.kept_gib else 0
    return int(max(had.disk_gib, kept)) + (size_tables.sizing()["windows"]["disk_gib"] if asked.windows else 0)


def _disk(asked: Wanted, load: Load, had: Bought) -> list[Step]:
    system = min(assume("system_disk_gib"), had.disk_gib)
    system += size_tables.sizing()["windows"]["disk_gib"] if asked.windows else 0
    inputs: dict[str, float | str] = {"system_gib": system, "kept_gib": round(load.kept_gib, 1)}
    return [Step("disk", inputs, disk(asked, load, had), ("F141",))]
