"""Read the lexicon's little pattern language: words, (a|b), x?, {group}, # numbers, .. and ... gaps, ^ and $."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from chat.hear.choice import Choice
from chat.hear.normal import fold
from chat.hear.pieces import Literal, Mark, Maybe, Piece, Sequence
from chat.hear.present import known

# A short gap is a word or two, a long one most of a clause; both stay inside the clause and are bounded,
# which together with the absence of * and + keeps matching linear in the length of the text.
_HAN_NUMERALS = "一二两三四五六七八九十百千万几俩仨数"
_NUMBER = f"(?:(?<![0-9.])[0-9][0-9.']{{0,8}}(?: ?[kw万千])?|[{_HAN_NUMERALS}]{{1,6}})[多来几]?"
_MARKS = {
    "...": Mark("[^，。？]{0,28}?"),
    "..": Mark("[^，。？]{0,6}?"),
    " ": Mark("[ -]?"),
    "^": Mark("(?:(?<![^，。？])|(?<=[\u3400-\u9fff] ))"),
    "$": Mark("(?=[，。？]|$| [\u3400-\u9fff])"),
    "#": Mark(_NUMBER),
}
_MARK = re.compile(r"\.\.\.?|[ ^$#]")
_RUN = re.compile(r"(?:(?!\.\.)[^ |(){}?^$#])+")
_PLAIN = re.compile(r"[a-z0-9.+#/&%@~、·，？:$€£¥\u3400-\u9fff\U0001f000-\U0001ffff -]+")


class PatternError(ValueError):
    """A pattern that does not follow the little language."""


@cache
def _literal(run: str) -> Literal:
    known(run)
    return Literal(run)


class _Parser:
    def __init__(self, source: str, groups: Mapping[str, Piece]) -> None:
        self.source, self.groups, self.at = source, groups, 0

    def fail(self, why: str) -> PatternError:
        return PatternError(f"{why} at letter {self.at + 1} of {self.source!r}")

    def whole(self) -> Piece:
        piece = self.choice()
        if self.at != len(self.source):
            raise self.fail("a bracket too many")
        return piece

    def choice(self) -> Piece:
        branches = [self.sequence()]
        while self.source[self.at : self.at + 1] == "|":
            self.at += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Choice(branches)

    def sequence(self) -> Piece:
        items: list[Piece] = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            piece = self.item()
            if self.source[self.at : self.at + 1] == "?":
                self.at += 1
                piece = Maybe(piece)
            items.append(piece)
        return items[0] if len(items) == 1 else Sequence(items)

    def item(self) -> Piece:
        mark = _MARK.match(self.source, self.at)
        if mark:
            self.at = mark.end()
            return _MARKS[mark.group()]
        letter = self.source[self.at]
        return self.group() if letter == "(" else self.named() if letter == "{" else self.literal()

    def group(self) -> Piece:
        self.at += 1
        inner = self.choice()
        if self.source[self.at : self.at + 1] != ")":
            raise self.fail("a group is not closed")
        self.at += 1
        return inner

    def named(self) -> Piece:
        end = self.source.find("}", self.at)
        name = self.source[self.at + 1 : end]
        if end < 0 or name not in self.groups:
            raise self.fail(f"no group of words called {name!r}")
        self.at = end + 1
        return self.groups[name]

    def literal(self) -> Piece:
        run = _RUN.match(self.source, self.at)
        if run is None:
            raise self.fail(f"{self.source[self.at]!r} means nothing here")
        text = run.group()
        # `?` makes one Chinese letter optional, but a whole Latin word.
        if self.source[run.end() : run.end() + 1] == "?" and len(text) > 1 and text[-1] > "\u3000":
            text = text[:-1]
        if not _PLAIN.fullmatch(text):
            letter = next(c for c in text if not _PLAIN.fullmatch(c))
            raise self.fail(f"{letter!r} in {text!r} never stands in folded text; write {fold(text).text!r}")
        self.at += len(text)
        return _literal(text)


def parse(source: str, groups: Mapping[str, Piece]) -> Piece:
    """Read one pattern; raise PatternError with the place of the mistake."""
    return _Parser(source, groups).whole()


def parse_group(members: Iterable[object], groups: Mapping[str, Piece]) -> Piece:
    """Read a group of words, any of which will do; raise PatternError."""
    return parse("(" + "|".join(map(str, members)) + ")", groups)
