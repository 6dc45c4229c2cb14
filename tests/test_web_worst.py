"""The dearest requests that `make worst` has found: none may take more work than a person notices.

Addresses are counted in function calls, which no busy machine changes; some 3,000 of them are a millisecond. Texts spend
their time inside expressions, so they are measured, against an ordinary message of the same moment.
"""

from __future__ import annotations

import gc
import sys
import time
from functools import _lru_cache_wrapper
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from rules.advice.advising import prepare

MOST_CALLS = 180_000
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
    "/oembed?url=http://localhost/%3Fskill%3Dnone%26audience%3Dunsure%26region%3Doverseas%26launch%3Dnow%26also%3Dlearning%2Cminiprogram%2Cmedia%2Cdata",
)
MOST_RARE_CALLS = 275_000
"""Some 90 ms here: rare circumstances and quantities beside an open purpose, for which every purpose is looked at."""
RARE = (
    "/api/v1/advice?rate=1&traffic=50&also=mail,marketplace,wechat,ipv6,foreign-api,mlps2,news,genai,foreigner,renewal,crawling,blog",
    "/?concurrent=1&reach=outbound&also=crawling,sensitive,drive,bot,export,site,slow,medical,learning,finance,ci,data,relay,mail",
    "/why/product?reach=outbound&also=crawling,sensitive,drive,bot,export,site,slow,medical,learning,finance,ci,data,relay,mail"
    "&term=months&peer=west&domain=unsure&model=99.99&audience=west&launch=unsure&uptime=business&content=dating&bandwidth=99999",
)
REPEATED = (
    ("命令行不会" * 100, "filing"),
    ("域名不用" * 125, "budget"),
    ("不备案" * 160, "filing"),
    ("a" * 500, ""),
    ("一百二十三" * 100, "scale"),
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
