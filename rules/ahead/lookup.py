"""Verdicts without reasons, read from the tables: for trying many changes of answers at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rules.ahead.tables import tables
from rules.ahead.targets import FIT, FIT_NO, FIT_UNKNOWN, FIT_YES, SIZE, least_price
from rules.facts.attributes import Needs, case_of, stated
from rules.machine.size import Size, size_of


@dataclass(frozen=True)
class Outcome:
    """What every target is for one set of answers."""

    choices: Mapping[str, str]

    def differs(self, other: Outcome, *targets: str) -> dict[str, tuple[str, str]]:
        """Return the targets (all when none are named) that differ, as (mine, the other's)."""
        wanted = targets or tuple(self.choices)
        return {
            name: (self.choices[name], other.choices[name])
            for name in wanted
            if self.choices[name] != other.choices[name]
        }


def outcome(needs: Needs, also: Collection[str] = ()) -> Outcome:
    """Read every decision, the size class and the fit for one set of answers."""
    case = case_of(needs, also)
    choices = {}
    for decision, table in tables().items():
        choices[decision] = case[f"is.{decision}"] = table.choice(case)
    found = size_of(needs, also)
    choices[SIZE] = found.lot.verdict
    choices[FIT] = fit(stated(needs, "budget"), choices["product"], found, choices["region"])
    return Outcome(choices)


def fit(budget: object | None, product: str, found: Size, region: str) -> str:
    """Say whether at least one dated plan of this product, size and region costs no more than the budget."""
    if budget is None:
        return FIT_UNKNOWN
    least = least_price(product, found.lot, region)
    return FIT_YES if least <= float(str(budget)) else FIT_NO
