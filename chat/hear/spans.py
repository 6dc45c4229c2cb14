"""Places of a folded text: whatever has a start and an end is one, and clauses are the places marks leave."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Protocol, TypeVar

_CLAUSE = re.compile("[^，。？]+[，。？]*")


class Placed(Protocol):
    """What stands in the folded text from `start` up to `end`."""

    @property
    def start(self) -> int:
        """Return where its first letter is."""

    @property
    def end(self) -> int:
        """Return where the first letter behind it is."""


Place = TypeVar("Place", bound=Placed)


def overlap(one: Placed, other: Placed) -> bool:
    """Tell whether two places share a letter."""
    return one.start < other.end and other.start < one.end


def within(inner: Placed, outer: Placed) -> bool:
    """Tell whether one place lies in another, which may be no longer."""
    return outer.start <= inner.start and inner.end <= outer.end


class Apart:
    """Places that share no letter, so that asking whether another one fits costs a search and no walk."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, place: Placed) -> bool:
        """Take a place in unless it shares a letter with one that was taken, and tell whether it was."""
        at = bisect_left(self._spans, (place.end,))
        if at and self._spans[at - 1][1] > place.start:
            return False
        self._spans.insert(at, (place.start, place.end))
        return True


class Reach:
    """How far places go that begin up to a letter; they are added in the order of their beginnings."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []
        self.ends: set[int] = set()

    def add(self, place: Placed) -> None:
        """Add a place that begins no earlier than those before it."""
        self._furthest.append(max(place.end, self._furthest[-1] if self._furthest else 0))
        self._starts.append(place.start)
        self.ends.add(place.end)

    def from_up_to(self, start: int) -> int:
        """Return the furthest end of the places that begin at a letter or before it; 0 where none does."""
        at = bisect_right(self._starts, start)
        return self._furthest[at - 1] if at else 0


def covering(places: Iterable[Place], at: int) -> Place | None:
    """Return the first of some places that covers a letter."""
    return next((place for place in places if place.start <= at < place.end), None)


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where each clause of folded text begins and ends, its marks included."""
    return [m.span() for m in _CLAUSE.finditer(text)]


def clause_at(text: str, at: int) -> tuple[int, int]:
    """Return where the clause begins and ends in which a place of folded text lies."""
    return next(((start, end) for start, end in clauses(text) if start <= at < end), (0, len(text)))
