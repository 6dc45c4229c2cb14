"""Would anybody notice a wrong rule? Break each one in turn and see whether a hand-written expectation objects.

An expectation names needs and, for a decision, choices with every argument about them, strongest first; the first choice
named is the one advised. A mutant is killed when another choice is advised or another argument is heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.yamlfile import read_yaml
from rules.answers import Answers
from rules.argument.model import VETOES, Argument, Ruleset, Values, judge
from rules.decide.deciding import decide
from rules.decide.rule_files import rulesets
from rules.facts.attributes import attributes

EXPECTATIONS = Path(__file__).parents[2] / "tests" / "expectations.yaml"
ENOUGH = 0.95
"""The share of mutants that must be noticed."""
Conditions = tuple[tuple[str, Values], ...]
Said = Mapping[str, Sequence[str]]
"""Choice -> the rules about it, strongest first; the choice advised comes first."""


@dataclass(frozen=True)
class Expectation:
    """What one situation should lead to in one decision."""

    say: str
    decision: str
    case: Mapping[str, str]
    said: Said


@dataclass(frozen=True)
class Mutant:
    """One rule of a ruleset without one thing; `when` is None when it was removed altogether."""

    id: str
    decision: str
    rule_id: str
    when: Conditions | None


def expectations(path: Path = EXPECTATIONS) -> list[Expectation]:
    """Read the expectations; each situation is decided on the engine as far as later decisions hang on it."""
    found = []
    for row in read_yaml(path)["expectations"]:
        case = decide(Answers.of(row["needs"], row.get("also", ()))).case
        for decision in rulesets():
            if decision in row:
                found.append(Expectation(row["say"], decision, case, _said(decision, row[decision])))
    return found


def survivors(path: Path = EXPECTATIONS) -> dict[str, str]:
    """Return the mutants nobody needs to notice, each with the reason."""
    return dict(read_yaml(path).get("survivors") or {})


def _said(decision: str, row: Mapping[str, Any]) -> dict[str, list[str]]:
    return {choice: [f"{decision}/{name}" for name in names or ()] for choice, names in row.items()}


def about(choice: str, fired: Sequence[Argument]) -> list[str]:
    """Return the arguments about a choice, strongest first: vetoes, then weights, then the author's order."""
    mine = [rule for rule in fired if rule.choice == choice]
    return [rule.id for rule in sorted(mine, key=lambda rule: (-_severity(rule), -abs(rule.weight)))]


def _severity(rule: Argument) -> int:
    return VETOES.index(rule.veto) + 1 if rule.veto else 0


def objection(expectation: Expectation, rules: Sequence[Argument]) -> str | None:
    """Say how some rules fail an expectation, or None."""
    ruleset = rulesets()[expectation.decision]
    fired = tuple(rule for rule in rules if rule.holds(expectation.case))
    advised = judge(expectation.decision, ruleset.choices, fired).choice
    if advised != next(iter(expectation.said)):
        return f"{expectation.say}: {expectation.decision} is {advised}, not {next(iter(expectation.said))}"
    for choice, names in expectation.said.items():
        if (heard := about(choice, fired)) != list(names):
            return f"{expectation.say}: {expectation.decision} says of {choice} {heard}, not {list(names)}"
    return None


@cache
def _domain(attribute: str) -> Values:
    if attribute.startswith("is."):
        return frozenset(rulesets()[attribute[3:]].choices)
    return frozenset(attributes()[attribute].values)


def mutants() -> Iterator[Mutant]:
    """Make every mutant: each rule removed; each condition removed; each condition inverted."""
    for ruleset in rulesets().values():
        for rule_id, (rule, *_) in ruleset.by_id.items():
            yield Mutant(rule_id, ruleset.decision, rule_id, None)
            for place, (attribute, values) in enumerate(rule.when):
                others = rule.when[:place] + rule.when[place + 1 :]
                yield Mutant(f"{rule_id} without {attribute}", ruleset.decision, rule_id, others)
                inverse = (*others, (attribute, _domain(attribute) - values))
                yield Mutant(f"{rule_id} but not {attribute}", ruleset.decision, rule_id, inverse)


def mutated(ruleset: Ruleset, mutant: Mutant) -> list[Argument]:
    """Return a decision's rules with a mutant in its place."""
    kept = [rule for rule in ruleset.rules if rule.id != mutant.rule_id or mutant.when is not None]
    return [
        replace(rule, when=mutant.when) if rule.id == mutant.rule_id and mutant.when is not None else rule
        for rule in kept
    ]


def alive(wanted: Sequence[Expectation]) -> tuple[int, list[str]]:
    """Return how many mutants there are, and the ids of those that no expectation objects to."""
    count, found = 0, []
    for mutant in mutants():
        count += 1
        rules = mutated(rulesets()[mutant.decision], mutant)
        mine = [one for one in wanted if one.decision == mutant.decision]
        if not any(objection(one, rules) for one in mine if _touches(one, mutant)):
            found.append(mutant.id)
    return count, found


def _touches(expectation: Expectation, mutant: Mutant) -> bool:
    """Say whether the mutant fires where its rule does not, or the other way round."""
    rule = rulesets()[mutant.decision].by_id[mutant.rule_id][0]
    mutates = mutant.when is not None and replace(rule, when=mutant.when).holds(expectation.case)
    return mutates != rule.holds(expectation.case)
