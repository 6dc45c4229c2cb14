"""The rates: what is paid for beside a machine, or instead of one, each with its source and date.

No row means no rate: a bill says that it is not counted, it never counts as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.catalogue import HERE, WORDS, Sourced, money
from knowledge.csvfile import check_source, filled, one_of, read_csv, same_named
from knowledge.regions import regions

PLACES = (*regions(), "abroad", "any")
UNITS = (
    "month",
    "year",
    "hour",
    "minute",
    "gb",
    "gb-month",
    "mbps-month",
    "core-month",
    "user-month",
)
ITEMS = (
    "disk",
    "address",
    "bandwidth",
    "bandwidth-optimised",
    "traffic",
    "cdn",
    "storage",
    "backup",
    "database",
    "licence",
    "protection",
    "balancer",
    "kubernetes",
    "function",
    "gpu",
    "mail",
    "desktop",
    "hosting",
    "meeting",
    "runner",
    "home",
    "domain",
)


@dataclass(frozen=True)
class Rate(Sourced):
    """One price of one thing per `unit`, in `currency`; it holds for what lies above `above` units, `free` of them cost nothing.

    `product` says which kind of the item (mysql, windows, waf …), `place` where it holds (`any`: everywhere, `abroad`: everywhere
    but the mainland).
    """

    id: str
    item: str
    product: str
    place: str
    vendor: str
    unit: str
    price: float
    currency: str
    above: float
    free: float

    @property
    def cny(self) -> float:
        """Return the price in yuan, by the rates in money.yaml."""
        return float(self.price * money()["rates"][self.currency]["cny"])


def _rate(row: Mapping[str, str], currencies: Mapping[str, object]) -> Rate:
    for column, words in (
        ("item", ITEMS),
        ("place", PLACES),
        ("unit", UNITS),
        ("source_kind", WORDS["source_kind"]),
        ("confidence", WORDS["confidence"]),
        ("currency", tuple(currencies)),
    ):
        one_of(row, column, words)
    filled(row, "id", "price", "source_title")
    if not row["source_url"] and not row["official_url"]:
        raise ValueError("no address to open")
    check_source(row)
    return Rate(as_of=row["source_date"], **same_named(row, Rate))


@cache
def rates(folder: Path = HERE) -> Mapping[str, Rate]:
    """Read rates.csv; raise KnowledgeError naming file, line and rate."""
    currencies = money(folder)["rates"]
    return read_csv(folder / "rates.csv", lambda row: _rate(row, currencies))


@cache
def for_item(item: str, place: str, product: str = "") -> tuple[Rate, ...]:
    """Return the rates of an item that hold in a place, of one kind where `product` names it."""
    places = (place, "any") if regions()[place].filed else (place, "any", "abroad")
    return tuple(
        rate
        for rate in rates().values()
        if rate.item == item and rate.place in places and (not product or rate.product == product)
    )
