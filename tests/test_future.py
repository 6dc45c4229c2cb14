"""A day to come: old prices say so, nobody is promised anything by them, nothing breaks and no page is empty."""

from __future__ import annotations

from datetime import date

import pytest

from chat.words.advice_json import as_json
from chat.words.headline import headline
from knowledge import catalogue
from rules.advice.advising import advise
from rules.answers import Answers
from tools import future
from tools.price_health import people

DAYS = (date(2027, 11, 30), date(2031, 2, 28))


@pytest.mark.parametrize("on", DAYS)
def test_old_prices_say_so_and_promise_nothing(on):
    with catalogue.pretending(on):
        for person in people()[::4]:
            needs = dict(person["needs"])
            advice = advise(Answers.of(needs, needs.pop("also", ())), now=True)
            body = as_json(advice, "zh")
            cost = body["cost"]
            assert headline(advice, "zh")
            assert body["order"]
            if not advice.bill.fresh:
                assert cost["confidence"] == "low"
                budget = needs.get("budget")
                known = isinstance(budget, int | float)
                near = known and cost["low"] / 1.5 <= budget <= cost["high"] * 1.5
                assert not near or (cost["within_budget"] is None and cost["why_unsure"]), person["id"]
            if advice.bill.newest and cost["high"] >= 1:
                assert advice.bill.newest[:4] in cost["headline"][0], person["id"]


def test_the_tool_prints_everybody(capsys, monkeypatch):
    monkeypatch.setattr(future, "people", lambda: people()[:3])
    assert future.main(["ON=2027-11-30"]) == 0
    assert capsys.readouterr().out.count("within_budget") == 3
    assert future.main(["ON=soon"]) == 2


def test_a_pretended_day_ends():
    before = catalogue.today()
    with catalogue.pretending(date(2030, 1, 1)):
        assert catalogue.today() == date(2030, 1, 1)
    assert catalogue.today() == before
