"""The lines of a bill: each thing that is paid for, from its plans or its rate, with where the figures stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.products import products
from rules.price import tariff
from rules.price.carry import Carried
from rules.price.extras import EXTRAS, OWN_WORDS
from rules.price.order import Order
from rules.price.tariff import Charge


class Line(NamedTuple):
    """One line of a bill, yuan a month; None where no rate is known. `text` is a phrase, `params` what it is filled with."""

    item: str
    low: float | None
    high: float | None
    text: str
    params: tuple[tuple[str, float | str], ...] = ()
    cites: tuple[str, ...] = ()
    per: str = "month"


def ends(counted: Sequence[Carried]) -> tuple[Carried, Carried]:
    """Return the cheapest, and the dearest whose lines then all read upward."""
    low = min(counted, key=lambda one: (one.answer.cny, one.answer.plan.id))
    return low, max(
        [low, *(one for one in counted if one.machine >= low.machine + filled(low, one))],
        key=lambda one: one.answer.cny,
    )


def filled(low: Carried, high: Carried) -> float:
    """Return what must be added to the cheaper machine that the dearer one has in it: more disk, a line."""
    other = {name: amount.high for name, amount in high.items}
    return sum(max(0.0, amount.low - other.get(name, 0.0)) for name, amount in low.items) if high is not low else 0.0


def machine_lines(low: Carried, high: Carried, machines: int) -> list[Line]:
    """Return the lines of the machines themselves, from the cheapest plan that carries the order to the dearest."""
    plans = tuple(dict.fromkeys(one.answer.plan.id for one in (low, high)))
    added = filled(low, high)
    text = "bill.machine" + "_hourly" * low.by_hour + "_filled" * bool(added) + "_many" * (machines > 1)
    own, other = dict(low.items), dict(high.items)
    found = []
    for name in dict.fromkeys([*own, *other]):
        one = _from_to(own.get(name, _NOTHING), other.get(name, _NOTHING))
        if one.high or one.low or not added:
            found.append(_line(name, one.low * machines, one.high * machines, one.cites))
    ends = (low.machine + added) * machines, high.machine * machines
    return [_line("machine", *ends, plans, text, (("n", machines),)), *found]


_NOTHING = Charge(0.0, 0.0, ())


def _from_to(bottom: Charge, top: Charge) -> Charge:
    """Return what an item costs at the cheapest plan and at the dearest, the one no more than the other."""
    return Charge(min(bottom.low, top.high), top.high, tuple(dict.fromkeys([*bottom.cites, *top.cites])))


def beside(order: Order) -> list[Line]:
    """Return what is bought once, however many machines: storage, hosting traffic, and what the flags ask for."""
    found = []
    if order.storage_gib and not products()[order.product].own_disks:
        found.append(
            _known(
                "storage",
                tariff.kept(order.region, order.storage_gib, "on-disk" in order.flags),
                (("gb", order.storage_gib),),
            )
        )
    hosted = products()[order.product].kind == "pages"
    if hosted and order.traffic_gb_month:
        found.append(
            _known("traffic", tariff.hosting(order.region, order.traffic_gb_month), (("gb", order.traffic_gb_month),))
        )
    if "cdn" in order.flags and not hosted:
        found.append(
            _known("traffic", tariff.delivered(order.region, order.traffic_gb_month), (("gb", order.traffic_gb_month),))
        )
    return found + [_known(*EXTRAS[flag](order)) for flag in EXTRAS if flag in order.beside]


def unknown(low: Carried) -> list[Line]:
    """Return a line without figures for everything that has no known rate."""
    return [Line(name, None, None, "bill.unknown", (("item", name),)) for name in low.missing]


def _known(item: str, amount: Charge | None, params: tuple[tuple[str, float | str], ...] = ()) -> Line:
    if amount is None:
        return Line(item, None, None, OWN_WORDS.get(item, "bill.unknown"), (("item", item),))
    return _line(item, amount.low, amount.high, amount.cites, params=params)


def _line(
    item: str,
    low: float,
    high: float,
    cites: tuple[str, ...],
    text: str = "",
    params: tuple[tuple[str, float | str], ...] = (),
) -> Line:
    return Line(item, round(low, 2), round(max(low, high), 2), text or f"bill.{item}", params, cites)


def total(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the sums of what is known, in CNY."""
    known = [(line.low, line.high) for line in lines if line.low is not None and line.high is not None]
    return round(sum(low for low, _ in known), 2), round(sum(high for _, high in known), 2)
