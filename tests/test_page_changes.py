"""What a change leads to: a way back from each that the advice offers, and no question left standing above the advice."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from chat.said.address import parse
from knowledge import load
from tests.turns import shown, state


@pytest.mark.parametrize(
    "query",
    [
        "purpose=blog&budget=50&filing=avoid&audience=mainland&scale=300&domain=yes&now=1",
        "purpose=site&audience=mainland&region=mainland&filing=avoid&domain=yes&budget=99.9&now=1",
        "purpose=app&budget=60&scale=500&audience=global&lang=en&also=mail&now=1",
    ],
)
def test_every_change_that_is_offered_has_a_way_back(query):
    advice, before = shown(query).advice, parse(parse_qsl(query))
    offered = [*advice.changes.first, *advice.changes.rest]
    # A door may also open a page, an offer or a machine, which changes no answer.
    offered += [row for row in advice.conflict.ways if "was=" in row.url] if advice.conflict else []
    assert offered
    for row in offered:
        changed = shown(urlsplit(row.url).query)
        assert parse(parse_qsl(urlsplit(row.url).query)).needs != before.needs
        back = parse(parse_qsl(urlsplit(changed.undo.url).query))
        assert list(back.needs.items()) == list(before.needs.items())
        assert (back.also, back.now, back.riding["talk"]) == (before.also, before.now, "undone")
        # It says in words what stands again, and there is a way forward.
        again = parse(parse_qsl(urlsplit(shown(back.query()).undo.url).query))
        assert again.needs == parse(parse_qsl(urlsplit(row.url).query)).needs


def test_a_repair_of_what_was_never_said_is_taken_back_by_not_saying_it():
    query = "purpose=blog&audience=mainland&was=domain-,filing-&domain=no&filing=done"
    back = state(shown(query).undo.url)
    assert back == {"purpose": "blog", "audience": "mainland", "talk": "undone", "was": "domain-no,filing-done"}


@pytest.mark.parametrize("was", ["filing-nonsense", "nothing-avoid", "filing", "filing-avoid,"])
def test_a_way_back_that_makes_no_sense_is_not_offered(was):
    page = shown(f"purpose=blog&filing=done&was={was}")
    assert page.undo is None
    assert len(page.turns) == 2


def typed(client, *messages):
    """Type messages one after another, sending what the form on the page sends."""
    fields: dict[str, str] = {}
    for text in messages:
        answer = client.post("/say", data={**fields, "text": text}, headers={"HX-Request": "true"})
        url = answer.headers["HX-Push-Url"]
        fields = dict(shown(urlsplit(url).query).say.hidden)
    return answer, url


def test_once_enough_is_typed_the_advice_stands_first_and_what_is_open_beneath(client):
    answer, url = typed(client, "自己创业，AI 起名网站，这周上线，不备案，预算一百", "国内的人用，有域名")
    page = shown(urlsplit(url).query)
    assert page.advice
    assert page.question is None
    assert "ask" not in state(url)
    assert answer.text.index('id="verdict"') > 0
    assert 'id="question"' not in answer.text
    assert any("ask=scale" in row.url for row in page.advice.still_open.rows)


def test_a_question_being_changed_stays_while_something_else_is_said(client):
    answer = client.post(
        "/say",
        data={"purpose": "blog", "budget": "50", "ask": "budget", "text": "不备案"},
        headers={"HX-Request": "true"},
    )
    assert state(answer.headers["HX-Push-Url"])["ask"] == "budget"


@pytest.mark.parametrize("text", ["不知道", "好的", "没有", "ok"])
def test_an_answer_to_nothing_is_not_called_misunderstood(client, text):
    advised = {"purpose": "blog", "now": "1"}
    answer = client.post("/say", data={**advised, "text": text}, headers={"HX-Request": "true"})
    assert advised.items() <= state(answer.headers["HX-Push-Url"]).items()
    assert load().phrase("zh", "talk.idle") in answer.text
    asked = client.post(
        "/say", data={"purpose": "blog", "ask": "budget", "text": "不知道"}, headers={"HX-Request": "true"}
    )
    assert state(asked.headers["HX-Push-Url"])["budget"] == "unsure"


@pytest.mark.parametrize("purpose", ["", *load().needs["purpose"].values])
def test_whatever_is_asked_of_whomever_is_a_page(client, purpose):
    said = f"purpose={purpose}&" if purpose else ""
    shown = {
        (name, at): client.get(f"/{at}?{said}ask={name}").status_code for name in load().needs for at in ("", "embed")
    }
    assert set(shown.values()) == {200}
