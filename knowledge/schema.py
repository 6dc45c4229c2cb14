"""The shapes of the rows in this room's files: these structs are the documentation, and what a file may say.

A field that is not here is a mistake, and so is a value of another kind. `Text` is one text a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from knowledge.yamlfile import KnowledgeError, fault

Text = dict[str, str]
Row = TypeVar("Row")


class Strict(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A row that says nothing but what it is asked."""


class OptionRow(Strict):
    """One answer: its label in each language, and a line beneath it; `plain`: it says no more than saying nothing."""

    zh: str
    en: str
    help: Text | None = None
    plain: bool = False


class UnitRow(Strict):
    """What a number of people counts for some purposes; `starting` is what "just starting" states.

    `counts`: visitors a day, those playing or watching at once, those connected at once, or all there are.
    """

    purposes: list[str]
    counts: Literal["day", "playing", "connected", "all"]
    zh: str
    en: str
    question: Text
    presets: list[int]
    starting: int


class AssumedRow(Strict):
    """What is taken to be so while nothing was said of it, and how that reads."""

    value: str
    zh: str
    en: str


class NeedRow(Strict):
    """One thing a person can state (needs.yaml). Without a question it is only heard, never asked.

    `after`: questions that come first while they are open and decide, for this one is hard to answer, or needless, before them.
    """

    kind: Literal["choice", "list", "number", "programs"]
    label: Text
    question: Text | None = None
    why: Text | None = None
    changeable: bool = False
    ask_when: list[dict[str, list[str] | dict[Literal["not"], list[str]]]] | None = None
    after: list[str] = []
    options: dict[str, OptionRow] = {}
    options_by_purpose: dict[str, dict[str, OptionRow]] = {}
    presets: list[float] = []
    units: dict[str, UnitRow] = {}
    starting: Text | None = None
    unit: Text | None = None
    minimum: float = 0
    maximum: float = 0
    assumed: AssumedRow | None = None


class CircumstanceRow(Strict):
    """Something heard that is no need (circumstances.yaml); `offered`: a tap below the advice says it."""

    zh: str
    en: str
    offered: bool = False


class ChoiceRow(Strict):
    """One choice of a decision; `topic`: the page that tells what it is, `rests_on`: the reason behind what it is good at."""

    zh: str
    en: str
    rests_on: str
    help: Text | None = None
    topic: str = ""


class DecisionRow(Strict):
    """One thing we tell people, with its choices in the author's order (decisions.yaml); `products`, `regions`: the rows of that file."""

    label: Text
    choices: dict[str, ChoiceRow] | Literal["products", "regions"]


class SourceRow(Strict):
    """Where something is known from (sources.yaml); `url` is left out for our own arithmetic."""

    title: Text
    checked_on: date
    url: str | None = None
    dated: Any = ""


class FactRow(Strict):
    """One cited fact (facts.yaml)."""

    title: str
    confidence: str
    sources: list[str]


class WordRow(Strict):
    """A word of our own page in one sentence (words.yaml); `names`: what people type for it."""

    label: Text
    names: list[str]
    text: Text
    topic: str = ""
    cites: list[str] = []


class TopicFront(Strict):
    """The front matter of one topic page in one language (topics/*.md)."""

    title: str
    question: str
    short: str
    cites: list[str]
    checked_on: date
    related: list[str] = []
    opening: dict[str, str | int | float] = {}
    opening_label: str = ""


@dataclass
class Mistakes:
    """All mistakes of all files, said at once."""

    found: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Rows that do not fit: what refers to them is no second mistake."""

    def add(self, path: Path, problem: str, *keys: object) -> None:
        """Note what is wrong with one entry, with file and line."""
        self.found.append(str(fault(path, problem, *keys)))

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Note what a part raises, and go on."""
        try:
            yield
        except KnowledgeError as error:
            self.found.append(str(error))

    def settle(self) -> None:
        """Raise KnowledgeError with every mistake, one a line, if there is any."""
        if self.found:
            raise KnowledgeError("\n".join(dict.fromkeys("\n".join(self.found).splitlines())))


def settled(read: Callable[[Path, Mistakes], Row], folder: Path) -> Row:
    """Return what is read of a folder; raise KnowledgeError with every mistake met on the way."""
    mistakes = Mistakes()
    found = read(folder, mistakes)
    mistakes.settle()
    return found


def rows(path: Path, content: Any, shape: Callable[..., Row], mistakes: Mistakes, *keys: object) -> dict[str, Row]:
    """Read a mapping of entries into rows of one shape; entries that do not fit are mistakes and left out."""
    found: dict[str, Row] = {}
    if not isinstance(content, Mapping):
        mistakes.add(path, "must be a mapping of entries", *keys)
        return found
    for name, entry in content.items():
        try:
            found[str(name)] = msgspec.convert(entry, shape)
        except msgspec.ValidationError as error:
            mistakes.add(path, _said(str(error), shape), *keys, name)
            mistakes.broken.add(str(name))
    return found


def _said(problem: str, shape: Any) -> str:
    """Say what a row takes where it names something unknown."""
    if "date" in problem:
        return f"{problem}: must be a date such as 2026-11-23"
    if "unknown field" in problem:
        takes = ", ".join(getattr(shape, "__struct_fields__", ()))
        return f"{problem}; a row takes {takes}"
    return problem


def texts(
    path: Path, given: Mapping[str, Any] | None, languages: tuple[str, ...], mistakes: Mistakes, *keys: object
) -> Text:
    """Return one text a language, noting which is missing."""
    missing = [lang for lang in languages if not (given or {}).get(lang)]
    if missing:
        mistakes.add(path, f"needs a text in {', '.join(missing)}", *keys)
    return {lang: str((given or {}).get(lang, "")) for lang in languages}
