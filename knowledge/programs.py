"""The catalogue of programs: what each is called, what it is for, who connects; one row each, checked when loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.regions import regions
from knowledge.yamlfile import fault, read_yaml

FOLDER = Path(__file__).parent / "programs"
REACHES = ("public", "private", "outbound", "devices")
PEERS = tuple(regions())
UNITS = ("users", "visitors", "players", "viewers", "devices", "cameras", "mailboxes", "none")
MOST_PROGRAMS = 12
"""So many are kept of what one conversation names."""
CONTAINERS = ("official", "community", "none")


@dataclass(frozen=True)
class Program:
    """One program people name.

    `names` are heard anywhere, `guarded` (also ordinary words) only with another sign beside them. `purpose`, `reach`, `peer` are
    contract values it implies (None: it says nothing of the purpose); `unit` is what is counted of it; `also` its circumstances;
    `bits` what it loads a model's weights at unless told otherwise.
    """

    id: str
    label: Mapping[str, str]
    names: list[str]
    purpose: str | None
    unit: str
    reach: str
    domain: bool
    guarded: list[str] | None = None
    container: str | None = None
    ports: list[Any] | None = None
    peer: str | None = None
    country: str | None = None
    bits: str | None = None
    card: bool = False
    windows: bool = False
    evasion: bool = False
    better: Mapping[str, str] | None = None
    also: list[str] | None = None


BITS = ("4", "8", "16")
_TAKES = {"unit": UNITS, "reach": REACHES, "peer": PEERS, "country": PEERS, "container": CONTAINERS, "bits": BITS}
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("purpose", "unit", "reach", "container", "peer", "country", "bits"), str),
    **dict.fromkeys(("names", "guarded", "ports", "also"), list),
    **dict.fromkeys(("domain", "card", "windows", "evasion"), bool),
    **dict.fromkeys(("label", "better"), dict),
}


@cache
def programs(folder: Path = FOLDER) -> Mapping[str, Program]:
    """Return the programs by id; raise KnowledgeError naming file, line and cure."""
    found: dict[str, Program] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, row in read_yaml(path).items():
            if str(name) in found:
                raise fault(path, "has a row already; keep one", name)
            found[str(name)] = _program(path, str(name), row)
    return found


def _program(path: Path, name: str, row: Any) -> Program:
    shapes = {field.name: field for field in fields(Program) if field.name != "id"}
    if not isinstance(row, dict):
        raise fault(path, f"a row is a mapping of {', '.join(shapes)}", name)
    for key in row:
        if key not in shapes:
            raise fault(path, f"unknown field; a row takes {', '.join(shapes)}", name, key)
    for key, field in shapes.items():
        if key not in row and field.default is MISSING:
            raise fault(path, f"{key} is missing", name)
        if key in row:
            _check(path, name, key, row[key])
    return Program(id=name, **row)


def _check(path: Path, name: str, key: str, value: Any) -> None:
    if key == "purpose" and value is None:
        return
    if not isinstance(value, _KINDS[key]):
        raise fault(path, f"takes a {_KINDS[key].__name__}, not {value!r}", name, key)
    if key in _TAKES and value not in _TAKES[key]:
        raise fault(path, f"takes {', '.join(_TAKES[key])}, not {value!r}", name, key)
    if isinstance(value, list) and key in ("names", "guarded") and not all(isinstance(word, str) for word in value):
        raise fault(path, "a name is text; put a number between quotes", name, key)
