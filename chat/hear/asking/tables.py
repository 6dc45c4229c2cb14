"""What people ask with, from knowledge/lexicon/asks: frames, objects and names, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from chat.hear.asking.names import Names, names
from chat.hear.lexicon import LexiconError, load_lexicon
from chat.hear.parsing import PatternError
from chat.hear.phrases import Phrases, any_of
from knowledge.yamlfile import read_yaml

FOLDER = Path(__file__).resolve().parents[3] / "knowledge" / "lexicon" / "asks"

Table = Mapping[str, Phrases]


@dataclass(frozen=True)
class Words:
    """The words of questions: `frames` by act, what they are about by kind, names of vendors and topics."""

    frames: Table
    choices: Mapping[str, Table]
    decisions: Table
    spans: Table
    abouts: Table
    toward: Table
    topics: Table
    wanted: Table
    questions: Table
    supposed: Mapping[str, Table]
    relative_to: Table
    factors: Table
    plain: Table
    vendors: Names


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """Return the files of the folder as one table: what two files say under one name is joined."""
    found: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        found = _joined(found, read_yaml(path), f"asks/{path.name}")
    return found


def _joined(one: Any, other: Any, where: str) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{k: _joined(one[k], v, f"{where}: {k}") if k in one else v for k, v in other.items()}}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    raise LexiconError(f"{where} is a list here and a table in another file")


def one_of(members: Iterable[object], where: str) -> Phrases:
    """Read patterns any of which will do; raise LexiconError saying where."""
    try:
        return any_of(members, load_lexicon().groups)
    except PatternError as error:
        raise LexiconError(f"asks: {where}: {error}") from error


def table_of(name: str, table: Mapping[str, Iterable[object]]) -> dict[str, Phrases]:
    """Read a table of lists of patterns."""
    return {str(key): one_of(members, f"{name}.{key}") for key, members in table.items()}


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words of questions."""
    read = tables()
    return Words(
        frames=table_of("frames", {name: [*f["zh"], *f["en"]] for name, f in read["frames"].items()}),
        choices={d: table_of(f"choices.{d}", table) for d, table in read["choices"].items()},
        decisions=table_of("decisions", read["decisions"]),
        spans=table_of("spans", read["spans"]),
        abouts=table_of("abouts", read["abouts"]),
        toward=table_of("toward", read["toward"]),
        topics=table_of("topic_names", read["topic_names"]),
        wanted=table_of("wanted", read["wanted"]),
        questions=table_of("questions", read["questions"]),
        supposed={need: table_of(f"supposed.{need}", table) for need, table in read["supposed"].items()},
        relative_to=table_of("relative_to", read["relative_to"]),
        factors=table_of("factors", read["factors"]),
        plain=table_of("plain", read["plain"]),
        vendors=names(read["vendors"]),
    )
