"""The one module that touches durable_rules: right, alone, in threads, after failures, for a long time."""

import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rules.ahead.tables import tables
from rules.answers import Answers
from rules.argument import engine as module
from rules.argument.engine import SET_SIZE, Engine, EngineError
from rules.decide.deciding import decide, verdict_of
from rules.decide.rule_files import rulesets
from rules.facts.attributes import attributes
from tests.brute import random_also, random_value
from tools.atlas.walk import evaluator

SITUATIONS = 20_000


def situations(decision, count, seed):
    """Cases of one decision, each attribute drawn from all its values."""
    rng, ruleset = random.Random(seed), rulesets()[decision]
    values = {
        name: rulesets()[name[3:]].choices if name.startswith("is.") else attributes()[name].values
        for name in ruleset.attributes
    }
    for _ in range(count):
        yield {name: rng.choice(known) for name, known in values.items()}


@pytest.mark.parametrize("decision", rulesets())
def test_the_engine_says_what_the_evaluator_and_the_tables_say(decision):
    for case in situations(decision, SITUATIONS // len(rulesets()) + 1, seed=11):
        verdict = verdict_of(decision, case)
        assert {rule.id for rule in verdict.fired} == evaluator(decision).fired(case)
        assert verdict.choice == evaluator(decision).choice(case) == tables()[decision].choice(case)


def test_eight_threads_get_what_one_gets():
    cases = [(decision, case) for decision in rulesets() for case in situations(decision, 200, seed=12)]
    alone = [verdict_of(decision, case) for decision, case in cases]
    with ThreadPoolExecutor(8) as pool:
        for together in pool.map(lambda _: [verdict_of(*one) for one in cases], range(8)):
            assert together == alone


def test_the_order_in_which_things_were_said_does_not_matter():
    rng = random.Random(13)
    for _ in range(200):
        also = random_also(rng)
        needs = {
            name: random_value(name, rng)
            for name in rng.sample(["purpose", "audience", "filing", "budget", "uptime", "load"], 5)
        }
        shuffled = dict(rng.sample(list(needs.items()), len(needs)))
        backwards = decide(Answers.of(shuffled, tuple(reversed(also))))
        assert {n: v.choice for n, v in decide(Answers.of(needs, also)).verdicts.items()} == {
            n: v.choice for n, v in backwards.verdicts.items()
        }


def test_memory_stays_flat_over_a_hundred_thousand_evaluations():
    engine = Engine("flat", {f"r{i}": ((f"a{i % 3}", frozenset("xy")),) for i in range(12)})
    cases = [{"a0": one, "a1": other, "a2": "z"} for one in "xyz" for other in "xyz"]
    for turn in range(5_000):
        engine.fire(cases[turn % len(cases)])
    before = resident_kib()
    for turn in range(100_000):
        engine.fire(cases[turn % len(cases)])
    assert resident_kib() - before <= 2 * 1024


def resident_kib():
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def test_each_rule_fires_once_although_a_condition_lists_many_values():
    engine = Engine(
        "once", {"one": (("a", frozenset("pqr")), ("b", frozenset("st"))), "other": (("a", frozenset("q")),)}
    )
    assert sorted(engine.fire({"a": "q", "b": "t"})) == ["one", "other"]
    assert engine.fire({"a": "z", "b": "t"}) == []


def test_more_rules_than_one_set_is_trusted_with_stand_in_further_sets():
    count = 2 * SET_SIZE + 5
    engine = Engine("many", {f"r{i}": (("a", frozenset((str(i % 7), "all"))),) for i in range(count)})
    assert engine.fire({"a": "all"})
    assert len(set(engine.fire({"a": "all"}))) == count
    assert sorted(engine.fire({"a": "3"})) == sorted(f"r{i}" for i in range(count) if i % 7 == 3)


def test_a_ruleset_the_engine_refuses_is_an_error():
    with pytest.raises(EngineError, match="odd"):
        Engine("odd", {"r": ()} | {"s": (("$or", frozenset(("x",))),)})


@pytest.mark.parametrize("answer", [(2, 0), (303, 0), RuntimeError("out of memory")])
def test_an_engine_error_is_raised_and_the_state_is_deleted(monkeypatch, answer):
    engine = Engine("breaks", {"r": (("a", frozenset("x")),)})
    real, deleted = module.c_engine, []

    class Broken:
        def __getattr__(self, name):
            return getattr(real, name)

        def assert_fact(self, handle, message):
            real.assert_fact(handle, message)
            if isinstance(answer, Exception):
                raise answer
            return answer

        def delete_state(self, handle, sid):
            deleted.append(sid)
            real.delete_state(handle, sid)

    monkeypatch.setattr(module, "c_engine", Broken())
    with pytest.raises(EngineError):
        engine.fire({"a": "x"})
    assert deleted == ["0"]
    monkeypatch.undo()
    assert engine.fire({"a": "x"}) == ["r"], "the next evaluation starts afresh"


def test_a_value_the_engine_cannot_read_is_an_error_not_a_wrong_answer():
    engine = Engine("reads", {"r": (("a", frozenset("x")),)})
    with pytest.raises(EngineError):
        engine.fire({"a": float("inf")})
    assert engine.fire({"a": "x"}) == ["r"]


def test_awkward_text_is_just_text():
    engine = Engine("text", {"r": (("a", frozenset(('引号"\\\n', "😀"))),)})
    assert engine.fire({"a": '引号"\\\n'}) == ["r"]
    assert engine.fire({"a": json.dumps("引号")}) == []


def test_a_forked_child_can_evaluate_although_a_lock_was_held():
    engine = Engine("forked", {"r": (("a", frozenset("x")),)})
    with engine._sets[0]._lock:
        child = os.fork()
        if child == 0:
            os._exit(0 if engine.fire({"a": "x"}) == ["r"] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
