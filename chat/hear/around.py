"""The words directly around a number, and what kinds they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from chat.hear.lexicon import load_lexicon
from chat.hear.normal import is_han
from chat.hear.numbers import Duration
from chat.hear.word_at import is_latin, left_word, right_word

MOST_WORDS = 9
MONTH = 28
CLAUSE_MARKS = "，。？"
_PERSONS = frozenset({"people", "views"})
THING_ENDS = tuple("端器库表卡证席码")
"""What a word for people goes on to where it names no people: 客户端, 浏览器, 会员卡."""
_WEIGHTLESS = frozenset({"filler", "serving"})


class Words(NamedTuple):
    """The words around numbers with their kinds, what currencies are worth, and how long periods last."""

    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]
    rates: Mapping[str, str]
    currencies: Mapping[str, float]
    periods: Mapping[str, float]
    gigabytes: Mapping[str, float]
    not_money: tuple[str, ...]


@dataclass
class Side:
    """The words directly beside a number, nearest first, each with its kinds."""

    start: int
    reach: int
    words: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    days: float | None = None
    time: Duration | None = None

    @property
    def nearest(self) -> frozenset[str]:
        """Return the kinds of the nearest word."""
        return self.words[0][1] if self.words else frozenset()

    def nearest_of(self, *kinds: str) -> str | None:
        """Return the first of some kinds that the nearest word is."""
        return next((kind for kind in kinds if kind in self.nearest), None)

    def first(self, *kinds: str) -> str | None:
        """Return the kind among these that stands nearest."""
        return next((k for _, have in self.words for k in kinds if k in have), None)

    def denied(self) -> bool:
        """Tell whether a "not" comes nearer than the words for money: 不是 100, but not spend more than 100."""
        return self.first("not", "cue", "limit", "goes_on") == "not"

    def telling(self) -> frozenset[str]:
        """Return the kinds of the nearest word that is no filler."""
        return next((kinds for _, kinds in self.words if not kinds <= _WEIGHTLESS), frozenset())

    def word(self, kind: str) -> str | None:
        """Return the nearest word of a kind."""
        return next((w for w, have in self.words if kind in have), None)


class Surroundings:
    """The words and lengths of time to either side of a place in folded text."""

    def __init__(self, text: str, times: list[Duration]) -> None:
        self.text, self.words = text, around()
        self._starting = {t.start: t for t in times}
        self._ending = {t.end: t for t in times}

    def right(self, at: int) -> Side:
        """Return the words that follow a place."""
        side = Side(at, at)
        for _ in range(MOST_WORDS):
            at = side.reach + (self.text[side.reach : side.reach + 1] == " ")
            time = self._starting.get(at)
            word = None if time else right_word(self.text, at, self.words.after)
            if time:
                side.time, side.days, side.reach = side.time or time, side.days or time.days, time.end
            elif word and not self._counts_things(word, at) and not self._leads_a_sum(side, word, at):
                self._take(side, word, self.words.after[word])
                side.reach = at + len(word)
            else:
                break
        return side

    def left(self, at: int) -> Side:
        """Return the words that lead to a place, nearest first."""
        side = Side(at, at)
        for _ in range(MOST_WORDS):
            at = side.reach - (self.text[side.reach - 1 : side.reach] == " ")
            time = self._ending.get(at)
            word = None if time else self._apart(left_word(self.text, at, self.words.before), at)
            if time:
                side.time, side.days, side.reach = side.time or time, side.days or time.days, time.start
            elif word:
                self._take(side, word, self.words.before[word])
                side.reach = at - len(word)
            else:
                break
        return side

    def period(self, at: int) -> float | None:
        """Return the days of a month or more that the clause around a place names."""
        start = max(self.text.rfind(mark, 0, at) for mark in CLAUSE_MARKS) + 1
        end = min((e for mark in CLAUSE_MARKS if (e := self.text.find(mark, at)) >= 0), default=len(self.text))
        ahead = self.text.rfind("，", 0, max(0, start - 1)) + 1
        behind = next((e for mark in CLAUSE_MARKS if (e := self.text.find(mark, end + 1)) >= 0), len(self.text))
        # 半年一次付清，四百二: how it is paid stands in the clause beside.
        paid = load_lexicon().patterns["paid_in"]
        beside = [
            (s, e) for s, e in ((ahead, start), (end, behind)) if paid.search(self.text[s:e]) or self._is_time(s, e)
        ]
        return next((days for place in ((start, end), *beside) if (days := self._months(*place))), None)

    def _is_time(self, start: int, end: int) -> bool:
        """Tell whether a clause is nothing but a length of time: 一学期（四个半月）一百块."""
        time = self._starting.get(start)
        return time is not None and not self.text[time.end : end].strip(CLAUSE_MARKS)

    def _months(self, start: int, end: int) -> float | None:
        said = _period_words().search(self.text, start, end)
        time = next((t for t in self._starting.values() if start <= t.start < end and t.days >= MONTH), None)
        # 两年付 is not 年付.
        if said and not (time and time.start < said.start() < time.end):
            return self.words.periods[said.group()]
        return time.days if time else None

    def _apart(self, word: str | None, at: int) -> str | None:
        """Return a word without what belongs to a length of time: 三年 and 预算, not 年预算."""
        if not word:
            return None
        begins = at - len(word)
        cut = next((end for end, t in self._ending.items() if t.start < begins < end < at), None)
        return word if cut is None else left_word(self.text[cut:at], at - cut, self.words.before)

    def _counts_things(self, word: str, at: int) -> bool:
        """Tell whether a word for money measures a thing, or one for people begins its name: 两块硬盘, 3 个客户端."""
        kinds, end = self.words.after[word], at + len(word)
        if kinds & _PERSONS and is_han(word[-1]) and self.text[end : end + 1] in THING_ENDS:
            return True
        return "currency" in kinds and self.text.startswith(self.words.not_money, end)

    def _leads_a_sum(self, side: Side, word: str, at: int) -> bool:
        """Tell whether a period behind people is that of the money said next: 每天三四千 ip 月预算一百刀."""
        if "period" not in self.words.after[word] or not side.first(*_PERSONS):
            return False
        ends = at + len(word)
        inside = (word[i:] for i in range(1, len(word)))
        behind = right_word(self.text, ends, self.words.before)
        return any("cue" in self.words.before.get(cue or "", ()) for cue in (behind, *inside))

    def _take(self, side: Side, word: str, kinds: frozenset[str]) -> None:
        side.words.append((word, kinds))
        if "period" in kinds and side.days is None:
            side.days = self.words.periods[word]


def _kinds(tables: Mapping[str, list[Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, table in tables.items():
        for word in table:
            found.setdefault(str(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def _tables(words: Mapping[str, Any]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    money = words["currencies"].values()
    period = [w for table in words["periods"].values() for w in table]
    exceeding = words["exceeding"]
    limits = [*words["limits"], *(denied + over for denied in exceeding["not"] for over in exceeding["over"])]
    before = {
        "currency": [w for c in money for w in c.get("before", [])],
        "period": period,
        "cue": words["budget_cues"]["before"],
        "people": words["scale_cues"],
        "not": words["not_before"],
        "filler": words["fillers"]["before"],
        "team": words["team"]["before"],
        "launch": words["launch"]["before"],
        "term": words["term"]["before"],
        "me_and": words["me_and"],
        "goes_on": words["goes_on"],
        "limit": limits,
        "serving": words["serving"],
        "each": words["each"],
        "we": words["we"],
    }
    after = {
        "currency": [w for c in money for w in c.get("after", [])],
        "period": period,
        "cue": words["budget_cues"]["after"],
        "people": words["people"],
        "views": words["views"],
        "not": words["not_after"],
        "filler": words["fillers"]["after"],
        "team": words["team"]["after"],
        "launch": words["launch"]["after"],
        "term": words["term"]["after"],
        "limit": limits,
        "not_counted": words["not_counted"],
        "parameters": words["parameters"],
        "storage": [w for t in words["gigabytes"].values() for w in t],
        "service": words["service_nouns"],
        "crowd": words["crowd"],
        "using": words["using"],
        "measure": words["measures"],
        "person_measure": words["person_measures"],
        "round_measure": words["round_measures"],
        "staff": words["staff"],
        "each": words["each"],
    }
    return before, after


@lru_cache(maxsize=1)
def around() -> Words:
    """Return the words around numbers, from the lexicon."""
    words = load_lexicon().words
    money, periods = words["currencies"], words["periods"]
    before, after = _tables(words)
    return Words(
        _kinds(before),
        _kinds(after),
        {w: code for code, c in money.items() for w in (*c.get("before", []), *c.get("after", []))},
        {code: float(c["rate"]) for code, c in money.items()},
        {w: float(days) for days, table in periods.items() for w in table},
        {w: float(size) for size, table in words["gigabytes"].items() for w in table},
        tuple(map(str, words["not_money"])),
    )


@lru_cache(maxsize=1)
def _period_words() -> re.Pattern[str]:
    """Return what finds the names of periods of a month or more."""
    found = sorted((w for w, days in around().periods.items() if days >= MONTH), key=len, reverse=True)
    return re.compile("|".join(re.escape(w) + ("(?![a-z])" if is_latin(w[-1]) else "") for w in found))
