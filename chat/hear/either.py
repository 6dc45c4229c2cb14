"""Expressions any of which will do, compiled apart: those that a text can match differ from text to text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache

_KEPT = 8192
"""So many expressions are kept compiled."""


@lru_cache(maxsize=_KEPT)
def compiled(regex: str) -> re.Pattern[str]:
    """Compile an expression once, however many patterns share it."""
    return re.compile(regex)


class Either:
    """What `(?:a|b|c)` matches, used like a compiled expression: the first place counts, of two there the one named first."""

    __slots__ = ("_any",)

    def __init__(self, regexes: Sequence[str]) -> None:
        """Compile those not met before."""
        self._any = [compiled(regex) for regex in regexes]

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match."""
        best: re.Match[str] | None = None
        for one in self._any:
            found = one.search(text, start, end)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return what matches straight from `start` on."""
        return next((found for one in self._any if (found := one.match(text, start, end))), None)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return what matches all between two places."""
        return next((found for one in self._any if (found := one.fullmatch(text, start, end))), None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield each match, without overlaps."""
        if len(self._any) == 1:
            yield from self._any[0].finditer(text, start, end)
            return
        found = self.search(text, start, end)
        while found:
            yield found
            found = self.search(text, max(found.end(), found.start() + 1), end)

    def sub(self, instead: str, text: str, count: int = 0) -> str:
        """Return the text with something else in place of the first `count` matches, or of all."""
        parts, at = [], 0
        for number, found in enumerate(self.finditer(text)):
            if count and number == count:
                break
            parts += [text[at : found.start()], instead]
            at = found.end()
        return "".join(parts) + text[at:]

    def split(self, text: str) -> list[str]:
        """Return what stands before, between and behind the matches."""
        parts, at = [], 0
        for found in self.finditer(text):
            parts.append(text[at : found.start()])
            at = found.end()
        return [*parts, text[at:]]
