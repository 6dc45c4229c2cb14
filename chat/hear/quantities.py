"""Read every number of a text with its unit, once: people, devices, GB, requests, Mbps, hours, parameters, money, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chat.hear import by_noun, counted, nouns, unit_words
from chat.hear.around import Side, Surroundings
from chat.hear.by_noun import ARTICLES
from chat.hear.normal import Line
from chat.hear.numbers import Duration, Number, durations, numbers
from chat.hear.spans import clause_at
from chat.hear.things import Thing
from chat.hear.units import language, period, units

NAMES = ("version", "date", "port", "age", "percent", "ordinal")
"""Kinds that carry no load: they name or date something."""
_MILLION = 1e6
_MOST_NUMBERS = 40
_LAST = re.compile(r"\d+(?:\.\d+)?$")
_ONCE = re.compile("[\u3400-\u9fff]{0,3}一[次条回]")
_REACH = 14
_MOST_SERVICES = 1000
"""More sites than anybody runs are looked at: 每天爬 50 万个网站页面."""
_TIMED = ("seconds", "minutes", "hours")
_NO_ARTICLE = ("records", "things", "services")
"""One of these is a mere article."""
_ASKED = unit_words.MEASURED | {"machines", "cards"}
"""How many of these is asked for, not said: 要几核几G, 得几个节点."""


@dataclass(frozen=True)
class Quantity:
    """One amount said: `low` to `high` in `unit` (a kind below), with its place in the folded text and the words as typed.

    Units: bytes (GB), m (Mbps or MB), bandwidth (Mbps), rate (a second), hours, parameters (billions), bits, machines, mailboxes, seats,
    streams, devices, people, money, records, things, cards, days, and those of NAMES. `per`: days of the period it is for;
    `every`: it is an interval; `approx`: it was said to be about so many; `left`, `right`: what stands beside it in its clause.
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
        told = (self._behind_name(n) for n in numbers(self.text)[:_MOST_NUMBERS])
        said = [n for n in told if not self._named(n)]
        self.plain, self.times = durations(self.text, counted.together(self.text, said))
        self.beside = Surroundings(self.text, self.times)
        self.places = sorted([(n.start, n.end) for n in self.plain] + [(t.start, t.end) for t in self.times])

    def _behind_name(self, number: Number) -> Number:
        """Return what stands behind a name whose end a range begins in: the 70 of Llama-3.3-70b."""
        names = (t for t in self.things if t.kind in ("program", "model"))
        name = next((t for t in names if t.start <= number.start < t.end < number.end), None)
        behind = _LAST.search(self.text, name.end, number.end) if name else None
        return Number(float(behind.group()), behind.start(), behind.end()) if behind else number

    def _named(self, number: Number) -> bool:
        """Tell whether a number is part of a name: U8, B2B, 7dtd, 4090."""
        if counted.in_word(self.text, number):
            return True
        return any(t.start <= number.start < t.end for t in self.things if t.kind != "place")

    def sides(self, start: int, end: int) -> tuple[str, str]:
        """Return what stands before and behind a place in its clause, up to the next number on either side."""
        low, high = clause_at(self.text, start)
        low = max([low, *(e for _, e in self.places if e <= start)])
        high = min([high, *(s for s, _ in self.places if s >= end)])
        left, right = self.bare[low:start], self._own(end, high)
        return (unit_words.behind_joint(left) if any(e == low for _, e in self.places) else left), right

    def _own(self, start: int, end: int) -> str:
        """Return what stands between a number and what is behind it, without what leads to the next number."""
        between = self.bare[start:end]
        return unit_words.before_lead(between) if any(s == end for s, _ in self.places) else between

    def _per(self, start: int, end: int, right: str) -> float | None:
        """Return the days an amount is for, said behind it or before it in its clause: 一天 1500 单, 900 a day."""
        low, high = clause_at(self.text, start)
        low = max([low, *(n.end for n in self.plain if n.end <= start)])
        high = min([high, *(n.start for n in self.plain if n.start >= end and n.start > end + len(right))])
        return period(self._own(end, high)[:_REACH]) or period(self.bare[low:start], last=True)

    def quantities(self) -> list[Quantity]:
        """Return every amount, in order."""
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
        about = nouns.ABOUT_BEFORE.search(left) or nouns.ABOUT_BEHIND.match(right)
        vague = bool(about) or low != high
        return Quantity(number.start, end, low, high, unit, words, near, left, right, every, number.end, vague)

    def _quantity(self, number: Number) -> Quantity | None:
        kind, factor, end = self._unit(number)
        high, low = number.value * factor, (number.low or number.value) * factor
        left, right = self.sides(number.start, end)
        if kind == "m" and unit_words.is_million(left, right):
            high, low, kind = number.value * _MILLION, low * _MILLION, ""
        if not kind:
            kind, end = self._counted(Number(number.value, number.start, end, number.people), left)
            left, right = self.sides(number.start, end)
        if not self._is_said(number, kind):
            return None
        return self._made(number, kind, low, high, end, left, right, kind in _TIMED and self._is_interval(left, end))

    def _unit(self, number: Number) -> tuple[str, float, int]:
        """Return the unit behind a number, what one of it is worth, and where it ends; "" where there is none."""
        read, table = units()
        unit = read.match(self.text, number.end)
        if not unit or not unit_words.is_unit(self.text, number, unit, table[unit.group(1)].kind):
            return "", 1.0, number.end
        kind, factor = table[unit.group(1)]
        if kind == "machines" and by_noun.stand_outside(self.text, unit.group()):
            kind = "devices"
        return kind, factor, unit.end()

    def _is_said(self, number: Number, kind: str) -> bool:
        """Tell whether a number says how many of something: 要几核几G asks, and an article counts nothing."""
        typed = self.text[number.start : number.end]
        if not kind or (typed == "几" and kind in _ASKED):
            return False
        return kind not in _NO_ARTICLE or typed not in ARTICLES

    def _is_interval(self, left: str, end: int) -> bool:
        """Tell whether something happens once in a length of time: 每 60 秒, 5 分钟一次."""
        return bool(re.search(language()["every"] + r"(?: ?)$", left) or _ONCE.match(self.text, end))

    def _counted(self, number: Number, left: str) -> tuple[str, int]:
        """Return what a number without a unit of its own counts, and where its words end."""
        text = self.text
        beside = self.beside.left(number.start)
        right = self.beside.right(number.end)
        if nouns.ORDINAL.search(text[: number.start]):
            return "ordinal", number.end
        spoken = None if beside.first("currency") else by_noun.spoken(text, number)
        if spoken:
            return spoken  # with a noun of its own it is counted, and denied in the words before it
        if beside.denied() or right.first("not"):
            return "", number.end
        role = self._role(number, beside, right)
        if role == "budget" and (beside.first("currency") or right.first("currency")):
            return "money", right.reach
        served = role == "scale" and right.first("people") is not None
        happens = by_noun.happening(text, number, served)
        return happens or self._of_role(role, number, right) or by_noun.thing(text, number, left, self.things)

    def _role(self, number: Number, beside: Side, right: Side) -> str | None:
        """Return what the reader of counts takes a number for."""
        role = counted.asked(self.ask, counted.role(self.text, beside, right), beside, right)
        if number.people:
            return "scale"
        return role or counted.alone(self.text, self.ask, number, beside, right)

    def _of_role(self, role: str | None, number: Number, right: Side) -> tuple[str, int] | None:
        """Return people, money or programs where the reader of counts takes a number for such, and where its words end."""
        if role == "scale":
            return "people", self._reach(right, number)
        kind = {"budget": "money", "service": "services"}.get(role or "")
        runs = kind != "services" or number.value <= _MOST_SERVICES
        return (kind, right.reach) if kind and runs else None

    def _reach(self, right: Side, number: Number) -> int:
        reach = right.time.start if right.time else right.reach
        words = self.text[number.end : min(reach, number.end + 24)]
        cut = re.search(r" (?:at|during|on|in|of|per|each|a)(?![a-z])(?! them| us).*", words)
        return number.end + (cut.start() if cut else len(words))


def _without(text: str, things: Iterable[Thing]) -> str:
    """Return text with names blanked out, places left: 七日杀 is no day, nor V Rising a growth."""
    for thing in things:
        if thing.kind in ("program", "vendor", "end", "product"):
            text = text[: thing.start] + "x" * (thing.end - thing.start) + text[thing.end :]
    return text


def quantities(line: Line, things: Iterable[Thing] = (), ask: str | None = None) -> list[Quantity]:
    """Return every amount of a folded line, in order; numbers inside the names of things are none."""
    return _Reading(line, things, ask).quantities()
