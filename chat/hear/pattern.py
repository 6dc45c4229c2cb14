"""Find a lexicon pattern in folded text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce

from chat.hear.either import Either, compiled
from chat.hear.parsing import PatternError, parse
from chat.hear.pieces import Piece, better
from chat.hear.present import present

_STRUCTURE = frozenset("(){}|?^$#")
_CLAUSE = re.compile("[^，。？]+")
_REACH = 96
"""No part of a pattern between two big ones is longer."""
AND, WITHOUT = " & ", " ! "
JOINERS = ((" &&& ", 3), (" && ", 2), (AND, 1))

Span = tuple[int, int]
Chain = tuple[tuple[str, ...], ...]
"""Expressions one behind the other, each any of several."""


@dataclass(frozen=True)
class Pattern:
    """One lexicon pattern ready to search with.

    `parts`: for `a & b ! c`, what must all stand in one clause, in any order; `without`: what must not.
    `clauses`: for `a && b` two neighbouring clauses will do, for `a &&& b` three. `atoms`: words one of which must occur; `needed`: every such set.
    """

    source: str
    parts: tuple[Piece, ...]
    atoms: frozenset[str]
    needed: tuple[frozenset[str], ...]
    without: Piece | None = None
    clauses: int = 1

    def find(self, text: str) -> Iterator[Span]:
        """Yield where the pattern matches, without overlaps."""
        if self.is_together:
            yield from self._meetings(text)
        elif self.is_han:
            at = text.find(self.source)
            while at >= 0:
                yield at, at + len(self.source)
                at = text.find(self.source, at + len(self.source))
        elif self.parts[0].stands(present(text)):
            yield from _spans(self._links[0], text)

    def _meetings(self, text: str) -> Iterator[Span]:
        """Yield the stretch from the first part to the last where all stand in one clause, or in two neighbours."""
        found = self._places(text)
        rarest = [start for start, _ in min(found, key=len)] if found else []
        for start, end in _neighbours(text, self.clauses) if found else ():
            if bisect_left(rarest, start) == bisect_left(rarest, end):
                continue
            met = self._met(text, found, start, end)
            if met:
                yield min(s for s, _ in met), max(e for _, e in met)

    def _places(self, text: str) -> list[tuple[Span, ...]]:
        """Return where each part is said; nothing at all where one is not."""
        found = list[tuple[Span, ...]]()
        if not all(part.stands(present(text)) for part in self.parts):
            return found
        for links in self._links:
            found.append(_spans(links, text))
            if not found[-1]:
                return []
        return found

    def _met(self, text: str, found: list[tuple[Span, ...]], start: int, end: int) -> list[Span] | None:
        """Return one place for each part between two places; None where one has none, or what must not stand there does."""
        inside = [[(s, min(e, end)) for s, e in spans if start <= s < end] for spans in found]
        met = apart(text, inside)
        unwanted = met and any(start <= s and e <= end for s, e in self._unwanted(text))
        return None if unwanted else met

    def _unwanted(self, text: str) -> tuple[Span, ...]:
        return _spans(self.without.links, text) if self.without else ()

    @cached_property
    def _links(self) -> tuple[tuple[Piece, ...], ...]:
        return tuple(part.links for part in self.parts)

    @cached_property
    def is_han(self) -> bool:
        """Tell whether the pattern is nothing but Chinese words, which need no expression."""
        return all("\u3400" <= letter <= "\u9fff" for letter in self.source)

    @property
    def is_together(self) -> bool:
        """Tell whether several words must stand together, or some must not."""
        return len(self.parts) > 1 or self.without is not None

    @property
    def is_plain(self) -> bool:
        """Tell whether the pattern is just words, without structure."""
        return not self.is_together and not _STRUCTURE & set(self.source) and ".." not in self.source


def compile_pattern(source: str, groups: Mapping[str, Piece]) -> Pattern:
    """Compile one pattern; raise PatternError with the place of the mistake."""
    wanted, _, unwanted = source.partition(WITHOUT)
    joiner, clauses = next(((one, many) for one, many in JOINERS if one in wanted), (AND, 1))
    parts = tuple(parse(part, groups) for part in wanted.split(joiner))
    needed = tuple(words for part in parts for words in part.needed)
    atoms = reduce(better, (part.atoms for part in parts))
    if atoms is None:
        raise PatternError(f"nothing in {source!r} must occur, so it would match anything")
    return Pattern(source, parts, atoms, needed, parse(unwanted, groups) if unwanted else None, clauses)


@lru_cache(maxsize=1)
def _found(text: str) -> dict[object, tuple[Span, ...]]:
    """Return what was found in the text at hand: no other message is kept in memory."""
    return {}


def _spans(links: tuple[Piece, ...], text: str) -> tuple[Span, ...]:
    """Return where linked pieces match, without overlaps; patterns that share them look for them once a text."""
    there, found = present(text), _found(text)
    chain = tuple(link.either(there) for link in links)
    if not all(chain):
        return ()
    if chain not in found:
        found[chain] = _chained(chain, text)
    return found[chain]


def _chained(chain: Chain, text: str) -> tuple[Span, ...]:
    if len(chain) == 1:
        return tuple(m.span() for m in Either(chain[0]).finditer(text) if m.end() > m.start())
    found: list[Span] = []
    for start, end in sorted(_linked(chain, text), key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def _linked(chain: Chain, text: str) -> Iterator[Span]:
    before = compiled(f"(?:{'|'.join(chain[0])})\\Z")
    for start, end in _places(chain[1], text):
        lead = before.search(text, max(0, start - _REACH), start) if any(chain[0]) else None
        if lead or not any(chain[0]):
            yield from ((lead.start() if lead else start, last) for last in _ends(chain, 2, end, text))


def _ends(chain: Chain, place: int, at: int, text: str) -> Iterator[int]:
    """Yield where the rest of a chain can end that goes on at `at` with what stands at `place`."""
    between = Either(chain[place])
    if place == len(chain) - 1:
        last = between.match(text, at)
        if last:
            yield last.end()
        return
    for start, end in _places(chain[place + 1], text):
        if at <= start <= at + _REACH and between.fullmatch(text, at, start):
            yield from _ends(chain, place + 2, end, text)


def _places(regexes: tuple[str, ...], text: str) -> tuple[Span, ...]:
    """Return every place where a big piece matches, the shorter of two readings as well: 美 in 美国."""
    key = (regexes, "every reading")
    if key not in _found(text):
        _found(text)[key] = _readings(regexes, text)
    return _found(text)[key]


def _readings(regexes: tuple[str, ...], text: str) -> tuple[Span, ...]:
    expression, found = Either(regexes), list[Span]()
    match = expression.search(text)
    while match and match.end() > match.start():
        start, longest = match.span()
        ends = [e for e in range(start + 1, longest) if expression.fullmatch(text, start, e) and not _in_word(text, e)]
        found += [(start, end) for end in (*ends, longest)]
        match = expression.search(text, start + 1)
    return tuple(found)


def _in_word(text: str, at: int) -> bool:
    return "a" <= text[at - 1] <= "z" and "a" <= text[at : at + 1] <= "z"


@lru_cache(maxsize=2)
def _clauses(text: str) -> tuple[Span, ...]:
    return tuple(clause.span() for clause in _CLAUSE.finditer(text))


@lru_cache(maxsize=6)
def _neighbours(text: str, many: int) -> tuple[Span, ...]:
    """Return each so many clauses that follow one another; a text of fewer is its own neighbour."""
    clauses = _clauses(text)
    if many == 1 or not clauses:
        return clauses
    last = range(min(many, len(clauses)) - 1, len(clauses))
    return tuple((clauses[max(0, at - many + 1)][0], clauses[at][1]) for at in last)


def apart(text: str, inside: list[list[Span]]) -> list[Span] | None:
    """Return one place for each part, each in words of its own; None where a part has none left."""
    taken: list[Span] = []
    for spans in inside:
        place = next((s for s in spans if not any(_same(text, s, t) for t in taken)), None)
        if place is None:
            return None
        taken.append(place)
    return taken


def _same(text: str, one: Span, other: Span) -> bool:
    """Tell whether two places overlap or hold the same word."""
    return (one[0] < other[1] and other[0] < one[1]) or text[slice(*one)] == text[slice(*other)]
