"""Any of several pieces: of a hundred words the few that stand in the text at hand are looked for."""

from __future__ import annotations

import re

from chat.hear.pieces import WORD_END, WORD_START, Atoms, Literal, Piece, is_big
from chat.hear.present import Present
from chat.hear.sequences import Sequence

_PEEK_FROM = 5
_SMALL = 300
"""An expression of fewer letters is compiled whole: it costs little, and other texts hold other words of it."""


class Choice(Piece):
    """Any of several pieces."""

    __slots__ = ("_atoms", "_index", "_longest", "_regex", "_shares", "_whole", "branches")

    def __init__(self, branches: list[Piece]) -> None:
        """Join the branches' words."""
        self.branches, self._regex, self._longest = branches, "", 0
        self._index: dict[str, list[int]] = {}
        self._whole: dict[bool, str] = {}
        self._shares: bool | None = None
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
            first = self.first if len(self.branches) > _PEEK_FROM else None
            peek = "(?=[" + re.escape("".join(sorted(first))) + "])" if first else ""
            self._regex = peek + _joined([branch.regex for branch in self._ordered])
        return self._regex

    @property
    def longest(self) -> int:
        """Return the letters of the longest branch."""
        if not self._longest:
            self._longest = max(branch.longest for branch in self.branches)
        return self._longest

    def work_out(self) -> None:
        """Work out what any text asks of it, once and for all."""
        _ = self.regex, self.longest, self._by_word(), self._shares_an_ending, self.whole(usual=True)

    def whole(self, usual: bool) -> str:
        """Join the branches without a look at the first letter, which takes longer to compile than they do."""
        if usual not in self._whole:
            self._whole[usual] = _joined([branch.whole(usual) for branch in self._ordered])
        return self._whole[usual]

    @property
    def _ordered(self) -> list[Piece]:
        """Return the branches, longest first."""
        return sorted(self.branches, key=lambda branch: len(branch.regex), reverse=True)

    def within(self, present: Present) -> str | None:
        """Join the branches that can match."""
        if len(self.regex) <= _SMALL:
            stands = self._atoms is None or not self._atoms.isdisjoint(present.words)
            return self.whole(present.usual) if stands else None
        left = self.either(present)
        return f"(?:{'|'.join(left)})" if left else None

    def either(self, present: Present) -> tuple[str, ...]:
        """Return the branches that can match."""
        found = present.found.get(self)
        if found is None:
            left = [(branch, regexes) for branch in self._told(present) if (regexes := branch.either(present))]
            if len(left) > 1:
                left.sort(key=lambda pair: self._rank(pair[0]))
            found = present.found[self] = tuple(regex for _, regexes in left for regex in regexes)
        return found

    def _told(self, present: Present) -> list[Piece]:
        """Return the branches whose words stand in a text."""
        if len(self.branches) <= _PEEK_FROM:
            return self.branches
        index = self._by_word()
        said = self._atoms & present.words if self._atoms else index.keys() & {*present.words, *_ANY}
        if len(said) == 1:
            return [self.branches[number] for number in index[next(iter(said))]]
        return [self.branches[number] for number in sorted({n for word in said for n in index[word]})]

    def _by_word(self) -> dict[str, list[int]]:
        """Return the branches by the words one of which each needs."""
        if not self._index:
            for number, branch in enumerate(self.branches):
                for word in branch.atoms or _ANY:
                    self._index.setdefault(word, []).append(number)
        return self._index

    def _rank(self, branch: Piece) -> tuple[bool, bool, int]:
        """Return what decides which of two branches comes first, as in the whole expression."""
        is_latin = branch.regex.startswith(WORD_START)
        return is_latin, is_latin and _is_single(branch) and self._shares_an_ending, -len(branch.regex)

    @property
    def _shares_an_ending(self) -> bool:
        if self._shares is None:
            self._shares = sum(map(_is_single, self.branches)) > 1
        return self._shares

    @property
    def links(self) -> tuple[Piece, ...]:
        """Return a big choice by itself."""
        return (_NOTHING, self, _NOTHING) if is_big(self.regex) else (self,)


_NOTHING = Sequence([])
_ANY = ("",)
"""What stands in every text."""


def _is_single(branch: Piece) -> bool:
    """Tell whether a branch is a single Latin word with a common ending."""
    return isinstance(branch, Literal) and branch.regex.removeprefix(WORD_START).removesuffix(WORD_END).isalpha()


def _joined(ordered: list[str]) -> str:
    latin = [r[len(WORD_START) :] for r in ordered if r.startswith(WORD_START)]
    joined = "|".join(r for r in ordered if not r.startswith(WORD_START))
    if latin:
        joined += ("|" if joined else "") + f"{WORD_START}(?:{'|'.join(_one_ending(latin))})"
    return f"(?:{joined})"


def _union(sets: list[Atoms]) -> Atoms:
    return None if any(s is None for s in sets) else frozenset().union(*(s for s in sets if s))


def _one_ending(words: list[str]) -> list[str]:
    """Let single words share the expression they end in, after those of several words: compiling takes half the time."""
    single = [word.removesuffix(WORD_END) for word in words if word.removesuffix(WORD_END).isalpha()]
    several = [word for word in words if not word.removesuffix(WORD_END).isalpha()]
    return [*several, f"(?:{'|'.join(single)}){WORD_END}"] if len(single) > 1 else words
