"""A budget is told back in the currency and unit it was said in, beside what vendors will write."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from chat.said.conversation import parse
from tests.turns import shown

CASE = "purpose=app&audience=mainland&filing=avoid&scale=300&now=1"


@pytest.mark.parametrize(("text", "lang", "money"), [
    ("a web app for users in China, $100 a month", "en", "100-USD-month"), ("博客，一年 1000 块", "zh", "1000-CNY-year"),
    ("blog, 15 euros", "en", "15-EUR-month"), ("博客，每月 50 块", "zh", None), ("博客", "zh", None),
])  # fmt: skip
def test_what_was_said_rides_along(client, text, lang, money):
    url = client.post("/say", data={"text": text, "lang": lang}, headers={"HX-Request": "true"}).headers["HX-Push-Url"]
    state = dict(parse_qsl(urlsplit(url).query))
    assert state.get("money") == money
    # Another budget takes its place; without one there is nothing to say.
    assert "money" not in dict(parse(state.items()).with_need("budget", 40).parameters())
    assert "money" not in dict(parse(state.items()).without("budget").parameters())


def test_the_price_stands_in_the_currency_said_and_in_yuan_with_the_rate(client):
    price = shown(f"{CASE}&budget=720&money=100-USD-month", lang="en")["advice"]["price"]
    assert price["now"].startswith("About $")
    assert "¥" in price["lines"][0]
    assert "rate of 20" in price["lines"][0]
    assert any("Your $100 a month is enough" in line for line in price["lines"])


@pytest.mark.parametrize(
    "money", ["100-USD-month", "720-CNY-month", "9999-EUR-year", "nonsense", "1-XXX-month", "-1-USD-month"]
)
def test_what_does_not_come_to_the_budget_is_not_told(client, money):
    plain = shown(f"{CASE}&budget=50", lang="en")["advice"]["price"]
    assert shown(f"{CASE}&budget=50&money={money}", lang="en")["advice"]["price"] == plain
