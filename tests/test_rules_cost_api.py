"""Money as a client of the API sees it: a budget is enough when a dated plan says so, and what gives when none does."""

from __future__ import annotations

import csv
import random
from datetime import date

import pytest

from knowledge import HERE, catalogue, load

BUDGETS = (0, 5, 10, 20, 30, 35, 50, 60, 80, 100, 150, 200, 300, 500, 1000, 2000, 5000, 20000)
PEOPLE = (1, 10, 100, 1000, 5000, 20000)


def _asked(seed: int) -> dict[str, object]:
    dice = random.Random(seed)
    found: dict[str, object] = {"budget": dice.choice(BUDGETS), "scale": dice.choice(PEOPLE)}
    for name, need in load().needs.items():
        if need.values and dice.random() < 0.6:
            found[name] = dice.choice(list(need.values))
    return found


@pytest.fixture(scope="module")
def answers(app):
    client = app.test_client()
    return [client.get("/api/v1/advice", query_string=_asked(seed)).json for seed in range(400)]


def _single(body) -> bool:
    return body["decisions"]["product"]["choice"] != "cluster" and body["cost"]["traffic"] is None


def test_a_budget_is_enough_when_a_dated_plan_costs_no_more(answers):
    seen = set()
    for body in filter(_single, answers):
        known = [plan for plan in body["plans"] if plan["left_out"] in (None, "other-vendor")]
        dated = [plan for plan in known if plan["as_of"]] or known
        enough = any(plan["cny"] <= body["needs"]["budget"] for plan in dated)
        assert body["cost"]["within_budget"] == enough, body["needs"]
        seen.add(enough)
    assert seen == {True, False}


def test_what_is_enough_stands_in_the_catalogue(answers):
    with (HERE / "plans.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    rates = {name: row["cny"] for name, row in catalogue.money()["rates"].items()}
    checked = 0
    for body in filter(_single, answers):
        region, product = (body["decisions"][name]["choice"] for name in ("region", "product"))
        for plan in body["plans"]:
            row = rows[plan["id"]]
            assert plan["price"] == float(row["price_month"])
            assert plan["cny"] >= round(plan["price"] * rates[plan["currency"]], 2) - 0.02, plan["id"]
            if plan["counted"] and not body["cost"]["substitutes"]:
                here = catalogue.REGIONS[row["region_group"]] == region or row["serves"] == "global"
                assert here, (plan["id"], region)
                if product in ("light", "vps", "ecs") and body["spec"]["memory_gib"]:
                    assert float(row["memory_gib"]) >= body["spec"]["memory_gib"], plan["id"]
                checked += 1
    assert checked > 100


def test_too_little_money_says_what_could_give(answers):
    seen = set()
    for body in answers:
        ways = body["cost"]["give_up"]
        assert bool(ways) == (body["cost"]["within_budget"] is False), body["needs"]
        for way in ways[:-1]:
            assert way["enough"] == (way["low"] <= body["needs"]["budget"]), way
            assert way["low"] <= body["cost"]["low"] + 1
            seen.add((way["kind"], way["enough"]))
        if ways:
            assert ways[-1]["kind"] == "budget"
            assert ways[-1]["low"] >= body["cost"]["low"]
    assert {("size", True), ("size", False), ("region", True), ("product", True)} <= seen


def test_the_advice_stands_among_its_rivals(answers):
    for body in answers:
        rows = body["candidates"]
        assert [row["chosen"] for row in rows] == [True] + [False] * (len(rows) - 1)
        assert (rows[0]["low"], rows[0]["high"]) == (body["cost"]["low"], body["cost"]["high"])
        for row in rows[1:]:
            others = {other["choice"]: other for other in body["decisions"][row["kind"]]["alternatives"]}
            assert others[row["choice"]]["veto"] in (None, "unaffordable"), row


def test_a_price_ages_with_the_calendar(app, monkeypatch):
    ask = "/api/v1/advice?purpose=site&audience=west&budget=300&scale=100&now=1"
    before = {plan["id"]: plan for plan in app.test_client().get(ask).json["plans"]}
    monkeypatch.setattr(catalogue, "today", lambda: date(2029, 12, 1))
    after = {plan["id"]: plan for plan in app.test_client().get(ask).json["plans"]}
    assert before.keys() == after.keys(), "what counts follows the knowledge, not the calendar"
    assert any(plan["stale"] != "expired" for plan in before.values())
    for name, plan in after.items():
        assert plan["stale"] == "expired"
        if plan["as_of"]:
            assert plan["age_months"] > before[name]["age_months"]


def test_what_is_kept_is_paid_for(app):
    ask = "/api/v1/advice?purpose=drive&audience=mainland&domain=no&scale=4&budget=100&demand="
    light, medium, heavy = (app.test_client().get(ask + demand).json for demand in ("light", "medium", "heavy"))
    costs = [body["cost"]["low"] for body in (light, medium, heavy)]
    assert costs == sorted(set(costs)), "more to keep costs more"
    assert (light["cost"]["within_budget"], heavy["cost"]["within_budget"]) == (True, False)
    for body in (medium, heavy):
        kept = body["cost"]["storage"]
        assert kept["gb"] == body["spec"]["disk_gib"] - 40, "all but the system"
        plans = [plan["cny"] for plan in body["plans"] if plan["counted"]]
        assert body["cost"]["low"] == pytest.approx(min(plans), abs=0.01)


def test_a_crowd_of_viewers_is_told_what_its_traffic_costs(app):
    ask = "/api/v1/advice?purpose=media&audience=mainland&filing=done&domain=yes&scale=2000&budget=500"
    body = app.test_client().get(ask).json
    assert body["decisions"]["product"]["choice"] == "static", "no machine streams to two thousand"
    assert body["cost"]["traffic"]["low"] > 500
    assert body["cost"]["within_budget"] is False
    assert {"bitrate", "budget"} <= {way["kind"] for way in body["cost"]["give_up"]}
    assert {row["kind"] for row in body["candidates"][1:]} <= {"region"}
