"""Of several offers in one text, the one asked about, else the first; what stands above all of them goes with it."""

from __future__ import annotations

import re
from itertools import islice

from chat.hear.offering.figures import machine
from chat.hear.offering.money import sums

MOST = 700
"""Letters of one offer that count."""
MOST_ROWS = 24
_LINES = re.compile(r"[^\n。]+")
_PRICED = re.compile(
    r"[$€£¥] ?\d|\d ?(?:[$€£]|元|块|刀|美|欧|镑|港币|usd|eur|gbp|hkd|cny|rmb|euros?|dollars|bucks|cents)"
    r"|\d ?(?:/|每|一|a |per |1)? ?(?:年|月|个月|季|半年|小时|yr|year|mo|month|hr|hour)|[年月季时付] ?(?:一共|只要|才|仅|就)? ?\d|\d (?:the )?first"
)
"""A cheap sign of a price: only what stands near one is read with care."""
_ORDINAL = re.compile(
    r"第([一二三四五\d])(?:个|款|种|台|档|行)|(?:the )?(first|second|third|fourth|last) (?:one|plan|offer|option)?"
    r"|(?:plan|option|套餐|方案) ?([a-e1-5])(?![a-z0-9])|([a-e])(?:套餐|款|方案)"
)
_NTH = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


def chosen(text: str) -> tuple[str, str]:
    """Return the part of a folded text that shows the offer meant, and the rest that may say more of it."""
    found = _rows(text)
    if len(found) < 2:
        start = _start(text)
        return text[start : start + MOST], text[: min(start, MOST // 2)]
    start, end = found[_asked(text, found)]
    return text[start:end], _outside(text, found)


def _outside(text: str, found: list[tuple[int, int]]) -> str:
    """Return what stands before and behind all the offers."""
    return text[: found[0][0]][-MOST // 2 :] + "\n" + text[found[-1][1] :][: MOST // 2]


def _start(text: str) -> int:
    """Return where to begin to read a long text: a little before its first price."""
    first = _PRICED.search(text) if len(text) > MOST else None
    return max(0, first.start() - MOST // 2) if first else 0


def _rows(text: str) -> list[tuple[int, int]]:
    """Return the lines or sentences that show a machine with its price, each an offer of its own."""
    return list(islice((m.span() for m in _LINES.finditer(text) if _is_row(m.group())), MOST_ROWS))


def _is_row(line: str) -> bool:
    if len(line) > MOST or not _PRICED.search(line):
        return False
    return any(one.per or one.currency for one in sums(line)) and bool(machine(line))


def _asked(text: str, found: list[tuple[int, int]]) -> int:
    """Return which of the offers is asked about."""
    outside, rows = _outside(text, found), [text[start:end] for start, end in found]
    for m in _ORDINAL.finditer(outside):
        at = _place(next(g for g in m.groups() if g), rows)
        if -1 <= at < len(rows):
            return at
    return _alike(outside, rows)


def _place(said: str, rows: list[str]) -> int:
    """Return the place of the row that a word or a letter names: the second, plan B."""
    begins = re.compile(rf"\W*(?:plan|option|套餐|方案)? ?{re.escape(said)}\W")
    named = next((at for at, row in enumerate(rows) if begins.match(row)), None)
    if named is not None:
        return named
    if said.isdigit():
        return int(said) - 1
    return _NTH.get(said, ord(said[0]) - ord("a"))


def _alike(outside: str, rows: list[str]) -> int:
    """Return the row whose machine the question names, else the first."""
    wanted = machine(outside)
    for at, row in enumerate(rows) if wanted else ():
        figures = machine(row)
        if all(figures.get(name) == value for name, value in wanted.items()):
            return at
    return 0
