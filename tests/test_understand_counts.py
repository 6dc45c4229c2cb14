"""Sums, heads and short answers in the many forms people give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat.hear import understand

DATA = Path(__file__).parent / "data"
COUNTS = json.loads((DATA / "sums_and_heads.json").read_text("utf-8"))
SHORT = json.loads((DATA / "short_answers.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "need", "low", "high"), COUNTS)
def test_a_number_is_read_as_what_it_counts(text: str, need: str, low: float | None, high: float | None) -> None:
    value = understand(text).needs.get(need)
    if low is None or high is None:
        assert value is None
    else:
        assert isinstance(value, int | float)
        assert low <= value <= high


@pytest.mark.parametrize(("ask", "text", "value"), SHORT)
def test_a_short_answer_is_read_by_the_question_on_screen(ask: str, text: str, value: str) -> None:
    assert understand(text, ask=ask, needs={"purpose": "app"}).needs.get(ask) == value


def test_a_short_answer_about_the_filing_that_stands_alone():
    assert understand("嫌麻烦", ask="filing").needs == {"filing": "avoid"}


@pytest.mark.parametrize(
    ("text", "budget"),
    [("没啥钱，30一个月能搞定不", 30), ("50一个月今晚能搞定不", 50), ("40块一个月来得及吗", 40)],
)
def test_a_sum_beside_a_question_how_soon_is_stated(text: str, budget: int) -> None:
    assert understand(text).needs.get("budget") == budget
