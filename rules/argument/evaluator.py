"""A second opinion on every verdict: read the rule files alone, and check proofs step by step.

Written without the engine, the compiler and the verdict of this package, so that a fault there cannot hide here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.yamlfile import read_yaml

_SEVERITY = {"unaffordable": 1, "impossible": 2, "law": 3}
Proof = Mapping[str, Any]
"""{"decision", "choice", "steps": [{"rule", "choice", "weight", "veto", "premises": {attribute: value}}]}."""


class ProofError(ValueError):
    """A proof that does not hold; the message names the step."""


class Evaluator:
    """The rules of one decision, read from its file; `reach` lists the products each class of means can pay for."""

    def __init__(self, path: Path, choices: Sequence[str], reach: Sequence[Sequence[str]]) -> None:
        """Read one rule file; `choices` in the author's order."""
        self.decision: str = read_yaml(path)["decision"]
        self._choices = list(choices)
        self._reach = reach
        self._rows: dict[str, dict[str, Any]] = {row["id"]: row for row in read_yaml(path)["rules"]}
        self._claims = {rule: _claims(row) for rule, row in self._rows.items()}
        self._broken: dict[tuple[str, str], frozenset[str]] = {}
        self._last: tuple[dict[str, str], frozenset[str]] | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the ids of its rules, in the author's order."""
        return tuple(self._rows)

    def fired(self, case: Mapping[str, str]) -> frozenset[str]:
        """Return the ids of the rules that hold on a case."""
        # many proofs are checked against one case in a row
        if self._last is None or self._last[0] != case:
            broken = [self.broken_by(name, value) for name, value in case.items()]
            self._last = dict(case), frozenset(self._rows).difference(*broken)
        return self._last[1]

    def choice(self, case: Mapping[str, str]) -> str:
        """Return the verdict on a case."""
        return self.winner(self.fired(case))

    def check(self, proof: Proof, case: Mapping[str, str]) -> None:
        """Accept a proof of the verdict on a case, or raise ProofError."""
        if proof["decision"] != self.decision:
            raise ProofError(f"a proof of {proof['decision']}, not of {self.decision}")
        named = [(step["rule"], step["choice"]) for step in proof["steps"]]
        holding = self.fired(case)
        if len(set(named)) != len(named) or {rule for rule, _ in named} != holding:
            raise ProofError("its rules are not exactly those that hold")
        if len(named) != sum(len(self._claims[rule]) for rule in holding):
            raise ProofError("a rule does not say all it has to say")
        for step in proof["steps"]:
            self._check_step(step, case)
        if proof["choice"] != self.winner(holding):
            raise ProofError(f"the arguments do not add up to {proof['choice']}")

    def _check_step(self, step: Mapping[str, Any], case: Mapping[str, str]) -> None:
        rule = step["rule"]
        claim = {key: step[key] for key in ("choice", "weight", "veto")}
        if claim not in self._claims[rule] or dict(step["premises"]) != self._premises(rule, case):
            raise ProofError(f"{rule}: does not say this on this case")

    def broken_by(self, name: str, value: str) -> frozenset[str]:
        """Return the rules that cannot hold when an attribute has this value."""
        if (name, value) not in self._broken:
            tests = {rule: row["when"] for rule, row in self._rows.items() if name in (row.get("when") or {})}
            broken = (rule for rule, when in tests.items() if not self._meets(when[name], value))
            self._broken[name, value] = frozenset(broken)
        return self._broken[name, value]

    def _meets(self, wanted: Any, value: str) -> bool:
        if isinstance(wanted, dict):
            ((word, product),) = wanted.items()
            if word == "not":
                return not self._meets(product, value)
            return value != "unknown" and (product in self._reach[int(value)]) == (word == "from")
        if isinstance(wanted, bool):
            return value == ("true" if wanted else "false")
        return value in wanted if isinstance(wanted, list) else value == wanted

    def says(self, rule: str) -> list[tuple[str, int, int]]:
        """Return what a rule says of each choice it names: the choice, the weight, and how severe a veto it is (0 for none)."""
        claims = self._claims[rule]
        return [(claim["choice"], claim["weight"], _SEVERITY.get(claim["veto"], 0)) for claim in claims]

    def _premises(self, rule: str, case: Mapping[str, str]) -> dict[str, str]:
        return {name: case[name] for name in self._rows[rule].get("when") or {}}

    def winner(self, fired: Collection[str]) -> str:
        """Return the verdict when exactly these rules hold."""
        claims: dict[str, list[dict[str, Any]]] = {choice: [] for choice in self._choices}
        for rule in fired:
            for claim in self._claims[rule]:
                claims[claim["choice"]].append(claim)

        def merit(choice: str) -> tuple[int, int, int]:
            severities = [_SEVERITY[claim["veto"]] for claim in claims[choice] if claim["veto"]]
            worst = max(severities, default=0)
            return worst, severities.count(worst) if worst else 0, -sum(claim["weight"] for claim in claims[choice])

        # of equals, min takes the first in the author's order
        return min(self._choices, key=merit)


def _claims(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a row says of each choice it names."""
    if "veto" in row:
        named, weight, veto = row["veto"], 0, row["kind"]
    elif "for" in row:
        named, weight, veto = row["for"], row["weight"], None
    else:
        named, weight, veto = row["against"], -row["weight"], None
    choices = named if isinstance(named, list) else [named]
    return [{"choice": choice, "weight": weight, "veto": veto} for choice in choices]
