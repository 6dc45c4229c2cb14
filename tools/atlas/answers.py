"""What one version of the rules answers on a given grid of situations; run for each version in a process of its own.

`python -m tools.atlas.answers edges` prints where numbers make a difference and which values there are, as JSON;
`python -m tools.atlas.answers grid <spec.json> <out.npz>` answers on the grid of a specification.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.ahead.open_needs import scale_classes
from rules.ahead.tables import Table, tables
from rules.argument.model import UNKNOWN
from rules.facts.attributes import attributes
from rules.machine.size import lot_for
from rules.price import cost

Codes = NDArray[np.int64]
MACHINE = ("isolation", "load", "uptime", "skill", "means", "buyer")
PLACE = (
    "purpose",
    "audience",
    "region",
    "filing",
    "domain",
    "launch",
    "term",
    "wechat",
    "minor",
    "foreign_api",
    "sensitive",
)
MIXED = ("vendor", "billing")


def edges() -> dict[str, Any]:
    """Return all that may differ between versions: values, edges of numbers, what the later decisions read."""
    values = {name: list(one.values) for name, one in attributes().items() if name not in ("size", "means")}
    return {
        "values": values,
        "budget": list(cost.means_thresholds()),
        "scale": {
            purpose: list(scale_classes({"purpose": _known(purpose) or "unsure"})) for purpose in values["purpose"]
        },
        "reads": {name: list(tables()[name].ruleset.attributes) for name in MIXED},
    }


def _known(value: str) -> str | None:
    return None if value == UNKNOWN else value


def raw_rows(spec: Mapping[str, Any]) -> list[tuple[str, str, str, str, Any]]:
    """List what a size hangs on: purpose, programs, Windows, demand and people (None: unknown)."""
    values = spec["values"]
    return [
        (purpose, services, windows, demand, people)
        for purpose, services, windows, demand in product(
            *(values[n] for n in ("purpose", "services", "windows", "demand"))
        )
        for people in (None, *spec["scale"][purpose])
    ]


def _size(purpose: str, services: str, windows: str, demand: str, people: int | None) -> str:
    stated = {"purpose": purpose, "services": services, "demand": demand, "scale": people}
    needs = {name: value for name, value in stated.items() if value not in (None, UNKNOWN)}
    return lot_for(needs, ("windows",) if windows == "true" else ()).size_class


def axis_values(spec: Mapping[str, Any], attribute: str) -> list[str]:
    """Return an attribute's values on the grid, as this version folds them."""
    if attribute == "means":
        return [UNKNOWN, *(str(cost.means_of(budget)) for budget in (0.0, *spec["budget"]))]
    if attribute.startswith("is."):
        return list(tables()[attribute[3:]].ruleset.choices)
    return list(spec["values"][attribute])


def _positions(table: Table, axes: Sequence[tuple[str, Sequence[str]]]) -> Codes:
    """Return the positions in a table over the product of some axes."""
    total: Codes = np.zeros((1,) * len(axes), np.int64)
    for place, (attribute, values) in enumerate(axes):
        if attribute in table.strides:
            along = np.array([table.offset(attribute, value) for value in values], np.int64)
            total = total + along.reshape([-1 if axis == place else 1 for axis in range(len(axes))])
    return np.broadcast_to(total, [len(values) for _, values in axes])


def grid(spec: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Answer on the whole grid: sizes by raw row, one-sided decisions by side, two-sided ones as tables."""
    raw = [
        (purpose, services, windows, _size(purpose, services, windows, *rest))
        for purpose, services, windows, *rest in raw_rows(spec)
    ]
    rows = sorted(set(raw))
    place_of = {row: place for place, row in enumerate(rows)}
    found: dict[str, NDArray[Any]] = {"rows": np.array([place_of[row] for row in raw])}
    axes = [(name, axis_values(spec, name)) for name in MACHINE]
    found["product"], found["runtime"] = (
        np.stack(answers) for answers in zip(*(_machine(row, axes) for row in rows), strict=True)
    )
    places = [(name, axis_values(spec, name)) for name in PLACE]
    region = tables()["region"].cells[_positions(tables()["region"], places)]
    given = np.array([tables()["filing"].offset("is.region", name) for name in tables()["region"].ruleset.choices])
    found["region"], found["filing"] = (
        region,
        tables()["filing"].cells[_positions(tables()["filing"], places) + given[region]],
    )
    for name in MIXED:
        found[name] = tables()[name].cells[
            _positions(tables()[name], [(one, axis_values(spec, one)) for one in spec["reads"][name]])
        ]
    for name, table in tables().items():
        found[f"choices_{name}"] = np.array(table.ruleset.choices)
    return found


def _machine(
    row: Sequence[str], axes: Sequence[tuple[str, Sequence[str]]]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Answer product and runtime over the machine side for one purpose, programs, system and size."""
    fixed = [(name, [value]) for name, value in zip(("purpose", "services", "windows", "size"), row, strict=True)]
    shape = [len(values) for _, values in axes]
    kind = tables()["product"].cells[_positions(tables()["product"], [*fixed, *axes]).reshape(shape)]
    given = np.array([tables()["runtime"].offset("is.product", name) for name in tables()["product"].ruleset.choices])
    runtime = tables()["runtime"].cells[_positions(tables()["runtime"], [*fixed, *axes]).reshape(shape) + given[kind]]
    return kind, runtime


if __name__ == "__main__":
    if sys.argv[1] == "edges":
        sys.stdout.write(json.dumps(edges()))
    else:
        answers = grid(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
        np.savez(sys.argv[3], allow_pickle=False, **answers)
