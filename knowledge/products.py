"""What is sold: one typed row a product; whatever differs by product is a column of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from knowledge.schema import Mistakes, Strict, Text, rows, settled
from knowledge.yamlfile import read_yaml

HERE = Path(__file__).parent


class CitedNumber(Strict):
    """A number of ours, and the facts, sources or plans it rests on."""

    value: float
    cites: list[str]


class Product(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One thing that is sold (products.yaml), in the author's order: who asks least of whoever runs it first.

    `kind`: pages (no server, files only) · platform (no server, it runs a program) · machine (a part of one, rented) · whole (a
    physical one) · card (one with a graphics card) · several (some of another product, `made_of`, behind a balancer).
    `sold_as`: its `product_class` in plans.csv. `entry_size`: of ladder.yaml, where its entry price is read.

    Prices: `doubling`: how its price grows with the size. `memory_share`: the part of a server's memory it takes. `near`: plans
    within so many doublings count as equally near. `farthest`: one larger by more is no answer. `reckoned`: a smaller plan is priced up by so many doublings before other
    cells are asked. `most_threads`: compares by threads, up to so many; without: by vCPUs. `apart`: disk and line are bought
    apart. `disk_extra`: a disk can be bought to it. `own_disks`: what is kept lies on its own. `comes_with`: what its order is
    ticked for whoever asks. `traffic_as`: whose rates hold where it has none of its own. `promos_of`: where its first-year offers
    are listed. `least`: how many machines at least.

    Advice: `by_hour`: paid by the hour where few are used, else `hourly_instead`, which is taken for it. `steadier`: what is
    bought where it must grow or be repaired by itself. `filed_by`: what is bought to carry a filing that it cannot carry.
    `easy`: offered to whoever wants less to do. `unlike`: rules that hold for all others of its kind, and not for it.
    """

    zh: str
    en: str
    help: Text | None = None
    topic: str = ""
    rests_on: str
    kind: Literal["pages", "platform", "machine", "whole", "card", "several"]
    entry_size: str
    sold_as: str = ""
    made_of: str = ""
    doubling: CitedNumber | None = None
    memory_share: CitedNumber | None = None
    near: float = 0.3
    farthest: float = 1.5
    reckoned: float = 3.0
    most_threads: int | None = None
    apart: bool = False
    disk_extra: bool = False
    own_disks: bool = False
    comes_with: tuple[str, ...] = ()
    traffic_as: tuple[str, ...] = ()
    promos_of: tuple[str, ...] = ()
    least: int = 1
    by_hour: bool = False
    hourly_instead: str = ""
    steadier: str = ""
    filed_by: str = ""
    easy: bool = False
    unlike: tuple[str, ...] = ()

    @property
    def serverless(self) -> bool:
        """Say whether there is no server of one's own."""
        return self.kind in ("pages", "platform")


@cache
def products(folder: Path = HERE) -> Mapping[str, Product]:
    """Return the rows by product, in the author's order; raise KnowledgeError with every row that does not fit."""
    return settled(read, folder)


def read(folder: Path, mistakes: Mistakes) -> dict[str, Product]:
    """Read the rows, noting those that do not fit and those that speak of a product there is none of."""
    path = folder / "products.yaml"
    found = rows(path, read_yaml(path), Product, mistakes)
    for name, row in found.items():
        others = (row.made_of, row.hourly_instead, row.steadier, row.filed_by, *row.traffic_as, *row.promos_of)
        if strange := [other for other in dict.fromkeys(others) if other and other not in {*found, *mistakes.broken}]:
            mistakes.add(path, f"speaks of {', '.join(strange)}, which is no product", name)
        _check_kind(path, name, row, mistakes)
    return found


def _check_kind(path: Path, name: str, row: Product, mistakes: Mistakes) -> None:
    """Note what a row of its kind must say and does not."""
    wanted = {
        "doubling": row.kind != "several",
        "sold_as": row.kind != "several",
        "made_of": row.kind == "several",
        "memory_share": row.kind == "platform",
        "steadier": row.serverless,
        "filed_by": row.kind == "pages",
    }
    for column, needed in wanted.items():
        if needed and not getattr(row, column):
            mistakes.add(path, f"of kind {row.kind}, needs {column}", name)
    if not row.serverless and row.by_hour == bool(row.hourly_instead):
        mistakes.add(path, f"of kind {row.kind}, needs by_hour: true or hourly_instead, one of them", name)


def bought(product: str) -> str:
    """Return the product whose plans are bought: several machines are machines of another product."""
    return products()[product].made_of or product
