"""The API's answers are of the shapes its description says: nothing missing, nothing besides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient

PERSONAS = json.loads((Path(__file__).parent / "data" / "personas.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = [
    {},
    *(person["needs"] for person in PERSONAS[::4]),
    {"purpose": "blog", "budget": 5, "audience": "mainland", "filing": "avoid", "now": 1},
    {"purpose": "blog", "filing": "unsure", "audience": "unsure", "now": 1},
    {"purpose": "shop", "spec": "4c8g", "audience": "mainland", "subject": "foreign", "content": "ugc,game", "now": 1},
    {"purpose": "media", "traffic": 9000, "storage": 5000, "budget": 300, "now": 1},
    {"purpose": "app", "software": "gitlab,jenkins", "term": "months", "now": 1, "lang": "en"},
    {"purpose": "static", "budget": 0, "now": 1},
]
TEXTS = (
    "我想做博客，预算50块，国内访问，不想备案",
    "为什么不选大陆，一共多少钱？",
    "要是涨十倍呢",
    "4c8g 够吗",
    "帮我翻墙",
    "anything cheaper?",
)
OFFERS = ("2 vCPU, 4 GB, 60 GB, 2 TB, $29.99 a year", "2核2G 3M 一年 99 元 阿里云 续费 1000", "NAT 1c1g openvz")


def closed(schema: Any) -> Any:
    """Return a schema in which nothing is allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: closed(one) for name, one in schema.items()}
    return {**inside, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else inside


@pytest.fixture(scope="module")
def shapes(app: Any) -> dict[str, Any]:
    return closed(app.test_client().get("/api/v1/openapi.json").json["components"]["schemas"])


@pytest.fixture(scope="module")
def faults(shapes: dict[str, Any]) -> Any:
    """Return what is wrong with an answer of a shape."""
    made = {
        name: jsonschema_rs.validator_for({"$ref": f"#/components/schemas/{name}", "components": {"schemas": shapes}})
        for name in shapes
    }
    return lambda name, answer: [
        f"{error.instance_path}: {error.message[:200]}" for error in made[name].iter_errors(answer)
    ]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: "+".join(f"{k}-{v}" for k, v in case.items())[:60] or "nothing"
)
def test_advice_and_explanations(client: FlaskClient, faults: Any, case: dict[str, Any]) -> None:
    assert faults("Advice", client.get("/api/v1/advice", query_string=case).json) == []
    for decision in ("product", "region"):
        assert faults("Why", client.get("/api/v1/why", query_string={**case, "decision": decision}).json) == []


@pytest.mark.parametrize("text", TEXTS)
def test_turns_and_understanding(client: FlaskClient, faults: Any, text: str) -> None:
    for case in (CASES[0], CASES[-1], CASES[-3]):
        assert faults("Understanding", client.get("/api/v1/understand", query_string={**case, "text": text}).json) == []
        assert faults("Turn", client.get("/api/v1/say", query_string={**case, "text": text}).json) == []


@pytest.mark.parametrize("text", OFFERS)
def test_offers(client: FlaskClient, faults: Any, text: str) -> None:
    for case in (CASES[0], CASES[-3], {"purpose": "blog", "audience": "mainland", "budget": 30}):
        assert faults("Offer", client.get("/api/v1/offer", query_string={**case, "text": text}).json) == []


@pytest.mark.parametrize(
    "path", ["/api/v1/advice?budget=x", "/api/v1/why?decision=x", "/api/v1/nothing", "/api/v1/say?ask=x"]
)
def test_problems(client: FlaskClient, faults: Any, path: str) -> None:
    assert faults("Problem", client.get(path).json) == []


def test_what_is_not_described_would_be_found(client: FlaskClient, faults: Any) -> None:
    answer = client.get("/api/v1/advice").json or {}
    assert faults("Advice", {**answer, "more": 1})
    assert faults("Advice", {name: value for name, value in answer.items() if name != "cost"})
