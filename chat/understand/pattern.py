"""Compile the lexicon's little pattern language: words, (a|b), x?, {group}, # numbers, .. and ... gaps, ^ and $."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TypeAlias

# A short gap is a word or two, a long one most of a clause; both stay inside the clause and are bounded,
# which together with the absence of * and + keeps matching linear in the length of the text.
SHORT_GAP = "[^，。？]{0,6}?"
LONG_GAP = "[^，。？]{0,28}?"
_HAN_NUMERALS = "一二两三四五六七八九十百千万几俩仨数"
NUMBER = f"(?:(?<![0-9.])[0-9][0-9.']{{0,8}}(?: ?[kw万千])?|[{_HAN_NUMERALS}]{{1,6}})[多来几]?"
_LATIN = re.compile(r"[a-z][a-z0-9]*")
_PLAIN = re.compile(r"[a-z0-9.+#/&%@~、·，？:$€£¥\u3400-\u9fff\U0001f000-\U0001ffff -]+")

_WORD_START = "(?<![a-z])"
_WORD_END = "(?:e?s)?(?![a-z])"
_PEEK_FROM = 5
_STRUCTURE = frozenset("(){}|?^$#")
_CLAUSE = re.compile("[^，。？]+")
AND, NEAR, WITHOUT = " & ", " && ", " ! "

Atoms: TypeAlias = frozenset[str] | None


class PatternError(ValueError):
    """A pattern that does not follow the little language."""


@dataclass(frozen=True)
class Piece:
    """A compiled piece: its regular expression, the words one of which must occur, and the letters it can begin with.

    `needed`: of a sequence, every such set of words, for all of them must occur.
    """

    regex: str
    atoms: Atoms
    first: Atoms = None
    needed: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Pattern:
    """One lexicon pattern ready to search with.

    `parts`: for `a & b ! c`, what must all stand in one clause, in any order; `without`: what must not.
    `near`: for `a && b`, two neighbouring clauses will do. `needed`: sets of words, one of each of which must occur.
    """

    source: str
    piece: Piece
    parts: tuple[Piece, ...] = ()
    without: Piece | None = None
    near: bool = False
    needed: tuple[frozenset[str], ...] = ()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the pattern matches, without overlaps."""
        if self.parts:
            yield from self._meetings(text)
        elif self.is_han:
            at = text.find(self.source)
            while at >= 0:
                yield at, at + len(self.source)
                at = text.find(self.source, at + len(self.source))
        else:
            yield from (m.span() for m in self.regex.finditer(text) if m.end() > m.start())

    def _meetings(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the stretch from the first part to the last where all stand in one clause, or in two neighbours."""
        found = list[list[tuple[int, int]]]()
        for regex in self._expressions:
            found.append([m.span() for m in regex.finditer(text)])
            if not found[-1]:
                return
        rarest = [start for start, _ in min(found, key=len)]
        for start, end in _neighbours(text) if self.near else _clauses(text):
            if bisect_left(rarest, start) == bisect_left(rarest, end):
                continue
            inside = [[(s, min(e, end)) for s, e in spans if start <= s < end] for spans in found]
            met = _apart(text, inside)
            if met and not (self._unwanted and self._unwanted.search(text, start, end)):
                yield min(s for s, _ in met), max(e for _, e in met)

    @cached_property
    def _expressions(self) -> tuple[re.Pattern[str], ...]:
        return tuple(_compiled(part.regex) for part in self.parts)

    @cached_property
    def _unwanted(self) -> re.Pattern[str] | None:
        return _compiled(self.without.regex) if self.without else None

    @cached_property
    def is_han(self) -> bool:
        """Tell whether the pattern is nothing but Chinese words, which need no expression."""
        return all("\u3400" <= letter <= "\u9fff" for letter in self.source)

    def prepare(self) -> None:
        """Compile now what would be compiled when first met."""
        _ = (self._expressions, self._unwanted) if self.parts else self.regex

    @property
    def is_plain(self) -> bool:
        """Tell whether the pattern is just words, without structure."""
        return not self.parts and not _STRUCTURE & set(self.source) and ".." not in self.source

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self.piece.regex)


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    """Compile an expression once, however many patterns share it."""
    return re.compile(regex)


@lru_cache(maxsize=2)
def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(clause.span() for clause in _CLAUSE.finditer(text))


@lru_cache(maxsize=2)
def _neighbours(text: str) -> tuple[tuple[int, int], ...]:
    """Return each two clauses that follow one another; one clause alone is its own neighbour."""
    clauses = _clauses(text)
    return tuple((one[0], other[1]) for one, other in pairwise(clauses)) or clauses


def _apart(text: str, inside: list[list[tuple[int, int]]]) -> list[tuple[int, int]] | None:
    """Return one place for each part, each in words of its own; None where a part has none left."""
    taken: list[tuple[int, int]] = []
    for spans in inside:
        place = next((s for s in spans if not any(_same(text, s, t) for t in taken)), None)
        if place is None:
            return None
        taken.append(place)
    return taken


def _same(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two places overlap or hold the same word."""
    return (one[0] < other[1] and other[0] < one[1]) or text[slice(*one)] == text[slice(*other)]


def _literal(run: str) -> Piece:
    """Compile a run without spaces; Latin words end at word ends and may take a plural s."""
    regex = ""
    last = 0
    for word in _LATIN.finditer(run):
        end = _WORD_END if len(word.group()) > 2 else "(?![a-z])"
        regex += re.escape(run[last : word.start()]) + f"{_WORD_START}{word.group()}{end}"
        last = word.end()
    regex += re.escape(run[last:])
    if run[0].isdigit():
        regex = "(?<![0-9.])" + regex
    if run[-1].isdigit():
        regex += "(?![0-9])"
    return Piece(regex, frozenset({run}), frozenset({run[0]}))


def _union(sets: list[Atoms]) -> Atoms:
    return None if any(s is None for s in sets) else frozenset().union(*(s for s in sets if s))


def _alternatives(branches: list[Piece]) -> str:
    """Join branches, longest first, behind one look at the first letter: most places are passed over at once."""
    ordered = sorted((b.regex for b in branches), key=len, reverse=True)
    latin = [r[len(_WORD_START) :] for r in ordered if r.startswith(_WORD_START)]
    joined = "|".join(r for r in ordered if not r.startswith(_WORD_START))
    if latin:
        joined += ("|" if joined else "") + f"{_WORD_START}(?:{'|'.join(_one_ending(latin))})"
    letters = _union([b.first for b in branches])
    peek = "(?=[" + re.escape("".join(sorted(letters))) + "])" if letters and len(branches) > _PEEK_FROM else ""
    return f"{peek}(?:{joined})"


def _one_ending(words: list[str]) -> list[str]:
    """Let single words share the expression they end in, after those of several words: compiling takes half the time."""
    single = [word.removesuffix(_WORD_END) for word in words if word.removesuffix(_WORD_END).isalpha()]
    several = [word for word in words if not word.removesuffix(_WORD_END).isalpha()]
    return [*several, f"(?:{'|'.join(single)}){_WORD_END}"] if len(single) > 1 else words


def _better(one: Atoms, other: Atoms) -> Atoms:
    """Choose the more telling set of words: longest shortest word, then fewest."""
    if one is None or other is None:
        return one or other

    def rank(atoms: frozenset[str]) -> tuple[int, int]:
        return min(len(a) + sum(c > "\u3000" for c in a) for a in atoms), -len(atoms)

    return max(one, other, key=rank)


def _needed(piece: Piece) -> tuple[frozenset[str], ...]:
    """Return the sets of words that must all occur where a piece does."""
    return piece.needed or ((piece.atoms,) if piece.atoms else ())


class _Parser:
    def __init__(self, source: str, groups: Mapping[str, Piece]) -> None:
        self.source, self.groups, self.at = source, groups, 0

    def fail(self, why: str) -> PatternError:
        return PatternError(f"{why} at letter {self.at + 1} of {self.source!r}")

    def choice(self) -> Piece:
        branches = [self.sequence()]
        while self.source[self.at : self.at + 1] == "|":
            self.at += 1
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        sets = [branch.atoms for branch in branches]
        return Piece(_alternatives(branches), _union(sets), _union([branch.first for branch in branches]))

    def sequence(self) -> Piece:
        regex, atoms, first = "", None, None
        needed: tuple[frozenset[str], ...] = ()
        begun = False
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            piece = self.item()
            if self.source[self.at : self.at + 1] == "?":
                self.at += 1
                piece = Piece(f"(?:{piece.regex})?", None)
            regex += piece.regex
            atoms = _better(atoms, piece.atoms)
            needed += _needed(piece)
            first, begun = (first, True) if begun else (piece.first, True)
        return Piece(regex, atoms, first, needed)

    def item(self) -> Piece:
        rest = self.source[self.at :]
        for mark, regex in (
            ("...", LONG_GAP),
            ("..", SHORT_GAP),
            (" ", "[ -]?"),
            ("^", "(?:(?<![^，。？])|(?<=[\u3400-\u9fff] ))"),
            ("$", "(?=[，。？]|$| [\u3400-\u9fff])"),
            ("#", NUMBER),
        ):
            if rest.startswith(mark):
                self.at += len(mark)
                return Piece(regex, None)
        if rest[0] == "(":
            return self.group()
        if rest[0] == "{":
            return self.named()
        return self.literal(rest)

    def group(self) -> Piece:
        self.at += 1
        inner = self.choice()
        if self.source[self.at : self.at + 1] != ")":
            raise self.fail("a group is not closed")
        self.at += 1
        return Piece(f"(?:{inner.regex})", inner.atoms, inner.first, inner.needed)

    def named(self) -> Piece:
        end = self.source.find("}", self.at)
        name = self.source[self.at + 1 : end]
        if end < 0 or name not in self.groups:
            raise self.fail(f"no group of words called {name!r}")
        self.at = end + 1
        return self.groups[name]

    def literal(self, rest: str) -> Piece:
        run = re.match(r"(?:(?!\.\.)[^ |(){}?^$#])+", rest)
        if run is None:
            raise self.fail(f"{rest[0]!r} means nothing here")
        text = run.group()
        # `?` makes one Chinese letter optional, but a whole Latin word.
        if rest[len(text) : len(text) + 1] == "?" and len(text) > 1 and text[-1] > "\u3000":
            text = text[:-1]
        if not _PLAIN.fullmatch(text):
            raise self.fail(f"{text!r} holds a letter that folded text never has")
        self.at += len(text)
        return _literal(text)


def compile_group(members: Iterable[object], groups: Mapping[str, Piece]) -> Piece:
    """Compile a group of words, any of which will do; raise PatternError."""
    parser = _Parser("(" + "|".join(map(str, members)) + ")", groups)
    piece = parser.choice()
    if parser.at != len(parser.source):
        raise parser.fail("a bracket too many")
    return piece


def compile_pattern(source: str, groups: Mapping[str, Piece]) -> Pattern:
    """Compile one pattern; raise PatternError with the place of the mistake."""
    wanted, _, unwanted = source.partition(WITHOUT)
    near = NEAR in wanted
    pieces = tuple(_whole(part, groups) for part in wanted.split(NEAR if near else AND))
    without = _whole(unwanted, groups) if unwanted else None
    atoms: Atoms = None
    for piece in pieces:
        atoms = _better(atoms, piece.atoms)
    if atoms is None:
        raise PatternError(f"nothing in {source!r} must occur, so it would match anything")
    needed = tuple(words for piece in pieces for words in _needed(piece))
    if len(pieces) == 1 and not without:
        return Pattern(source, pieces[0], needed=needed)
    return Pattern(source, Piece(pieces[0].regex, atoms), pieces, without, near, needed)


def _whole(source: str, groups: Mapping[str, Piece]) -> Piece:
    parser = _Parser(source, groups)
    piece = parser.choice()
    if parser.at != len(source):
        raise parser.fail("a bracket too many")
    return piece
