"""Each decision as a table over everything its rules can tell apart: what look-ahead reads instead of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.cuts import Grid, Positions
from rules.ahead.factors import Factor, Judged, best, factors, judged
from rules.answers import Answers
from rules.argument.model import UNKNOWN, Ruleset, Values
from rules.decide.rule_files import classes, rulesets
from rules.facts.attributes import Attribute, attributes


@dataclass(frozen=True)
class Table:
    """One decision's choices over all its situations, none of which is written down.

    `index` gives a value's class along its axis. A situation has a number, too: `strides` is the distance between classes in it.
    """

    ruleset: Ruleset
    groups: Mapping[str, tuple[Values, ...]]
    index: Mapping[str, Mapping[str, int]]
    factors: tuple[Factor, ...]
    judged: Judged | None

    @cached_property
    def strides(self) -> Mapping[str, int]:
        """Return what one class more along each axis adds to a situation's number."""
        counts = [len(axis) for axis in self.groups.values()]
        return {name: prod(counts[place + 1 :]) for place, name in enumerate(self.groups)}

    @property
    def size(self) -> int:
        """Return how many situations there are."""
        return prod(len(axis) for axis in self.groups.values())

    def offset(self, attribute: str, value: str) -> int:
        """Return what a value adds to a situation's number."""
        return self.index[attribute][value] * self.strides[attribute]

    def places(self, classes: Mapping[str, Grid]) -> Positions:
        """Return what some attributes add to the position in each factor, over arrays of classes, one each, which broadcast."""
        found = []
        for factor in self.factors:
            added = (one[classes[name]] for name, one in factor.places.items() if name in classes)
            found.append(sum(sorted(added, key=np.size), np.zeros((), np.int64)))
        return tuple(found)

    def winners(self, places: Sequence[Grid], starts: Sequence[int] = ()) -> NDArray[np.uint8]:
        """Return the choices, as places in the author's order, at positions in each factor, counted from `starts`."""
        kinds = [
            factor.kinds[start:].take(position)
            for factor, position, start in zip(self.factors, places, starts or (0,) * len(places), strict=True)
        ]
        if self.judged is None:
            total = np.zeros((), np.int64)
            for factor, kind in zip(self.factors, kinds, strict=True):
                total = total + factor.merits[kind]
            return best(total)
        joined = kinds[0]
        for step, kind in zip(self.judged.steps, kinds[1:], strict=True):
            joined = step[joined, kind]
        return np.asarray(self.judged.winners[joined])

    def at(self, numbers: Grid) -> NDArray[np.uint8]:
        """Return the choices in situations, by their numbers."""
        classes = {name: numbers // stride % len(self.groups[name]) for name, stride in self.strides.items()}
        return self.winners(self.places(classes))

    def choice(self, case: Mapping[str, str]) -> str:
        """Return the verdict on one case."""
        classes = {name: np.array(self.index[name][case[name]]) for name in self.ruleset.attributes}
        return self.ruleset.choices[int(self.winners(self.places(classes)))]

    def case(self, number: int) -> dict[str, str]:
        """Return a case that stands for one situation."""
        found = {}
        for name, stride in self.strides.items():
            found[name] = min(self.groups[name][number // stride % len(self.groups[name])])
        return found


@cache
def tables() -> dict[str, Table]:
    """Return every decision's table, filled."""
    return {name: fill(ruleset) for name, ruleset in rulesets().items()}


@cache
def alike(need: str, value: str) -> tuple[object, ...]:
    """Return a mark that the values of a need share which no decision tells apart, whatever else is known.

    What hangs on circumstances, too, is left out: `law_grid` tells that for the circumstances at hand.
    """
    return tuple(
        _mark(attribute, tuple(tables_reading), need, value)
        for attribute in attributes().values()
        if need in attribute.needs and not attribute.by_circumstance and (tables_reading := _reading(attribute.name))
    )


@cache
def _reading(attribute: str) -> tuple[str, ...]:
    return tuple(name for name, table in tables().items() if attribute in table.ruleset.reads)


def _mark(attribute: Attribute, reading: tuple[str, ...], need: str, value: str) -> object:
    others = [name for name in attribute.needs if name != need]
    found = []
    for answers in product(*((None, *load().needs[name].values) for name in others)):
        told = {name: answer for name, answer in zip(others, answers, strict=True) if answer is not None}
        folded = attribute.fold(Answers.of(told if value == UNKNOWN else {**told, need: value}))
        found.append(tuple(tables()[name].index[attribute.name][folded] for name in reading))
    return tuple(found)


def fill(ruleset: Ruleset, groups: Mapping[str, tuple[Values, ...]] | None = None) -> Table:
    """Lay a decision's rules out; `groups`: classes at least as fine as its own."""
    groups = groups or classes(ruleset)
    index = {
        name: {value: number for number, group in enumerate(axis) for value in group} for name, axis in groups.items()
    }
    parts = factors(ruleset.rules, ruleset.choices, groups)
    return Table(ruleset, groups, index, parts, judged(parts))
