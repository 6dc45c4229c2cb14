"""What a machine costs: a range in yuan a month from the dated prices of the catalogue, like with like.

The range of a cell (product, size, region, kind of vendor) rests on list and renewal prices, never on promotions. Where
nobody in a cell lists the size, the cell borrows, and says from where (`substitutes`): `size` (a smaller plan there, priced
up by a cited ratio), `vendor` (the other kind), `region:<where>`, `larger` (the next larger size listed there costs less).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from knowledge import catalogue
from knowledge.catalogue import Plan
from knowledge.products import products
from knowledge.regions import regions
from rules.machine.size import SIZES
from rules.price.candidates import CONFIDENCE, VENDORS, PlanPrice, dates_of, fitting, scaled, to_cny, weakest
from rules.price.shapes import Price, Share

__all__ = ["VENDORS", "Price", "Share", "price"]
PRODUCTS = tuple(products())
REGIONS = tuple(regions())
_FAR = 20.0


def price(product: str, size_id: str, region: str, vendor: str, machines: int = 0) -> Price:
    """Price a product of a size in a region at a kind of vendor; never empty. `machines`: of a cluster."""
    row = products()[product]
    if row.made_of:
        return _several(row.made_of, size_id, region, vendor, max(machines, row.least))
    return _one(product, size_id, region, vendor)


@cache
def _one(product: str, size_id: str, region: str, vendor: str) -> Price:
    """Price what is bought once, however many machines the size counts."""
    smaller = _smaller(size_id)
    least = _one(product, smaller, region, vendor).low if smaller else 0.0
    found = None
    for substitutes, plans in _search(product, size_id, region, vendor):
        if any(one.counted for one in plans):
            found = _range(product, size_id, region, vendor, plans, substitutes)
            # Elsewhere a larger machine may cost less than a smaller one here: no measure of what it would cost here.
            if found.exact or found.low >= least:
                break
    if found:
        return found if found.exact else _or_larger(found, product, size_id, region, vendor)
    raise LookupError(f"the catalogue lists no {product} at all")


def _or_larger(found: Price, product: str, size_id: str, region: str, vendor: str) -> Price:
    """Return the next larger size that the cell itself lists, where that costs less than what was borrowed or reckoned."""
    family = [name for name in SIZES if name[0] == size_id[0]]
    for larger in family[family.index(size_id) + 1 :]:
        plans = fitting(product, larger, region, vendor)
        if any(one.counted for one in plans):
            listed = _range(product, size_id, region, vendor, plans, ("larger",))
            return listed if listed.low < found.low else found
    return found


def within(budget: float, product: str, size_id: str, region: str, vendor: str, machines: int = 0) -> bool:
    """Say whether at least one plan counted in the price costs no more than the budget."""
    return budget >= budget_threshold(product, size_id, region, vendor, machines)


def budget_threshold(product: str, size_id: str, region: str, vendor: str, machines: int = 0) -> float:
    """Return the smallest budget that is enough."""
    return price(product, size_id, region, vendor, machines).low


@cache
def entry_prices() -> dict[str, float]:
    """Return the cheapest dated price of each product anywhere, at its smallest sensible size, in yuan a month."""
    return {product: _entry(product) for product in PRODUCTS}


def _entry(product: str) -> float:
    size_id = products()[product].entry_size
    cells = [price(product, size_id, region, vendor) for region in REGIONS for vendor in VENDORS]
    exact = [cell for cell in cells if cell.exact] or cells
    return min([low for cell in exact if (low := _dated_low(cell)) is not None] or [cell.low for cell in exact])


def _dated_low(cell: Price) -> float | None:
    """Return the cheapest price counted that has a date; a cluster's is its low end."""
    if cell.parts:
        return cell.low
    return min((one.cny for one in cell.plans if one.counted and one.plan.as_of), default=None)


@cache
def _entries() -> tuple[float, ...]:
    return tuple(sorted(set(entry_prices().values())))


def means_of(budget: float) -> int:
    """Fold a budget into a class: how many distinct entry prices it reaches."""
    return sum(entry <= budget for entry in _entries())


@cache
def means_names() -> tuple[tuple[str, ...], ...]:
    """List the products within reach of each class of means, poorest class first."""
    entries = entry_prices()
    reached = [(), *([name for name in PRODUCTS if entries[name] <= entry] for entry in _entries())]
    return tuple(tuple(names) for names in reached)


def means_thresholds() -> tuple[float, ...]:
    """Return the budgets from which another product comes within reach, smallest first."""
    return _entries()


def noodle_bowls(low: float, high: float) -> float:
    """Return the middle of a range in bowls of beef noodles, to one decimal."""
    noodle: float = catalogue.money()["noodle_price_cny"]["value"]
    return round((low + high) / 2 / noodle, 1)


def _smaller(size_id: str) -> str | None:
    """Return the next smaller size of the same family (servers, cards)."""
    family = [name for name in SIZES if name[0] == size_id[0]]
    index = family.index(size_id)
    return family[index - 1] if index else None


def _search(
    product: str, size_id: str, region: str, vendor: str
) -> Iterator[tuple[tuple[str, ...], tuple[PlanPrice, ...]]]:
    """Offer plans from the cell itself, then from ever farther away, saying what was substituted.

    A size between two listed ones is priced up from the smaller one in its own cell before other cells are asked: their
    prices differ more by vendor and region than by one doubling.
    """
    other = VENDORS[vendor == "big"]
    places = [(region, vendor, ()), (region, other, ("vendor",))]
    for near in regions()[region].nearest:
        places += [(near, vendor, (f"region:{near}",)), (near, other, ("vendor", f"region:{near}"))]
    for where, whose, why in places[:2]:
        yield why, fitting(product, size_id, where, whose)
        yield (*why, "size"), scaled(product, size_id, where, whose, products()[product].reckoned)
    for where, whose, why in places[2:]:
        yield why, fitting(product, size_id, where, whose)
    for where, whose, why in places:
        yield (*why, "size"), scaled(product, size_id, where, whose, _FAR)


def _range(
    product: str, size_id: str, region: str, vendor: str, plans: tuple[PlanPrice, ...], substitutes: tuple[str, ...]
) -> Price:
    counted = [one for one in plans if one.counted]
    low, high = min(one.cny for one in counted), max(one.cny for one in counted)
    oldest, newest, undated = dates_of([one.plan for one in counted])
    factor, cites = yearly_factor(product, size_id, region, vendor)
    year = _middle([one.cny for one in counted]) * 12 * factor
    later_year = _middle([_renewed(one) for one in counted]) * 12 * factor
    return Price(
        low=low,
        high=high,
        plans=plans,
        plans_used=len(counted),
        oldest=oldest,
        newest=newest,
        undated=undated,
        exact=not substitutes,
        substitutes=substitutes,
        confidence=_sureness(counted, substitutes),
        first_year=round(year),
        three_years=round(year + 2 * later_year),
        yearly_factor=factor,
        factor_cites=cites,
    )


def _middle(prices: Sequence[float]) -> float:
    return (min(prices) + max(prices)) / 2


def _renewed(one: PlanPrice) -> float:
    """Return what it costs a month once the first year is over."""
    return one.cny + to_cny((one.plan.renewal or one.plan.price) - one.plan.price, one.plan.currency)


def _sureness(counted: list[PlanPrice], substitutes: tuple[str, ...]) -> str:
    """Return the confidence of the weakest price; never high on one price, low where none is young or all were borrowed."""
    if substitutes or all(one.stale == "expired" for one in counted):
        return CONFIDENCE[0]
    return weakest([one.plan for one in counted], alone=len(counted) == 1)


def yearly_factor(product: str, size_id: str, region: str, vendor: str) -> tuple[float, tuple[str, ...]]:
    """Return what a year paid at once costs as a part of its months, and where that is from."""
    for row in catalogue.money()["yearly_factor"]:
        large = SIZES.index(size_id) >= SIZES.index(row["from"])
        if product == row["product"] and vendor == row["vendor"] and region in row["regions"] and large:
            return row["factor"], tuple(row["cites"])
    return 1.0, ()


def _fees(product_class: str, region: str, vendor: str) -> tuple[Plan, ...]:
    """Return the plans that list a fee without nodes in it: this kind of vendor's here, anybody's, then the nearest place's."""
    plans = [plan for plan in catalogue.plans().values() if _lists_fee(plan, product_class)]
    for where in (region, *regions()[region].nearest):
        here = [plan for plan in plans if where in plan.regions]
        if here:
            return tuple([plan for plan in here if plan.vendor_kind == vendor] or here)
    return ()


def _lists_fee(plan: Plan, product_class: str) -> bool:
    nodes_too = product_class == "managed-k8s" and plan.bundle
    usable = not plan.set_aside and plan.source_kind != "generated"
    return plan.product_class == product_class and usable and not nodes_too


def _part(name: str, region: str, vendor: str) -> Share:
    plans = _fees(name, region, vendor)
    costs = [round(to_cny(plan.price, plan.currency), 2) for plan in plans]
    return Share(name, 1, min(costs), max(costs), tuple(plan.id for plan in plans))


@cache
def _several(product: str, size_id: str, region: str, vendor: str, machines: int) -> Price:
    """Price several of a product behind a load balancer; the high end has managed Kubernetes too."""
    one = price(product, size_id, region, vendor)
    servers = Share(product, machines, one.low, one.high, tuple(each.plan.id for each in one.plans if each.counted))
    balancer, management = _part("load-balancer", region, vendor), _part("managed-k8s", region, vendor)
    management = replace(management, low=0.0)
    parts = (servers, balancer, management)
    low, high = (
        round(sum(part.count * end for part, end in zip(parts, ends, strict=True)), 2)
        for ends in ([part.low for part in parts], [part.high for part in parts])
    )
    fees = round((balancer.low + balancer.high + management.high) / 2 * 12)
    return replace(
        one,
        low=low,
        high=high,
        parts=parts,
        first_year=machines * one.first_year + fees,
        three_years=machines * one.three_years + 3 * fees,
    )
