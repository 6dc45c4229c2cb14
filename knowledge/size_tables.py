"""The tables sizes are made of: what each purpose and quantity asks for, and the ladder of machines that are sold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge.schema import Mistakes, Strict, rows
from knowledge.yamlfile import fault, read_yaml

HERE = Path(__file__).parent


class RungRow(Strict):
    """One size on sale (ladder.yaml): GiB and Mbps of one machine; `cards` hold `gpu_memory_gib` together; `band`: what rules read."""

    vcpus: int
    memory_gib: float
    disk_gib: int
    bandwidth_mbps: int
    band: str
    cites: list[str]
    gpu_memory_gib: int = 0
    cards: int = 0


@cache
def sizing(folder: Path = HERE) -> Mapping[str, Any]:
    """Read sizing.yaml and ladder.yaml as one; raise KnowledgeError where a table would give more people less."""
    path = folder / "sizing.yaml"
    found: Mapping[str, Any] = {**read_yaml(path), **read_yaml(folder / "ladder.yaml")}
    mistakes = Mistakes()
    rows(folder / "ladder.yaml", found["ladder"], RungRow, mistakes, "ladder")
    mistakes.settle()
    _check_ladder(folder / "ladder.yaml", found["ladder"])
    for name, points in found["series"].items():
        if any(b <= a for a, b in pairwise(points)):
            raise fault(folder / "ladder.yaml", "a series must grow", "series", name)
    for purpose, row in found["purposes"].items():
        for curves in (row, *row.get("demand", {}).values()):
            for name in ("memory", "vcpus", "mbps"):
                _check_curve(path, curves.get(name), purpose, name)
    return found


def _check_ladder(path: Path, ladder: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a size that stands after one that has all it has, or that comes with less than the one before."""
    servers = {name: row for name, row in ladder.items() if not row.get("gpu_memory_gib")}
    cards = {name: row for name, row in ladder.items() if name not in servers}
    _check_rungs(path, servers, ("vcpus", "memory_gib"))
    _check_rungs(path, cards, ("vcpus", "memory_gib", "gpu_memory_gib"))


def _check_rungs(path: Path, rows: Mapping[str, Mapping[str, Any]], has: tuple[str, ...]) -> None:
    before: list[Mapping[str, Any]] = []
    for name, row in rows.items():
        if before and any(row[key] < before[-1][key] for key in ("disk_gib", "bandwidth_mbps")):
            raise fault(path, "a larger size comes with less of something", "ladder", name)
        if any(all(row[key] <= earlier[key] for key in has) for earlier in before):
            raise fault(path, "never the smallest that has it all: an earlier one has as much", "ladder", name)
        before.append(row)


def _check_curve(path: Path, curve: Any, purpose: str, name: str) -> None:
    if curve is None:
        return
    if not curve.get("cites"):
        raise fault(path, f"{name} cites nothing", "purposes", purpose)
    for points in (curve.get("steps", []), curve.get("linear", [])):
        if any(b[0] <= a[0] or b[1] < a[1] for a, b in pairwise(points)):
            raise fault(path, f"{name} must grow with the number of people", "purposes", purpose)
