"""Find names in folded text by looking them up: places and vendors are too many for an expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from chat.hear.choice import Choice
from chat.hear.lexicon import load_lexicon
from chat.hear.pieces import Literal, Piece
from knowledge.regions import regions

_OURSELVES = re.compile(
    r"(?:for|of|with|give|gives|tell|let|lets|cost|suits?|both|all|between|on|to|help|about|(?<!ne)[a-z]{2,}ed) $"
)
_NUMERALS = frozenset("一二两三四五六七八九十几单多每这那哪")
PLACES = {name: row.names for name, row in regions().items()}


class Named(NamedTuple):
    """A name with its place in the text and what it stands for."""

    start: int
    end: int
    value: str


class Names:
    """Names and what each stands for; of two readings the longer counts."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """Sort the names by their first two letters."""
        self.table = table
        self._lengths: dict[str, list[int]] = {}
        for name in table:
            self._lengths.setdefault(name[:2], []).append(len(name))
        for key, lengths in self._lengths.items():
            self._lengths[key] = sorted(set(lengths), reverse=True)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Named]:
        """Return the names between two places, in order."""
        last, at, found = len(text) if end is None else end, start, list[Named]()
        while at < last:
            named = None if _inside(text, at) else self._at(text, at, last)
            found += [named] if named else []
            at = named.end if named else at + 1
        return found

    def _at(self, text: str, at: int, last: int) -> Named | None:
        for length in self._lengths.get(text[at : at + 2], ()):
            end = at + length
            if end <= last and not _inside(text, end) and (value := self.table.get(text[at:end])) is not None:
                return Named(at, end, value)
        return None


def _inside(text: str, at: int) -> bool:
    """Tell whether a place is inside a Latin word."""
    return 0 < at < len(text) and _latin(text[at - 1]) and (_latin(text[at]) or "0" <= text[at] <= "9")


def _latin(letter: str) -> bool:
    return "a" <= letter <= "z"


def words_of(piece: Piece) -> Iterator[str]:
    """Yield the plain words among the branches of a group."""
    if isinstance(piece, Literal):
        yield piece.run
    elif isinstance(piece, Choice):
        for branch in piece.branches:
            yield from words_of(branch)
    elif text := _plain(piece):
        yield text


def _plain(piece: Piece) -> str:
    """Return the words of a sequence of words with spaces between, else nothing."""
    items = getattr(piece, "items", ())
    words = [item.run if isinstance(item, Literal) else " " for item in items]
    spaced = all(isinstance(item, Literal) or item.regex == "[ -]?" for item in items)
    return "".join(words) if spaced else ""


@lru_cache(maxsize=1)
def places() -> Names:
    """Return the places a server can stand in, by the region they lie in; Hong Kong apart from the rest of Asia."""
    groups = load_lexicon().groups
    table: dict[str, str] = {}
    for region, group in PLACES.items():
        for word in words_of(groups[group]):
            table.setdefault(word, region)
    return Names(table)


def located(text: str, start: int = 0, end: int | None = None) -> list[Named]:
    """Return the places named in a part of a text; 一台大的 counts a machine and names no university."""
    found = [n for n in places().find(text, start, end) if not _is_speaker(text, n)]
    return [n for n in found if not (text[n.start] == "台" and text[max(0, n.start - 1) : n.start] in _NUMERALS)]


def _is_speaker(text: str, named: Named) -> bool:
    """Tell whether "us" is who speaks and no country: which one for us."""
    return text[named.start : named.end] == "us" and bool(_OURSELVES.search(text, 0, named.start))


def names(table: Iterable[object]) -> Names:
    """Return names that stand for themselves."""
    return Names({str(name): str(name) for name in table})
