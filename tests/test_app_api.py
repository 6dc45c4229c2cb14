"""The API keeps the contract's names and shapes, and says what is wrong with a bad value."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from knowledge import load

PERSONAS = json.loads((Path(__file__).parent / "data" / "personas.json").read_text("utf-8"))
TOP = [
    "needs",
    "also",
    "open",
    "ready",
    "settled",
    "next",
    "refine",
    "assumed",
    "decisions",
    "conflict",
    "spec",
    "sizes",
    "cost",
    "plans",
    "order",
    "ask_vendor",
    "instead",
    "warnings",
    "steps",
    "changes",
    "knowledge",
]
COST = [
    "currency",
    "per",
    "low",
    "high",
    "within_budget",
    "noodle_bowls",
    "first_year",
    "three_years",
    "plans_used",
    "oldest",
    "newest",
]


def advise(client: FlaskClient, **needs: Any) -> dict[str, Any]:
    answer = client.get("/api/v1/advice", query_string=needs)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


@pytest.mark.parametrize("person", PERSONAS, ids=lambda person: person["id"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_experts_advise_is_what_the_api_advises(client: FlaskClient, person: dict[str, Any], lang: str) -> None:
    said = advise(client, **person["needs"], lang=lang)
    chosen = {name: decision["choice"] for name, decision in said["decisions"].items()}
    assert {name: chosen[name] for name, good in person["expect"].items() if chosen[name] not in good} == {}
    assert {name: chosen[name] for name, bad in person["forbid"].items() if chosen[name] in bad} == {}
    spoken = {warning["about"] for warning in said["warnings"]}
    assert set(person["expect_warnings_about"]) <= spoken
    assert {key: said["cost"][key] for key in person.get("expect_cost", {})} == person.get("expect_cost", {})


@pytest.mark.parametrize("person", [p for p in PERSONAS if "pair" in p], ids=lambda person: person["id"])
def test_one_changed_answer_changes_what_experts_would_change(client: FlaskClient, person: dict[str, Any]) -> None:
    said = advise(client, **{**person["needs"], **person["pair"]["change"]})
    for decision, good in person["pair"]["then"].items():
        assert said["decisions"][decision]["choice"] in good


def test_advice_has_every_field_of_the_contract_with_nothing_known(client: FlaskClient) -> None:
    said = advise(client)
    assert [name for name in TOP if name not in said] == []
    assert [name for name in COST if name not in said["cost"]] == []
    assert set(said["decisions"]) == {"product", "runtime", "region", "filing", "vendor", "billing"}
    assert all(decision["choice"] and decision["label"] for decision in said["decisions"].values())
    assert said["next"]["need"] == "purpose"
    assert not said["settled"]


def test_every_sentence_of_an_argument_has_a_rule_and_a_source(client: FlaskClient) -> None:
    for person, lang in itertools.product(PERSONAS, ("zh", "en")):
        said = advise(client, **person["needs"], lang=lang)
        rows = [row for decision in said["decisions"].values() for row in decision["for"] + decision["against"]]
        rows += [*said["warnings"], *said["steps"], *said["order"]]
        assert all(row["rule"] and row["sources"] and row["text"] for row in rows)
        assert all(set(row["because"]) <= set(person["needs"]) for row in rows)


def test_the_order_of_the_answers_never_matters(client: FlaskClient) -> None:
    needs = {"purpose": "app", "audience": "mainland", "budget": 300, "filing": "willing", "skill": "linux"}
    seen = set()
    for order in itertools.permutations(needs):
        said = advise(client, **{name: needs[name] for name in order})
        seen.add(json.dumps({name: d["choice"] for name, d in said["decisions"].items()}, sort_keys=True))
    assert len(seen) == 1


def test_changes_promise_exactly_what_replaying_them_gives(client: FlaskClient) -> None:
    for person in PERSONAS:
        said = advise(client, **person["needs"])
        for change in said["changes"]:
            assert load().needs[change["need"]].changeable
            again = advise(client, **{**person["needs"], change["need"]: change["to"]})
            for name, decision in again["decisions"].items():
                promised = change["decisions"].get(name, {"to": said["decisions"][name]["choice"]})["to"]
                assert decision["choice"] == promised, (person["id"], change)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("purpose=spaceship", "purpose"),
        ("budget=-1", "budget"),
        ("budget=cheap", "budget"),
        ("budget=nan", "budget"),
        ("scale=0", "scale"),
        ("scale=1.5", "scale"),
        ("scale=1e9", "scale"),
        ("filing=", "filing"),
        ("also=teleport", "also"),
        ("budget=50&budget=60", "budget"),
    ],
)
def test_a_malformed_value_is_named_with_what_it_takes(client: FlaskClient, query: str, name: str) -> None:
    answer = client.get(f"/api/v1/advice?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert name in answer.json["detail"]
    assert answer.json["errors"][0]["takes"]


def test_unknown_parameters_are_ignored(client: FlaskClient) -> None:
    assert advise(client, purpose="blog", colour="red")["needs"] == {"purpose": "blog"}


def test_the_description_lists_every_need_and_address(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    names = {row["name"] for row in document["paths"]["/api/v1/advice"]["get"]["parameters"]}
    assert set(load().needs) <= names
    assert {"/api/v1/advice", "/api/v1/understand", "/api/v1/why"} <= set(document["paths"])


def test_why_explains_each_other_choice_and_its_repair_comes_true(client: FlaskClient) -> None:
    needs = PERSONAS[1]["needs"]
    for decision in load().decisions:
        said = client.get("/api/v1/why", query_string={**needs, "decision": decision}).json
        assert {row["choice"] for row in said["alternatives"]} | {said["choice"]} == {
            choice.value for choice in load().decisions[decision].choices
        }
        for row in said["alternatives"]:
            if row["repair"]:
                again = advise(client, **{**needs, **row["repair"]})
                assert again["decisions"][decision]["choice"] == row["choice"]
        assert {row["need"] for row in said["mattered"]} & {row["need"] for row in said["idle"]} == set()


def test_a_program_gets_chinese_unless_it_says_otherwise(client):
    wishes = {"Accept-Language": "en"}
    answer = client.get("/api/v1/advice?purpose=blog", headers=wishes)
    assert (
        answer.json["decisions"]["region"]["label"]
        == client.get("/api/v1/advice?purpose=blog&lang=zh").json["decisions"]["region"]["label"]
    )
    assert (
        answer.json["decisions"]["region"]["label"]
        != client.get("/api/v1/advice?purpose=blog&lang=en").json["decisions"]["region"]["label"]
    )
    assert "Accept-Language" not in answer.headers.get("Vary", "")
