"""The classes of law over all answers at once, for one purpose and one set of circumstances.

What `rules.facts.law_folds` says of one set of answers, said of every combination: the same rows, the same words, each condition
looked at once for the few answers it hangs on, and answers that no row tells apart sharing a place. A test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.law_words import AXES, GIVEN, behind, flags_behind, names_behind, told, words_over
from rules.answers import Answers
from rules.argument.model import UNKNOWN
from rules.decide.rule_files import rulesets
from rules.facts.law_folds import LAW_FOLDS, law
from rules.law.rows import Row
from rules.law.sieve import holds

Codes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LawGrid:
    """Per need the place of each value, and per fold the class (its place in the fold's order) over AXES."""

    places: Mapping[str, Mapping[str, int]]
    classes: Mapping[str, Codes]


@cache
def read_folds() -> tuple[str, ...]:
    """Return the folds of law that some decision reads."""
    return tuple(name for name in LAW_FOLDS if any(name in ruleset.reads for ruleset in rulesets().values()))


class Test(NamedTuple):
    """One condition of a row: the needs it hangs on, and where it holds over all their values, as bytes of a shape."""

    needs: tuple[str, ...]
    shape: tuple[int, ...]
    where: bytes

    @property
    def held(self) -> NDArray[np.bool_]:
        """Return where it holds."""
        return np.frombuffer(self.where, bool).reshape(self.shape)


Tests = tuple[Test, ...]


@lru_cache(maxsize=2048)
def law_grid(known: Answers, on: date, several: tuple[tuple[str, str], ...] = ()) -> LawGrid:
    """Work the classes out for a purpose, who connects, and circumstances, all in `known`, on a day.

    `several`: needs of which several options at once were stated, as (need, "one,other"); each is one more value of its need.
    """
    values = {need: (*_values(need), *(value for name, value in several if name == need)) for need in AXES}
    here = {key: _here(key, known, values) for key in _keys(on)}
    touching = [(row.id, _touching(row.id, here)) for row in _in_force(on)]
    return _laid(tuple((name, tests) for name, tests in touching if tests is not None), tuple(values.items()))


@lru_cache(maxsize=8)
def _in_force(on: date) -> tuple[Row, ...]:
    rows = (row for row in law().rows if row.sets and row.in_force(on) and not row.stale(on))
    return tuple(row for row in rows if read_folds_of(row))


@lru_cache(maxsize=512)
def _laid(bound: tuple[tuple[str, Tests], ...], of_needs: tuple[tuple[str, tuple[str, ...]], ...]) -> LawGrid:
    """Lay rows out over all values of the needs; what binds in the same way for several purposes is laid out once."""
    values, rows = dict(of_needs), [_rows()[name] for name, _ in bound]
    tests = [[(test.needs, test.held) for test in row] for _, row in bound]
    places = {need: _grouped(need, values[need], tests) for need in AXES}
    first = {need: _firsts(places[need]) for need in AXES}
    masks = [_mask(conditions, first) for conditions in tests]
    classes = {name: _strictest(name, rows, masks, first) for name in read_folds()}
    return _merged(places, classes)


def read_folds_of(row: Row) -> tuple[str, ...]:
    """Return the folds a row sets that some decision reads."""
    return tuple(name for name in row.sets if name in read_folds())


@cache
def _values(need: str) -> tuple[str, ...]:
    return (UNKNOWN, *load().needs[need].values)


@cache
def _rows() -> Mapping[str, Row]:
    return {row.id: row for row in law().rows}


Here = tuple[Answers, tuple[tuple[str, ...], ...]]
"""What a word of the rows hangs on: what is known, and the values of the needs that are not."""


def _here(key: str, known: Answers, values: Mapping[str, tuple[str, ...]]) -> Here:
    given = [name for name in GIVEN if name in names_behind(key)]
    mine = known.only(given, known.also if key == "also" else flags_behind(key))
    return told(key, mine), tuple([values[need] for need in behind(key)])


@lru_cache(maxsize=8)
def _keys(on: date) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in _in_force(on) for key in _asked(row.id)))


@cache
def _asked(row: str) -> tuple[str, ...]:
    """Return the word of each condition of a row: what hangs on no question first, which tells most for least."""
    return tuple(sorted({**law().words["unless_said"], **_rows()[row].binds}, key=lambda key: len(behind(key))))


@lru_cache(maxsize=4096)
def _held(row: str, key: str, here: Here) -> Test | bool:
    """Return where one condition of a row holds over the values of the needs it hangs on, or whether it always or never does."""
    wanted = {**law().words["unless_said"], **_rows()[row].binds}[key]
    words, where = words_over(key, *here)
    held = np.array([holds(wanted, one, None) for one in words])[where]
    return bool(held.any()) if held.all() or not held.any() else Test(behind(key), held.shape, held.tobytes())


def _touching(row: str, here: Mapping[str, Here]) -> Tests | None:
    """Return the conditions of a row that do not hold whatever is answered; None if one of them never holds here."""
    found = []
    for key in _asked(row):
        held = _held(row, key, here[key])
        if held is False:
            return None
        if isinstance(held, Test):
            found.append(held)
    return tuple(found)


def _grouped(
    need: str, values: tuple[str, ...], tests: list[list[tuple[tuple[str, ...], NDArray[np.bool_]]]]
) -> Mapping[str, int]:
    """Give values of a need that no condition tells apart one place."""
    marks: list[tuple[bytes, ...]] = []
    for place, value in enumerate(values):
        mark = [value.encode()] if need == "filing" else []
        for conditions in tests:
            mark += [
                np.take(held, place, axis=names.index(need)).tobytes() for names, held in conditions if need in names
            ]
        marks.append(tuple(mark))
    order = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
    return {value: order[mark] for value, mark in zip(values, marks, strict=True)}


def _firsts(places: Mapping[str, int]) -> list[int]:
    """Return for each place the first value that has it, as its index."""
    found: dict[int, int] = {}
    for index, place in enumerate(places.values()):
        found.setdefault(place, index)
    return list(found.values())


def _along(needs: tuple[str, ...], laid: NDArray[np.bool_]) -> NDArray[np.bool_]:
    shape = dict(zip(needs, laid.shape, strict=True))
    return laid.reshape([shape.get(need, 1) for need in AXES])


def _mask(
    conditions: list[tuple[tuple[str, ...], NDArray[np.bool_]]], first: Mapping[str, list[int]]
) -> NDArray[np.bool_]:
    found = np.ones((1,) * len(AXES), bool)
    for needs, held in conditions:
        laid = held[np.ix_(*(first[need] for need in needs))] if needs else held
        found = found & _along(needs, laid)
    return found


def _strictest(name: str, rows: list[Row], masks: list[NDArray[np.bool_]], first: Mapping[str, list[int]]) -> Codes:
    order = law().order[name]
    found: Codes = np.zeros((1,) * len(AXES), np.int64)
    if name == "may_file":
        stated = [order.index(_values("filing")[index]) for index in first["filing"]]
        found = np.array(stated, np.int64).reshape([-1 if need == "filing" else 1 for need in AXES])
    for row, mask in zip(rows, masks, strict=True):
        if name in row.sets:
            found = np.maximum(found, np.where(mask, order.index(row.sets[name]), 0))
    return np.broadcast_to(found, [len(first[need]) for need in AXES])


def _merged(places: Mapping[str, Mapping[str, int]], classes: Mapping[str, Codes]) -> LawGrid:
    """Let places that make no difference to any class share one."""
    final = {}
    for axis, need in enumerate(AXES):
        count = max(places[need].values()) + 1
        marks = [
            b"".join(np.take(one, place, axis=axis).tobytes() for one in classes.values()) for place in range(count)
        ]
        order = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
        kept = [marks.index(mark) for mark in order]
        classes = {name: np.take(one, kept, axis=axis) for name, one in classes.items()}
        final[need] = {value: order[marks[place]] for value, place in places[need].items()}
    return LawGrid(final, classes)
