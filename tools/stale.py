"""List what in the knowledge is due for another look: `python -m tools.stale [ON=2026-11-23]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge import catalogue, loading
from knowledge import rates as tariff
from knowledge.catalogue import HERE, months_between, today


@dataclass(frozen=True)
class Due:
    """One thing to look at again: what it is, its age in months (None: undated), and the page to open ("" if unknown)."""

    kind: str
    id: str
    what: str
    dated: str
    age_months: int | None
    page: str

    def told(self) -> str:
        """Return it in two lines."""
        age = "undated" if self.age_months is None else f"{self.age_months} months"
        return f"{self.kind:8} {age:10} {self.id:18} {self.what}\n{'':20}{self.page or '(no page known)'}"


def due(on: date, folder: Path = HERE) -> list[Due]:
    """List everything older than its limit on a day: expired prices first, then old ones, rates, sources; oldest first."""
    limits: Mapping[str, int] = catalogue.money(folder)["stale"]
    found = [
        *_prices(on, limits, folder),
        *_beside(on, limits, folder),
        *_rates(on, limits, folder),
        *_sources(on, limits, folder),
    ]
    order = ["expired", "old", "rate", "source"]
    return sorted(
        found, key=lambda one: (order.index(one.kind), -(one.age_months if one.age_months is not None else 10**6))
    )


def _prices(on: date, limits: Mapping[str, int], folder: Path) -> Iterator[Due]:
    for plan in catalogue.plans(folder).values():
        if plan.set_aside != "withdrawn":
            what = f"{plan.vendor} {plan.name}: {plan.price:g} {plan.currency} ({plan.price_kind})"
            yield from _price(on, limits, plan.id, what, plan)


def _beside(on: date, limits: Mapping[str, int], folder: Path) -> Iterator[Due]:
    for rate in tariff.rates(folder).values():
        what = (
            f"{rate.vendor} {rate.item} ({rate.product}, {rate.place}): {rate.price:g} {rate.currency} per {rate.unit}"
        )
        yield from _price(on, limits, rate.id, what, rate)


def _price(on: date, limits: Mapping[str, int], name: str, what: str, found: catalogue.Sourced) -> Iterator[Due]:
    age = found.age_months(on)
    if age is None or age > limits["old"]:
        kind = "expired" if age is None or age > limits["expired"] else "old"
        yield Due(kind, name, what, found.as_of, age, found.official_url or found.source_url)


def _rates(on: date, limits: Mapping[str, int], folder: Path) -> Iterator[Due]:
    money = catalogue.money(folder)
    rows = {**money["rates"], "noodle_price_cny": money["noodle_price_cny"]}
    for name, row in rows.items():
        age = months_between(row["on"].isoformat(), on)
        if age > limits["rates"] and name != "CNY":
            yield Due(
                "rate",
                name,
                f"{row.get('cny', row.get('value'))} CNY",
                row["on"].isoformat(),
                age,
                "knowledge/money.yaml",
            )


def _sources(on: date, limits: Mapping[str, int], folder: Path) -> Iterator[Due]:
    for source in loading.sources(folder).values():
        age = months_between(source.checked_on, on)
        if age > limits["sources"]:
            yield Due("source", source.id, source.title["zh"], source.checked_on, age, source.url or "")


def main(arguments: list[str]) -> int:
    """Print the list, one thing a line, and how many of each kind."""
    given = dict(argument.partition("=")[::2] for argument in arguments)
    try:
        on = date.fromisoformat(given.get("ON") or os.environ.get("ON") or today().isoformat())
    except ValueError as error:
        print(f"ON must be a day such as 2026-11-23: {error}", file=sys.stderr)
        return 2
    found = due(on)
    for one in found:
        print(one.told())
    counts = {kind: sum(one.kind == kind for one in found) for kind in ("expired", "old", "rate", "source")}
    print(f"{on}: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
