"""Read the lexicon's little pattern language: words, (a|b), x?, {group}, # numbers, .. and ... gaps, ^ and $."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from chat.hear.choice import Choice
from chat.hear.normal import fold
from chat.hear.pieces import Literal, Mark, Maybe, Piece
from chat.hear.present import HAN, known
from chat.hear.sequences import Sequence

# A short gap is a word or two, a long one most of a clause; both stay inside the clause and are bounded,
# which together with the absence of * and + keeps matching linear in the length of the text.
_HAN_NUMERALS = "一二两三四五六七八九十百千万几俩仨数"
_NUMBER = f"(?:(?<![0-9.])[0-9][0-9.']{{0,8}}(?: ?[kw万千])?|[{_HAN_NUMERALS}]{{1,6}})[多来几]?"
_MARKS = {
    "...": Mark("[^，。？]{0,28}?", 28),
    "..": Mark("[^，。？]{0,6}?", 6),
    " ": Mark("[ -]?", 1),
    "^": Mark(f"(?:(?<![^，。？])|(?<={HAN} ))", 0, rf"(?:\A|(?<=，)|(?<=。)|(?<=？)|(?<={HAN} ))"),
    "$": Mark(f"(?=[，。？]|$| {HAN})", 0, f"(?=，|。|？|$| {HAN})"),
    "#": Mark(_NUMBER, 12),
}
_RUN = r"(?:(?!\.\.)[^ |(){}?^$#])+"
# `?` makes one Chinese letter optional, but a whole Latin word.
_TOKEN = re.compile(rf"{_RUN}(?=[^\0-\u3000]\?)|{_RUN}|\.\.\.?|\{{[^}}]*\}}?|.", re.DOTALL)
_PLAIN = re.compile(r"[a-z0-9.+#/&%@~、·，？:$€£¥\u3400-\u9fff\U0001f000-\U0001ffff -]+")
_OVER = frozenset(("|", ")", ""))


class PatternError(ValueError):
    """A pattern that does not follow the little language."""


@cache
def _literal(run: str) -> Literal | None:
    if not _PLAIN.fullmatch(run):
        return None
    known(run)
    return Literal(run)


class _Parser:
    def __init__(self, source: str, groups: Mapping[str, Piece]) -> None:
        self.source, self.groups, self.at = source, groups, 0
        self.tokens = [*_TOKEN.findall(source), ""]

    def fail(self, why: str) -> PatternError:
        return PatternError(f"{why} at letter {len(''.join(self.tokens[: self.at])) + 1} of {self.source!r}")

    def whole(self) -> Piece:
        piece = self.choice()
        if self.tokens[self.at]:
            raise self.fail("a bracket too many")
        return piece

    def choice(self) -> Piece:
        branches = [self.sequence()]
        while self.tokens[self.at] == "|":
            self.at += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Choice(branches)

    def sequence(self) -> Piece:
        items: list[Piece] = []
        while (token := self.tokens[self.at]) not in _OVER:
            piece = _MARKS.get(token) or self.item(token)
            self.at += 1
            if self.tokens[self.at] == "?":
                self.at += 1
                piece = Maybe(piece)
            items.append(piece)
        return items[0] if len(items) == 1 else Sequence(items)

    def item(self, token: str) -> Piece:
        if token[0] in "({":
            return self.named(token) if token[0] == "{" else self.group()
        return _literal(token) or self.unknown(token)

    def group(self) -> Piece:
        self.at += 1
        inner = self.choice()
        if self.tokens[self.at] != ")":
            raise self.fail("a group is not closed")
        return inner

    def named(self, token: str) -> Piece:
        name = token[1:-1]
        if token[-1] != "}" or name not in self.groups:
            raise self.fail(f"no group of words called {name!r}")
        return self.groups[name]

    def unknown(self, token: str) -> Piece:
        if token in ("?", "}"):
            raise self.fail(f"{token!r} means nothing here")
        letter = next(c for c in token if not _PLAIN.fullmatch(c))
        raise self.fail(f"{letter!r} in {token!r} never stands in folded text; write {fold(token).text!r}")


def parse(source: str, groups: Mapping[str, Piece]) -> Piece:
    """Read one pattern; raise PatternError with the place of the mistake."""
    return _Parser(source, groups).whole()


def parse_group(members: Iterable[object], groups: Mapping[str, Piece]) -> Piece:
    """Read a group of words, any of which will do; raise PatternError."""
    return parse("(" + "|".join(map(str, members)) + ")", groups)
