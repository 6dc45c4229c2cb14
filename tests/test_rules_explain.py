"""Every explanation is exact: what mattered, what would change the advice, what would make another choice win, what clashes."""

import random
from itertools import combinations, product

import pytest

from knowledge import load, size_tables
from rules.ahead.conflict import clashes, conflict
from rules.ahead.explain import changeable, changes, mattered, repair
from rules.ahead.lookup import outcome
from rules.ahead.open_needs import open_needs, scale_classes
from rules.ahead.targets import DECISIONS, GATES, budget_classes
from rules.answers import Answers
from rules.decide.deciding import decide
from tests.brute import MOST, brute, budgets, count, random_also, random_value


def random_talk(rng, least=2, most=8):
    names = rng.sample([name for name in load().needs if name != "purpose"], rng.randint(least, most))
    needs = {name: random_value(name, rng) for name in ("purpose", *names)}
    return needs, random_also(rng)


def choices(needs, also):
    return {name: verdict.choice for name, verdict in decide(Answers.of(needs, also)).verdicts.items()}


@pytest.mark.parametrize("seed", range(3))
def test_each_change_replayed_gives_exactly_what_it_promised(seed):
    rng = random.Random(110 + seed)
    for _ in range(40):
        needs, also = random_talk(rng)
        before = choices(needs, also)
        for change in changes(Answers.of(needs, also)):
            assert needs[change.need] == change.before != change.after
            assert load().needs[change.need].changeable
            after = choices({**needs, change.need: change.after}, also)
            assert change.decisions == {n: (before[n], after[n]) for n in DECISIONS if before[n] != after[n]}
            assert change.decisions


@pytest.mark.parametrize("seed", range(3))
def test_no_single_change_of_a_stated_answer_is_left_out(seed):
    rng = random.Random(120 + seed)
    for _ in range(25):
        needs, also = random_talk(rng)
        before = choices(needs, also)
        found = {(change.need, str(sorted(change.decisions.items()))) for change in changes(Answers.of(needs, also))}
        for name in changeable(Answers.of(needs)):
            for value in every_value(name, needs, also):
                after = outcome(Answers.of({**needs, name: value}, also)).choices
                flips = {n: (before[n], after[n]) for n in DECISIONS if before[n] != after[n]}
                assert not flips or (name, str(sorted(flips.items()))) in found, (needs, name, value)


def every_value(name, needs, also):
    if name == "budget":
        return budgets()
    if name == "scale":
        return scale_classes(Answers.of(needs, also))
    if name == "storage":
        return [amount for step in size_tables.sizing()["series"]["storage_gib"] for amount in (step, step + 1)]
    if name == "hours":
        return range(1, 25)
    return load().needs[name].values


def test_a_number_is_changed_no_further_than_it_takes():
    lows = [low for low, _ in budget_classes()]
    for change in changes(Answers.of({"purpose": "learning", "audience": "mainland", "budget": 100})):
        if change.need == "budget":
            higher = min((low for low in lows if low > float(change.after)), default=float("inf"))
            assert change.after in lows or higher - float(change.after) <= 1


@pytest.mark.parametrize("seed", range(4))
def test_a_repair_is_true_and_no_smaller_one_exists(seed):
    rng = random.Random(130 + seed)
    names = [name for name in load().needs if load().needs[name].changeable]
    for _ in range(6):
        needs, also = random_talk(rng, 3, 9)
        decision = rng.choice(DECISIONS)
        choice = rng.choice(
            [c.value for c in load().decisions[decision].choices if c.value != choices(needs, also)[decision]]
        )
        found = repair(Answers.of(needs, also), decision, choice)
        values = {name: [v for v in every_value(name, needs, also) if v != needs.get(name)] for name in names}
        if found:
            assert len(found) <= 2
            assert set(found) <= set(names)
            assert choices({**needs, **found}, also)[decision] == choice
        if found is None or len(found) == 2:
            singles = ({name: value} for name in names for value in values[name])
            assert not any(wins(needs, also, one, decision, choice) for one in singles)
        if found is None:
            pairs = [
                dict(zip(two, both, strict=True))
                for two in combinations(names, 2)
                for both in product(*(values[n] for n in two))
            ]
            assert not any(wins(needs, also, one, decision, choice) for one in rng.sample(pairs, min(1500, len(pairs))))


def wins(needs, also, change, decision, choice):
    return outcome(Answers.of({**needs, **change}, also)).choices[decision] == choice


def test_what_wins_already_needs_no_repair():
    assert repair(Answers.of({"purpose": "static"}), "product", "static") == {}


def test_what_no_two_answers_can_change_is_said_so():
    assert repair(Answers.of({"purpose": "learning"}), "product", "gpu") is None


@pytest.mark.parametrize("seed", range(4))
def test_the_answers_that_mattered_suffice_and_none_is_idle(seed):
    rng = random.Random(140 + seed)
    for _ in range(10):
        needs, also = random_talk(rng, 1, 5)
        held = {**needs, **dict.fromkeys(open_needs(Answers.of(needs)), "unsure")}
        stated = [name for name in needs if needs[name] != "unsure"]
        for target in rng.sample(GATES, 2):
            kept = mattered(Answers.of(needs, also), target)
            freed = [name for name in stated if name not in kept]
            assert set(kept) <= set(stated)
            if count(held, also, freed) <= MOST:
                assert brute(held, also, freed).settled(target), (needs, target, kept)
            for name in kept:
                if count(held, also, [*freed, name]) <= MOST * 3:
                    assert not brute(held, also, [*freed, name]).settled(target), (needs, target, kept, name)


CLASHING = [
    {"purpose": "miniprogram", "audience": "mainland", "filing": "avoid", "domain": "yes", "scale": 500},
    {
        "purpose": "site",
        "audience": "mainland",
        "region": "mainland",
        "filing": "avoid",
        "domain": "yes",
        "uptime": "business",
    },
    {"purpose": "ai", "budget": 100, "audience": "mainland", "skill": "linux"},
    {"purpose": "learning", "budget": 5, "audience": "mainland", "buyer": "student"},
    {"purpose": "app", "isolation": "exclusive", "budget": 50, "audience": "asia"},
]


@pytest.mark.parametrize("needs", CLASHING)
def test_a_clash_names_the_fewest_needs_and_what_giving_up_each_would_bring(needs):
    found = conflict(Answers.of(needs))
    assert clashes(Answers.of({name: needs[name] for name in found.needs}))
    for name in found.needs:
        assert not clashes(Answers.of({other: needs[other] for other in found.needs if other != name})), (
            "each of them is needed"
        )
    for fewer in combinations(needs, max(0, len(found.needs) - 1)):
        assert not clashes(Answers.of({name: needs[name] for name in fewer}))
    assert found.relax
    before = choices(needs, ())
    for change in found.relax:
        after = {**needs, change.need: change.after}
        assert change.need in found.needs
        assert not clashes(Answers.of(after)), "giving it up ends the clash"
        assert change.decisions == {n: (before[n], c) for n, c in choices(after, ()).items() if before[n] != c}


@pytest.mark.parametrize("seed", range(3))
def test_clashes_of_random_talks(seed):
    rng = random.Random(150 + seed)
    seen = 0
    for _ in range(150):
        needs, also = random_talk(rng, 2, 6)
        found = conflict(Answers.of(needs, also))
        assert (found is None) == (not clashes(Answers.of(needs, also)))
        if found:
            seen += 1
            subset = {name: needs[name] for name in found.needs}
            assert clashes(Answers.of(subset, also))
            for name in subset:
                assert not clashes(Answers.of({other: value for other, value in subset.items() if other != name}, also))
            for change in found.relax:
                assert not clashes(Answers.of({**needs, change.need: change.after}, also))
    assert seen


def test_a_conversation_without_a_clash_has_none():
    assert conflict(Answers.of({"purpose": "blog", "audience": "mainland", "filing": "avoid", "budget": 60})) is None
