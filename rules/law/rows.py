"""The law as rows: which of them touch a person on a day, what they say, and the classes of the folds they set.

A row binds a person when every condition under its `binds` holds (knowledge/law/README.md has the grammar).
Nothing here decides; it reads data and answers. Days are ISO dates; needs and flags are the contract's words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

from rules.answers import UNSURE, Answers, Value
from rules.law.sieve import UNKNOWN, Sieve, holds

Words = Mapping[str, frozenset[str]]
"""What is known of a person: per key the words that hold; {"unknown"} where nothing was said."""

_STRONG = {"official", "platform"}
_HOSTS_OF_MANY = {"github.com", "raw.githubusercontent.com"}


@dataclass(frozen=True)
class Source:
    """One text behind a row: `says` is what was read of it, `opened` whether the whole of it was."""

    id: str
    title: Mapping[str, str]
    url: str
    kind: str
    date: str
    checked_on: str
    opened: bool
    says: str

    @property
    def publisher(self) -> str:
        """Name who publishes it: the host, or the owner where one host serves many."""
        parts = urlsplit(self.url)
        host = parts.netloc.removeprefix("www.")
        return f"{host}/{parts.path.split('/')[1]}" if host in _HOSTS_OF_MANY else host


@dataclass(frozen=True)
class Row:
    """One rule of law."""

    id: str
    group: str
    binds: Mapping[str, Any]
    where: str
    since: date
    until: date | None
    sets: Mapping[str, str]
    about: str
    say: Mapping[str, str]
    first: Mapping[str, str] | None
    sources: tuple[Source, ...]
    review: date
    rank: int

    def in_force(self, on: date) -> bool:
        """Tell whether it binds anybody on a day."""
        return self.since <= on and (self.until is None or on < self.until)

    def stale(self, on: date) -> bool:
        """Tell whether its day of review is over: it then warns, and sets nothing."""
        return on > self.review

    @property
    def backed(self) -> bool:
        """Tell whether its sources carry a veto: official or the platform's own, or two independent others; one of them opened."""
        strong = any(source.kind in _STRONG and source.says for source in self.sources)
        others = {source.publisher for source in self.sources if source.kind not in _STRONG}
        read = any(source.opened or source.kind == "platform" for source in self.sources)
        return read and (strong or len(others) > 1)


@dataclass(frozen=True)
class Ruling:
    """The class of one fold, and the rows that set just this class, what is due first in front."""

    choice: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Law:
    """All rows with the words they use."""

    rows: tuple[Row, ...]
    words: Mapping[str, Any]

    @cached_property
    def order(self) -> Mapping[str, tuple[str, ...]]:
        """The classes of every fold, mildest first."""
        return {name: tuple(classes) for name, classes in self.words["folds"].items()}

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([{**self.words["unless_said"], **row.binds} for row in self.rows])

    @cached_property
    def _setting(self) -> int:
        """The rows that set a class, as bits in the order of the rows."""
        return sum(1 << place for place, row in enumerate(self.rows) if row.sets)

    @cached_property
    def _in_force(self) -> Callable[[date], int]:
        rows = self.rows
        return lru_cache(maxsize=8)(lambda on: sum(1 << at for at, row in enumerate(rows) if row.in_force(on)))

    def rows_for(self, answers: Answers, on: date, place: str | None = None) -> list[Row]:
        """Return the rows that touch this person on a day, due first in front.

        `place` is the region advised: then a row about another place is left out, unless it set a fold and so is a reason.
        """
        known = self.known(answers)
        deciding = self._deciding(known, answers, on)
        known["may_file"] = frozenset({self._strictest("may_file", self._rows(deciding), known, on)})
        telling = self._sieve.through(known, answers.needs) & self._in_force(on) & ~self._setting
        found = self._rows(deciding | telling)
        return (
            found if place is None else [row for row in found if row.sets or _placed(row.where, place, known["region"])]
        )

    def _deciding(self, known: Words, answers: Answers, on: date) -> int:
        """Return the rows in force that bind a person and set a class, as bits."""
        return self._sieve.through(known, answers.needs) & self._in_force(on) & self._setting

    def _rows(self, bits: int) -> list[Row]:
        return [row for place, row in enumerate(self.rows) if bits >> place & 1]

    def folds(self, answers: Answers, on: date) -> dict[str, Ruling]:
        """Return the class of every fold, wherever the machine will stand, and the rows behind it."""
        known = self.known(answers)
        touching = [row for row in self._rows(self._deciding(known, answers, on)) if not row.stale(on)]
        result = {}
        for name in self.order:
            choice = self._strictest(name, touching, known, on)
            result[name] = Ruling(choice, tuple([row for row in touching if row.sets.get(name) == choice]))
        return result

    def _strictest(self, name: str, rows: Collection[Row], known: Words, on: date) -> str:
        classes = self.order[name]
        stated = next(iter(known["filing"])) if name == "may_file" else classes[0]
        return max(
            [stated, *(row.sets[name] for row in rows if name in row.sets and not row.stale(on))], key=classes.index
        )

    def text(self, row: Row, lang: str, on: date) -> str:
        """Return what must be said; past its day of review with the advice to ask the authority first."""
        after = self.words["ask_first"][lang].format(review=row.review) if row.stale(on) else ""
        return row.say[lang] + after

    def known(self, answers: Answers) -> dict[str, frozenset[str]]:
        """Return what is known of a person in the words of the rows, with what follows from it."""
        flags = answers.flags
        known = {name: _said(answers.get(name)) for name in self.words["needs"]} | {"also": flags}
        for name, by_need in self.words["implied"].items():
            if known.get(name, UNKNOWN) == UNKNOWN:
                known[name] = _implied(by_need, known)
        for name, by_flag in self.words["added"].items():
            known[name] = _added(known[name], by_flag, flags)
        for case in self.words["reached"]:
            if all(holds(condition, known[key], None) for key, condition in case["when"].items()):
                known["served"] = frozenset({case["served"]})
        return known


def _said(value: Value | None) -> frozenset[str]:
    return UNKNOWN if value is None or value == UNSURE else frozenset(str(value).split(","))


def _implied(by_need: Mapping[str, Mapping[str, str]], known: Words) -> frozenset[str]:
    for need, meanings in by_need.items():
        for word in sorted(known[need]):
            if word in meanings:
                return frozenset({meanings[word]})
    return UNKNOWN


def _added(held: frozenset[str], by_flag: Mapping[str, str], flags: Collection[str]) -> frozenset[str]:
    more = {word for flag, word in by_flag.items() if flag in flags}
    return (held - UNKNOWN) | more if more else held


def _placed(where: str, place: str, wish: frozenset[str]) -> bool:
    if where == "abroad":
        return place != "mainland" or bool(wish & {"hongkong", "overseas"})
    return where == "anywhere" or where == place or where in wish
