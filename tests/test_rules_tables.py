"""Tables say what the engine says, and reading them is as good as running it."""

import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge import load
from rules.advice.advising import advise
from rules.ahead.lookup import outcome
from rules.ahead.tables import alike, fill, tables
from rules.ahead.targets import DECISIONS, FIT, SIZE
from rules.answers import Answers
from rules.argument.evaluator import Evaluator
from rules.decide.deciding import decide, verdict_of
from rules.decide.rule_files import HERE, classes, rulesets
from rules.facts.attributes import attributes
from rules.machine.size import size_of
from rules.price import cost
from tests.brute import random_also, random_value
from tools.atlas.factors import factor_faults, read_apart


def test_reading_the_tables_is_running_the_engine():
    rng = random.Random(31)
    for _ in range(1500):
        names = rng.sample(list(load().needs), rng.randint(0, 12))
        needs, also = {name: random_value(name, rng) for name in names}, random_also(rng)
        quick, found = outcome(Answers.of(needs, also)).choices, decide(Answers.of(needs, also))
        assert {name: quick[name] for name in DECISIONS} == {name: v.choice for name, v in found.verdicts.items()}
        size = size_of(Answers.of(needs, also))
        assert quick[SIZE] == f"{size.id}x{size.machines}"
        # Unknown without a budget, and where old prices cannot carry a verdict on one.
        assert (quick[FIT] == "unknown") == (advise(Answers.of(needs, also)).verdict.within is None)


@pytest.mark.parametrize("decision", rulesets())
def test_every_value_of_a_class_is_decided_alike(decision):
    rng, table = random.Random(32), tables()[decision]
    for _ in range(150):
        position = rng.randrange(table.size)
        case = table.case(position)
        for name in rng.sample(list(table.groups), min(4, len(table.groups))):
            group = next(group for group in table.groups[name] if case[name] in group)
            said = {verdict_of(decision, {**case, name: value}).choice for value in group}
            assert said == {table.ruleset.choices[table.at(np.array(position))]}


def test_classes_split_every_attribute_without_overlap():
    for ruleset in rulesets().values():
        for name, groups in classes(ruleset).items():
            values = [value for group in groups for value in group]
            known = rulesets()[name[3:]].choices if name.startswith("is.") else attributes()[name].values
            assert sorted(values) == sorted(known)


def test_finer_classes_give_the_same_verdicts():
    ruleset = rulesets()["billing"]
    fine = fill(
        ruleset, {name: tuple(frozenset((v,)) for g in groups for v in g) for name, groups in classes(ruleset).items()}
    )
    for position in np.random.default_rng(33).integers(0, fine.size, 400):
        case = fine.case(int(position))
        assert fine.choice(case) == tables()["billing"].choice(case)


FURTHER = [
    "windows",
    "ddos",
    "sensitive",
    "mail",
    "moving",
    "invoice",
    "own_machine",
    "failing",
    "eu_people",
    "medical",
]


def further(path: Path, name: str) -> str:
    """Write a rule more into a file, which reads a circumstance beside what the decision reads already."""
    text = path.read_text(encoding="utf-8")
    first = rulesets()[path.stem].choices[0]
    path.write_text(
        text.replace("]\nrules:\n", f", {name}]\nrules:\n", 1)
        + f"  - id: {path.stem}/further-{name}\n    when: {{{name}: true}}\n    for: {first}\n    weight: 1\n"
        + f"    snippet: {rulesets()[path.stem].rules[0].snippet}\n",
        encoding="utf-8",
    )


@pytest.mark.parametrize("decision", ["region", "product"])
@pytest.mark.parametrize("judged", [True, False])
def test_ten_words_more_in_a_decision_are_read_as_the_evaluator_reads_them(tmp_path, monkeypatch, decision, judged):
    for part in ("decisions", "notes"):
        shutil.copytree(HERE / part, tmp_path / part)
    path, rng = tmp_path / "decisions" / f"{decision}.yaml", random.Random(34)
    more = [name for name in FURTHER if name not in rulesets()[decision].reads]
    for name in more:
        further(path, name)
    ruleset = rulesets(tmp_path)[decision]
    monkeypatch.setattr("rules.ahead.factors.MOST_KINDS", 1_000_000 if judged else 0)
    table, second = fill(ruleset), Evaluator(path, ruleset.choices, cost.means_names())
    assert table.size == tables()[decision].size << len(more)
    assert (table.judged is not None) == judged
    assert sum(factor.kinds.nbytes + factor.merits.nbytes for factor in table.factors) < 8 << 20
    assert [*read_apart(table, second), *factor_faults(table, second)] == []
    for _ in range(300):
        case = {name: rng.choice(attributes()[name].values) for name in ruleset.reads}
        assert table.choice(case) == second.choice(case)
        number = sum(table.offset(name, value) for name, value in case.items())
        assert table.ruleset.choices[table.at(np.array(number))] == second.choice(case)


def test_values_share_a_mark_only_where_no_decision_tells_them_apart():
    assert alike("isolation", "shared") == alike("isolation", "unknown")
    assert alike("buyer", "student") == alike("buyer", "developer")
    assert alike("launch", "now") != alike("launch", "unknown")
