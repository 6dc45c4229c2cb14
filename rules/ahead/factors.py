"""A decision's rules in factors: groups that read few attributes between them, each laid out over just those.

What speaks for and against a choice adds up rule by rule, so it adds up factor by factor, and no table holds the cross product of
all that a decision reads. One attribute more makes the factors of the rules that name it larger, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from rules.ahead.cuts import encoded
from rules.argument.model import VETOES, Argument, Rule, Values

LARGEST = 32_768
"""So many situations a factor has at most, unless one rule alone reads more: few factors are read fast, small ones built fast."""
MOST_KINDS = 1_000_000
"""So many kinds of some factors and of one more are joined at start; where there are more, each situation is judged when asked for."""
FIELD = 15
"""Bits for what is counted of one kind: the weights lowest, then each kind of veto, mildest first."""
_EVEN = 1 << FIELD - 1
"""The weights of a choice of which nothing is said, so that no sum of them is below 0."""

Groups = Mapping[str, tuple[Values, ...]]
Labels = Mapping[str, tuple[int, ...]]
"""Per attribute the class of each group of values, groups that no rule of a factor tells apart sharing one."""


@dataclass(frozen=True, eq=False)
class Factor:
    """Some rules, laid out over what they read.

    `places`: per attribute what each of its groups adds to the position; `kinds`: per position which of `merits` it has; `merits`: each
    thing that the rules may say of the choices, one number a choice, which add up from factor to factor (`best`).
    """

    rules: tuple[Argument, ...]
    places: Mapping[str, NDArray[np.int64]]
    kinds: NDArray[np.int64]
    merits: NDArray[np.int64]


def factors(rules: Sequence[Argument], choices: Sequence[str], groups: Groups) -> tuple[Factor, ...]:
    """Lay rules out, each in the factor that it makes least larger, or in a new one."""
    parts: list[tuple[list[Argument], Labels]] = []
    for rule in rules:
        grown = [_with(labels, rule, groups) for _, labels in parts]
        sizes = [_size(labels) for labels in grown]
        if sizes and min(sizes) <= LARGEST:
            place = sizes.index(min(sizes))
            parts[place] = [*parts[place][0], rule], grown[place]
        else:
            parts.append(([rule], _with({}, rule, groups)))
    return tuple(_laid(part, labels, choices, groups) for part, labels in parts)


@dataclass(frozen=True, eq=False)
class Judged:
    """What all factors say together, judged beforehand.

    `steps`: per further factor the kind that a kind of all before it makes with each of its own; `winners`: per kind of all.
    """

    steps: tuple[NDArray[np.int64], ...]
    winners: NDArray[np.uint8]


def judged(parts: Sequence[Factor]) -> Judged | None:
    """Join the kinds of all factors, one factor after the other, and judge them; None where they are too many."""
    total, steps = parts[0].merits, list[NDArray[np.int64]]()
    for factor in parts[1:]:
        if len(total) * len(factor.merits) > MOST_KINDS:
            return None
        shape = (len(total), len(factor.merits))
        total, kinds = _distinct((total[:, None] + factor.merits).reshape(-1, total.shape[1]))
        steps.append(kinds.reshape(shape))
    return Judged(tuple(steps), best(total))


def _distinct(merits: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the different rows, and which of them each row is."""
    columns = [np.unique(column, return_inverse=True) for column in merits.T]
    codes = encoded([places for _, places in columns], [len(values) for values, _ in columns])
    _, first, kinds = np.unique(codes, return_index=True, return_inverse=True)
    return merits[first], np.asarray(kinds, np.int64).reshape(-1)


def best(merits: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the winner along the last axis: mildest worst veto, then fewest of it, then the weights; of equals the first."""
    total = merits + _EVEN
    for rank in range(2, len(VETOES) + 1):
        milder = ((1 << FIELD) - 1) << (rank - 1) * FIELD
        total = np.where(total >> rank * FIELD, total & ~milder, total)
    return np.asarray(total.argmin(axis=-1), np.uint8)


def _merit(rule: Argument) -> int:
    """Return what a rule says as a number: the less, the better for its choice."""
    return 1 << (VETOES.index(rule.veto) + 1) * FIELD if rule.veto else -rule.weight


def _with(labels: Labels, rule: Rule, groups: Groups) -> Labels:
    """Return the classes told apart with one more rule."""
    found = dict(labels)
    for name, values in rule.when:
        before = labels.get(name, (0,) * len(groups[name]))
        marks = [(label, bool(group & values)) for label, group in zip(before, groups[name], strict=True)]
        order = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
        found[name] = tuple([order[mark] for mark in marks])
    return found


def _size(labels: Labels) -> int:
    return prod(max(one) + 1 for one in labels.values())


def _laid(rules: Sequence[Argument], labels: Labels, choices: Sequence[str], groups: Groups) -> Factor:
    shape = [max(one) + 1 for one in labels.values()]
    merits = np.zeros((*shape, len(choices)), np.int64)
    for rule in rules:
        merits[..., choices.index(rule.choice)] += np.where(_fires(rule, labels, groups), _merit(rule), 0)
    strides = [prod(shape[place + 1 :]) for place in range(len(shape))]
    places = {
        name: np.array(one, np.int64) * stride for (name, one), stride in zip(labels.items(), strides, strict=True)
    }
    distinct, kinds = _distinct(merits.reshape(-1, len(choices)))
    return Factor(tuple(rules), places, kinds, distinct)


def _fires(rule: Rule, labels: Labels, groups: Groups) -> NDArray[np.bool_]:
    """Return where a rule fires; an axis that it does not read has one place."""
    found = np.ones((1,) * len(labels), bool)
    for name, values in rule.when:
        firsts = [labels[name].index(label) for label in range(max(labels[name]) + 1)]
        along = np.array([bool(groups[name][first] & values) for first in firsts])
        found = found & along.reshape([-1 if one == name else 1 for one in labels])
    return found
