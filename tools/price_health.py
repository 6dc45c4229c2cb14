"""Measure how far prices can be trusted over the example people: `python -m tools.price_health [ON=2026-11-30]`.

old: some price that counts is past its age or undated. thin: fewer than three count. verdicts on old: a budget said to be
enough or not although no price is young and the budget lies near the range. under: an example below the load.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge import catalogue
from knowledge.yamlfile import read_yaml
from rules.advice.advising import advise
from rules.answers import Answers
from rules.price.bill import UNSURE_WITHIN, Bill, bill, verdict

DATA = Path(__file__).parent.parent / "tests" / "data"


@dataclass(frozen=True)
class Health:
    """One person's bill and what is wrong with the prices under it."""

    id: str
    cell: str
    bill: Bill
    old: bool
    thin: bool
    verdict_on_old: bool


def health(person: Mapping[str, Any], on: date) -> Health:
    """Work out one person's bill and look at the prices under it."""
    needs = dict(person["needs"])
    also = (*needs.pop("also", ()), *person.get("also", ()))
    advice = advise(Answers.of(needs, also))
    order = advice.price.order
    found = bill(order, on)
    limit = catalogue.money()["stale"]["expired"]
    ages = [one.answer.plan.age_months(on) for one in found.counted]
    budget = needs.get("budget")
    near = isinstance(budget, int | float) and found.low / UNSURE_WITHIN <= budget <= found.high * UNSURE_WITHIN
    return Health(
        str(person["id"]),
        f"{order.product}/{order.region}/{order.vendor} {advice.size.id}",
        found,
        any(age is None or age > limit for age in ages),
        len(found.counted) < 3,
        bool(near and not found.fresh and verdict(found, float(budget or 0)).within is not None),
    )


def people() -> list[Mapping[str, Any]]:
    """Return the example people of the tests: id, needs and, apart or within them, the circumstances."""
    first: list[Mapping[str, Any]] = json.loads((DATA / "personas.json").read_text(encoding="utf-8"))
    return [*first, *read_yaml(DATA / "people.yaml")]


def measure(asked: Iterable[Mapping[str, Any]], on: date) -> list[Health]:
    """Look at every person."""
    return [health(person, on) for person in asked]


def main(arguments: list[str]) -> int:
    """Print the counts, then the cells people land in, the commonest first."""
    given = dict(argument.partition("=")[::2] for argument in arguments)
    on = date.fromisoformat(given.get("ON") or os.environ.get("ON") or catalogue.as_of().isoformat())
    found = measure(people(), on)
    print(_summary(found, on))
    cells = Counter(one.cell for one in found)
    print("\n".join(_row(next(one for one in found if one.cell == cell), count) for cell, count in cells.most_common()))
    return 0


def _summary(found: Collection[Health], on: date) -> str:
    """Return how many people's prices have what is wrong with them."""
    counts = {
        "old": sum(one.old for one in found),
        "thin": sum(one.thin for one in found),
        "verdicts on old prices": sum(one.verdict_on_old for one in found),
        "reckoned or borrowed": sum(one.bill.reckoned for one in found),
        "incomplete": sum(one.bill.incomplete for one in found),
    }
    return f"{on}: of {len(found)} people: " + ", ".join(f"{name} {count}" for name, count in counts.items())


def _row(one: Health, count: int) -> str:
    """Return what is known of the prices of one cell."""
    marks = " ".join(name for name, on in (("old", one.old), ("thin", one.thin)) if on)
    prices = f"{one.bill.low:9.0f} – {one.bill.high:<9.0f} {len(one.bill.counted)} prices, {one.bill.newest:10}"
    return f"{count:3} {one.cell:38} {prices} {marks} {','.join(one.bill.substitutes)}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
