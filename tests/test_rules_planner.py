"""Look-ahead is exact: brute force over every completion of the needs, through all layers, is the specification."""

import random
from fractions import Fraction
from statistics import mean

import pytest

from knowledge import load
from rules.ahead.landscape import Landscape
from rules.ahead.lookup import outcome
from rules.ahead.open_needs import box_of, open_needs
from rules.ahead.planner import outlook, standing
from rules.ahead.targets import DECISIONS, GATES, SIZE, TARGETS
from rules.answers import Answers
from rules.decide.deciding import decide
from tests.brute import MOST, brute, count, lots_for, random_also, random_state, random_value, values_of
from tools.atlas.people import MOST_QUESTIONS, clear_cut, interview, personas, random_answer, random_people

STATES, SEEDS = 60, range(8)
"""So many random states for each seed."""


@pytest.mark.parametrize("seed", SEEDS)
def test_look_ahead_is_exact_on_every_state_with_few_completions(seed):
    rng = random.Random(seed)
    for _ in range(STATES):
        needs, also = random_state(rng, most=MOST if rng.random() < 0.3 else MOST // 10)
        assert count(needs, also) <= MOST
        looks, every = outlook(Answers.of(needs, also)), brute(needs, also)
        assert looks.settled == {target for target in TARGETS if every.settled(target)}, needs
        assert all(
            looks.standing[target] == found for target, found in standing(Answers.of(needs, also), DECISIONS).items()
        )
        for target, found in standing(Answers.of(needs, also), TARGETS).items():
            assert set(found) == every.standing(target), (needs, target)
        gating = [need for need in every.axes if any(every.matters(gate, need) for gate in GATES)]
        refine = [need for need in every.axes if need not in gating and any(every.matters(t, need) for t in DECISIONS)]
        assert sorted(looks.gating) == sorted(gating), needs
        assert sorted(looks.refine) == sorted(refine), needs
        assert looks.next in gating if gating else looks.next is None
        unsure = [name for name, value in needs.items() if value == "unsure" and load().needs[name].asked]
        if unsure and count(needs, also, unsure) <= MOST:
            freed = brute(needs, also, unsure)
            assert looks.firm == {target for target in looks.settled if freed.settled(target)}, needs


@pytest.mark.parametrize("seed", range(51, 55))
def test_the_next_question_is_the_one_whose_answers_leave_fewest_choices_standing(seed):
    rng, chosen = random.Random(seed), 0
    for _ in range(25):
        needs, also = random_state(rng, most=MOST // 10, purpose=0.95)
        looks = outlook(Answers.of(needs, also))
        if "purpose" in looks.open:
            assert looks.next in ("purpose", None)
        elif len(looks.gating) > 1:
            turn = [need for need in looks.gating if not {*load().needs[need].after} & {*looks.gating}]
            leaves = [left_by_hand(needs, also, need) for need in turn]
            assert looks.next == turn[leaves.index(min(leaves))], (needs, leaves)
            chosen += 1
    assert chosen


def left_by_hand(needs, also, need):
    """Sum over the decisions the choices that some completion of each answer gives, evenly over the answers on screen."""
    record = load().needs[need]
    unit = record.unit_for(needs["purpose"])
    answers = ("unsure", *(unit.presets if unit else record.presets or record.values))
    after = [brute({**needs, need: answer}, also) for answer in answers]
    return Fraction(sum(len(every.standing(decision)) for every in after for decision in DECISIONS), len(answers))


def _known(needs):
    return None if needs["purpose"] == "unsure" else needs["purpose"]


@pytest.mark.parametrize("seed", range(4))
def test_brute_force_is_the_engine(seed):
    rng = random.Random(60 + seed)
    for _ in range(12):
        needs, also = random_state(rng, most=2000)
        every = brute(needs, also)
        for _ in range(12):
            places = tuple(rng.randrange(len(values)) for values in every.axes.values())
            chosen = {name: values[place] for (name, values), place in zip(every.axes.items(), places, strict=True)}
            full = {**needs, **{name: "unsure" if value is None else value for name, value in chosen.items()}}
            found = decide(Answers.of(full, also))
            for decision, verdict in found.verdicts.items():
                assert every.label(decision, every.outcomes[decision][places]) == verdict.choice
            quick = outcome(Answers.of(full, also)).choices
            # A stated case is priced by its own amounts, a lot in the ladder's steps: near a step the fit of the two differs.
            assert every.label(SIZE, every.outcomes[SIZE][places]) == quick[SIZE]


def completion(needs, also, rng):
    """Give each open need one of its values or `unsure`."""
    full = dict(needs)
    if "purpose" not in full:
        full["purpose"] = rng.choice((*load().needs["purpose"].values, "unsure"))
    purposes = (_known(full),)
    for name in open_needs(Answers.of(needs)):
        if name != "purpose":
            value = rng.choice(values_of(name, needs, purposes, tuple(sorted(also)))) if rng.random() < 0.9 else None
            full[name] = "unsure" if value is None else value
    return full


def answers_to(need, full, also):
    """Every answer to a question from which anything can differ, all else being as it is."""
    purposes, also = (_known(full),), tuple(sorted(also))
    return values_of(need, full, purposes, also, lots_for(full, also, (), purposes) if need == "budget" else None)


def wide_state(rng):
    """A state with more completions than anybody could enumerate."""
    while True:
        names = rng.sample([name for name in load().needs if name != "purpose"], rng.randint(0, 5))
        needs = {name: random_value(name, rng) for name in ("purpose", *names)}
        also = random_also(rng)
        if count(needs, also) > MOST:
            return needs, also


@pytest.mark.parametrize("seed", range(4))
def test_what_cannot_matter_withstands_a_thousand_random_pairs(seed):
    rng = random.Random(70 + seed)
    needs, also = wide_state(rng)
    looks = outlook(Answers.of(needs, also))
    for need in [need for need in looks.open if need not in looks.gating]:
        never = [t for t in GATES if t not in looks.settled]
        never += [] if need in looks.refine else [t for t in DECISIONS if t not in looks.settled and t not in GATES]
        for _ in range(1000):
            full = completion(needs, also, rng)
            options = answers_to(need, full, also)[1:]
            other = {**full, need: rng.choice(options)}
            assert not outcome(Answers.of(full, also)).differs(outcome(Answers.of(other, also)), *never), (full, other)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_settled_withstands_a_thousand_random_completions(seed):
    rng = random.Random(80 + seed)
    for _ in range(4):
        needs, also = wide_state(rng)
        settled = outlook(Answers.of(needs, also)).settled
        for _ in range(250 if settled else 0):
            one, other = completion(needs, also, rng), completion(needs, also, rng)
            assert not outcome(Answers.of(one, also)).differs(outcome(Answers.of(other, also)), *settled), (one, other)


@pytest.mark.parametrize("seed", range(6))
def test_what_can_matter_is_shown_by_two_completions_on_the_engine(seed):
    rng = random.Random(90 + seed)
    needs, also = wide_state(rng)
    for need in outlook(Answers.of(needs, also)).gating:
        full = narrowed(dict(needs), also, need, rng)
        values = answers_to(need, full, also)
        answers = [{**full, need: "unsure" if value is None else value} for value in values]
        seen = {tuple(outcome(Answers.of(answer, also)).choices[gate] for gate in GATES) for answer in answers}
        replayed = {
            tuple(decide(Answers.of(answer, also)).choice(gate) for gate in ("product", "region", "filing"))
            for answer in answers
        }
        assert len(seen) > 1, (full, need)
        assert {row[:3] for row in seen} == replayed


def narrowed(full, also, need, rng):
    """Answer every other question so that this one still matters, whatever was open to begin with."""
    free = [name for name in open_needs(Answers.of(full)) if name != need]
    for place, name in enumerate(free):
        options = list(answers_to(name, full, also))
        rng.shuffle(options)
        for value in options:
            tried = {**full, name: "unsure" if value is None else value[0] if isinstance(value, tuple) else value}
            said = Answers.of(tried, also)
            land = Landscape(said, box_of(said, [need, *free[place + 1 :]]))
            if any(land.matters(gate, need) for gate in GATES):
                full = tried
                break
        else:
            raise AssertionError(f"{need} stops mattering whatever is said of {name}")
    return full


@pytest.mark.parametrize("seed", range(3))
def test_a_conversation_keeps_what_it_promised(seed):
    rng = random.Random(100 + seed)
    for _ in range(60):
        also, needs = random_also(rng), {}
        answer = random_answer(rng, {}, unsure=0.25)
        before = outlook(Answers.of(needs, also))
        while before.next is not None:
            promised = {target: outcome(Answers.of(needs, also)).choices[target] for target in before.settled}
            needs[before.next] = answer(before.next, Answers.of(needs))
            after = outlook(Answers.of(needs, also))
            assert before.settled <= after.settled, "what is settled stays settled"
            assert {target: outcome(Answers.of(needs, also)).choices[target] for target in promised} == promised
            assert set(after.gating) <= set(before.gating), "no question comes up that could not matter before"
            assert after.at_most <= max(0, before.at_most - 1), "at most so many more questions"
            before = after
        assert before.ready
        assert before.at_most == 0
        assert all(gate in before.settled for gate in GATES)
        assert len(needs) <= MOST_QUESTIONS


def test_nobody_is_asked_more_than_twelve_questions():
    """Random people; `make interviews` bounds everybody's."""
    assert max(len(one.asked) for one in random_people(60, seed=5)) <= MOST_QUESTIONS


def test_advice_is_on_screen_after_six_answers_and_clear_cut_people_are_done_by_then():
    found = [*personas(), *random_people(150, seed=3)]
    assert max(one.to_advice for one in found) <= 6
    assert mean(len(one.asked) for one in clear_cut(100)) <= 6
    asked = {name for one in found for name in one.asked}
    assert {"purpose", "budget", "scale", "region", "filing", "audience"} <= asked


def test_the_purpose_is_asked_first_and_nothing_twice():
    for one in random_people(60, seed=4):
        assert one.asked[0] == "purpose"
        assert len(set(one.asked)) == len(one.asked)


def test_pages_are_not_asked_about_programs_nor_models_about_their_filing_by_ip():
    pages = interview(lambda name, _: {"purpose": "static", "audience": "west"}.get(name, "unsure"))
    assert set(pages.asked) == {"purpose", "audience"}
    assert "filing" not in outlook(Answers.of({"purpose": "ai", "audience": "mainland", "domain": "no"})).open
