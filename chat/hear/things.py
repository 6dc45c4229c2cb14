"""Find the things a text names: programs, places, vendors, products, cards, suffixes, registrars, models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chat.hear.denial import is_negated
from chat.hear.normal import Line
from chat.hear.repair import vocabulary
from chat.hear.spans import clause_at
from chat.hear.units import language, pattern
from knowledge.program_sizes import circumstances
from knowledge.programs import Program, programs
from knowledge.things import named

_GAPS = frozenset(" -_.")
_SUFFIX = re.compile(r"(?<=[a-z0-9])?(?<![.])(\.[a-z]{2,6}(?:\.[a-z]{2,3})?)(?![a-z0-9.])")
_WORD = re.compile(r"(?<![a-z0-9.])[a-z]{5,}(?![a-z0-9])")
_TIMES = re.compile(r"[x*]\d")
_LONG_LATIN = re.compile("[a-z]{5,}")
_SHORTEST_LOOSE = 6  # names shorter than this are heard only with the gaps they are written with
_SHORTEST_VERSIONED = 3


@dataclass(frozen=True)
class Thing:
    """One thing named: its kind and id, where it stands in the folded text, the words as typed, and what its row says."""

    start: int
    end: int
    kind: str
    id: str
    text: str
    says: Mapping[str, Any] = field(repr=False)
    negated: bool = False


@dataclass(frozen=True)
class _Name:
    word: str
    squeezed: str
    kind: str
    id: str
    guarded: bool
    says: Mapping[str, Any]


def _squeeze(word: str) -> str:
    return "".join(letter for letter in word if letter not in _GAPS)


class _Names(NamedTuple):
    """All that can be named.

    `by_beginning`: names by their first two letters, longest first; `suffixes`: id by suffix; `words`: one-word program names, for misspellings.
    """

    by_beginning: Mapping[str, list[_Name]]
    suffixes: Mapping[str, str]
    words: Mapping[str, _Name]


@lru_cache(maxsize=1)
def _names() -> _Names:
    """Return the names of things and programs."""
    rows = [(word, row) for row in named() for word in (*row.names, *row.guarded)]
    suffixes = {word: row.id for word, row in rows if word.startswith(".")}
    found = [
        _Name(word, _squeeze(word), row.kind, row.id, word in row.guarded, row.says)
        for word, row in rows
        if word not in suffixes
    ]
    found += [name for program in programs().values() for name in _of_program(program)]
    return _Names(_by_beginning(found), suffixes, {n.word: n for n in found if _is_worth_repairing(n)})


def _is_worth_repairing(name: _Name) -> bool:
    """Tell whether a misspelt name is believed: a program's, of one long Latin word that means nothing else."""
    return name.kind == "program" and not name.guarded and _LONG_LATIN.fullmatch(name.word) is not None


def _of_program(program: Program) -> Iterator[_Name]:
    """Yield the names of a program, each with what its row says."""
    says = {
        "purpose": program.purpose,
        "reach": program.reach,
        "peer": program.peer,
        "unit": program.unit,
        "also": circumstances(program),
        "evasion": program.evasion,
        "card": program.card,
        "model": program.card and not program.container and not program.ports,
    }
    guarded = program.guarded or []
    for word in (*program.names, *guarded):
        yield _Name(word, _squeeze(word), "program", program.id, word in guarded, says)


def _by_beginning(found: Iterable[_Name]) -> dict[str, list[_Name]]:
    table: dict[str, list[_Name]] = {}
    for name in found:
        table.setdefault(name.squeezed[:2], []).append(name)
    for rows in table.values():
        # Of two names alike the program is meant: it says more.
        rows.sort(key=lambda n: (-len(n.squeezed), n.kind != "program"))
    return table


def things(line: Line) -> list[Thing]:
    """Return what a folded line names, in order; of names that overlap the longest."""
    text = line.text
    found = [*_written(text), *_misspelt(text)]
    spans: list[Thing] = []
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1])):
        if spans and start < spans[-1].end:
            continue
        if name.guarded and not _signed(text, start, end, name, found):
            continue
        denied = is_negated(text, start, end)
        spans.append(Thing(start, end, name.kind, name.id, line.words(start, end), name.says, denied))
    spans = _without_replaced(text, spans)
    suffixes = _names().suffixes
    for m in _SUFFIX.finditer(text):
        if m.group(1) in suffixes:
            spans.append(Thing(m.start(1), m.end(1), "suffix", suffixes[m.group(1)], m.group(1), {}))
    return sorted(spans, key=lambda thing: thing.start)


def _without_replaced(text: str, found: list[Thing]) -> list[Thing]:
    """Return things with the programs denied that another takes the place of: retiring iredmail in favour of mailcow."""
    before, behind = pattern("signs", "replaced_before"), pattern("signs", "replaced_behind")

    def leaves(t: Thing) -> bool:
        return t.kind == "program" and bool(before.search(text[: t.start]) or behind.match(text[t.end :]))

    stays = any(t.kind == "program" and not t.negated and not leaves(t) for t in found)
    return [replace(t, negated=True) if stays and leaves(t) else t for t in found]


def _written(text: str) -> Iterator[tuple[int, int, _Name]]:
    table = _names().by_beginning
    places = [i for i, letter in enumerate(text) if letter not in _GAPS]
    squeezed = "".join(text[i] for i in places)
    at = 0
    while at < len(places):
        step = 1
        name = _longest(text, squeezed, places, at, table.get(squeezed[at : at + 2], ()))
        if name:
            yield places[at], places[at + len(name.squeezed) - 1] + 1, name
            step = len(name.squeezed)
        at += step


def _longest(text: str, squeezed: str, places: list[int], at: int, names: Iterable[_Name]) -> _Name | None:
    """Return the longest name that begins at a place; of two alike but for their gaps the one written so."""
    best, exact = None, False
    for name in names:
        if best and len(name.squeezed) < len(best.squeezed):
            break
        start, last = places[at], at + len(name.squeezed) - 1
        if squeezed.startswith(name.squeezed, at) and _apart(text, start, places[last] + 1, name):
            written = text[start : places[last] + 1] == name.word
            if best is None or (written and not exact):
                best, exact = name, written
    return best


def _apart(text: str, start: int, end: int, name: _Name) -> bool:
    """Tell whether a name stands as a word of its own, its gaps as they are usually written."""
    said, after = text[start:end], text[end : end + 1]
    if name.word[0].isascii() and _is_latin(text[start - 1 : start]):
        return False
    if name.word[-1].isascii() and _is_latin(after) and not _is_numbered(text, end, name):
        return False
    return said == name.word or len(name.squeezed) >= _SHORTEST_LOOSE or " " not in said


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _is_numbered(text: str, end: int, name: _Name) -> bool:
    """Tell whether what is written straight behind a name is its version, or how many cards: redis7, 4090x2."""
    if name.kind == "card" and _TIMES.match(text, end):
        return True
    return name.word[-1].isalpha() and text[end].isdigit() and len(name.squeezed) >= _SHORTEST_VERSIONED


@lru_cache(maxsize=4096)
def _meant(word: str) -> str | None:
    """Return the program name a Latin word is a slip of."""
    names = _names().words
    if word in names or word in vocabulary()[0] or word[:-1] in vocabulary()[0]:
        return None
    near = [n for n in names if n[0] == word[0] and abs(len(n) - len(word)) <= 1]
    best = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=1)
    return str(best[0]) if best else None


def _misspelt(text: str) -> Iterator[tuple[int, int, _Name]]:
    for m in _WORD.finditer(text):
        meant = _meant(m.group())
        if meant:
            name = _names().words[meant]
            yield m.start(), m.end(), _Name(name.word, name.squeezed, name.kind, name.id, True, name.says)


def _signed(text: str, start: int, end: int, name: _Name, found: list[tuple[int, int, _Name]]) -> bool:
    """Tell whether something beside an ordinary word says that the program is meant: 用 outline, es 400G, drone 和 gitea."""
    if name.id in language()["signs"]:
        return bool(pattern("signs", name.id).search(text[:start] + "，" + text[end:]))
    low, high = clause_at(text, start)
    beside = text[low:start] + "，" + text[end:high]
    if name.says.get("purpose") == "game":
        words = pattern("signs", "game")
        return bool(words.search(beside) or (not text[low:start].strip() and words.search(text)))
    if name.kind == "end":
        return bool(pattern("signs", "calls").search(text[low:high]))
    if name.kind == "place":
        return bool(pattern("signs", "in_place").search(text[:start]))
    if pattern("signs", "before").search(text[low:start]) or _is_listed(text, start, end, name):
        return True
    if not beside.strip(" ，。？"):
        low, high, beside = 0, len(text), text  # nothing else in its clause: all of the text is beside it
    return _is_beside_program(found, low, high) or bool(pattern("signs", "any").search(beside))


def _is_listed(text: str, start: int, end: int, name: _Name) -> bool:
    """Tell whether a plus joins what is run to something else: vue+drone."""
    joined = text[:start].endswith(("+", "+ ")) or text.startswith(("+", " +"), end)
    return joined and bool(name.says.get("purpose"))


def _is_beside_program(found: Iterable[tuple[int, int, _Name]], low: int, high: int) -> bool:
    """Tell whether a program that no ordinary word means begins between two places."""
    return any(n.kind == "program" and not n.guarded and low <= start < high for start, _, n in found)


def is_name(start: int, end: int, named: Iterable[Thing]) -> bool:
    """Tell whether words are the name of a program that gets round nothing: Outline, the wiki."""
    over = [t for t in named if t.kind == "program" and start < t.end and t.start < end]
    return bool(over) and not any(t.says.get("evasion") for t in over)
