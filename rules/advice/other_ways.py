"""What else the money could buy for the same load: another product, another place, a size less, each with its price."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.products import products
from rules.advice.priced import Case, Priced
from rules.argument.model import WEIGHTS, Verdict
from rules.decide.deciding import Decided
from rules.machine import ladder

HARD = ("law", "impossible")
_FAIR, _STRONG = (next(weight for weight, name in WEIGHTS.items() if name == word) for word in ("fair", "strong"))


@dataclass(frozen=True)
class Rival:
    """One way to buy: `kind` says what is changed (product, region, size), `choice` to what; `chosen` is the advice itself."""

    kind: str
    choice: str
    price: Priced
    chosen: bool = False


def rivals(case: Case, chosen: Priced) -> tuple[Rival, ...]:
    """Return the advice and what could stand in for it, products first, then places; nothing that cannot be done."""
    decided = case.decided
    product = decided.choice("product")
    found = [Rival("product", product, chosen, chosen=True)]
    # Without a server there is no size to compare machines by.
    for other in open_choices(decided.verdicts["product"], _STRONG) if products()[product].kind != "pages" else ():
        found.append(Rival("product", other, case.other("product", other)))
    for other in open_choices(decided.verdicts["region"], _FAIR) if not _bound(decided) else ():
        found.append(Rival("region", other, case.other("region", other)))
    return tuple(found)


def smaller(case: Case) -> Rival | None:
    """Return the next size down, where the ladder has one."""
    name = ladder.smaller(case.size.id)
    if products()[case.decided.choice("product")].kind == "pages" or name is None:
        return None
    return Rival("size", name, case.sized(name))


def _bound(decided: Decided) -> bool:
    """Say whether the place is not to be bargained over: something decisive speaks for it, or a mini-program runs beside."""
    verdict = decided.verdicts["region"]
    decisive = any(rule.weight >= max(WEIGHTS) for rule in verdict.arguments(verdict.choice, "for"))
    return decisive or decided.answers.has("miniprogram")


def open_choices(verdict: Verdict, much: int) -> list[str]:
    """Return the losing choices that could be had: no veto but the budget's, and nothing weighing so much against them."""
    return [
        choice
        for choice in verdict.standings[1:]
        if verdict.worst_veto(choice) not in HARD
        and all(abs(rule.weight) < much for rule in verdict.arguments(choice, "against"))
    ]
