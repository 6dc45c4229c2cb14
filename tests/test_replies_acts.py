"""Every act, once for each distinct verdict that the example people lead to: answered, sourced, in step with the advice."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat.replies import Reply, reply_to
from chat.replies.case import Case
from chat.replies.points import KEPT
from chat.replies.reply import MOST_WORDS, length
from chat.replies.turn import to_questions
from chat.replies.vendor import plans_of
from chat.said.address import parse
from chat.said.conversation import Conversation
from chat.words import cost_json
from chat.words.wording import vendor_label
from knowledge import LANGUAGES, load
from rules.advice.advising import Advice, advise
from rules.answers import Answers
from rules.price.spoken import Said

PERSONAS = json.loads((Path(__file__).parent / "data" / "personas.json").read_text("utf-8"))
DECISIONS = ("product", "runtime", "region", "filing", "vendor", "billing")
SPANS = ("hour", "month", "first-year", "renewal", "three-years", "all")
ABOUTS = ("filing", "order", "setup", "docker", "backup", "security", "moving", "domain", "test", "refund", "invoice")
TOWARD = ("cost", "speed", "size", "uptime", "sooner", "simpler")
FACTS = ("why", "why-not", "compare", "cost", "sure", "vendor", "recap", "how")
"""Acts whose replies state facts."""


def _cases() -> dict[tuple[str, ...], Conversation]:
    """Return one conversation for each distinct verdict."""
    found: dict[tuple[str, ...], Conversation] = {}
    for person in PERSONAS:
        said = parse([*((name, str(value)) for name, value in person["needs"].items()), ("now", "1")])
        verdicts = advise(said.answers, True).decided.verdicts
        found.setdefault(tuple(one.choice for one in verdicts.values()), said)
    return found


CASES = _cases()
each_case = pytest.mark.parametrize("said", CASES.values(), ids=["-".join(key) for key in CASES])


def _acts(found: Advice) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = [{"act": "why", "decision": name} for name in (*DECISIONS, "size", "cost", "question")]
    for name in DECISIONS:
        choices = list(found.decided.verdicts[name].standings)
        acts += [{"act": "why-not", "decision": name, "choice": one} for one in choices]
        acts.append({"act": "compare", "decision": name, "choices": choices[:2]})
    acts += [{"act": "why-not", "decision": "size", "choice": one} for one in ("1c1g", "4g", "8c32g")]
    acts.append({"act": "compare", "decision": "size", "choices": ["2c2g", "4c8g"]})
    acts += [{"act": "better", "toward": one} for one in TOWARD] + [{"act": "cost", "span": one} for one in SPANS]
    acts += [{"act": "how", "about": one} for one in ABOUTS]
    acts += [{"act": "vendor", "vendors": one} for one in ([], ["腾讯云"], ["no such vendor"])]
    return [*acts, *({"act": name} for name in ("other", "when", "sure", "recap"))]


def verdict_of(found: Advice, name: str) -> str:
    return found.decided.choice(name)


def _told(one: Reply) -> str:
    return "\n".join([*one.text, *one.more])


@pytest.mark.parametrize(("at", "said"), list(enumerate(CASES.values())), ids=["-".join(key) for key in CASES])
def test_every_act_is_answered_with_its_sources(at: int, said: Conversation) -> None:
    found = advise(said.answers, True)
    # Each language has every other verdict.
    for lang in LANGUAGES[at % 2 : at % 2 + 1]:
        for act in _acts(found):
            one = reply_to(act, said, found, lang)
            assert one.act == act["act"]
            assert len(_told(one)) > 12, act
            assert "{" not in _told(one), act
            assert lang != "zh" or "None" not in _told(one), act
            # One paragraph is never cut; with more than one the fold comes at sixty words.
            assert len(one.text) == 1 or sum(map(length, one.text)) <= MOST_WORDS, act
            # What announces something is never all that is seen.
            assert not (one.more and one.text[-1].endswith(("：", ":"))), (act, one.text)
            if act["act"] in FACTS and act.get("decision") != "question" and act.get("vendors") != ["no such vendor"]:
                assert one.sources or act["act"] in ("why", "why-not", "compare"), act
            assert all(row["url"].startswith("http") for row in one.sources), act


@each_case
def test_figures_are_those_of_the_advice(said: Conversation) -> None:
    found = advise(said.answers, True)
    cost = cost_json.cost(found, "zh")
    for span in SPANS:
        figures = reply_to({"act": "cost", "span": span}, said, found, "zh").figures
        assert {name: figures[name] for name in ("low", "high", "first_year", "three_years", "within_budget")} == {
            name: cost[name] for name in ("low", "high", "first_year", "three_years", "within_budget")
        }
    for act in ({"act": "sure"}, {"act": "why", "decision": "cost"}, {"act": "recap"}):
        figures = reply_to(act, said, found, "zh").figures
        assert (figures["low"], figures["high"]) == (cost["low"], cost["high"])
    rivals = {(row["kind"], row["choice"]): row for row in cost_json.candidates(found, "zh")}
    for (kind, choice), row in rivals.items():
        if not row["chosen"]:
            figures = reply_to({"act": "why-not", "decision": kind, "choice": choice}, said, found, "zh").figures
            assert (figures["low"], figures["high"]) == (row["low"], row["high"])


@each_case
def test_no_reply_contradicts_the_page(said: Conversation) -> None:
    found = advise(said.answers, True)
    for name in DECISIONS:
        verdict = found.decided.verdicts[name]
        assert reply_to({"act": "why", "decision": name}, said, found, "zh").figures["choice"] == verdict.choice
        for choice in verdict.standings[1:]:
            told = reply_to({"act": "why-not", "decision": name, "choice": choice}, said, found, "zh")
            assert told.figures["veto"] == verdict.worst_veto(choice)
            for tap in told.taps:
                taken = tap.said if tap.said and "was" in tap.said.riding else None
                # What a tap promises is what comes of it.
                if taken is not None:
                    after = advise(taken.answers, True).decided
                    assert after.choice(name) == choice
                    # Nobody is told to build a cluster so as to pay by the hour.
                    assert [
                        other for other in KEPT.get(name, ()) if after.choice(other) != verdict_of(found, other)
                    ] == []


@each_case
@pytest.mark.parametrize("needs", [{"filing": "willing"}, {"budget": 20}, {"scale": 5000}, {"audience": "west"}])
def test_supposing_shows_what_taking_it_over_brings(said: Conversation, needs: dict[str, Any]) -> None:
    found = advise(said.answers, True)
    told = reply_to({"act": "what-if", "needs": needs}, said, found, "zh")
    if all(said.needs.get(name) == value for name, value in needs.items()):
        assert not told.figures
        return
    taken = told.taps[0].said
    assert taken is not None
    after = advise(taken.answers, True)
    assert told.figures["then"]["decisions"] == {name: one.choice for name, one in after.decided.verdicts.items()}
    assert told.figures["now"]["decisions"] == {name: one.choice for name, one in found.decided.verdicts.items()}
    assert (told.figures["then"]["low"], told.figures["then"]["high"]) == (
        round(after.price.low, 2),
        round(after.price.high, 2),
    )
    back = taken.unchanged()
    assert back is not None
    assert (dict(back.needs), back.also) == (dict(said.needs), said.also)


@pytest.mark.parametrize("name", load().words)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_our_own_page_are_one_sentence(name: str, lang: str) -> None:
    one = reply_to({"act": "topic", "topic": name}, Conversation(), advise(Answers()), lang)
    assert load().words[name].text[lang] in one.text[0]
    assert length(one.text[0]) <= MOST_WORDS


def test_there_are_words_enough() -> None:
    assert len(load().words) >= 33


def test_a_topic_nobody_wrote_is_not_made_up() -> None:
    one = reply_to({"act": "topic", "topic": "no-such-thing"}, Conversation(), advise(Answers()), "zh")
    assert one.taps
    assert not one.sources


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_machine_that_is_failing_weighs_in_a_reply_as_on_the_page(lang):
    said = parse([("purpose", "app"), ("also", "failing"), ("spec", "2c4g"), ("now", "1")])
    found = advise(said.answers, said.now)
    assert found.size.memory_gib > 4
    case = Case(said, found, lang)
    then = case.advise(case.after({"audience": "west"})).found
    assert then.size.memory_gib > 4
    recap = reply_to({"act": "recap"}, said, found, lang)
    told = "".join((*recap.text, *recap.more))
    assert load().circumstances["failing"].label[lang] in told
    assert "too-small" not in told


@pytest.mark.parametrize(("at", "said"), list(enumerate(CASES.values())), ids=["-".join(key) for key in CASES])
def test_a_comparison_says_of_each_side_something_of_its_own(at: int, said: Conversation) -> None:
    found, lang = advise(said.answers, True), LANGUAGES[at % 2]
    for name in DECISIONS:
        choices = list(found.decided.verdicts[name].standings)[:3]
        for act in ({"act": "compare", "decision": name, "choices": choices}, *_nots(name, choices[1:])):
            sentences = [
                part.strip()
                for row in _told(reply_to(act, said, found, lang)).splitlines()
                for part in _ENDS.split(row)
            ]
            long = [part for part in sentences if len(part) > 12]
            assert len(long) == len(set(long)), (act, long)


_ENDS = re.compile("[。；：]|[.:;] ")


def _nots(decision: str, choices: list[str]) -> list[dict[str, Any]]:
    return [{"act": "why-not", "decision": decision, "choice": one} for one in choices]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("budget", "enough"), [(20, False), (500, True)])
def test_a_question_beside_a_new_budget_begins_with_whether_it_is_enough(lang: str, budget: int, enough: bool) -> None:
    said = parse([("purpose", "site"), ("audience", "west"), ("scale", "200"), ("budget", str(budget)), ("now", "1")])
    asked = replace(said, riding={"was": "budget-80", "reply": "why:decision-product"})
    found = advise(said.answers, True)
    first = to_questions(asked, found, lang)[0]
    plain = reply_to({"act": "why", "decision": "product"}, said, found, lang)
    assert [*first.text, *first.more][1:] == [*plain.text, *plain.more]
    assert ("不够" in first.text[0] or "not enough" in first.text[0]) is not enough
    # Who says nothing new is told nothing of it.
    same = to_questions(replace(asked, riding={"reply": "why:decision-product"}), found, lang)[0]
    assert same.text == plain.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_beside_another_number_of_people_begins_with_what_that_takes(lang: str) -> None:
    said = parse([("purpose", "app"), ("audience", "west"), ("scale", "14"), ("now", "1")])
    asked = replace(said, riding={"was": "scale-40", "reply": "why:decision-size"})
    first = to_questions(asked, advise(said.answers, True), lang)[0]
    assert "14" in first.text[0]
    assert sum(map(length, first.text)) <= MOST_WORDS


@pytest.mark.parametrize(("at", "said"), list(enumerate(CASES.values())), ids=["-".join(key) for key in CASES])
def test_how_begins_with_a_step_one_can_follow(at: int, said: Conversation) -> None:
    found, lang = advise(said.answers, True), LANGUAGES[at % 2]
    for about in ("setup", "docker", "backup", "security", "moving", "domain", "test"):
        one = reply_to({"act": "how", "about": about}, said, found, lang)
        steps = one.figures["steps"]
        seen = "\n".join(one.text)
        # The first step stands before the fold, in its own words and not by its name alone.
        first = re.split("[。；]|[.;:] ", steps[0]["text"])[0] if steps else ""
        assert first in seen or about == "moving", (about, one.text)
        # What is explained on the way stands between the words.
        assert said.needs.get("skill") == "none" or all(row["text"][-20:] in _told(one) for row in steps)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("buyer", "paper"),
    [("student", {"zh": "身份证", "en": "your ID"}), ("company", {"zh": "营业执照", "en": "licence"})],
)
def test_a_filing_begins_with_the_papers(lang: str, buyer: str, paper: dict[str, str]) -> None:
    needs = {"purpose": "site", "audience": "mainland", "filing": "willing", "buyer": buyer, "now": "1"}
    said = parse(list(needs.items()))
    one = reply_to({"act": "how", "about": "filing"}, said, advise(said.answers, True), lang)
    assert paper[lang] in one.text[0]


@pytest.mark.parametrize(("at", "said"), list(enumerate(CASES.values())), ids=["-".join(key) for key in CASES])
def test_each_vendor_named_has_its_line_and_no_size_is_passed_off_for_this_one(at: int, said: Conversation) -> None:
    found, lang = advise(said.answers, True), LANGUAGES[at % 2]
    names = ["阿里云", "腾讯云", "华为云"]
    one = reply_to({"act": "vendor", "vendors": names}, said, found, lang)
    for name, row in zip(names, one.text, strict=False):
        assert vendor_label(lang, plans_of(name)[0].vendor) in row
    assert len(one.text) >= len(names)


@each_case
def test_every_sum_is_in_the_currency_somebody_spoke_in(said: Conversation) -> None:
    spoken = parse([*((name, str(value)) for name, value in said.needs.items() if name != "budget"), ("now", "1")])
    spoken = replace(spoken, needs={**spoken.needs, "budget": 78.0}, told=Said(10, "EUR"))
    found = advise(spoken.answers, True)
    acts = [{"act": "cost", "span": one} for one in SPANS] + [
        {"act": "better", "toward": one} for one in ("size", "cost")
    ]
    for act in (*acts, {"act": "vendor"}, {"act": "vendor", "vendors": ["腾讯云"]}):
        one = reply_to(act, spoken, found, "en")
        # Offers and rules of thumb are told as they are written.
        rows = [row for row in (*one.text, *one.more) if "offer" not in row and "yuan" not in row]
        assert act["act"] == "vendor" or "¥" not in "".join(rows), (act, rows)
        assert "¥" not in one.text[0], (act, one.text[0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_has_never_met_the_words_of_the_trade_is_told_what_they_are(lang: str) -> None:
    needs = [("purpose", "blog"), ("audience", "west"), ("scale", "40"), ("now", "1")]
    for act in ({"act": "recap"}, {"act": "better", "toward": "simpler"}):
        told = {}
        for skill in ("none", "linux"):
            said = parse([*needs, ("skill", skill)])
            one = reply_to(act, said, advise(said.answers, True), lang)
            told[skill] = "\n".join(one.text)
            assert len(one.text) == 1 or sum(map(length, one.text)) <= MOST_WORDS
        gloss = {"zh": "电脑）", "en": "rented computer)"}[lang]
        assert told["none"].count(gloss) == 1, told["none"]
        assert gloss not in told["linux"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("audience", "place"), [("mainland", "hongkong"), ("mainland", "mainland"), ("west", "mainland")]
)
def test_supposing_another_place_tells_how_fast_it_is_from_there(lang: str, audience: str, place: str) -> None:
    said = parse([("purpose", "site"), ("audience", audience), ("scale", "100"), ("now", "1")])
    one = reply_to({"act": "what-if", "needs": {"region": place}}, said, advise(said.answers, True), lang)
    assert {"zh": "快慢：", "en": "Speed:"}[lang] in _told(one)
    refused = {"zh": "我还是建议", "en": "I would still say"}[lang] in one.text[0]
    assert refused is (audience == "west")
