"""The same security headers on every answer of every status; what is framed differs in who may frame it alone."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {}"
)
CLOSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), fullscreen=(), display-capture=()"
TOP = {
    "Content-Security-Policy": POLICY.format("'none'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": CLOSED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=63072000",
}
FRAMED = {
    **{name: value for name, value in TOP.items() if name != "X-Frame-Options"},
    "Content-Security-Policy": POLICY.format("*"),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
SHARED = {**TOP, "Cross-Origin-Resource-Policy": "cross-origin"}
PAGES = (
    ("/", 200),
    ("/?purpose=blog&now=1", 200),
    ("/?purpose=spaceship", 200),
    ("/about/ecs", 200),
    ("/about/", 200),
    ("/article", 200),
    ("/healthz", 200),
    ("/robots.txt", 200),
    ("/sitemap.xml", 200),
    ("/api/v1/advice", 200),
    ("/api/v1/openapi.json", 200),
    ("/say?text=博客", 303),
    ("/api/v1/advice?budget=x", 400),
    ("/about/nothing", 404),
    ("/nowhere", 404),
    ("/.git/config", 404),
    ("/app.py", 404),
    ("/metrics", 404),
    (f"/?x={'y' * 9000}", 414),
    ("/?" + "a=1&" * 80, 400),
)


def secured(response: TestResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name in TOP}


@pytest.fixture(scope="module")
def https() -> FlaskClient:
    return create_app({"DEFAULT_LANG": "zh", "TRUSTED_PROXIES": "1"}).test_client()


def over_https(client: FlaskClient, path: str, method: str = "GET", **options: Any) -> TestResponse:
    return client.open(path, method=method, base_url="https://advisor.test", **options)


@pytest.mark.parametrize(("path", "status"), PAGES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_top_level_answers(https: FlaskClient, path: str, status: int, method: str) -> None:
    answer = over_https(https, path, method)
    assert answer.status_code == status
    assert secured(answer) == TOP
    assert "Set-Cookie" not in answer.headers
    assert answer.headers.get("Cache-Control")


@pytest.mark.parametrize(
    "path",
    ["/embed", "/embed?purpose=blog&now=1", "/say?at=embed&text=hi", "/why/region?at=embed", "/why/nothing?at=embed"],
)
def test_framed_answers(https: FlaskClient, path: str) -> None:
    assert secured(over_https(https, path)) == FRAMED


@pytest.mark.parametrize("path", ["/about/ecs", "/about/nothing", "/article", "/", "/api/v1/advice", "/nowhere"])
def test_only_what_is_meant_for_frames_can_be_framed(https: FlaskClient, path: str) -> None:
    assert secured(over_https(https, path, query_string={"at": "embed"})) == TOP
    assert secured(over_https(https, path, "POST", data={"at": "embed"})) == TOP


def test_framed_message_and_message_too_long_for_a_frame(https: FlaskClient) -> None:
    assert secured(over_https(https, "/say", "POST", data={"at": "embed", "text": "hi"})) == FRAMED
    long = over_https(https, "/say", "POST", data={"at": "embed", "text": "x" * 20_000})
    assert (long.status_code, secured(long)) == (413, TOP | {"Cross-Origin-Resource-Policy": "same-origin"})


def test_what_other_sites_load(https: FlaskClient) -> None:
    assert secured(over_https(https, "/static/app.css")) == SHARED


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_are_refused_or_described(https: FlaskClient, method: str) -> None:
    answer = over_https(https, "/", method)
    assert answer.status_code == (200 if method == "OPTIONS" else 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert secured(answer) == TOP


def test_not_modified(https: FlaskClient) -> None:
    tag = over_https(https, "/about/ecs").headers["ETag"]
    again = over_https(https, "/about/ecs", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, secured(again)) == (304, b"", TOP)


@pytest.mark.parametrize(("path", "expected"), [("/", TOP), ("/embed", FRAMED)])
def test_broken_and_refused(monkeypatch: pytest.MonkeyPatch, path: str, expected: dict[str, str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("in a test")

    monkeypatch.setattr("chat.pages.page.view", broken)
    client = create_app({"RATE_LIMIT": "1/hour", "TRUSTED_PROXIES": "1"}).test_client()
    for status in (500, 429):
        answer = over_https(client, path, headers={"X-Forwarded-For": "8.8.8.8"})
        assert (answer.status_code, secured(answer)) == (status, expected)
        assert "<h1" in answer.text
        assert "Traceback" not in answer.text


def test_hsts_only_over_https_and_subdomains_only_if_the_owner_says_so(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    subdomains = create_app({"HSTS_SUBDOMAINS": "1", "HSTS_SECONDS": "60"}).test_client()
    assert over_https(subdomains, "/").headers["Strict-Transport-Security"] == "max-age=60; includeSubDomains"
    never = create_app({"HSTS_SECONDS": "0"}).test_client()
    assert "Strict-Transport-Security" not in over_https(never, "/").headers


def test_the_owner_names_who_may_frame() -> None:
    client = create_app({"FRAME_ANCESTORS": "https://blog.example https://*.example.org"}).test_client()
    assert "https://blog.example https://*.example.org" in client.get("/embed").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]
