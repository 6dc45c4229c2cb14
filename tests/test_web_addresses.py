"""Any query, form, path, method and header gets an answer below 500, well formed, and each refusal explains itself."""

from __future__ import annotations

import json

import html5lib
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

from knowledge import load
from tools.address_table import paths

NAMES = [
    *load().needs,
    "also",
    "lang",
    "theme",
    "now",
    "ask",
    "about",
    "declined",
    "talk",
    "unread",
    "utm_source",
    "text",
    "at",
    "decision",
    "to",
    "url",
    "format",
    "maxwidth",
]
WORDS = sorted(
    {value for need in load().needs.values() for value in need.values}
    | {
        "unsure",
        "1",
        "0",
        "50",
        "99.9",
        "zh",
        "en",
        "chat",
        "embed",
        "mail,wechat",
        "json",
        *load().decisions,
        *load().needs,
    }
)
anything = st.text(max_size=40)
values = st.sampled_from(WORDS) | anything | st.integers().map(str) | st.floats().map(str)
queries = st.lists(st.tuples(st.sampled_from(NAMES) | anything, values), max_size=12)
PATHS = tuple(paths().values())
some_paths = st.sampled_from(PATHS)
any_paths = some_paths | st.tuples(st.sampled_from([*PATHS, "/static/"]), anything).map("".join)
headers = st.dictionaries(
    st.sampled_from(
        [
            "HX-Request",
            "HX-History-Restore-Request",
            "Accept-Language",
            "Accept-Encoding",
            "If-None-Match",
            "Range",
            "Host",
            "X-Request-ID",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "Content-Type",
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30),
    max_size=4,
)
relaxed = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def anybody(app: Flask) -> Client:
    return Client(app)


def check(answer: TestResponse, head: bool = False) -> None:
    assert answer.status_code < 500 or answer.status_code == 501, answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Content-Security-Policy" in answer.headers
    if answer.status_code >= 400 and not head:
        if "json" in answer.content_type:
            assert len(json.loads(answer.text)["detail"]) > 10
        else:
            assert "<h1" in answer.text


@relaxed
@given(path=any_paths, query=queries, sent=headers)
def test_any_address(anybody: Client, path: str, query: list[tuple[str, str]], sent: dict[str, str]) -> None:
    from urllib.parse import urlencode

    text = urlencode([(name.encode("utf-8", "replace"), value.encode("utf-8", "replace")) for name, value in query])
    check(anybody.open(path.split("?", maxsplit=1)[0] or "/", method="GET", query_string=text, headers=sent))


@relaxed
@given(query=st.binary(max_size=60), path=some_paths)
def test_any_bytes_after_the_question_mark(anybody: Client, query: bytes, path: str) -> None:
    check(anybody.open(path, query_string=query.decode("latin-1")))


@relaxed
@given(form=queries, sent=headers)
def test_any_form(anybody: Client, form: list[tuple[str, str]], sent: dict[str, str]) -> None:
    fields: dict[str, list[str]] = {}
    for name, value in form:
        fields.setdefault(name.encode("utf-8", "replace").decode(), []).append(
            value.encode("utf-8", "replace").decode()
        )
    sent.pop("Content-Type", None)
    answer = anybody.post("/say", data=fields, headers=sent)
    check(answer)
    if answer.status_code == 303:
        assert "text=" not in answer.headers["Location"]


@relaxed
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain", ""]
    )
    | anything,
)
def test_any_body(anybody: Client, body: bytes, kind: str) -> None:
    check(
        anybody.post(
            "/say",
            data=body,
            content_type=kind.encode("ascii", "ignore")
            .decode()
            .replace("\n", "")
            .replace("\r", "")
            .replace("\x00", ""),
        )
    )


@relaxed
@given(
    method=st.sampled_from(["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "X"]),
    path=any_paths,
)
def test_any_method(anybody: Client, method: str, path: str) -> None:
    answer = anybody.open(path.split("?", maxsplit=1)[0] or "/", method=method)
    check(answer, head=method == "HEAD")
    if answer.status_code == 405:
        assert answer.headers["Allow"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    needs=st.dictionaries(st.sampled_from(list(load().needs)), st.sampled_from(WORDS), max_size=6),
    lang=st.sampled_from(["zh", "en"]),
    part=st.booleans(),
)
def test_any_answers_give_well_formed_pages(anybody: Client, needs: dict[str, str], lang: str, part: bool) -> None:
    answer = anybody.get(
        "/", query_string={**needs, "lang": lang, "now": "1"}, headers={"HX-Request": "true"} if part else {}
    )
    check(answer)
    text = f"<!doctype html><html><body>{answer.text}</body></html>" if part else answer.text
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    allowed = {"unexpected-start-tag-ignored"} if part else set()
    assert {name for _, name, _ in parser.errors} <= allowed


@pytest.mark.parametrize("host", [".", "..", "a..b", "x" * 70 + ".example"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/advice", "/embed", "/nope"])
def test_a_host_that_is_no_name_is_refused_and_told_so(client: Client, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    check(answer)
