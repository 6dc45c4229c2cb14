"""Find the numbers and durations in folded text: 三四百, 1.5w, 百来, a couple of thousand, 5-8k, two weeks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from text_to_num import text2num

from chat.hear.lexicon import load_lexicon

MAX_NUMBER = 1e12
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3, "〇": 0}
_HAN = "零〇一二两三四五六七八九十百千万亿几俩仨半廿"
_FRACTION = re.compile(r"块(?!一[天月年])([一二三四五六七八九\d])(?=[毛钱，。？ ]|$|一?[天月年])毛?")
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,}")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?|(?<![\d.$£€¥])(?:1[0-2]|[1-9]) ?[ap]m(?![a-z])|\d{1,2}月\d{1,2}|\d{1,2}:\d{2}|\d+(?:\.\d+){2,}|(?<!\d)1\d{10}(?!\d)"
)
_HAN_RUN = re.compile(f"[{_HAN}]{{1,12}}(?:点[零一二三四五六七八九]{{1,3}})?")
_LETTERED = re.compile("[a-z]$")
_TWICE = re.compile(r"([一二两三四五六七八])([十百千万])([二两三四五六七八九])\2")  # 一千两千
_PAIR = re.compile("^([^几]*?)([一二两三四五六七八])([两二三四五六七八九])([十百千万亿]{0,2})$")


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


class Grammar(NamedTuple):
    """The lexicon's words that make up numbers, compiled."""

    scales: Mapping[str, float]
    digits: re.Pattern[str]
    vague: Mapping[str, float]
    more: re.Pattern[str]
    joint: re.Pattern[str]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Return the words that make up numbers, from the lexicon."""
    words = load_lexicon().words
    scales = {str(word): float(value) for word, value in words["scales"].items()}
    han = _one_of([w for w in scales if not w.isascii()])
    latin = _one_of([w for w in scales if w.isascii()])
    # 1w5: a digit after the scale is a tenth of it
    digits = rf"(?<![\d.])(\d{{1,12}}(?:\.\d{{1,4}})?)(?!\d)(?: ?({han}|(?:{latin})(?![a-z0-9])))?(?:(?<=[万千kw])(\d)(?![\d.a-z]))?"
    vague = {str(word): float(share) for word, share in words["vague"].items()}
    no_more = _one_of(words["not_vague"])
    more = rf"(?!{no_more})({_one_of(vague)})(?!\d)|(?:\+|plus(?![a-z]))"
    joint = rf" ?(?:{_one_of(words['ranges'])}) ?"
    return Grammar(scales, re.compile(digits), vague, re.compile(more), re.compile(joint))


def _one_of(words: Iterable[object]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))


def _magnitude(value: float) -> float:
    """Return what one more of the last spoken digit is worth: 100 for 300, 1 for 25."""
    unit = 1.0
    while value >= unit * 10 and value % (unit * 10) == 0:
        unit *= 10
    return unit


def vague(value: float, mark: str) -> float:
    """Return a round number moved the way 多, 来 and 几 move it: on, but below the next round one."""
    return value + grammar().vague.get(mark, 0.0) * _magnitude(value)


@lru_cache(maxsize=2048)
def parse_han(run: str) -> float | None:
    """Return the value of a Chinese numeral such as 一百五, 三四百 or 几十; None when it is not one."""
    if run in ("半", "俩", "仨"):
        return 0.5 if run == "半" else float(_HAN_DIGITS[run])
    pair = _PAIR.match(run)
    if pair:
        head, low, high, tail = pair.groups()
        if _HAN_DIGITS[high] - _HAN_DIGITS[low] in (1, 2):
            return parse_han(head + high + tail)
    spoken = run.replace("几", "五").replace("俩", "两")
    twice = _TWICE.fullmatch(spoken)
    if twice:
        return parse_han(twice.group(3) + twice.group(2))
    if spoken[0] in "百千万亿":
        spoken = "一" + spoken
    # Loading it takes a tenth of a second that the start need not wait for.
    import cn2an  # noqa: PLC0415

    try:
        return float(cn2an.cn2an(spoken, "smart"))
    except (ValueError, KeyError, IndexError, TypeError):
        return None


@lru_cache(maxsize=8)
def _english(words: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?:(?:{one})(?![a-z])(?:[ -](?=(?:{one}|and (?:{one}))(?![a-z]))(?:and )?)?){{1,8}}")


def parse_english(said: str, sayings: Mapping[str, float]) -> float | None:
    """Return the value of English number words; sayings gives dozen, couple, few and the like."""
    words = re.split(r"[ -]", said)
    factor, rest = 1.0, list[str]()
    for word in words:
        if word in sayings:
            factor *= sayings[word]
        else:
            rest.append(word)
    rest = [w for w in rest if w not in ("a", "an", "of", "the", "and")] if len(rest) < len(words) else rest
    if rest and rest[0] == "half":
        factor, rest = factor / 2, [w for w in rest[1:] if w != "a"]
    if rest and rest[0] in ("a", "an"):
        rest[0] = "one"
    if rest and rest[0] in grammar().scales:
        rest = ["one", *rest]
    if not rest:
        return factor if len(words) > 0 and factor != 1.0 else None
    try:
        return float(text2num(" ".join(rest), "en")) * factor
    except ValueError:
        return None


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
        digit = _HAN_DIGITS.get(tenths.group(1)) or int(tenths.group(1))
        return Number(number.value + digit / 10, number.start, number.end)
    more = grammar().more.match(text, number.end)
    return Number(vague(number.value, more.group(1) or "+"), number.start, more.end()) if more else number


@lru_cache(maxsize=1)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of folded text in order; a range counts as its upper end. Amounts and machines both ask."""
    words = load_lexicon().words
    text = _FORMAL.sub(lambda m: m.group().translate(_PLAIN), text)
    apart = [(at, at + len(word)) for word in words["not_numbers"] if (at := text.find(word)) >= 0]
    candidates = sorted([*_digits(text), *_spoken(text, words)], key=lambda n: (n.start, n.start - n.end))
    kept: list[Number] = []
    for candidate in candidates:
        if any(start <= candidate.start < end for start, end in apart):
            continue
        if candidate.value > MAX_NUMBER or (kept and candidate.start < kept[-1].end):
            continue
        number = _vaguer(text, candidate)
        if kept:
            low = kept[-1]
            near = 0 < number.start - low.end < 6 and not _LETTERED.search(text[: low.start])
            joint = grammar().joint.fullmatch(text, low.end, number.start) if near else None
            if joint and low.value < max(number.value, low.value + 1) and low.value > 0:
                kept[-1] = Number(number.value, low.start, number.end, low=low.low or low.value)
                continue
        kept.append(number)
    return tuple(kept)


_PAIRS = ("俩", "仨")


@lru_cache(maxsize=2)
def _unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "[ -]?(" + "|".join(re.escape(u) + ("(?![a-z])" if u[-1] < "\u3000" else "") for u in units) + ")"
    )


def durations(text: str, found: list[Number], words: Mapping[str, Any]) -> tuple[list[Number], list[Duration]]:
    """Split numbers into plain ones and lengths of time."""
    table = {unit: days for days, units in words["durations"].items() for unit in units}
    no_days = tuple(map(str, words["not_days"]))
    pattern = _unit_pattern(tuple(sorted(table, key=len, reverse=True)))
    plain, times = list[Number](), list[Duration]()
    for number in found:
        # 四个半月: the half stands before the unit
        halved = text.startswith("个半", number.end)
        unit = pattern.match(text, number.end + 2 * halved)
        if times and number.start < times[-1].end:
            continue
        # 3月 is March, but 俩月 are two months; 日活 are people, 日元 money
        month = unit is not None and unit.group(1) == "月" and number.value != 1 and not halved
        if (
            unit is None
            or (month and text[number.start : number.end] not in _PAIRS)
            or text.startswith(no_days, unit.end() - 1)
        ):
            plain.append(number)
            continue
        # 两年半, 一个半月
        half = text[unit.end() : unit.end() + 1] == "半"
        end = unit.end() + half
        times.append(Duration((number.value + (half or halved) / 2) * float(table[unit.group(1)]), number.start, end))
    return plain, times
