"""Verdicts without reasons, read from the tables: for trying many changes of answers at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rules.ahead.machines import machines_of
from rules.ahead.numbering import choices_in
from rules.ahead.place import places_of
from rules.ahead.tables import tables
from rules.ahead.targets import FIT, FIT_NO, FIT_UNKNOWN, FIT_YES, SIZE, TARGETS
from rules.answers import Answers
from rules.machine.size import lot_for, size_of
from rules.price.bill import bill, verdict
from rules.price.least import asked_on
from rules.price.ordering import order_of, use_of


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


def outcome(answers: Answers, targets: Collection[str] = TARGETS) -> Outcome:
    """Read every decision, and of the size class and the fit what is among `targets`, for one set of answers."""
    told = answers.told
    lot = lot_for(told)
    number = places_of(told).at(told)
    found = machines_of(told).at(told, lot.size_class, number)
    placed = choices_in(number)
    choices = {name: placed[name] if name in placed else found[name] for name in tables()}
    if SIZE in targets:
        choices[SIZE] = lot.verdict
    if FIT in targets:
        where = (choices[name] for name in ("product", "region", "vendor", "filing"))
        choices[FIT] = fit(told, *where)
    return Outcome(choices)


def fit(answers: Answers, product: str, region: str, vendor: str, filing: str) -> str:
    """Say whether the bill of what is bought is within the budget: unknown without one, and where nobody can tell."""
    budget = answers.number("budget")
    if budget is None:
        return FIT_UNKNOWN
    order = order_of(product, size_of(answers), region, vendor, filing, use_of(answers))
    within = verdict(bill(order, asked_on()), budget).within
    return FIT_UNKNOWN if within is None else FIT_YES if within else FIT_NO
