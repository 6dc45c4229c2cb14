"""The thing asked comes first: the figure, the verdict, who does it, what it was before; over verdicts and acts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from chat.replies import reply_to
from chat.replies.case import Case
from chat.replies.reply import Reply
from chat.replies.turn import to_questions, turn
from chat.said.address import parse
from chat.said.conversation import Conversation
from knowledge import LANGUAGES, load
from rules.advice.advising import advise

each_lang = pytest.mark.parametrize("lang", LANGUAGES)
AT_ONCE = {"game": 0.5, "media": 4, "meeting": 2.5}
"""Mbps that each of fifty people takes, as the sizing has them."""
PLACES = {"hongkong": "avoid", "mainland": "willing"}


def said_of(**needs: object) -> Conversation:
    return parse([*((name, str(value)) for name, value in needs.items()), ("now", "1")])


def answer(act: dict[str, Any], said: Conversation, lang: str) -> Reply:
    return reply_to(act, said, advise(said.answers, said.now), lang)


@each_lang
@pytest.mark.parametrize(("purpose", "each"), AT_ONCE.items())
def test_bandwidth_for_so_many_is_so_many_times_each(purpose: str, each: float, lang: str) -> None:
    said = said_of(purpose=purpose, audience="west", scale=50)
    first = answer({"act": "topic", "topic": "bandwidth"}, said, lang).text[0]
    assert f"{each:g} Mbps" in first
    assert f"{each * 50:g} Mbps" in first
    assert "50" in first


@each_lang
@pytest.mark.parametrize(("purpose", "each"), AT_ONCE.items())
@pytest.mark.parametrize("mbps", [100, 1000])
def test_a_line_carries_as_many_as_take_it_up(purpose: str, each: float, mbps: int, lang: str) -> None:
    said = said_of(purpose=purpose, audience="west")
    first = answer({"act": "what-if", "needs": {"bandwidth": mbps}}, said, lang).text[0]
    assert f"{mbps} Mbps" in first
    most = int(re.findall(r"\d+", first.replace(str(mbps), "", 1))[0])
    assert most * each == pytest.approx(mbps, rel=0.05)


@each_lang
@pytest.mark.parametrize(("mbps", "fits"), [(50, True), (10, False)])
def test_a_line_somebody_named_is_judged_by_the_people_they_named(mbps: int, fits: bool, lang: str) -> None:
    said = said_of(purpose="meeting", audience="asia", scale=7, bandwidth=mbps)
    told = "".join(answer({"act": "topic", "topic": "bandwidth"}, said, lang).text)
    assert ({"zh": "不够", "en": "not enough"}[lang] in told) is not fits


@each_lang
def test_bandwidth_of_nobody_knows_what_is_told_by_kinds(lang: str) -> None:
    first = answer({"act": "topic", "topic": "bandwidth"}, said_of(scale=50), lang).text[0]
    assert all(f"{each * 50:g} Mbps" in first for each in AT_ONCE.values())


@each_lang
@pytest.mark.parametrize("choices", [["light", "ecs"], ["light", "vps"], ["ecs", "dedicated"]])
@pytest.mark.parametrize("purpose", ["blog", "app", "shop", "data"])
def test_a_comparison_begins_with_which_and_what_each_costs(purpose: str, choices: list[str], lang: str) -> None:
    said = said_of(purpose=purpose, audience="west", scale=50)
    case = Case(said, advise(said.answers, True), lang)
    one = answer({"act": "compare", "decision": "product", "choices": choices}, said, lang)
    assert all(case.label("product", name).lower() in one.text[0].lower() for name in choices)
    priced = [row for row in one.figures["choices"] if "low" in row]
    assert len(re.findall("[元¥]", one.text[0])) >= len(priced)


@each_lang
@pytest.mark.parametrize("hours", [1, 4, 9])
@pytest.mark.parametrize("purpose", ["game", "data", "app", "ai"])
def test_whoever_names_hours_is_told_both_sums(purpose: str, hours: int, lang: str) -> None:
    said = said_of(purpose=purpose, audience="west", scale=10, hours=hours)
    case = Case(said, advise(said.answers, True), lang)
    first = answer({"act": "better", "toward": "cost"}, said, lang).text[0]
    assert first.startswith({"zh": "按小时", "en": "By the hour"}[lang])
    assert case.money(case.found.price) in first
    assert len(re.findall({"zh": "每月", "en": "a month"}[lang], first)) == 2


@each_lang
@pytest.mark.parametrize(("place", "filing"), PLACES.items())
def test_of_a_filing_one_learns_first_who_does_it(place: str, filing: str, lang: str) -> None:
    said = said_of(purpose="site", audience="mainland", scale=100, filing=filing, buyer="company")
    first = answer({"act": "how", "about": "filing"}, said, lang).text[0]
    assert {"zh": "办", "en": "you"}[lang] in first
    none = {"zh": "不用备案", "en": "no filing"}[lang]
    assert (none in first) is (place == "hongkong")
    if place == "hongkong":
        assert first.startswith({"zh": "香港", "en": "Hong Kong"}[lang])


@each_lang
def test_hong_kong_supposed_begins_with_no_filing(lang: str) -> None:
    said = said_of(purpose="shop", audience="mainland", scale=200, filing="willing")
    first = answer({"act": "what-if", "needs": {"region": "hongkong"}}, said, lang).text[0]
    assert first.startswith({"zh": "放香港不用备案", "en": "No filing for Hong Kong"}[lang])


@each_lang
@pytest.mark.parametrize("purpose", ["blog", "app", "game", "shop"])
@pytest.mark.parametrize("audience", ["mainland", "west"])
def test_how_sure_a_price_is_says_that_it_is_no_offer_and_of_when(purpose: str, audience: str, lang: str) -> None:
    said = said_of(purpose=purpose, audience=audience, scale=50, filing="avoid")
    found, told = advise(said.answers, True), "".join(answer({"act": "sure"}, said, lang).text)
    counted = [one.plan.price_kind for one in found.price.plans if one.counted]
    steady = {"zh": "不是头一年的活动价", "en": "not a first-year offer"}[lang]
    assert (steady in told) is (bool(counted) and "promo" not in counted)
    assert found.price.newest in told
    # What is most to be doubted of a machine across the border is the evening.
    crossing = audience == "mainland" and found.decided.choice("region") != "mainland"
    assert ({"zh": "晚上真会慢", "en": "in the evening"}[lang] in told) is crossing


@each_lang
@pytest.mark.parametrize("place", ["hongkong", "asia", "west"])
def test_how_fast_from_abroad_is_dated_or_said_to_be_old(place: str, lang: str) -> None:
    wish = "hongkong" if place == "hongkong" else "overseas"
    said = said_of(purpose="blog", audience="mainland", scale=50, filing="avoid", region=wish)
    if advise(said.answers, True).decided.choice("region") != place:
        said = said_of(purpose="blog", audience="global", scale=50, peer=place, region=wish)
    here = advise(said.answers, True).decided.choice("region")
    text = answer({"act": "topic", "topic": "latency"}, said, lang).text[0]
    assert here != "mainland"
    assert re.search(r"20\d\d", text)
    assert {"zh": "没有更新的", "en": "othing younger"}[lang] in text
    assert "ping" in text


@each_lang
@pytest.mark.parametrize("purpose", load().needs["purpose"].values)
def test_nothing_to_spend_begins_with_the_free_way_or_that_there_is_none(purpose: str, lang: str) -> None:
    said = said_of(purpose=purpose, audience="mainland", scale=20, budget=50)
    first = answer({"act": "what-if", "needs": {"budget": 0}}, said, lang).text[0]
    assert re.search({"zh": "0 元", "en": "[Ff]or nothing"}[lang], first)


@each_lang
@pytest.mark.parametrize("times", range(1, 9))
def test_examples_that_are_announced_are_given(times: int, lang: str) -> None:
    before = replace(said_of(purpose="blog", audience="mainland", scale=30), unread=times - 1)
    told = turn(before, "qwxz brrrr flonk", lang).replies[0]
    assert told.act == "unread"
    assert not told.text[-1].endswith(("：", ":"))


@each_lang
@pytest.mark.parametrize(("before", "after"), [(14, 40), (40, 14), (100, 9000), (9000, 22)])
@pytest.mark.parametrize("act", ["why:decision-size", "cost:span-month"])
def test_a_correction_is_told_with_what_it_was(before: int, after: int, act: str, lang: str) -> None:
    said = said_of(purpose="app", audience="west", scale=after)
    asked = replace(said, riding={"was": f"scale-{before}", "reply": act})
    first = to_questions(asked, advise(said.answers, True), lang)[0].text[0]
    assert re.search(rf"\b{after}\b", first)
    assert re.search(rf"\b{before}\b", first)
