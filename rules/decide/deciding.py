"""Decide: run every decision's rules on the engine, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from knowledge import load
from rules.answers import Answers, Value
from rules.argument.engine import Engine
from rules.argument.model import Rule, Ruleset, Verdict, judge
from rules.decide.conditions import domains_of
from rules.decide.rule_files import rulesets
from rules.decide.telling import Telling
from rules.facts.attributes import attributes, because, case_of


@dataclass(frozen=True)
class Decided:
    """Every decision for one conversation; `case` holds each attribute and each choice as `is.<decision>`."""

    answers: Answers
    case: Mapping[str, str]
    verdicts: Mapping[str, Verdict]

    def choice(self, decision: str) -> str:
        """Return what a decision says."""
        return self.verdicts[decision].choice

    def because(self, rule: Rule) -> dict[str, Value]:
        """Return the stated needs that made a rule fire."""
        found: dict[str, Value] = {}
        for attribute, _ in rule.when:
            if attribute in attributes():
                found.update(because(attribute, self.answers))
        return found

    def circumstances(self, rule: Rule) -> list[str]:
        """Return the circumstances (`also`) that made a rule fire."""
        return [flag for flag in self.answers.also if (flag.replace("-", "_"), frozenset(("true",))) in rule.when]

    def proof(self, decision: str) -> dict[str, Any]:
        """Return the proof of one verdict, the very one that the second opinion checks."""
        return self.verdicts[decision].proof(self.case)

    def given(self, rule: Rule) -> dict[str, str]:
        """Return the earlier decisions that made a rule fire."""
        names = [attribute[3:] for attribute, _ in rule.when if attribute.startswith("is.")]
        return {name: self.case[f"is.{name}"] for name in names}


@cache
def _engines() -> dict[str, tuple[Ruleset, Engine]]:
    return {
        name: (ruleset, Engine(name, {rule_id: rows[0].when for rule_id, rows in ruleset.by_id.items()}))
        for name, ruleset in rulesets().items()
    }


@cache
def _telling() -> dict[str, Telling]:
    """Return what of a case the rules of each decision can tell."""
    domains = domains_of(load())
    return {name: Telling(ruleset.attributes, ruleset.rules, domains) for name, ruleset in rulesets().items()}


def fired_on(decision: str, case: Mapping[str, str]) -> list[str]:
    """Return the rules of a decision that fire on the engine; `case` has at least the attributes it reads, in any order."""
    ruleset, engine = _engines()[decision]
    reads = frozenset(ruleset.attributes)
    return engine.fire({name: value for name, value in case.items() if name in reads})


def verdict_of(decision: str, case: Mapping[str, str]) -> Verdict:
    """Run one decision's rules on the engine and weigh what fired."""
    return _verdict(decision, _telling()[decision].of(case))


@lru_cache(maxsize=16_384)
def _verdict(decision: str, values: tuple[str, ...]) -> Verdict:
    """Run and weigh once for each fact: far fewer facts than conversations, for what no rule tells apart is one."""
    ruleset, _ = _engines()[decision]
    fired = fired_on(decision, _telling()[decision].case(values))
    return judge(decision, ruleset.choices, tuple(one for rule_id in fired for one in ruleset.by_id[rule_id]))


def works() -> bool:
    """Say whether the engine itself, asked anew, fires what it fired before on somebody who has said nothing."""
    decided = decide(Answers())
    return all(
        fired_on(name, decided.case) == list(dict.fromkeys(rule.id for rule in verdict.fired))
        for name, verdict in decided.verdicts.items()
    )


def forget() -> None:
    """Forget every verdict, so that the next one is reached anew."""
    _verdict.cache_clear()


def decide(answers: Answers) -> Decided:
    """Decide everything for one conversation."""
    case = case_of(answers)
    verdicts = {}
    for decision in rulesets():
        verdicts[decision] = verdict_of(decision, case)
        case[f"is.{decision}"] = verdicts[decision].choice
    return Decided(answers, case, verdicts)
