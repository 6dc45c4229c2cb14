"""A talk goes on: nothing said is met with silence, nothing is said twice, and what was asked for comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chat.remarks_address import read_reply
from chat.replies import owns, reply_to
from chat.replies.reply import MOST_WORDS, Reply, length
from chat.replies.turn import to_questions, turn
from chat.said.address import parse
from chat.said.conversation import Conversation
from knowledge import LANGUAGES, load
from rules.advice.advising import advise

STATES = {
    "blog": "purpose=blog&audience=mainland&scale=100&filing=avoid&budget=50",
    "site": "purpose=site&audience=mainland&scale=300&filing=willing&budget=100&skill=none",
    "app": "purpose=app&audience=west&scale=500&services=few&budget=72",
    "game": "purpose=game&software=palworld&scale=4&audience=mainland&budget=300&hours=3",
    "media": "purpose=media&audience=mainland&scale=60&filing=done&budget=1000",
    "ai": "purpose=ai&model=14&scale=1&budget=500&audience=mainland",
}
each_state = pytest.mark.parametrize("said", [f"{query}&now=1" for query in STATES.values()], ids=list(STATES))
each_lang = pytest.mark.parametrize("lang", LANGUAGES)
OFFER = {"zh": "雨云 宿迁 4核8G 100M 38一个月 香吗", "en": "Vultr 2 vCPU 4GB 80GB $20 a month any good?"}


def conversation(query: str) -> Conversation:
    return parse([(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&"))])


def rows(one: Reply) -> list[str]:
    return [*one.text, *one.more]


@each_lang
@each_state
@pytest.mark.parametrize("text", [{"zh": "预算{n}真的够吗", "en": "is ¥{n} a month really enough?"}])
def test_who_only_says_again_what_was_said_is_answered(said: str, lang: str, text: dict[str, str]) -> None:
    before = conversation(said)
    taken = turn(before, text[lang].format(n=f"{before.needs['budget']:g}"), lang)
    assert taken.heard.changed == ()
    assert taken.replies
    assert all(one.act != "unread" for one in taken.replies)
    enough = taken.found.price.low <= float(str(before.needs["budget"]))
    short = {"zh": "不够", "en": "not enough"}[lang]
    assert (short in taken.replies[0].text[0]) is not enough


@each_lang
@each_state
@pytest.mark.parametrize(
    "change", [{"budget": 20}, {"budget": 2000}, {"scale": 900}, {"term": "short"}, {"uptime": "critical"}]
)
def test_what_was_only_stated_is_answered_by_what_came_of_it(said: str, lang: str, change: dict[str, Any]) -> None:
    before = conversation(said)
    after = before.changed(change)
    found, was = advise(after.answers, after.now), advise(before.answers, before.now)
    news = to_questions(after, found, lang)
    if found.ready and not was.ready:
        assert news == ()
        return
    [one] = news
    assert one.act == "changed"
    for name, advice in (("now", found), ("was", was)):
        assert one.figures[name]["decisions"] == {key: row.choice for key, row in advice.decided.verdicts.items()}
        assert one.figures[name]["low"] == round(advice.price.low, 2)
    assert len(one.text) == 1 or sum(map(length, one.text)) <= MOST_WORDS
    # Nothing is told as new that was due before.
    again = to_questions(replace(after, riding={**after.riding, "since": "1"}), found, lang)
    assert again == ()


@each_lang
@each_state
def test_what_a_message_changed_is_told_once(said: str, lang: str) -> None:
    first = turn(
        conversation(said),
        {"zh": "预算改成20，为什么这么贵", "en": "make it $3 a month. why so expensive?"}[lang],
        lang,
    )
    second = turn(first.heard.conversation, {"zh": "最快什么时候上线", "en": "how soon can it be live?"}[lang], lang)
    assert first.replies
    assert second.replies
    assert not {*rows(first.replies[0])} & {*rows(second.replies[0])}
    # It can be taken back all the same.
    back = second.heard.conversation.unchanged()
    assert back is not None
    assert back.needs["budget"] == conversation(said).needs["budget"]


@each_lang
@each_state
@pytest.mark.parametrize("about", ["refund", "invoice", "moving", "backup"])
def test_what_was_asked_is_seen_whatever_goes_before_it(said: str, lang: str, about: str) -> None:
    after = conversation(said).changed({"scale": 700, "budget": 30})
    found, act = advise(after.answers, after.now), {"act": "how", "about": about}
    asked = replace(after, riding={**after.riding, "reply": f"how:about-{about}"})
    assert read_reply(asked.riding["reply"], tuple(load().needs)) == [act]
    assert reply_to(act, after, found, lang).text[0] in to_questions(asked, found, lang)[0].text


@each_lang
@each_state
def test_of_a_place_in_doubt_one_hears_first_how_fast_it_is(said: str, lang: str) -> None:
    one = conversation(said)
    found = advise(one.answers, one.now)
    act = {"act": "why-not", "decision": "region", "choice": found.decided.choice("region")}
    told = reply_to(act, one, found, lang)
    if one.needs.get("audience"):
        assert told.text[0].startswith({"zh": "快慢：", "en": "Speed:"}[lang])
    assert told.sources


@each_lang
def test_of_hours_in_doubt_one_hears_first_what_they_come_to(lang: str) -> None:
    one = conversation(f"{STATES['game']}&now=1")
    found = advise(one.answers, one.now)
    assert found.decided.choice("billing") == "hourly"
    told = reply_to({"act": "why-not", "decision": "billing", "choice": "hourly"}, one, found, lang)
    assert f"{round(found.price.low)}" in told.text[0]


@each_lang
def test_an_app_for_the_stores_is_never_told_that_nothing_is_filed(lang: str) -> None:
    one = conversation("purpose=app&audience=mainland&scale=2000&filing=avoid&also=app-store&now=1")
    found = advise(one.answers, one.now)
    for act in ({"act": "why", "decision": "filing"}, {"act": "why-not", "decision": "filing", "choice": "not-needed"}):
        assert "20" in reply_to(act, one, found, lang).text[0]


@each_lang
@each_state
def test_how_wide_the_line_must_be_is_a_figure(said: str, lang: str) -> None:
    one = conversation(said)
    found = advise(one.answers, one.now)
    told = reply_to({"act": "topic", "topic": "bandwidth"}, one, found, lang)
    assert ("Mbps" in told.text[0]) is bool(found.size.bandwidth_mbps) or "1 Mbps" in told.text[0]


@each_lang
def test_an_offer_is_not_read_out_again_for_what_changes_nothing_of_it(lang: str) -> None:
    before = conversation(
        "purpose=app&audience=mainland&scale=100&filing=avoid&budget=150&uptime=hobby&skill=linux&now=1"
    )
    first = turn(before, OFFER[lang], lang)
    second = turn(first.heard.conversation, {"zh": "要开发票", "en": "I need an invoice"}[lang], lang)
    offered = [one for one in first.replies if one.act == "offer"]
    assert offered
    assert [one.act for one in second.replies][:1] == ["changed"]
    told = {row for one in second.replies for row in rows(one)}
    assert not told & {*rows(offered[0])}


@each_lang
@pytest.mark.parametrize("decision", list(load().decisions))
def test_what_a_choice_is_good_at_rests_on_a_rule_with_a_source(lang: str, decision: str) -> None:
    one = conversation("purpose=site&now=1")
    found = advise(one.answers, one.now)
    for choice in load().decisions[decision].choices:
        snippet = load().snippets[owns.RESTS_ON[decision, choice.value]]
        assert any(row.url for row in load().cited(snippet.cites))
        told = reply_to({"act": "why-not", "decision": decision, "choice": choice.value}, one, found, lang)
        assert told.sources or found.decided.choice(decision) == choice.value
