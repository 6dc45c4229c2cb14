"""How big a machine programs want, as their own documentation or maintainers say; one row each, checked when loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.programs import Program
from knowledge.purposes import purposes
from knowledge.yamlfile import fault, read_yaml

FOLDER = Path(__file__).parent / "program_sizes"
FIGURES = ("vcpus", "memory_gib", "disk_gib", "gpu_memory_gib")
KINDS = ("official", "maintainer", "reported")
SILENT = "silent.yaml"
"""Programs whose documentation names no size, with what was opened to see that."""


@dataclass(frozen=True)
class Said:
    """One sentence a size rests on: where it stands, its own date, when we read it."""

    title: str
    url: str
    date: str
    checked_on: str
    says: str


@dataclass(frozen=True, eq=False)
class ProgramSize:
    """What a program wants. Figures by name of FIGURES, GiB and vCPUs.

    `carries`: (unit, count) that the recommended machine serves; `per`: what each further one of a unit takes; `steps`: up to so
    many of the unit of `carries`, this machine; `bandwidth`: (unit, Mbps each). `own`: of the program alone, without a system.
    """

    id: str
    minimum: Mapping[str, float]
    recommended: Mapping[str, float]
    carries: tuple[str, float] | None
    per: tuple[str, Mapping[str, float]] | None
    steps: tuple[tuple[float, Mapping[str, float]], ...]
    bandwidth: tuple[str, float] | None
    own: bool
    kind: str
    sources: tuple[Said, ...]
    note: Mapping[str, str] | None


@cache
def program_sizes(folder: Path = FOLDER) -> Mapping[str, ProgramSize]:
    """Return the documented sizes by program; raise KnowledgeError naming file, line and what is wrong."""
    found: dict[str, ProgramSize] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, row in read_yaml(path).items() if path.name != SILENT else ():
            if str(name) in found:
                raise fault(path, "has a row already; keep one", name)
            found[str(name)] = _row(path, str(name), row)
    return found


TAKES = frozenset(("minimum", "recommended", "carries", "per", "steps", "bandwidth", "own", "kind", "sources", "note"))


def _check(path: Path, name: str, row: Any) -> None:
    """Raise KnowledgeError naming what a row lacks, or says that no row can."""
    strange = sorted(set(row) - TAKES) if isinstance(row, dict) else []
    if strange or not isinstance(row, dict):
        raise fault(path, f"a row takes {', '.join(sorted(TAKES))}", name, *strange[:1])
    if row.get("kind") not in KINDS or not row.get("sources"):
        raise fault(path, f"needs sources and a kind of {', '.join(KINDS)}", name)
    for key in ("minimum", "recommended"):
        if set(row.get(key, {})) - set(FIGURES):
            raise fault(path, f"takes {', '.join(FIGURES)}", name, key)
    if not {"minimum", "recommended", "steps"} & set(row):
        raise fault(path, "says no size at all", name)


def _row(path: Path, name: str, row: Any) -> ProgramSize:
    _check(path, name, row)
    carries, per, bandwidth = row.get("carries"), row.get("per"), row.get("bandwidth")
    return ProgramSize(
        id=name,
        minimum=row.get("minimum", {}),
        recommended=row.get("recommended", {}),
        carries=(carries["unit"], carries["count"]) if carries else None,
        per=(per["unit"], {key: value for key, value in per.items() if key != "unit"}) if per else None,
        steps=tuple((count, size) for count, size in row.get("steps", ())),
        bandwidth=(bandwidth["unit"], bandwidth["mbps"]) if bandwidth else None,
        own=row.get("own", False),
        kind=row["kind"],
        sources=tuple(
            Said(one["title"], one["url"], one["date"], one["checked_on"], one["says"]) for one in row["sources"]
        ),
        note=row.get("note"),
    )


MACHINE_OF_ITS_OWN_GIB = 2
"""What asks for so much memory is no single small process that an app platform could take."""


def wants_a_machine(name: str) -> bool:
    """Say whether a program's documentation asks for a machine of its own."""
    row = program_sizes().get(name)
    told = [*row.steps, (0, row.minimum), (0, row.recommended)] if row else []
    return max((size.get("memory_gib", 0) for _, size in told), default=0) >= MACHINE_OF_ITS_OWN_GIB


def circumstances(program: Program) -> tuple[str, ...]:
    """Return the circumstances that naming a program brings."""
    row = purposes().get(program.purpose or "")
    own = row is not None and row.platform and wants_a_machine(program.id)
    return (*(program.also or ()), *(["windows"] if program.windows else ()), *(["own-machine"] if own else ()))
