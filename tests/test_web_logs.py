"""One line of JSON a request, holding nothing anybody typed and no need anybody has."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from web.logs import LOGGER, OneLine

SECRET = '秘密 alice@example.com\n\x1b[31m{"event":"forged"}\r\n\x00 13800138000'
Log = Any


@pytest.fixture
def log(app: object) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine())
    LOGGER.addHandler(handler)
    yield stream
    LOGGER.removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    text = log.getvalue()
    assert text.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    return [json.loads(line) for line in text.splitlines()]


def test_a_request_is_one_line_with_id_and_time(client: FlaskClient, log: io.StringIO) -> None:
    routed = create_app({"TRUSTED_PROXIES": "1"}).test_client()
    routed.get("/about/ecs?purpose=blog&budget=50", headers={"X-Request-ID": "abc-123_45.6"})
    (row,) = lines(log)
    assert set(row) == {"time", "level", "event", "id", "method", "path", "status", "ms"}
    assert (row["id"], row["method"], row["path"], row["status"]) == ("abc-123_45.6", "GET", "/about/ecs", 200)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", row["time"])
    assert row["ms"] >= 0


def test_nothing_typed_gets_into_the_log(client: FlaskClient, log: io.StringIO) -> None:
    client.get("/say", query_string={"text": SECRET, "purpose": "blog"})
    client.post("/say", data={"text": SECRET, "ask": SECRET, "at": SECRET})
    client.get("/", query_string={"purpose": SECRET, "utm_source": SECRET, "lang": SECRET})
    client.get("/api/v1/understand", query_string={"text": SECRET})
    client.get("/" + SECRET.replace("\x00", ""))
    client.get("/about/alice@example.com")
    client.get(
        "/",
        headers={"User-Agent": "alice@example.com", "Referer": "https://x/?alice", "X-Request-ID": "alice@example.com"},
    )
    client.open("/", method="ALICE")
    said = json.dumps(lines(log), ensure_ascii=False)
    assert len(lines(log)) == 8
    assert not any(word in said for word in ("秘密", "alice", "ALICE", "forged", "13800138000", "blog", "text="))


def test_an_error_is_logged_without_what_was_said(monkeypatch: pytest.MonkeyPatch, log: io.StringIO) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr("chat.pages.page.view", broken)
    answer = create_app({"PAGE_CACHE_MIB": "0"}).test_client().get("/?purpose=blog")
    error, request = lines(log)
    assert error["error"] == "KeyError"
    assert error["at"][-1].startswith("test_web_logs.py:")
    assert error["id"] == request["id"] == answer.headers["X-Request-ID"]
    assert error["id"] in answer.text
    assert "alice" not in json.dumps([error, request])


@pytest.mark.parametrize(("wanted", "kept"), [("", 0), ("1", 1)])
def test_texts_not_understood_are_kept_only_if_the_owner_wants_them(wanted: str, kept: int, log: io.StringIO) -> None:
    client = create_app({"LOG_UNREAD": wanted}).test_client()
    client.post("/say", data={"text": "qwxz\x1b[K\n"})
    found = [row for row in lines(log) if row["event"] == "not understood"]
    assert [row["text"] for row in found] == ["qwxz\x1b[K\n"] * kept
