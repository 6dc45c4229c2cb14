"""What "why do you ask?" says of each answer is what then really happens."""

import random

import pytest

from knowledge import load
from rules.ahead.asking import LOOKED_AT, consequences
from rules.ahead.open_needs import open_needs
from rules.answers import Answers
from rules.decide.deciding import decide
from rules.machine.size import size_of
from tests.brute import MOST, brute, count, random_state


@pytest.mark.parametrize("seed", range(170, 174))
def test_each_answer_leads_to_and_rules_out_what_it_says(seed):
    rng, told = random.Random(seed), 0
    for _ in range(12):
        needs, also = random_state(rng, most=MOST // 4, purpose=1.0)
        free = open_needs(Answers.of(needs))
        if not free:
            continue
        need = rng.choice(free)
        before = brute(needs, also)
        for value, said in consequences(Answers.of(needs, also), need, answers(need, needs)).items():
            answered = {**needs, need: value}
            assert count(answered, also) <= MOST
            decided, after = decide(Answers.of(answered, also)), brute(answered, also)
            assert said.leads == {name: decided.choice(name) for name in LOOKED_AT}
            assert said.size == size_of(Answers.of(answered, also))
            for name in LOOKED_AT:
                gone = before.standing(name) - after.standing(name)
                assert set(said.rules_out.get(name, ())) == gone, (needs, need, value)
                told += bool(gone)
    assert told


def answers(name, needs):
    record = load().needs[name]
    unit = record.unit_for(needs["purpose"])
    return ("unsure", *(unit.presets if unit else record.presets or record.values))
