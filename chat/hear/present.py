"""The words of the lexicon that stand in a text: no pattern that needs another can match there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from chat.hear.either import Either

BEGINNING = 2
HAN = "[\u3400-\u9fff]"
USUAL_HAN = r"[^\Wa-z0-9_]"
"""The same letters in nearly every text. To compile the range itself takes a millisecond wherever it stands: each letter is gone through."""
_han, _usual_han = re.compile(HAN), re.compile(USUAL_HAN)

_begun: dict[str, list[str]] = {}
"""All words that patterns are made of, by their first two letters: most texts hold few of these."""


@dataclass(frozen=True, eq=False)
class Present:
    """`words`: those that stand in a text; `usual`: whether it holds no letters but Latin and Chinese ones; `found`: what pieces come to there, `expressions`: the same, compiled."""

    text: str
    words: frozenset[str]
    usual: bool
    places: dict[frozenset[str], int] = field(default_factory=dict)
    found: dict[object, tuple[str, ...]] = field(default_factory=dict)
    expressions: dict[object, Either] = field(default_factory=dict)

    def starts(self, words: frozenset[str]) -> int:
        """Return where any of some words begins, as bits."""
        found = self.places.get(words)
        if found is None:
            found = self.places[words] = _starts(self.text, words & self.words)
        return found


def _starts(text: str, words: Iterable[str]) -> int:
    found = 0
    for word in words:
        at = text.find(word)
        while at >= 0:
            found |= 1 << at
            at = text.find(word, at + 1)
    return found


def known(word: str) -> None:
    """Look for a word from now on; nobody makes a word known twice."""
    _begun.setdefault(word[:BEGINNING], []).append(word)
    present.cache_clear()


@lru_cache(maxsize=16)
def present(text: str) -> Present:
    """Return what stands in a text."""
    starts = {text[at : at + size] for size in range(1, BEGINNING + 1) for at in range(len(text))}
    words = frozenset(word for start in starts & _begun.keys() for word in _begun[start] if word in text)
    return Present(text, words, usual=_han.sub("", text) == _usual_han.sub("", text))
