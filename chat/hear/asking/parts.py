"""The parts of a message that may ask, each with the frames and objects found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from chat.hear.asking.names import located
from chat.hear.asking.tables import Table, words
from chat.hear.moods import QUESTIONS, Clause, Mood
from chat.hear.numerals import parse_han

# who sells that, and how do I order: two questions of one English clause.
_AND = re.compile(
    r"(?<=[a-z0-9]) (?=(?:and|but) (?:so )?(?:why|how|whats?|when|who|which|cant?|is|do|does|where|any)(?![a-z]))"
)
_SIZE = re.compile(
    r"(?<![\d.])(\d{1,3}) ?(?:核|c|h(?=\d{1,3}g)|vcpus?|cores?|v) ?[, ]?(?:(\d{1,4}) ?(?:g|gb)|512 ?mb?)(?![a-z])"
)
_MEMORY = re.compile(r"(?<![\d.])(\d{1,4}|[一二两俩三四六八]) ?个?(?:g|gb|gigs?)(?![a-z])")
_MARKS = " ，。？"
_INVERTED = re.compile("(?:so |ok |and |but )?(?:is|are|does|did|do|has|have|can|could|will|would|should) ")
"""is hetzner sketchy: an English question by its order."""
_OF_PLACE = re.compile("(?:so |ok |and |but )?(?:is|are|does|can|could|will|would|should) (?:a |an |the )?$")
"""would dublin do: a question by its order, where a place stands straight behind it."""


class Found(NamedTuple):
    """A word with its place and what it stands for."""

    start: int
    end: int
    key: str
    value: str


@dataclass(frozen=True)
class Ask:
    """One act of a message: its contract fields, and the part of the folded text that asks."""

    act: str
    fields: dict[str, Any]
    start: int
    end: int
    places: tuple[tuple[int, int], ...] = ()

    @property
    def quiet(self) -> bool:
        """Tell whether nothing inside it is stated; is this enough states the asker's load."""
        if self.act == "topic":
            return self.fields["topic"] in ("payment", "home-server")
        return self.act != "sure" and self.fields.get("decision") != "size"

    def speaks_of(self, start: int, end: int, text: str) -> bool:
        """Tell whether some words stand where it asks, and are its own; a doubt's are, but for the asker's figures."""
        return any(start < e and s < end and (self.quiet or self._doubts(text[s:e])) for s, e in self.places)

    def _doubts(self, said: str) -> bool:
        """Tell whether it asks how sure without a figure of the asker's own: 这价有几成把握 names no sum."""
        return self.act == "sure" and not any(c.isdigit() for c in said)

    def going_on(self, start: int, end: int) -> Ask:
        """Return it with some words that ask nothing by themselves, where they stand straight behind it."""
        return replace(self, places=(*self.places, (start, end))) if self.places[-1][1] == start else self

    def as_json(self) -> dict[str, Any]:
        """Return the act in the contract's shape."""
        return {"act": self.act, **self.fields}


@dataclass(frozen=True)
class Part:
    """A part of a message between two marks or joints."""

    text: str
    start: int
    end: int
    mood: Mood
    before: tuple[Part, ...] = field(default=(), repr=False)
    asking: int = -1
    """Where the asking begins, where something is said before it in one breath."""

    @cached_property
    def words(self) -> str:
        """Return its words without marks at the edges."""
        return self.text[self.start : self.end].strip(_MARKS)

    @cached_property
    def marked(self) -> bool:
        """Tell whether it has a question mark."""
        return "？" in self.text[self.start : self.end]

    @cached_property
    def asked(self) -> bool:
        """Tell whether it is a question by its mark, its mood or an interrogative."""
        by_mood = self.mood in QUESTIONS or self.mood is Mood.SUPPOSES or self.marked
        of_vendor = self.vendors and _INVERTED.match(self.words)
        return by_mood or bool(of_vendor) or self._asks_of_place

    @cached_property
    def _asks_of_place(self) -> bool:
        """Tell whether it is a question about a place by its order."""
        first = next(iter(self.choices.get("region", [])), None)
        return first is not None and bool(_OF_PLACE.match(self.text[self.start : first.start].lstrip(_MARKS)))

    @cached_property
    def place(self) -> tuple[int, int]:
        """Return the words that state nothing: all of it, or only the question where the speaker says something of their own first."""
        own = self.asking >= 0 and words().plain["own_words"].search(self.text[self.start : self.asking])
        return (self.asking if own else self.start, self.end)

    @cached_property
    def frames(self) -> dict[str, Found]:
        """Return the frames found in it, each at its first place."""
        return {f.key: f for f in _first(words().frames, self.text, self.start, self.end)}

    @cached_property
    def choices(self) -> dict[str, list[Found]]:
        """Return the choices named, by decision, in order; the longer of two readings counts."""
        found = [
            Found(m.start(), m.end(), decision, choice)
            for decision, table in words().choices.items()
            for choice, pattern in table.items()
            for m in pattern.finditer(self.text, self.start, self.end)
        ]
        found += [Found(n.start, n.end, "region", n.value) for n in located(self.text, self.start, self.end)]
        sizes = _SIZE.finditer(self.text, self.start, self.end)
        found += [Found(*m.span(), "size", f"{m[1]}c{m[2] or 0.5}g") for m in sizes]
        kept: dict[str, list[Found]] = {}
        for one in longest(found):
            kept.setdefault(one.key, []).append(one)
        return kept

    def choices_behind(self, earlier: Sequence[Part]) -> dict[str, list[Found]]:
        """Return the choices named, behind those of earlier parts."""
        choices = dict(self.choices)
        for one in reversed(earlier):
            for decision, found in one.choices.items():
                choices[decision] = [*found, *choices.get(decision, [])]
        return choices

    @cached_property
    def memories(self) -> list[str]:
        """Return the amounts of memory named alone, in order."""
        found = (m[1] for m in _MEMORY.finditer(self.text, self.start, self.end))
        return list(dict.fromkeys(f"{size if size.isdigit() else round(parse_han(size) or 0)}g" for size in found))

    @cached_property
    def bare(self) -> bool:
        """Tell whether it is a name and nothing else: one of several, or what the question behind it is about."""
        spans = [(f.start, f.end) for found in self.choices.values() for f in found]
        spans += [(n.start, n.end) for n in words().vendors.find(self.text, self.start, self.end)]
        named = sum(end - start for start, end in longest_spans(spans))
        return bool(spans) and len(self.words) - named <= 1 and "why-not" not in self.frames

    @cached_property
    def vendors(self) -> list[str]:
        """Return the vendors named."""
        return list(dict.fromkeys(n.value for n in words().vendors.find(self.text, self.start, self.end)))

    @cached_property
    def decisions(self) -> list[str]:
        """Return the decisions spoken of, the most telling first."""
        # 请问这台为什么: who only asks politely asks nothing about the asking.
        polite = words().plain["polite"].match(self.text, self.start, self.end)
        start = polite.end() if polite else self.start
        return [f.key for f in _first(words().decisions, self.text, start, self.end)]

    @cached_property
    def spans(self) -> list[str]:
        """Return the spans of a cost named, but for a month, which is what is asked about unless another is named."""
        return self.among({name: pattern for name, pattern in words().spans.items() if name != "month"})

    @cached_property
    def topic(self) -> str | None:
        """Return the topic named, the longest name of several."""
        found = list(_first(words().topics, self.text, self.start, self.end))
        return max(found, key=lambda f: (f.end - f.start, -f.start)).key if found else None

    def among(self, table: Table) -> list[str]:
        """Return the keys of a table whose words stand in it outside the names of vendors, in the table's order: 搬瓦工 moves nothing."""
        return [f.key for f in _first(table, self._unnamed, self.start, self.end)]

    @cached_property
    def _unnamed(self) -> str:
        """Return the text without the Chinese names of vendors in this part."""
        text = self.text
        for name in words().vendors.find(text, self.start, self.end):
            if not name.value.isascii():
                text = text[: name.start] + "_" * (name.end - name.start) + text[name.end :]
        return text

    def has(self, name: str) -> bool:
        """Tell whether a word of a plain table stands in it."""
        return bool(words().plain[name].search(self.text, self.start, self.end))


def ask(part: Part, act: str, **fields: Any) -> Ask:
    """Return an act with its fields, said by a part."""
    return Ask(act, fields, part.start, part.end)


def _first(table: Table, text: str, start: int, end: int) -> Iterator[Found]:
    for key, pattern in table.items():
        if m := pattern.search(text, start, end):
            yield Found(*m.span(), key, m.group())


def longest(found: Iterable[Found]) -> list[Found]:
    """Keep the longest of overlapping words about one thing, in the order of the text; the first said of two alike."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def longest_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest of overlapping places."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: s[0] - s[1]):
        if all(end <= s or e <= start for s, e in kept):
            kept.append((start, end))
    return kept


def parts(text: str, clauses: Iterable[Clause]) -> list[Part]:
    """Return the parts of a message, in order."""
    found: list[Part] = []
    for clause in clauses:
        start, asking, mood = clause.start, -1, clause.mood
        if mood in QUESTIONS and found and _runs_on(text, found[-1], clause):
            start, asking = found.pop().start, start
        for joint in (*_AND.finditer(text, clause.start, clause.end), None):
            end = joint.start() if joint else clause.end
            if text[start:end].strip(_MARKS):
                found.append(Part(text, start, end, mood, tuple(found), asking))
            start, asking = (joint.end() if joint else end), -1
    return found


def _runs_on(text: str, last: Part, clause: Clause) -> bool:
    """Tell whether a question runs on from what stands before it without a mark or a space: 我直接用云函数 | 不行吗."""
    return last.mood is Mood.STATES and last.end == clause.start and text[last.end - 1] not in _MARKS
