"""Places of a folded text: whatever has a start and an end is one, and clauses are the places marks leave."""

from __future__ import annotations

import re
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


def covering(places: Iterable[Place], at: int) -> Place | None:
    """Return the first of some places that covers a letter."""
    return next((place for place in places if place.start <= at < place.end), None)


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where each clause of folded text begins and ends, its marks included."""
    return [m.span() for m in _CLAUSE.finditer(text)]


def clause_at(text: str, at: int) -> tuple[int, int]:
    """Return where the clause begins and ends in which a place of folded text lies."""
    return next(((start, end) for start, end in clauses(text) if start <= at < end), (0, len(text)))
