"""Phrases any of which will do, used like a compiled expression."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from chat.hear.either import Either
from chat.hear.parsing import parse_group
from chat.hear.pieces import Piece
from chat.hear.present import present


class Phrases:
    """An expression of which only what can match in the text at hand is compiled; places mean what they do in `re`."""

    __slots__ = ("_piece",)

    def __init__(self, piece: Piece) -> None:
        """Keep the piece that says them."""
        self._piece = piece

    @property
    def pattern(self) -> str:
        """Return the whole expression."""
        return self._piece.regex

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first place where one is said."""
        return self._in(text).search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the one said straight from `start` on."""
        return self._in(text).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the one that is all that is said between two places."""
        return self._in(text).fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield each one said, without overlaps."""
        return self._in(text).finditer(text, start, end)

    def sub(self, instead: str, text: str, count: int = 0) -> str:
        """Return the text with something else in place of the first `count` said, or of all."""
        return self._in(text).sub(instead, text, count)

    def split(self, text: str) -> list[str]:
        """Return what stands before, between and behind those said."""
        return self._in(text).split(text)

    def _in(self, text: str) -> Either:
        there = present(text)
        found = there.expressions.get(self._piece)
        if found is None:
            found = there.expressions[self._piece] = Either(self._piece.either(there))
        return found


def any_of(members: Iterable[object], groups: Mapping[str, Piece]) -> Phrases:
    """Return phrases written in the lexicon's little language; raise PatternError."""
    return Phrases(parse_group(members, groups))
