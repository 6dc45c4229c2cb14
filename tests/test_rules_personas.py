"""What experts advise the example people, and what they expect of each situation."""

import json
from pathlib import Path

import pytest

from rules.advising import advise
from rules.atlas.mutants import ENOUGH, alive, expectations, objection, survivors
from rules.deciding import decide

PERSONAS = json.loads((Path(__file__).parent / "data" / "personas.json").read_text(encoding="utf-8"))
EXPECTATIONS = expectations()


def stated(persona):
    needs = dict(persona["needs"])
    return needs, tuple(needs.pop("also", ()))


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["id"])
def test_an_example_person_gets_what_experts_advise(persona):
    found = decide(*stated(persona))
    for decision, allowed in persona["expect"].items():
        assert found.choice(decision) in allowed, decision
    for decision, forbidden in persona["forbid"].items():
        assert found.choice(decision) not in forbidden, decision


@pytest.mark.parametrize("persona", [one for one in PERSONAS if "pair" in one], ids=lambda persona: persona["id"])
def test_an_example_person_who_answers_one_thing_otherwise(persona):
    needs, also = stated(persona)
    found = decide({**needs, **persona["pair"]["change"]}, also)
    for decision, allowed in persona["pair"]["then"].items():
        assert found.choice(decision) in allowed, decision


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["id"])
def test_an_example_person_is_warned(persona):
    advice = advise(*stated(persona))
    said = {note.about for note in advice.notes.get("warning", ())}
    said |= {"conflict"} if advice.conflict else set()
    assert set(persona["expect_warnings_about"]) <= said


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda one: f"{one.decision}: {one.say}")
def test_an_expectation_is_met_on_the_engine(expected):
    found = decide_case(expected)
    assert objection(expected, found) is None


def decide_case(expected):
    """What fires on the engine, and nothing else: the objection may not look at rules that stayed silent."""
    from rules.deciding import verdict_of

    return verdict_of(expected.decision, expected.case).fired


def test_nearly_every_broken_rule_breaks_an_expectation():
    total, living = alive(EXPECTATIONS)
    assert 1 - len(living) / total >= ENOUGH
    assert set(living) == set(survivors()), "a survivor has a reason, and a reason has a survivor"
    assert all(len(reason) > 40 for reason in survivors().values())
