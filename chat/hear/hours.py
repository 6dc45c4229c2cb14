"""Read how long something is in use: 早上 9 点到下午 3 点, 朝九晚九, 9am to 6pm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from chat.hear.numerals import parse_han
from chat.hear.units import language, one_of

DAY = 24.0
HALF_DAY = 12.0
_OFFICE = {"nine": 9.0, "eight": 8.0, "five": 5.0, "six": 6.0}


class Clock(NamedTuple):
    """A stretch of a day in hours, with its place in the folded text."""

    hours: float
    start: int
    end: int


def clocks(text: str) -> list[Clock]:
    """Return the stretches of a day that a text names, in order."""
    found: list[Clock] = []
    for reads in _patterns():
        for m in reads.finditer(text):
            if any(c.start < m.end() and m.start() < c.end for c in found):
                continue
            hours = _length(m.groupdict())
            if hours:
                found.append(Clock(hours, *m.span()))
    return sorted(found, key=lambda clock: clock.start)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = language()["clock"]
    part = "|".join(w for name in ("0", "12") for w in table[int(name)] if not w.isascii())
    noon, night = one_of(table["noon"]), one_of(table["midnight"])
    hour = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
    joint = r" ?(?:到|至|-|~|–) ?(?:第二天|次日)?"

    def han(n: int, marked: bool) -> str:
        mark = r"(?:点|时|:(?P<m{n}>\d\d))".replace("{n}", str(n)) + f"(?P<x{n}>半)?"
        tail = mark if marked else f"(?:{mark})?"
        return f"(?P<p{n}>{part})?(?:(?P<h{n}>{hour}){tail}|(?P<w{n}>{noon}|{night}))"

    latin = r"(?<![\d.$£€])(?P<h1>\d{1,2})(?::(?P<m1>\d\d))? ?(?P<p1>am|pm)?(?: ?- ?| to | till | until )(?P<h2>\d{1,2})(?::(?P<m2>\d\d))? ?(?P<p2>am|pm)(?![a-z])"
    spoken = rf"(?<![\d.$£€])(?P<h1>\d{{1,2}}) ?(?P<p1>am|pm) ?(?:-|to|till|until) ?(?P<w2>{noon}|{night})"
    office = r"(?<![\d.$£€a-z])(?P<h1>[789]|nine|eight) ?(?:-| to | till | til | until ) ?(?P<h2>[4567]|five|six)(?![\d.a-z%]|:| ?(?:[a-z]*(?:users|people|players|gb|tb|kids|friends|g|b|k|m|cores|members)|[\u3400-\u9fff]))"
    weekly = rf"(?<![\d.$£€:])(?P<h1>\d{{1,2}}) ?(?:-|to) ?(?P<h2>\d{{1,2}})(?=[ ，]{{1,2}}(?:on |every )?(?:{one_of(('mon', 'monday', 'weekdays', 'workdays'))})(?![a-z]))"
    always = r"(?<![\d.])(?P<all>24 ?[/x*] ?7|7 ?[/x*] ?24)(?![\d.])"
    return (
        re.compile(always),
        re.compile(han(1, True) + joint + han(2, False)),
        re.compile(f"(?P<p1>朝|早)(?P<h1>{hour})点?(?:到)?(?P<p2>晚|下午)(?P<h2>{hour})点?(?P<x2>半)?"),
        re.compile(f"(?P<p1>{part})(?P<h1>{hour})点?{joint}(?P<w2>{noon}|{night})"),
        re.compile(latin),
        re.compile(spoken),
        re.compile(office),
        re.compile(weekly),
    )


def _length(said: Mapping[str, str | None]) -> float | None:
    if said.get("all"):
        return DAY
    begins = _hour(said, "1")
    ends = _hour(said, "2")
    if begins is None or ends is None:
        return None
    told = said.get("p2") or said.get("w2")
    # 9 to 5, 晚上 9 点到 11 点: the half of the day that was not said again is the nearer one.
    lengths = [(end - begins) % DAY for end in (ends, *(() if told else (ends + HALF_DAY,)))]
    if told and not said.get("p1") and begins < HALF_DAY:
        lengths.append((ends - begins - HALF_DAY) % DAY)  # 7 to 11pm
    return min((round(length, 2) for length in lengths if length), default=None)


def _hour(said: Mapping[str, str | None], n: str) -> float | None:
    """Return the hour of the day at one end of a stretch, None where none is said."""
    table = language()["clock"]
    word = said.get("w" + n)
    if word:
        return HALF_DAY if word in table["noon"] else DAY
    spoken = said.get("h" + n)
    hour = _spelt(spoken) if spoken else None
    if not spoken or hour is None or hour > DAY:
        return None
    if hour < HALF_DAY and _part_of_day(said, n, spoken) in table[12]:
        hour += HALF_DAY
    return hour + float(said.get("m" + n) or 0) / 60 + (0.5 if said.get("x" + n) else 0.0)


def _part_of_day(said: Mapping[str, str | None], n: str, spoken: str) -> str | None:
    """Return the half of the day an hour is in, as said; one that is spelt goes on with the half of the hour before it."""
    own = said.get("p" + n)
    return own or (said.get("p1") if n == "2" and not spoken.isdigit() else None)


def _spelt(hour: str) -> float | None:
    """Return an hour in digits, in Chinese, or one of an office in English."""
    return float(hour) if hour.isdigit() else _OFFICE.get(hour) or parse_han(hour)
