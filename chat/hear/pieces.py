"""What a lexicon pattern is made of: words, gaps, alternatives, sequences.

Each piece knows at once which words must stand in a text where it does. Its regular expression is built for the text at hand,
without the words that text does not hold: of a hundred alternatives three are left, and compiled in a moment.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

from chat.hear.present import HAN, USUAL_HAN, Present

Atoms: TypeAlias = frozenset[str] | None

_LATIN = re.compile(r"[a-z][a-z0-9]*")
WORD_START = "(?<![a-z])"
WORD_END = "(?:e?s)?(?![a-z])"
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
    def longest(self) -> int:
        """Return how many letters it matches at most."""
        raise NotImplementedError

    def stands(self, _present: Present) -> bool:
        """Say whether it may match in a text at all, without building its expression."""
        return True

    def whole(self, _usual: bool) -> str:
        """Return an expression that matches the same, and is soon compiled; `usual`: in texts of usual letters."""
        return self.regex

    def within(self, present: Present) -> str | None:
        """Return an expression that matches the same in a text that holds no other words; None where it cannot match there."""
        return self.whole(present.usual)

    def either(self, present: Present) -> tuple[str, ...]:
        """Return expressions any of which will do there, the first before the second."""
        regex = self.within(present)
        return () if regex is None else (regex,)

    @property
    def links(self) -> tuple[Piece, ...]:
        """Return the piece in parts: every second one is big, and stands in other patterns as well."""
        return (self,)


class Mark(Piece):
    """A gap, an edge of a clause, a number: an expression without words."""

    __slots__ = ("_longest", "_regex", "_soon", "_usual")

    def __init__(self, regex: str, longest: int, soon: str = "") -> None:
        """Keep the expression, how many letters it matches at most, and one that matches the same and is soon compiled."""
        self._regex, self._longest, self._soon = regex, longest, soon or regex
        self._usual = self._soon.replace(HAN, USUAL_HAN)

    @property
    def regex(self) -> str:
        """Return the expression."""
        return self._regex

    @property
    def longest(self) -> int:
        """Return how many letters it matches at most."""
        return self._longest

    def whole(self, usual: bool) -> str:
        """Return the one that is soon compiled."""
        return self._usual if usual else self._soon


class Literal(Piece):
    """A run without spaces; Latin words end at word ends and may take a plural s."""

    __slots__ = ("_regex", "run")

    def __init__(self, run: str) -> None:
        """Keep the run."""
        self.run, self._regex = run, ""

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
        if not self._regex:
            self._regex = self._edged()
        return self._regex

    @property
    def longest(self) -> int:
        """Return the letters of the run and of the endings that its words may take."""
        return len(self.run) + len("es") * len(_LATIN.findall(self.run))

    def _edged(self) -> str:
        regex, last = "", 0
        for word in _LATIN.finditer(self.run):
            end = WORD_END if len(word.group()) > 2 else "(?![a-z])"
            regex += re.escape(self.run[last : word.start()]) + f"{WORD_START}{word.group()}{end}"
            last = word.end()
        regex += re.escape(self.run[last:])
        if self.run[0].isdigit():
            regex = "(?<![0-9.])" + regex
        return regex + "(?![0-9])" if self.run[-1].isdigit() else regex

    def within(self, present: Present) -> str | None:
        """Return its expression where the run stands in the text."""
        return self.regex if self.run in present.words else None


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

    @property
    def longest(self) -> int:
        """Return the letters of the piece."""
        return self.piece.longest

    def whole(self, usual: bool) -> str:
        """Return the piece, optional."""
        return f"(?:{self.piece.whole(usual)})?"

    def within(self, present: Present) -> str:
        """Return the piece, optional; nothing where it cannot match."""
        regex = self.piece.within(present)
        return "" if regex is None else f"(?:{regex})?"


@cache
def _telling(atoms: frozenset[str]) -> tuple[int, int]:
    """Rank a set of words: longest shortest word, then fewest."""
    return min(map(_weight, atoms)), -len(atoms)


@cache
def _weight(word: str) -> int:
    """Return the letters of a word, a Chinese one twice."""
    return len(word) if word.isascii() else len(word) + sum(c > "\u3000" for c in word)


def better(one: Atoms, other: Atoms) -> Atoms:
    """Return the more telling of two sets of words."""
    if one is None or other is None:
        return one or other
    return other if _telling(other) > _telling(one) else one
