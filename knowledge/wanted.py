"""What people ask whether they need it, and the verdict for a case: typed rows, the first that holds counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from knowledge.schema import Mistakes, rows, settled
from knowledge.yamlfile import read_yaml

HERE = Path(__file__).parent
_ARGUED = re.compile(r"\{(?:reason|why)\}")
"""Places of a text that what speaks for a choice fills, with its own sources."""
Verdict = Literal["yes", "no", "later", "have"]


class Row(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One verdict (wanted.yaml): it holds where each of `when` is one of its values and, where given, a note of `noted` fires."""

    verdict: Verdict
    text: dict[str, str]
    when: dict[str, str | list[str]] = {}
    noted: list[str] = []
    cites: list[str] = []
    rests_on: str = ""

    @property
    def always(self) -> bool:
        """Say whether it holds whatever was said."""
        return not self.when and not self.noted

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
        if thing.choice is None and not (thing.rows and thing.rows[-1].always):
            mistakes.add(path, "its last row must hold whatever was said", name)
        for problem in (one for row in thing.rows for one in _problems(row, spoken, snippets, known)):
            mistakes.add(path, problem, name)


def _problems(row: Row, spoken: Collection[str], snippets: Collection[str], known: Collection[str]) -> Iterator[str]:
    if {*row.text} != {*spoken}:
        yield f"needs a text in {', '.join(spoken)}"
    yield from (f"there is no fact or source {cite}" for cite in row.cites if cite not in known)
    if row.rests_on and row.rests_on not in snippets:
        yield f"there is no snippet {row.rests_on}"
    if not (row.cites or row.rests_on or row.noted or _ARGUED.search("".join(row.text.values()))):
        yield "rests on nothing: name its cites, or the snippet it rests_on"


def _listed(values: str | list[str]) -> list[str]:
    return values if isinstance(values, list) else [values]
