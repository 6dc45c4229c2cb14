"""The card: what it says, and that its drawings are to scale."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from chat.pages.card_markdown import as_markdown
from chat.pages.page import Site, view
from chat.said.address import parse
from chat.words import drawings
from chat.words.wording import choice_label
from knowledge import load

CASES = [
    "purpose=blog&audience=mainland&filing=avoid&budget=50&domain=yes&scale=100",
    "purpose=static&now=1",
    "purpose=shop&uptime=critical&scale=200000&now=1",
    "purpose=ai&demand=heavy&now=1",
    "purpose=data&buyer=company&isolation=exclusive&now=1",
    "purpose=miniprogram&filing=avoid&now=1",
    "purpose=unsure&now=1",
]


@pytest.fixture(params=[(query, lang) for query in CASES for lang in ("zh", "en")], ids=lambda p: f"{p[1]}-{p[0][:24]}")
def page(request):
    query, lang = request.param
    said = parse([*parse_qsl(query), ("lang", lang)])
    return view(said, Site(origin="http://localhost", lang=lang))


@pytest.fixture
def card(page):
    return page.advice


def test_the_verdict_names_product_and_place(page):
    lang, card = page.lang, page.advice
    decided = {row.id: row.label for row in card.reasons}
    assert decided["product"] in card.headline
    assert decided["region"] in card.headline
    assert card.short.lower() == f"{decided['region']}{'，' if lang == 'zh' else ', '}{decided['product']}".lower()


def test_every_decision_is_explained(card):
    assert {row.id for row in card.reasons} == set(load().decisions)
    for row in card.argued:
        assert len(row.alternatives) == len(load().decisions[row.reason.id].choices) - 1


def test_each_source_is_listed_once_with_a_date(card):
    links = [(source["title"], source["url"]) for (source,) in card.sources]
    assert links
    assert len(links) == len(set(links))
    assert all(source["dated"] or source["checked_on"] for (source,) in card.sources)


def test_a_change_leads_where_it_says(page, client):
    card = page.advice
    for change in [*card.changes.first, *card.changes.rest][:6]:
        after = client.get("/api/v1/advice?" + urlsplit(change.url).query).json
        before = client.get("/api/v1/advice?" + urlsplit(page.links.others[0].url).query + f"&lang={page.lang}").json
        flipped = [
            name for name, row in after["decisions"].items() if row["choice"] != before["decisions"][name]["choice"]
        ]
        labels = [choice_label(page.lang, name, after["decisions"][name]["choice"]) for name in flipped]
        assert labels
        assert all(label in change.then for label in labels)


def test_the_shared_address_shows_the_same_advice(page):
    said = parse(parse_qsl(urlsplit(page.advice.share.url).query))
    again = view(said, Site(origin="http://localhost", lang=page.lang))
    assert again.advice.headline == page.advice.headline


def test_the_markdown_stands_on_its_own(page, card):
    text = as_markdown(card, page.lang)
    assert text.startswith(f"# {card.headline}\n")
    assert text.rstrip().endswith(card.share.url)
    assert all(line.choose in text for line in card.order.rows)
    assert "| None |" not in text
    assert "{" not in text


def test_every_box_lies_within_the_one_around_it(card):
    picture = card.nesting
    rack, *inside = picture.boxes
    for box in inside:
        assert rack.x <= box.x
        assert box.x + box.width <= rack.x + rack.width
        assert box.y + box.height <= rack.y + rack.height <= picture.height
    assert sum(box.kind == "program" for box in inside) >= 1


def test_words_fit_the_drawing(card):
    for word in card.nesting.words:
        long = drawings.breadth(word.text) * word.size
        start = word.x - (long / 2 if word.anchor == "middle" else 0)
        assert start >= 0
        assert start + long <= drawings.WIDTH


def test_open_questions_say_what_they_could_change(card):
    for row in card.still_open.rows:
        assert row.then
        assert "ask=" in row.url


@pytest.mark.parametrize("value", [0, 1, 1.01, 7, 9, 55, 99.9, 100, 101, 12_345])
def test_axes_end_at_round_numbers_not_far_away(value):
    end = drawings.round_up(value)
    assert max(value, 1) <= end <= max(2 * value, 1)
    assert str(end).rstrip("0") in {"1", "2", "3", "4", "5", "6", "8"}


def test_a_code_carries_its_text_in_square_modules():
    code = drawings.qr_code("http://localhost/?purpose=blog")
    assert {int(side) for side in re.findall(r'(?:width|height)="(\d\d+)"', code)} == {25 + 2 * drawings.QUIET}
    assert 'd="M4 4.5h7' in code


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_the_code_of_an_advice_is_a_picture_that_is_fetched_when_looked_at(client, path):
    page = client.get(f"{path}?purpose=blog&now=1&reply=why&lang=en").text
    url = re.search(r'<img class="qr" src="([^"]+)"', page)[1].replace("&amp;", "&")
    answer = client.get(url)
    assert answer.mimetype == "image/svg+xml"
    assert answer.text == drawings.qr_code("http://localhost/?purpose=blog&lang=en&now=1#advice")
    assert answer.headers["Cache-Control"].startswith("public, max-age")
    assert answer.headers["Access-Control-Allow-Origin"] == "*", "a frame without an origin draws it on a canvas"
