"""Laws of what is there already: figures of a machine, a line or a card that somebody has are no wishes, whatever the figures."""

from __future__ import annotations

from itertools import product

import pytest

from chat.hear import understand

MEGABITS = (3, 5, 10, 50, 200)
HAD = (
    "vps 是 {n}M 的，frp 转发很卡",
    "服务器就 {n}M，开会会糊",
    "带宽只有 {n}Mbps，看视频一卡一卡的",
    "the server has {n} Mbit, jitsi turns to mush",
    "my box only got {n}Mbps and calls break up",
)
WISHED = (
    "带宽至少 {n}M",
    "服务器要 {n}M 带宽",
    "最少给我 {n}M",
    "I need a {n} Mbps port",
    "we want at least {n} Mbit",
)
MEGABYTES = (128, 256, 512, 1024)
SMALL = ("买的 {n}M 的vps，跑个博客", "这台 {n}M 的小鸡挂 frp", "手上 {n}M 的 nat 机，跑 typecho")
CARDS = (
    "现有卡是 {n}G 的，跑 13B 模型",
    "{n}G 的卡跑 7B 行不行",
    "squeezed the 7B into {n}gb with fp8",
    "我的 4090 就 {n}G",
)
LOOKED_AT = (
    "mailcow for the family, will {n} gigs do",
    "minecraft for friends, {n}gb keeps freezing",
    "our redmine sits on a {n} gig linode",
)


@pytest.mark.parametrize(("frame", "n"), [*product(HAD, MEGABITS)])
def test_the_line_of_a_machine_they_have_is_no_wish(frame: str, n: int) -> None:
    assert understand(frame.format(n=n)).needs.keys().isdisjoint(("bandwidth", "storage", "traffic"))


@pytest.mark.parametrize(("frame", "n"), [*product(WISHED, MEGABITS)])
def test_a_line_that_is_wished_for_is_heard(frame: str, n: int) -> None:
    assert understand(frame.format(n=n)).needs.get("bandwidth") == n


@pytest.mark.parametrize(("frame", "n"), [*product(SMALL, MEGABYTES)])
def test_megabytes_of_a_small_machine_are_its_memory(frame: str, n: int) -> None:
    heard = understand(frame.format(n=n))
    assert heard.needs.keys().isdisjoint(("bandwidth", "storage"))
    assert heard.spec is not None
    assert heard.spec.memory_gib == pytest.approx(n / 1000, abs=0.06)


@pytest.mark.parametrize(("frame", "n"), [*product(CARDS, (8, 17, 24, 40))])
def test_the_memory_of_a_card_is_no_data_to_keep(frame: str, n: int) -> None:
    heard = understand(frame.format(n=n))
    assert heard.needs.get("purpose") == "ai"
    assert "storage" not in heard.needs


@pytest.mark.parametrize(("frame", "n"), [*product(LOOKED_AT, (1, 2, 4, 8))])
def test_memory_that_is_looked_at_is_a_machines(frame: str, n: int) -> None:
    heard = understand(frame.format(n=n))
    assert "storage" not in heard.needs
    assert heard.spec is not None
    assert heard.spec.memory_gib == n


@pytest.mark.parametrize("n", [30, 300, 2000])
@pytest.mark.parametrize("unit", ["qps", "QPS", "tps"])
def test_a_rate_named_before_its_number_is_heard_and_goes_on(unit: str, n: int) -> None:
    assert understand(f"接口平时 {unit} {n}").needs.get("rate") == n
    assert understand(f"接口 {unit} {n}，大促冲到 {n * 10}").needs.get("rate") == n * 10


@pytest.mark.parametrize(("wrong", "right"), [(5000, 500), (300, 30), (120, 1200)])
def test_a_sum_put_right_keeps_its_period(wrong: int, right: int) -> None:
    heard = understand(f"官网。预算不是 {wrong} 一年，我打错了，{right}")
    assert heard.needs.get("budget") == pytest.approx(right / 12, abs=0.05)


@pytest.mark.parametrize(("old", "new"), [("iredmail", "mailcow"), ("gitlab", "gitea"), ("confluence", "outline wiki")])
@pytest.mark.parametrize(
    "frame", ["retiring the old {old} in favour of {new}", "replacing our {old} with {new}", "淘汰 {old} 换成 {new}"]
)
def test_a_program_that_is_replaced_is_not_run(frame: str, old: str, new: str) -> None:
    heard = understand(frame.format(old=old, new=new)).needs.get("software", "").split(",")
    assert old not in heard
    assert new.split(maxsplit=1)[0] in heard


@pytest.mark.parametrize("exchange", ["币安", "火币", "okx", "binance", "bybit"])
@pytest.mark.parametrize(
    "frame", ["{}下单老是慢，跑策略的", "trading on {} with my own script", "套利程序，交易所是{}"]
)
def test_trading_on_an_exchange_is_a_bot_and_no_shop(frame: str, exchange: str) -> None:
    heard = understand(frame.format(exchange))
    assert heard.needs.get("purpose") == "bot"
    assert "shop" not in heard.also


@pytest.mark.parametrize("when", ["去年双十一", "前年", "当时"])
@pytest.mark.parametrize("price", [68, 99, 199])
def test_what_was_bought_once_is_neither_an_offer_nor_a_budget(when: str, price: int) -> None:
    heard = understand(f"{when} {price} 一年买的 2核4G，上面就一个 typecho")
    assert "budget" not in heard.needs
    assert heard.needs.get("software") == "typecho"
    assert not heard.asks


@pytest.mark.parametrize("verb", ["scrape", "crawl", "monitor"])
@pytest.mark.parametrize("n", [3, 20, 400])
def test_sites_that_are_read_are_no_programs_of_ours(verb: str, n: int) -> None:
    assert "services" not in understand(f"we {verb} about {n} sites every hour").needs
