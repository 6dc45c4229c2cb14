"""Numbers that go on about the one before them, or only say it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chat.hear.denial import is_negated
from chat.hear.quantities import Quantity
from chat.hear.stated import COUNTED

_TIMES = frozenset(("days", "hours", "minutes", "seconds"))
_RISES = re.compile(
    r"(?:[冲飙涨升飘]到|到|顶到|峰值|高峰|(?<![a-z])(?:up to|peaks?(?: at| of)?|peaking at|spikes? to|bursts? of|hits)) ?$"
)
_NOW = re.compile(r"(?:现在|如今|只剩|剩下|就|(?<![a-z])(?:now|only|just|its)) ?$")


def going_on(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give a bare number the unit it goes on about: qps 三五十，大促冲到 2k; not 200 seats anymore, 35."""
    out: list[Quantity] = []
    for quantity in _halved(found):
        last = next((q for q in reversed(out) if q.unit not in _TIMES), None)
        bare = quantity.unit in ("bare", "things") and quantity.end == quantity.number_end
        more = last is not None and bare and _goes_on(text, last, quantity)
        out.append(replace(quantity, unit=last.unit) if last and more else quantity)
    return out


def _halved(found: list[Quantity]) -> Iterator[Quantity]:
    """Yield quantities, so many and a half behind hours as hours: 白天四个小时，夜里两个半."""
    hours = False
    for quantity in found:
        half = hours and quantity.unit == "things" and quantity.text.endswith("个半")
        yield replace(quantity, unit="hours", low=quantity.low + 0.5, high=quantity.high + 0.5) if half else quantity
        hours = half or quantity.unit == "hours"


def _goes_on(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Tell whether a bare number is more of the rate before it, or stands for the people that are denied before it."""
    if last.unit == "rate":
        return bool(_RISES.search(text[: quantity.start]))
    begins = text[: quantity.start].rstrip(" ").endswith(("，", "。")) or bool(_NOW.search(text[: quantity.start]))
    return last.unit in COUNTED and begins and is_negated(text, last.start, last.end)


def merged(found: list[Quantity]) -> list[Quantity]:
    """Return amounts without a number that only says another one again: 5M(500 万)."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and quantity.start < kept[-1].end:
            continue
        again = kept and quantity.unit in ("bare", "things", "money") and quantity.high == kept[-1].high
        if again and quantity.start - kept[-1].end <= 1:
            kept[-1] = replace(kept[-1], end=quantity.end)
            continue
        kept.append(quantity)
    return kept
