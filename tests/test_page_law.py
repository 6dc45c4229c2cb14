"""The law on the first screen: it begins the verdict, says which answers it rests on, and names no day of going live."""

import re
from urllib.parse import parse_qsl

import pytest
from markupsafe import escape

from rules.facts.law_folds import law
from tests.turns import shown

pytestmark = pytest.mark.usefixtures("known_day")
STOPPED = "purpose=app&content=medical&subject=person&audience=mainland&filing=willing&now=1"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_law_asks_for_comes_before_the_server(client, lang: str) -> None:
    advice = shown(STOPPED, lang=lang)["advice"]
    page = client.get(f"/?{STOPPED}&lang={lang}").text
    heading = page.partition('<h2 id="verdict">')[2].partition("</h2>")[0]
    assert advice["law"]
    assert heading.startswith('<span class="law">')
    assert "".join(heading.partition("</span>")[2].split()).startswith("".join(advice["what"].split())[:4])
    assert {way["url"].partition("ask=")[2].partition("&")[0] for way in advice["conflict"]["ways"]} == {
        "content",
        "subject",
    }
    assert not any("上线" in fact or fact.startswith("live") for fact in advice["facts"])


def test_where_nothing_is_missing_the_law_is_silent() -> None:
    advice = shown("purpose=blog&audience=overseas&domain=yes&now=1")["advice"]
    assert not advice["law"]
    assert advice["conflict"] is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_stands_on_a_page_of_its_own_with_its_dates_and_sources(client, lang: str) -> None:
    page = client.get(f"/about/law?lang={lang}").text
    for row in law().rows:
        part = page.partition(f'id="{row.id}"')[2].partition("</details>")[0]
        assert str(escape(row.say[lang])) in part
        assert {row.since.isoformat(), row.review.isoformat()} <= set(re.findall(r'datetime="([^"]*)"', part))
        assert all(str(escape(source.url)) in part and str(escape(source.says)) in part for source in row.sources)


def test_the_rules_are_linked_from_where_law_is_said(client) -> None:
    page = client.get(f"/?{STOPPED}").text
    assert "/about/law#medical-licence" in page
    assert 'href="/about/law"' in client.get("/about/").text
    assert "/about/law</loc>" in client.get("/sitemap.xml").text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_licence_is_said_beside_short_money(client, lang: str) -> None:
    short = f"{STOPPED}&budget=5&scale=20000&lang={lang}"
    conflict = client.get(f"/api/v1/advice?{short}").get_json()["conflict"]
    assert {"content", "budget"} <= {*conflict["needs"]}
    assert {row["by"] for row in conflict["relax"]} == {"law", "wishes"}
    first = shown(short, lang=lang)["advice"]["conflict"]
    assert first["ways"]
    assert first["more"]["ways"]


def test_what_the_law_would_allow_is_allowed(client) -> None:
    for row in client.get(f"/api/v1/advice?{STOPPED}").get_json()["conflict"]["relax"]:
        changed = {**dict(parse_qsl(STOPPED)), row["need"]: row["to"]}
        after = client.get("/api/v1/advice", query_string=changed).get_json()
        assert after["conflict"] is None


def test_where_a_licence_is_missing_no_step_opens_the_site(client) -> None:
    for filing in ("willing", "avoid"):
        needs = {**dict(parse_qsl(STOPPED)), "filing": filing}
        steps = {row["rule"] for row in client.get("/api/v1/advice", query_string=needs).get_json()["steps"]}
        assert {"step/licence-first-of-all", "step/go-live-licensed"} <= steps
        assert not steps & {"step/go-live", "step/go-live-filed", "step/go-live-static"}
