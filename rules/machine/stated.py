"""Reads needs and circumstances into what is wanted of a machine."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from knowledge import load, size_tables
from knowledge.programs import BITS, programs
from rules.answers import Answers, Said, Value
from rules.machine.wanted import DEMANDS, MOST_PEOPLE, Wanted, step_up, unit_for, word

NUMBERS = ("concurrent", "rate", "storage", "traffic", "bandwidth", "hours", "model", "machines")
"""Heard quantities; `storage` is counted in the steps it is bought in."""
TOO_SMALL = "too-small"
CPU_ONLY = "cpu-only"
FAILING = re.compile(TOO_SMALL + r"-(?=.)(?:(\d+)c)?(?:(\d+(?:\.\d+)?)g)?")
"""How a machine that is failing rides among the circumstances."""


def wanted(answers: Answers) -> Wanted:
    """Read what was said; missing or `unsure` is unknown."""
    said, _ = answers.among(LOADING)
    return _wanted(said, answers.also)


LOADING = ("purpose", "demand", "services", "software", *NUMBERS, "bits")
"""Every need that a size hangs on, but the number of people."""


@lru_cache(maxsize=4096)
def _wanted(said: Said, also: tuple[str, ...]) -> Wanted:
    sizing, needs = size_tables.sizing(), Answers(dict(said)).told.needs
    named = _named(needs.get("software"))
    purpose = word(needs.get("purpose"), sizing["purposes"]) or _purpose_of(named)
    told = {name: float(needs[name]) for name in NUMBERS if name in needs}
    if told.get("storage"):
        told["storage"] = step_up("storage_gib", told["storage"])
    bits = word(needs.get("bits"), BITS) if "bits" in needs else _bits_of(named, told.get("model", 0))
    return Wanted(
        purpose,
        word(needs.get("demand"), DEMANDS),
        word(needs.get("services"), sizing["services"]) or "one",
        "windows" in also or any(programs()[name].windows for name in named),
        further(also, purpose),
        named,
        bits=bits,
        failing=_failing(also),
        cpu_only=CPU_ONLY in also,
        **told,
    )


def people_of(answers: Answers, kind: str | None) -> int | None:
    """Return how many people were stated, as the purpose counts them; None where nobody said."""
    said = max(int(answers.number("scale") or 0), least_people(answers, kind))
    return min(max(said, 1), MOST_PEOPLE) if said or answers.number("scale") else None


def least_people(answers: Answers, kind: str | None) -> int:
    """Return how many people there are at the least, whatever their number: those at once where a purpose counts these; else 0."""
    unit = unit_for(kind)
    at_once = answers.number("concurrent") or 0
    return max(1, int(at_once)) if at_once and unit and unit.counts != "day" else 0


def _named(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(name for name in str(value).split(",") if name in programs())


def _purpose_of(named: Iterable[str]) -> str | None:
    """Return what the first program that is for something is for."""
    return next((kind for name in named if (kind := programs()[name].purpose)), None)


def _bits_of(named: Iterable[str], billions: float) -> str | None:
    """Return at how many bits a program loads weights by itself; what no card holds whole is published in fewer."""
    if billions >= size_tables.sizing()["model"]["bits"][-1][0]:
        return None
    return next((bits for name in named if (bits := programs()[name].bits)), None)


def _failing(also: Collection[str]) -> tuple[float, float]:
    for flag in also:
        if flag.startswith(TOO_SMALL) and (found := FAILING.fullmatch(flag)):
            return float(found[1] or 0), float(found[2] or 0)
    return 0, 0


def too_small(also: Collection[str], spec: object) -> tuple[str, ...]:
    """Return circumstances in which a machine that is failing counts: `spec` as it stands in an address, 2c4g."""
    return (*also, f"{TOO_SMALL}-{spec}") if spec and "failing" in also else tuple(also)


_SIZING = ("windows", CPU_ONLY)


def relevant(also: Collection[str]) -> tuple[str, ...]:
    """Return the circumstances that a size depends on, in order."""
    if not also:
        return ()
    return tuple(
        sorted([flag for flag in also if flag in (*_SIZING, *further_purposes()) or flag.startswith(TOO_SMALL)])
    )


@cache
def further_purposes() -> frozenset[str]:
    """Return what names a further purpose among the circumstances; a word that is a circumstance of its own is that."""
    return frozenset(set(load().needs["purpose"].values) - set(load().circumstances))


def further(also: Iterable[str], purpose: str | None) -> tuple[str, ...]:
    """Return the further purposes, in order."""
    return tuple(sorted(name for name in set(also) if name in further_purposes() and name != purpose))
