"""Turn needs.yaml into records: what a person can state, and when it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import msgspec

from knowledge import schema
from knowledge.languages import said
from knowledge.records import Need, Option, Unit
from knowledge.schema import Mistakes, NeedRow, rows, texts
from knowledge.yamlfile import read_yaml

Languages = tuple[str, ...]
Values = Mapping[str, tuple[str, ...]]


def needs(folder: Path, languages: Sequence[str], mistakes: Mistakes | None = None) -> dict[str, Need]:
    """Read the needs with their questions."""
    noted, path = mistakes or Mistakes(), folder / "needs.yaml"
    found = rows(path, read_yaml(path), NeedRow, noted)
    values = {name: tuple(row.options) for name, row in found.items()}
    read = {name: _need(path, name, row, tuple(languages), values, noted) for name, row in found.items()}
    _check_order(path, found, noted)
    if mistakes is None:
        noted.settle()
    return read


def _need(path: Path, name: str, row: NeedRow, languages: Languages, values: Values, mistakes: Mistakes) -> Need:
    asked = row.question is not None
    for purpose in [*row.options_by_purpose, *(one for unit in row.units.values() for one in unit.purposes)]:
        if purpose not in values.get("purpose", ()):
            mistakes.add(path, f"speaks of {purpose}, which is no option of purpose", name)
    return Need(
        name=name,
        kind=row.kind,
        label=texts(path, row.label, languages, mistakes, name, "label"),
        question=texts(path, row.question, languages, mistakes, name, "question") if asked else {},
        why=texts(path, row.why, languages, mistakes, name, "why") if asked else {},
        changeable=row.changeable,
        ask_when=_ask_when(path, name, row, values, mistakes),
        after=tuple(row.after),
        options=_options(row.options, languages),
        options_by_purpose={purpose: _options(each, languages) for purpose, each in row.options_by_purpose.items()},
        presets=tuple(row.presets),
        units=tuple(
            Unit(
                unit,
                tuple(one.purposes),
                one.counts,
                said(one, languages),
                one.question,
                tuple(one.presets),
                one.starting,
            )
            for unit, one in row.units.items()
        ),
        starting=row.starting,
        unit=row.unit,
        minimum=row.minimum,
        maximum=row.maximum,
        assumed=msgspec.structs.asdict(row.assumed) if row.assumed else None,
    )


def _check_order(path: Path, found: Mapping[str, NeedRow], mistakes: Mistakes) -> None:
    """Note a question that waits for one nobody asks, and those that wait for each other."""
    for name, row in found.items():
        for first in row.after:
            if first not in found or found[first].question is None:
                mistakes.add(path, f"comes after {first}, which has no question", name, "after")

    try:
        TopologicalSorter({name: [one for one in row.after if one in found] for name, row in found.items()}).prepare()
    except CycleError as error:
        first, *_, name = error.args[1][:-1]
        mistakes.add(path, f"comes after {first}, which waits for it: take one of them out", name, "after")


def _options(found: Mapping[str, schema.OptionRow], languages: Languages) -> tuple[Option, ...]:
    return tuple(Option(value, said(row, languages), row.help, row.plain) for value, row in found.items())


def _ask_when(
    path: Path, name: str, row: NeedRow, values: Values, mistakes: Mistakes
) -> tuple[Mapping[str, tuple[str, ...]], ...] | None:
    """Read when a question is asked; {not: values} names all the others, `unsure` among them."""
    if row.ask_when is None:
        return None
    return tuple(
        {need: _wanted(path, name, need, wanted, values, mistakes) for need, wanted in alternative.items()}
        for alternative in row.ask_when
    )


def _wanted(
    path: Path,
    name: str,
    need: str,
    wanted: Sequence[str] | Mapping[Any, Sequence[str]],
    values: Values,
    mistakes: Mistakes,
) -> tuple[str, ...]:
    if need not in values:
        mistakes.add(path, f"asks about {need}, which is no need", name, "ask_when")
        return ()
    known = (*values[need], "unsure")
    excluding = isinstance(wanted, Mapping)
    listed = list(wanted["not"]) if isinstance(wanted, Mapping) else list(wanted)
    if strange := [value for value in listed if value not in known]:
        mistakes.add(path, f"{need} has no value {', '.join(strange)}; it has {', '.join(known)}", name, "ask_when")
    return tuple(value for value in known if value not in listed) if excluding else tuple(listed)
