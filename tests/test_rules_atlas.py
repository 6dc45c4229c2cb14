"""The atlas notices what it is there to notice."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from rules.ahead.lookup import outcome
from rules.ahead.tables import tables
from rules.argument.evaluator import Evaluator
from rules.decide.rule_files import rulesets
from rules.facts.attributes import attributes
from rules.machine.size import size_of
from tests.brute import randomness
from tools.atlas import shown, walk, whole
from tools.atlas.answers import edges
from tools.atlas.mutants import expectations, mutants, objection
from tools.atlas.reach import Reach, companions, groups, shared
from tools.atlas.revision import compare_trees
from tools.atlas.shown import Shown

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def reached():
    return whole.reach()


@pytest.mark.parametrize("decision", rulesets())
def test_situations_taken_at_random_show_no_fault(reached, decision):
    cells = reached.cells(decision)
    some = np.random.default_rng(41).choice(cells, min(len(cells), 250), replace=False)
    found = walk.walk(decision, some)
    assert found.faults == []
    assert found.cells == len(some)
    assert found.attacked > 5 * len(some)


def test_random_conversations_only_reach_what_is_called_reachable(reached):
    rng, cells = randomness(42), {decision: set(reached.cells(decision).tolist()) for decision in rulesets()}
    from rules.decide.deciding import decide
    from tests.brute import random_also, random_value

    for _ in range(600):
        names = rng.sample(
            ["purpose", *attributes().keys() & outcome({}).choices.keys(), "budget", "scale", "audience", "filing"], 4
        )
        needs = {name: random_value(name, rng) for name in names if name not in ("size",)}
        case = decide(needs, random_also(rng)).case
        for decision, table in tables().items():
            assert sum(table.offset(name, case[name]) for name in table.ruleset.attributes) in cells[decision]


def test_a_wrong_table_a_wrong_evaluator_and_a_gullible_one_are_noticed(reached, monkeypatch):
    some = reached.cells("billing")[:20]
    table = tables()["billing"]
    right = table.cells.copy()
    table.cells[some] = (right[some] + 1) % len(table.ruleset.choices)
    try:
        assert "the table says" in walk.walk("billing", some).faults[0]
    finally:
        table.cells[:] = right
    monkeypatch.setattr(Evaluator, "choice", lambda self, case: "nothing")
    assert "the evaluator says nothing" in walk.walk("billing", some).faults[0]
    monkeypatch.undo()
    monkeypatch.setattr(Evaluator, "check", lambda self, proof, case: None)
    assert "is accepted although" in walk.walk("billing", some).faults[0]


def test_an_exception_in_a_situation_is_a_fault_and_not_the_end(reached, monkeypatch):
    def fail(decision, case):
        raise RuntimeError("no engine today")

    monkeypatch.setattr(walk, "verdict_of", fail)
    found = walk.walk("billing", reached.cells("billing")[:3])
    assert found.cells == 3
    assert all("no engine today" in fault for fault in found.faults)


def test_a_silent_rule_and_a_choice_that_never_wins_are_named():
    nothing = {decision: walk.Walked() for decision in rulesets()}
    said = list(whole._silent(nothing))
    assert any("billing/a-month-first fires in no reachable situation" in line for line in said)
    assert any("product: cluster wins in no reachable situation" in line for line in said)


def test_a_choice_shown_that_no_full_set_of_answers_gives_is_noticed(reached, monkeypatch):
    real = shown._filled
    monkeypatch.setattr(shown, "_filled", lambda bits, axes: real(bits, axes) & ~np.uint64(1))
    assert any("no full set of answers gives" in line for line in Shown(reached).faults())


def test_further_purposes_of_one_weight_give_one_size():
    rng, names = randomness(43), [value for value in attributes()["purpose"].values if value != "unknown"]
    from tools.atlas.reach import _weight

    heavy = {_weight(chosen): chosen for chosen in companions()}
    for _ in range(300):
        purpose = rng.choice(names)
        some = tuple(name for name in names if name != purpose and rng.random() < 0.5)
        twin = heavy[_weight(some)]
        needs = {"purpose": purpose, "scale": rng.choice((1, 50, 3000, 20000)), "services": rng.choice(("one", "many"))}
        if purpose not in twin:
            assert size_of(needs, some).id == size_of(needs, twin).id


def test_every_group_of_sizes_is_reached_with_some_purpose():
    assert {row[3] for row in shared()} == set(range(len(groups("size"))))
    assert isinstance(Reach().machine.shape[0], int)


def test_a_mutant_is_one_thing_less_or_the_other_way_round():
    found = list(mutants())
    assert len({mutant.id for mutant in found}) == len(found)
    count = sum(1 + 2 * len(rule.when) for ruleset in rulesets().values() for rule, *_ in ruleset.by_id.values())
    assert len(found) == count


def test_an_objection_says_which_situation_and_what_was_expected():
    one = next(expected for expected in expectations() if expected.decision == "region")
    assert objection(one, ()).startswith(one.say)


@pytest.fixture
def trees(tmp_path):
    """Two copies of the rules and what they fold."""
    for name in ("old", "new"):
        for room in ("rules", "knowledge", "tools"):
            shutil.copytree(ROOT / room, tmp_path / name / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "old", tmp_path / "new"


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_change_of_words_alone_changes_no_situation(trees):
    replace(trees[1] / "knowledge" / "snippets" / "region.yaml", 'zh: "', 'zh: "改了几个字。')
    assert all(not flips for _, flips in compare_trees(*trees).values())


def test_a_changed_weight_is_counted_which_way(trees):
    rule = "- id: billing/long-stays-pay-yearly\n    when: {term: long, is.vendor: big}\n    for: yearly\n    weight: "
    replace(trees[1] / "rules" / "decisions" / "billing.yaml", rule + "4", rule + "1")
    found = compare_trees(*trees)
    assert {decision for decision, (_, flips) in found.items() if flips} == {"billing"}
    situations, flips = found["billing"]
    assert 0 < flips["yearly", "monthly"] < situations
    assert all(old == "yearly" for old, _ in flips)


def test_a_changed_price_is_counted_which_way(trees):
    path = trees[1] / "knowledge" / "plans.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["product_class"] == "light":
            row["price_month"] = str(float(row["price_month"]) * 3)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = compare_trees(*trees)
    assert found["product"][1]["light", "ecs"] > 0, "where light servers are out of reach now"
    assert not found["region"][1]


def test_edges_are_where_money_and_people_make_a_difference():
    found = edges()
    assert found["budget"] == sorted(found["budget"])
    assert found["scale"]["static"] == [1]
    assert len(found["scale"]["game"]) > 3
