"""Names of programs nobody told us of: they are said back rather than guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from chat.hear.lexicon import load_lexicon
from chat.hear.normal import Line
from chat.hear.repair import vocabulary
from chat.hear.things import Thing
from chat.hear.units import language, pattern

_NAME = r"[a-z][a-z0-9.-]{2,24}"
_LISTED = re.compile(rf"(?<![a-z0-9.-]){_NAME}(?= ?\+ ?[a-z\u3400-\u9fff])|(?<=\+){_NAME}|(?<=\+ ){_NAME}")
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
        # A lower-case word after "run" is as often an ordinary one.
        if in_han or group != "name_en" or line.words(start, end)[:1].isupper():
            yield start, end - m.group(group).endswith(".")


@lru_cache(maxsize=1)
def _self_hosted() -> frozenset[str]:
    """Return the Latin names of programs that the lexicon knows a purpose for, whether or not the catalogue has them."""
    return frozenset(re.findall("[a-z][a-z0-9.-]+", load_lexicon().groups["selfhosted"].regex))


def _is_unknown(line: Line, start: int, end: int, known: Iterable[Thing]) -> bool:
    word = line.text[start:end]
    ordinary = vocabulary()[0] | frozenset(language()["not_programs"])
    if any(t.start < end and start < t.end for t in known):
        return False
    return word in _self_hosted() or not {word, word.rstrip("s"), *re.split("[.-]", word)} & ordinary
