"""What a numeral is worth: 三四百, 一百五, 百来, a couple of thousand, and the words that move a number or join two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import prod
from typing import NamedTuple

import cn2an
from text_to_num import text2num

from chat.hear.lexicon import load_lexicon

HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3, "〇": 0}
_TWICE = re.compile(r"([一二两三四五六七八])([十百千万])([二两三四五六七八九])\2")  # 一千两千
_PAIR = re.compile("^([^几]*?)([一二两三四五六七八])([两二三四五六七八九])([十百千万亿]{0,2})$")
_STEPS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_DIGIT = "[一二两三四五六七八九]"
_OPEN = re.compile(f"{_DIGIT}[百千万]{_DIGIT}")
_TENS = f"{_DIGIT}十{_DIGIT}?"
_HUNDREDS = f"{_DIGIT}百(?:{_TENS})?"
_CLOSED = re.compile(f"(?:{_DIGIT}|十{_DIGIT}?|{_TENS}|{_HUNDREDS}|{_DIGIT}千(?:{_HUNDREDS})?)万?")
_BESIDE_A_SAYING = ("a", "an", "of", "the", "and")


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
        return 0.5 if run == "半" else float(HAN_DIGITS[run])
    pair = _PAIR.match(run)
    if pair:
        head, low, high, tail = pair.groups()
        if HAN_DIGITS[high] - HAN_DIGITS[low] in (1, 2):
            return parse_han(head + high + tail)
    spoken = run.replace("几", "五").replace("俩", "两")
    twice = _TWICE.fullmatch(spoken)
    if twice:
        return parse_han(twice.group(3) + twice.group(2))
    if spoken[0] in "百千万亿":
        spoken = "一" + spoken
    usual = _usual(spoken)
    if usual is not None:
        return usual
    try:
        return float(cn2an.cn2an(spoken, "smart"))
    except (ValueError, KeyError, IndexError, TypeError):
        return None


def _usual(run: str) -> float | None:
    """Return the value of a numeral said step by step, 三千二百五十, or with its last step left open, 三千二; None for any other."""
    if _OPEN.fullmatch(run):
        return float(HAN_DIGITS[run[0]] * _STEPS[run[1]] + HAN_DIGITS[run[2]] * _STEPS[run[1]] // 10)
    if not _CLOSED.fullmatch(run):
        return None
    value, digit = 0, 0
    for letter in run:
        if letter in HAN_DIGITS:
            digit = HAN_DIGITS[letter]
        elif letter == "万":
            value, digit = (value + digit) * 10_000, 0
        else:
            value, digit = value + (digit or 1) * _STEPS[letter], 0
    return float(value + digit)


def parse_english(said: str, sayings: Mapping[str, float]) -> float | None:
    """Return the value of English number words; sayings gives dozen, couple, few and the like."""
    factor, plain = _multiplied(re.split(r"[ -]", said), sayings)
    if not plain:
        return factor if factor != 1.0 else None
    if plain[0] in ("a", "an"):
        plain[0] = "one"
    elif plain[0] in grammar().scales:
        plain.insert(0, "one")
    try:
        return float(text2num(" ".join(plain), "en")) * factor
    except ValueError:
        return None


def _multiplied(words: list[str], sayings: Mapping[str, float]) -> tuple[float, list[str]]:
    """Return what dozen, couple, half and the like multiply by, and the words that are left: half a million, two dozen."""
    factor = prod((sayings[word] for word in words if word in sayings), start=1.0)
    rest = [word for word in words if word not in sayings]
    if len(rest) < len(words):
        rest = [word for word in rest if word not in _BESIDE_A_SAYING]
    if rest[:1] == ["half"]:
        return factor / 2, [word for word in rest[1:] if word != "a"]
    return factor, rest
