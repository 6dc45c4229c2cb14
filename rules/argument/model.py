"""The shapes of argument: rules, rulesets, arguments and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Values = frozenset[str]
UNKNOWN = "unknown"
VETOES = ("unaffordable", "impossible", "law")
"""What may rule a choice out, mildest first."""
WEIGHTS = {1: "slight", 2: "fair", 4: "strong", 8: "decisive"}


@dataclass(frozen=True)
class Rule:
    """A conjunction of conditions, and what it says when they hold."""

    id: str
    when: tuple[tuple[str, Values], ...]
    snippet: str

    def holds(self, case: Mapping[str, str]) -> bool:
        """Say whether every condition holds."""
        return all(case[attribute] in values for attribute, values in self.when)


@dataclass(frozen=True)
class Argument(Rule):
    """What a rule says of one choice: for it, against it or a veto; a rule that names several makes one for each."""

    choice: str = ""
    weight: int = 0
    veto: str | None = None

    @property
    def stance(self) -> str:
        """Return for, against or veto."""
        return "veto" if self.veto else ("for" if self.weight > 0 else "against")


@dataclass(frozen=True)
class Note(Rule):
    """A rule that says one thing beside the decisions: a warning, an order line, a step and so on."""

    kind: str = ""
    rank: int = 0
    about: str | None = None


@dataclass(frozen=True)
class Ruleset:
    """All arguments of one decision; `reads` are the attributes it is given, `given` the decisions before it."""

    decision: str
    layer: int
    choices: tuple[str, ...]
    reads: tuple[str, ...]
    given: tuple[str, ...]
    rules: tuple[Argument, ...]

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Argument, ...]]:
        """Return what each rule says, in the author's order."""
        found: dict[str, tuple[Argument, ...]] = {}
        for rule in self.rules:
            found[rule.id] = (*found.get(rule.id, ()), rule)
        return found

    @property
    def attributes(self) -> tuple[str, ...]:
        """Return everything a case of this decision has."""
        return self.reads + tuple(f"is.{decision}" for decision in self.given)


@dataclass(frozen=True)
class Verdict:
    """What one decision says, with the arguments that fired; `standings` are the choices, best first."""

    decision: str
    choice: str
    fired: tuple[Argument, ...]
    standings: tuple[str, ...]

    def arguments(self, choice: str, stance: str) -> list[Argument]:
        """Return what fired for a choice with a stance, strongest first."""
        found = [rule for rule in self.fired if rule.choice == choice and rule.stance == stance]
        return sorted(found, key=lambda rule: (-abs(rule.weight), -_rank(rule.veto)))

    def proof(self, case: Mapping[str, str]) -> dict[str, Any]:
        """Write down what was concluded on a case and why, for somebody else to check.

        {"decision", "choice", "steps": [{"rule", "choice", "weight", "veto", "premises": {attribute: value}}]}
        """
        steps = [
            {
                "rule": rule.id,
                "choice": rule.choice,
                "weight": rule.weight,
                "veto": rule.veto,
                "premises": {attribute: case[attribute] for attribute, _ in rule.when},
            }
            for rule in sorted(self.fired, key=lambda rule: (rule.id, rule.choice))
        ]
        return {"decision": self.decision, "choice": self.choice, "steps": steps}

    def weight(self, choice: str) -> int:
        """Return the sum of what speaks for a choice and against it."""
        return sum(rule.weight for rule in self.fired if rule.choice == choice)

    def worst_veto(self, choice: str) -> str | None:
        """Return the worst veto against a choice."""
        vetoes = [rule.veto for rule in self.fired if rule.choice == choice and rule.veto]
        return max(vetoes, key=_rank) if vetoes else None


def _rank(veto: str | None) -> int:
    return VETOES.index(veto) + 1 if veto else 0


def judge(decision: str, choices: tuple[str, ...], fired: tuple[Argument, ...]) -> Verdict:
    """Weigh what fired: mildest worst veto, then fewest of it, then the largest sum of weights, then the author's order."""
    merits = {choice: [0, 0, 0] for choice in choices}
    for rule in fired:
        merit, rank = merits[rule.choice], _rank(rule.veto)
        merit[2] -= rule.weight
        if rank > merit[0]:
            merit[0], merit[1] = rank, 0
        merit[1] += rank > 0 and rank == merit[0]
    standings = tuple(sorted(choices, key=merits.__getitem__))
    return Verdict(decision, standings[0], fired, standings)
