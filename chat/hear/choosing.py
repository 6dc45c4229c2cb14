"""Which of several claims about one need counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.lexicon import load_lexicon
from knowledge.regions import OVERSEAS, regions

ABROAD = tuple(name for name, row in regions().items() if row.wish == OVERSEAS)


def choose(need: str, text: str, said: list[Claim]) -> Claim:
    """Return the claim that counts among several about one need other than the purpose."""
    words = load_lexicon().words
    sure = [c for c in said if c.value != UNSURE] or said
    chosen = _CHOICES[need](sure) if need in _CHOICES else None
    if chosen:
        return chosen
    corrected = any(word in text for word in words["correcting"])
    gravest = words["gravest"].get(need)
    if gravest and not corrected:
        return max(sure, key=lambda c: gravest.index(c.value) if c.value in gravest else -1)
    return sure[-1] if corrected or need in words["last_counts"] else sure[0]


def _region(sure: list[Claim]) -> Claim | None:
    """Return Hong Kong where it is said with overseas: not the mainland, and where instead."""
    if {c.value for c in sure} != {"hongkong", "overseas"}:
        return None
    return next(c for c in sure if c.value == "hongkong")


def _skill(sure: list[Claim]) -> Claim | None:
    """Return the claim of somebody who runs servers for a living, whatever else they can do."""
    return next((c for c in sure if c.value == "ops"), None)


def _scale(sure: list[Claim]) -> Claim:
    """Return the largest count of people."""
    return max(sure, key=lambda c: c.value if isinstance(c.value, int) else 0)


def _audience(sure: list[Claim]) -> Claim:
    """Join places: the mainland and any other is everywhere, two others as well."""
    values = {c.value for c in sure}
    if len(values) == 1 or "global" in values or not values <= {"mainland", *ABROAD}:
        return next((c for c in sure if c.value == "global"), sure[-1])
    return Claim("audience", "global", min(c.start for c in sure), max(c.end for c in sure))


_CHOICES: Mapping[str, Callable[[list[Claim]], Claim | None]] = {
    "audience": _audience,
    "region": _region,
    "skill": _skill,
    "scale": _scale,
}
"""Needs with a rule of their own for which of several claims counts; where it finds none the common rule holds."""
