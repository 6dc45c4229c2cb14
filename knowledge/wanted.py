"""What people ask whether they need it, and the verdict for a case: typed rows, the first that holds counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from knowledge.schema import Mistakes, rows, settled
from knowledge.yamlfile import read_yaml

HERE = Path(__file__).parent
_PLACE = re.compile(r"\{\w+\}")
Verdict = Literal["yes", "no", "later", "have"]


class Row(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One verdict (wanted.yaml): it holds where each of `when` is one of its values and, where given, a note of `noted` fires."""

    verdict: Verdict
    text: dict[str, str]
    when: dict[str, str | list[str]] = {}
    noted: list[str] = []
    cites: list[str] = []
    rests_on: str = ""

    def holds(self, case: Mapping[str, str]) -> bool:
        """Say whether every condition holds of a case: attributes, and choices as `is.<decision>`."""
        return all(case[name] in _listed(values) for name, values in self.when.items())


class Wanted(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One thing people may need (wanted.yaml): its verdicts, or the choice of a decision that it is, as (decision, choice)."""

    label: dict[str, str]
    topic: str
    rows: list[Row]
    choice: tuple[str, str] | None = None


@cache
def wanted(folder: Path = HERE) -> Mapping[str, Wanted]:
    """Return the things by id; raise KnowledgeError with every row that does not fit."""
    return settled(read, folder)


def read(folder: Path, mistakes: Mistakes) -> dict[str, Wanted]:
    """Read the things, noting rows that do not fit."""
    path = folder / "wanted.yaml"
    return rows(path, read_yaml(path), Wanted, mistakes)


def check(
    folder: Path, spoken: Collection[str], snippets: Collection[str], known: Collection[str], mistakes: Mistakes
) -> None:
    """Note what says a verdict in no language, rests on nothing, or never comes to an end: the last row always holds."""
    path = folder / "wanted.yaml"
    for name, thing in read(folder, mistakes).items():
        if thing.choice is None and (not thing.rows or thing.rows[-1].when or thing.rows[-1].noted):
            mistakes.add(path, "its last row must hold whatever was said", name)
        for row in thing.rows:
            if {*row.text} != {*spoken}:
                mistakes.add(path, f"needs a text in {', '.join(spoken)}", name)
            for cite in (one for one in row.cites if one not in known):
                mistakes.add(path, f"there is no fact or source {cite}", name)
            if row.rests_on and row.rests_on not in snippets:
                mistakes.add(path, f"there is no snippet {row.rests_on}", name)
            if not (
                row.cites
                or row.rests_on
                or row.noted
                or {"{reason}", "{why}"} & {*_PLACE.findall(next(iter(row.text.values())))}
            ):
                mistakes.add(path, "rests on nothing: name its cites, or the snippet it rests_on", name)


def _listed(values: str | list[str]) -> list[str]:
    return values if isinstance(values, list) else [values]
