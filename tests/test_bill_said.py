"""A budget in the unit and currency it was said in: heard, carried in the address, told back, taken back, and never a reason."""

from urllib.parse import parse_qsl

import pytest

from chat.said.address import parse
from chat.said.conversation import Conversation
from chat.said.hearing import hear
from rules.price.spoken import Said, as_told, told_gap

pytestmark = pytest.mark.usefixtures("known_day")
STATE = "purpose=blog&budget=8.33&audience=mainland&filing=willing&now=1"
DOLLARS = "purpose=app&budget=144&audience=west&now=1"


def read(query: str) -> Conversation:
    return parse(parse_qsl(query))


@pytest.mark.parametrize(
    ("text", "told", "budget"),
    [
        ("一年100元，做个博客", Said(100, "CNY", "year"), 8.33),
        ("$20 a month for a blog", Said(20, "USD", "month"), 144),
        ("20 bucks a year", Said(20, "USD", "year"), 12),
        ("每天 3 块", Said(3, "CNY", "day"), 91.25),
        ("半年 300 块", Said(300, "CNY", "half-year"), 50),
        ("€5/mo", Said(5, "EUR", "month"), 39),
        ("三年 300 元", Said(300, "CNY", "three-years"), 8.33),
        ("预算每月 100", None, 100),
        ("100 台币一个月", None, 22.5),
    ],
)
def test_it_is_heard_with_its_unit_and_currency(text, told, budget) -> None:
    after = hear(Conversation(), text, "zh").conversation
    assert (after.told, after.needs["budget"]) == (told, budget)
    assert read(after.query()).told == told


def test_it_goes_with_the_budget_and_comes_back_with_it() -> None:
    first = hear(Conversation(), "博客，一年 100 元", "zh").conversation
    second = hear(first, "预算改成每月 50", "zh").conversation
    assert (second.told, second.needs["budget"]) == (None, 50)
    assert second.unchanged().told == first.told == Said(100, "CNY", "year")
    assert hear(second, "撤销", "zh").conversation.told == first.told
    assert first.without("budget").told is None
    assert first.with_need("budget", "unsure").told is None
    assert first.with_need("audience", "west").told == first.told


@pytest.mark.parametrize(
    "text",
    ["abc", "100", "100-CNY", "100-XYZ-year", "-5-CNY-year", "1e9-CNY-year", "100-CNY-eon", "9" * 20 + "-CNY-year"],
)
def test_what_cannot_be_read_is_named(client, text) -> None:
    answer = client.get("/api/v1/advice", query_string={"budget": "8.33", "said": text})
    assert answer.status_code == 400
    assert answer.json["errors"][0]["name"] == "said"
    assert "100-CNY-year" in answer.json["detail"]
    assert client.get("/", query_string={"purpose": "blog", "budget": "8.33", "said": text}).status_code == 200


def test_what_is_not_the_budget_is_left_out(client) -> None:
    assert read("budget=50&said=100-CNY-year").told is None
    assert read("said=100-CNY-year").told is None
    assert read("budget=unsure&said=100-CNY-year").told is None
    assert (
        client.get(f"/api/v1/advice?{STATE.replace('8.33', '50')}&said=100-CNY-year").json["cost"]["said"]["per"]
        == "month"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("state", "said"), [(STATE, "100-CNY-year"), (DOLLARS, "20-USD-month"), (DOLLARS, "240-USD-year")]
)
def test_it_changes_no_decision(client, state, said, lang) -> None:
    plain = client.get(f"/api/v1/advice?{state}&lang={lang}").json
    told = client.get(f"/api/v1/advice?{state}&lang={lang}&said={said}").json
    for name in ("needs", "decisions", "open", "settled", "ready", "next", "spec", "bill", "plans", "changes"):
        assert told[name] == plain[name], name
    assert (told["cost"]["low"], told["cost"]["high"]) == (plain["cost"]["low"], plain["cost"]["high"])


def test_a_year_is_judged_by_the_years_bill(client) -> None:
    body = client.get(f"/api/v1/advice?{STATE}&said=100-CNY-year").json
    said, cost = body["cost"]["said"], body["cost"]
    assert (said["amount"], said["currency"], said["per"]) == (100, "CNY", "year")
    year = next(row["first_year"] for row in body["compare"] if row["id"] == "recommended")
    assert said["low"] <= year <= said["high"]
    assert cost["within_budget"] is False
    assert "/年" in cost["headline"][0]
    # What a year paid at once comes to is enough for who pays by the year, though not twelve months of it.
    enough = round(said["low"] + 1)
    month = f"{enough / 12:.2f}"
    query = f"/api/v1/advice?{STATE.replace('8.33', month)}"
    assert client.get(f"{query}&said={enough}-CNY-year").json["cost"]["within_budget"] is True


def test_dollars_stay_dollars_on_the_page_at_a_dated_rate(client) -> None:
    page = client.get(f"/?{DOLLARS}&said=20-USD-month&lang=en").text
    verdict = page[page.index('<header class="verdict') : page.index("</header>", page.index('<header class="verdict'))]
    assert "$20" in verdict
    assert "¥7.2 (2026-11-23)" in verdict
    assert verdict.count("¥") == 1, "only the rate is told in yuan"
    assert "$20 a month" in page
    body = client.get(f"/api/v1/advice?{DOLLARS}&said=20-USD-month&lang=en").json["cost"]["said"]
    assert (body["rate"], body["rate_on"]) == (7.2, "2026-11-23")


def test_a_door_asks_for_more_in_the_same_money(client) -> None:
    page = client.get(f"/?{DOLLARS.replace('144', '14.4')}&said=2-USD-month&lang=en").text
    assert "Keep all of it, for $" in page
    assert "-USD-month" in page.split("Keep all of it, for $")[0].rpartition("href=")[2]


def test_a_turn_for_programs_keeps_it(client) -> None:
    body = client.get("/api/v1/say", query_string={"text": "博客，一年 100 元", "now": "1"}).json
    assert "said=100-CNY-year" in body["url"]
    assert body["said"] == "100-CNY-year"
    assert client.get("/api/v1/understand", query_string={"text": "一年 100 元"}).json["said"] == "100-CNY-year"


def test_one_figure_is_rounded_one_way() -> None:
    assert [as_told(one) for one in (158.3, 158.0, 8.249, 0, 99.001, 9.999)] == [159, 158, 8.25, 0, 99, 10]
    assert told_gap(90.4, 42.0) == 49


SIDE_BY_SIDE = (
    "purpose=blog&budget=50&audience=mainland&filing=willing&spec=4c8g",
    "purpose=app&budget=144&said=20-USD-month&audience=west&spec=1c1g",
    "purpose=shop&uptime=critical&scale=5000&audience=global&budget=300&spec=900c",
    "purpose=static&audience=mainland&filing=willing&spec=2c2g",
    "purpose=ai&model=7&audience=west&spec=8c32g",
    "purpose=relay&audience=mainland&budget=20&domain=no&spec=2g",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("state", SIDE_BY_SIDE)
def test_every_way_stands_side_by_side_with_every_column(client, state, lang) -> None:
    rows = client.get(f"/api/v1/advice?{state}&now=1&lang={lang}").json["compare"]
    page = client.get(f"/?{state}&now=1&lang={lang}").text
    table = page[
        page.index('<table class="compare side">') : page.index("</table>", page.index('<table class="compare side">'))
    ]
    assert table.count('<th scope="row">') == len(rows), "none of them falls into a fold"
    assert rows[-1]["id"] == "named"
    for row in rows:
        assert all(row[name] for name in ("what", "text", "renewal", "filing", "live", "work", "gives_up")), row
    assert table.count('<b class="name">') == 4 * len(rows), "each column says its name on a narrow screen"


def test_what_leaves_out_more_is_not_cheaper(client) -> None:
    body = client.get(
        "/api/v1/advice?purpose=data&software=sqlserver&also=windows&audience=west&budget=720&scale=10&now=1"
    ).json
    assert [line["item"] for line in body["bill"] if line["low"] is None] == ["licence-sqlserver"]
    for row in body["compare"]:
        assert row["id"] != "cheaper" or row["what"] != "云服务器 ECS"


def test_prices_that_take_a_year_at_once_say_so(client) -> None:
    body = client.get("/api/v1/advice?purpose=relay&audience=mainland&budget=20&domain=no&now=1").json
    assert body["cost"]["prepaid"] == "year"
    assert "一次付一年" in body["compare"][0]["renewal"]
    assert "一次付一年" in client.get("/?purpose=relay&audience=mainland&budget=20&domain=no&now=1&lang=zh").text
