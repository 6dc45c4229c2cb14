"""Whether words are denied: by a "not" before them or behind, or by one that a gap in a phrase swallowed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chat.hear.lexicon import Hit, load_lexicon
from chat.hear.spans import clauses

_RUN = re.compile(r"(?:(?!\.\.)[^()|{}?^$#])+")
_LONGEST = 24
"""No word that denies is longer."""
_MOST_SLACK = 4
"""At most so many words stand between a "not" and what it denies."""


class _Negators(NamedTuple):
    """Words that deny what follows, words that may stand between, words that deny what went before."""

    before: frozenset[str]
    slack: frozenset[str]
    after: frozenset[str]


@lru_cache(maxsize=1)
def _negators() -> _Negators:
    table = load_lexicon().words["negations"]
    return _Negators(*(frozenset(map(str, table[name])) for name in _Negators._fields))


def _ending(text: str, end: int, words: frozenset[str]) -> str:
    """Return the longest of some words that ends at a place, a Latin one as a whole word; "" for none."""
    for length in range(min(_LONGEST, end), 0, -1):
        word = text[end - length : end]
        if word in words and not _is_tail(text, end - length):
            return word
    return ""


def _is_tail(text: str, at: int) -> bool:
    """Tell whether what begins at a place is the rest of a Latin word."""
    before = text[max(0, at - 1) : at]
    return text[at].isascii() and before.isascii() and before.isalpha()


def is_negated(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between start and end is denied by the words around it."""
    before, slack, after = _negators()
    at = start
    for _ in range(_MOST_SLACK):
        at -= at > 0 and text[at - 1] == " "
        word, denial = _ending(text, at, slack), _ending(text, at, before)
        if denial and len(denial) >= len(word):
            return True
        if not word:
            break
        at -= len(word)
    rest = text[end : end + _LONGEST].lstrip(" 的就")
    return any(rest.startswith(word) for word in after)


def belied(text: str, hit: Hit) -> bool:
    """Tell whether a gap in a phrase swallowed a "not": 备案也不准备."""
    if ".." not in hit.entry.pattern.source and not hit.entry.pattern.is_together:
        return False
    patterns = load_lexicon().patterns
    said = patterns["harmless_not"].sub("", patterns["but"].split(_told(text, hit))[-1])
    for own in _RUN.findall(hit.entry.pattern.source):
        if patterns["not"].search(own):
            said = said.replace(own, "")
    return bool(patterns["not"].search(said))


def _told(text: str, hit: Hit) -> str:
    """Return the words of a hit; of one over several clauses those of the first and the last: what lies between speaks of something else."""
    said = text[hit.start : hit.end]
    told = [said[start:end] for start, end in clauses(said)]
    return "，".join((told[0], told[-1])) if len(told) > 2 else said
