"""Fold what people state into the attributes that rules read.

A case gives every attribute one of finitely many values; what is not stated, or stated as `unsure`, is `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge import load
from rules.answers import Answers, Value
from rules.argument.model import UNKNOWN
from rules.facts import folds
from rules.facts.law_folds import LAW_FOLDS
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
    return {name: attribute.fold(answers) for name, attribute in attributes().items()}


def because(attribute: str, answers: Answers) -> Mapping[str, Value]:
    """Return the stated needs behind an attribute's value."""
    told = {need: answers.stated(need) for need in attributes()[attribute].needs}
    return {need: value for need, value in told.items() if value is not None}
