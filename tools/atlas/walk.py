"""Walk cells of one decision: engine, table and evaluator must say the same, and only true proofs may pass.

Table and evaluator are held against each other in many cells at once (`agree`): the evaluator says of each value of each attribute
which rules it breaks, and what it makes of each set of rules that is left. The engine is asked, and proofs are forged, cell by cell
(`walk`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from knowledge import load
from rules.ahead.tables import Table, tables
from rules.argument.evaluator import Evaluator, ProofError
from rules.argument.model import Verdict
from rules.decide.deciding import fired_on, verdict_of
from rules.decide.rule_files import HERE
from rules.facts.attributes import attributes
from rules.price import cost
from tools.atlas.factors import factor_faults, read_apart
from tools.atlas.states import Codes

MOST_FAULTS = 5


@dataclass
class Walked:
    """What a stretch of cells showed; `attacked` counts the tampered proofs, all of them rejected if there is no fault."""

    cells: int = 0
    fired: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    altered: set[tuple[str, str]] = field(default_factory=set)
    swapped: set[str] = field(default_factory=set)
    attacked: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Walked) -> None:
        """Take in what the next stretch showed."""
        self.cells += other.cells
        self.attacked += other.attacked
        self.faults += other.faults[: MOST_FAULTS - len(self.faults)]
        self.fired |= other.fired
        self.choices |= other.choices
        self.swapped |= other.swapped
        self.altered |= other.altered


@cache
def evaluator(decision: str) -> Evaluator:
    """Return the second opinion on one decision."""
    choices = [choice.value for choice in load().decisions[decision].choices]
    return Evaluator(HERE / "decisions" / f"{decision}.yaml", choices, cost.means_names())


def case_at(table: Table, position: int) -> dict[str, str]:
    """Return a case for one cell; over many cells every member of every class takes its turn."""
    found = {}
    for name, stride in table.strides.items():
        members = sorted(table.groups[name][position // stride % len(table.groups[name])])
        found[name] = members[position % len(members)]
    return found


def fired_sets(decision: str, positions: Codes) -> tuple[list[frozenset[str]], Codes]:
    """Return the distinct sets of rules that hold in some cells by the evaluator alone, and which one holds where."""
    table, second = tables()[decision], evaluator(decision)
    rules = second.rules
    broken = np.zeros((len(positions), -(-len(rules) // 63)), np.int64)
    for name, stride in table.strides.items():
        by_class = np.array(
            [_mask(rules, second.broken_by(name, min(group))) for group in table.groups[name]], np.int64
        )
        broken |= by_class[positions // stride % len(table.groups[name])]
    distinct, where = np.unique(broken, axis=0, return_inverse=True)
    sets = [frozenset(rule for n, rule in enumerate(rules) if not row[n // 63] >> n % 63 & 1) for row in distinct]
    return sets, np.asarray(where.reshape(-1), np.int64)


def _mask(rules: Sequence[str], some: Collection[str]) -> list[int]:
    words = [0] * -(-len(rules) // 63)
    for place, rule in enumerate(rules):
        words[place // 63] |= (rule in some) << place % 63
    return words


def agree(decision: str, positions: Codes) -> Agreed:
    """Hold table and rules against the evaluator: value by value, factor by factor, and all together in these cells."""
    table, second = tables()[decision], evaluator(decision)
    sets, where = fired_sets(decision, positions)
    winners = [table.ruleset.choices.index(second.winner(fired)) for fired in sets]
    said = table.at(positions)
    wrong = np.flatnonzero(said != np.array(winners)[where])
    faults = [
        f"{decision}: the table says {table.ruleset.choices[said[one]]}, the evaluator"
        f" {table.ruleset.choices[winners[where[one]]]} on {table.case(int(positions[one]))}"
        for one in wrong[:MOST_FAULTS]
    ]
    faults += [*read_apart(table, second), *factor_faults(table, second)]
    return Agreed(len(positions), frozenset().union(*sets), sets, where, faults)


@dataclass(frozen=True)
class Agreed:
    """What table and evaluator say of some cells; `sets` and `where` as from `fired_sets`."""

    cells: int
    fired: frozenset[str]
    sets: list[frozenset[str]]
    where: Codes
    faults: list[str]


def walk(decision: str, positions: Sequence[int]) -> Walked:
    """Check the cells at some positions of a decision's table."""
    table, found = tables()[decision], Walked()
    said = table.at(np.asarray(positions, np.int64))
    for position, place in zip(positions, said.tolist(), strict=True):
        case = case_at(table, int(position))
        try:
            problem = _check(decision, case, int(position), table.ruleset.choices[place], found)
        except Exception as error:  # whatever goes wrong in a cell is what the walk is looking for
            problem = repr(error)
        found.cells += 1
        if problem and len(found.faults) < MOST_FAULTS:
            found.faults.append(f"{decision}: {problem} on {case}")
    return found


def _check(decision: str, case: Mapping[str, str], position: int, laid: str, found: Walked) -> str | None:
    verdict, second = verdict_of(decision, case), evaluator(decision)
    backwards = fired_on(decision, dict(reversed(list(case.items()))))
    found.choices.add(verdict.choice)
    fired = {rule.id for rule in verdict.fired}
    found.fired |= fired
    if laid != verdict.choice:
        return f"the table says {laid}, the engine {verdict.choice}"
    if second.fired(case) != fired or second.choice(case) != verdict.choice:
        return f"the evaluator says {second.choice(case)}, the engine {verdict.choice}"
    if set(backwards) != fired:
        return "the order of facts matters"
    return _attack(second, verdict, case, position, found)


def _attack(second: Evaluator, verdict: Verdict, case: Mapping[str, str], position: int, found: Walked) -> str | None:
    """Offer the proof, which must be accepted, and tampered ones, which must not."""
    proof = verdict.proof(case)
    second.check(proof, case)
    for what, forged in _forgeries(proof, verdict, position, found):
        found.attacked += 1
        if _accepted(second, forged, case):
            return f"a proof is accepted although {what}"
    return None


def _accepted(second: Evaluator, proof: Mapping[str, Any], case: Mapping[str, str]) -> bool:
    try:
        second.check(proof, case)
    except ProofError:
        return False
    return True


def _forgeries(
    proof: dict[str, Any], verdict: Verdict, position: int, found: Walked
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Offer the proof without each of its steps in turn, and with one premise, one rule and the choice replaced."""
    steps, table = proof["steps"], tables()[verdict.decision]
    choices = table.ruleset.choices
    yield "its choice was replaced", {**proof, "choice": choices[choices.index(verdict.choice) - 1]}
    for place, step in enumerate(steps):
        yield f"{step['rule']} was removed", {**proof, "steps": steps[:place] + steps[place + 1 :]}
    if not steps:
        return
    waiting = [place for place, step in enumerate(steps) if step["rule"] not in found.swapped]
    place = waiting[0] if waiting else position % len(steps)
    step, before, after = steps[place], steps[:place], steps[place + 1 :]
    rules = list(table.ruleset.by_id)
    other = rules[(rules.index(step["rule"]) + 1 + position % (len(rules) - 1)) % len(rules)]
    found.swapped.add(step["rule"])
    yield f"{step['rule']} was swapped for {other}", {**proof, "steps": [*before, {**step, "rule": other}, *after]}
    for name, value in step["premises"].items():
        found.altered.add((step["rule"], name))
        lie = {**step, "premises": {**step["premises"], name: _other_value(name, value)}}
        yield f"{name} was altered in {step['rule']}", {**proof, "steps": [*before, lie, *after]}


@cache
def _other_value(attribute: str, value: str) -> str:
    """Return a value other than the true one."""
    decided = attribute.startswith("is.")
    values = tables()[attribute[3:]].ruleset.choices if decided else attributes()[attribute].values
    return values[values.index(value) - 1]
