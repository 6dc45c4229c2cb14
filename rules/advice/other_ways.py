"""What else the money could buy for the same load: another product, another place, a size less, each with its price."""

from __future__ import annotations

from dataclasses import dataclass

from rules.argument.model import WEIGHTS, Verdict
from rules.decide.deciding import Decided, verdict_of
from rules.machine import ladder
from rules.machine.size import Size
from rules.price import cost, hosting
from rules.price.cost import VENDORS, Price

_HARD = ("law", "impossible")
_FAIR, _STRONG = (next(weight for weight, name in WEIGHTS.items() if name == word) for word in ("fair", "strong"))


@dataclass(frozen=True)
class Rival:
    """One way to buy: `kind` says what is changed (product, region, size), `choice` to what; `chosen` is the advice itself."""

    kind: str
    choice: str
    price: Price
    chosen: bool = False


def rivals(decided: Decided, size: Size) -> tuple[Rival, ...]:
    """Return the advice and what could stand in for it, products first, then places; nothing that cannot be done."""
    product, region = decided.choice("product"), decided.choice("region")
    found = [Rival("product", product, _price(decided, size, product, region), chosen=True)]
    # Without a server there is no size to compare machines by.
    for other in _open(decided.verdicts["product"], _STRONG) if product != "static" else ():
        found.append(Rival("product", other, _price(decided, size, other, region)))
    for other in _open(decided.verdicts["region"], _FAIR) if not _bound(decided) else ():
        found.append(Rival("region", other, _price(decided, size, product, other)))
    return tuple(found)


def smaller(decided: Decided, size: Size) -> Rival | None:
    """Return the next size down, where the ladder has one."""
    if decided.choice("product") == "static":
        return None
    less = ladder.smaller(size.id)
    if not less:
        return None
    where = decided.choice("product"), less, decided.choice("region"), decided.choice("vendor")
    price = hosting.plus(cost.price(*where, size.machines), hosting.storage(size.storage_gib, where[0]))
    return Rival("size", less, price)


def _bound(decided: Decided) -> bool:
    """Say whether the place is not to be bargained over: something decisive speaks for it, or a mini-program runs beside."""
    verdict = decided.verdicts["region"]
    decisive = any(rule.weight >= max(WEIGHTS) for rule in verdict.arguments(verdict.choice, "for"))
    return decisive or "miniprogram" in decided.also


def _open(verdict: Verdict, much: int) -> list[str]:
    """Return the losing choices that could be had: no veto but the budget's, and nothing weighing so much against them."""
    return [
        choice for choice in verdict.standings[1:]
        if verdict.worst_veto(choice) not in _HARD
        and all(abs(rule.weight) < much for rule in verdict.arguments(choice, "against"))
    ]  # fmt: skip


def _price(decided: Decided, size: Size, product: str, region: str) -> Price:
    """Price at the kind of vendor that would then be recommended, or at the other one where only that lists it."""
    case = {**decided.case, "is.product": product, "is.region": region}
    mine = verdict_of("vendor", case).choice
    kinds = (mine, *(kind for kind in VENDORS if kind != mine))
    prices = [cost.price(product, size.id, region, kind, size.machines) for kind in kinds]
    found = min(prices, key=lambda price: "vendor" in price.substitutes)
    found = hosting.plus(found, hosting.storage(size.storage_gib, product))
    return found if product != "static" else hosting.plus(found, hosting.traffic(size.traffic_gb_month, region))
