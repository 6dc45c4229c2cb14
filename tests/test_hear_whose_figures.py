"""Whose a figure, a place or a name is: each kind by the ways it is said in both languages."""

import pytest

from chat.hear import understand

BLOG = {"purpose": "blog", "scale": 100}


@pytest.mark.parametrize(
    "text",
    [
        "有 domain，不想备案",
        "有域名，不想备案",
        "域名有了，备案没弄",
        "我有个域名，没有备案",
        "域名买好了，不打算备案",
        "i have a domain, no icp filing please",
        "got a domain, dont want to file",
        "we have a domain, never filed it",
    ],
)
def test_a_filing_not_wanted_is_no_name_not_wanted(text: str) -> None:
    assert understand(text).needs["domain"] == "yes"


@pytest.mark.parametrize(
    "text", ["域名，不想要", "域名？不用", "domain? no", "没域名，不想买", "域名，没有", "域名嘛，不打算弄"]
)
def test_a_name_not_wanted_is_none(text: str) -> None:
    assert understand(text).needs["domain"] in ("no", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "4核8G 几个人就卡了",
        "2c4g 十几个人就卡",
        "2c4g 20个人用",
        "2核4G 三个人玩",
        "4c8g 50人同时在线",
        "1h2g 两三个朋友用",
    ],
)
def test_people_behind_a_size_are_no_machines(text: str) -> None:
    assert "machines" not in understand(text).needs


def test_machines_behind_a_size_are_counted() -> None:
    assert understand("2c4g 三台").needs["machines"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "国内的云服务器厂商都屏蔽了25端口",
        "国内云服务商基本都封25",
        "国内服务器都封了25端口",
        "国内的主机商家全都封了 80",
        "mainland providers all block port 25",
        "mainland hosts block smtp",
    ],
)
def test_what_sellers_of_a_place_all_do_is_no_wish_for_it(text: str) -> None:
    assert "region" not in understand(text).needs


@pytest.mark.parametrize("text", ["想用国内的云服务器厂商", "用国内云服务器就行", "服务器要放国内"])
def test_a_wish_for_sellers_of_a_place_stands(text: str) -> None:
    assert understand(text).needs["region"] == "mainland"


@pytest.mark.parametrize("thing", ["签到脚本", "爬虫", "任务", "表格", "备份", "推送机器人"])
def test_what_is_run_every_day_is_nobody(thing: str) -> None:
    assert "scale" not in understand(f"每天跑几个{thing}").needs


@pytest.mark.parametrize("said", ["来几个人", "几个客户", "300个左右", "三百个用户", "几十个来看"])
def test_who_comes_every_day_is_counted(said: str) -> None:
    assert "scale" in understand(f"博客，每天{said}").needs


@pytest.mark.parametrize(
    "text",
    [
        "would the $4 plan be able to handle it?",
        "is the $6 droplet enough",
        "could that $12 a month vps cope",
        "那个 99块 的套餐够吗",
        "这台30元的机器行吗",
        "那款 68 元的轻量扛得住吗",
    ],
)
def test_a_sum_that_a_plan_is_called_by_is_no_budget(text: str) -> None:
    assert "budget" not in understand(text, needs={**BLOG, "budget": 150}, now=True).needs


@pytest.mark.parametrize(
    "text",
    [
        "will I be fine with 512mb RAM, 1 vCore, 15gb storage?",
        "is 2 vCPU, 4GB RAM and 40GB storage enough for nextcloud",
        "2核4G，50G硬盘 跑个博客够吗",
        "2c4g, 60gb ssd enough for a blog?",
    ],
)
def test_the_disk_in_a_list_of_a_machines_figures_is_no_data(text: str) -> None:
    assert "storage" not in understand(text).needs


@pytest.mark.parametrize(
    "text",
    [
        "换大点的一个月150以内有没有",
        "便宜点的一个月150以内有吗",
        "预算一个月150以内的有没有便宜点的",
        "有没有快点的，一个月150以内",
    ],
)
def test_a_first_wish_for_a_better_one_states_its_limit(text: str) -> None:
    assert understand(text).needs["budget"] == 150


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("is 4GB enough for like 4 or 5 people playing?", 5),
        ("is it ok for 2 or 3 friends?", 3),
        ("will it do for three or four users?", 4),
        ("4 or 5 people playing", 5),
    ],
)
def test_two_neighbouring_numbers_say_about_how_many(text: str, people: int) -> None:
    heard = understand(text, needs={"purpose": "game"}, now=True)
    assert heard.needs["scale"] == people
    assert not any(act["act"] == "compare" for act in heard.asks)


@pytest.mark.parametrize(
    ("text", "known", "audience"),
    [
        ("user 其实大部分 in Germany 不在国内", "mainland", "west"),
        ("用户大部分在德国，不在国内", "mainland", "west"),
        ("大部分用户在日本，不在国内", "mainland", "asia"),
        ("most users are in germany, none in china", "mainland", "west"),
    ],
)
def test_a_place_denied_is_not_joined_with_the_one_said(text: str, known: str, audience: str) -> None:
    assert understand(text, needs={"purpose": "app", "audience": known}, now=True).needs["audience"] == audience


@pytest.mark.parametrize(
    "text", ["没备案 实在太麻烦 不弄了", "备案好复杂，不搞了", "备案太慢，等不起，算了", "备案，太折腾了，懒得办"]
)
def test_who_gives_a_filing_up_avoids_it(text: str) -> None:
    assert understand(text, needs={"purpose": "site", "filing": "willing"}, now=True).needs["filing"] == "avoid"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("if it goes down we lose orders", "en"),
        ("if its down we lose sales", "en"),
        ("要是挂了就没法收钱", "zh"),
        ("万一宕机就丢订单", "zh"),
    ],
)
def test_what_an_outage_costs_is_said_by_supposing_it(text: str, lang: str) -> None:
    heard = understand(text, lang, "uptime", {"purpose": "shop"})
    assert heard.needs["uptime"] == "business"
    assert not heard.asks


@pytest.mark.parametrize(
    ("text", "peer"),
    [
        ("它调的接口都在国内 不是国外的", "mainland"),
        ("机器人调的接口都在国内", "mainland"),
        ("爬的网站都在日本", "asia"),
        ("爬虫，抓的站主要在美国", "west"),
        ("the apis it calls are all in germany", "west"),
        ("the endpoints we hit are in japan", "asia"),
    ],
)
def test_where_what_it_calls_stands_is_its_peers_place(text: str, peer: str) -> None:
    heard = understand(text, needs={"purpose": "bot"}, now=True)
    assert heard.needs["peer"] == peer
    assert not {"region", "audience"} & {*heard.needs}


@pytest.mark.parametrize(
    "text", ["自己跑INT-4的模型", "llama 70B int-4", "run a 7b model at INT-4", "跑 FP-16 的 7B 模型"]
)
def test_a_format_heard_is_not_said_back(text: str) -> None:
    heard = understand(text)
    assert "bits" in heard.needs
    assert not heard.unused


@pytest.mark.parametrize(
    "text", ["conference server for 30 people", "our conferencing platform, 30 people", "a meeting server"]
)
def test_a_conference_server_is_for_meetings(text: str) -> None:
    assert understand(text).needs["purpose"] == "meeting"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("we are a german community", "west"),
        ("its a portuguese community btw", "west"),
        ("a japanese community", "asia"),
        ("a chinese community", "mainland"),
    ],
)
def test_a_community_of_a_place_is_there(text: str, area: str) -> None:
    assert understand(text, "en").needs["audience"] == area
