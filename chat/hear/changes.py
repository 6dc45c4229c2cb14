"""Where a text changes a number that is known instead of saying one: 14, not 40; 12 more; double that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chat.hear.asking.supposing import factor_of
from chat.hear.asking.tables import words
from chat.hear.numbers import Number, numbers
from chat.hear.units import language, units

_MARK = "#"
_SUMS = ("plus", "minus")
_FRAMES = ("old_new", "new_old", "new", "plus", "minus")


@dataclass(frozen=True)
class Revision:
    """A number of the text and what it does to one that is known: takes its place (`instead`), `plus`, `minus`.

    `old`: the number whose place it takes, where that was said.
    """

    kind: str
    new: Number
    old: Number | None = None

    @property
    def said(self) -> tuple[Number, ...]:
        """Return the numbers it is made of."""
        return (self.new, self.old) if self.old else (self.new,)


def changes(text: str, ends: Mapping[int, int]) -> Iterator[Revision]:
    """Yield the changes of a folded text; each number stands in one. `ends`: where quantities end, by where they start."""
    taken: set[int] = set()
    for kind, inside in _framed(*_skeleton(text, numbers(text), ends)):
        free = inside and not taken & {n.start for n in inside}
        if free and not (kind in _SUMS and _of_things(text, inside[-1])):
            taken |= {n.start for n in inside}
            yield _change(kind, inside)


def _framed(skeleton: str, places: Mapping[int, Number]) -> Iterator[tuple[str, list[Number]]]:
    """Yield the numbers that each frame holds."""
    for kind, frame in _frames():
        for met in frame.finditer(skeleton):
            yield kind, [number for at, number in places.items() if met.start() <= at < met.end()]


def _of_things(text: str, number: Number) -> bool:
    """Tell whether a number is an article, a share, or counts things that no need counts: 再加一个博客, half, another two games."""
    if units()[0].match(text, number.end):
        return False
    behind = text[_end(text, number) :].lstrip()[:1]
    more = re.compile(language()["changes"]["goes_on"]).match(text, _end(text, number))
    return number.value <= 1 or (behind not in ("", *"，。？") and not more)


def _change(kind: str, inside: list[Number]) -> Revision:
    if kind == "old_new":
        return Revision("instead", inside[-1], inside[0])
    if kind == "new_old":
        return Revision("instead", inside[0], inside[-1])
    return Revision("instead" if kind == "new" else kind, inside[-1])


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = language()["changes"]
    return tuple((kind, re.compile(str(frame))) for kind in _FRAMES for frame in table[kind])


def _skeleton(text: str, found: Iterable[Number], ends: Mapping[int, int]) -> tuple[str, dict[int, Number]]:
    """Return the text with a mark for each number and its unit, and which number each mark stands for."""
    out, at, places = "", 0, dict[int, Number]()
    for number in found:
        out += text[at : number.start]
        places[len(out)] = number
        out, at = out + _MARK, max(_end(text, number), ends.get(number.start, 0))
    return out + text[at:], places


def _end(text: str, number: Number) -> int:
    """Return where a number ends with its unit or whom it counts."""
    beside = (units()[0], re.compile(language()["changes"]["counted"]))
    return max((m.end() for unit in beside if (m := unit.match(text, number.end))), default=number.end)


def factor(clause: str) -> float | None:
    """Return what a clause multiplies by that says nothing else: double that, 人数翻倍; None for any other."""
    times = factor_of(clause)
    if times is None:
        return None
    rest = _PRONOUN.sub(" ", clause)
    for table in (words().factors, words().relative_to):
        for spoken in table.values():
            rest = spoken.sub(" ", rest)
    rest = re.sub(language()["changes"]["besides_a_factor"], "", rest)
    return None if rest.strip(" ，。？~") else times


_PRONOUN = re.compile("(?<![a-z])(?:it|that|we|this)(?![a-z])")


def of_what(clause: str) -> str | None:
    """Return the need whose number a clause names: 预算翻倍; None where it names none."""
    plain = _PRONOUN.sub(" ", clause)
    return next((need for need, spoken in words().relative_to.items() if spoken.search(plain)), None)
