"""Money and days on the card: what a range rests on is said, bars are to scale, days are days of the calendar."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from chat.pages.page import Site, view
from chat.said.address import parse
from chat.words import picture
from rules.advice.advising import advise
from rules.answers import Answers

pytestmark = pytest.mark.usefixtures("known_day")
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
SATURDAY = date(2026, 11, 28)


def card(query, lang="zh"):
    said = parse([*parse_qsl(query + "&now=1"), ("lang", lang)])
    return view(said, Site(origin="http://localhost", lang=lang)).advice


def needs(query):
    return dict(parse_qsl(query))


@BOTH
def test_a_range_says_what_it_rests_on(lang):
    several = card("purpose=blog&audience=mainland&filing=avoid&domain=yes&scale=100", lang)
    assert "2026-09" in several.cost_line
    assert "2026-10-01" in several.cost_line
    borrowed = card("purpose=game&software=palworld&concurrent=40&audience=asia", lang)
    assert ("推算" if lang == "zh" else "reckon") in borrowed.headline, "a price worked out from another size says so"
    assert ("没查到报价" if lang == "zh" else "No price on file") in borrowed.cost_line


@BOTH
def test_an_offer_is_told_with_its_second_year(lang):
    line = card("purpose=blog&audience=mainland&filing=willing&domain=yes&term=long&scale=100", lang).cost_line
    for figure in ("99", "297"):
        assert figure in line
    short = card("purpose=learning&audience=mainland&region=mainland&domain=no&term=short", lang).cost_line
    assert "297" not in short
    assert "510" not in short, "nobody pays a year for two weeks"


def test_the_ways_to_buy_are_drawn_to_one_scale():
    ways = card("purpose=shop&audience=mainland&filing=willing&scale=3000&budget=300").ways
    rows = [*ways.compared, *ways.others]
    assert len(ways.compared) > 2
    assert ways.others
    assert max(row.bar.high for row in rows) > 450, "the longest fills most of the scale"
    assert [row.kind for row in rows].count("chosen") == 1
    for row in rows:
        assert row.bar.low <= row.bar.high <= 1000
        assert row.bar.low == pytest.approx(rows[0].bar.low * row.way.low / rows[0].way.low, abs=4)


def test_plans_stand_nearest_first_and_say_why_they_do_not_count():
    rows = card("purpose=blog&audience=mainland&filing=willing&domain=yes&term=long&scale=100").plans
    counted = [not row.aside for row in rows]
    assert counted == sorted(counted, reverse=True)
    assert counted[0]
    assert any("元 / 年" in row.price_text for row in rows)


@BOTH
def test_a_filing_has_days(lang):
    rows = {
        row["id"]: row
        for row in picture.timeline(
            advise(Answers.of(needs("purpose=site&audience=mainland&filing=willing"))), lang, SATURDAY
        )
    }
    assert rows["buy"]["earliest"] == "2026-11-28"
    assert (rows["submit"]["earliest"], rows["submit"]["latest"]) == ("2026-12-01", "2026-12-04")
    first, last = (date.fromisoformat(rows["office"][end]) for end in ("earliest", "latest"))
    assert 14 <= (first - SATURDAY).days < (last - SATURDAY).days <= 45, "two to six weeks from the order"
    assert first.weekday() < 5
    assert last.weekday() < 5
    assert ("明年" if lang == "zh" else "next year") in rows["office"]["when"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("purpose=site&audience=mainland&filing=willing", "放香港"),
        ("purpose=site&audience=mainland&filing=avoid", "先备案"),
        ("purpose=miniprogram&audience=mainland&filing=willing", None),
        ("purpose=site&audience=west", None),
    ],
)
def test_the_other_way_is_told_where_there_is_one(query, words):
    said = picture.otherwise(advise(Answers.of(needs(query))), "zh", SATURDAY)
    assert (words in said) if words else said == ""


def test_what_is_used_for_days_is_handed_back():
    rows = picture.timeline(
        advise(Answers.of(needs("purpose=learning&term=short&audience=mainland&domain=no"))), "zh", SATURDAY
    )
    assert [row["id"] for row in rows][-1] == "leave"


def test_a_years_sum_is_told_by_the_month_without_cents(client):
    text = client.get("/?purpose=app&budget=416.67&now=1").text
    assert "417" in text
    assert "416.67 元" not in text
    assert "99.9 元" in client.get("/?purpose=app&budget=99.9&now=1").text
