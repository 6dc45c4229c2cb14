"""What an order may need beside its machines, by the flag that asks for it; None where no rate is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from knowledge import catalogue
from knowledge.products import products
from rules.price import tariff
from rules.price.order import Machine, Order
from rules.price.search import search
from rules.price.tariff import Charge

EXTRAS: Mapping[str, Callable[[Order], tuple[str, Charge | None]]] = {
    "database": lambda order: ("database", tariff.flat("database", order.region, "mysql")),
    "database-ha": lambda order: ("database", tariff.flat("database", order.region, "mysql-ha")),
    "sqlserver": lambda order: ("licence-sqlserver", None),
    "protection": lambda order: ("protection", None),
    "balancer": lambda order: ("balancer", tariff.flat("balancer", order.region)),
    "kubernetes": lambda order: ("kubernetes", _or_none(tariff.flat("kubernetes", order.region))),
    "backup": lambda order: ("backup", _backup(order)),
    "filing-machine": lambda order: ("filing-machine", _filing_machine(order)),
}
"""Each extra by its flag, with the line it is on the bill.

What holds off an attack is priced by its peak, SQL Server by edition and by who brings the licence: nobody has said either.
"""
OWN_WORDS: Mapping[str, str] = {"protection": "bill.unknown_protection", "licence-sqlserver": "bill.unknown_sqlserver"}
"""How some of what has no rate is said, else `bill.unknown`."""


def _or_none(amount: Charge | None) -> Charge | None:
    """Let the low end be nothing: a cluster may do without managed Kubernetes."""
    return amount._replace(low=0.0) if amount else None


def _backup(order: Order) -> Charge | None:
    found = tariff.flat("backup", order.region)
    kept = order.storage_gib if "on-disk" in order.flags else 0.0
    return found and found.times(max(order.machine.disk_gib, 1.0) * order.count + kept)


def _filing_machine(order: Order) -> Charge | None:
    """Price the smallest machine on the mainland that carries the filing for the months a filing takes of it, as a part of the first year."""
    asked = Order(products()[order.product].filed_by or order.product, Machine(2, 2), "mainland", "big")
    counted = next((found for _, found in search(asked) if found), ())
    sums = sorted((one.answer.cny, one.answer.plan.id) for one in counted)
    share = catalogue.money()["filing_months"]["value"] / 12
    return Charge(sums[0][0], sums[-1][0], (sums[0][1], sums[-1][1])).times(share) if sums else None
