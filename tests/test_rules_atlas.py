"""The atlas notices what it is there to notice."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge import load
from rules.ahead.conflict import clashes
from rules.ahead.lookup import outcome
from rules.ahead.sides import sides
from rules.ahead.tables import Table, tables
from rules.answers import Answers
from rules.argument.evaluator import Evaluator
from rules.argument.model import UNKNOWN
from rules.decide.deciding import decide
from rules.decide.rule_files import rulesets
from rules.facts import law_folds
from rules.facts.attributes import attributes
from tests.brute import randomness
from tools.atlas import folds, law_check, net, second_folds, shown, unasked, walk, whole
from tools.atlas.factors import factor_faults, read_apart
from tools.atlas.groups import group_of
from tools.atlas.law_reach import law_states
from tools.atlas.law_said import redundant
from tools.atlas.mutants import expectations, mutants, objection
from tools.atlas.parts import behind, parts
from tools.atlas.reach import _shared, _start
from tools.atlas.sizes import along
from tools.atlas.states import States

pytestmark = pytest.mark.usefixtures("knowledge_day")
ROOT = Path(__file__).parents[1]
FOLDS = ("may_file", "inside")


@pytest.fixture(scope="module")
def reached():
    return whole.reach()


# -- what is reached --------------------------------------------------------------------------------------------------


def test_random_answers_only_reach_what_is_called_reachable(reached):
    known = {decision: {*walk.fired_sets(decision, reached.cells(decision))[0]} for decision in rulesets()}
    for answers in [*net.sets("second", 700), *net.sets("first", 300)]:
        for decision, verdict in decide(answers).verdicts.items():
            assert frozenset(rule.id for rule in verdict.fired) in known[decision], (decision, answers)


def test_answers_drawn_at_random_meet_no_other_rules_together(reached):
    drawn = reached.drawn(4_000)
    agreed = {decision: walk.agree(decision, positions) for decision, positions in drawn.items()}
    cells = {decision: reached.cells(decision) for decision in rulesets()}
    assert list(whole._missed(cells, agreed)) == []
    cells["region"] = cells["region"][:50]
    assert any("region" in line for line in whole._missed(cells, agreed))


def test_what_the_sides_share_goes_together_on_both():
    """A model on the processor has no card, so no rule of a later decision is met by both."""
    assert "cpu_only" in _shared()
    ends = [
        _start("ai", decisions, sides().both, _shared())
        for decisions in (sides().place_decisions, sides().machine_decisions)
    ]
    both = ends[0].only(["cpu_only"]).joined(ends[1].only(["cpu_only", "size"]))
    found = {*zip(both.columns["cpu_only"].tolist(), both.columns["size"].tolist(), strict=True)}
    assert (group_of("cpu_only", "true"), group_of("size", "card")) not in found
    assert (group_of("cpu_only", "false"), group_of("size", "card")) in found


def test_every_class_of_law_called_reachable_has_its_answers():
    """Every state found for a purpose is met by answers drawn at random, and none beside them."""
    kept = ("filing",)
    states = law_states("shop", None, kept, FOLDS)
    found = set(zip(*(states.columns[name].tolist() for name in (*kept, *FOLDS)), strict=True))
    rng, words, orders = randomness(44), load().needs, law_folds.law().order
    flags, met = sorted(law_folds.law_flags().intersection(load().circumstances)), set()
    for _ in range(6_000):
        told = {
            name: rng.choice(words[name].values)
            for name in law_folds.READS
            if name not in ("purpose", "reach") and rng.random() < 0.6
        }
        classes = law_folds.classes(
            Answers.of({**told, "purpose": "shop"}, rng.sample(flags, rng.choice((0, 1, 2, 3))))
        )
        codes = [(None, *words[name].values).index(told.get(name)) for name in kept]
        met.add((*codes, *(orders[name].index(classes[name]) for name in FOLDS)))
    assert met == found


def test_parts_share_no_answer_and_hold_every_attribute_once():
    names = [name for part in parts() for name in part]
    assert sorted(names) == sorted({name for ruleset in rulesets().values() for name in ruleset.reads})
    hangs = [set().union(*(behind(name) for name in part)) for part in parts()]
    assert all(not one & other for place, one in enumerate(hangs) for other in hangs[place + 1 :])


def test_a_circumstance_that_only_adds_words_is_found_out():
    assert {"forum", "tutoring"} <= redundant()
    assert not {"export", "minor", "foreign-api"} & redundant()


def test_every_group_of_sizes_is_reached(reached):
    table = tables()["product"]
    places = reached.drawn(2_000)["product"] // table.strides["size"] % len(table.groups["size"])
    assert set(places.tolist()) == set(range(len(table.groups["size"])))


def test_every_value_of_a_function_that_never_falls_is_found():
    assert along(lambda number: (number > 3) + (number > 900) + 2 * (number > 901), 1, 10**6) == {0, 1, 2, 4}


def test_states_cross_join_and_forget():
    left = States({"a": np.array([0, 0, 1]), "b": np.array([0, 1, 1])}, {"a": 2, "b": 2})
    right = States({"b": np.array([0, 1]), "c": np.array([2, 0])}, {"b": 2, "c": 3})
    joined = left.joined(right)
    rows = zip(*(joined.columns[name].tolist() for name in "abc"), strict=True)
    assert sorted(rows) == [(0, 0, 2), (0, 1, 0), (1, 1, 0)]
    assert len(left.only(["b"])) == 2
    assert len(left.crossed("d", 3)) == 9


# -- engine, table, evaluator -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", rulesets())
def test_table_and_evaluator_agree_in_every_situation_and_every_rule_fires(reached, decision):
    found = walk.agree(decision, reached.cells(decision))
    assert found.faults == []
    assert found.fired == set(rulesets()[decision].by_id)


@pytest.mark.parametrize("decision", rulesets())
def test_situations_taken_at_random_show_no_fault(reached, decision):
    cells = reached.cells(decision)
    some = np.random.default_rng(41).choice(cells, min(len(cells), 200), replace=False)
    found = walk.walk(decision, some)
    assert found.faults == []
    assert found.cells == len(some)
    assert found.attacked > 5 * len(some)


def test_a_factor_that_says_something_else_is_noticed():
    table, second = tables()["vendor"], walk.evaluator("vendor")
    assert [*factor_faults(table, second), *read_apart(table, second)] == []
    (factor,) = table.factors
    wrong = replace(factor, merits=np.roll(factor.merits, 1, axis=0))
    assert "does not say what its rules claim" in next(factor_faults(replace(table, factors=(wrong,)), second))
    fewer = replace(factor, rules=factor.rules[1:])
    assert "is not in one factor" in next(factor_faults(replace(table, factors=(fewer,)), second))
    first, *others = table.ruleset.rules
    looser = replace(table.ruleset, rules=(replace(first, when=()), *others))
    assert f"breaks {first.id} for one of" in next(read_apart(replace(table, ruleset=looser), second))


def test_a_wrong_table_a_wrong_evaluator_and_a_gullible_one_are_noticed(reached, monkeypatch):
    some = reached.cells("billing")[:20]
    right = Table.at
    monkeypatch.setattr(Table, "at", lambda self, numbers: (right(self, numbers) + 1) % len(self.ruleset.choices))
    assert "the table says" in walk.walk("billing", some).faults[0]
    assert "the table says" in walk.agree("billing", some).faults[0]
    monkeypatch.undo()
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


def test_a_silent_rule_and_a_choice_that_never_wins_are_named(reached):
    nothing = {decision: walk.Walked() for decision in rulesets()}
    none = replace(walk.agree("billing", reached.cells("billing")), fired=frozenset())
    said = list(whole._silent(dict.fromkeys(rulesets(), none), nothing))
    assert any("billing/a-month-first fires in no reachable situation" in line for line in said)
    assert any("product: cluster wins in no reachable situation" in line for line in said)


# -- folds ------------------------------------------------------------------------------------------------------------


def test_how_a_thing_is_reached_and_where_its_end_is_read_twice():
    assert list(folds.plain_faults()) == []


def test_the_classes_of_law_read_twice_over_random_answers():
    for answers in net.sets("second", 500):
        assert list(folds.single_faults(answers)) == []


@pytest.mark.parametrize("purpose", [None, "shop", "miniprogram", "drive", "ai", "bot", "relay"])
def test_the_classes_of_law_laid_out_are_a_second_reading_of_all_answers(purpose):
    rng, flags = randomness(45), sorted(law_folds.law_flags().intersection(load().circumstances))
    for reach in (None, rng.choice(load().needs["reach"].values)):
        for told in (frozenset(), frozenset((rng.choice(flags),)), frozenset(rng.sample(flags, 4))):
            assert list(folds.law_faults(purpose, reach, told)) == []


def test_more_never_gives_a_smaller_size():
    assert list(folds.size_faults()) == []


def test_a_fold_read_wrongly_is_noticed(monkeypatch):
    monkeypatch.setattr(second_folds.SecondLaw, "_touches", lambda self, row, known, flags: np.asarray(False))
    assert any("a second reading differs" in fault for fault in folds.law_faults("shop", None, frozenset()))
    monkeypatch.setattr(folds, "served", lambda purpose, reach: "site")
    assert any("a second reading says site" in fault for fault in folds.plain_faults())


# -- honesty ----------------------------------------------------------------------------------------------------------


def test_what_is_never_asked_changes_nothing_without_a_written_reason():
    assert list(unasked.honesty_faults()) == []


def test_a_change_without_an_excuse_and_an_excuse_without_a_change_are_named(monkeypatch):
    real = unasked.excuses()
    idle = unasked.Excuse("launch", "wish", ("product",), "No reason at all.")
    monkeypatch.setattr(unasked, "excuses", lambda: (*(one for one in real if one.need != "isolation"), idle))
    said = list(unasked.honesty_faults())
    assert "isolation is never asked for blog, but when said it changes product (unasked.yaml may say why)" in said
    assert any(line.startswith("unasked.yaml: launch") for line in said)


@pytest.mark.parametrize("purpose", ["shop", "ai", "drive"])
def test_what_is_shown_is_what_some_full_set_of_answers_gives(purpose):
    assert list(shown.side_faults(purpose, ())) == []
    assert list(shown.side_faults(purpose, ("sensitive",))) == []


def test_a_choice_shown_that_no_full_set_of_answers_gives_is_noticed(monkeypatch):
    real = shown.filled
    monkeypatch.setattr(shown, "filled", lambda bits, axes, lots=(): real(bits, axes, lots) & ~1)
    assert any("no full set of answers gives" in line for line in shown.side_faults("shop", ()))


# -- law --------------------------------------------------------------------------------------------------------------


def test_what_must_stand_inside_does_or_clashes(reached, monkeypatch):
    cells = reached.cells("region")
    agreed = walk.agree("region", cells)
    assert list(law_check.place_faults(cells, agreed)) == []
    outside = tables()["region"].ruleset.choices.index("hongkong")
    monkeypatch.setattr(Table, "at", lambda self, numbers: np.full_like(numbers, outside))
    assert any("must stand inside and do not" in line for line in law_check.place_faults(cells, agreed))


def test_who_cannot_file_is_told_to_only_beside_a_conflict(monkeypatch):
    assert list(law_check.filing_faults(net.sets("second", 600))) == []
    answers = Answers.of({"purpose": "miniprogram", "audience": "mainland", "subject": "foreign"})
    assert clashes(answers) == ["filing"]
    monkeypatch.setattr(law_check, "clashes", lambda answers: [])
    assert len(list(law_check.filing_faults([answers]))) == 1


# -- mutants ----------------------------------------------------------------------------------------------------------


def test_every_expectation_holds():
    assert [found for one in expectations() if (found := objection(one, rulesets()[one.decision].rules))] == []


def test_a_mutant_is_one_thing_less_or_the_other_way_round():
    found = list(mutants())
    assert len({mutant.id for mutant in found}) == len(found)
    count = sum(1 + 2 * len(rule.when) for ruleset in rulesets().values() for rule, *_ in ruleset.by_id.values())
    assert len(found) == count


def test_an_objection_says_which_situation_and_what_was_expected():
    one = next(expected for expected in expectations() if expected.decision == "region")
    assert objection(one, ()).startswith(one.say)


def test_unknown_is_first_in_every_group_of_answers():
    from tools.atlas.groups import groups

    for name, one in attributes().items():
        if UNKNOWN in one.values and any(name in ruleset.reads for ruleset in rulesets().values()):
            assert UNKNOWN in groups(name)[0]
    assert outcome(Answers()).choices["product"] == "light"
