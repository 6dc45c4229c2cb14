"""Kinds of what is named and counted, each over the whole vocabulary: nothing of it vanishes, nothing lands in a wrong need."""

from __future__ import annotations

import re

import pytest

from chat.hear import understand
from chat.hear.lexicon import load_lexicon
from chat.hear.units import language
from knowledge.programs import programs

SIZES = [str(word) for word in language()["units"]["bytes"][1] if re.fullmatch("[a-z]+", str(word))]
FOREIGN = [str(word) for word in language()["units"]["foreign"][1]]
EXCEEDING = load_lexicon().words["exceeding"]
LATIN = [p.names[0] for p in programs().values() if re.fullmatch("[a-z0-9]{4,}", p.names[0]) and not p.evasion]


@pytest.mark.parametrize("unit", SIZES)
def test_a_space_is_a_pause_where_it_is_typed_as_one(unit: str) -> None:
    heard = understand(f"俩人玩帕鲁 内存就满 是不是得上16{unit} 一个月别超80")
    assert heard.needs["budget"] == 80
    assert not {"traffic", "storage"} & {*heard.needs}


def test_a_space_between_a_number_and_its_unit_is_none() -> None:
    heard = understand("想用 nextcloud 存照片 大概 50 人 数据 3 万条 一年 500 块")
    assert (heard.needs["scale"], heard.needs["budget"]) == (50, 41.67)
    assert understand("直播答题 峰值 2 万人同时看").needs["scale"] == 20000


@pytest.mark.parametrize("word", FOREIGN)
def test_money_without_a_rate_is_said_back_and_never_people(word: str) -> None:
    heard = understand(f"learning docker, can pay 400 {word} a month", lang="en")
    assert not {"scale", "budget"} & {*heard.needs}
    assert any("400" in said for said in heard.unused)


@pytest.mark.parametrize("denied", EXCEEDING["not"])
@pytest.mark.parametrize("over", EXCEEDING["over"])
def test_what_is_not_to_be_exceeded_is_a_limit(denied: str, over: str) -> None:
    assert understand(f"博客，一个月{denied}{over}60").needs["budget"] == 60


@pytest.mark.parametrize("name", LATIN)
def test_an_unknown_program_beside_a_known_one_is_said_back(name: str) -> None:
    assert "xqzzy" in understand(f"self-hosting {name} + xqzzy", lang="en").unused
    assert "xqzzy" in understand(f"想装{name}，再部署xqzzy，自己用").unused


@pytest.mark.parametrize("measure", "台个只套辆头盏")
def test_pieces_that_report_are_devices_whatever_they_are_called(measure: str) -> None:
    heard = understand(f"我们做共享雨伞柜的，柜子3600{measure}，心跳60秒一次")
    assert (heard.needs["purpose"], heard.needs["rate"], heard.needs["scale"]) == ("iot", 60, 3600)


@pytest.mark.parametrize(
    "text", ["附件存量800G每月涨40G", "文件存量800G，每月新增40G", "800GB of files growing maybe 40GB a month"]
)
def test_growth_belongs_to_the_number_it_leads_to(text: str) -> None:
    heard = understand("私有云盘，" + text)
    assert heard.needs["storage"] == 800
    assert any("40G" in said for said in heard.unused)


@pytest.mark.parametrize("text", ["sqlserver2012", "win2016", "jdk1700", "office2019"])
def test_a_figure_glued_to_a_name_counts_nobody(text: str) -> None:
    assert "scale" not in understand(f"有个老程序要{text}客户端连").needs
    assert understand(f"公司的erp老程序要{text}，业务员9个连回来录单").needs["scale"] == 9


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("一周大概3晚，每次2小时", 0.86),
        ("2 sessions of 90 minutes a week", 0.43),
        ("office hours only (8h, mon-fri)", 5.71),
        ("早上9点到下午3点半，就工作日", 4.64),
    ],
)
def test_days_of_a_week_are_heard_beside_the_hours(text: str, hours: float) -> None:
    heard = understand(f"jupyterhub, {text}")
    assert heard.needs["hours"] == pytest.approx(hours, abs=0.01)
    assert "budget" not in heard.needs


@pytest.mark.parametrize(
    "text",
    [
        "nextcloud 家里四口人 照片视频一共1.8T 一年一千块钱能搞定不",
        "Family of five, immich, 700GB of photos. €15/month.",
        "在家用 frp 看电影，家里上行 50M，一个人用，带宽10M够不，一年一百五",
    ],
)
def test_a_load_of_ones_own_is_no_offer(text: str) -> None:
    heard = understand(text)
    assert heard.needs["budget"] > 0
    assert "offer" not in {act["act"] for act in heard.asks}


@pytest.mark.parametrize("doubt", ["是不是", "会不会", "该不会"])
@pytest.mark.parametrize("change", ["翻倍", "就翻倍了", "涨一倍"])
def test_a_doubt_of_growth_is_no_growth(doubt: str, change: str) -> None:
    assert "load" not in understand(f"第二年呢，{doubt}{change}").needs


@pytest.mark.parametrize("measure", ["长连接", "条长连接", "个连接", "并发连接"])
@pytest.mark.parametrize("limit", ["最多", "大概", ""])
def test_connections_are_people_at_once_and_no_money(limit: str, measure: str) -> None:
    heard = understand(f"聊天室后端，{limit}5000{measure}")
    assert heard.needs["concurrent"] == 5000
    assert "budget" not in heard.needs


@pytest.mark.parametrize("always", ["24/7", "7x24", "24x7"])
def test_round_the_clock_is_no_two_numbers(always: str) -> None:
    for text in (f"a discord bot running {always}", f"机器要{always}开着，nextcloud 存照片"):
        heard = understand(text)
        assert "machines" not in heard.needs
        assert not heard.unused
        assert "critical" in heard.needs.values() or heard.needs["hours"] == 24


@pytest.mark.parametrize("session", "节场次堂回局")
def test_sessions_a_week_are_no_weekday(session: str) -> None:
    heard = understand(f"jupyterhub，每{session}2小时一周三{session}")
    assert heard.needs["hours"] == pytest.approx(0.86, abs=0.01)


@pytest.mark.parametrize(("often", "hours"), [("once", 0.43), ("twice", 0.86), ("three times", 1.29)])
def test_how_often_a_week_multiplies_how_long(often: str, hours: float) -> None:
    heard = understand(f"jupyterhub, {often} a week 3 hours each")
    assert heard.needs["hours"] == pytest.approx(hours, abs=0.01)
    assert not heard.unused


@pytest.mark.parametrize("verb", ["have it on", "use it", "run it", "keep it on"])
def test_wed_before_a_verb_is_no_wednesday(verb: str) -> None:
    assert understand(f"we'd {verb} maybe 4 hours a day").needs["hours"] == 4


def test_some_at_once_leave_the_visitors_known() -> None:
    known = {"purpose": "miniprogram", "scale": 600}
    heard = understand("每天早上8点200个老师一起打卡", needs=known)
    assert heard.needs["concurrent"] == 200
    assert "scale" not in heard.needs
    assert understand("同时有900个人在线", needs=known).needs["scale"] == 900


@pytest.mark.parametrize("shop", ["retail sites", "online stores", "shops", "retailers"])
def test_what_is_crawled_is_no_purpose(shop: str) -> None:
    assert understand(f"crawler, about 2 million pages a day off US {shop}", lang="en").needs["purpose"] == "bot"
