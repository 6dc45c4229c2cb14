"""What the rest of the knowledge must hold of each product: its texts, its prices, its names; all that is missing is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge import catalogue, size_tables
from knowledge.products import Product
from knowledge.schema import Mistakes
from knowledge.yamlfile import read_yaml

SAID = ("bill.work_{name}", "bill.lose_{name}", "reply.own_product_{name}")
"""The phrases that every product has; what is priced in the catalogue, and what is sold in one size, have others too."""


@dataclass(frozen=True)
class _Held:
    """What is there to be missing: phrases, what may be cited, classes with a price that counts, sizes, names to ask by."""

    phrases: set[str]
    known: set[str]
    priced: set[str]
    sizes: set[str]
    named: set[str]


def check(folder: Path, sold: Mapping[str, Product], phrases: set[str], known: set[str], mistakes: Mistakes) -> None:
    """Note what is missing for a product, and what other tables say of a product there is none of."""
    path = folder / "products.yaml"
    with mistakes.caught():
        plans = catalogue.plans(folder).values()
        priced = {plan.product_class for plan in plans if plan.price_kind != "promo" and not plan.set_aside}
        named = _names(folder)
        held = _Held(phrases, known | mistakes.broken, priced, {*size_tables.sizing(folder)["ladder"]}, named)
        for name, row in sold.items():
            for problem in _missing(name, row, held):
                mistakes.add(path, problem, name)
    for where, product in _spoken_of(folder):
        if product not in sold and product not in mistakes.broken:
            mistakes.found.append(f"{where}: speaks of {product}, which is no product")


def _missing(name: str, row: Product, held: _Held) -> Iterator[str]:
    if unsaid := _without(_phrases(name, row), held.phrases):
        yield f"phrases/ has no {unsaid}"
    if _without([row.sold_as] if row.sold_as else [], held.priced):
        yield f"plans.csv lists no price of {row.sold_as} that counts"
    if _without([row.entry_size], held.sizes):
        yield f"ladder.yaml has no size {row.entry_size}"
    if _without([name], held.named):
        yield "lexicon/asks/ has no names for it under choices, product: nobody could ask for it"
    cites = [cite for one in (row.doubling, row.memory_share) if one for cite in one.cites]
    if strange := _without(cites, held.known):
        yield f"cites {strange}, which is neither a fact, a source nor a plan"


def _without(wanted: Iterable[str], there: set[str]) -> str:
    return ", ".join(one for one in wanted if one not in there)


def _phrases(name: str, row: Product) -> Iterator[str]:
    yield from (key.format(name=name) for key in SAID)
    if row.sold_as:
        yield f"page.class_{row.sold_as}"
    if row.hourly_instead:
        yield f"advice.grow_{name}"


def _names(folder: Path) -> set[str]:
    """Return the products that people can ask for by name."""
    found: set[str] = set()
    for path in sorted((folder / "lexicon" / "asks").glob("*choices.yaml")):
        found |= {*(read_yaml(path).get("choices") or {}).get("product", ())}
    return found


def _spoken_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Return the products that other tables name, with where."""
    money = catalogue.money(folder)
    for table in ("yearly_factor", "needed"):
        yield from ((f"money.yaml: {table}", row["product"]) for row in money[table] if "product" in row)
    path = folder / "lexicon" / "asks" / "offers-kinds.yaml"
    yield from ((f"asks/{path.name}: products", str(name)) for name in read_yaml(path)["products"])
    yield from (("lexicon/asks: choices, product", name) for name in sorted(_names(folder)))
