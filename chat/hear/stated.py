"""What a message states, as the readers of the load see it, and what they have made of it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from chat.hear.claims import Claim
from chat.hear.machine import Told
from chat.hear.moods import Clause, Mood
from chat.hear.normal import Line
from chat.hear.quantities import Quantity
from chat.hear.things import Thing
from chat.hear.units import language, pattern

_GAP = re.compile(r"(?<=[a-z])(?=\d)")
_MUCH = 100.0
"""So many GB decide what it is for."""
STATED = frozenset((Mood.STATES, Mood.ASKS_ENOUGH))
COUNTED = frozenset(("people", "devices", "seats", "mailboxes", "streams"))
OTHERS = frozenset(("budget", "services", "term", "launch", "scale"))
"""Needs that other readers fill from numbers."""
FIRM = COUNTED | frozenset(
    [
        "bytes",
        "m",
        "bandwidth",
        "rate",
        "hours",
        "minutes",
        "seconds",
        "parameters",
        "bits",
        "machines",
        "cores",
        "records",
        "foreign",
    ]
)
"""Units that none of those needs takes, but as the readers here say so."""


@dataclass
class Load:
    """What was heard of the load.

    `claims` about needs and circumstances; `unused`: places of what no need takes; `spec`: a machine of which only the cores or the memory is said;
    `purpose`, `purposes`: what the programs are for, the first that decides and the others, `beside_code`: beside a web stack;
    `phrases`: the claims of phrases that are no part of a name; `settles`: needs that were read here for all other readers.
    """

    claims: list[Claim] = field(default_factory=list)
    unused: list[tuple[int, int]] = field(default_factory=list)
    settles: set[str] = field(default_factory=set)
    spec: Told | None = None
    purpose: Claim | None = None
    purposes: list[Claim] = field(default_factory=list)
    phrases: list[Claim] = field(default_factory=list)
    beside_code: bool = False


class Format(NamedTuple):
    """The number format of a model, with its place in the folded text."""

    start: int
    end: int
    bits: int


class Stated:
    """The stated part of one message; `used` are the quantities that a need took, `load` what was heard."""

    def __init__(
        self,
        line: Line,
        clauses: Iterable[Clause],
        things: Iterable[Thing],
        quantities: Iterable[Quantity],
        known: Mapping[str, Any],
        phrases: Iterable[Claim],
        amounts: Iterable[Claim],
    ) -> None:
        self.line, self.text, self.clauses = line, line.text, tuple(clauses)
        self.things = [t for t in things if self.stands(t.start) and not t.negated]
        self.said = [q for q in quantities if self.stands(q.start) and not self._is_asked(q)]
        self.phrases, self.amounts = list(phrases), list(amounts)
        self.formats = _formats(self.text)
        self.programs = _programs(line, self.things)
        self.known = known
        self.purpose = self._purpose(known)
        self.used: set[Quantity] = set()
        self.often: set[int] = set()
        self.load = Load()

    def mood(self, at: int) -> Mood:
        """Return the mood of the clause at a place of the folded text."""
        return next((c.mood for c in self.clauses if c.start <= at < c.end), Mood.STATES)

    def stands(self, at: int) -> bool:
        """Tell whether what is said at a place is stated."""
        return self.mood(at) in STATED

    def clause(self, at: int) -> tuple[int, int]:
        """Return where the clause at a place begins and ends."""
        return next(((c.start, c.end) for c in self.clauses if c.start <= at < c.end), (0, len(self.text)))

    def typed(self, quantity: Quantity) -> str:
        """Return the folded number of a quantity, without its unit."""
        return self.text[quantity.start : quantity.number_end]

    def of_kind(self, *kinds: str) -> list[Thing]:
        """Return the things of these kinds."""
        return [t for t in self.things if t.kind in kinds]

    def runs_model(self) -> bool:
        """Tell whether a model is run here."""
        sized = any(q.unit == "parameters" for q in self.said) or any("ai" in (c.need, c.value) for c in self.phrases)
        return sized or self.purpose == "ai"

    def claim(self, need: str, value: float | str, *quantities: Quantity) -> None:
        """Claim a value for a need from quantities, which are used by it."""
        self.used.update(quantities)
        self.add(need, value, min(q.start for q in quantities), max(q.end for q in quantities))

    def add(self, need: str, value: float | str, start: int, end: int) -> None:
        """Claim a value for a need that words between two places say; whole numbers are written without a point."""
        if isinstance(value, float):
            value = int(value) if value == int(value) else round(value, 4)
        self.load.claims.append(Claim(need, value, start, end))

    def stands_behind(self, purpose: str) -> bool:
        """Tell whether a purpose mostly stands behind another that is named: a database, or what a relay passes on from elsewhere."""
        relays = any(t.says.get("purpose") == "relay" for t in self.programs)
        elsewhere = relays and pattern("signs", "passed_on").search(self.text) is not None
        return purpose == "data" or (elsewhere and purpose != "relay") or (purpose == "app" and self._keeps())

    def _keeps(self) -> bool:
        """Tell whether a program named keeps so much that the others stand beside it: immich, 1.5 TB of photos."""
        kept = (q for q in self.said if q.unit == "bytes" and q.high >= _MUCH)
        much = any(pattern("subjects", "kept").search(q.around) for q in kept)
        return much and any(t.says.get("purpose") == "drive" for t in self.programs)

    def _is_asked(self, quantity: Quantity) -> bool:
        """Tell whether a question only asks how many: 够几个人看."""
        return self.typed(quantity) == "几" and self.mood(quantity.start) is not Mood.STATES

    def _purpose(self, known: Mapping[str, Any]) -> str | None:
        """Return the purpose that decides how people are counted: a program's, else said, else known."""
        phrases = [c for c in self.phrases if (c.need, c.negated) == ("purpose", False)]
        said = [c.value for c in phrases if not c.weak]
        hinted = [c.value for c in phrases if c.weak]
        implied = self._implied()
        ordered = [*(p for p in implied if p != "data"), *said, *implied, known.get("purpose"), *hinted]
        return next((str(p) for p in ordered if p not in (None, "unsure")), None)

    def _implied(self) -> list[str]:
        """Return what the programs named are for, what stands behind another last."""
        return sorted((t.says["purpose"] for t in self.programs if t.says.get("purpose")), key=self.stands_behind)


def outside(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the places that share no letter with a stretch of the text."""
    return [(s, e) for s, e in spans if e <= start or end <= s]


def over(claim: Claim, things: Iterable[Thing | Format]) -> bool:
    """Tell whether a claim shares letters with any of some things."""
    return any(t.start < claim.end and claim.start < t.end for t in things)


def says_again(line: Line, one: Thing, other: Thing) -> bool:
    """Tell whether the second stands in brackets behind the first: Bitwarden (vaultwarden)."""
    between = line.original[line.ends[one.end - 1] : line.begins[other.start]]
    return between.strip() in ("(", "（")


def _programs(line: Line, things: Iterable[Thing]) -> list[Thing]:
    """Return the programs named: of a name and its other name in brackets the second; no model beside what runs it."""
    named = [t for t in things if t.kind == "program"]
    no_programs = _models(line.text, named)
    found = [t for t in named if t not in no_programs]
    return [t for t, after in zip_longest(found, found[1:]) if not (after and says_again(line, t, after))]


def _models(text: str, named: Iterable[Thing]) -> list[Thing]:
    """Return the models named that are no program to run: beside one that runs them, or where somebody else does."""
    models = [t for t in named if t.says.get("model")]
    if any(t.says.get("card") and not t.says.get("model") for t in named):
        return models
    return [t for t in models if _is_called(text, t)]


def _is_called(text: str, model: Thing) -> bool:
    """Tell whether somebody else runs a model: 千问的接口, the DeepSeek API."""
    behind = re.match("[的 ]?(?:官方)?(?:接口|api|key|服务)", text[model.end :])
    return bool(behind) or bool(re.search("(?<!微)调用?$", text[: model.start]))


def _formats(text: str) -> list[Format]:
    """Return the number formats of models that a text names."""
    return [Format(*m.span(), bits) for bits, written in _written_formats() if (m := written.search(text))]


def _apart(word: str, written: str) -> str:
    """Return an expression for a word that stands apart from Latin letters and figures where it is Latin itself."""
    return f"(?<![a-z0-9]){written}(?![a-z0-9])" if word.isascii() else written


@lru_cache(maxsize=1)
def _written_formats() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return what finds each number format, a hyphen or a space before its figure or none: int4, INT-4; 不量化 straight behind 16b."""
    return tuple(
        (int(bits), re.compile(_apart(str(word), _GAP.sub("[- ]?", re.escape(str(word))))))
        for bits, words in language()["formats"].items()
        for word in words
    )
