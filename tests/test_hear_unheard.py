"""Statements of a kind: a trade, people elsewhere in part, a filing that cannot be, hours of a week, amounts by their own word."""

from itertools import product

import pytest

from chat.hear import understand

APP = {"purpose": "app", "audience": "mainland", "scale": 2000}


@pytest.mark.parametrize(("years", "trade"), [*product(["八年", "二十年", "半辈子"], ["运维", "sre", "后端"])])
def test_years_of_a_trade_are_at_home_on_a_shell(years, trade):
    for text in (f"做了{years}{trade}", f"{trade}干了{years}"):
        assert understand(text, needs=APP).needs.get("skill") in ("linux", "ops"), text


@pytest.mark.parametrize("text", ["ten years of unix", "20 years as a sysadmin", "ten years in ops"])
def test_years_of_a_trade_in_english(text):
    assert understand(text, needs=APP, lang="en").needs.get("skill") in ("linux", "ops")


@pytest.mark.parametrize(
    ("how_many", "where"), [*product(["有一部分用户", "不少读者", "三成客户"], ["在国外", "不在国内", "不位于境内"])]
)
def test_people_elsewhere_in_part_come_beside_those_known(how_many, where):
    found = understand(f"{how_many}{where}", needs=APP)
    assert found.needs["audience"] == "global"
    assert "scale" not in found.needs


@pytest.mark.parametrize(
    "text",
    [
        "说好要备案的 结果办不了",
        "本来打算备案，现在备不成了",
        "i said id file but i cant",
        "we planned to file, but its not possible with our registrar",
    ],
)
def test_a_filing_that_was_meant_and_cannot_be_is_avoided(text):
    assert understand(text, needs={**APP, "filing": "willing"}).needs["filing"] == "avoid"


@pytest.mark.parametrize(("begins", "ends"), [(9, 6), (10, 4), (8, 5)])
@pytest.mark.parametrize("days", ["mon-fri", "monday to friday", "on weekdays"])
def test_hours_of_the_working_days_are_spread_over_the_week(begins, ends, days):
    found = understand(f"its only on {begins} to {ends}, {days}", needs={"purpose": "data"}, lang="en")
    assert found.needs["hours"] == pytest.approx((ends + 12 - begins) * 5 / 7, abs=0.01)


@pytest.mark.parametrize(("joint", "per"), [*product([" ", "：", " > "], ["", "/Mo", "/月"])])
def test_the_word_before_an_amount_is_its_own_where_another_follows(joint, per):
    found = understand(f"每月流量{joint}500G{per} 硬盘{joint}100G", needs={"purpose": "app"})
    assert (found.needs.get("traffic"), found.needs.get("storage")) == (500, 100)


def test_how_long_it_is_needed_is_said_before_one_or_the_other():
    found = understand("就三个月的项目 包月合适还是按量合适", needs=APP, now=True)
    assert found.needs["term"] == "months"
    assert found.asks == [{"act": "compare", "decision": "billing", "choices": ["monthly", "hourly"]}]


@pytest.mark.parametrize("joint", ["but", "and", "so"])
def test_the_speaker_comes_in_behind_others(joint):
    found = understand(
        f"i asked friends {joint} we have 30 dollars a month to spend", needs={"purpose": "game"}, lang="en"
    )
    assert found.needs["budget"] == 216
