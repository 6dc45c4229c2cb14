"""Names of programs nobody told us of: they are said back rather than guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from chat.hear.lexicon import load_lexicon
from chat.hear.normal import Line
from chat.hear.phrases import Phrases
from chat.hear.repair import vocabulary
from chat.hear.things import Thing
from chat.hear.units import language, pattern

_NAME = r"[a-z][a-z0-9.-]{2,24}"
_LISTED = re.compile(rf"(?<![a-z0-9.-]){_NAME}(?= ?\+ ?[a-z\u3400-\u9fff])|(?<=\+){_NAME}|(?<=\+ ){_NAME}")
_ORDINARY = ("name_en", "name_led")
_HAN = re.compile("[\u3400-\u9fff]")


def unknown_programs(line: Line, known: Iterable[Thing]) -> list[tuple[int, int]]:
    """Return where a name stands as a program's does that we do not know: 部署 xyzzy 系统, self-host Foobar, redis + sidekiq."""
    named = list(known)
    return sorted({(start, end) for start, end in _named(line) if _is_unknown(line, start, end, named)})


def _named(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the places where a program's name would stand."""
    for m in _LISTED.finditer(line.text):
        yield m.start(), m.end() - m.group().endswith(".")
    for m in pattern("signs", "installs").finditer(line.text):
        group = next(name for name, said in m.groupdict().items() if said)
        start, end = m.span(group)
        in_han = bool(_HAN.search(line.text[m.start() : start]))
        # A lower-case word after "run", or first in a text, is as often an ordinary one.
        if in_han or group not in _ORDINARY or not line.words(start, end)[:1].islower():
            yield start, end - m.group(group).endswith(".")


@lru_cache(maxsize=1)
def _self_hosted() -> Phrases:
    """Return what reads a program that the lexicon knows a purpose for, whether or not the catalogue has it."""
    return Phrases(load_lexicon().groups["selfhosted"])


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """Return the words that name no program."""
    formats = (word for words in language()["formats"].values() for word in words)
    return vocabulary()[0] | frozenset((*language()["not_programs"], *map(str, formats)))


def _is_unknown(line: Line, start: int, end: int, known: Iterable[Thing]) -> bool:
    word = line.text[start:end]
    if any(t.start < end and start < t.end for t in known):
        return False
    return bool(_self_hosted().fullmatch(word)) or {word, word.rstrip("s"), *re.split("[.-]", word)}.isdisjoint(
        _ordinary()
    )
