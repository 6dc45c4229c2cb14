"""Which rows ask for what: all of them are sieved at once, word by word, for what is known of a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

UNKNOWN = frozenset({"unknown"})

Asked = Sequence[tuple[int, Any]]
"""The conditions on one word: the bit of the row that has it, and what it asks."""
Passed = Callable[[frozenset[str], float | None], int]
"""The rows, as bits, that let through what is held of a word, and its number."""


class Sieve:
    """The conditions of some rows, by the word that they are about."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take the conditions of each row: word -> what is asked of it."""
        every = (1 << len(rows)) - 1
        asked: dict[str, list[tuple[int, Any]]] = {}
        for place, conditions in enumerate(rows):
            for key, wanted in conditions.items():
                asked.setdefault(key, []).append((1 << place, wanted))
        self._every = every
        self._by_word: list[tuple[str, frozenset[str], Passed]] = [
            (key, _named(found), lru_cache(maxsize=512)(partial(_passed, every, found))) for key, found in asked.items()
        ]

    def through(self, known: Mapping[str, frozenset[str]], said: Mapping[str, object]) -> int:
        """Return as bits the rows whose every condition holds; `said`: the answers, for those that ask for a number."""
        found = self._every
        for key, named, passed in self._by_word:
            number = said.get(key)
            found &= passed(known.get(key, UNKNOWN) & named, number if isinstance(number, int | float) else None)
        return found


def _passed(every: int, asked: Asked, held: frozenset[str], number: float | None) -> int:
    failed = 0
    for bit, wanted in asked:
        if not holds(wanted, held, number):
            failed |= bit
    return every & ~failed


def _named(asked: Asked) -> frozenset[str]:
    """Return every word that some conditions tell apart: no other makes a difference to them."""
    return frozenset(word for _, wanted in asked for word in words_in(wanted))


def words_in(wanted: Any) -> Collection[str]:
    """Return the words that a condition of a row names."""
    if isinstance(wanted, Mapping):
        return [word for part in wanted.values() if isinstance(part, list) for word in part]
    return list(wanted)


def holds(wanted: Any, held: frozenset[str], number: object) -> bool:
    """Tell whether a condition holds: any of a list; in a mapping each of any, all, not, from and below."""
    if not isinstance(wanted, Mapping):
        return not held.isdisjoint(wanted)
    if wanted.keys() & {"from", "below"}:
        return isinstance(number, int | float) and wanted.get("from", 0) <= number < wanted.get("below", float("inf"))
    some = "any" not in wanted or not held.isdisjoint(wanted["any"])
    return some and held.issuperset(wanted.get("all", ())) and held.isdisjoint(wanted.get("not", ()))
