"""What the words of the rows of law hang on, and what they may be over all answers: each worked out once for what it cannot tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.answers import Answers
from rules.argument.model import UNKNOWN
from rules.facts.law_folds import READS, law

GIVEN = ("purpose", "reach")
AXES = tuple(name for name in READS if name not in GIVEN)


@cache
def names_behind(key: str) -> frozenset[str]:
    """Return every need, and `also`, that a word of the rows hangs on."""
    words = law().words
    names = {key, *words["implied"].get(key, ())} | ({"also"} if key in words["added"] else set())
    if key == "served":
        names |= {name for case in words["reached"] for name in case["when"]}
    return frozenset(names.union(*(names_behind(name) for name in names if name != key)))


@cache
def behind(key: str) -> tuple[str, ...]:
    """Return the needs among AXES that a word of the rows hangs on."""
    return tuple(name for name in AXES if name in names_behind(key))


@cache
def flags_behind(key: str) -> frozenset[str]:
    """Return the circumstances that a word of the rows hangs on, but `also` itself."""
    words, names = law().words, names_behind(key)
    found = {flag for name in names for flag in words["implied"].get(name, {}).get("also", ())}
    found |= {flag for name in names for flag in words["added"].get(name, ())}
    if key == "served":
        found |= {flag for case in words["reached"] for flag in case["when"].get("also", ())}
    return frozenset(found)


@cache
def _stand_in(key: str, need: str, value: str) -> str:
    """Return the first value of a need that a word of the rows cannot tell from this one; only unsaid is like unsaid."""
    values = load().needs[need].values
    if need == key or value not in values:
        return value
    return next(other for other in values if _mark(key, need, other) == _mark(key, need, value))


@cache
def _mark(key: str, need: str, value: str) -> object:
    """Return all that a word of the rows hangs on of a value: what it implies, and which conditions of `reached` name it."""
    words, names = law().words, sorted(names_behind(key))
    implied = [words["implied"].get(name, {}).get(need, {}).get(value) for name in names]
    reached = [case["when"].get(need, ()) for case in words["reached"]] if "served" in names else []
    return implied, [_named(condition, value) for condition in reached]


def _named(condition: Any, value: str) -> list[bool]:
    parts = condition.values() if isinstance(condition, Mapping) else (condition,)
    return [value in part for part in parts]


@lru_cache(maxsize=8192)
def _known(key: str, answers: tuple[str, ...], known: Answers) -> frozenset[str]:
    told = {name: value for name, value in zip(behind(key), answers, strict=True) if value != UNKNOWN}
    return law().known(known.given(told)).get(key, frozenset((UNKNOWN,)))


@lru_cache(maxsize=4096)
def words_over(
    key: str, known: Answers, values: tuple[tuple[str, ...], ...]
) -> tuple[tuple[frozenset[str], ...], NDArray[np.intp]]:
    """Return what a word may be over the values of the needs it hangs on, each once, and which of them is where."""
    alike = [[_stand_in(key, need, value) for value in some] for need, some in zip(behind(key), values, strict=True)]
    places = dict[frozenset[str], int]()
    found = [places.setdefault(_known(key, answers, known), len(places)) for answers in product(*alike)]
    return tuple(places), np.array(found, np.intp).reshape([len(some) for some in values])


@lru_cache(maxsize=4096)
def told(key: str, known: Answers) -> Answers:
    """Return what is known, each answer by the one that stands for it."""
    return known.given({need: _stand_in(key, need, str(value)) for need, value in known.said})
