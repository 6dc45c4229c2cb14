"""Find the numbers and durations in folded text: 三四百, 1.5w, 百来, a couple of thousand, 5-8k, two weeks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from chat.hear.lexicon import load_lexicon
from chat.hear.numerals import HAN_DIGITS, grammar, parse_english, parse_han, vague

MAX_NUMBER = 1e12
_JOINT_REACH = 6
"""What joins the ends of a range is shorter."""
_HAN = "零〇一二两三四五六七八九十百千万亿几俩仨半廿"
_FRACTION = re.compile(r"块(?!一[天月年])([一二三四五六七八九\d])(?=[毛钱，。？ ]|$|一?[天月年])毛?")
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,}")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?|(?<![\d.$£€¥])(?:1[0-2]|[1-9]) ?[ap]m(?![a-z])|\d{1,2}月\d{1,2}|\d{1,2}:\d{2}|\d+(?:\.\d+){2,}|(?<!\d)1\d{10}(?!\d)"
)
_HAN_RUN = re.compile(f"[{_HAN}]{{1,12}}(?:点[零一二三四五六七八九]{{1,3}})?")
_LETTERED = re.compile("[a-z]$")


@dataclass(frozen=True)
class Number:
    """A number as said: its likeliest value and where it stands in the folded text; `people`: it can count nothing else.

    `low`: the lower end of a range, None where one number was said.
    """

    value: float
    start: int
    end: int
    people: bool = False
    low: float | None = None


@dataclass(frozen=True)
class Duration:
    """A length of time in days and where it stands in the folded text."""

    days: float
    start: int
    end: int


@lru_cache(maxsize=8)
def _english(words: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?:(?:{one})(?![a-z])(?:[ -](?=(?:{one}|and (?:{one}))(?![a-z]))(?:and )?)?){{1,8}}")


def _digits(text: str) -> list[Number]:
    found = []
    dates = [m.span() for m in _DATE.finditer(text)]
    scales = grammar().scales
    for m in grammar().digits.finditer(text):
        if any(start <= m.start() < end for start, end in dates):
            continue
        value = float(m.group(1)) * scales.get(m.group(2) or "", 1.0)
        if m.group(3):
            value += float(m.group(3)) * scales[m.group(2)] / 10
        found.append(Number(value, m.start(), m.end()))
    return found


def _month_apart(text: str, start: int, end: int) -> int:
    """Return where a numeral ends: 一百一个月 is 一百 for 一个月, not 110 months."""
    apart = end - start > 1 and text[end - 1] == "一" and text[start:end] != "十一"  # November
    return end - (apart and text[end:].startswith(("个月", "月", "年", "天", "季", "周", "星期")))


def _spoken(text: str, words: Mapping[str, Any]) -> list[Number]:
    found = []
    for saying, value in words["sayings"].items():
        at = text.find(saying)
        if at >= 0:
            found.append(Number(float(value), at, at + len(saying)))
    for m in _HAN_RUN.finditer(text):
        end = _month_apart(text, *m.span())
        value = parse_han(text[m.start() : end])
        # 百 or 千 alone counts only in 百来, 千把, 上百, 近千.
        alone = m.group() in ("百", "千", "万") and not (
            text[m.end() : m.end() + 1] in words["round_after"]
            or text[m.start() - 1 : m.start()] in words["round_before"]
        )
        if value is not None and not alone:
            found.append(Number(value, m.start(), end))
    table = words["english_numbers"]
    for m in _english((*table["plain"], *table["sayings"])).finditer(text):
        said = m.group().rstrip(" -")
        value = parse_english(said, table["sayings"])
        if value is not None:
            found.append(Number(value, m.start(), m.start() + len(said)))
    return found


def _vaguer(text: str, number: Number) -> Number:
    tenths = _FRACTION.match(text, number.end)
    if tenths:
        # 一块五: the 块 stays outside, to be read as the currency of 1.5
        digit = HAN_DIGITS.get(tenths.group(1)) or int(tenths.group(1))
        return Number(number.value + digit / 10, number.start, number.end)
    more = grammar().more.match(text, number.end)
    return Number(vague(number.value, more.group(1) or "+"), number.start, more.end()) if more else number


@lru_cache(maxsize=1)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of folded text in order; a range counts as its upper end. Amounts and machines both ask."""
    text = _FORMAL.sub(lambda m: m.group().translate(_PLAIN), text)
    kept: list[Number] = []
    for candidate in _candidates(text):
        if kept and candidate.start < kept[-1].end:
            continue
        number = _vaguer(text, candidate)
        if kept and _is_range(text, kept[-1], number):
            low = kept.pop()
            number = Number(number.value, low.start, number.end, low=low.low or low.value)
        kept.append(number)
    return tuple(kept)


def _candidates(text: str) -> list[Number]:
    """Return all that reads as a number, the longer of two readings first, without what only looks like one."""
    words = load_lexicon().words
    unlike = [(at, at + len(word)) for word in words["not_numbers"] if (at := text.find(word)) >= 0]
    found = sorted([*_digits(text), *_spoken(text, words)], key=lambda n: (n.start, n.start - n.end))
    return [n for n in found if n.value <= MAX_NUMBER and not any(start <= n.start < end for start, end in unlike)]


def _is_range(text: str, low: Number, high: Number) -> bool:
    """Tell whether a word or a dash between two numbers makes them the ends of a range: 5-8k, 三到五个, but not a5-8."""
    near = 0 < high.start - low.end < _JOINT_REACH and not _LETTERED.search(text[: low.start])
    return near and low.value > 0 and grammar().joint.fullmatch(text, low.end, high.start) is not None


_PAIRS = ("俩", "仨")


class _Lengths(NamedTuple):
    """What reads the unit of a length of time behind a number, its days by unit, and words that only begin like one."""

    unit: re.Pattern[str]
    days: Mapping[str, float]
    no_days: tuple[str, ...]


@lru_cache(maxsize=1)
def _lengths() -> _Lengths:
    words = load_lexicon().words
    table = {str(unit): float(days) for days, units in words["durations"].items() for unit in units}
    ordered = sorted(table, key=len, reverse=True)
    either = "|".join(re.escape(unit) + ("(?![a-z])" if unit[-1] < "\u3000" else "") for unit in ordered)
    return _Lengths(re.compile(f"[ -]?({either})"), table, tuple(map(str, words["not_days"])))


def durations(text: str, found: list[Number]) -> tuple[list[Number], list[Duration]]:
    """Split numbers into plain ones and lengths of time."""
    lengths = _lengths()
    plain, times = list[Number](), list[Duration]()
    for number in found:
        if times and number.start < times[-1].end:
            continue
        # 四个半月: the half stands before the unit
        halved = text.startswith("个半", number.end)
        unit = lengths.unit.match(text, number.end + 2 * halved)
        if unit is None or text.startswith(lengths.no_days, unit.end() - 1) or _is_month(text, number, unit):
            plain.append(number)
            continue
        # 两年半, 一个半月
        half = text.startswith("半", unit.end())
        times.append(
            Duration(
                (number.value + (half or halved) / 2) * lengths.days[unit.group(1)], number.start, unit.end() + half
            )
        )
    return plain, times


def _is_month(text: str, number: Number, unit: re.Match[str]) -> bool:
    """Tell whether 月 straight behind a number names the month: 3月 is March, but 俩月 and 一月 are lengths of time, as 四个半月 is."""
    straight = unit.group(1) == "月" and unit.start() == number.end
    return straight and number.value != 1 and text[number.start : number.end] not in _PAIRS
