"""What quantities and things mean for the contract's needs: each goes to one need, or is said back as not used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

from chat.hear import crowd, gigabytes, rates
from chat.hear.claims import Claim, is_negated
from chat.hear.clauses import Clause, Mood
from chat.hear.hours import clocks
from chat.hear.machine import machine
from chat.hear.normal import Line
from chat.hear.quantities import NAMES, Quantity
from chat.hear.things import Thing, unknown_programs
from chat.hear.units import language, pattern, period

STATED = frozenset((Mood.STATES, Mood.ASKS_ENOUGH))
COUNTED = frozenset(("people", "devices", "seats", "mailboxes", "streams"))
OTHERS = frozenset(("budget", "services", "term", "launch", "scale"))
FIRM = COUNTED | {"bytes", "m", "bandwidth", "rate", "hours", "minutes", "seconds", "parameters", "bits", "machines", "cores", "records"}
"""Needs that other readers fill from numbers; units that none of those needs takes but those here say so."""
WEEK = 7.0
DAYS_A_MONTH = 30.0
MOST_PROGRAMS = 12
_LITTLE_MORE = 4
_AREAS = {"hongkong": "asia"}
TERMS: Mapping[str, float] = {"short": 27.9, "months": 329.9}
_KEPT_FOR = re.compile(r"(?:保留|留存|留|存|保存|(?<![a-z])(?:keep|kept|retain\w*|retention|store|stored|for the last)(?: of| for| only)?)[ ]?$")


@dataclass
class Load:
    """What was heard of the load.

    `claims` about needs and circumstances; `unused`: places of what no need takes; `spec`: a machine's memory or cores said alone;
    `purpose`, `purposes`: what the programs are for, the first that decides and the others, `beside_code`: beside a web stack;
    `phrases`: the claims of phrases that are no part of a name; `settles`: needs that were read here for all other readers.
    """

    claims: list[Claim] = field(default_factory=list)
    unused: list[tuple[int, int]] = field(default_factory=list)
    settles: set[str] = field(default_factory=set)
    spec: dict[str, int] = field(default_factory=dict)
    purpose: Claim | None = None
    purposes: list[Claim] = field(default_factory=list)
    phrases: list[Claim] = field(default_factory=list)
    beside_code: bool = False


def load_heard(
    line: Line,
    clauses: Iterable[Clause],
    things: Iterable[Thing],
    quantities: Iterable[Quantity],
    known: Mapping[str, Any],
    phrases: Iterable[Claim] = (),
    amounts: Iterable[Claim] = (),
) -> Load:
    """Return what things and quantities say of the needs.

    `known`: needs said before; `phrases`: claims that phrases make; `amounts`: claims that other readers make of numbers about money,
    people and time, those that `taken` leaves. Only clauses that state, or ask whether it is enough, are heard.
    """
    given = list(amounts)
    return _Hearing(line, list(clauses), list(things), list(quantities), known, list(phrases), given).heard()


def taken(claim: Claim, quantities: Iterable[Quantity]) -> str:
    """Return why what another reader made of a number does not stand: the number has a unit that says otherwise; "" where it stands."""
    over = [q for q in quantities if claim.start < q.end and q.start < claim.end]
    if claim.need not in OTHERS or not over or any(q.unit not in FIRM for q in over):
        return ""
    if claim.need == "scale" and any(q.unit == "people" for q in over):
        return ""
    return f"a number of {over[0].unit}"


def joined(said: list[Claim], load: Load, known: Mapping[str, Any]) -> list[Claim]:
    """Join the purposes that phrases say with those of the programs named, the one that decides first."""
    own = load.purpose
    if own is None or known.get("purpose") not in (None, "unsure"):
        return said
    firm = [c for c in said if not c.weak]
    if own.value == "data" and load.beside_code and not firm:
        return said
    first = firm[0] if own.value == "data" and firm else own
    rest = [c for c in (*load.purposes, *firm) if c.value != first.value]
    return [first, *{c.value: c for c in rest}.values()]


class _Hearing:
    def __init__(
        self,
        line: Line,
        clauses: list[Clause],
        things: list[Thing],
        quantities: list[Quantity],
        known: Mapping[str, Any],
        phrases: list[Claim],
        amounts: list[Claim],
    ) -> None:
        self.line, self.text, self.clauses = line, line.text, clauses
        self.things = [t for t in things if self._mood(t.start) in STATED and not t.negated]
        self.all = quantities
        self.said = [q for q in quantities if self._mood(q.start) in STATED and not self._is_asked(q)]
        self.phrases = phrases
        self.given = amounts
        self.load = Load()
        self.used: set[Quantity] = set()
        self.formats = _formats(self.text)
        self.programs = _programs(line, self.things)
        self.purpose = self._purpose(known)

    def _mood(self, at: int) -> Mood:
        return next((c.mood for c in self.clauses if c.start <= at < c.end), Mood.STATES)

    def _is_asked(self, quantity: Quantity) -> bool:
        """Tell whether a question only asks how many: 够几个人看."""
        typed = self.text[quantity.start : quantity.number_end]
        return typed == "几" and self._mood(quantity.start) is not Mood.STATES

    def _purpose(self, known: Mapping[str, Any]) -> str | None:
        """Return the purpose that decides how people are counted: said, else a program's, else known."""
        said = [c.value for c in self.phrases if c.need == "purpose" and not c.negated and c.value != "unsure"]
        implied = [t.says["purpose"] for t in self.programs if t.says.get("purpose")]
        first = next((p for p in implied if p != "data"), None)
        value = first or (said[0] if said else None) or (implied[0] if implied else None) or known.get("purpose")
        return str(value) if value and value != "unsure" else None

    def heard(self) -> Load:
        """Go through everything once, the surest first; what is left is not used."""
        self._software()
        self._ends()
        self._hours()
        self._machine()
        self._cards()
        self._rate()
        for quantity in self.said:
            if quantity not in self.used:
                self._alone(quantity)
        self._crowd()
        self._each()
        self._reach()
        self._places()
        self.load.settles = {"scale"} if any(q.unit in COUNTED for q in self.said) else set()
        self._leave()
        return self.load

    def _claim(self, need: str, value: Any, *quantities: Quantity, weak: bool = False) -> None:
        self.used.update(quantities)
        start, end = min(q.start for q in quantities), max(q.end for q in quantities)
        self.load.claims.append(Claim(need, _plain(value), start, end, weak))

    def _software(self) -> None:
        if not self.programs:
            return
        ids = list(dict.fromkeys(t.id for t in self.programs))[:MOST_PROGRAMS]
        self.load.claims.append(Claim("software", ",".join(ids), self.programs[0].start, self.programs[0].end))
        told = [Claim("purpose", t.says["purpose"], t.start, t.end) for t in self.programs if t.says.get("purpose")]
        told.sort(key=lambda c: c.value == "data")  # a database mostly stands behind something
        self.load.purposes = list({c.value: c for c in reversed(told)}.values())[::-1]
        self.load.purpose = told[0] if told else None
        self.load.beside_code = bool(pattern("signs", "stack").search(self.text))
        for program in self.programs:
            for flag in (*(program.says.get("also") or ()), *(("windows",) if program.says.get("windows") else ())):
                self.load.claims.append(Claim("also", flag, program.start, program.end))

    def _ends(self) -> None:
        """Hear what the program talks to, where a word for calling out stands beside it."""
        calls = pattern("signs", "calls")
        for end in (t for t in self.things if t.kind == "end"):
            low, high = next(((c.start, c.end) for c in self.clauses if c.start <= end.start < c.end), (0, 0))
            around = self.text[low : end.start] + "，" + self.text[end.end : high]
            if not calls.search(around) and self.purpose != "bot" and not calls.search(end.text.lower()):
                continue
            if end.says.get("peer"):
                self.load.claims.append(Claim("peer", end.says["peer"], end.start, end.end))
            if end.says.get("also"):
                self.load.claims.append(Claim("also", end.says["also"], end.start, end.end))
        for vendor in (t for t in self.things if t.kind == "vendor"):
            if pattern("signs", "now_at").search(self.text[: vendor.start]):
                self.load.claims.append(Claim("also", "moving", vendor.start, vendor.end))

    def _hours(self) -> None:
        """Hear how long a day it is in use: by the clock, else in so many hours."""
        found = [c for c in clocks(self.text) if self._mood(c.start) in STATED]
        inside = [q for q in self.said if any(c.start <= q.start < c.end for c in found)]
        self.used.update(inside)
        if found:
            hours = sum(c.hours for c in found) * self._days_a_week(found[0].start, explicit=True) / WEEK
            self.load.claims.append(Claim("hours", _plain(min(24.0, round(hours, 2))), found[0].start, found[-1].end))
            return
        told = [(q, hours) for q in self.said if q.unit == "hours" and not q.every and (hours := self._daily(q))]
        if told:
            most = max(told, key=lambda pair: pair[1])
            self._claim("hours", min(24.0, round(most[1], 2)), most[0])

    def _clause(self, at: int) -> str:
        return next((self.text[c.start : c.end] for c in self.clauses if c.start <= at < c.end), self.text)

    def _days_a_week(self, at: int, explicit: bool = False) -> float:
        """Return on how many days a week something is in use; 7 where nothing is said."""
        clause = self._clause(at)
        for name, days in (("weekend", 2.0), ("workdays", 5.0)):
            if pattern("hours", name).search(clause) and not (explicit and re.search("朝九|9 to 5|9-5|nine to five|上班", clause)):
                return days
        times = next((q for q in self.said if q.unit in ("records", "things") and q.per == WEEK and q.high <= WEEK), None)
        return times.high if times else WEEK

    def _daily(self, quantity: Quantity) -> float | None:
        """Return hours a day, None where the hours are of something else."""
        uses, things = pattern("hours", "use"), pattern("hours", "thing")
        if things.match(quantity.right.lstrip()) or things.search(quantity.left[-6:]):
            return None
        clause = self._clause(quantity.start)
        per = quantity.per or period(clause)
        if per is not None and per >= DAYS_A_MONTH:
            return quantity.high / DAYS_A_MONTH
        if self._days_a_week(quantity.start) < WEEK:
            return quantity.high * self._days_a_week(quantity.start) / WEEK
        if per == WEEK:
            return quantity.high / WEEK
        return quantity.high if per == 1 or uses.search(clause) else None

    def _machine(self) -> None:
        """Keep a machine's cores and memory from every need."""
        told = machine(self.text)
        spans = [(told.start, told.end)] if told else []
        for quantity in self.said:
            inside = any(start <= quantity.start < end for start, end in spans)
            if inside or quantity.unit == "cores" or re.match(r"[ch]\d+g", self.text[quantity.end : quantity.end + 5]):
                self.used.add(quantity)
                if quantity.unit == "cores" and not told:
                    self.load.spec["vcpus"] = int(quantity.high)

    def _cards(self) -> None:
        """Say back the cards: no need takes them, and their memory is no data."""
        for card in (t for t in self.things if t.kind == "card"):
            start, end = card.start, card.end
            for quantity in self.said:
                if quantity.end <= start <= quantity.end + 1 and quantity.unit in ("records", "things", "bare", "cards", "machines"):
                    start = quantity.start
                elif end <= quantity.start <= end + 1 and quantity.unit in ("bytes", "bare", "cards", "things", "records"):
                    end = quantity.end
                else:
                    continue
                self.used.add(quantity)
            self.load.unused.append((start, end))

    def _rate(self) -> None:
        told = rates.of_devices(self.text, self.said)
        if told:
            value, quantities = told
            self.load.claims.append(Claim("rate", value, quantities[0].start, quantities[0].end))
            self.used.update(quantities[1:])

    def _alone(self, quantity: Quantity) -> None:
        """Hear a quantity that says one need by itself."""
        reads = {"rate": self._second, "records": self._records, "bytes": self._bytes, "m": self._megabits, "bandwidth": self._megabits}
        reads |= {"machines": self._machines, "parameters": self._model, "bits": self._bits, "things": self._records}
        if quantity.unit in reads:
            reads[quantity.unit](quantity)

    def _second(self, quantity: Quantity) -> None:
        self._claim("rate", quantity.high, quantity)

    def _records(self, quantity: Quantity) -> None:
        rate = rates.of_records(quantity)
        if rate is not None:
            self._claim("rate", rate, quantity)

    def _machines(self, quantity: Quantity) -> None:
        typed = self.text[quantity.start : quantity.number_end]
        if quantity.high >= 2 or typed.isdigit() or pattern("signs", "both").search(self.text[quantity.end :]):
            self._claim("machines", quantity.high, quantity)
        else:
            self.used.add(quantity)

    def _model(self, quantity: Quantity) -> None:
        self._claim("model", quantity.high, quantity)

    def _bits(self, quantity: Quantity) -> None:
        if self.purpose == "ai" or any(q.unit == "parameters" for q in self.said):
            self._claim("bits", quantity.high, quantity)

    def _bytes(self, quantity: Quantity) -> None:
        self._sized(quantity, gigabytes.of_bytes(quantity))

    def _megabits(self, quantity: Quantity) -> None:
        what = gigabytes.of_megabits(quantity)
        if what == "bandwidth" and self._mood(quantity.start) is Mood.ASKS_ENOUGH:
            self.used.add(quantity)  # of a machine they check
        elif what == "bandwidth":
            self._claim("bandwidth", quantity.high, quantity)
        elif what == "memory":
            self.used.add(quantity)
        elif what:
            self._sized(quantity, what, quantity.high / 1000)

    def _sized(self, quantity: Quantity, what: str | None, size: float | None = None) -> None:
        value = quantity.high if size is None else size
        if what == "traffic":
            per = quantity.per or DAYS_A_MONTH
            self._claim("traffic", value * DAYS_A_MONTH / per if per < DAYS_A_MONTH else value, quantity)
        elif what == "memory":
            self.used.add(quantity)
            if not machine(self.text):
                self.load.spec["memory_gib"] = int(value)
        elif what == "name":
            self.used.add(quantity)
        elif what == "storage" and not self._kept_elsewhere(quantity):
            self._claim("storage", value, quantity)

    def _kept_elsewhere(self, quantity: Quantity) -> bool:
        """Tell whether another product keeps it: the files are in R2."""
        clause = next((c for c in self.clauses if c.start <= quantity.start < c.end), None)
        return bool(clause) and any(
            t.kind == "product" and t.says.get("keeps") and clause and clause.start <= t.start < clause.end for t in self.things
        )

    def _crowd(self) -> None:
        counts = [
            crowd.count(q, read, self.text[: q.start])
            for q in self.said
            if (read := self._read(q)) or (q.unit in COUNTED and not is_negated(self.text, q.start, q.end))
            if q not in self.used
        ]
        ours = any(t.says.get("unit") == "users" for t in self.programs)
        inside = ours or self.purpose == "ci" or self.purpose in crowd.TOGETHER or bool(pattern("signs", "private").search(self.text))
        told = crowd.crowd(counts, self.purpose, inside)
        self._summed()
        for need, value in (("scale", told.scale), ("concurrent", told.concurrent)):
            if value is not None:
                self._claim(need, int(value), *told.used)

    def _audience(self, homes: list[Thing]) -> None:
        """Hear where people are from a place behind them: 9 mates in Australia, two offices in Poland."""
        if any(c.need in ("audience", "region") and not c.negated for c in self.phrases):
            return
        areas = {}
        for place in (t for t in self.things if t.kind == "place" and t not in homes):
            low = next((c.start for c in self.clauses if c.start <= place.start < c.end), 0)
            before = self.text[low : place.start]
            if pattern("signs", "in_place").search(before) and pattern("signs", "groups").search(before):
                areas.setdefault(_AREAS.get(place.says["area"], place.says["area"]), place)
        if areas:
            first = next(iter(areas.values()))
            value = next(iter(areas)) if len(areas) == 1 else "global"
            self.load.claims.append(Claim("audience", value, first.start, first.end))

    def _is_one(self, named: list[Thing]) -> bool:
        """Tell whether names are all of one program: Matrix/Synapse, Bitwarden (vaultwarden)."""
        return len({t.id for t in named}) == 1 or _says_again(self.line, named[0], named[1])

    def _read(self, quantity: Quantity) -> float | None:
        """Return what the reader of counts made of a quantity of people."""
        over = (c.value for c in self.given if c.need == "scale" and c.start < quantity.end and quantity.start < c.end)
        return next(map(float, over), None)

    def _summed(self) -> None:
        """Join what several quantities say of one need: 视频 800G 和数据库 30G are kept together; of rates the highest counts."""
        for need, joined in (("storage", sum), ("traffic", sum), ("rate", max), ("bandwidth", max), ("model", max)):
            alike = [c for c in self.load.claims if c.need == need]
            if len(alike) > 1:
                whole = Claim(need, _plain(joined(c.value for c in alike)), alike[0].start, alike[-1].end)
                self.load.claims = [c for c in self.load.claims if c.need != need] + [whole]

    def _each(self) -> None:
        """Hear what each of some people keeps as the whole: 60 个邮箱，每人 5G."""
        heads = [q for q in self.said if q.unit in COUNTED]
        for quantity in self.said:
            if quantity in self.used or quantity.unit != "bytes" or gigabytes.of_bytes(quantity) != "each":
                continue
            if heads:
                self._claim("storage", quantity.high * max(h.high for h in heads), quantity)

    def _reach(self) -> None:
        said = pattern("signs", "private").search(self.text)
        if said and self._mood(said.start()) in STATED:
            self.load.claims.append(Claim("reach", "private", *said.span()))
        devices = next((q for q in self.said if q.unit == "devices"), None)
        if devices and self.purpose == "iot":
            self.load.claims.append(Claim("reach", "devices", devices.start, devices.end))
        for word, bits in self.formats:
            if self.purpose == "ai" or any(q.unit == "parameters" for q in self.said):
                self.load.claims.append(Claim("bits", bits, word.start, word.end))

    def _places(self) -> None:
        """Leave out what other readers made of a name: 华为云 is no drive, where I live no wish for a server."""
        own = pattern("signs", "own")
        names = [t for t in self.things if t.kind in ("program", "vendor", "product", "end")]
        homes = [t for t in self.things if t.kind == "place" and own.search(self.text[: t.start])]
        self._audience(homes)
        elsewhere = [t for t in self.things if t.kind == "place" and t not in homes]
        for claim in self.phrases:
            named = [t for t in names if claim.start < t.end and t.start < claim.end]
            inside = claim.need != "demand" and any(t.start <= claim.start and claim.end <= t.end for t in named)
            of_names = claim.need == "purpose" and any(t.kind != "end" and (t.kind != "program" or t.says.get("purpose")) for t in named)
            of_names |= claim.need == "services" and len(named) > 1 and self._is_one(named)
            of_names |= claim.need == "services" and len(named) == 1 and claim.end - claim.start <= len(named[0].text) + _LITTLE_MORE
            format_ = claim.need == "launch" and any(q.start < claim.end and claim.start < q.end for q, _ in self.formats)
            homely = claim.need in ("audience", "region") and _over(claim, homes) and not _over(claim, elsewhere)
            if not inside and not (named and of_names) and not homely and not format_:
                self.load.phrases.append(claim)

    def _leave(self) -> None:
        """Collect what nobody took."""
        claims = [*self.given, *self.phrases]
        paid = [c for c in claims if c.need == "budget"]
        for quantity in self.said:
            if quantity in self.used or quantity.unit in NAMES:
                continue
            taken = any(c.need in OTHERS and c.start < quantity.end and quantity.start < c.end for c in claims)
            taken = taken and quantity.unit not in FIRM
            if not taken and self._is_term(quantity):
                size = next((name for name, days in TERMS.items() if quantity.high <= days), "long")
                self._claim("term", size, quantity)
                continue
            if not taken and not self._is_period(quantity, paid):
                lead = _KEPT_FOR.search(self.text[: quantity.start]) if quantity.unit == "days" else None
                self.load.unused.append((lead.start() if lead else quantity.start, quantity.end))
        self.load.unused += [m.span() for m in re.finditer(language()["often"], self.text) if self._mood(m.start()) in STATED]
        self.load.unused += [span for span in unknown_programs(self.line, self.things) if self._mood(span[0]) in STATED]
        self.load.unused.sort()

    def _is_term(self, quantity: Quantity) -> bool:
        """Tell whether a clause says nothing but a length of time: 两个星期，…, 2 weeks, …"""
        said = any(c.need == "term" for c in (*self.load.claims, *self.given, *self.phrases))
        place = next((c for c in self.clauses if c.start <= quantity.start < c.end), None)
        beside = "x" if place is None else self.text[place.start : quantity.start] + self.text[quantity.end : place.end]
        beside = beside.strip(" ，。？~")
        return quantity.unit == "days" and quantity.high > 1 and not said and beside in ("", "大概", "大约", "左右", "就", "about", "for", "for about", "only")

    def _is_period(self, quantity: Quantity, paid: list[Claim]) -> bool:
        """Tell whether a quantity only says over what time another is counted, or is no amount at all: 一天, 一年 beside a sum."""
        typed = self.text[quantity.start : quantity.number_end]
        if quantity.unit == "bare":
            return not typed[:1].isdigit() or quantity.high < 2
        if quantity.unit != "days" or _KEPT_FOR.search(self.text[: quantity.start]):
            return False
        return typed.startswith(("一", "a ", "one", "1", "每")) or any(abs(c.start - quantity.end) < 12 or abs(quantity.start - c.end) < 12 for c in paid)


def _programs(line: Line, things: list[Thing]) -> list[Thing]:
    """Return the programs named: of a name and its other name in brackets the second; no model beside what runs it."""
    named = [t for t in things if t.kind == "program"]
    runners = [t for t in named if t.says.get("card") and t.says.get("unit") != "none" and not _is_model(t)]
    found = [t for t in named if not (_is_model(t) and (runners or _is_called(line.text, t)))]
    return [t for t, after in zip_longest(found, found[1:]) if not (after and _says_again(line, t, after))]


def _is_called(text: str, model: Thing) -> bool:
    """Tell whether somebody else runs a model: 千问的接口, the DeepSeek API."""
    return bool(re.match("[的 ]?(?:官方)?(?:接口|api|key|服务)", text[model.end :])) or text[: model.start].endswith(("调", "调用"))


def _says_again(line: Line, one: Thing, other: Thing) -> bool:
    """Tell whether the second stands in brackets behind the first: Bitwarden (vaultwarden)."""
    between = line.original[line.ends[one.end - 1] : line.begins[other.start]]
    return between.strip() in ("(", "（")


def _over(claim: Claim, things: Iterable[Thing]) -> bool:
    return any(t.start < claim.end and claim.start < t.end for t in things)


def _is_model(thing: Thing) -> bool:
    return bool(thing.says.get("model"))


class _Span(NamedTuple):
    start: int
    end: int


def _formats(text: str) -> list[tuple[_Span, int]]:
    """Return the number format of a model, and its bits."""
    found = []
    for bits, words in language()["formats"].items():
        for word in words:
            m = re.search(f"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text)
            if m:
                found.append((_Span(*m.span()), int(bits)))
    return found[:1]


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value == int(value) else round(value, 4)
    return value
