"""Things people name beside programs: places, vendors, products, what is talked to, cards, suffixes, registrars, models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.yamlfile import fault, read_yaml

FOLDER = Path(__file__).parent / "things"
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "places": ("place", ("area",)),
    "vendors": ("vendor", ()),
    "products": ("product", ("keeps",)),
    "ends": ("end", ("peer", "also", "purpose", "source", "checked_on")),
    "cards": ("card", ("memory",)),
    "suffixes": ("suffix", ()),
    "registrars": ("registrar", ("abroad",)),
    "models": ("model", ()),
}
"""File -> kind of thing, and the fields its rows may hold beside `names` and `guarded`."""


@dataclass(frozen=True)
class Named:
    """One row: `names` are heard anywhere, `guarded` only with another sign beside them; `says` holds what its kind says."""

    kind: str
    id: str
    names: tuple[str, ...]
    guarded: tuple[str, ...] = ()
    says: Mapping[str, Any] = field(default_factory=dict)


@cache
def named(folder: Path = FOLDER) -> tuple[Named, ...]:
    """Return every row; raise KnowledgeError naming file, line and cure."""
    found: list[Named] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in KINDS:
            raise fault(path, f"no kind of thing is called so; there are {', '.join(KINDS)}")
        found += (_row(path, name, row) for name, row in read_yaml(path).items())
    return tuple(found)


def _row(path: Path, name: object, row: Mapping[str, Any]) -> Named:
    kind, takes = KINDS[path.stem]
    if strange := [key for key in row if key not in ("names", "guarded", *takes)]:
        raise fault(path, f"unknown field; a row takes names, guarded, {', '.join(takes)}", name, strange[0])
    words = [*row.get("names", ()), *row.get("guarded", ())]
    if not words or not all(isinstance(word, str) for word in words):
        raise fault(path, "a row has names, each of them text; put a number between quotes", name)
    says = {key: row[key] for key in takes if key in row}
    return Named(kind, str(name), tuple(row["names"]), tuple(row.get("guarded", ())), says)
