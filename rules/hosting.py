"""What static hosting costs once much is fetched from it: the traffic beside the price of the hosting itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge import catalogue
from rules.cost import Price


@dataclass(frozen=True)
class Traffic:
    """GB a month beyond what the hosting includes, and what they cost, in yuan a month."""

    gb: float
    low: float
    high: float
    cites: tuple[str, ...]


def traffic(gb_month: float | None, region: str) -> Traffic | None:
    """Price the traffic of static hosting; None while it stays within what is included or is not known."""
    rates = catalogue.money()["hosting_traffic"]["mainland" if region == "mainland" else "abroad"]
    more = (gb_month or 0) - rates["free_gb"]
    if more <= 0:
        return None
    if region == "mainland":
        low, high = more * rates["low"], more * rates["high"]
    else:
        low = high = rates["flat"] + max(0.0, more - rates["flat_gb"]) * rates["beyond"]
    return Traffic(round(more, 1), round(low, 2), round(high, 2), tuple(rates["cites"]))


def with_traffic(price: Price, found: Traffic | None) -> Price:
    """Add the traffic to a price."""
    if found is None:
        return price
    year = round((found.low + found.high) / 2 * 12)
    return replace(
        price, low=round(price.low + found.low, 2), high=round(price.high + found.high, 2),
        first_year=price.first_year + year, three_years=price.three_years + 3 * year,
    )  # fmt: skip
