"""The catalogue of priced plans, with the tables for sizing and money: read, checked, frozen."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.csvfile import check_source, filled, number, one_of, read_csv, same_named
from knowledge.products import products
from knowledge.regions import regions
from knowledge.yamlfile import fault, read_yaml

HERE = Path(__file__).parent
FEES = ("managed-k8s", "load-balancer")
"""What plans list that is no product: what is paid beside machines."""
WORDS: Mapping[str, tuple[str, ...]] = {
    "vendor_size": ("big", "small"),
    "price_kind": ("list", "renewal", "promo"),
    "billing": ("hourly", "monthly", "yearly"),
    "icp_capable": ("yes", "no", "unknown"),
    "confidence": ("high", "med", "low"),
    "bundle": ("yes", "no"),
    "serves": ("", "global"),
    "set_aside": ("", "premium", "advert", "withdrawn", "team"),
    "source_kind": ("official", "copy", "api", "post", "repost", "generated", "note", "advert"),
    "cpu_share": ("", "burstable", "shared", "dedicated"),
    "line": ("", "cn-optimised", "ordinary"),
    "system": ("", "linux", "windows", "any"),
    "tax": ("", "incl", "excl"),
    "paid_at_once": ("hour", "month", "quarter", "half-year", "year", "two-years", "three-years"),
}
"""The columns that hold one of a few words. set_aside: shown, never counted (a premium line; an advertisement's "from" price;
no longer sold; a team's plan). source_kind: the vendor's own page; a copy of it; a dump of its price interface; its post in a
forum; somebody else's reprint; a machine-made list (never counted); a user's note; an advertisement. Empty: the source does
not say. line: towards the mainland. paid_at_once: the least that can be paid for; `billing` is what the price is read by."""


@dataclass(frozen=True)
class Sourced:
    """Where and when a price was read; `as_of`: a year, month or day, "" where the source has none."""

    source_url: str
    source_title: str
    source_kind: str
    official_url: str
    as_of: str
    confidence: str
    note: str

    def age_months(self, on: date) -> int | None:
        """Return the whole months since the price was read, or None without a date."""
        return months_between(self.as_of, on) if self.as_of else None


@dataclass(frozen=True)
class Plan(Sourced):
    """One plan with one dated price; `price` is per month in `currency`, sizes None where the source prints none.

    `threads` are what vcpus of a dedicated machine compare by; `region` and `vendor_kind` are words of the contract;
    `regions` are all it can serve from. `feed` names the machine-read list that holds the price under `feed_key`.
    """

    id: str
    vendor: str
    vendor_kind: str
    product_class: str
    product_name: str
    name: str
    region: str
    regions: tuple[str, ...]
    region_detail: str
    vcpus: float | None
    memory_gib: float | None
    disk_gib: float | None
    bandwidth_mbps: float | None
    traffic_gib_month: float | None
    gpu_memory_gib: float | None
    threads: float | None
    currency: str
    price: float
    renewal: float | None
    price_kind: str
    billing: str
    icp_capable: str
    bundle: bool
    set_aside: str
    cpu_share: str = ""
    line: str = ""
    system: str = ""
    tax: str = ""
    paid_at_once: str = ""
    feed: str = ""
    feed_key: str = ""

    def __hash__(self) -> int:
        """Hash by the id alone: it is one of a kind, and there are forty columns."""
        return hash(self.id)


@lru_cache(maxsize=4096)
def months_between(then: str, on: date) -> int:
    """Count the whole months from `then` (a year, month or day; the earliest day it can mean) to `on`."""
    year, month, day = (int(part) for part in (then + "-01-01").split("-")[:3])
    months = (on.year - year) * 12 + on.month - month - (on.day < day)
    return max(months, 0)


_pretended: date | None = None
_MINUTE = 60


def today() -> date:
    """Return the day it is here, or the one that is pretended: the only clock that any advice reads."""
    return _pretended or _day(int(time.time()) // _MINUTE)


@lru_cache(maxsize=1)
def _day(minute: int) -> date:
    """Return the day of a minute of the clock: what asks a hundred times a page looks up the calendar once."""
    return datetime.fromtimestamp(minute * _MINUTE).astimezone().date()


@contextmanager
def pretending(on: date) -> Iterator[None]:
    """Let it be another day for a while, to see what everything says on it; for tests and tools, one at a time."""
    global _pretended  # noqa: PLW0603
    before, _pretended = _pretended, on
    try:
        yield
    finally:
        _pretended = before


@dataclass(frozen=True)
class _Known:
    """What a plan may name: currencies with a rate, classes of products, and what each place is called here."""

    currencies: Collection[str]
    classes: Sequence[str]
    groups: Mapping[str, str]
    abroad: Sequence[str]


def _checked(row: Mapping[str, str], known: _Known) -> None:
    """Raise ValueError with what is wrong in one row."""
    filled(row, "id", "vendor", "plan_name", "price_month", "source_title")
    one_of(row, "product_class", known.classes)
    one_of(row, "region_group", tuple(known.groups))
    for column, words in WORDS.items():
        one_of(row, column, words)
    if row["currency"] not in known.currencies:
        raise ValueError(f"no exchange rate for {row['currency']}")
    check_source(row)
    if known.groups[row["region_group"]] in known.abroad and row["icp_capable"] == "yes":
        raise ValueError("only a mainland server can be used for a filing")
    if bool(row["feed"]) != bool(row["feed_key"]):
        raise ValueError("feed and feed_key go together")


def _plan(row: Mapping[str, str], known: _Known) -> Plan:
    _checked(row, known)
    read = same_named(row, Plan)
    region = known.groups[row["region_group"]]
    return Plan(
        vendor_kind=row["vendor_size"],
        name=row["plan_name"],
        region=region,
        regions=tuple(dict.fromkeys((region, *known.abroad))) if row["serves"] == "global" else (region,),
        threads=read.pop("threads") or read["vcpus"],
        price=number(row["price_month"], "price_month") or 0.0,
        renewal=number(row["renewal_month"], "renewal_month"),
        bundle=row["bundle"] == "yes",
        as_of=row["source_date"],
        **read,
    )


@cache
def plans(folder: Path = HERE) -> Mapping[str, Plan]:
    """Read plans.csv; raise KnowledgeError naming file, line and plan."""
    places = regions(folder)
    known = _Known(
        money(folder)["rates"],
        (*(row.sold_as for row in products(folder).values() if row.sold_as), *FEES),
        {group: name for name, row in places.items() for group in row.groups},
        [name for name, row in places.items() if not row.filed],
    )
    return read_csv(folder / "plans.csv", lambda row: _plan(row, known))


@cache
def money(folder: Path = HERE) -> Mapping[str, Any]:
    """Read money.yaml: rates, limits of age, what is added to make prices comparable; raise KnowledgeError."""
    path = folder / "money.yaml"
    found: Mapping[str, Any] = read_yaml(path)
    for name in ("as_of", "noodle_price_cny", "rates", "stale", "add"):
        if name not in found:
            raise fault(path, f"{name} is missing")
    for currency, row in found["rates"].items():
        if not (row.get("cny", 0) > 0 and isinstance(row.get("on"), date) and row.get("cites")):
            raise fault(path, "a rate needs cny above 0, on and cites", "rates", currency)
    noodle = found["noodle_price_cny"]
    if not (noodle.get("value", 0) > 0 and noodle.get("cites")):
        raise fault(path, "needs a value above 0 and cites", "noodle_price_cny")
    return found


def as_of(folder: Path = HERE) -> date:
    """Return the day the ages of prices are counted to."""
    day: date = money(folder)["as_of"]
    return day
