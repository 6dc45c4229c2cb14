"""Read every number of a text with its unit, once: people, devices, GB, requests, Mbps, hours, parameters, money, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from chat.hear import counted
from chat.hear.around import Side, Surroundings
from chat.hear.lexicon import load_lexicon
from chat.hear.normal import Line, is_han
from chat.hear.numbers import Duration, Number, durations, numbers
from chat.hear.things import Thing, clause_at
from chat.hear.units import language, one_of, pattern, period, units

ARTICLES = ("一", "a", "an")
NAMES = ("version", "date", "port", "age", "percent", "ordinal")
"""Kinds that carry no load: they name or date something."""
_MILLION = 1e6
_MOST_NUMBERS = 40
_NAMES_BEFORE = re.compile(r"[a-z][a-z.+-]*[ -]?$")
_ORDINAL = re.compile(r"第 ?$|(?:no|number|#) ?$")


@dataclass(frozen=True)
class Quantity:
    """One amount said: `low` to `high` in `unit` (a kind below), with its place in the folded text and the words as typed.

    Units: bytes (GB), m (Mbps or MB), bandwidth (Mbps), rate (a second), hours, parameters (billions), bits, machines, mailboxes, seats,
    streams, devices, people, money, records, things, cards, days, and those of NAMES. `per`: days of the period it is for;
    `every`: it is an interval; `left`, `right`: what stands beside it in its clause.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    text: str
    per: float | None = None
    left: str = ""
    right: str = ""
    every: bool = False
    number_end: int = 0
    approx: bool = False

    @property
    def around(self) -> str:
        """Return what stands beside it in its clause, both sides."""
        return f"{self.left}，{self.right}"


class _Reading:
    """One text's numbers, the words around them, and what each of them is."""

    def __init__(self, line: Line, things: Iterable[Thing], ask: str | None) -> None:
        self.line, self.text, self.ask = line, line.text, ask
        self.things = list(things)
        self.bare = _without(self.text, self.things)
        words = load_lexicon().words
        said = [n for n in numbers(self.text)[:_MOST_NUMBERS] if not self._named(n)]
        self.plain, self.times = durations(self.text, counted.together(self.text, said), words)
        self.beside = Surroundings(self.text, self.times)
        self.places = sorted([(n.start, n.end) for n in self.plain] + [(t.start, t.end) for t in self.times])

    def _named(self, number: Number) -> bool:
        """Tell whether a number is part of a name: U8, B2B, 7dtd, 4090."""
        if counted.in_word(self.text, number):
            return True
        inside = any(t.start <= number.start < t.end for t in self.things if t.kind != "place")
        before = self.text[number.start - 1 : number.start]
        lettered = before.isascii() and before.isalpha() and self.text[number.start].isdigit()
        return inside or (lettered and not re.search(r"(?<![a-z])[x*]$", self.text[: number.start]))

    def sides(self, start: int, end: int) -> tuple[str, str]:
        """Return what stands before and behind a place in its clause, up to the next number on either side."""
        low, high = clause_at(self.text, start)
        low = max([low, *(e for _, e in self.places if e <= start)])
        high = min([high, *(s for s, _ in self.places if s >= end)])
        return self.bare[low:start], self.bare[end:high]

    def _per(self, start: int, end: int, right: str) -> float | None:
        """Return the days an amount is for, said behind it or before it in its clause: 一天 1500 单, 900 a day."""
        low, high = clause_at(self.text, start)
        low = max([low, *(n.end for n in self.plain if n.end <= start)])
        high = min([high, *(n.start for n in self.plain if n.start >= end and n.start > end + len(right))])
        return period(self.bare[end:high][:_REACH]) or period(self.bare[low:start], last=True)

    def quantities(self) -> list[Quantity]:
        found = [q for n in self.plain if (q := self._quantity(n))]
        found += [self._duration(t) for t in self.times]
        return sorted(found, key=lambda q: q.start)

    def _duration(self, time: Duration) -> Quantity:
        left, right = self.sides(time.start, time.end)
        unit = "hours" if time.days < 1 else "days"
        size = round(time.days * 24, 3) if unit == "hours" else time.days
        return self._made(Number(size, time.start, time.end), unit, size, size, time.end, left, right)

    def _made(
        self, number: Number, unit: str, low: float, high: float, end: int, left: str, right: str, every: bool = False
    ) -> Quantity:
        near = self._per(number.start, end, right)
        words = self.line.words(number.start, end)
        return Quantity(number.start, end, low, high, unit, words, near, left, right, every, number.end)

    def _quantity(self, number: Number) -> Quantity | None:
        text = self.text
        read, table = units()
        unit = read.match(text, number.end)
        if unit and not self._really(number, unit):
            unit = None
        named = _NAMES_BEFORE.search(text[: number.start])
        if (
            unit
            and units()[1][unit.group(1)].kind not in _MEASURED
            and named
            and named.group().strip(" -") in _versioned()
        ):
            return self._made(
                number, "version", number.value, number.value, number.end, *self.sides(number.start, number.end)
            )
        kind, factor = table[unit.group(1)] if unit else ("", 1.0)
        end = unit.end() if unit else number.end
        value, low = number.value * factor, (number.low or number.value) * factor
        left, right = self.sides(number.start, end)
        if kind == "m" and self._is_million(left, right):
            value, low, kind = number.value * _MILLION, low * _MILLION, ""
        if not kind:
            kind, end = self._counted(Number(number.value, number.start, end, number.people), left)
            left, right = self.sides(number.start, end)
        if not kind or (kind in ("records", "things", "services") and text[number.start : number.end] in ARTICLES):
            return None
        every = kind in ("seconds", "minutes", "hours") and bool(re.search(language()["every"] + r"(?: ?)$", left))
        return self._made(number, kind, low, value, end, left, right, every)

    def _really(self, number: Number, unit: re.Match[str]) -> bool:
        """Tell whether what looks like a unit is one: 5 分钟, not 3 分之一; 18 岁后; 2 s of silence, not 2 sites."""
        return not (unit.group(1) in _SINGLE and self.text[number.end : number.end + 1] == " ")

    def _is_million(self, left: str, right: str) -> bool:
        """Tell whether 5M counts a crowd or records rather than bandwidth or bytes: 2M events, 用户有 5M."""
        if re.match(r" [a-z]", right) and not pattern("subjects", "bandwidth").match(right.strip()):
            return bool(
                pattern("counting", "views").match(right.strip()) or _records().match(right) or _crowd().match(right)
            )
        return bool(re.search(r"(?:用户|注册|会员|粉丝|users|people)[^，]{0,4}$", left))

    def _counted(self, number: Number, left: str) -> tuple[str, int]:
        """Return what a number without a unit of its own counts, and where its words end."""
        text = self.text
        beside = self.beside.left(number.start)
        right = self.beside.right(number.end)
        if _ORDINAL.search(text[: number.start]):
            return "ordinal", number.end
        spoken = _nouns().match(text, number.end)
        if spoken and not beside.first("currency"):
            return _noun_kinds()[spoken.group("unit") or spoken.group("han")], spoken.end()
        role = counted.asked(self.ask, counted.role(text, beside, right), beside, right)
        role = "scale" if number.people else role or counted.alone(text, self.ask, number, beside, right)
        records = _records().match(text, number.end)
        if role == "budget" and (beside.first("currency") or right.first("currency")):
            return "money", right.reach
        if records and not (role == "scale" and right.first("people")):
            return "records", records.end()
        views = pattern("counting", "visits").match(
            text, number.end + (text[number.end : number.end + 1] in (" ", "次", "个"))
        )
        if views:
            return "people", views.end()
        if role == "scale":
            return "people", self._reach(right, number)
        if role == "budget":
            return "money", right.reach
        if role == "service":
            return "services", right.reach
        return self._thing(number, left)

    def _reach(self, right: Side, number: Number) -> int:
        words = self.text[number.end : min(right.reach, number.end + 24)]
        cut = re.search(r" (?:at|during|on|in|of|per|each|a)(?![a-z])(?! them| us).*", words)
        return number.end + (cut.start() if cut else len(words))

    def _thing(self, number: Number, left: str) -> tuple[str, int]:
        text = self.text
        named = _NAMES_BEFORE.search(text[: number.start])
        if named and named.group().strip(" -") in _versioned():
            return "version", number.end
        said = text[number.start : number.end]
        close = [t for t in self.things if not text[t.end : number.start].strip() and t.end <= number.start]
        if (
            any(t.kind in ("program", "model") for t in close)
            and said[0].isdigit()
            and not _NOUN_BEHIND.match(text, number.end)
        ):
            return "version", number.end
        if _ADDRESS.search(text[: number.start]) or _DATE.match(text, number.end):
            return "ordinal", number.end
        named_people = _persons().match(text, number.end)
        if named_people:
            return "people", named_people.end()
        before = _counted_before().search(left)
        if before and not re.match(r"[\u3400-\u9fff]?[a-z\u3400-\u9fff]", text[number.end + 1 : number.end + 3]):
            return _leads()[before.group(1)], number.end + bool(_MEASURE.match(text, number.end))
        if _SPEC_BEHIND.match(text, number.end):
            return "machines", number.end + 1
        noun = _NOUN.match(text, number.end)
        article = said in ARTICLES or (number.value <= 1 and not said[0].isdigit())
        if article or not noun or not noun.group().strip():
            return ("", number.end) if article else ("bare", number.end)
        return "things", number.end + len(noun.group().rstrip())


_REACH = 14
_MEASURED = frozenset(("bytes", "m", "bandwidth", "rate", "hours", "parameters", "bits", "cores"))
_MEASURE = re.compile("[个台块只辆把路套张]")
_SPEC_BEHIND = re.compile(r"台(?: ?的?)(?:\d+ ?(?:核|c|h)|[一二四八]核)")
_ADDRESS = re.compile("(?:路|街|巷|弄|道|大道|里|胡同|栋|楼)$")
_DATE = re.compile(
    r" ?(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)(?![a-z])|月(?!活)|号(?=[，。？ 前后上那]|$)|号那|(?:st|nd|rd|th)(?![a-z])"
)
_LITTLE = r"(?!(?:with|and|on|for|in|to|at|or|is|are|was|from|of|by|as|so|but|the|a|an|my|our|we|i|it|if|no|ok|per|each|then|than|that|this|maybe|enough|please|total|tops|max|only|now|plus|because|which|who)(?![a-z]))"
_NOUN_BEHIND = re.compile(rf"[个家次件套门场份款只条张支组种台路项位名]|[ -]{_LITTLE}[a-z]{{3,}}")
_SINGLE = frozenset("bhstmg后成分把")
_NOUN = re.compile(
    rf"(?:[个家次件套门场场期份款只条本张支幅间组种类座栋辆把块部台路项位名笔封单号](?:(?![的一每到连那都也就和跟在了着过上下用跑放给要能会是不])[\u3400-\u9fff]){{0,3}}|(?:(?![的一每到连那都也就和跟在了着过上下用跑放给要能会是不])[\u3400-\u9fff]){{1,3}}|[ -]?{_LITTLE}[a-z][a-z-]{{1,14}}(?: {_LITTLE}[a-z][a-z-]{{2,14}})?)"
)


def _without(text: str, things: Iterable[Thing]) -> str:
    """Return text with names blanked out, places left: 七日杀 is no day, nor V Rising a growth."""
    for thing in things:
        if thing.kind in ("program", "vendor", "end", "product"):
            text = text[: thing.start] + "x" * (thing.end - thing.start) + text[thing.end :]
    return text


@lru_cache(maxsize=1)
def _versioned() -> frozenset[str]:
    return frozenset(map(str, language()["versioned"]))


@lru_cache(maxsize=1)
def _persons() -> re.Pattern[str]:
    return re.compile(language()["persons"])


@lru_cache(maxsize=1)
def _noun_kinds() -> dict[str, str]:
    """Return what counts a thing by its name alone: a unit's Latin words, and the nouns that stand before a number."""
    rows = language()["units"]
    kinds = ("devices", "seats", "machines", "mailboxes", "streams")
    latin = {str(w): kind for kind in kinds for table in rows[kind].values() for w in table if str(w)[0].isascii()}
    return latin | {word: kind for word, kind in _leads().items() if not word.isascii()}


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    """Return what reads a unit with words before it: 60 customer PCs, three Windows 2019 desktops, 40 个土壤探头."""
    latin = one_of(w for w in _noun_kinds() if w.isascii())
    han = one_of(w for w in _noun_kinds() if not w.isascii())
    adjective = rf"(?:{_LITTLE}[a-z][a-z-]+ |20\d\d )"
    return re.compile(
        f" (?:{adjective}){{0,2}}?(?P<unit>{latin})|[个台只块辆把路套][\u3400-\u9fff]{{0,4}}?(?P<han>{han})"
    )


@lru_cache(maxsize=1)
def _leads() -> dict[str, str]:
    return {str(word): kind for kind, words in language()["before"].items() for word in words}


@lru_cache(maxsize=1)
def _counted_before() -> re.Pattern[str]:
    """Return what reads a thing named before its number: 传感器 2000 个, 集群 6 台."""
    return re.compile(f"({'|'.join(sorted(_leads(), key=len, reverse=True))})[^，]{{0,3}}$")


@lru_cache(maxsize=1)
def _records() -> re.Pattern[str]:
    words = list(map(str, language()["records"]))
    han = one_of(w for w in words if is_han(w[0]))
    latin = one_of(w for w in words if not is_han(w[0]))
    return re.compile(
        f" ?(?:[条次笔个]?(?:多|左右)?(?:{han})(?:数据|记录|请求|消息|订单|日志)?|(?:[a-z]+ ){{0,2}}?(?:{latin}))"
    )


@lru_cache(maxsize=1)
def _crowd() -> re.Pattern[str]:
    words = [w for w in load_lexicon().words["people"] if str(w).isascii()]
    return re.compile(f" (?:[a-z]+ ){{0,2}}?(?:{one_of(words)})")


def quantities(line: Line, things: Iterable[Thing] = (), ask: str | None = None) -> list[Quantity]:
    """Return every amount of a folded line, in order; numbers inside the names of things are none."""
    found = _Reading(line, things, ask).quantities()
    return [*_merged(found)]


def _merged(found: list[Quantity]) -> list[Quantity]:
    """Drop a number that only says another one again: 5M(500 万)."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and quantity.start < kept[-1].end:
            continue
        again = kept and quantity.unit in ("bare", "things", "money") and quantity.high == kept[-1].high
        if again and quantity.start - kept[-1].end <= 1:
            kept[-1] = replace(kept[-1], end=quantity.end)
            continue
        kept.append(quantity)
    return kept
