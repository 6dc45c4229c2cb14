"""Fold what people state into the attributes that rules read.

A case gives every attribute one of finitely many values; what is not stated, or stated as `unsure`, is `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge import load
from rules.argument.model import UNKNOWN
from rules.facts import folds
from rules.facts.folds import Needs, stated
from rules.facts.law_folds import LAW_FOLDS
from rules.machine import size
from rules.machine.lots import SIZE_CLASSES
from rules.price import cost

__all__ = ["SIZE_CLASSES", "Attribute", "Needs", "attributes", "case_of", "stated"]

SIZE_NEEDS = ("purpose", "scale", "storage", "demand", "services")


@dataclass(frozen=True)
class Attribute:
    """One thing rules read: its possible values, the needs it is folded from, and how.

    `fold` takes needs and circumstances; a number may be given as (low, high), a stretch that no rule tells apart.
    `by_circumstance`: it hangs on circumstances, too.
    """

    name: str
    values: tuple[str, ...]
    needs: tuple[str, ...]
    fold: Callable[[Needs, Collection[str]], str]
    by_circumstance: bool = False


def _plain(name: str) -> Attribute:
    return Attribute(
        name, (*load().needs[name].values, UNKNOWN), (name,), lambda needs, _: str(stated(needs, name) or UNKNOWN)
    )


def _circumstance(flag: str) -> Attribute:
    return Attribute(flag.replace("-", "_"), ("true", "false"), (), lambda _, also: "true" if flag in also else "false")


@cache
def attributes() -> dict[str, Attribute]:
    """Return every attribute a decision may read, besides the decisions before it."""
    rows = [_plain(need.name) for need in load().needs.values() if need.kind == "choice"]
    rows += [_circumstance(flag) for flag in load().circumstances]
    rows += [
        Attribute(name, fold.values, fold.needs, fold.of, name in LAW_FOLDS)
        for name, fold in {**folds.FOLDS, **LAW_FOLDS}.items()
    ]
    rows.append(Attribute("size", SIZE_CLASSES, SIZE_NEEDS, lambda needs, also: size.lot_for(needs, also).size_class))
    rows.append(Attribute("means", (*map(str, range(len(cost.means_names()))), UNKNOWN), ("budget",), _means))
    return {row.name: row for row in rows}


def _means(needs: Needs, also: Collection[str]) -> str:
    budget = stated(needs, "budget")
    if budget is None:
        return UNKNOWN
    return str(cost.means_of(float(budget[0] if isinstance(budget, tuple) else str(budget))))


def case_of(needs: Needs, also: Collection[str]) -> dict[str, str]:
    """Fold needs and circumstances into one case: every attribute has a value."""
    return {name: attribute.fold(needs, also) for name, attribute in attributes().items()}


def because(attribute: str, needs: Needs) -> Mapping[str, object]:
    """Return the stated needs behind an attribute's value."""
    told = {need: stated(needs, need) for need in attributes()[attribute].needs}
    return {need: value for need, value in told.items() if value is not None}
