"""How outcomes of the place side are numbered, and which parts of such a number a decision over both sides hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.sides import sides
from rules.ahead.tables import tables
from rules.ahead.targets import FIT

Key = tuple[str, int]
"""A target given an outcome of the place side, as one number of which only the parts it hangs on are kept."""


def two_sided(target: str) -> bool:
    """Say whether a target hangs on both sides."""
    return target == FIT or target in sides().both


@cache
def radix() -> Mapping[str, int]:
    """Return what each part of an outcome of the place side is multiplied by: the choices, then the bridges' answers."""
    found, step = {}, 1
    for name in (*sides().place_decisions, *sides().bridges):
        found[name] = step
        step *= _count(name)
    return found


@cache
def _count(name: str) -> int:
    return len(tables()[name].ruleset.choices) if name in tables() else len(load().needs[name].values) + 1


def part(outcome: int, name: str) -> int:
    """Return one part of an outcome: the place of a choice, or of an answer to a bridge (0 is unknown)."""
    return outcome // radix()[name] % _count(name)


@cache
def choices_in(outcome: int) -> Mapping[str, str]:
    """Return what each decision of the place side says in an outcome of it."""
    return {name: tables()[name].ruleset.choices[part(outcome, name)] for name in sides().place_decisions}


@cache
def hangs_on(target: str) -> frozenset[str]:
    """Return what of the place side a two-sided target hangs on."""
    if target == FIT:
        return frozenset(("region", "filing")) | hangs_on("vendor")
    ruleset = tables()[target].ruleset
    found = {name for name in (*ruleset.given, *ruleset.reads) if name in radix()}
    return frozenset(found.union(*(hangs_on(name) for name in ruleset.given if name in sides().both)))


@cache
def key_of(target: str, outcome: int) -> Key:
    """Return a target with the parts of a place outcome that it hangs on; the rest is left at its first place."""
    return target, sum(part(outcome, name) * radix()[name] for name in hangs_on(target))


@cache
def given(decision: str, earlier: str) -> NDArray[np.int64]:
    """Return the class in a decision's table of each choice of an earlier decision."""
    index = tables()[decision].index[f"is.{earlier}"]
    return np.array([index[choice] for choice in tables()[earlier].ruleset.choices], np.int64)
