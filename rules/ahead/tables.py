"""Each decision as a table over everything its rules can tell apart: what look-ahead reads instead of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.answers import Answers
from rules.argument.model import UNKNOWN, VETOES, Rule, Ruleset, Values
from rules.decide.rule_files import classes, rulesets
from rules.facts.attributes import Attribute, attributes


@dataclass(frozen=True)
class Table:
    """One decision's choices over all its situations.

    `index` gives a value's class along its axis, `strides` the distance between classes in the flat `cells`.
    """

    ruleset: Ruleset
    groups: Mapping[str, tuple[Values, ...]]
    index: Mapping[str, Mapping[str, int]]
    strides: Mapping[str, int]
    cells: NDArray[np.uint8]

    def offset(self, attribute: str, value: str) -> int:
        """Return what a value adds to a cell's position."""
        return self.index[attribute][value] * self.strides[attribute]

    def choice(self, case: Mapping[str, str]) -> str:
        """Return the verdict on one case."""
        position = sum(self.offset(name, case[name]) for name in self.ruleset.attributes)
        return self.ruleset.choices[int(self.cells[position])]

    def case(self, position: int) -> dict[str, str]:
        """Return a case that stands for one cell."""
        found = {}
        for name, stride in self.strides.items():
            found[name] = min(self.groups[name][position // stride % len(self.groups[name])])
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
    """Evaluate a decision's rules on all situations at once; `groups`: classes at least as fine as its own."""
    groups = groups or classes(ruleset)
    shape = tuple(len(group) for group in groups.values())
    index = {
        name: {value: number for number, group in enumerate(axis) for value in group} for name, axis in groups.items()
    }
    strides, step = {}, 1
    for name in reversed(tuple(groups)):
        strides[name] = step
        step *= len(groups[name])
    cells = _verdicts(ruleset, groups, shape).reshape(-1)
    return Table(ruleset, groups, index, {name: strides[name] for name in groups}, cells)


def _fires(rule: Rule, groups: Mapping[str, tuple[Values, ...]]) -> NDArray[np.bool_]:
    """Return in which situations a rule fires; an axis that it does not read has one place."""
    names = tuple(groups)
    mask = np.ones((1,) * len(names), bool)
    for attribute, values in rule.when:
        along = np.array([bool(group & values) for group in groups[attribute]])
        mask = mask & along.reshape([-1 if name == attribute else 1 for name in names])
    return mask


def _verdicts(ruleset: Ruleset, groups: Mapping[str, tuple[Values, ...]], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Apply the verdict's order as one number a choice: worst veto, how many of it, weight; the smallest wins."""
    vetoes = {(choice, kind): np.zeros(shape, np.int8) for choice in ruleset.choices for kind in VETOES}
    weights = {choice: np.zeros(shape, np.int16) for choice in ruleset.choices}
    for rule in ruleset.rules:
        mask = _fires(rule, groups)
        if rule.veto:
            vetoes[rule.choice, rule.veto] += mask
        else:
            weights[rule.choice] += np.where(mask, rule.weight, 0).astype(np.int16)
    keys = np.empty((len(ruleset.choices), *shape), np.int32)
    for place, choice in enumerate(ruleset.choices):
        keys[place] = 5_000 - weights[choice]
        for rank, kind in enumerate(VETOES, start=1):
            count = vetoes[choice, kind].astype(np.int32)
            keys[place] = np.where(count > 0, rank * 1_000_000 + count * 10_000 + 5_000 - weights[choice], keys[place])
    return np.asarray(keys.argmin(axis=0), np.uint8)
