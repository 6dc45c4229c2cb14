"""Whether what stands behind a number is its unit, and which words between two numbers belong to which."""

from __future__ import annotations

import re

from chat.hear import nouns
from chat.hear.numbers import Number
from chat.hear.units import pattern

MEASURED = frozenset(("bytes", "m", "bandwidth", "rate", "hours", "parameters", "bits", "cores"))
_SINGLE = frozenset("bhs")
_DECADE = (50, 110)
_COUNTED_NEXT = re.compile(r" ?\d")
_MEMORY_NEXT = re.compile(r" ?\d+ ?g")
_JOINTS = re.compile("(?<![a-z])(?:but|while|and|of whom|of which|though) (?:only |just |about |maybe )*")
_LEADS = re.compile(
    r"(?:[每日月年周][天日周月年]?(?:新增|增长|增加|产生|涨|增|长)|(?:新增|涨|增长|增加)|每[天日周月年])[\u3400-\u9fff]{0,4}$"
    r"|(?<![a-z])(?:grow|add|increas)[a-z]*[^，。？]{0,12}$"
    r"|[、和及/ ] ?(?:日均|每天)?(?:pv|uv|ip|浏览量?|访问量?)(?:大概|大约|约|有|[: ])*$"
)


def is_unit(text: str, number: Number, unit: re.Match[str], kind: str) -> bool:
    """Tell whether what looks like a unit is one: not 2 s of silence, nor Windows 2019 desktops, nor 三天后."""
    word, end = unit.group(1), unit.end()
    if word == "后":
        return _DECADE[0] <= number.value <= _DECADE[1]
    return not _begins_next(text, word, end, kind) and (
        not (word in _SINGLE and text[number.end : number.end + 1] == " ")
        and (kind in MEASURED or not is_version(text, number))
    )


def _begins_next(text: str, word: str, end: int, kind: str) -> bool:
    """Tell whether a word begins what the next number says: 2 核 2g 带宽 1m, mau 3000 qps 650, 2h2g."""
    if kind == "bandwidth" and word.endswith("带宽"):
        return text[end : end + 1].isdigit()
    if word in nouns.leads():
        return bool(_COUNTED_NEXT.match(text, end))
    return word == "h" and bool(_MEMORY_NEXT.match(text, end))


def is_version(text: str, number: Number) -> bool:
    """Tell whether a number stands behind what has versions: windows 2019."""
    named = nouns.NAMES_BEFORE.search(text[: number.start])
    return named is not None and named.group().strip(" -") in nouns.versioned()


def is_million(left: str, right: str) -> bool:
    """Tell whether 5M counts a crowd or records rather than bandwidth or bytes: 2M events, 用户有 5M."""
    if re.match(r" [a-z]", right) and not pattern("subjects", "bandwidth").match(right.strip()):
        views = pattern("counting", "views").match(right.strip())
        return bool(views or nouns.records().match(right) or nouns.crowd().match(right))
    return bool(re.search(r"(?:用户|注册|会员|粉丝|users|people)[^，]{0,4}$", left))


def behind_joint(left: str) -> str:
    """Return the words that lead to a number, without those said of the one before it: 4,500 registered but only | 150."""
    return left[max((m.end() for m in _JOINTS.finditer(left)), default=0) :]


def before_lead(right: str) -> str:
    """Return the words said of a number, without those that lead to the next: 800G | 每月涨 40G."""
    return right[: max((m.start() for m in _LEADS.finditer(right)), default=len(right))]
