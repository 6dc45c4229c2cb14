"""What is paid for beside a listed price: the traffic of static hosting, and what is kept that no disk of the size holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge import catalogue
from knowledge.products import products
from rules.price.cost import Price


@dataclass(frozen=True)
class Beside:
    """So many GB beyond what is included, and what they cost, in yuan a month."""

    gb: float
    low: float
    high: float
    cites: tuple[str, ...]


def traffic(gb_month: float | None, region: str) -> Beside | None:
    """Price the traffic of static hosting; None while it stays within what is included or is not known."""
    rates = catalogue.money()["hosting_traffic"]["mainland" if region == "mainland" else "abroad"]
    more = (gb_month or 0) - rates["free_gb"]
    if more <= 0:
        return None
    if region == "mainland":
        low, high = more * rates["low"], more * rates["high"]
    else:
        low = high = rates["flat"] + max(0.0, more - rates["flat_gb"]) * rates["beyond"]
    return Beside(round(more, 1), round(low, 2), round(high, 2), tuple(rates["cites"]))


def storage(gib: int, product: str) -> Beside | None:
    """Price what is kept beside a machine; None where nothing is, and for a whole machine, which has large disks."""
    if not gib or products()[product].own_disks:
        return None
    rates = catalogue.money()["kept_cny_per_gb"]
    return Beside(gib, round(gib * rates["low"], 2), round(gib * rates["high"], 2), tuple(rates["cites"]))


def plus(price: Price, found: Beside | None) -> Price:
    """Add to a price what is paid for beside it."""
    if found is None:
        return price
    year = round((found.low + found.high) / 2 * 12)
    return replace(
        price,
        low=round(price.low + found.low, 2),
        high=round(price.high + found.high, 2),
        first_year=price.first_year + year,
        three_years=price.three_years + 3 * year,
    )
