"""An advertisement, a listing or half a sentence is read into the fields it says, and no others."""

import json
import time
from pathlib import Path

import pytest

from chat.hear.offer import offer_in, read_offer
from chat.hear.offering.vocabulary import vocabulary
from knowledge.programs import programs

DATA = Path(__file__).parent / "data"
OFFERS = json.loads((DATA / "offers.json").read_text(encoding="utf-8"))
AS_TYPED = ("vendor", "line", "gpu")
ROW = "Plan {0}: {1} vCPU / {2}GB / {3}GB SSD / {4}TB @ 1Gbps - ${5}.99/mo KVM LA"
LISTING = "\n".join(ROW.format(n, n % 8 + 1, n % 16 + 1, 20 + n, n % 5 + 1, n + 2) for n in range(200))[:8000]


def near(got, want):
    if isinstance(want, list):
        return got is not None and want[0] - 1e-6 <= got <= want[1] + 1e-6
    return got == pytest.approx(want) if isinstance(want, float) else got == want


@pytest.mark.parametrize("row", OFFERS, ids=lambda row: row["id"])
def test_a_real_offer_is_read_field_by_field(row):
    got = offer_in(row["text"])
    assert got is not None
    assert {f: got.get(f) for f, want in row["offer"].items() if f not in AS_TYPED and not near(got.get(f), want)} == {}
    assert not {"price", "per", "vcpus", "memory_gib", "renewal"} & (set(got) - set(row["offer"]))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("2核4G 6M，三年一共298", {"price": 298, "per": "three-years", "currency": "CNY"}),
        ("首年69续费460", {"price": 69, "renewal": 460, "per": "year", "promo": True}),
        ("首月24，次月起65，2核2G", {"price": 24, "renewal": 65, "per": "month", "promo": True}),
        ("tencent 4 core 4G, 88 the first year then 600 to renew", {"price": 88, "renewal": 600, "per": "year"}),
        ("1C1G 25G SSD $12.6/yr, renews at the same price", {"price": 12.6, "renewal": 12.6, "currency": "USD"}),
        ("CAX21 4 cpu, 8GB RAM, EUR7.78 a month", {"price": 7.78, "currency": "EUR", "per": "month", "memory_gib": 8}),
        ("Xeon E-2288G, 8 cores, 16GB RAM, €118/month", {"vcpus": 8, "memory_gib": 16, "price": 118}),
        ("t4g.small 2vCPU 2GB ARM at $15 a month", {"vcpus": 2, "memory_gib": 2, "price": 15}),
        ("4090 at 74 cents an hour", {"price": 0.74, "per": "hour", "gpu": "4090"}),
        ("2核2G 每月送20G流量 超出0.8元/GB 99一年", {"price": 99, "traffic_gib": 20, "per": "year"}),
        ("8C/16T 64GB RAM 2x 512GB NVMe 20G防御 €49/月", {"vcpus": 8, "memory_gib": 64, "disk_gib": 1024, "price": 49}),
    ],
)
def test_what_stands_beside_a_figure_decides_what_it_is(text, fields):
    got = read_offer(text)
    assert {name: got.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("question", "vcpus"),
    [("第二个怎么样", 2), ("is plan C any good", 3), ("the last one?", 4), ("3核那款行吗", 3), ("行不行", 1)],
)
def test_of_several_offers_the_one_asked_about_is_read(question, vcpus):
    rows = [f"{name}: {n}核 {n * 2}G 内存 {n * 30} 元/月" for n, name in enumerate("ABCD", 1)]
    rows = [row.replace("A:", "Plan A:") if n == 0 else "Plan " + row for n, row in enumerate(rows)]
    assert read_offer("\n".join([*rows, question]))["vcpus"] == vcpus


@pytest.mark.parametrize(
    "text",
    [
        "预算一个月50，2核4G 够吗",
        "一年 300 块以内，4核8G 有没有",
        "我现在用的是阿里云 2核2G 一年99，太卡了",
        "looking for 2 vCPU 4GB under $10 a month",
        "GitHub runners, 150 builds a day, 8 minutes each, needs 16 GB RAM",
        "半年 120 块，带宽 30M 差不多",
        "二十个人玩，4核8G 行不行",
    ],
)
def test_a_wish_or_a_machine_one_has_is_no_offer(text):
    assert offer_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        LISTING,
        ("2核4G5M 一年99 元 续费同价 香港 " * 300)[:8000],
        "1 2 3 4 5 6 7 8 9 0 " * 400,
        "$1 " * 2600,
        "1,000," * 1300,
        "1" * 8000,
        " " * 7990 + "$1/m",
        ("本站主营香港美国洛杉矶服务器租用托管业务 " * 400)[:8000],
        "¥\u202e２核\x00４Ｇ" * 900,
        "",
        "<" * 5000 + "$5/mo",
    ],
    ids=range(11),
)
def test_whatever_is_pasted_is_read_at_a_bounded_cost(text):
    start = time.perf_counter()
    read_offer(text)
    offer_in(text)
    assert time.perf_counter() - start < 1


def test_a_long_listing_is_read_from_its_first_row():
    got = read_offer(LISTING)
    assert (got["vcpus"], got["memory_gib"], got["disk_gib"], got["price"], got["per"]) == (1, 1, 20, 2.99, "month")


def test_a_program_sells_nothing_whatever_its_name_ends_on():
    names = [name for row in programs().values() for name in (row.id, *row.names)]
    also_sell = [name for name in names if vocabulary().kinds["vendor"].find(name)]
    sold = {
        name: read_offer(f"{name} for my family, 15 euros").get("vendor") for name in names if name not in also_sell
    }
    assert {name: vendor for name, vendor in sold.items() if vendor} == {}


@pytest.mark.parametrize("unit", ["小时", "天", "周", " hours", " days", " weeks"])
@pytest.mark.parametrize("number", [2, 10, 72])
def test_how_long_is_no_price(number, unit):
    assert "price" not in read_offer(f"租4090跑图，一共用{number}{unit}")
    assert read_offer(f"4090 租用 {number}元/小时")["price"] == number
