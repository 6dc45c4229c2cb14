"""The language of quantities, from `knowledge/units.yaml`: units, the subjects they stand beside, the words for periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from knowledge import HERE
from knowledge.yamlfile import read_yaml


class Unit(NamedTuple):
    """One unit: what it counts and what one of it is worth."""

    kind: str
    factor: float


@lru_cache(maxsize=1)
def language() -> Mapping[str, Any]:
    """Return the tables of `knowledge/units.yaml`."""
    table: Mapping[str, Any] = read_yaml(HERE / "units.yaml")
    return table


def one_of(words: Iterable[object]) -> str:
    """Return a pattern for any of some words, the longest first; Latin words end where a letter ends."""
    ordered = sorted(map(str, words), key=len, reverse=True)
    return "|".join(re.escape(w) + ("(?![a-z])" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered)


@lru_cache(maxsize=128)
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Return what finds any word of one list of the language; a list of one text is a pattern itself."""
    words = language()[table][name]
    if isinstance(words, str):
        return re.compile(words)
    latin = [w for w in words if str(w)[0].isascii() and str(w)[0].isalpha()]
    others = [w for w in words if w not in latin]
    parts = [p for p in (f"(?<![a-z])(?:{one_of(latin)})" if latin else "", one_of(others) if others else "") if p]
    return re.compile("|".join(parts))


@lru_cache(maxsize=1)
def units() -> tuple[re.Pattern[str], Mapping[str, Unit]]:
    """Return what reads the unit behind a number, and what each word is."""
    table = {
        str(word): Unit(kind, float(factor))
        for kind, rows in language()["units"].items()
        for factor, words in rows.items()
        for word in words
    }
    return re.compile(f"[ -]?({one_of(table)})"), table


@lru_cache(maxsize=1)
def _periods() -> tuple[re.Pattern[str], Mapping[str, float]]:
    table = {str(word): float(days) for days, words in language()["periods"].items() for word in words}
    latin, others = (
        [w for w in table if w[0].isascii() and w[0].isalpha()],
        [w for w in table if not w[0].isascii() or not w[0].isalpha()],
    )
    return re.compile(f"(?<![a-z])(?:{one_of(latin)})|{one_of(others)}"), table


def period(text: str, last: bool = False) -> float | None:
    """Return the days of the period named in a piece of text (first, or last), None where it names none."""
    words, table = _periods()
    found = words.findall(text)
    return table[found[-1 if last else 0]] if found else None


def subject(text: str, last: bool = False) -> tuple[str, int] | None:
    """Return the subject named first (or last) in a piece of text and how many letters away from its edge it is."""
    best: tuple[str, int] | None = None
    for name in language()["subjects"]:
        for m in pattern("subjects", name).finditer(text):
            away = len(text) - m.end() if last else m.start()
            if best is None or away < best[1]:
                best = (name, away)
    return best
