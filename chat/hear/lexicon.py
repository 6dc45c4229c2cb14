"""Load what people type (knowledge/lexicon/*.yaml), check it, and find it in folded text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from chat.hear.check import check
from chat.hear.parsing import PatternError, parse_group
from chat.hear.pattern import Pattern, compile_pattern
from chat.hear.phrases import Phrases, any_of
from chat.hear.pieces import Piece
from chat.hear.present import present
from knowledge import LANGUAGES
from knowledge.yamlfile import KnowledgeError, read_yaml

ROOT = Path(__file__).resolve().parents[2] / "knowledge"
TOGETHER = "together"
KINDS = (*LANGUAGES, "weak", TOGETHER)
SECTIONS = ("needs", "also", "declines", "topics", "talk", "commands", "cues")


class LexiconError(KnowledgeError):
    """The lexicon does not hold together; the message names files and entries."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One thing people type and what it means: section needs, key purpose, value blog; each line of the lexicon is one of its own."""

    section: str
    key: str
    value: str
    kind: str
    pattern: Pattern
    file: str

    def __str__(self) -> str:
        return f"{self.file}: {self.section}.{self.key}.{self.value} ({self.kind}) {self.pattern.source!r}"


@dataclass(frozen=True)
class Hit:
    """An entry found in folded text between start and end."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """Everything people type, compiled; `words` and `patterns` hold the tables that mechanisms read, by name."""

    entries: tuple[Entry, ...]
    words: Mapping[str, Any]
    options: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    starting: Mapping[str, int]
    groups: Mapping[str, Piece] = field(repr=False)
    patterns: Mapping[str, Phrases] = field(repr=False)
    index: Mapping[str, tuple[int, ...]] = field(repr=False)

    def find(self, text: str) -> list[Hit]:
        """Return every entry found in folded text, in no particular order."""
        return [Hit(entry, start, end) for entry in self.candidates(text) for start, end in entry.pattern.find(text)]

    def candidates(self, text: str) -> list[Entry]:
        """Return the entries whose words stand in folded text: no other can be found there."""
        there = present(text).words
        wanted = {i for atom in there for i in self.index.get(atom, ())}
        return [
            self.entries[i]
            for i in sorted(wanted)
            if not any(words.isdisjoint(there) for words in self.entries[i].pattern.needed)
        ]


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = read_yaml(path)
        if not isinstance(content, dict):
            raise LexiconError(f"{path.name}: expected sections, found {type(content).__name__}")
        files[path.name] = content
    if not files:
        raise LexiconError(f"no lexicon in {folder.name}")
    return files


def _groups(files: Mapping[str, dict[str, Any]]) -> dict[str, Piece]:
    """Compile the named groups of words, in the order they are written."""
    groups: dict[str, Piece] = {}
    for file, content in files.items():
        for name, members in content.get("groups", {}).items():
            if name in groups:
                raise LexiconError(f"{file}: groups.{name} is defined twice")
            try:
                groups[name] = parse_group(members, groups)
            except PatternError as error:
                raise LexiconError(f"{file}: groups.{name}: {error}") from error
    return groups


def _patterns(files: Mapping[str, dict[str, Any]], groups: Mapping[str, Piece]) -> dict[str, Phrases]:
    """Read the named tables of patterns, any of which will do."""
    patterns: dict[str, Phrases] = {}
    for file, content in files.items():
        for name, members in content.get("patterns", {}).items():
            if name in patterns:
                raise LexiconError(f"{file}: patterns.{name} is defined twice")
            try:
                patterns[name] = any_of(members, groups)
            except PatternError as error:
                raise LexiconError(f"{file}: patterns.{name}: {error}") from error
    return patterns


def _words(files: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Collect the plain tables; one that is long may go on in a second file with other keys."""
    words: dict[str, Any] = {}
    for file, content in files.items():
        for name, table in content.items():
            if name in SECTIONS or name in ("groups", "patterns"):
                continue
            before = words.get(name)
            if before is None:
                words[name] = table
            elif isinstance(before, dict) and isinstance(table, dict) and not before.keys() & table.keys():
                words[name] = before | table
            else:
                raise LexiconError(f"{file}: {name} is already in another file")
    return words


def _line(path: Path, source: str) -> int:
    """Return the line (from 1) of a file where a pattern stands."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, 1) if source in line), 1)


def _sources(files: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield (file, section, key, value, kind, source) for every pattern."""
    for file, content in files.items():
        for section in SECTIONS:
            for key, below in content.get(section, {}).items():
                values = below if section == "needs" else {key: below}
                for value, kinds in values.items():
                    table = kinds if isinstance(kinds, dict) else {"zh": kinds}
                    for kind, members in table.items():
                        for source in members or ():
                            yield file, section, str(key), str(value), kind, str(source)


def _entries(folder: Path, files: Mapping[str, dict[str, Any]], groups: Mapping[str, Piece]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    mistakes: list[str] = []
    for file, section, key, value, kind, source in _sources(files):
        place = f"{section}.{key}.{value} ({kind})"
        if kind not in (*KINDS, "unless"):
            at = _line(folder / file, source)
            mistakes.append(f"{file}:{at}: {place}: expected zh, en, weak, together or unless")
            continue
        try:
            entries.append(Entry(section, key, value, kind, compile_pattern(source, groups), file))
        except PatternError as error:
            mistakes.append(f"{file}:{_line(folder / file, source)}: {place}: {error}")
    if mistakes:
        raise LexiconError("\n".join(mistakes))
    return tuple(entries)


def _options(needs: Mapping[str, Any]) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return per choice need its values with the labels a person may type back."""
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for need, about in needs.items():
        by_purpose = about.get("options_by_purpose", {}).values()
        tables = [about.get("options", {}), *by_purpose]
        found[need] = tuple(
            (str(value), tuple(str(t[value][lang]) for t in tables for lang in LANGUAGES if t.get(value, {}).get(lang)))
            for value in about.get("options", {})
        )
    return found


def _starting(needs: Mapping[str, Any]) -> dict[str, int]:
    """Return per purpose how many people "just starting" stands for."""
    units = needs.get("scale", {}).get("units", {}).values()
    return {purpose: int(unit["starting"]) for unit in units for purpose in unit["purposes"]}


def _index(entries: tuple[Entry, ...]) -> dict[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for atom in entry.pattern.atoms:
            index.setdefault(atom, []).append(number)
    return {atom: tuple(numbers) for atom, numbers in index.items()}


def build(folder: Path, needs: Mapping[str, Any]) -> Lexicon:
    """Compile and check the lexicon in a folder against the needs (needs.yaml); raise LexiconError."""
    files = _read(folder)
    groups = _groups(files)
    entries = _entries(folder, files, groups)
    lexicon = Lexicon(
        entries, _words(files), _options(needs), _starting(needs), groups, _patterns(files, groups), _index(entries)
    )
    mistakes = check(lexicon)
    if mistakes:
        raise LexiconError("\n".join(mistakes))
    return lexicon


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the project's lexicon, compiled once."""
    return build(ROOT / "lexicon", read_yaml(ROOT / "needs.yaml"))
