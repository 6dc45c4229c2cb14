"""How long a day something is in use, from clocks, hours and the days of a week that are said."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from chat.hear.hours import Clock, clocks
from chat.hear.numbers import numbers
from chat.hear.quantities import Quantity
from chat.hear.stated import Stated
from chat.hear.units import language, pattern, period

DAY = 24.0
WEEK = 7.0
MONTH = 30.0
_PARTS = {"hours": 1.0, "minutes": 60.0}
"""How many of a unit make an hour."""
_COUNTED = ("records", "things", "people")
_DAYS = {"weekend": 2.0, "workdays": 5.0}
"""How many days of a week go by one name."""
_LITTLE = 4
_BARE, _BRIEF = 15, 16
"""Clauses of at most so many letters: one that says how long says nothing else; one that names days says when the one before it holds."""


def hours(told: Stated) -> None:
    """Hear how long a day it is in use: by the clock, else in so many hours."""
    found = [c for c in clocks(told.text) if told.stands(c.start)]
    busy = [c for c in found if pattern("hours", "busy").search(told.text[slice(*told.clause(c.start))])]
    told.used.update(q for q in told.said if any(c.start <= q.start < c.end for c in busy))
    found = [c for c in found if c not in busy]
    if found:
        _by_the_clock(told, found)
    else:
        _in_hours(told)


def _by_the_clock(told: Stated, found: list[Clock]) -> None:
    told.used.update(q for q in told.said if any(c.start <= q.start < c.end for c in found))
    first = found[0]
    clause = told.text[slice(*told.clause(first.start))]
    office = pattern("hours", "office").search(clause)  # what nine to five says of days is said of hours already
    days = WEEK if office else _days_a_week(told, first.start)
    whole = min(DAY, round(sum(c.hours for c in found) * days / WEEK, 2))
    told.add("hours", whole, first.start, found[-1].end)


def _in_hours(told: Stated) -> None:
    """Hear so many hours a day, those of its parts together, else the longest."""
    timed = [replace(q, high=q.high / _PARTS[q.unit]) for q in told.said if q.unit in _PARTS and not q.every]
    parts = [q for q in timed if pattern("hours", "part").search(q.around) and not _is_over(q)]
    if len(parts) > 1 and sum(q.high for q in parts) <= DAY:
        told.claim("hours", _of_parts(told, parts), *parts)
    else:
        _longest(told, timed)


def _longest(told: Stated, timed: list[Quantity]) -> None:
    """Hear the longest of so many hours a day."""
    daily = [(q, used) for q in timed if (used := _daily(told, q))]
    if daily:
        quantity, longest = max(daily, key=lambda pair: pair[1])
        told.used.update(q for q in told.said if q.start == quantity.start)
        told.claim("hours", min(DAY, round(longest, 2)), quantity)


def _of_parts(told: Stated, parts: list[Quantity]) -> float:
    """Return the hours a day of the parts of a day together: four by day and two at night."""
    return round(sum(q.high for q in parts) * min(_days_a_week(told, q.start) for q in parts) / WEEK, 2)


def _days_a_week(told: Stated, at: int) -> float:
    """Return on how many days a week something is in use; 7 where nothing is said."""
    if pattern("hours", "closed").search(told.text):
        return _DAYS["workdays"]
    spelt = _days_spelt(told)
    if spelt is not None:
        return spelt
    clause = _context(told, at)
    named = next((days for name, days in _DAYS.items() if pattern("hours", name).search(clause)), None)
    return named or _days_counted(told, at, clause)


def _days_spelt(told: Stated) -> float | None:
    """Return on how many days a week where just that is said; the number is used by it."""
    spelt = pattern("hours", "days_a_week").search(told.text)
    if spelt is None:
        return None
    told.used.update(q for q in told.said if spelt.start() <= q.start < spelt.end())
    return numbers(spelt.group("han") or spelt.group("en"))[0].value


def _days_counted(told: Stated, at: int, clause: str) -> float:
    """Return on how many days a week by how often it happens or which days are named; 7 where nothing is said."""
    counted = _times_counted(told)
    return _often(told, at) or counted or _named_days(clause) or _sessions(told, at) or WEEK


def _times_counted(told: Stated) -> float | None:
    """Return how often a week in numbers, which are used by it: 3 evenings a week."""
    counted = (q for q in told.said if q.unit in _COUNTED and q.high <= WEEK and _is_weekly(told, q))
    many = next(counted, None)
    if many is None:
        return None
    told.used.add(many)
    return many.high


def _is_weekly(told: Stated, quantity: Quantity) -> bool:
    """Tell whether a quantity says how often a week: 3 evenings a week, 2 sessions of 90 minutes a week, 一周三晚."""
    clause = told.text[slice(*told.clause(quantity.start))]
    happens = bool(pattern("hours", "sessions").search(quantity.text.lower()))
    return (quantity.per == WEEK and quantity.unit != "people") or (happens and period(clause) == WEEK)


def _named_days(clause: str) -> float | None:
    """Return how many days of a week are named one by one; None for none, or a stretch of them."""
    found = list(pattern("hours", "day").finditer(clause))
    joints = (clause[one.end() : other.start()] for one, other in pairwise(found))
    if any(pattern("hours", "apart").search(joint) for joint in joints):
        return None
    return float(len({m.group()[:3] for m in found})) or None


def _sessions(told: Stated, at: int) -> float | None:
    """Return how often a week it happens where that is said beside how long once takes: 每节一小时，一周四节."""
    low, high = told.clause(at)
    if not pattern("hours", "once").search(told.text[low:high]):
        return None
    said = pattern("hours", "weekly").search(told.text)
    number = next((n for n in numbers(told.text[said.end() :]) if n.start <= _LITTLE), None) if said else None
    return number.value if number and number.value <= WEEK else None


def _often(told: Stated, at: int) -> float | None:
    """Return how often a week in words of their own, said in the clause at a place: twice a week 3 hours each."""
    said = re.compile(language()["often"]).search(told.text, *told.clause(at))
    if said is None or not said.group().endswith("week"):
        return None
    told.often.add(said.start())
    times: dict[str, int] = language()["hours"]["times"]
    return next((float(many) for word, many in times.items() if said.group().startswith(word)), None)


def _context(told: Stated, at: int) -> str:
    """Return the clause at a place; with the one before it where it goes on about that: 周末两天，各 8 小时; on saturdays，six hours."""
    low, high = told.clause(at)
    bare = len(told.text[low:high].strip(" ，。？")) <= _BARE
    goes_on = low and (bare or pattern("hours", "apiece").search(told.text[low:high]))
    after = slice(*told.clause(high)) if high < len(told.text) else slice(high, high)
    days = any(pattern("hours", name).search(told.text[after]) for name in _DAYS)
    ends = after.stop if days and after.stop - after.start <= _BRIEF else high
    return told.text[told.clause(low - 1)[0] if goes_on else low : ends]


def _daily(told: Stated, quantity: Quantity) -> float | None:
    """Return hours a day, None where the hours are of something else."""
    if _is_of_a_thing(quantity) or _is_over(quantity):
        return None
    clause = _context(told, quantity.start)
    per = quantity.per or period(clause) or 0.0
    if per >= MONTH:
        return quantity.high / MONTH
    days = _days_a_week(told, quantity.start)
    if quantity.unit == "minutes" and days == WEEK:
        return None  # how long one thing takes, not how long all of it is on
    if days < WEEK or per == WEEK:
        return quantity.high * (days if days < WEEK else 1) / WEEK
    return quantity.high if _is_everyday(clause, per) else None


def _is_everyday(clause: str, per: float) -> bool:
    """Tell whether so many hours are of every day: said so, or by what one does then."""
    return per == 1 or pattern("hours", "use").search(clause) is not None


def _is_of_a_thing(quantity: Quantity) -> bool:
    """Tell whether so many hours measure a thing: an hour of video."""
    things = pattern("hours", "thing")
    return bool(things.match(quantity.right.lstrip()) or things.search(quantity.left[-6:]))


def _is_over(quantity: Quantity) -> bool:
    """Tell whether it happened once, so long or so long ago."""
    if quantity.per is not None:
        return False
    if pattern("hours", "rented").search(quantity.left):
        return True
    until = any(pattern("hours", name).match(quantity.right) for name in ("lasted", "broke"))
    return until or bool(pattern("hours", "begun").search(quantity.left))
