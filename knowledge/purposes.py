"""What each purpose is by itself: one row each, and no purpose without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from knowledge import HERE, load
from knowledge.yamlfile import KnowledgeError, fault, read_yaml


@dataclass(frozen=True)
class Purpose:
    """One purpose; `served`: how it is reached."""

    name: str
    served: str


_FIELDS = {field.name for field in fields(Purpose)} - {"name"}


@cache
def purposes(folder: Path = HERE) -> Mapping[str, Purpose]:
    """Return the rows by purpose; raise KnowledgeError naming file, line and what is missing."""
    path = folder / "purposes.yaml"
    rows = read_yaml(path)
    _check(path, rows, load(folder).needs["purpose"].values)
    return {name: Purpose(name, row["served"]) for name, row in rows.items()}


def _check(path: Path, rows: Mapping[str, Any], known: Sequence[str]) -> None:
    """Raise KnowledgeError unless every purpose has a row with just the fields of one, and no row is of another thing."""
    if partial := [name for name, row in rows.items() if set(row) != _FIELDS]:
        raise fault(path, f"a purpose has exactly {', '.join(sorted(_FIELDS))}", partial[0])
    if missing := [name for name in known if name not in rows]:
        raise KnowledgeError(f"{path.name}:1: no row for {', '.join(missing)}; add one for each option of `purpose`")
    if strange := [name for name in rows if name not in known]:
        raise fault(path, "needs.yaml has no such option of `purpose`", strange[0])
