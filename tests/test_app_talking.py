"""Turns over HTTP: what is asked is answered, the case stays, an offer changes nothing, undo takes back all, nothing is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

import app
from knowledge import load

STATE = {"purpose": "blog", "budget": "50", "audience": "mainland", "filing": "avoid", "scale": "100", "now": "1"}
SECRET = "zqxjkvb"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return app.create_app({"RATE_LIMIT": ""}).test_client()


def said(client: FlaskClient, text: str, lang: str = "zh", **state: str) -> dict:
    answer = client.get("/api/v1/say", query_string={**(state or STATE), "text": text, "lang": lang})
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


@pytest.mark.parametrize(
    ("text", "lang", "act"),
    [
        ("为什么放香港", "zh", "why"),
        ("why not Singapore?", "en", "why-not"),
        ("那要是肯备案呢", "zh", "what-if"),
        ("再便宜点行不行", "zh", "better"),
        ("总结一下", "zh", "recap"),
        ("backups?", "en", "how"),
        ("推荐一家呗", "zh", "vendor"),
        ("最快啥时候能上线", "zh", "when"),
    ],
)
def test_a_question_is_answered_and_changes_nothing(client: FlaskClient, text: str, lang: str, act: str) -> None:
    body = said(client, text, lang)
    assert [one["act"] for one in body["reply"]][:1] == [act]
    assert body["reply"][0]["text"]
    assert body["changed"] == []
    assert body["needs"] == {"purpose": "blog", "budget": 50, "audience": "mainland", "filing": "avoid", "scale": 100}
    assert f"reply={act}" in body["url"]


def test_two_questions_get_two_answers(client: FlaskClient) -> None:
    body = said(client, "最快啥时候能用？三年一共多少钱？")
    assert [one["act"] for one in body["reply"]] == ["when", "cost"]


def test_the_reply_stands_there_after_a_reload_without_script(client: FlaskClient) -> None:
    url = said(client, "为什么放香港")["url"]
    page = client.get(url).get_data(as_text=True)
    assert 'id="answer-1"' in page
    assert "香港离内地最近" in page


def test_the_same_code_answers_the_page_and_programs(client: FlaskClient) -> None:
    told = said(client, "为什么放香港")["reply"][0]["text"].split("\n")[0]
    answer = client.post("/say", data={**STATE, "text": "为什么放香港"}, headers={"HX-Request": "true"})
    assert told in answer.get_data(as_text=True)


def test_an_offer_changes_nothing_and_is_judged(client: FlaskClient) -> None:
    body = said(client, "腾讯云香港轻量：2核 2G 40G，30Mbps，1T流量，34元一个月，咋样")
    assert body["changed"] == []
    assert body["reply"][0]["act"] == "offer"
    assert body["reply"][0]["fits"] is True
    assert body["reply"][0]["per_month"] == 34
    assert "offer=" in body["url"]


@pytest.mark.parametrize(
    ("fields", "offer"),
    [
        ({"offer-price": "120", "offer-per": "month"}, "currency-CNY,per-month,vcpus-2,price-120"),
        (
            {"offer-price": "1,299", "offer-memory_gib": "2.5"},
            "currency-CNY,per-year,vcpus-2,memory_gib-2.5,price-1299",
        ),
        ({"offer-vcpus": "", "offer-promo": "yes"}, "currency-CNY,per-year,price-99,promo-yes"),
        (
            {"offer-price": "cheap", "offer-nothing": "1", "offer-vendor": "a;b,c"},
            "vendor-a b c,currency-CNY,per-year,vcpus-2,price-99",
        ),
    ],
)
def test_an_offer_misread_is_corrected_and_nothing_else(
    client: FlaskClient, fields: dict[str, str], offer: str
) -> None:
    before = {**STATE, "offer": "vcpus-2,price-99,currency-CNY,per-year"}
    answer = client.get("/offer/read", query_string={**before, **fields})
    assert answer.status_code == 303
    assert dict(parse_qsl(urlsplit(answer.location).query)) == {**STATE, "offer": offer}
    page = client.get("/offer/read", query_string={**before, **fields, "at": "offer"})
    assert urlsplit(page.location).path == "/offer"
    assert client.get(page.location).status_code == 200


def test_what_is_not_understood_of_an_offer_is_not_answered_by_saying_it_again(client: FlaskClient) -> None:
    shown = said(client, "阿里云香港 2核2G 99元一年")
    state = dict(parse_qsl(urlsplit(shown["url"]).query))
    missed = said(client, "zzxx qqww", **state)
    assert missed["reply"][0]["act"] == "unread"
    taken = said(client, "就这台", **{**state, "lang": "zh"})
    assert "spec=2c2g" in taken["url"]
    assert "offer=" not in taken["url"]


def test_undo_takes_back_all_that_one_message_changed(client: FlaskClient) -> None:
    changed = said(client, "预算改成 30，读者在欧美")
    assert set(changed["changed"]) == {"budget", "audience"}
    state = dict(parse_qsl(urlsplit(changed["url"]).query))
    undone = said(client, "撤销", **{name: value for name, value in state.items() if name != "lang"})
    assert undone["needs"] == {"purpose": "blog", "budget": 50, "audience": "mainland", "filing": "avoid", "scale": 100}
    assert set(undone["changed"]) == {"budget", "audience"}
    # It says in words what stands again.
    for name in ("budget", "audience"):
        assert load().needs[name].label["zh"] in undone["reply"][0]["text"]
    assert "50 元" in undone["reply"][0]["text"]


def test_undo_reaches_over_a_question_and_goes_both_ways(client: FlaskClient) -> None:
    def state(body: dict[str, Any]) -> dict[str, str]:
        return {name: value for name, value in parse_qsl(urlsplit(body["url"]).query) if name != "lang"}

    asked = said(client, "为什么", **state(said(client, "预算改成 30")))
    undone = said(client, "撤销", **state(asked))
    assert undone["needs"]["budget"] == 50
    assert said(client, "撤销", **state(undone))["needs"]["budget"] == 30


def test_what_is_not_understood_never_gets_the_same_words_twice_running(client: FlaskClient) -> None:
    state, told = dict(STATE), []
    for _ in range(4):
        body = said(client, "zzxx qqww", **state)
        told.append(body["reply"][0]["text"])
        assert body["reply"][0]["taps"]
        state = {name: value for name, value in parse_qsl(urlsplit(body["url"]).query) if name != "lang"}
    assert len(set(told)) == len(told)


def test_nor_later_in_the_talk(client: FlaskClient) -> None:
    state, told = dict(STATE), []
    for text in ("zzxx qqww", "为什么放香港", "qqww zzxx", "预算改成 60", "xxzz wwqq"):
        body = said(client, text, **state)
        told += [one["text"] for one in body["reply"] if one["act"] == "unread"]
        state = {name: value for name, value in parse_qsl(urlsplit(body["url"]).query) if name != "lang"}
    assert len(set(told)) == len(told) == 3


@pytest.mark.parametrize("text", ["https://www.example.com/buy?cpu=8&price=999", "这个怎么样 https://example.com/a"])
def test_links_are_not_opened_and_their_address_says_nothing(client: FlaskClient, text: str) -> None:
    body = said(client, text)
    assert body["changed"] == []
    assert body["reply"][0]["text"] == load().phrase("zh", "talk.link")


def test_a_word_of_our_own_page_is_explained(client: FlaskClient) -> None:
    body = said(client, "什么是快照")
    assert load().words["snapshot"].text["zh"] in body["reply"][0]["text"]
    assert body["changed"] == []


def test_the_next_questions_stand_under_the_verdict_as_links(client: FlaskClient) -> None:
    page = client.get("/", query_string=STATE).get_data(as_text=True)
    asks = page[page.index('class="asks') :]
    assert asks.count('href="/?') >= 4
    assert "reply=" in asks.replace("%3A", ":")


def test_offers_for_programs(client: FlaskClient) -> None:
    text = "RackNerd BF: 2.5GB KVM, 2 cores, 40GB, 3TB @ 1Gbps -> $18.93 annually"
    body = client.get("/api/v1/offer", query_string={**STATE, "text": text, "lang": "en"}).get_json()
    assert body["offer"]["memory_gib"] == 2.5
    assert body["fits"] is False
    assert {"id", "text", "sources"} <= set(body["flags"][0])
    assert {"per_month", "first_year", "three_years", "usual", "ask_vendor", "text", "hangs_on"} <= set(body)
    written = client.get(
        "/api/v1/offer", query_string={"offer": "vcpus-2,memory_gib-2.5,price-18.66,currency-USD,per-year"}
    )
    assert written.get_json()["offer"]["price"] == 18.66
    assert client.get("/api/v1/offer", query_string={"offer": "nonsense"}).status_code == 400
    assert client.get("/api/v1/offer", query_string={"text": "x" * 2001}).status_code == 400
    assert client.post("/api/v1/offer", data={"text": text + " " * 7000}).status_code == 200
    assert client.get("/api/v1/say", query_string={"text": "x", "budget": "many"}).status_code == 400


def test_the_page_for_offers_works_without_script_and_keeps_nothing(client: FlaskClient) -> None:
    assert "textarea" in client.get("/offer").get_data(as_text=True)
    answer = client.post("/offer", data={**STATE, "text": f"2核4G 99一年 {SECRET}"})
    page = answer.get_data(as_text=True)
    assert 'id="answer-1"' in page
    assert answer.headers["Cache-Control"] == "no-store"
    # What was pasted stands in the field again and in no address.
    assert page.count(SECRET) == 1
    assert "/offer" in client.get("/").get_data(as_text=True)


def test_an_author_shows_an_offer_in_words(client: FlaskClient) -> None:
    page = client.get("/embed", query_string={"offer": "腾讯云轻量 2核4G 6M 新用户一年 99 元", "card": "1"}).get_data(
        as_text=True
    )
    assert 'id="answer-1"' in page
    # The offer outlives the answers it hangs on.
    assert "purpose=blog&amp;offer=" in page


def test_the_message_itself_is_in_no_address(client: FlaskClient) -> None:
    answer = client.post("/say", data={**STATE, "text": f"为什么放香港 {SECRET}"}, headers={"HX-Request": "true"})
    assert SECRET not in answer.headers["HX-Push-Url"]
    assert answer.get_data(as_text=True).count(SECRET) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "why:decision-region",
        "compare:decision-product,choices-light+ecs",
        "what-if:also-wechat",
        "what-if:spec-4c8g",
        "cost:span-all;when",
        "offer",
        "why:decision-nothing",
        "why-not:decision-x,choice-y",
        "why-not:decision-region,choice-mars",
        "compare:decision-x,choices-a",
        "better:toward-mars",
        "cost:span-mars",
        "how:about-mars",
        "topic:topic-mars",
        "vendor:vendors-mars",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_any_reply_in_an_address_is_answered_with_the_question_in_our_words(
    client: FlaskClient, reply: str, lang: str
) -> None:
    page = client.get(
        "/?" + "&".join(f"{name}={value}" for name, value in {**STATE, "lang": lang, "reply": reply}.items())
    )
    told = page.get_data(as_text=True)
    assert page.status_code == 200
    assert reply == "offer" or ('id="answer-1"' in told and 'id="understood"' in told)
