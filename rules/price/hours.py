"""How long a machine is paid for: by the hour or by the month, whichever is cheaper, and how many months at once."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from knowledge import catalogue
from knowledge.catalogue import Plan
from knowledge.products import products
from rules.price.candidates import to_cny
from rules.price.tariff import HOURS_A_MONTH

PERIODS = {
    "hour": 0.0,
    "month": 1.0,
    "quarter": 3.0,
    "half-year": 6.0,
    "year": 12.0,
    "two-years": 24.0,
    "three-years": 36.0,
}
"""The months paid for at once."""


@cache
def _by_hour() -> frozenset[str]:
    """Return the classes of the catalogue that are sold by the hour too."""
    return frozenset(row.sold_as for row in products().values() if row.by_hour)


@lru_cache(maxsize=64)
def hours_fold(hours: float | None) -> str:
    """Fold hours a day into `all-day` or `part`: part is where paying by the hour is cheaper at a vendor that sells both."""
    least = min(row["hours"] / row["times"] for row in catalogue.money()["by_the_hour"])
    return "part" if hours is not None and hours * HOURS_A_MONTH / 24 < least else "all-day"


def machine_cost(plan: Plan, hours: float) -> tuple[float, bool]:
    """Return what a machine costs a month used so many hours a day, in yuan, and whether that is by the hour."""
    month, used = to_cny(plan.price, plan.currency), hours * HOURS_A_MONTH / 24
    if plan.billing == "hourly":
        return month * min(used, HOURS_A_MONTH) / HOURS_A_MONTH, used < HOURS_A_MONTH
    for row in catalogue.money()["by_the_hour"]:
        part = month * row["times"] * used / row["hours"]
        if row["vendor"] == plan.vendor and plan.product_class in _by_hour() and part < month:
            return part, True
    return month, False


@cache
def hour_times_730(plan: Plan) -> bool:
    """Say whether a plan's month is only its hour times 730: whoever pays by the month may pay less."""
    return plan.billing == "hourly" and bool(re.search(r"x 730", plan.note))
