"""The words of the lexicon that stand in a text: no pattern that needs another can match there."""

from __future__ import annotations

import re
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

    words: frozenset[str]
    usual: bool
    found: dict[object, tuple[str, ...]] = field(default_factory=dict)
    expressions: dict[object, Either] = field(default_factory=dict)


def known(word: str) -> None:
    """Look for a word from now on; nobody makes a word known twice."""
    _begun.setdefault(word[:BEGINNING], []).append(word)
    present.cache_clear()


@lru_cache(maxsize=16)
def present(text: str) -> Present:
    """Return what stands in a text."""
    starts = {text[at : at + size] for size in range(1, BEGINNING + 1) for at in range(len(text))}
    words = frozenset(word for start in starts & _begun.keys() for word in _begun[start] if word in text)
    return Present(words, usual=_han.sub("", text) == _usual_han.sub("", text))
