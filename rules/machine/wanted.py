"""What somebody stated of the load, read and with its defaults filled in; everything a size hangs on but the number of people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge import HERE, LANGUAGES, questions, size_tables
from knowledge.program_sizes import program_sizes
from knowledge.records import Need, Unit
from rules.answers import Value

MOST_PEOPLE = 100_000_000
DEMANDS = ("light", "medium", "heavy")


@dataclass(frozen=True)
class Wanted:
    """What is to be carried. Numbers as the contract counts them, 0 where not said; `failing`: vCPUs and GiB that were too few.

    `cpu_only`: it is to run without a card, however long an answer takes.
    """

    purpose: str | None
    demand: str | None = None
    services: str = "one"
    windows: bool = False
    others: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    concurrent: float = 0
    rate: float = 0
    storage: float = 0
    traffic: float = 0
    bandwidth: float = 0
    hours: float = 0
    model: float = 0
    machines: float = 0
    bits: str | None = None
    failing: tuple[float, float] = (0, 0)
    cpu_only: bool = False


def word(value: Value | None, known: Collection[str]) -> str | None:
    """Return a word if it is one of those known."""
    return str(value) if value in known else None


@lru_cache(maxsize=64)
def unit_for(purpose: str | None) -> Unit | None:
    """Return what people are counted as for a purpose."""
    return _scale().unit_for(purpose)


@cache
def _scale() -> Need:
    return questions.needs(HERE, LANGUAGES)["scale"]


@lru_cache(maxsize=4096)
def step_up(series: str, amount: float) -> float:
    """Return the step of a series that holds an amount; the last one holds everything beyond."""
    rows: list[float] = size_tables.sizing()["series"][series]
    return 0 if amount <= 0 else rows[min(bisect_left(rows, amount), len(rows) - 1)]


def documented(name: str) -> bool:
    """Say whether somebody who should know says how big a machine a program wants."""
    return name in program_sizes()
