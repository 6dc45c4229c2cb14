"""What each quantity somebody stated asks of a machine, each by its formula."""

from __future__ import annotations

from functools import cache

from knowledge import size_tables
from knowledge.program_sizes import program_sizes
from rules.machine.curves import flat
from rules.machine.models import weights_gib, without_card
from rules.machine.parts import Part
from rules.machine.wanted import DEMANDS, Wanted
from rules.machine.workload import table


def quantity_parts(wanted: Wanted) -> list[Part]:
    """Return what stated quantities ask for, each by its formula."""
    found = [_at_once(wanted), _rate(wanted), _stored(wanted), _small_model(wanted), _failing(wanted)]
    return [part for part in found if part]


def _at_once(wanted: Wanted) -> Part | None:
    """Size for people at the same time in what is reached by the web."""
    row, rules = table(wanted.purpose, wanted.demand), size_tables.sizing()["at_once"]
    if not wanted.concurrent or "web" not in row or row.get("none"):
        return None
    pages = wanted.concurrent / rules["page_every_seconds"]["value"]
    requests = pages * size_tables.sizing()["assume"]["requests_per_page"]["value"]
    again = row["web"].get("again_mb", row["web"]["page_mb"])
    return Part(
        "concurrent",
        "quantity",
        flat(1 + wanted.concurrent * rules["memory_gib"]["value"]),
        flat(_cores(requests)),
        mbps=flat(pages * again * 8),
        text="sized.concurrent",
        params=(("count", wanted.concurrent), ("rate", round(requests, 1))),
        cites=("arithmetic", "F120"),
    )


def _cores(requests: float, per_vcpu: float = 0) -> float:
    sizing = size_tables.sizing()
    return requests * float(sizing["assume"]["headroom"]["value"]) / (per_vcpu or sizing["rate"]["per_vcpu"]["value"])


def _rate(wanted: Wanted) -> Part | None:
    if not wanted.rate:
        return None
    row = table(wanted.purpose, wanted.demand)
    own = row.get("per_vcpu", {})
    cores = _cores(wanted.rate, own.get("rate", 0))
    memory = 1 + cores * size_tables.sizing()["rate"]["gib_per_vcpu"]["value"]
    cites = tuple(own.get("cites", ("F120", "arithmetic")))
    return Part(
        "rate", "quantity", flat(memory), flat(cores), text="sized.rate", params=(("count", wanted.rate),), cites=cites
    )


def _stored(wanted: Wanted) -> Part | None:
    """Size for the part of what is kept that should lie in memory."""
    rules = table(wanted.purpose, wanted.demand).get("per_stored_gb")
    sized = any(name in program_sizes() for name in wanted.software)
    if not wanted.storage or not rules or sized:
        return None
    memory = 2 + rules["memory_gib"] * wanted.storage
    return Part(
        "storage",
        "quantity",
        flat(memory),
        flat(memory / 4),
        text="sized.storage",
        params=(("count", wanted.storage),),
        cites=tuple(rules["cites"]),
    )


@cache
def keeps_in_memory(purpose: str | None) -> bool:
    """Say whether a part of what is kept should lie in memory, whatever the demand."""
    return any("per_stored_gb" in table(purpose, demand) for demand in (None, *DEMANDS))


def _small_model(wanted: Wanted) -> Part | None:
    rules = size_tables.sizing()["model"]
    if wanted.purpose != "ai" or not without_card(wanted):
        return None
    weights, bits = weights_gib(wanted) if wanted.model else (_unnamed_gib(wanted), "")
    memory = weights * rules["cpu"]["gib_factor"] + rules["cpu"]["gib"]
    return Part(
        "model",
        "quantity",
        flat(memory),
        flat(rules["cpu"]["vcpus"]),
        text="sized.model_cpu" if wanted.model else "sized.model_cpu_unnamed",
        params=(("billion", wanted.model), ("bits", bits)) if wanted.model else (("gib", weights),),
        cites=tuple(rules["cites"]),
    )


def _unnamed_gib(wanted: Wanted) -> float:
    """Return GiB of a model of which nobody says how large it is: what its program puts on a card, else what is usual for the demand."""
    cards = [program_sizes()[name] for name in wanted.software if name in program_sizes()]
    said = [float(row.get("gpu_memory_gib", 0)) for size in cards for row in (size.minimum, size.recommended)]
    return max(said, default=0) or float(table(wanted.purpose, wanted.demand)["gpu"]["weights_gib"])


def _failing(wanted: Wanted) -> Part | None:
    cores, memory = wanted.failing
    if not cores and not memory:
        return None
    times = size_tables.sizing()["failing"]["times"]
    return Part(
        "failing",
        "failing",
        flat(memory * times),
        flat(cores if memory else cores * times),
        text="sized.failing",
        params=(("vcpus", cores), ("memory_gib", memory)),
        cites=("arithmetic",),
    )
