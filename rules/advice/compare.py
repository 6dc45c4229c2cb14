"""The few ways worth setting side by side: the advice, a cheaper one, a steadier one, not buying, and one's own machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.products import products
from rules.advice.advising import Advice
from rules.advice.instead import Instead, instead_price
from rules.advice.other_ways import HARD, Rival
from rules.advice.priced import Priced
from rules.machine import ladder


@dataclass(frozen=True)
class Way:
    """One row: `id` is recommended, cheaper, steadier or nothing; `changed` says what differs and to what (None: nothing).

    `note` is the rule behind not buying.
    """

    id: str
    changed: tuple[str, str] | None
    price: Priced | None
    instead: Instead | None = None
    note: str = ""


def ways(advice: Advice) -> tuple[Way, ...]:
    """Return the rows in order; a row that there is none for is left out."""
    found = [Way("recommended", None, advice.price), _cheaper(advice), _steadier(advice), _nothing(advice)]
    return tuple(row for row in found if row is not None)


def _cheaper(advice: Advice) -> Way | None:
    """Return what costs least of what carries the load, else the next size down; nothing whose usual price is no lower."""
    low, year = advice.price.low, advice.price.first_year
    less = [one for one in advice.cheaper if one.price.low < low - 0.5 and one.price.first_year < year]
    if not less:
        return None
    one = min(less, key=_least_lost)
    return Way("cheaper", (one.kind, one.choice), one.price)


def _least_lost(one: Rival) -> tuple[int, float]:
    """Put another product or place before a smaller machine, which does not carry the load; then the cheaper first."""
    return one.kind == "size", one.price.low


def _steadier(advice: Advice) -> Way | None:
    """Return what fails less or has more room, where that costs more: what costs less would be the advice."""
    for decision, choice in _sturdy(advice):
        price = advice.case.sized(choice) if decision == "size" else advice.case.other(decision, choice)
        if price.low > advice.price.low:
            return Way("steadier", (decision, choice), price)
    return None


def _sturdy(advice: Advice) -> Iterator[tuple[str, str]]:
    decided, product = advice.decided, advice.decided.choice("product")
    sold = products()[product]
    if sold.kind == "pages":
        return
    if decided.choice("vendor") == "small" and decided.verdicts["vendor"].worst_veto("big") not in HARD:
        yield "vendor", "big"
    if sold.steadier and decided.verdicts["product"].worst_veto(sold.steadier) not in HARD:
        yield "product", sold.steadier
    if not sold.serverless and (larger := ladder.larger(advice.size.id)):
        yield "size", larger


def _nothing(advice: Advice) -> Way | None:
    note = next(iter(advice.notes.get("instead", ())), None)
    found = instead_price(note.id, advice.decided.choice("region")) if note else None
    return Way("nothing", None, None, found, note.id) if note and found else None
