"""First messages on real wording: what they suppose is their load, people at once count, what is used or eaten goes to no need."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from chat.hear.reading import understand


def needs(text: str, **state: Any) -> dict[str, Any]:
    lang = "zh" if any(ord(letter) > 0x3000 for letter in text) else "en"
    return dict(understand(text, lang, **state).needs)


SUPPOSED = [
    *(
        f"{head}{load}{tail}"
        for head, load, tail in product(
            ("如果要支持", "要是有", "假如"),
            ("3000人的论坛，",),
            ("服务器要什么配置", "选多大内存的机器", "一个月多少钱"),
        )
    ),
    *(
        f"{head} a forum for 3,000 people{tail}"
        for head, tail in product(
            ("if i run", "if we want"), (", what server do I need?", ", how big a VPS is enough?")
        )
    ),
]


@pytest.mark.parametrize("text", SUPPOSED)
def test_what_a_first_message_supposes_while_it_asks_for_a_machine_is_its_load(text: str) -> None:
    assert needs(text)["scale"] == 3000


@pytest.mark.parametrize("text", ["如果涨到3000人，服务器要什么配置", "if we had 3,000 people, what server do I need?"])
def test_what_is_supposed_later_changes_nothing(text: str) -> None:
    assert "scale" not in needs(text, needs={"purpose": "site", "scale": 200}, now=True)


@pytest.mark.parametrize(
    "text", ["我的论坛一天300人，如果涨到3000人要什么配置", "我的论坛一天300人，要是涨到3000人选多大内存"]
)
def test_a_growth_supposed_beside_a_stated_load_is_not_the_load(text: str) -> None:
    assert needs(text)["scale"] == 300


AT_ONCE = [
    *(
        f"{what}，{many}"
        for what, many in product(("答题系统", "报名接口"), ("800个学生同时提交", "并发大约800", "峰值800人同时在线"))
    ),
    *(
        f"{what} with 800 {who} {do} {once}"
        for what, who, do, once in product(
            ("web app",),
            ("students", "people"),
            ("submitting answers", "all connected"),
            ("simultaneously", "at the same moment", "in parallel"),
        )
    ),
]


@pytest.mark.parametrize("text", AT_ONCE)
def test_people_at_once_are_concurrent(text: str) -> None:
    assert needs(text)["concurrent"] == 800


@pytest.mark.parametrize(
    "text",
    ["平台要接5万台终端，物联网的", "mqtt要支持5万设备长连接", "mqtt broker for 50k devices connected concurrently"],
)
def test_devices_at_once_are_concurrent(text: str) -> None:
    assert needs(text)["concurrent"] == 50000


def test_players_at_once_are_the_scale_alone() -> None:
    found = needs("factorio server with 25 players online")
    assert found["scale"] == 25
    assert "concurrent" not in found


USED = [
    *(
        f"mastodon {verb} {size}"
        for verb, size in product(("hits", "eats", "sits at", "is limited to"), ("9 GB", "14 GB"))
    ),
    "palworld server after 4h with friends is on its 16GB",
    "gitlab吃到了7.5G内存",
    "gitlab内存涨到6G",
]


@pytest.mark.parametrize("text", USED)
def test_memory_that_is_used_is_no_storage(text: str) -> None:
    assert not {"storage", "hours"} & needs(text).keys()


@pytest.mark.parametrize("often", ["concert", "term", "season", "week", "match"])
def test_what_comes_anew_each_time_is_nobodys_share(often: str) -> None:
    assert "storage" not in needs(f"club with 120 members, 15 GB of pictures each {often}")


@pytest.mark.parametrize("text", ["nextcloud for 25 people, 20 GB each", "nextcloud 25个人用，每人20G"])
def test_what_each_person_keeps_is_multiplied(text: str) -> None:
    assert needs(text)["storage"] == 500


@pytest.mark.parametrize(
    "text", ["每晚七点到九点学员集中刷题，同时80人", "web app, traffic mostly between 8 and 10 pm, 80 people at once"]
)
def test_when_most_come_is_no_time_of_use(text: str) -> None:
    found = needs(text)
    assert found["concurrent"] == 80
    assert "hours" not in found


FREE = [
    *(
        f"{was}{what}，想给博客买台机器"
        for was, what in product(("现在用的", "试过", "受够了"), ("免费主机", "免费空间", "白嫖的机器"))
    ),
    *(
        f"{was} free {what}, need a host for my blog"
        for was, what in product(("tried", "was on", "outgrew the", "left the"), ("hosting", "tier", "plan"))
    ),
]


@pytest.mark.parametrize("text", FREE)
def test_what_was_free_before_is_no_budget(text: str) -> None:
    assert "budget" not in needs(text)


@pytest.mark.parametrize("text", ["最好免费的，挂个静态页面", "a free host for my portfolio page please"])
def test_who_wants_it_free_has_no_budget(text: str) -> None:
    assert needs(text)["budget"] == 0


DOING = {
    "bot": [
        "想抓各大招聘网站的职位信息",
        "直播间弹幕采集存下来，每秒200条",
        "discord里放歌的机器人",
        "a tool that scrapes listings every hour",
        "bot bridging telegram and matrix rooms",
        "检查我那几个网站有没有挂",
    ],
    "app": [
        "搭判题系统给学校比赛",
        "给标注员用的标注平台",
        "公司的im系统",
        "online judge for our class",
        "image annotation tool for 12 labelers",
        "a chat application for our users",
    ],
    "ai": ["把会议录音转成文字，自己的机器上跑", "transcribe podcasts with my own machine overnight"],
    "drive": ["给家长看孩子照片的地方", "a place for the parents to look at the photos"],
}


@pytest.mark.parametrize(("purpose", "text"), [(purpose, text) for purpose, texts in DOING.items() for text in texts])
def test_what_is_done_says_what_will_run(purpose: str, text: str) -> None:
    assert needs(text)["purpose"] == purpose


@pytest.mark.parametrize("text", ["10万用户的im一个月多少钱", "论坛10万用户带宽选择多少"])
def test_the_load_whose_price_is_asked_first_is_stated(text: str) -> None:
    assert needs(text)["scale"] == 100_000


@pytest.mark.parametrize("written", ["int4", "INT-4", "int 4"])
def test_a_number_format_is_heard_however_it_is_joined(written: str) -> None:
    assert needs(f"自己跑{written}的模型，200人用")["bits"] == 4
