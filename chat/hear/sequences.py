"""One piece of a lexicon pattern after another: looked for only where the words they need stand near enough to one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import TypeAlias

from chat.hear.pieces import Atoms, Literal, Maybe, Piece, better, is_big
from chat.hear.present import Present

Step: TypeAlias = tuple[frozenset[str], int]
"""Words one of which must occur, and how far behind the beginning of the one before it can begin at most."""


class Sequence(Piece):
    """One piece after another."""

    __slots__ = ("_steps", "items")

    def __init__(self, items: list[Piece]) -> None:
        """Keep the pieces."""
        self.items, self._steps = items, tuple[Step, ...]()

    @property
    def atoms(self) -> Atoms:
        """Return the most telling words among the items'."""
        return reduce(better, (item.atoms for item in self.items), None)

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Return what each item needs."""
        return tuple(words for item in self.items for words in item.needed)

    @property
    def first(self) -> Atoms:
        """Return the letters that the first item can begin with."""
        return self.items[0].first if self.items else None

    @property
    def regex(self) -> str:
        """Return the items one after another."""
        return "".join(item.regex for item in self.items)

    @property
    def longest(self) -> int:
        """Return the letters of all items together."""
        return sum(item.longest for item in self.items)

    def stands(self, present: Present) -> bool:
        """Say whether the words its items need stand in a text in that order, none farther from the last than what is between."""
        if not self._steps:
            self._steps = tuple(_steps(self.items))
        last = 0
        for place, (atoms, far) in enumerate(self._steps):
            found = present.starts(atoms)
            last = found & spread(last << 1, far) if place else found
            if not last:
                return False
        return True

    def whole(self, usual: bool) -> str:
        """Return the items one after another."""
        return "".join(item.whole(usual) for item in self.items)

    def within(self, present: Present) -> str | None:
        """Return the items one after another, where each can match."""
        if not self.stands(present):
            return None
        regex = ""
        for item in self.items:
            left = item.within(present)
            if left is None:
                return None
            regex += left
        return regex

    @property
    def links(self) -> tuple[Piece, ...]:
        """Return the big items and what stands between them."""
        parts: list[list[Piece]] = [[]]
        for item in self.items:
            if not isinstance(item, Maybe) and is_big(item.regex):
                parts += [[item], []]
            else:
                parts[-1].append(item)
        return tuple(part[0] if len(part) == 1 else Sequence(part) for part in parts)


def _steps(items: Iterable[Piece]) -> Iterator[Step]:
    """Yield what each item needs, and how far behind the beginning of the word needed before it can begin at most."""
    far = 0
    for item in items:
        atoms, longest = item.atoms, item.longest
        if atoms is None:
            far += longest
        else:
            # A word begins where a run does, and anywhere in what is more than one.
            yield atoms, far + (0 if isinstance(item, Literal) else longest)
            far = longest


def spread(places: int, far: int) -> int:
    """Return so many places from each of some on, as bits."""
    done = 1
    while done < far:
        step = min(done, far - done)
        places |= places << step
        done += step
    return places
