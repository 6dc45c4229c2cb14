"""Dates that people name: 12 月 20 号, 年底, the 20th, mid January, by Christmas, Q2; the next such day from today."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from chat.hear.numerals import parse_han
from chat.hear.units import language, one_of

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_PART = {
    "初": 1,
    "上旬": 5,
    "中": 15,
    "中旬": 15,
    "early": 5,
    "mid": 15,
    "middle": 15,
    "下旬": 25,
    "底": 31,
    "末": 31,
    "end": 31,
    "late": 25,
}
_HAN = "[一二三四五六七八九十]{1,3}"
_WHEN_ZH = re.compile(
    rf"(?P<year>今年|明年|后年|来年)?的?(?:(?P<month>\d{{1,2}}|{_HAN})月份?|(?P<next>下下个?|下个?|这个?|本)?月(?=[初中底末\d]))"
    rf"(?:(?P<day>\d{{1,2}}|{_HAN})[号日]|(?P<part>初|上旬|中旬|中|下旬|底|末))?"
)
_DAY_ZH = re.compile(r"(?<![\d月.])(?P<day>\d{1,2})[号日](?!线)")
_WHEN_EN = re.compile(
    rf"(?<![a-z])(?:(?P<part>early|mid|middle|end|late)(?: of| in)?[ -](?:the )?)?(?P<lead>(?:in|by|on|before|until|for|next|this|of) )?"
    rf"(?P<name>{_NAMES})(?![a-z])(?: the)?(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:))?"
)
_DAY_EN = re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{_NAMES})(?![a-z])")
_ORDINAL = re.compile(r"(?<![a-z])the (?P<day>\d{1,2})(?:st|nd|rd|th)(?!\w)")
_SLASH = re.compile(r"(?<![\d/.])(?P<month>0?[1-9]|1[0-2])/(?P<day>[12]\d|3[01]|0?[1-9])(?![\d/])")
_QUARTER = re.compile(r"(?P<year>明年|来年)?(?:第?(?P<han>[一二三四])季度?|(?<![a-z])q(?P<digit>[1-4])(?!\d))")
_YEAR = re.compile(
    r"(?P<year>明年|来年|后年|(?<![a-z])next year)(?P<half>上半年|下半年|年?[初中底末])?(?!的?(?:\d|[一二三四五六七八九十])+月)"
)
_WEEKS = re.compile(r"下下个?(?P<unit>周|礼拜|星期|月)")
_HALVES = {"初": 1, "上半年": 4, "下半年": 10, "底": 12, "末": 12}
_MIDDLE = 6
DECEMBER = 12


class Day(NamedTuple):
    """A day named, with its place in the folded text."""

    on: date
    start: int
    end: int


def days(text: str, today: date) -> list[Day]:
    """Return the days that folded text names, in order, each the next such day from today."""
    found: list[Day] = []
    for pattern, reads in (*_READERS, (_named(), _by_name)):
        for met in pattern.finditer(text):
            apart = all(met.end() <= d.start or d.end <= met.start() for d in found)
            on = reads(met, today) if apart else None
            if on:
                found.append(Day(on, *met.span()))
    return sorted(found, key=lambda d: d.start)


def _on(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= DECEMBER or day < 1:
        return None
    return date(year, month, min(day, monthrange(year, month)[1]))


def _next(today: date, month: int, day: int, years: int = 0) -> date | None:
    """Return the next such day of a year, or of the year said."""
    if years:
        return _on(today.year + years, month, day)
    found = _on(today.year, month, day)
    return found if found is None or found >= today else _on(today.year + 1, month, day)


def _years(said: str | None) -> int:
    return {"明年": 1, "来年": 1, "next year": 1, "后年": 2}.get(said or "", 0)


def _count(said: str) -> int:
    return int(said) if said.isdigit() else int(parse_han(said) or 0)


def _chinese(met: re.Match[str], today: date) -> date | None:
    day = _count(met["day"]) if met["day"] else _PART.get(met["part"] or "", 1)
    if met["month"]:
        month = _count(met["month"])
        # 12 月 said in December is the rest of it.
        bare = not met["day"] and not met["part"] and month == today.month
        return _next(today, month, 31 if bare else day, _years(met["year"]))
    found = _month_ahead(today, (met["next"] or "").count("下"), day)
    # 月中 said on the twentieth is the next one.
    return found if met["next"] or not found or found >= today else _month_ahead(today, 1, day)


def _month_ahead(today: date, months: int, day: int) -> date | None:
    month = today.month - 1 + months
    return _on(today.year + month // DECEMBER, month % DECEMBER + 1, day)


def _day_of_month(met: re.Match[str], today: date) -> date | None:
    day = int(met["day"])
    if day > monthrange(today.year, 1)[1]:
        return None
    month = today.month - (day >= today.day)
    return _on(today.year + month // DECEMBER, month % DECEMBER + 1, day)


def _english(met: re.Match[str], today: date) -> date | None:
    said = met.groupdict()
    if not (said["day"] or said.get("part") or said.get("lead")):
        return None  # may, march: words of their own
    day = int(said["day"]) if said["day"] else _PART.get(said.get("part") or "", 1)
    return _next(today, _MONTHS.index(said["name"][:3]) + 1, day)


def _slash(met: re.Match[str], today: date) -> date | None:
    return _next(today, int(met["month"]), int(met["day"]))


def _quarter(met: re.Match[str], today: date) -> date | None:
    number = int(met["digit"]) if met["digit"] else _count(met["han"])
    return _next(today, 3 * number - 1, 15, _years(met["year"]))


def _year(met: re.Match[str], today: date) -> date | None:
    half = (met["half"] or "").removeprefix("年")
    return _on(today.year + _years(met["year"]), _HALVES.get(half, _MIDDLE), 1)


def _weeks(met: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=61 if met["unit"] == "月" else 14 - today.weekday() + 2)


def _by_name(met: re.Match[str], today: date) -> date | None:
    month, day = map(int, _day_of()[met.group()].split("-"))
    return _next(today, month, day)


def _school(met: re.Match[str], today: date) -> date | None:
    terms = (_next(today, *map(int, day.split("-"))) for day in language()["calendar"]["school"])
    return min(t for t in terms if t)


@lru_cache(maxsize=1)
def _day_of() -> dict[str, str]:
    return {str(word): day for day, words in language()["calendar"]["named"].items() for word in words}


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(f"(?<![a-z])(?:{one_of(_day_of())})")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_WEEKS, _weeks),
    (_WHEN_ZH, _chinese),
    (_DAY_ZH, _day_of_month),
    (_DAY_EN, _english),
    (_WHEN_EN, _english),
    (_ORDINAL, _day_of_month),
    (_SLASH, _slash),
    (_QUARTER, _quarter),
    (_YEAR, _year),
    (re.compile("开学"), _school),
)
