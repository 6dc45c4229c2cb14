"""Pages of programs: what the documentation says with its date, what the chat would advise, and nothing for a way round controls."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from app import create_app
from chat.pages.runs import shown
from chat.words.wording import program_label, whole
from knowledge.program_sizes import program_sizes
from knowledge.programs import programs
from rules.advice.advising import advise
from rules.answers import Answers

PROGRAMS = shown()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_leads_to_every_page(client: FlaskClient, lang: str) -> None:
    html = client.get(f"/run/?lang={lang}").text
    found = re.findall(r'href="(/run/[^"/?]+)', html)
    assert sorted(found) == sorted(f"/run/{name}" for name in PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_page_says_where_each_figure_stands_and_since_when(client: FlaskClient, name: str) -> None:
    for lang in ("zh", "en"):
        html = client.get(f"/run/{name}?lang={lang}").text
        assert program_label(lang, name) in html.replace("&#39;", "'")
        for said in program_sizes()[name].sources:
            assert f'href="{said.url}"' in html.replace("&amp;", "&")
            assert said.checked_on in html
        assert not re.search(r"\brun\.[a-z_]+", re.sub(r"<[^>]+>", " ", html)), "a sentence is missing"


def test_a_row_is_the_advice_its_link_leads_to(client: FlaskClient) -> None:
    html = client.get("/run/palworld").text
    rows = re.findall(r'<th scope="row"><a href="([^"]+)".*?</th>.*?<td>([^<]*)</td></tr>', html)
    assert len(rows) >= 6
    for address, price in rows:
        query = {name: values[0] for name, values in parse_qs(urlsplit(address.replace("&amp;", "&")).query).items()}
        needs = {name: value for name, value in query.items() if name not in ("now", "lang", "also")}
        found = advise(
            Answers.of({**needs, "scale": int(needs["scale"])}, tuple(filter(None, query.get("also", "").split(",")))),
            True,
        )
        assert price.strip("约 元").split("–")[0] == whole("zh", found.price.low)
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_one_tap_says_the_program_in_the_chat(client: FlaskClient) -> None:
    html = client.get("/run/discourse").text
    address = re.search(r'class="button main" href="([^"]+)"', html)
    assert address
    query = parse_qs(urlsplit(address[1].replace("&amp;", "&")).query)
    heard = client.get("/api/v1/understand?text=Discourse").get_json()
    assert query["software"] == [heard["needs"]["software"]]
    assert query["purpose"] == [heard["needs"]["purpose"]]
    assert query["also"][0].split(",") == heard["also"]


def test_no_page_helps_round_network_controls(client: FlaskClient) -> None:
    hidden = [name for name, row in programs().items() if row.evasion]
    assert hidden
    assert all(client.get(f"/run/{name}").status_code == 404 for name in hidden)
    assert client.get("/run/nothing").status_code == 404


def test_a_program_that_names_no_size_has_no_page(client: FlaskClient) -> None:
    assert "frp" not in program_sizes()
    assert client.get("/run/frp").status_code == 404


def test_they_are_listed_for_search_engines(client: FlaskClient) -> None:
    sitemap = client.get("/sitemap.xml").text
    assert all(f"/run/{name}<" in sitemap for name in PROGRAMS)
    assert "/run/" in client.get("/robots.txt").text
    assert 'rel="canonical"' in client.get("/run/gitlab").text


def test_the_owner_can_take_them_away() -> None:
    client = create_app({"RUN_PAGES": "off"}).test_client()
    assert client.get("/run/").status_code == client.get("/run/gitlab").status_code == 404
    for address in ("/", "/about/ecs", "/article", "/robots.txt", "/sitemap.xml"):
        assert "/run/" not in client.get(address).text
