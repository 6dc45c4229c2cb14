"""Requests and messages a second, from what is counted by the day, the minute or every so many seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from chat.hear.quantities import Quantity
from chat.hear.units import pattern

DAY_SECONDS = 86400.0
LEAST_A_DAY = 10000.0
PEAK = 3  # times the mean: a day's records come mostly in its busy hours
_SECONDS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "秒": 1.0, "分钟": 60.0, "小时": 3600.0}
_SECONDS |= {"second": 1.0, "minute": 60.0, "min": 60.0, "hour": 3600.0}
_REPORTING = frozenset(("devices", "streams", "people", "machines", "seats"))
_PIECE = re.compile("[台个只套块辆头盏口座把]")
_HOURLY = 1 / 24


def of_records(quantity: Quantity) -> float | None:
    """Return records a second at the peak; None for fewer than 10,000 a day, or where no period is named."""
    if quantity.per is None:
        return None
    daily = quantity.high / quantity.per
    if daily < LEAST_A_DAY:
        return None
    mean = daily / DAY_SECONDS
    return _short(mean if quantity.per <= _HOURLY + 0.01 else mean * PEAK)


def reporting(text: str, found: Iterable[Quantity]) -> list[Quantity]:
    """Return quantities with the pieces that report every so often as devices, whatever they are called: 柜子 3500 个，心跳 60 秒一次."""
    told = list(found)
    often = any(q.every for q in told) or pattern("signs", "interval").search(text)
    if not often or not pattern("signs", "report").search(text) or any(q.unit in _REPORTING for q in told):
        return told
    return [replace(q, unit="devices") if q.unit == "things" and _PIECE.search(q.text) else q for q in told]


def of_devices(text: str, found: Iterable[Quantity]) -> tuple[float, list[Quantity]] | None:
    """Return messages a second of devices that report every so often, and the quantities that say so."""
    told = list(found)
    if any(q.unit == "rate" and not pattern("subjects", "each").search(q.around) for q in told):
        return None  # of all of them together
    devices = _of_units(told, "devices", "streams") or _of_units(told, "people", "machines", "seats")
    if not devices or not pattern("signs", "report").search(text):
        return None
    times = [q for q in told if q.every]
    seconds = _interval(text, times)
    if seconds is None:
        return None
    most = max(devices, key=_many)
    each = _reported(told, bool(times))
    many = max(map(_many, each), default=1.0)
    return _short(most.high * many / seconds), [most, *times, *each]


def _many(quantity: Quantity) -> float:
    return quantity.high


def _reported(told: Iterable[Quantity], timed: bool) -> list[Quantity]:
    """Return how many messages each device sends at a time; where no time is said, how many a shorter one than a day."""
    return [q for q in _of_units(told, "records") if q.per is None or (not timed and q.per < 1)]


def _of_units(found: Iterable[Quantity], *units: str) -> list[Quantity]:
    return [q for q in found if q.unit in units]


def _interval(text: str, times: list[Quantity]) -> float | None:
    """Return how many seconds apart reports are, in numbers or in words (每秒); None where nothing says."""
    if times:
        return times[0].high * _SECONDS[times[0].unit]
    said = pattern("signs", "interval").search(text)
    return _SECONDS[said.group("unit")] if said else None


def _short(value: float) -> float:
    return float(f"{value:.3g}")
