"""The shapes of a price: the range of a cell, and the parts of a cluster."""

from __future__ import annotations

from dataclasses import dataclass

from rules.price.candidates import PlanPrice


@dataclass(frozen=True)
class Share:
    """One line of what a cluster is made of: `count` times between `low` and `high` yuan a month."""

    id: str
    count: int
    low: float
    high: float
    plans: tuple[str, ...]


@dataclass(frozen=True)
class Price:
    """A range in yuan a month and what it rests on.

    `oldest`, `newest`: dates of the prices counted ("" when none has one), `undated` how many have none. `exact`: nothing
    was substituted. `first_year`, `three_years`: the middle of the range, paid by the year (`yearly_factor`, cited), from
    the second year at the renewal price. `confidence`: that of the weakest price counted; at most med on one price, low where all are old, scaled or borrowed.
    """

    low: float
    high: float
    plans: tuple[PlanPrice, ...]
    plans_used: int
    oldest: str
    newest: str
    undated: int
    exact: bool
    substitutes: tuple[str, ...]
    confidence: str
    first_year: int
    three_years: int
    yearly_factor: float
    factor_cites: tuple[str, ...]
    parts: tuple[Share, ...] = ()

    @property
    def expired_used(self) -> int:
        """Count the prices in the range that are past their age or have no date."""
        return sum(one.counted and one.stale == "expired" for one in self.plans)
