"""What experts advise the example people, and what they expect of each situation."""

import json
import random
from pathlib import Path

import pytest

from knowledge import load
from knowledge.yamlfile import read_yaml
from rules.advice.advising import advise
from rules.ahead.lookup import outcome
from rules.answers import Answers
from rules.decide.deciding import decide
from rules.facts.law_folds import classes
from tests.brute import random_also, random_value
from tools.atlas.mutants import ENOUGH, alive, expectations, objection, survivors

DATA = Path(__file__).parent / "data"
PERSONAS = json.loads((DATA / "personas.json").read_text(encoding="utf-8"))
PEOPLE = read_yaml(DATA / "people.yaml")
EXPECTATIONS = expectations()


def stated(persona):
    needs = dict(persona["needs"])
    return needs, tuple(needs.pop("also", ()))


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["id"])
def test_an_example_person_gets_what_experts_advise(persona):
    found = decide(Answers.of(*stated(persona)))
    for decision, allowed in persona["expect"].items():
        assert found.choice(decision) in allowed, decision
    for decision, forbidden in persona["forbid"].items():
        assert found.choice(decision) not in forbidden, decision


@pytest.mark.parametrize("persona", [one for one in PERSONAS if "pair" in one], ids=lambda persona: persona["id"])
def test_an_example_person_who_answers_one_thing_otherwise(persona):
    needs, also = stated(persona)
    found = decide(Answers.of({**needs, **persona["pair"]["change"]}, also))
    for decision, allowed in persona["pair"]["then"].items():
        assert found.choice(decision) in allowed, decision


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["id"])
def test_an_example_person_is_warned(persona):
    advice = advise(Answers.of(*stated(persona)))
    said = {note.about for note in advice.notes.get("warning", ())}
    said |= {"conflict"} if advice.conflict else set()
    assert set(persona["expect_warnings_about"]) <= said


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["id"])
def test_a_further_person_gets_what_an_expert_advises(person):
    needs, also = person["needs"], tuple(person.get("also", ()))
    found = advise(Answers.of(needs, also))
    for decision, allowed in person.get("expect", {}).items():
        assert found.decided.choice(decision) in allowed, decision
    for decision, forbidden in person.get("forbid", {}).items():
        assert found.decided.choice(decision) not in forbidden, decision
    said = {note.about for note in found.notes.get("warning", ())} | ({"conflict"} if found.conflict else set())
    assert set(person.get("warn", ())) <= said
    if "fits" in person:
        assert (found.fit == "yes") == person["fits"]
    if "pair" in person:
        after = decide(Answers.of({**needs, **person["pair"]["change"]}, also))
        for decision, allowed in person["pair"]["then"].items():
            assert after.choice(decision) in allowed, decision


def test_no_random_person_gets_choices_that_contradict_each_other():
    rng = random.Random(160)
    for _ in range(4000):
        names = rng.sample([name for name in load().needs if name != "purpose"], rng.randint(2, 14))
        needs, also = {name: random_value(name, rng) for name in ("purpose", *names)}, random_also(rng)
        # Where the law says that this filing is none of theirs, they file anew.
        told = needs if classes(Answers.of(needs, also))["may_file"] == "done" else {**needs, "filing": "willing"}
        assert not contradictions(told, outcome(Answers.of(needs, also)).choices, also), needs


def contradictions(needs, chosen, also=()):
    region, filing, product = (chosen[name] for name in ("region", "filing", "product"))
    served = product in ("static", "paas")
    cardless = needs.get("model") or "cpu-only" in also
    found = {
        "filed abroad": region != "mainland" and filing != "not-needed",
        "an unfiled domain on the mainland": (region, filing, needs.get("domain")) == ("mainland", "not-needed", "yes")
        and needs["purpose"] not in ("bot", "ci")
        and needs.get("reach") != "outbound",
        "filed again": filing == "needed" and needs.get("filing") == "done",
        "filed, though it is not": filing == "done" and needs.get("filing") != "done",
        "run by nobody, or by two": served != (chosen["runtime"] == "managed"),
        "a card without a model": product == "gpu" and needs["purpose"] != "ai",
        "a model without a card": needs["purpose"] == "ai" and product != "gpu" and not cardless,
        "a fleet's tool on one machine": chosen["runtime"] == "kubernetes" and product != "cluster",
        "a filing by the hour": chosen["billing"] == "hourly" and filing != "not-needed" and not served,
        "a year for weeks": chosen["billing"] == "yearly" and needs.get("term") in ("short", "months"),
        "a bundle by the hour": chosen["billing"] == "hourly" and product in ("light", "vps", "dedicated"),
        "a light server of a small vendor": (product, chosen["vendor"]) == ("light", "small"),
        "what may not stop at a small vendor": chosen["vendor"] == "small" and needs.get("uptime") == "critical",
        "a whole machine that is shared": needs.get("isolation") == "exclusive"
        and product not in ("dedicated", "gpu")
        and needs["purpose"] != "static",
        "a VPS of a big vendor": (product, chosen["vendor"]) == ("vps", "big"),
        "the far side of the world": region == "west"
        and needs.get("audience") == "mainland"
        and needs["purpose"] not in ("bot", "ci")
        and needs.get("reach") != "outbound",
    }
    return [name for name, holds in found.items() if holds]


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda one: f"{one.decision}: {one.say}")
def test_an_expectation_is_met_on_the_engine(expected):
    found = decide_case(expected)
    assert objection(expected, found) is None


def decide_case(expected):
    """What fires on the engine, and nothing else: the objection may not look at rules that stayed silent."""
    from rules.decide.deciding import verdict_of

    return verdict_of(expected.decision, expected.case).fired


def test_nearly_every_broken_rule_breaks_an_expectation():
    total, living = alive(EXPECTATIONS)
    assert 1 - len(living) / total >= ENOUGH
    assert set(living) == set(survivors()), "a survivor has a reason, and a reason has a survivor"
    assert all(len(reason) > 40 for reason in survivors().values())
