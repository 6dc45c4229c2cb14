"""What one client can do with requests alone: fill memory, be believed, be framed, poison what is kept, break a page."""

from __future__ import annotations

import gc
import random
import string
from pathlib import Path
from types import ModuleType, SimpleNamespace

import psutil
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from chat.said.address import parse
from chat.said.values import MOST_ALSO, MOST_MALFORMED
from web.caching import Pages
from web.entering import UNREADABLE, address_in
from web.limits import Memory, Rates, client_of

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "//evil.example",
    "X-Forwarded-Proto": "javascript",
    "X-Forwarded-Port": "99",
    "X-Forwarded-Ssl": "on",
    "Forwarded": "host=evil.example;proto=https",
}
PAGES = (
    "/?lang=zh&purpose=blog",
    "/embed?lang=en",
    "/about/ecs",
    "/article",
    "/builder",
    "/robots.txt",
    "/sitemap.xml",
    "/oembed?url=http://localhost/",
    "/api/v1/advice",
    "/nowhere",
)


def junk(draw: random.Random, parts: int) -> str:
    return ",".join("".join(draw.choices(string.ascii_letters, k=2)) for _ in range(parts))


@pytest.mark.parametrize("parameter", ["also", "purpose", "budget", "spec", "nonsense"])
def test_addresses_of_junk_leave_nothing_behind(app: Flask, parameter: str) -> None:
    client, draw, process = app.test_client(), random.Random(1), psutil.Process()
    for _ in range(20):
        client.get(f"/?lang=zh&{parameter}={junk(draw, 2650)}")
    gc.collect()
    before = process.memory_info().rss
    for _ in range(100):  # 5 parameters: 500 addresses
        client.get(f"/?lang=zh&{parameter}={junk(draw, 2650)}")
    gc.collect()
    assert process.memory_info().rss - before < 4 * 2**20


def test_a_page_with_a_mistake_in_its_address_is_kept_by_nobody(app: Flask, client: FlaskClient) -> None:
    kept = len(app.extensions["pages"]._rows)
    for path in ("/?also=nothing", "/embed?purpose=spaceship", "/about/ecs?budget=much", "/why/region?spec=x"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert len(app.extensions["pages"]._rows) == kept


def test_mistakes_are_named_up_to_a_few(client: FlaskClient) -> None:
    many = ",".join(f"x{number}" for number in range(1200))
    assert len(parse([("also", many)]).malformed) == MOST_MALFORMED
    assert len(parse([("also", "x"), ("budget", "y")] * 64).malformed) == MOST_MALFORMED
    answer = client.get(f"/api/v1/advice?also={many}")
    assert answer.status_code == 400
    assert len(answer.data) < 8192
    assert f"at most {MOST_ALSO}" in answer.text
    said = parse([("also", "mail," + ",".join(["ipv6"] * MOST_ALSO))])
    assert said.also == ("mail", "ipv6")
    assert "at most" in said.malformed[0].takes


def test_a_kept_page_weighs_what_its_key_does() -> None:
    pages = Pages(64 * 1024)
    for number in range(100):
        pages.give((str(number), ("x" * 20_000,)), lambda: ("text", "text/html", None))
    assert len(pages._rows) <= 3
    assert 0 < pages._size <= 64 * 1024


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("8.8.4.6", "8.8.4.6"),
        (" 8.8.4.6:1234 ", "8.8.4.6"),
        ("[2a00::1]:443", "2a00::1"),
        ("[2a00::1]", "2a00::1"),
        ("2a00::1", "2a00::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", UNREADABLE),
        ("", UNREADABLE),
        ('"', UNREADABLE),
        ('"8.8.8.8"', UNREADABLE),
        ("_hidden", UNREADABLE),
        ("8.8.8.8.8", UNREADABLE),
        ("1" * 5000, UNREADABLE),
        ("\x00", UNREADABLE),
    ],
)
def test_addresses_in_forwarding_headers(said: str, address: str) -> None:
    assert address_in(said) == address


@pytest.mark.parametrize(
    "said",
    [
        '"',
        '"\\',
        "unknown",
        ", ,",
        "8.8.8.8:{n}",
        "[2a00::1]:4{n}",
        '", 203.0.113.9',
        "{n}, x",
        "100.64.0.9",
        "2001:0:1::{n}",
        "9" * 3000,
        "10.0.0.{n}, 8.8.4.4",
        "{long}, 8.8.4.4",
    ],
)
def test_no_forwarding_header_switches_the_limiter_off(said: str) -> None:
    client = create_app({"TRUSTED_PROXIES": "1", "RATE_LIMIT": "", "DEFAULT_LANG": "zh"}).test_client()
    forwarded = [said.replace("{n}", str(number)).replace("{long}", "1.1.1.1," * 400) for number in range(60)]
    told = [client.get("/robots.txt", headers={"X-Forwarded-For": text}).status_code for text in forwarded]
    assert told.count(429) >= 20


def test_a_visitor_who_forwards_nothing_is_limited_even_if_a_proxy_too_many_is_counted() -> None:
    client = create_app({"TRUSTED_PROXIES": "2", "RATE_LIMIT": "3/hour"}).test_client()
    for address in ("8.8.8.8", "8.8.4.4"):
        told = [client.get("/robots.txt", headers={"X-Forwarded-For": address}).status_code for _ in range(4)]
        assert told == [200, 200, 200, 429]


def test_tunnels_and_carriers_are_clients_like_all_others() -> None:
    assert client_of("2001::1") == ("2001::/64", True)
    assert client_of("2002:808:808::1")[1]
    assert client_of("100.64.1.2", forwarded=True) == ("100.64.1.2", True)
    assert client_of("100.64.1.2") == ("100.64.1.2", False)
    assert client_of(UNREADABLE, forwarded=True) == ("unknown", True)
    assert client_of("::ffff:10.0.0.1", forwarded=True)[1] is False


@pytest.mark.parametrize("path", ["/healthzX", "/static/nope", "/static/", "/metricsX", "/metrics", "/embed.jsx"])
def test_what_is_not_there_counts(path: str) -> None:
    client = create_app({"RATE_LIMIT": "3/hour"}).test_client()
    assert [client.get(path).status_code for _ in range(4)] == [404, 404, 404, 429]


def test_a_clock_set_back_locks_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(time=lambda: wall[0], monotonic=lambda: steady[0])
    wall, steady, rates = [1_000_000.0], [50.0], Rates("2/second; 9/minute")
    monkeypatch.setattr("web.limits.time", clock)
    assert [rates.wait("somebody") for _ in range(3)] == [0, 0, 1]
    wall[0] -= 3600
    steady[0] += 1.5
    assert rates.wait("somebody") == 0
    assert Memory().incr("a", 60) == 1
    assert all(rates.wait("somebody") <= 60 for _ in range(30))


@pytest.mark.parametrize("proxies", ["0", "1"])
@pytest.mark.parametrize("path", PAGES)
def test_forged_headers_reach_no_page(path: str, proxies: str) -> None:
    client = create_app({"TRUSTED_PROXIES": proxies, "DEFAULT_LANG": "zh"}).test_client()
    plain, forged = client.get(path), client.get(path, headers=FORGED)
    assert without_id(forged) == without_id(plain)
    assert forged.status_code == plain.status_code
    assert "Strict-Transport-Security" not in forged.headers
    said = client.post("/say", data={"text": "博客", "lang": "zh"}, headers=FORGED)
    assert said.location == "/?purpose=blog&lang=zh&was=purpose-"


def without_id(answer: TestResponse) -> str:
    return answer.text.replace(answer.headers.get("X-Request-ID", "-"), "")


@pytest.mark.parametrize(
    ("prefix", "believed"),
    [
        ("/sub", True),
        ("/one/two-3.x", True),
        ("", True),
        ("//evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)//", False),
        ("/" + "a" * 3000, False),
        ("/a/../..", False),
        ("/a b", False),
        ("/'", False),
        ("sub", False),
    ],
)
def test_a_prefix_has_the_form_of_one(prefix: str, believed: bool) -> None:
    client = create_app({"TRUSTED_PROXIES": "1", "FORWARDED_PREFIX": "1", "DEFAULT_LANG": "zh"}).test_client()
    for path in ("/", "/builder"):
        answer = client.get(path, headers={"X-Forwarded-Prefix": prefix})
        assert answer.status_code == 200
        assert f'href="{prefix if believed else ""}/static/' in answer.text


def test_what_counted_proxies_set_keeps_pages_apart() -> None:
    settings = {"TRUSTED_PROXIES": "1", "FORWARDED_HOST": "1", "FORWARDED_PREFIX": "1", "DEFAULT_LANG": "zh"}
    client = create_app(settings).test_client()
    for path in ("/", "/about/ecs", "/oembed?url=http://localhost/", "/sitemap.xml", "/api/v1/advice"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"].startswith("public")
        assert {"X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix"} <= set(answer.vary)
    assert client.get("/", headers={"X-Forwarded-Proto": "HTTPS"}).headers["Strict-Transport-Security"]


@pytest.mark.parametrize("host", ['evil"><script>', "", "a:99999", "a b", "a/b", "a@b", "[::1", "x" * 300, "//", "a:b"])
def test_a_host_that_is_no_name_is_refused_and_not_repeated(client: FlaskClient, host: str) -> None:
    answer = client.get("/?lang=zh", headers={"Host": host})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert "evil" not in answer.text
    assert "http:/?" not in answer.text
    assert "None" not in answer.text


@pytest.mark.parametrize(
    "host", ["localhost", "a_b:80", "chat.example.com", "[::1]:8000", "127.0.0.1:8000", "xn--fiq228c.example"]
)
def test_a_host_that_is_one_is_served(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_oembed_takes_no_language_from_a_browser() -> None:
    client = create_app({"DEFAULT_LANG": ""}).test_client()
    told = [client.get("/oembed?url=http://localhost/", headers={"Accept-Language": lang}) for lang in ("en", "zh-CN")]
    assert told[0].json == told[1].json
    assert {answer.headers["Cache-Control"].split(",")[0] for answer in told} == {"public"}
    assert "lang=en" in client.get("/oembed?url=http://localhost/?lang=en").text


def test_files_that_change_under_a_running_server_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    serving = create_app({"DEFAULT_LANG": "zh", "PAGE_CACHE_MIB": "0"})

    def gone(*_: object, **__: object) -> None:
        raise AssertionError("a file is read while serving")

    for name in ("open", "read_text", "read_bytes"):
        monkeypatch.setattr(Path, name, gone)
    monkeypatch.setattr(serving.jinja_env.loader, "get_source", gone)
    client = serving.test_client()
    for path in (
        *PAGES,
        "/?purpose=blog&now=1",
        "/embed?purpose=game&now=1&card=1",
        "/why/product?purpose=shop",
        "/about/",
        "/healthz",
        "/embed.js",
        "/static/app.css",
        "/say?text=hello&lang=en",
        "/api/v1/openapi.json",
        "/api/v1/why?decision=region",
    ):
        assert client.get(path).status_code in (200, 303, 404), path


def test_when_the_page_for_errors_breaks_words_and_headers_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = create_app({"DEFAULT_LANG": "zh"})

    def breaks(*_: object, **__: object) -> str:
        raise RuntimeError("no template at all")

    monkeypatch.setattr("web.answering.render", breaks)
    monkeypatch.setattr("chat.pages.trouble.error", breaks)
    answer = broken.test_client().get("/")
    assert answer.status_code == 500
    assert "不是你的问题" in answer.text
    assert "not your doing" in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert (answer.headers["X-Frame-Options"], answer.headers["Cache-Control"]) == ("DENY", "no-store")
    assert "no template" not in answer.text


def holders(words: str) -> list[str]:
    """Return what holds a text with these words, besides this test.

    A module is not asked, its dictionary is: asking asyncio's breaks a free list that the next collection follows for
    ever (https://github.com/python/cpython/issues/122695, up to 3.12.5).
    """
    gc.unfreeze()  # what is frozen is not among the objects
    return [
        f"{type(thing).__name__} {thing!r:.100}"
        for thing in gc.get_objects()
        if not isinstance(thing, (type, ModuleType))
        and type(thing).__name__ not in ("frame", "code", "tuple", "list")
        and any(isinstance(part, str) and words in part and part != words for part in gc.get_referents(thing))
    ]


def say(client: FlaskClient, canary: str) -> None:
    for text in (
        f"{canary}blgo wordpress",
        f"嗯 {canary} 吧",
        f"{canary}预算一百五十",
        f"{canary}，不想备案；每天两三百人",
    ):
        for ask in ("", "budget", "purpose"):
            for headers in ({}, {"HX-Request": "true"}):
                client.post("/say", data={"text": text, "ask": ask}, headers=headers).close()
            # As a POST, since the client itself would remember the address.
            client.post("/say?at=embed", data={"text": text, "lang": "en"}).close()


def test_typed_words_outlive_their_message_nowhere(client: FlaskClient) -> None:
    canary = "zqxvjk"
    say(client, canary)
    gc.collect()
    assert holders(canary) == []
