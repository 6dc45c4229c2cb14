"""The least that orders cost, as one array: what look-ahead reduces over when it asks what a budget reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge import catalogue
from rules.price.bill import bill
from rules.price.carry import VENDORS
from rules.price.order import Machine, Order


@dataclass(frozen=True)
class Lot:
    """One load as it is bought: so many machines, GB sent out a month, GiB kept, hours a day, for a system, with extras."""

    machine: Machine
    traffic_gb_month: float = 0.0
    storage_gib: float = 0.0
    hours: float = 24.0
    system: str = "linux"
    flags: frozenset[str] = frozenset()


@lru_cache(maxsize=65_536)
def least_bill(product: str, lot: Lot, region: str) -> float:
    """Return the least a lot costs a month as a product in a region, at either kind of vendor, in yuan."""
    order = Order(
        product, lot.machine, region, VENDORS[0], lot.traffic_gb_month, lot.storage_gib, lot.hours, None, lot.system, lot.flags
    )  # fmt: skip
    return min(bill(replace(order, vendor=vendor), catalogue.as_of()).low for vendor in VENDORS)


def least_bills(products: Sequence[str], lots: Sequence[Lot], regions: Sequence[str]) -> NDArray[np.float64]:
    """Return the least bills by product, lot and region; `array <= budget` says what a budget reaches."""
    return np.array([[[least_bill(p, lot, r) for r in regions] for lot in lots] for p in products], dtype=np.float64)
