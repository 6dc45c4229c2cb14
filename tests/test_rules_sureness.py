"""How sure a decision is: brute force over every open and every `unsure` need is the specification."""

import random
from fractions import Fraction

import pytest

from knowledge import load
from rules.ahead.open_needs import open_needs, unsure_needs
from rules.ahead.planner import outlook
from rules.ahead.sureness import Sureness
from rules.ahead.targets import DECISIONS
from rules.answers import Answers
from rules.decide.deciding import decide
from tests.brute import MOST, brute, count, random_state


def unsure_talk(rng):
    """A state with something unsure that can be enumerated with it freed."""
    while True:
        needs, also = random_state(rng, most=MOST // 40)
        asked = [name for name in needs if load().needs[name].asked]
        for name in rng.sample(asked, min(2, len(asked))):
            if name != "purpose":
                needs[name] = "unsure"
        unsure = unsure_needs(Answers.of(needs))
        if unsure and count(needs, also, unsure) <= MOST // 2:
            return needs, also, unsure


@pytest.mark.parametrize("seed", range(200, 204))
def test_what_is_possible_and_what_it_hangs_on_are_exact(seed):
    rng = random.Random(seed)
    for _ in range(15):
        needs, also, unsure = unsure_talk(rng)
        every, looks = brute(needs, also, unsure), outlook(Answers.of(needs, also))
        for decision in DECISIONS:
            found = Sureness(Answers.of(needs, also), decision)
            assert set(found.possible) == every.standing(decision), (needs, decision)
            assert (len(found.possible) == 1) == (decision in looks.firm)
            assert bool(found.settles_most) == (decision not in looks.firm)
            if decision in looks.firm:
                assert not found.hangs_on
            elif decision in looks.settled:
                assert found.hangs_on, "what is settled and not firm hangs on something that was not known"
            for row in found.hangs_on:
                assert row.need in unsure
                for value, choice in row.verdicts.items():
                    assert decide(Answers.of({**needs, row.need: value}, also)).choice(decision) == choice
                    assert choice in row.possible[value]
                    assert set(row.possible[value]) <= set(found.possible)


@pytest.mark.parametrize("seed", range(210, 213))
def test_the_question_that_settles_most_leaves_fewest_choices_of_that_decision(seed):
    rng, seen = random.Random(seed), 0
    for _ in range(10):
        needs, also, unsure = unsure_talk(rng)
        if "purpose" in (*unsure, *open_needs(Answers.of(needs))):
            continue
        every = brute(needs, also, unsure)
        for decision in rng.sample(DECISIONS, 2):
            ask = Sureness(Answers.of(needs, also), decision).settles_most
            mattering = [name for name in load().needs if name in every.axes and every.matters(decision, name)]
            leaves = [left(needs, also, unsure, decision, name) for name in mattering]
            assert ask == (mattering[leaves.index(min(leaves))] if mattering else None), (needs, decision)
            seen += bool(ask)
    assert seen


def left(needs, also, unsure, decision, name):
    record = load().needs[name]
    unit = record.unit_for(needs["purpose"])
    answers = ("unsure", *(unit.presets if unit else record.presets or record.values))
    others = [one for one in unsure if one != name]
    every = [brute({**needs, name: answer}, also, others) for answer in answers]
    return Fraction(sum(len(one.standing(decision)) for one in every), len(answers))


def test_a_sum_of_money_that_was_not_known_is_named_with_where_it_makes_a_difference():
    found = Sureness(
        Answers.of({"purpose": "ai", "audience": "mainland", "budget": "unsure", "domain": "no"}), "product"
    )
    assert found.possible
    needs = {"purpose": "blog", "audience": "mainland", "budget": "unsure", "skill": "linux", "filing": "avoid"}
    (row,) = [row for row in Sureness(Answers.of(needs), "product").hangs_on if row.need == "budget"]
    assert len(set(row.verdicts.values())) > 1
    assert list(row.verdicts) == sorted(row.verdicts)
