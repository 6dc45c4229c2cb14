"""The words directly around a number, and what kinds they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from chat.understand.lexicon import load_lexicon
from chat.understand.numbers import Duration

LONGEST_WORD = 24


class Words(NamedTuple):
    """The words around numbers with their kinds, what currencies are worth, and how long periods last."""

    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]
    rates: Mapping[str, str]
    currencies: Mapping[str, float]
    periods: Mapping[str, float]
    gigabytes: Mapping[str, float]
    not_money: tuple[str, ...]
    best: tuple[str, ...]
    views: tuple[str, ...]


@dataclass
class Side:
    """The words directly beside a number, nearest first, each with its kinds."""

    start: int
    reach: int
    words: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    days: float | None = None
    time: Duration | None = None

    def first(self, *kinds: str) -> str | None:
        """Return the kind among these that stands nearest."""
        return next((k for _, have in self.words for k in kinds if k in have), None)

    def says(self, *words: str) -> bool:
        """Tell whether one of these words is among them."""
        return any(word in words for word, _ in self.words)

    def denied(self) -> bool:
        """Tell whether a "not" comes nearer than the words for money: 不是 100, but not spend more than 100."""
        return self.first("not", "cue", "limit", "goes_on") == "not"

    def telling(self) -> list[frozenset[str]]:
        """Return the kinds of the nearest word that is no filler, if any."""
        return next(([kinds] for _, kinds in self.words if kinds != {"filler"}), [])

    def word(self, kind: str) -> str | None:
        """Return the nearest word of a kind."""
        return next((w for w, have in self.words if kind in have), None)


def _kinds(tables: Mapping[str, list[Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, table in tables.items():
        for word in table:
            found.setdefault(str(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _tables(words: Mapping[str, Any]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    money = words["currencies"].values()
    period = [w for table in words["periods"].values() for w in table]
    before = {
        "currency": [w for c in money for w in c.get("before", [])],
        "period": period,
        "cue": words["budget_cues"]["before"],
        "people": words["scale_cues"],
        "not": words["not_before"],
        "filler": words["fillers"]["before"],
        "team": words["team"]["before"],
        "launch": words["launch"]["before"],
        "term": words["term"]["before"],
        "me_and": words["me_and"],
        "goes_on": words["goes_on"],
        "limit": words["limits"],
    }
    after = {
        "currency": [w for c in money for w in c.get("after", [])],
        "period": period,
        "cue": words["budget_cues"]["after"],
        "people": words["people"],
        "views": words["views"],
        "not": words["not_after"],
        "filler": words["fillers"]["after"],
        "team": words["team"]["after"],
        "launch": words["launch"]["after"],
        "term": words["term"]["after"],
        "limit": words["limits"],
        "not_counted": words["not_counted"],
        "parameters": words["parameters"],
        "storage": [w for t in words["gigabytes"].values() for w in t],
        "service": words["service_nouns"],
        "crowd": words["crowd"],
        "using": words["using"],
        "measure": words["measures"],
    }
    return before, after


@lru_cache(maxsize=1)
def around() -> Words:
    """Return the words around numbers, from the lexicon."""
    words = load_lexicon().words
    money, periods = words["currencies"], words["periods"]
    before, after = _tables(words)
    return Words(
        _kinds(before),
        _kinds(after),
        {w: code for code, c in money.items() for w in (*c.get("before", []), *c.get("after", []))},
        {code: float(c["rate"]) for code, c in money.items()},
        {w: float(days) for days, table in periods.items() for w in table},
        {w: float(size) for size, table in words["gigabytes"].items() for w in table},
        tuple(map(str, words["not_money"])),
        tuple(map(str, words["counted_best"])),
        tuple(map(str, words["view_words"])),
    )


def _latin(text: str) -> bool:
    return "a" <= text <= "z"


def right_word(text: str, at: int, table: Mapping[str, frozenset[str]]) -> str | None:
    """Return the longest word of a table that begins at a place."""
    for length in range(min(LONGEST_WORD, len(text) - at), 0, -1):
        word = text[at : at + length]
        if word in table and not (_latin(word[-1]) and _latin(text[at + length : at + length + 1] or " ")):
            return word
    return None


def left_word(text: str, at: int, table: Mapping[str, frozenset[str]]) -> str | None:
    """Return the longest word of a table that ends at a place."""
    for length in range(min(LONGEST_WORD, at), 0, -1):
        word = text[at - length : at]
        if word in table and not (_latin(word[0]) and at > length and _latin(text[at - length - 1])):
            return word
    return None
