"""What a program does names its purpose, and what is counted is counted once: laws over frames and the whole vocabulary."""

from __future__ import annotations

import pytest

from chat.hear import understand
from chat.hear.lexicon import ROOT
from chat.hear.units import language
from knowledge.programs import Program, programs
from knowledge.yamlfile import read_yaml

DOING = read_yaml(ROOT / "lexicon" / "purpose-doing.yaml")["groups"]
DEVICES = [word for word in language()["before"]["devices"] if not word.isascii()]
RELAYS = [p.names[0] for p in programs().values() if p.purpose == "relay" and not p.evasion]
CARRIED = [p.names[0] for p in programs().values() if p.purpose in ("drive", "media", "iot") and not p.card]
TEAMS = ("小团队", "公司", "部门", "工作室", "小组", "团队", "小公司", "实验室")


def needs(text: str) -> dict[str, object]:
    return dict(understand(text).needs)


@pytest.mark.parametrize("thing", DOING["others_things"])
@pytest.mark.parametrize("frame", ["做{}采集，日采集能达到100万页吗", "写的程序抓{}，每天20万页", "每天爬50万个{}页面"])
def test_what_fetches_others_pages_is_a_bot(thing: str, frame: str) -> None:
    heard = needs(frame.format(thing))
    assert heard["purpose"] == "bot"
    assert heard["rate"]


@pytest.mark.parametrize("does", DOING["fetching_en"])
@pytest.mark.parametrize("frame", ["we {} 2 million pages a day", "a script that {} 500k product listings a day"])
def test_what_fetches_pages_in_english_is_a_bot(does: str, frame: str) -> None:
    assert needs(frame.format(does))["purpose"] == "bot"


@pytest.mark.parametrize("thing", DOING["told_on"])
@pytest.mark.parametrize("way", ["推送到 telegram 频道", "转发到 tg 群", "同步到 discord 频道"])
def test_what_passes_on_what_comes_is_a_bot(thing: str, way: str) -> None:
    assert needs(f"{thing}自动{way}")["purpose"] == "bot"
    assert needs(f"rss {way}")["purpose"] == "bot"


@pytest.mark.parametrize("asks", ["512M 的小机能跑个{}吗", "512M 的 vps 可以挂一个{}不"])
@pytest.mark.parametrize(
    ("what", "purpose"), [("tg 机器人", "bot"), ("博客", "blog"), ("论坛", "app"), ("网盘", "drive")]
)
def test_what_a_machine_is_asked_to_carry_will_run(asks: str, what: str, purpose: str) -> None:
    assert needs(asks.format(what))["purpose"] == purpose


@pytest.mark.parametrize("radio", ["LoRa", "LoRaWAN", "Zigbee", "蓝牙", ""])
@pytest.mark.parametrize("device", ["传感器", "网关", "终端", "设备", "温控器", "探头"])
def test_devices_that_report_are_the_purpose_whatever_keeps_it(radio: str, device: str) -> None:
    heard = needs(f"大棚里60个{radio}{device}，每5分钟传一次，influxdb加grafana")
    assert (heard["purpose"], heard["rate"], heard["concurrent"]) == ("iot", 0.2, 60)


@pytest.mark.parametrize("nodes", ["200 LoRa nodes", "200 sensor nodes", "200 Zigbee nodes"])
def test_nodes_in_the_field_are_no_machines(nodes: str) -> None:
    heard = needs(f"{nodes}, one reading every 10 min")
    assert (heard["purpose"], heard["concurrent"]) == ("iot", 200)
    assert "machines" not in heard


@pytest.mark.parametrize("text", ["训练一个lora模型", "lora 微调，每天 2 小时", "sd 跑 lora 训练"])
def test_a_lora_that_is_trained_is_a_model(text: str) -> None:
    assert needs(text)["purpose"] == "ai"


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("frame", ["我们接入的{}比较多，现在一共有60多个", "{}铺得挺散，目前60来个，每分钟报一次"])
def test_a_bare_count_goes_on_about_what_was_spoken_of(device: str, frame: str) -> None:
    heard = needs(frame.format(device))
    assert heard["purpose"] == "iot"
    assert 60 <= int(str(heard["concurrent"])) < 70


@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize("people", ["8个人", "8 个人", "八个人", "8人"])
def test_so_many_people_of_a_team_are_who_its_program_is_for(team: str, people: str) -> None:
    assert needs(f"自建 gitlab，{people}的{team}，每月150以内")["scale"] == 8


@pytest.mark.parametrize(
    ("visitors", "views"),
    [("2000个ip", "5万访问量"), ("2000 ip", "8000 pv"), ("2000 uv", "9000 浏览"), ("2000 人", "5 万 pv")],
)
@pytest.mark.parametrize("joint", ["、", "，", "和"])
def test_visitors_and_pages_measure_one_crowd(visitors: str, views: str, joint: str) -> None:
    heard = needs(f"小论坛，预计一天{visitors}{joint}{views}")
    assert heard["scale"] == 2000
    assert "domain" not in heard


def test_people_counted_apart_are_still_a_sum() -> None:
    assert needs("family server, two adults and three kids")["scale"] == 5


@pytest.mark.parametrize("place", ["大棚里", "楼里", "厂里", "巷里"])
def test_where_things_are_is_no_address(place: str) -> None:
    assert needs(f"{place}30个温湿度传感器，每分钟上报一次")["concurrent"] == 30


@pytest.mark.parametrize("relay", RELAYS)
@pytest.mark.parametrize("carried", CARRIED)
def test_a_relay_is_one_whatever_runs_behind_it(relay: str, carried: str) -> None:
    heard = understand(f"老家的 {carried} 没有公网ip，弄台便宜的vps跑 {relay} 中转，3台设备")
    assert heard.needs["purpose"] == "relay"
    assert "audience" not in heard.needs


@pytest.mark.parametrize("shows", ["录播资料站", "电影资料站", "播客节目单", "直播回放索引"])
@pytest.mark.parametrize("purely", ["纯静态", "全静态", "只是静态页面", "纯 html"])
def test_nothing_but_pages_is_static_whatever_they_show(shows: str, purely: str) -> None:
    assert needs(f"粉丝做的{shows}，{purely}，每天大概3000人看")["purpose"] == "static"


def _is_an_ordinary_word(program: Program) -> bool:
    signed = {*language()["signs"]}
    return bool(program.guarded) and program.purpose not in ("game", None) and not signed & {program.id}


ORDINARY = [str(p.guarded[0]) for p in programs().values() if p.guarded and _is_an_ordinary_word(p)]


@pytest.mark.parametrize("name", [name for name in ORDINARY if name.isascii() and name.isalpha()])
def test_a_name_for_somebody_is_a_program(name: str) -> None:
    assert "software" in understand(f"{name} for my team of 12", lang="en").needs


@pytest.mark.parametrize("model", ["Llama-3.3-70b", "qwen2.5-70b-instruct", "llama-3-70b", "deepseek-r1-70b"])
def test_a_size_behind_a_model_s_version_is_its_size(model: str) -> None:
    assert understand(f"serve {model} with vLLM to 5 people", lang="en").needs["model"] == 70


@pytest.mark.parametrize("box", ["全塞一台机上", "都跑在一台服务器上", "一台机器想塞下"])
def test_several_programs_may_share_a_box(box: str) -> None:
    assert needs(f"immich nextcloud vaultwarden {box}，一家五口")["machines"] == 1


@pytest.mark.parametrize("change", DOING["watched_for"])
@pytest.mark.parametrize("frame", ["盯几个网站的{}，有了就发邮件", "监控各大平台{}，每分钟查一次"])
def test_what_watches_for_a_change_is_a_bot(change: str, frame: str) -> None:
    assert needs(frame.format(change))["purpose"] == "bot"


@pytest.mark.parametrize("change", ["price", "stock", "ticket", "job", "fare"])
@pytest.mark.parametrize("does", ["tracker", "watcher", "alerts", "monitor"])
def test_what_watches_for_a_change_in_english_is_a_bot(change: str, does: str) -> None:
    assert needs(f"{change} {does} checking 2000 pages every hour")["purpose"] == "bot"


@pytest.mark.parametrize("what", ["学员", "客户", "会员", "订单", "库存", "员工", "合同", "租客"])
@pytest.mark.parametrize("frame", ["培训机构的排课和{}管理，老师 30 人", "{}管理用的，老师 30 人"])
def test_what_a_business_manages_is_an_application(what: str, frame: str) -> None:
    heard = needs(frame.format(what))
    assert (heard["purpose"], heard["scale"]) == ("app", 30)


@pytest.mark.parametrize("meets", ["zoom", "teams", "webex", "skype"])
def test_what_replaces_a_meeting_service_is_one(meets: str) -> None:
    assert needs(f"self-hosted {meets} replacement for 40 people")["purpose"] == "meeting"
    assert needs(f"自建 {meets} 的替代，40 个人") == needs(f"自建 {meets} 替代，40 个人")


@pytest.mark.parametrize("thing", ["delivery vans", "GPS trackers", "soil sensors", "parking meters"])
def test_what_pings_come_from_is_counted(thing: str) -> None:
    heard = needs(f"a server that receives pings from 400 {thing} every 20 seconds")
    assert (heard["purpose"], heard["concurrent"], heard["rate"]) == ("iot", 400, 20)


@pytest.mark.parametrize("dear", ["太贵了", "有点贵", "超预算了", "吃不消"])
@pytest.mark.parametrize("frame", ["现在每个月花 300 跑 mastodon，{}", "mastodon 一年 800 {}"])
def test_a_sum_that_is_too_dear_is_no_budget(frame: str, dear: str) -> None:
    assert "budget" not in needs(frame.format(dear))


@pytest.mark.parametrize(
    "said", ["way too expensive for me", "definitely high for my budget", "more than I can afford"]
)
def test_a_sum_that_is_too_dear_in_english_is_no_budget(said: str) -> None:
    assert "budget" not in needs(f"hosting mastodon for 30$/month, {said}")


@pytest.mark.parametrize("limit", ["每月 50 以内，别太贵", "预算 50，不要太贵", "不是很贵就行，每月 50"])
def test_not_too_dear_leaves_a_budget(limit: str) -> None:
    assert needs(f"博客，{limit}")["budget"] == 50


@pytest.mark.parametrize(("place", "audience"), [("Europe", "west"), ("马来西亚", "asia"), ("四川", "mainland")])
@pytest.mark.parametrize("goods", ["手工首饰", "handmade 首饰", "茶叶", "定制家具"])
def test_where_goods_go_is_where_buyers_are(goods: str, place: str, audience: str) -> None:
    assert needs(f"woocommerce 站，卖{goods}到{place}")["audience"] == audience


@pytest.mark.parametrize("measure", ["高峰并发量预估", "峰值并发大概", "最高同时在线约", "高峰期并发也就"])
def test_what_a_peak_measures_is_no_burst(measure: str) -> None:
    heard = needs(f"刷题系统，目标用户量一万，{measure} 30 人")
    assert (heard["concurrent"], heard.get("load")) == (30, None)


@pytest.mark.parametrize("until", ["要用到明年六月", "租到年底", "跑到明年三月"])
def test_a_day_something_is_used_until_is_no_launch(until: str) -> None:
    assert "launch" not in needs(f"k3s三个节点，{until}")
