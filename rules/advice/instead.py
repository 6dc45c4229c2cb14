"""What not buying costs, where there is a way without."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import catalogue
from rules.price import tariff


@dataclass(frozen=True)
class Instead:
    """What not buying costs, yuan a month, and the topic that tells more."""

    low: float
    high: float
    about: str
    cites: tuple[str, ...] = ()


def instead_price(rule: str, region: str) -> Instead | None:
    """Return what the way that a note of kind `instead` names costs; None where it has no price."""
    row = catalogue.money()["instead"].get(rule)
    if row is None:
        return None
    if "rate" not in row:
        return Instead(float(row["cny"]), float(row["cny"]), row["about"])
    found = tariff.flat(row["rate"], region) or tariff.flat(row["rate"], "mainland")
    return Instead(round(found.low, 2), round(found.high, 2), row["about"], found.cites) if found else None
