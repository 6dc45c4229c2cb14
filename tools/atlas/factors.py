"""Is a table, in factors, what the evaluator reads? Value by value and factor by factor, so over all that can be said and more.

Which rules hold hangs on the values one by one, and what they say adds up over the factors. So where every value breaks the same
rules for both, and every position of every factor says what the evaluator claims for its rules, the two agree in the whole cross
product, none of which has to be laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from rules.ahead.factors import FIELD, Factor
from rules.ahead.tables import Table
from rules.argument.evaluator import Evaluator


def read_apart(table: Table, second: Evaluator) -> Iterator[str]:
    """Say which values break other rules than the evaluator says, and which share a class though it tells them apart."""
    for name, groups in table.groups.items():
        for group in groups:
            theirs = {value: second.broken_by(name, value) for value in sorted(group)}
            if len({*theirs.values()}) > 1:
                yield f"{second.decision}: {name} {'/'.join(theirs)} share a class, but the evaluator tells them apart"
            strange = {value: rules ^ _broken_by(table, name, value) for value, rules in theirs.items()}
            for value, rules in strange.items():
                if rules:
                    yield f"{second.decision}: {name} {value} breaks {min(rules)} for one of rules and evaluator only"


def _broken_by(table: Table, name: str, value: str) -> set[str]:
    """Return the rules of a table that cannot hold when an attribute has this value."""
    rules = [rule for rule, *_ in table.ruleset.by_id.values()]
    return {rule.id for rule in rules if any(own == name and value not in values for own, values in rule.when)}


def factor_faults(table: Table, second: Evaluator) -> Iterator[str]:
    """Say which rules are not in one factor, and where a factor says something else than the evaluator claims."""
    placed = Counter(rule for factor in table.factors for rule in {argument.id for argument in factor.rules})
    if stray := {*second.rules} ^ {*placed} or {rule for rule, count in placed.items() if count > 1}:
        yield f"{second.decision}: {min(stray)} is not in one factor"
        return
    for factor in table.factors:
        if wrong := int(np.count_nonzero((factor.merits[factor.kinds] != _claimed(table, factor, second)).any(axis=1))):
            yield f"{second.decision}: in {wrong} positions a factor does not say what its rules claim"


def _claimed(table: Table, factor: Factor, second: Evaluator) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return what the evaluator claims of each choice at each position of a factor, as the numbers that add up."""
    found = np.zeros((len(factor.kinds), len(table.ruleset.choices)), np.int64)
    for rule in dict.fromkeys(argument.id for argument in factor.rules):
        holds = ~_broken(table, factor, second, rule)
        for choice, weight, severity in second.says(rule):
            found[holds, table.ruleset.choices.index(choice)] += (1 << FIELD * severity if severity else 0) - weight
    return found


def _broken(table: Table, factor: Factor, second: Evaluator, rule: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return at which positions of a factor a rule does not hold."""
    found = np.zeros(len(factor.kinds), bool)
    for name, steps in factor.places.items():
        stride = int(min((step for step in steps.tolist() if step), default=1))
        count = len({*steps.tolist()})
        classes = np.arange(len(factor.kinds)) // stride % count
        here = np.zeros(count, bool)
        for group, step in zip(table.groups[name], steps.tolist(), strict=True):
            here[step // stride] |= rule in second.broken_by(name, min(group))
        found |= here[classes]
    return found
