"""From which budget on an order is affordable: what look-ahead asks of a budget, by the same bill that is shown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import product as combinations

from knowledge import catalogue
from knowledge.products import products
from rules.machine.ladder import LADDER
from rules.machine.lots import Lot
from rules.price.cost import PRODUCTS, REGIONS, VENDORS
from rules.price.edges import Bare, Extras, bare, extras, order_edges
from rules.price.floor import floor
from rules.price.ordering import Use, order_for

Edges = tuple[float, float]
"""The budget a month below which it is not enough, and the one from which it is; between them nobody can tell."""


def asked_on() -> date:
    """Return the day that prices are judged on: this one, but never before they were looked over."""
    return max(catalogue.as_of(), catalogue.today())


@lru_cache(maxsize=65_536)
def lot_edges(product: str, lot: Lot, region: str, vendor: str, filing: str, use: Use, on: date) -> Edges:
    """Return the edges of a lot bought as a product in a region at a kind of vendor, in yuan a month."""
    return order_edges(*_bought(product, lot, filing, use), region, vendor, on)


def edges_told(
    budget: float | None, product: str, lot: Lot, region: str, vendor: str, filing: str, use: Use, on: date
) -> Edges:
    """Return the edges of a lot as one budget can tell them: beyond all reach where it does not buy the bare machines."""
    if budget is not None and budget < _floor(product, lot, filing, use):
        return BEYOND
    return lot_edges(product, lot, region, vendor, filing, use, on)


BEYOND: Edges = (math.inf, math.inf)


@lru_cache(maxsize=8192)
def _floor(product: str, lot: Lot, filing: str, use: Use) -> float:
    return floor(_bought(product, lot, filing, use)[0])


@lru_cache(maxsize=4096)
def _bought(product: str, lot: Lot, filing: str, use: Use) -> tuple[Bare, Extras]:
    """Return what the price of a lot hangs on, wherever it is bought: that of its machines, and that of all else."""
    order = order_for(product, lot, "", "", filing, use)
    return bare(order), extras(order)


def prepare() -> None:
    """Price every size everywhere, so that nobody's address is the slow first one."""
    for product, one, region, vendor in combinations(PRODUCTS, LADDER.values(), REGIONS, VENDORS):
        if bool(one.cards) == (products()[product].kind == "card"):
            lot = Lot(one.id, 1, one.band, 0, one.disk_gib, one.bandwidth_mbps)
            lot_edges(product, lot, region, vendor, "not-needed", Use(), asked_on())


def enough_for(
    products: Iterable[str], lot: Lot, region: str, vendors: Iterable[str], filing: str, use: Use, on: date
) -> set[float]:
    """Return the budgets from which a lot is surely affordable, by product and kind of vendor."""
    kinds = tuple(vendors)
    return {lot_edges(product, lot, region, kind, filing, use, on)[1] for product in products for kind in kinds}
