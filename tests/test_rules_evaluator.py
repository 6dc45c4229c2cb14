"""The independent checker accepts true proofs and no other."""

import ast
import random
from pathlib import Path

import pytest

from rules.answers import Answers
from rules.argument import evaluator as module
from rules.argument.evaluator import ProofError
from rules.decide.deciding import decide
from tests.brute import random_also, random_value
from tools.atlas.walk import evaluator


def proofs(count, seed):
    rng = random.Random(seed)
    for _ in range(count):
        names = rng.sample(
            ["purpose", "buyer", "budget", "scale", "audience", "filing", "domain", "uptime", "skill", "term"], 6
        )
        found = decide(Answers.of({name: random_value(name, rng) for name in names}, random_also(rng)))
        for decision, verdict in found.verdicts.items():
            yield decision, verdict.proof(found.case), found.case


def test_it_knows_neither_engine_nor_compiler():
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {name for name in froms | plain if name.split(".")[0] in ("rules", "knowledge", "durable_rules_engine")} == {
        "knowledge.yamlfile"
    }


def test_true_proofs_are_accepted():
    for decision, proof, case in proofs(200, seed=21):
        evaluator(decision).check(proof, case)


def test_a_proof_without_one_of_its_steps_is_rejected():
    for decision, proof, case in proofs(60, seed=22):
        for place in range(len(proof["steps"])):
            steps = proof["steps"][:place] + proof["steps"][place + 1 :]
            with pytest.raises(ProofError):
                evaluator(decision).check({**proof, "steps": steps}, case)


@pytest.mark.parametrize("key", ["choice", "weight", "veto"])
def test_a_step_that_claims_something_else_is_rejected(key):
    other = {"choice": "vps", "weight": 2, "veto": "law"}[key]
    for decision, proof, case in proofs(60, seed=23):
        for place, step in enumerate(proof["steps"]):
            if step[key] != other:
                steps = [*proof["steps"][:place], {**step, key: other}, *proof["steps"][place + 1 :]]
                with pytest.raises(ProofError):
                    evaluator(decision).check({**proof, "steps": steps}, case)


def test_an_altered_a_missing_and_an_added_premise_are_rejected():
    for decision, proof, case in proofs(60, seed=24):
        for place, step in enumerate(proof["steps"]):
            lies = [{**step["premises"], name: "something else"} for name in step["premises"]]
            lies += [{one: v for one, v in step["premises"].items() if one != name} for name in step["premises"]]
            for premises in [*lies, {**step["premises"], "weather": "fine"}]:
                steps = [*proof["steps"][:place], {**step, "premises": premises}, *proof["steps"][place + 1 :]]
                with pytest.raises(ProofError):
                    evaluator(decision).check({**proof, "steps": steps}, case)


def test_a_repeated_step_another_choice_and_another_decision_are_rejected():
    for decision, proof, case in proofs(60, seed=25):
        forged = [{**proof, "choice": "nothing"}, {**proof, "decision": "weather"}]
        forged += [{**proof, "steps": [*proof["steps"], proof["steps"][0]]}] if proof["steps"] else []
        for one in forged:
            with pytest.raises(ProofError):
                evaluator(decision).check(one, case)


def test_a_proof_of_another_case_is_rejected():
    both = {name: decide(Answers.of({"purpose": "blog", "audience": name})) for name in ("mainland", "west")}
    proof = both["mainland"].verdicts["region"].proof(both["mainland"].case)
    with pytest.raises(ProofError):
        evaluator("region").check(proof, both["west"].case)
