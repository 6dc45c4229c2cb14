"""What depends on its address alone may be kept, with the right Vary; everything else is never stored."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from web.caching import Pages

LASTING = "max-age=300, stale-while-revalidate=86400"
KEPT = (
    "/",
    "/?purpose=blog",
    "/?purpose=blog&now=1",
    "/embed",
    "/about/ecs",
    "/about/",
    "/about/law",
    "/run/",
    "/run/gitlab",
    "/article",
    "/api/v1/advice?purpose=blog",
    "/api/v1/openapi.json",
    "/robots.txt",
    "/sitemap.xml",
)
NEVER = (
    "/healthz",
    "/say?text=博客",
    "/api/v1/understand?text=博客",
    "/nowhere",
    "/api/v1/advice?budget=x",
    "/about/nothing",
)


def vary(answer: TestResponse) -> set[str]:
    return set(answer.headers.get("Vary", "").split(", "))


@pytest.mark.parametrize("path", KEPT)
def test_pages_of_their_address_alone_may_be_kept(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == f"public, {LASTING}"
    assert "Accept-Language" not in vary(answer)
    assert "Accept-Encoding" in vary(answer)
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert {name: again.headers[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        name: answer.headers[name] for name in ("ETag", "Cache-Control", "Vary")
    }
    assert client.get(path, headers={"If-None-Match": '"other"'}).data == answer.data


@pytest.mark.parametrize("path", NEVER)
def test_the_rest_is_never_stored(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_a_language_taken_from_the_browser_stays_with_that_browser() -> None:
    client = create_app({"DEFAULT_LANG": ""}).test_client()
    english = client.get("/about/ecs", headers={"Accept-Language": "en"})
    chinese = client.get("/about/ecs", headers={"Accept-Language": "zh-CN"})
    assert 'lang="en"' in english.text
    assert 'lang="zh-CN"' in chinese.text
    assert english.headers["ETag"] != chinese.headers["ETag"]
    for answer in (english, chinese):
        assert "Accept-Language" in vary(answer)
        assert answer.headers["Cache-Control"] == f"private, {LASTING}"
    named = client.get("/about/ecs?lang=en", headers={"Accept-Language": "zh"})
    assert named.headers["Cache-Control"] == f"public, {LASTING}"
    assert "Accept-Language" not in vary(named)


def test_a_part_of_a_page_stays_with_the_browser_that_asked_for_it(client: FlaskClient) -> None:
    whole, part = client.get("/?purpose=blog"), client.get("/?purpose=blog", headers={"HX-Request": "true"})
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert part.headers["Cache-Control"] == f"private, {LASTING}"
    assert whole.headers["ETag"] != part.headers["ETag"]
    assert "HX-Request" in vary(whole) & vary(part)
    assert part.headers["HX-Push-Url"] == "/?purpose=blog"
    restored = client.get("/?purpose=blog", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert restored.data == whole.data
    assert restored.headers["Cache-Control"] == f"private, {LASTING}"


@pytest.mark.parametrize(
    "path", ["/?purpose=blog", "/api/v1/advice", "/nowhere", "/api/v1/openapi.json", "/sitemap.xml"]
)
def test_compressed_only_for_those_who_ask(client: FlaskClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert refused.data == plain.data


@pytest.mark.parametrize("path", ["/", "/?purpose=blog&now=1", "/api/v1/advice"])
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


def test_one_address_one_page_whatever_came_before(client: FlaskClient) -> None:
    fresh = create_app({"DEFAULT_LANG": "zh", "PAGE_CACHE_MIB": "0"}).test_client()
    paths = [f"/?purpose={purpose}&budget={budget}" for purpose in ("blog", "game") for budget in (0, 50, 900)]
    for path in [*paths, *reversed(paths)]:
        assert client.get(path).data == fresh.get(path).data
    assert (
        client.get("/", headers={"Host": "one.example"}).data != client.get("/", headers={"Host": "two.example"}).data
    )


def test_kept_pages_never_take_more_than_they_may() -> None:
    pages, made = Pages(20_000), []

    def make(number: int) -> tuple[str, str, None]:
        made.append(number)
        return f"{number} " + "x" * 100, "text/html", None

    for number in [*range(100), 0, 99]:
        assert pages.give(number, lambda number=number: make(number)).media_type == "text/html"
    assert made == [*range(100), 0]
    assert len(pages._rows) < 20
    assert Pages(0).give("a", lambda: ("text", "text/html", None)).etag.startswith('W/"')


def test_a_file_of_another_version_is_this_versions_but_not_for_long(client: FlaskClient) -> None:
    old = client.get("/static/app.0123456789.css")
    now = client.get("/static/app.css")
    assert old.status_code == 200
    assert old.data == now.data
    assert "immutable" not in old.headers["Cache-Control"]
    assert client.get("/static/nothing.0123456789.css").status_code == 404
