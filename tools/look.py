"""List the pages worth opening by hand, the commonest cells first: `python -m tools.look [ON=2026-11-30] [PAGES=12]`.

For each page: whom it serves, what is wrong with the prices there, and the `make price` lines to fill in what is seen.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge import catalogue
from knowledge.catalogue import Plan, today
from rules.price.carry import Carried
from tools.price_health import Health, measure, people

FRESH_MONTHS = 12
"""A cell is well known when three of its prices are no older than this."""


@dataclass
class Page:
    """One page to open: how many people rest on it, in which cells, and the plans that stand there."""

    url: str
    people: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    plans: dict[str, Plan] = field(default_factory=dict)


def pages(found: Sequence[Health], on: date) -> list[Page]:
    """Group what people's prices rest on by the page that prints it: first where most people rest on few young prices."""
    seen: dict[str, Page] = {}
    for one in found:
        for plan in _plans(one.bill.counted):
            url = plan.official_url or plan.source_url
            if url:
                page = seen.setdefault(url, Page(url))
                page.plans[plan.id] = plan
                page.cells[one.cell] += 1
    for page in seen.values():
        page.people = max(page.cells.values())
    weak = {one.cell: 1 + (young(one.bill.counted, on) < 3) + one.old for one in found}
    return sorted(
        seen.values(), key=lambda page: (-sum(weak[cell] * count for cell, count in page.cells.items()), page.url)
    )


def _plans(counted: Sequence[Carried]) -> Iterator[Plan]:
    yield from (one.answer.plan for one in counted)


def young(counted: Sequence[Carried], on: date) -> int:
    """Count the prices no older than FRESH_MONTHS."""
    ages = [plan.age_months(on) for plan in _plans(counted)]
    return sum(age is not None and age <= FRESH_MONTHS for age in ages)


def lines(page: Page, on: date) -> Iterator[str]:
    """Write one page: its address, whom it serves, and a line to fill in for each plan."""
    cells = ", ".join(f"{cell} ({count})" for cell, count in page.cells.most_common(3))
    yield f"{page.url}\n  {cells}"
    for plan in sorted(page.plans.values(), key=lambda each: (each.region, each.price)):
        dated = plan.as_of or "undated"
        yield (
            f"  make price PLAN={plan.id} PRICE= ON={on} FROM={page.url}"
            f"   # {plan.vendor} {plan.name}: {plan.price:g} {plan.currency}, {dated}"
        )


def commonest(found: Sequence[Health], on: date) -> Iterator[str]:
    """Write the ten cells of most people, each with how many, and how many young prices it rests on."""
    bills = {one.cell: one.bill for one in reversed(found)}
    for cell, count in Counter(one.cell for one in found).most_common(10):
        known = young(bills[cell].counted, on)
        yield f"  {count:3} {cell:38} {known}{'' if known >= 3 else '  thin'}"


def main(arguments: list[str]) -> int:
    """Print the commonest cells and how well they are known, then the pages."""
    given = {**{name: os.environ.get(name, "") for name in ("ON", "PAGES")}}
    given.update(argument.partition("=")[::2] for argument in arguments)
    try:
        on, most = date.fromisoformat(given["ON"] or today().isoformat()), int(given["PAGES"] or 12)
    except ValueError as error:
        print(f"ON must be a day such as {catalogue.as_of()}, PAGES a number: {error}", file=sys.stderr)
        return 2
    found = measure(people(), on)
    print("The ten commonest cells, and how many of their prices are no older than a year:")
    print("\n".join(commonest(found, on)))
    print("\nPages to open, what matters most first:\n")
    for page in pages(found, on)[:most]:
        print("\n".join(lines(page, on)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
