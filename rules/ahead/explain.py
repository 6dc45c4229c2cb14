"""Which answers mattered, and what would change the advice: exact, over all answers."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise, product

from knowledge import catalogue, load, size_tables
from rules.ahead.landscape import Landscape
from rules.ahead.lookup import outcome
from rules.ahead.open_needs import box_of, scale_classes
from rules.ahead.targets import DECISIONS, budget_classes
from rules.ahead.targets import names as spelled
from rules.answers import UNSURE, Answers, Value


@dataclass(frozen=True)
class Change:
    """One stated answer changed: what flips, decision -> (from, to)."""

    need: str
    before: Value | None
    after: Value
    decisions: Mapping[str, tuple[str, str]]


def mattered(answers: Answers, target: str) -> tuple[str, ...]:
    """Return a smallest-by-deletion set of stated needs that forces a target, whatever the other answers were.

    What is open or `unsure` is held unknown. Sufficient: freeing all others changes nothing. Minimal: freeing any more does.
    """
    kept = list(answers.told.needs)
    freed: list[str] = []
    for name in reversed(list(kept)):
        if len(_reachable(answers, target, [*freed, name])) == 1:
            freed.append(name)
            kept.remove(name)
    return tuple(kept)


def _reachable(answers: Answers, target: str, freed: list[str]) -> set[int]:
    heard = [name for name in freed if not load().needs[name].asked]
    free = [name for name in freed if name != "purpose" and name not in heard]
    bits = 0
    for known in _supposed(answers, heard, "purpose" in freed):
        bits |= Landscape(known, box_of(known, free)).standing(target)
        if bits.bit_count() > 1:
            break
    return {place for place in range(bits.bit_length()) if bits >> place & 1}


def _supposed(answers: Answers, heard: list[str], any_purpose: bool) -> Iterator[Answers]:
    """Offer the answers with other values of heard needs, and with every purpose or none if it may be any."""
    purposes = (None, *load().needs["purpose"].values) if any_purpose else (answers.stated("purpose"),)
    for purpose, other in product(purposes, _otherwise(answers, heard)):
        yield answers.given({**other, "purpose": purpose or UNSURE})


def _otherwise(answers: Answers, heard: list[str]) -> list[dict[str, Value]]:
    """Return what heard needs, no axes of look-ahead, might be instead: a few in every combination, many each by itself."""
    needs = answers.needs
    values = {name: (UNSURE, *(load().needs[name].values or (needs[name],))) for name in heard}
    if len(heard) <= MOST_TOGETHER:
        return [dict(zip(heard, picked, strict=True)) for picked in product(*values.values())]
    return [{name: value} for name in heard for value in values[name]]


MOST_TOGETHER = 3


def alternatives(name: str, answers: Answers) -> Iterator[Value]:
    """Return the other values of a need; for a number the nearest one across each threshold, or one of each class."""
    current = answers.stated(name)
    if load().needs[name].kind == "number":
        classes, step = _classes(name, answers)
        yield from classes if current is None else _across(float(current), classes, step)
    else:
        yield from (value for value in load().needs[name].values if value != current)


HOURS = (1.0, 2.0, 4.0, 8.0, 12.0, 24.0)
"""Hours a day worth trying."""


def _classes(name: str, answers: Answers) -> tuple[Sequence[float], float]:
    """Return the least number of each class of a changeable number, and how far apart two numbers are said."""
    if name == "scale":
        return scale_classes(answers), 1
    if name == "storage":
        steps: list[float] = size_tables.sizing()["series"]["storage_gib"]
        return (1.0, *(step + 1 for step in steps[:-1])), 1
    return (HOURS, 1) if name == "hours" else (_budgets(), 0.01)


def _budgets() -> tuple[float, ...]:
    """Return the least budget of each class that the rules tell apart."""
    return tuple(math.ceil(low * 100 - 1e-6) / 100 for low, _ in budget_classes())


def _across(current: float, classes: Sequence[float], step: float) -> Iterator[float]:
    """Return the least number of each class above the current one and the largest of each below, round where it can be."""
    for low, high in pairwise((*classes, math.inf)):
        if low > current:
            yield low
        elif high <= current:
            whole = math.ceil(high) - 1
            yield whole if whole >= low else round(high - step, 2)


def changeable(answers: Answers) -> list[str]:
    """Return the stated needs an advisor may propose to change."""
    return [name for name in answers.told.needs if load().needs[name].changeable]


def changes(answers: Answers) -> list[Change]:
    """Return each change of one stated, changeable need that flips at least one decision."""
    now = outcome(answers, DECISIONS)
    found = []
    for name in changeable(answers):
        for value in alternatives(name, answers):
            flips = now.differs(outcome(answers.given({name: value}), DECISIONS), *DECISIONS)
            if flips:
                found.append(Change(name, answers.get(name), value, flips))
    return found


def repair(
    answers: Answers, decision: str, choice: str, most: int = 2, but: Collection[str] = ()
) -> dict[str, Value] | None:
    """Return the smallest change of one or two (`most`) changeable needs that makes a choice win, or None if none does.

    `but`: needs that are not to be changed. Nobody makes a choice win by having less money than they said.
    """
    if outcome(answers, DECISIONS).choices[decision] == choice:
        return {}
    options = {
        name: _proposed(name, answers) for name in load().needs if load().needs[name].changeable and name not in but
    }
    for count in range(1, most + 1):
        for picked in combinations(sorted(options, key=lambda name: answers.get(name) is None), count):
            if change := _winning(answers, decision, choice, {name: options[name] for name in picked}):
                return change
    return None


def _proposed(name: str, answers: Answers) -> list[Value]:
    """Return what a need may be proposed to be instead."""
    had = answers.number("budget") if name == "budget" else None
    return [value for value in alternatives(name, answers) if not had or float(str(value)) > had]


def _winning(answers: Answers, decision: str, choice: str, options: Mapping[str, list[Value]]) -> dict[str, Value]:
    """Return the first of some needs' values with which a choice wins; nothing where it does with none of them."""
    (name, values), *others = options.items()
    few = not others and len(values) <= _FEW
    if not few and choice not in _within_reach(answers, decision, tuple(options), catalogue.today()):
        return {}
    for value in values:
        changed = answers.given({name: value})
        if others and (more := _winning(changed, decision, choice, dict(others))):
            return {name: value, **more}
        if not others and outcome(changed, DECISIONS).choices[decision] == choice:
            return {name: value}
    return {}


_FEW = 6
"""So many values of one need are sooner tried than looked at together."""


@lru_cache(maxsize=4096)
def _within_reach(answers: Answers, decision: str, free: tuple[str, ...], on: date) -> Collection[str]:
    """Return all that a decision may be with other answers to some needs, and perhaps more, without trying them one by one."""
    heard = [name for name in free if not load().needs[name].asked]
    axes = [name for name in free if name not in heard]
    bits = 0
    for other in product(*(alternatives(name, answers) for name in heard)):
        known = answers.given(dict(zip(heard, other, strict=True)))
        box = box_of(known, axes)
        if "storage" in axes:
            box["storage"] = (None, *alternatives("storage", known))
        bits |= Landscape(known, box).standing(decision)
    return frozenset(spelled(decision, bits))
