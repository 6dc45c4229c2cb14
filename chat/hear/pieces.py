"""What a lexicon pattern is made of: words, gaps, alternatives, sequences.

Each piece knows at once which words must stand in a text where it does; its regular expression is built when first asked for,
for most patterns are never looked for in the life of a process.
"""

from __future__ import annotations

import re
from functools import cache, reduce
from typing import TypeAlias

Atoms: TypeAlias = frozenset[str] | None

_LATIN = re.compile(r"[a-z][a-z0-9]*")
WORD_START = "(?<![a-z])"
WORD_END = "(?:e?s)?(?![a-z])"
_PEEK_FROM = 5
_BIG = 600
"""An expression of more letters is looked for by itself, once a text, however many patterns it stands in."""


def is_big(regex: str) -> bool:
    """Tell whether an expression is looked for by itself."""
    return len(regex) > _BIG


class Piece:
    """A piece with the words one of which must occur (`atoms`), every such set (`needed`), and the letters it can begin with.

    `first`: None where it can begin with any letter. There are a hundred thousand pieces: what can be worked out is not kept.
    """

    __slots__ = ()

    @property
    def atoms(self) -> Atoms:
        """Return the words one of which must occur."""
        return None

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Return every set of words one of which must occur."""
        return ()

    @property
    def first(self) -> Atoms:
        """Return the letters it can begin with."""
        return None

    @property
    def regex(self) -> str:
        """Return the regular expression."""
        raise NotImplementedError

    @property
    def chain(self) -> tuple[str, ...]:
        """Return the expression in parts: every second one is big, and stands in other patterns as well."""
        return (self.regex,)


class Mark(Piece):
    """A gap, an edge of a clause, a number: an expression without words."""

    __slots__ = ("_regex",)

    def __init__(self, regex: str) -> None:
        """Keep the expression."""
        self._regex = regex

    @property
    def regex(self) -> str:
        """Return the expression."""
        return self._regex


class Literal(Piece):
    """A run without spaces; Latin words end at word ends and may take a plural s."""

    __slots__ = ("run",)

    def __init__(self, run: str) -> None:
        """Keep the run."""
        self.run = run

    @property
    def atoms(self) -> Atoms:
        """Return the run."""
        return frozenset((self.run,))

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Return the run."""
        return (frozenset((self.run,)),)

    @property
    def first(self) -> Atoms:
        """Return its first letter."""
        return frozenset((self.run[0],))

    @property
    def regex(self) -> str:
        """Return the run with the edges of its words."""
        regex, last = "", 0
        for word in _LATIN.finditer(self.run):
            end = WORD_END if len(word.group()) > 2 else "(?![a-z])"
            regex += re.escape(self.run[last : word.start()]) + f"{WORD_START}{word.group()}{end}"
            last = word.end()
        regex += re.escape(self.run[last:])
        if self.run[0].isdigit():
            regex = "(?<![0-9.])" + regex
        return regex + "(?![0-9])" if self.run[-1].isdigit() else regex


class Maybe(Piece):
    """A piece that may be missing."""

    __slots__ = ("piece",)

    def __init__(self, piece: Piece) -> None:
        """Keep the piece."""
        self.piece = piece

    @property
    def regex(self) -> str:
        """Return the piece, optional."""
        return f"(?:{self.piece.regex})?"


class Sequence(Piece):
    """One piece after another."""

    __slots__ = ("items",)

    def __init__(self, items: list[Piece]) -> None:
        """Keep the pieces."""
        self.items = items

    @property
    def atoms(self) -> Atoms:
        """Return the most telling words among the items'."""
        return reduce(better, (item.atoms for item in self.items), None)

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Return what each item needs."""
        return tuple(words for item in self.items for words in item.needed)

    @property
    def first(self) -> Atoms:
        """Return the letters that the first item can begin with."""
        return self.items[0].first if self.items else None

    @property
    def regex(self) -> str:
        """Return the items one after another."""
        return "".join(item.regex for item in self.items)

    @property
    def chain(self) -> tuple[str, ...]:
        """Return the big items and what stands between them."""
        parts = [""]
        for item in self.items:
            regex = item.regex
            if is_big(regex) and not isinstance(item, Maybe):
                parts += [regex, ""]
            else:
                parts[-1] += regex
        return tuple(parts)


class Choice(Piece):
    """Any of several pieces."""

    __slots__ = ("_atoms", "_regex", "branches")

    def __init__(self, branches: list[Piece]) -> None:
        """Join the branches' words."""
        self.branches, self._regex = branches, ""
        self._atoms = _union([branch.atoms for branch in branches])

    @property
    def atoms(self) -> Atoms:
        """Return all branches' words."""
        return self._atoms

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Return all branches' words."""
        return (self._atoms,) if self._atoms else ()

    @property
    def first(self) -> Atoms:
        """Return the letters that any branch can begin with."""
        return _union([branch.first for branch in self.branches])

    @property
    def regex(self) -> str:
        """Join the branches, longest first, behind one look at the first letter: most places are passed over at once."""
        if not self._regex:
            self._regex = _alternatives([branch.regex for branch in self.branches], self.first)
        return self._regex

    @property
    def chain(self) -> tuple[str, ...]:
        """Return a big choice by itself."""
        return ("", self.regex, "") if is_big(self.regex) else (self.regex,)


def _alternatives(branches: list[str], first: Atoms) -> str:
    ordered = sorted(branches, key=len, reverse=True)
    latin = [r[len(WORD_START) :] for r in ordered if r.startswith(WORD_START)]
    joined = "|".join(r for r in ordered if not r.startswith(WORD_START))
    if latin:
        joined += ("|" if joined else "") + f"{WORD_START}(?:{'|'.join(_one_ending(latin))})"
    peek = "(?=[" + re.escape("".join(sorted(first))) + "])" if first and len(branches) > _PEEK_FROM else ""
    return f"{peek}(?:{joined})"


def _union(sets: list[Atoms]) -> Atoms:
    return None if any(s is None for s in sets) else frozenset().union(*(s for s in sets if s))


def _one_ending(words: list[str]) -> list[str]:
    """Let single words share the expression they end in, after those of several words: compiling takes half the time."""
    single = [word.removesuffix(WORD_END) for word in words if word.removesuffix(WORD_END).isalpha()]
    several = [word for word in words if not word.removesuffix(WORD_END).isalpha()]
    return [*several, f"(?:{'|'.join(single)}){WORD_END}"] if len(single) > 1 else words


@cache
def _telling(atoms: frozenset[str]) -> tuple[int, int]:
    """Rank a set of words: longest shortest word, then fewest."""
    return min(len(a) + sum(c > "\u3000" for c in a) for a in atoms), -len(atoms)


def better(one: Atoms, other: Atoms) -> Atoms:
    """Return the more telling of two sets of words."""
    if one is None or other is None:
        return one or other
    return other if _telling(other) > _telling(one) else one
