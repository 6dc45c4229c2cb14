"""The machine side: what the decisions about which machine become over all answers, for one purpose.

What sizes a machine counts here only as far as rules tell sizes apart: a *row* for each class of size together with each
class of programs beside it. A decision over both sides is worked out once for each outcome of the place side it can tell apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import inf

import numpy as np

from knowledge import load
from rules.ahead.cuts import Along, Grid, Positions
from rules.ahead.numbering import Key, key_of, part
from rules.ahead.numbering import given as class_given
from rules.ahead.sides import SIZED, sides
from rules.ahead.tables import alike, tables
from rules.ahead.targets import budget_classes
from rules.answers import Answers, Said
from rules.argument.model import UNKNOWN
from rules.facts.attributes import Attribute, attributes
from rules.machine.lots import SIZE_CLASSES


@cache
def _decisions() -> tuple[str, ...]:
    return sides().machine_decisions + sides().both


@cache
def _alike_in_tables(name: str, values: tuple[str, ...]) -> tuple[int, ...]:
    """Return the class of each value of an attribute that the decisions of this side tell apart."""
    reading = [table for key in _decisions() if name in (table := tables()[key]).ruleset.reads]
    marks = [tuple(table.index[name][value] for table in reading) for value in values]
    order = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
    return tuple(order[mark] for mark in marks)


@cache
def size_rows() -> Mapping[str, int]:
    """Return the class of each size class that the decisions of this side tell apart."""
    return dict(zip(SIZE_CLASSES, _alike_in_tables("size", SIZE_CLASSES), strict=True))


@cache
def service_rows() -> tuple[int, ...]:
    """Return the class of each answer about programs side by side, unknown first."""
    return _alike_in_tables("services", (UNKNOWN, *load().needs["services"].values))


@cache
def _services() -> Mapping[object, int]:
    """Return the place of each answer about programs side by side, unknown first."""
    return {answer: place for place, answer in enumerate((None, *load().needs["services"].values))}


@cache
def _row_values() -> tuple[tuple[str, str], ...]:
    """Return a size class and an answer about programs that stand for each row."""
    sizes = [SIZE_CLASSES[list(size_rows().values()).index(row)] for row in range(max(size_rows().values()) + 1)]
    answers = (UNKNOWN, *load().needs["services"].values)
    services = [answers[service_rows().index(row)] for row in range(max(service_rows()) + 1)]
    return tuple((size, service) for size in sizes for service in services)


@cache
def marks_of(need: str) -> Mapping[object, int]:
    """Return the place of each answer on a need's axis: a stretch of budget each, words that no rule tells apart together."""
    if need == "budget":
        return {value: place for place, value in enumerate((None, *budget_classes()))}
    words = (None, *load().needs[need].values)
    marks = [alike(need, str(word or UNKNOWN)) for word in words]
    order = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
    return {word: order[mark] for word, mark in zip(words, marks, strict=True)}


@cache
def _firsts(need: str) -> tuple[object, ...]:
    found: dict[int, object] = {}
    for value, place in marks_of(need).items():
        found.setdefault(place, value)
    return tuple(found[place] for place in sorted(found))


def along(need: str, values: Sequence[object]) -> Along:
    """Return which places of a need's axis some answers take."""
    if len(values) > 1:
        return _along(need, tuple(values))
    marks, value = marks_of(need), values[0]
    return budget_place(float(str(value))) if need == "budget" and value not in marks else marks[value]


@lru_cache(maxsize=256)
def _along(need: str, values: tuple[object, ...]) -> Along:
    marks = marks_of(need)
    taken = tuple(sorted({marks[value] for value in values}))
    return taken[0] if len(taken) == 1 else None if len(taken) == len(_firsts(need)) else taken


def _place(need: str, value: object) -> int:
    return budget_place(float(str(value))) if need == "budget" and value is not None else marks_of(need)[value]


def budget_place(number: float) -> int:
    """Return the place of a budget on its axis."""
    return bisect_right(_budget_lows(), number)


@cache
def _budget_lows() -> tuple[float, ...]:
    return (-inf, *(low for low, _ in budget_classes()[1:]))


@cache
def _known_needs() -> tuple[str, ...]:
    """Return the needs that a class of this side hangs on and no axis stands for."""
    axes = {*sides().machine, *sides().bridges, *SIZED}
    names = dict.fromkeys(name for key in _decisions() for name in tables()[key].ruleset.reads)
    return tuple(dict.fromkeys(need for name in names for need in attributes()[name].needs if need not in axes))


@cache
def _flags() -> frozenset[str]:
    names = {name for key in _decisions() for name in tables()[key].ruleset.reads}
    return frozenset(flag for flag in load().circumstances if flag.replace("-", "_") in names)


class Machines:
    """Every decision of the machine side over rows and its questions, for what is known besides them."""

    def __init__(self, known: Answers) -> None:
        """Nothing is worked out before it is asked for."""
        self._known = known
        self._choices: dict[Key, Grid] = {}
        self._positions: dict[str, Positions] = {}
        self._all: dict[int, list[tuple[str, tuple[str, ...], Grid]]] = {}

    def beside_place(self, decision: str) -> Positions:
        """Return the positions in a decision's table by all that hangs on no outcome of the place side."""
        if decision not in self._positions:
            table = tables()[decision]
            mine = [name for name in table.ruleset.reads if name not in sides().bridges]
            found = {name: self._classed(table.index[name], attributes()[name]) for name in mine}
            for earlier in table.ruleset.given:
                if earlier in sides().machine_decisions:
                    found[f"is.{earlier}"] = class_given(decision, earlier).take(self.choices((earlier, 0)))
            self._positions[decision] = table.places(found)
        return self._positions[decision]

    def _classed(self, index: Mapping[str, int], attribute: Attribute) -> Grid:
        """Return the class of an attribute over rows and questions; `index`: of each of its values."""
        name, count = attribute.name, 1 + len(sides().machine)
        if name in ("size", "services"):
            place = ("size", "services").index(name)
            values = [index[row[place]] for row in _row_values()]
            return np.array(values, np.int64).reshape([-1] + [1] * (count - 1))
        axis = next((need for need in attribute.needs if need in sides().machine), None)
        if axis is None:
            return np.array(index[attribute.fold(self._known)], np.int64)
        laid = [index[attribute.fold(_answered(self._known, axis, value))] for value in _firsts(axis)]
        place = 1 + sides().machine.index(axis)
        return np.array(laid, np.int64).reshape([-1 if axis_ == place else 1 for axis_ in range(count)])

    def choices(self, key: Key) -> Grid:
        """Return a decision's choices, given an outcome of the place side."""
        if key not in self._choices:
            decision, outcome = key
            before = {earlier: self.choices(of_side(earlier, outcome)) for earlier in two_sided_before(decision)}
            found = decided(key, self.beside_place(decision), before)
            self._choices[key] = np.ascontiguousarray(np.broadcast_to(found, shape()))
        return self._choices[key]

    def at(self, told: Answers, size_class: str, outcome: int) -> dict[str, str]:
        """Return each decision's choice for one set of answers (missing is unknown), a size and an outcome of the place side."""
        needs = told.needs
        services = service_rows()[_services()[needs.get("services")]]
        row = size_rows()[size_class] * (max(service_rows()) + 1) + services
        cell = (row, *[_place(need, needs[need]) if need in needs else 0 for need in sides().machine])
        return {name: words[grid[cell]] for name, words, grid in self._over_all(outcome)}

    def _over_all(self, outcome: int) -> list[tuple[str, tuple[str, ...], Grid]]:
        """Return every decision with the words and the places of its choices, given an outcome of the place side."""
        if outcome not in self._all:
            words = {name: tables()[name].ruleset.choices for name in _decisions()}
            self._all[outcome] = [(name, of, self.choices(of_side(name, outcome))) for name, of in words.items()]
        return self._all[outcome]


def shape() -> tuple[int, ...]:
    """Return how many rows there are, and how many places of the answers to each question."""
    return len(_row_values()), *(len(_firsts(need)) for need in sides().machine)


@cache
def two_sided_before(decision: str) -> tuple[str, ...]:
    """Return the decisions over both sides that a decision builds on."""
    return tuple(name for name in tables()[decision].ruleset.given if name in sides().both)


def decided(key: Key, beside: Positions, before: Mapping[str, Grid]) -> Grid:
    """Return a decision's choices in an outcome of the place side, at positions `beside` it.

    `before`: the choices there of each decision over both sides that it builds on.
    """
    decision, _ = key
    table = tables()[decision]
    given = table.places({f"is.{one}": class_given(decision, one).take(grid) for one, grid in before.items()})
    return table.winners(
        [one + other for one, other in zip(beside, given, strict=True)] if before else beside, _behind(key)
    )


@lru_cache(maxsize=4096)
def _behind(key: Key) -> tuple[int, ...]:
    """Return where an outcome of the place side puts a decision in each factor: less work than to add to each position."""
    decision, outcome = key
    table = tables()[decision]
    bridges = [name for name in table.ruleset.reads if name in sides().bridges]
    words = {name: (UNKNOWN, *load().needs[name].values)[part(outcome, name)] for name in bridges}
    found = {name: np.array(table.index[name][word], np.int64) for name, word in words.items()}
    placed = [name for name in table.ruleset.given if name in sides().place_decisions]
    found |= {f"is.{name}": class_given(decision, name)[part(outcome, name)] for name in placed}
    return tuple(int(one) for one in table.places(found))


def _answered(known: Answers, need: str, value: object) -> Answers:
    """Return what is known with one more answer; None is unknown, a stretch of budget its least."""
    least = value[0] if isinstance(value, tuple) else value
    return known.given({need: least}) if isinstance(least, str | int | float) else known


def of_side(decision: str, outcome: int) -> Key:
    """Return a decision given an outcome of the place side, which counts only for one over both sides."""
    return key_of(decision, outcome) if decision in sides().both else (decision, 0)


def machines_of(told: Answers) -> Machines:
    """Return the machine side for what was said (no unsure) of everything but its questions."""
    return _machines(*told.among(_known_needs(), _flags()))


@lru_cache(maxsize=64)
def _machines(known: Said, heard: tuple[str, ...]) -> Machines:
    return Machines(Answers(dict(known), heard))
