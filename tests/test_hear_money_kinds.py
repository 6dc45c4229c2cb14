"""Laws of money: what is the speaker's to pay is a budget, in any unit; what is others' is none; a total asked for is no sum."""

from __future__ import annotations

import pytest

from chat.hear import understand

FREE_ZH = ("{}免费", "先免费，{}再收费", "对{}免费开放", "{}不要钱")
FREE_EN = ("free for {}", "{} get it for free", "it's free for our {}", "no cost to {}")
WHO_ZH = ("用户", "会员", "读者", "学员", "家长", "玩家", "客户", "观众", "居民")
WHO_EN = ("members", "users", "readers", "students", "parents", "players", "customers", "visitors", "guests")
MINE = (
    "想要免费的服务器",
    "有没有不要钱的主机",
    "给学生的免费主机就行",
    "免费的就行",
    "free hosting please",
    "any free server?",
    "i want it for free",
)
GOODS = ("门票", "会员费", "客单价", "房租", "月薪", "学费", "奶茶", "商品单价")
GOODS_EN = (
    "tickets are {}",
    "my rent is {} a month",
    "the membership is {} a month",
    "we charge {} a month",
    "I earn {} a month",
)
SUMS = ("30元", "99块", "120元", "2000块")
SUMS_EN = ("30 dollars", "$99", "€120", "2000 yuan")
PERIODS = {"一个月": 1, "一季度": 3, "半年": 6, "一年": 12}
PERIODS_EN = {"a month": 1, "per quarter": 3, "every six months": 6, "a year": 12}
LIMITS = ("{period}不超过{sum}", "{period}最多{sum}", "{period}{sum}以内", "{period}预算{sum}")
LIMITS_EN = ("up to {sum} {period}", "no more than {sum} {period}", "{sum} {period} max", "{sum} {period} all in")
TOTALS = (
    "全部算下来多少",
    "一共要多少",
    "总共多少钱",
    "拢共要多少",
    "加一块儿多少钱",
    "all in?",
    "how much in total",
    "what's the total",
    "all-in cost?",
    "how much altogether",
)


@pytest.mark.parametrize("frame", FREE_ZH)
@pytest.mark.parametrize("who", WHO_ZH)
def test_what_is_free_for_others_is_no_budget(who: str, frame: str) -> None:
    assert "budget" not in understand("做个网站，" + frame.format(who)).needs


@pytest.mark.parametrize("frame", FREE_EN)
@pytest.mark.parametrize("who", WHO_EN)
def test_what_is_free_for_them_is_no_budget(who: str, frame: str) -> None:
    assert "budget" not in understand("a website, " + frame.format(who), lang="en").needs


@pytest.mark.parametrize("text", MINE)
def test_a_machine_for_nothing_is_a_budget_of_nothing(text: str) -> None:
    assert understand(text).needs["budget"] == 0


@pytest.mark.parametrize("amount", SUMS)
@pytest.mark.parametrize("thing", GOODS)
def test_the_price_of_something_else_is_no_budget(thing: str, amount: str) -> None:
    heard = understand(f"{thing}{amount}", needs={"purpose": "site"}, now=True)
    assert "budget" not in heard.needs


@pytest.mark.parametrize("amount", SUMS_EN)
@pytest.mark.parametrize("frame", GOODS_EN)
def test_what_they_earn_or_charge_is_no_budget(frame: str, amount: str) -> None:
    heard = understand(frame.format(amount), lang="en", needs={"purpose": "site"}, now=True)
    assert "budget" not in heard.needs


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(
    ("said", "yuan"), [("600块", 600), ("1.2k", 1200), ("1w", 10000), ("两千", 2000), ("500到600", 600)]
)
def test_a_sum_is_paid_over_its_period(said: str, yuan: float, period: str, limit: str) -> None:
    heard = understand("博客，" + limit.format(period=period, sum=said))
    assert heard.needs["budget"] == pytest.approx(yuan / PERIODS[period], abs=0.01)


@pytest.mark.parametrize("limit", LIMITS_EN)
@pytest.mark.parametrize("period", PERIODS_EN)
@pytest.mark.parametrize(("said", "yuan"), [("600 yuan", 600), ("$30", 216), ("€20", 156), ("£10", 91), ("HK$100", 92)])
def test_a_sum_abroad_is_paid_over_its_period(said: str, yuan: float, period: str, limit: str) -> None:
    heard = understand("a blog, " + limit.format(period=period, sum=said), lang="en")
    assert heard.needs["budget"] == pytest.approx(yuan / PERIODS_EN[period], abs=0.01)
    assert "cost" not in {act["act"] for act in heard.asks}


@pytest.mark.parametrize("text", TOTALS)
def test_a_total_asked_for_is_the_cost(text: str) -> None:
    heard = understand(text, needs={"purpose": "blog"}, now=True)
    assert [act["act"] for act in heard.asks] == ["cost"]
    assert not heard.needs
