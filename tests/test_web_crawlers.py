"""Search engines: what is open is listed, the rest is closed three times over, and following every link costs little."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from urllib.robotparser import RobotFileParser

from flask.testing import FlaskClient

from app import create_app
from chat.pages.runs import shown
from knowledge import LANGUAGES, load

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>')
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_lists_every_open_page_in_every_language(client: FlaskClient) -> None:
    found = ET.fromstring(client.get("/sitemap.xml").data)
    listed = [row.findtext(f"{SITE}loc", "").removeprefix("http://localhost") for row in found]
    topics = {name for name, _ in load().topics}
    assert len(listed) == len(set(listed)) == (5 + len(topics) + len(shown())) * len(LANGUAGES)
    assert {f"/about/{name}" for name in topics} < set(listed)
    for path in listed:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "X-Robots-Tag" not in answer.headers
        assert '<meta name="robots"' not in answer.text
        canonical = re.search(r'<link rel="canonical" href="http://localhost([^"]*)"', answer.text)
        assert canonical
        assert html.unescape(canonical[1]) == path


def test_robots_txt_names_the_sitemap_and_stays_right_under_a_path() -> None:
    client = create_app({"TRUSTED_PROXIES": "1", "FORWARDED_HOST": "1", "FORWARDED_PREFIX": "1"}).test_client()
    text = client.get("/robots.txt", headers={"X-Forwarded-Prefix": "/sub", "X-Forwarded-Host": "a.example"}).text
    assert "Sitemap: http://a.example/sub/sitemap.xml" in text
    assert "Disallow: /sub/\n" in text
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())
    assert rules.can_fetch("*", "/about/ecs")
    assert not rules.can_fetch("*", "/say?text=x")
    assert not rules.can_fetch("*", "/?purpose=blog")
    assert not rules.can_fetch("*", "/api/v1/advice")


def test_pages_with_needs_are_not_listed_and_name_the_one_that_is(client: FlaskClient) -> None:
    for path in ("/?purpose=blog", "/?purpose=blog&now=1&lang=en", "/?also=mail"):
        answer = client.get(path)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert '<link rel="canonical" href="http://localhost/' in answer.text
        assert "purpose" not in re.findall(r'rel="canonical" href="([^"]*)"', answer.text)[0]
    for path in ("/embed", "/api/v1/advice", "/healthz", "/nowhere", "/go/nothing", "/say"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_no_followed_link_leads_to_a_page_with_needs(client: FlaskClient) -> None:
    for path in ("/", "/?purpose=blog&audience=mainland", "/?purpose=blog&budget=50&now=1", "/?purpose=x&lang=en"):
        page = client.get(path).text
        links = [(html.unescape(found[1]), found[0]) for found in LINK.finditer(page)]
        needs = [
            tag for href, tag in links if href.startswith("/?") and any(f"{name}=" in href for name in load().needs)
        ]
        assert needs
        assert [tag for tag in needs if "nofollow" not in tag] == []


def test_following_every_followed_link_ends_soon(client: FlaskClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        page = client.get(waiting.pop())
        for found in LINK.finditer(page.text if "html" in page.content_type else ""):
            path = html.unescape(found[1]).partition("#")[0]
            if path.startswith("/") and "nofollow" not in found[0] and path not in seen:
                seen.add(path)
                waiting.append(path)
    assert len(seen) < 400 + 3 * len(shown())
