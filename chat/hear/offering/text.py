"""The text of an offer, folded for figures: half-width, simplified, lower case, numerals as digits; at most 8,000 letters."""

from __future__ import annotations

import re
import unicodedata

from chat.hear.normal import simplify
from chat.hear.numerals import parse_han

MOST_LETTERS = 8000
_LINK = re.compile(r"<[^<>\n]{1,200}>|https?:/{0,2}[^\s，。、\u4e00-\u9fff]+|www\.[^\s\u4e00-\u9fff]+")
_HAN = re.compile(
    "(?<![第几半每双十百千一二两三四五六七八九])[一二两三四五六七八九十百千]{1,6}(?=(?:个)?(?:核|块(?!儿|[玩用干做弄看学打写练])|元|刀|年|个月|月付|天|周|星期|小时|钟头|次性|整年|g|m|t|兆|台|折|欧|美|镑|张|季))"
)
_FIRST = re.compile("第([一二两三])年")
_DOUBLE = re.compile("双核")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d{2} ?(?:€|eur))")
_WORDS = {
    w: str(i)
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_WORDS |= {"dual": "2", "quad": "4", "single": "1", "sixteen": "16", "half": "0.5"}
_ENGLISH = re.compile(
    r"(?<![a-z])("
    + "|".join(_WORDS)
    + r")(?=[ -](?:v?cpus?|v?cores?|gigs?|gb|tb|ipv4|months?|years?|terabytes?|gigabytes?))"
)


def folded(original: str) -> str:
    """Return the text ready for figures; links are left out, line ends kept."""
    text = unicodedata.normalize("NFKC", original[:MOST_LETTERS])[:MOST_LETTERS]
    text = simplify(text).lower().replace("\r", "\n")
    text = _LINK.sub(" ", text)
    text = _THOUSANDS.sub("", _DECIMAL.sub(".", text))
    text = _DOUBLE.sub("2核", _FIRST.sub(lambda m: f"第{'一二三'.find(m[1]) + 1 or 2}年", text))
    text = _HAN.sub(_digits, text)
    return _ENGLISH.sub(lambda m: _WORDS[m[1]], text).replace("×", "x").replace("'", "").replace("’", "")


def _digits(found: re.Match[str]) -> str:
    """Return a Chinese numeral in digits, apart from digits before it: 61一年 is 61 for one year."""
    value = parse_han(found.group())
    apart = " " if found.string[found.start() - 1 : found.start()].isdigit() else ""
    return found.group() if value is None else f"{apart}{value:.10g}"
