"""Fold what people state into the attributes that rules read.

A case gives every attribute one of finitely many values; what is not stated, or stated as `unsure`, is `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge import load
from rules.answers import UNSURE, Answers, Value
from rules.argument.model import UNKNOWN
from rules.facts import folds
from rules.facts.law_folds import LAW_FOLDS, classes
from rules.machine import size
from rules.machine.lots import SIZE_CLASSES
from rules.price import cost

__all__ = ["SIZE_CLASSES", "Attribute", "attributes", "case_of"]

SIZE_NEEDS = ("purpose", "scale", "storage", "demand", "services")


@dataclass(frozen=True)
class Attribute:
    """One thing rules read: its possible values, the needs it is folded from, and how.

    `by_circumstance`: it hangs on circumstances, too.
    """

    name: str
    values: tuple[str, ...]
    needs: tuple[str, ...]
    fold: Callable[[Answers], str]
    by_circumstance: bool = False


def _plain(name: str) -> Attribute:
    return Attribute(
        name, (*load().needs[name].values, UNKNOWN), (name,), lambda answers: str(answers.stated(name) or UNKNOWN)
    )


def _circumstance(flag: str) -> Attribute:
    return Attribute(
        flag.replace("-", "_"), ("true", "false"), (), lambda answers: "true" if answers.has(flag) else "false"
    )


@cache
def attributes() -> dict[str, Attribute]:
    """Return every attribute a decision may read, besides the decisions before it."""
    rows = [_plain(need.name) for need in load().needs.values() if need.kind == "choice"]
    rows += [_circumstance(flag) for flag in load().circumstances]
    rows += [
        Attribute(name, fold.values, fold.needs, fold.of, name in LAW_FOLDS)
        for name, fold in {**folds.FOLDS, **LAW_FOLDS}.items()
    ]
    rows.append(Attribute("size", SIZE_CLASSES, SIZE_NEEDS, lambda answers: size.lot_for(answers).size_class))
    rows.append(Attribute("means", (*map(str, range(len(cost.means_names()))), UNKNOWN), ("budget",), _means))
    return {row.name: row for row in rows}


def _means(answers: Answers) -> str:
    budget = answers.number("budget")
    return UNKNOWN if budget is None else str(cost.means_of(budget))


def case_of(answers: Answers) -> dict[str, str]:
    """Fold what was said into one case: every attribute has a value."""
    found, plain, flags = _silent().copy(), _plain_needs(), _flags()
    found.update({need: str(value) for need, value in answers.needs.items() if need in plain and value != UNSURE})
    found.update({flags[flag]: "true" for flag in answers.also if flag in flags})
    by_law = classes(answers)
    for name, fold in _worked_out():
        found[name] = by_law[name] if name in LAW_FOLDS else fold(answers)
    return found


@cache
def _silent() -> dict[str, str]:
    """Return the case of somebody who has said nothing."""
    return {name: attribute.fold(Answers()) for name, attribute in attributes().items()}


@cache
def _plain_needs() -> frozenset[str]:
    """Return the needs that rules read just as they were answered."""
    return frozenset(need.name for need in load().needs.values() if need.kind == "choice")


@cache
def _flags() -> Mapping[str, str]:
    """Return the attribute of each circumstance."""
    return {flag: flag.replace("-", "_") for flag in load().circumstances}


@cache
def _worked_out() -> tuple[tuple[str, Callable[[Answers], str]], ...]:
    """Return the attributes that no answer is by itself, with how they are folded."""
    by_itself = {*_plain_needs(), *_flags().values()}
    return tuple((name, one.fold) for name, one in attributes().items() if name not in by_itself)


def because(attribute: str, answers: Answers) -> Mapping[str, Value]:
    """Return the stated needs behind an attribute's value."""
    told = {need: answers.stated(need) for need in attributes()[attribute].needs}
    return {need: value for need, value in told.items() if value is not None}
