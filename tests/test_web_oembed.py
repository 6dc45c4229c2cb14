"""A pasted address becomes a frame: for our own addresses, within the sizes asked for, and for nothing else."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.oembed import HEIGHT, WIDTH, Place, conversation_at

ADVICE = "http://localhost/?purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1"


def provided(client, address, **more):
    return client.get("/oembed", query_string={"url": address, **more})


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found[tag] = dict(attrs)


def test_what_a_consumer_needs(client):
    answer = provided(client, "http://localhost/?purpose=blog&budget=50")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    row = answer.json
    assert (row["type"], row["version"], row["width"], row["height"]) == ("rich", "1.0", WIDTH, HEIGHT)
    assert row["title"]
    assert row["provider_name"]
    assert client.get(urlsplit(row["thumbnail_url"]).path).mimetype == "image/png"
    tags = Tags(row["html"]).found
    assert list(tags) == ["blockquote", "p", "a", "iframe"]
    assert tags["a"]["href"] == "http://localhost/?purpose=blog&budget=50"
    frame = urlsplit(tags["iframe"]["src"])
    assert frame.path == "/embed"
    assert parse_qs(frame.query) == {"purpose": ["blog"], "budget": ["50"], "card": ["1"]}
    assert client.get(tags["iframe"]["src"]).status_code == 200


def test_discovery_leads_from_a_page_to_its_frame(client):
    page = client.get("/?purpose=blog&utm_source=my-blog").text
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)
    row = client.get(unescape(link[1])).json
    assert "utm_source=my-blog" in row["html"]


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ({"maxwidth": "400"}, (400, HEIGHT)),
        ({"maxheight": "200"}, (WIDTH, 200)),
        ({"maxwidth": "300", "maxheight": "250"}, (300, 250)),
        ({"maxwidth": "9999"}, (WIDTH, HEIGHT)),
        ({"maxwidth": "x", "maxheight": "-1"}, (WIDTH, HEIGHT)),
    ],
)
def test_sizes_stay_within_what_is_asked_for(client, asked, given_):
    row = provided(client, "http://localhost/", **asked).json
    assert (row["width"], row["height"]) == given_
    assert f'width="{given_[0]}" height="{given_[1]}"' in row["html"]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "http://localhost.evil.example/",
        "http://evil@evil.example/",
        "http://localhost:99/",
        "http://localhost/about/ecs",
        "http://localhost/static/x",
        "//localhost/",
        "javascript:alert(1)",
        "http://[",
        "localhost",
    ],
)
def test_other_addresses_are_refused(client, address):
    assert provided(client, address).status_code == 404


def test_what_is_not_provided(client):
    assert client.get("/oembed").status_code == 400
    assert provided(client, "http://localhost/", format="xml").status_code == 501
    assert provided(client, "http://localhost/", format="json").status_code == 200


def test_a_finished_conversation_says_its_verdict(client):
    row = provided(client, ADVICE).json
    page = client.get(ADVICE).text
    assert row["title"] in page
    assert row["title"] != provided(client, "http://localhost/").json["title"]


def test_language_and_theme_come_along(client):
    row = provided(client, "http://localhost/?purpose=blog&lang=en&theme=dark").json
    assert row["title"].isascii() or "·" in row["title"]
    assert "lang=en&amp;theme=dark" in row["html"]


def test_under_a_path_and_over_https(app):
    with app.test_client() as client:
        address = "https://blog.example/adv/?purpose=blog"
        row = client.get("/oembed", query_string={"url": address}, base_url="https://blog.example/adv").json
        assert "https://blog.example/adv/embed?purpose=blog&amp;card=1" in row["html"]
        outside = client.get(
            "/oembed", query_string={"url": "https://blog.example/"}, base_url="https://blog.example/adv"
        )
        assert outside.status_code == 404


def test_markup_in_an_address_stays_text(client):
    row = provided(client, "http://localhost/?purpose=%22%3E%3Cscript%3E&utm_source=%22onload%3D1").json
    assert "<script" not in row["html"]
    assert "onload" not in row["html"]


@given(st.text(max_size=60))
def test_any_text_is_either_ours_or_not(text):
    found = conversation_at(text, Place("localhost", ""))
    assert found is None or text.lower().startswith(("http://localhost", "https://localhost"))
    assert conversation_at("http://localhost/?" + quote(text), Place("localhost", "")) is not None
