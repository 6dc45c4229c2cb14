"""The dearest requests that `make worst` has found: none may take more work than a person notices.

Addresses are counted in function calls, which no busy machine changes; some 3,000 of them are a millisecond. Repeated texts spend
their time inside expressions, so they are measured, against an ordinary message of the same moment.
"""

from __future__ import annotations

import gc
import sys
import time
from functools import _lru_cache_wrapper
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from chat.hear.either import compiled
from rules.advice.advising import prepare

MOST_CALLS = 160_000
"""Some 60 ms here; an ordinary page that nobody has asked for takes less than half of it."""
ADDRESSES = (
    "/api/v1/advice?" + "&".join(["budget=1&scale=2"] * 30),
    "/builder?also=learning,miniprogram,media,data",
    "/?purpose=blog&audience=mainland&now=1",
    "/?purpose=shop&budget=77&scale=300&filing=avoid&now=1",
    "/why/region?purpose=blog&budget=41",
    "/?also=" + ",".join(f"x{number}" for number in range(1500)),
    "/builder?" + "&".join(f"x{number}=1" for number in range(63)),
    "/static/" + "x" * 3000,
    "/?region=mainland&also=static,site,app&lang=zh",
    "/?also=shop,data,ai,drive",
    "/why/product?also=blog,app,drive,ddos,app",
    "/why/region?audience=global&term=short&demand=light&also=ipv6,data,sensitive,foreigner,mail,drive,wechat,miniprogram",
    "/api/v1/advice?also=media,static,drive,ai,shop,game,data&budget=unsure&scale=unsure",
    "/why/product?term=long&budget=1000000&also=ipv6,static,mlps,suffix-refused,cpu-only",
    "/why/billing?isolation=unsure&audience=west&traffic=300&scale=1000000&filing=unsure&concurrent=7.77&storage=4096"
    "&also=mlps,shop,suffix-refused,miniprogram,bot,mail,ci,own-machine,static,learning,foreign-api,meeting,game",
    "/api/v1/advice?budget=1000000&scale=4096",
    "/api/v1/advice?isolation=exclusive&region=any&budget=100",
    "/oembed?url=http://localhost/%3Fskill%3Dnone%26audience%3Dunsure%26region%3Doverseas%26launch%3Dnow%26also%3Dlearning%2Cminiprogram%2Cmedia%2Cdata",
)
MOST_RARE_CALLS = 235_000
"""Some 90 ms here: rare circumstances and quantities beside an open purpose, for which every purpose is looked at."""
RARE = (
    "/api/v1/advice?rate=1&traffic=50&also=mail,marketplace,wechat,ipv6,foreign-api,mlps2,news,genai,foreigner,renewal,crawling,blog",
    "/?concurrent=1&reach=outbound&also=crawling,sensitive,drive,bot,export,site,slow,medical,learning,finance,ci,data,relay,mail",
    "/why/product?reach=outbound&also=crawling,sensitive,drive,bot,export,site,slow,medical,learning,finance,ci,data,relay,mail"
    "&term=months&peer=west&domain=unsure&model=99.99&audience=west&launch=unsure&uptime=business&content=dating&bandwidth=99999",
    "/api/v1/advice?reach=outbound&launch=month&rate=0&traffic=1&bits=8&budget=1000000&"
    "also=recommendation,mlps3,face,cpu-only,shop,meeting,meeting,site,marketplace,medical,foreign-api,blog,gov-site,tutoring,ci,learning",
    "/api/v1/advice?load=unsure&uptime=business&"
    "also=eu-people,no-entity,desktop,miniprogram,mlps3,sensitive,filed-as-person,mail",
    "/api/v1/advice?hours=0&isolation=exclusive&data=none&budget=7.77&skill=ops&"
    "also=miniprogram,ci,foreign-registrar,learning,own-machine,drive,ai,mlps,drive,blog,ipv6,mail,cpu-only,site,filed-as-person&bandwidth=7.77",
    "/api/v1/advice?machines=99999&launch=now&isolation=shared&uptime=critical&skill=unsure&audience=global&software=unsure&"
    "also=media,forum,static,export,miniprogram,data,iot,mail,ai,learning,mlps2,finance,bot,ci,filed-by-others,windows",
)
REPEATED = (
    ("命令行不会" * 100, "filing"),
    ("域名不用" * 125, "budget"),
    ("不备案" * 160, "filing"),
    ("a" * 500, ""),
    ("一百二十三" * 100, "scale"),
)
MOST_TEXT_CALLS = 500_000
"""Some 95 ms here: 500 letters of nothing but words of the lexicon, in a process that has compiled no expression of theirs."""
JUMBLED = (
    (
        "listenershontarioontarioont改到时租外国人，cores_with_memory不没弄ari香港机房100香港机房不香港机房 香港机房，全国的100全国的香港机房不香港机房10"
        "独立服务器适合100whether fujrtube，会友100dubai dubai会友不会友会友100peertube，consumer 两周不zapier100网域10酒店价格，圆通 藏，in-"
        "anothers-name不太想，一刻不停 后，ive常客100时间要求 快递100同时在线第一次一flue100做生意不seafile不信息系统医生团队批发100彩票站，宣几周就够，家城在线课wot"
        "s卡住 一星期，不是做不泰达币 prenersh老哥们，不挑机房换一淮北不约车100pip淮北安庆100百色梦幻 ership鄂尔多斯鄂元 资方饭店不希腊不准100日志 酸酸乳不日志100备案配合骂我"
        " 空姐100一批 跨年100服务费sicily维权，单独一台 饭店 自个不服务诗集 第四个 第四个第大东北where (do|can|should|would) i，情人节cakecheapest说重",
        "domain",
    ),
    (
        "id不里，再搭sidecarspark，名医100找对象前男友 portuguese不网文不仙境mid不portuguese不小站不一致小站统计分析last pipelines100大洋统计分析，特别"
        " last，unless，找对象小站，parksidecarsportuguese，place_hongkong100last卖课一体100特别100发奖金 downside不per_lookup 再"
        "搭不小站100s建议不barbershop不barbershop100barbersdeed100特别，一致不一致网文，place_ho他人身份，opinions trackerstrackers 一"
        "分钟都不能ngkong再habitsflight100wholesale不可以备案初创配音做不了.hk国内打不开不gbps突增 洪峰100配音每月给不国内打不开，conceersper_lookupl"
        "ast特别，mid，一体 统计分析 值班不大洋，place_hongkong unless不点卡100pipelines不election100发奖金不exclusively 里100前男友不魁北克，",
        "model",
    ),
    (
        "影响上课不deli不回复别人珠三角的企业 粤西，一毛不拔 你能干什么展厅不听书网站100你能干什么全公司 大麦西双版纳 充足buffers，one-pager听书网站100逛再见飘忽clueless充"
        "足100艺考文化课 影响上课四周100影响上课 回复别人100河源one-pager100四周100你能干什么100buffers，展厅 四周100deli100status，one-pager几十倍"
        "clueless 谁开发的不deli，影响上课 愿意付100展厅 几十倍，愿意付，充足100status不四周听书网站影响上课 chinas不几十倍大麦，充足不再见十四 河源，听书网站飘忽100展厅，"
        "一毛不拔不展厅墨尔本100四周，一毛不拔粤西西双版纳100十四昵称粤西 再见 zip100easter，再见100一技术废柴，技术废柴虾米东东不技术ueless不eacomputer100缩到logi"
        "nipmi黔东南dads限死不dads 受够备案不三四个月不name.cs100河源不clueless不你能干什么不粤西不chinas，one-pager 听书网站，四周status100deli不河",
        "term",
    ),
)
HEADERS = {
    "Accept-Language": "zh;q=0.1,en-" * 700,
    "If-None-Match": 'W/"x", ' * 1000,
    "Cookie": "a=b; " * 1600,
    "X-Forwarded-For": "1.2.3.4, " * 900,
    "Accept-Encoding": "gzip;q=0.5, " * 700,
    "Range": "bytes=" + "0-0," * 2000,
}


def tables() -> list[_lru_cache_wrapper[Any]]:
    """Return what remembers the answers to others."""
    gc.unfreeze()  # what is frozen is not among the objects
    found = [thing for thing in gc.get_objects() if isinstance(thing, _lru_cache_wrapper)]
    ours = [table for table in found if table.__module__.startswith("rules.")]
    return [table for table in ours if (table.cache_parameters()["maxsize"] or 0) >= 64]


def calls(client: FlaskClient, address: str) -> int:
    """Return how many functions a request calls in a worker that has just started."""
    gc.disable()  # what other tests left behind need not be looked through again and again
    for table in tables():
        table.cache_clear()
    try:
        prepare()
    finally:
        gc.enable()
    count = 0

    def counted(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        client.get(address).close()
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def fresh() -> FlaskClient:
    return create_app({"PAGE_CACHE_MIB": "0", "DEFAULT_LANG": "zh"}).test_client()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda text: text[:50])
def test_the_dearest_addresses_are_little_work(fresh: FlaskClient, address: str) -> None:
    assert calls(fresh, address) < MOST_CALLS


@pytest.mark.parametrize("address", RARE, ids=lambda text: text[:50])
def test_rare_things_beside_an_open_purpose_are_bounded_too(fresh: FlaskClient, address: str) -> None:
    assert calls(fresh, address) < MOST_RARE_CALLS


@pytest.mark.parametrize(("text", "ask"), JUMBLED, ids=lambda text: text[:12])
def test_words_of_the_lexicon_alone_are_bounded(fresh: FlaskClient, text: str, ask: str) -> None:
    compiled.cache_clear()
    query = urlencode({"text": text, "ask": ask} if ask else {"text": text})
    assert calls(fresh, f"/say?{query}") < MOST_TEXT_CALLS


def seconds(client: FlaskClient, text: str, ask: str) -> float:
    """Return the least CPU that a message takes of three times."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        client.post("/say", data={"text": text, "ask": ask}).close()
        spent.append(time.process_time() - started)
    return min(spent)


@pytest.mark.parametrize(("text", "ask"), REPEATED, ids=lambda text: text[:12])
def test_repeated_words_end(app: Flask, text: str, ask: str) -> None:
    client = app.test_client()
    assert seconds(client, text, ask) < 0.06 * 5


@pytest.mark.parametrize("name", HEADERS)
def test_a_long_header_costs_nothing(app: Flask, name: str) -> None:
    client, longest = app.test_client(), {name: HEADERS[name]}
    spent = {}
    for kind, headers in (("plain", {}), ("long", longest)):
        started = time.process_time()
        for _ in range(40):
            client.get("/article", headers=headers).close()
        spent[kind] = time.process_time() - started
    assert spent["long"] < spent["plain"] * 2 + 0.04
