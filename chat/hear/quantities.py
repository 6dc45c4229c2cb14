"""Read every number of a text with its unit, once: people, devices, GB, requests, Mbps, hours, parameters, money, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chat.hear import counted, nouns, unit_words
from chat.hear.around import THING_ENDS, Side, Surroundings
from chat.hear.lexicon import load_lexicon
from chat.hear.normal import Line
from chat.hear.numbers import Duration, Number, durations, numbers
from chat.hear.spans import clause_at
from chat.hear.things import Thing
from chat.hear.units import language, pattern, period, units

ARTICLES = ("一", "a", "an")
NAMES = ("version", "date", "port", "age", "percent", "ordinal")
"""Kinds that carry no load: they name or date something."""
_GOES_ON = re.compile(r"[\u3400-\u9fff]?[a-z\u3400-\u9fff]")
_MILLION = 1e6
_ON = re.compile("(?: on(?= at))? ?")
_JOINED = re.compile("(?:接入?|连接?|联网|在线)(?:了|着|上)?$")
_MOST_NUMBERS = 40
_ONCE = re.compile("[\u3400-\u9fff]{0,3}一[次条回]")
_REACH = 14
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
        words = load_lexicon().words
        said = [n for n in numbers(self.text)[:_MOST_NUMBERS] if not self._named(n)]
        self.plain, self.times = durations(self.text, counted.together(self.text, said), words)
        self.beside = Surroundings(self.text, self.times)
        self.places = sorted([(n.start, n.end) for n in self.plain] + [(t.start, t.end) for t in self.times])

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
        text = self.text
        read, table = units()
        unit = read.match(text, number.end)
        if unit and not unit_words.is_unit(text, number, unit, table[unit.group(1)].kind):
            unit = None
        kind, factor = table[unit.group(1)] if unit else ("", 1.0)
        end = unit.end() if unit else number.end
        value, low = number.value * factor, (number.low or number.value) * factor
        left, right = self.sides(number.start, end)
        if kind == "m" and unit_words.is_million(left, right):
            value, low, kind = number.value * _MILLION, low * _MILLION, ""
        if not kind:
            kind, end = self._counted(Number(number.value, number.start, end, number.people), left)
            left, right = self.sides(number.start, end)
        if text[number.start : number.end] == "几" and kind in _ASKED:
            return None  # 要几核几G asks
        if not kind or (kind in ("records", "things", "services") and text[number.start : number.end] in ARTICLES):
            return None
        timed = kind in ("seconds", "minutes", "hours")
        every = timed and bool(re.search(language()["every"] + r"(?: ?)$", left) or _ONCE.match(text, end))
        return self._made(number, kind, low, value, end, left, right, every)

    def _counted(self, number: Number, left: str) -> tuple[str, int]:
        """Return what a number without a unit of its own counts, and where its words end."""
        text = self.text
        beside = self.beside.left(number.start)
        right = self.beside.right(number.end)
        if nouns.ORDINAL.search(text[: number.start]):
            return "ordinal", number.end
        if beside.denied() or right.first("not"):
            return "", number.end
        spoken = nouns.nouns().match(text, number.end)
        if spoken and not beside.first("currency"):
            return nouns.noun_kinds()[spoken.group("unit") or spoken.group("han")], spoken.end()
        role = counted.asked(self.ask, counted.role(text, beside, right), beside, right)
        role = "scale" if number.people else role or counted.alone(text, self.ask, number, beside, right)
        records = nouns.records().match(text, number.end)
        if role == "budget" and (beside.first("currency") or right.first("currency")):
            return "money", right.reach
        if records and not (role == "scale" and right.first("people")):
            return "records", records.end()
        views = pattern("counting", "visits").match(
            text, number.end + (text[number.end : number.end + 1] in (" ", "次", "个"))
        )
        if (
            views
            and text[number.start : number.end] not in ARTICLES
            and text[views.end() : views.end() + 1] not in THING_ENDS
        ):
            return "people", views.end()
        if role == "scale":
            return "people", self._reach(right, number)
        if role == "budget":
            return "money", right.reach
        if role == "service":
            return "services", right.reach
        return self._thing(number, left)

    def _reach(self, right: Side, number: Number) -> int:
        reach = right.time.start if right.time else right.reach
        words = self.text[number.end : min(reach, number.end + 24)]
        cut = re.search(r" (?:at|during|on|in|of|per|each|a)(?![a-z])(?! them| us).*", words)
        return number.end + (cut.start() if cut else len(words))

    def _thing(self, number: Number, left: str) -> tuple[str, int]:
        """Return what a number counts by the noun beside it, "" for an article."""
        text, end = self.text, number.end
        said = text[number.start : end]
        if unit_words.is_version(text, number) or (said[0].isdigit() and self._is_behind_name(number)):
            return "version", end
        if nouns.TEAM_BEFORE.search(left) or pattern("counting", "once").match(
            text, end + len(_ON.findall(text[end : end + 4])[0])
        ):
            return "people", end
        if nouns.ADDRESS.search(text[: number.start]) or nouns.DATE.match(text, end):
            return "ordinal", end
        if _JOINED.search(left) and text.startswith("台", end):
            return "devices", end + 1
        people = (
            nouns.persons().match(text, end) or nouns.person_before(left, text, end) or nouns.crowd().match(text, end)
        )
        if people:
            return "people", people.end()
        before = nouns.counted_before().search(left)
        about = nouns.ABOUT_BEHIND.match(text, end)
        after = about.end() if about else end
        if before and (text[after : after + 1] in "，。？" or not _GOES_ON.match(text, after + 1, after + 3)):
            return nouns.leads()[before.group(1)], after + bool(nouns.MEASURE.match(text, after))
        if nouns.SPEC_BEHIND.match(text, end):
            return "machines", end + 1
        if said in ARTICLES or (number.value <= 1 and not said[0].isdigit()):
            return "", end
        noun = nouns.NOUN.match(text, end)
        named = noun.group().rstrip() if noun else ""
        return ("things", end + len(named)) if named else ("bare", end)

    def _is_behind_name(self, number: Number) -> bool:
        """Tell whether a number stands straight behind a program's name, nothing counted behind it: mysql 8."""
        text = self.text
        close = (t for t in self.things if t.end <= number.start and not text[t.end : number.start].strip())
        named = any(t.kind in ("program", "model") for t in close)
        return named and not nouns.NOUN_BEHIND.match(text, number.end)


def _without(text: str, things: Iterable[Thing]) -> str:
    """Return text with names blanked out, places left: 七日杀 is no day, nor V Rising a growth."""
    for thing in things:
        if thing.kind in ("program", "vendor", "end", "product"):
            text = text[: thing.start] + "x" * (thing.end - thing.start) + text[thing.end :]
    return text


def quantities(line: Line, things: Iterable[Thing] = (), ask: str | None = None) -> list[Quantity]:
    """Return every amount of a folded line, in order; numbers inside the names of things are none."""
    return _Reading(line, things, ask).quantities()
