"""The words of the lexicon that stand in a text: no pattern that needs another can match there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from chat.hear.either import Either

BEGINNING = 2

_begun: dict[str, list[str]] = {}
"""All words that patterns are made of, by their first two letters: most texts hold few of these."""


@dataclass(frozen=True, eq=False)
class Present:
    """`words`: those that stand in a text; `found`: what pieces come to there, `expressions`: the same, compiled."""

    words: frozenset[str]
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
    return Present(frozenset(word for start in starts & _begun.keys() for word in _begun[start] if word in text))
