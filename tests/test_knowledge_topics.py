"""The topic pages: complete, twinned, cited, short where they must be, in our own words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import knowledge
from knowledge.records import Topic

PROMISED = [
    "ecs",
    "vps",
    "dedicated",
    "docker",
    "icp-filing",
    "hong-kong",
    "light-server",
    "kubernetes",
    "bandwidth",
    "cdn",
    "big-or-small-vendor",
    "renewal-price",
    "home-server",
    "gpu",
    "static-hosting",
]
ABOUT_THE_LAW = (
    "genai-filing",
    "hong-kong",
    "icp-filing",
    "icp-licence",
    "mini-program",
    "personal-data",
    "who-can-file",
)
DRAWINGS = {"nesting", "resize", "filing-timeline"}
MARKER = re.compile(r"\[([A-Za-z][\w-]*)\](?!\()")
REFERENCE = Path(__file__).parents[1] / "../shared/reference/domain.md"

known = knowledge.load()
topics = list(known.topics.values())
twins = sorted({name for name, _ in known.topics})


def _id(topic: Topic) -> str:
    return f"{topic.id}.{topic.lang}"


def _han(text: str) -> str:
    return "".join(re.findall(r"[\u4e00-\u9fff]", text))


def _sentences(text: str) -> int:
    return len(re.findall(r"[。！？]|[.!?](?=\s|$)", text))


each_topic = pytest.mark.parametrize("topic", topics, ids=_id)
each_pair = pytest.mark.parametrize("name", twins)


def test_every_promised_topic_is_there() -> None:
    assert set(PROMISED) <= set(twins)


@each_topic
def test_front_matter_is_complete(topic: Topic) -> None:
    assert topic.question.endswith(("？", "?"))
    assert topic.opening_label
    assert topic.related
    assert topic.id not in topic.related
    assert set(topic.related) <= set(twins)
    assert date.fromisoformat(topic.checked_on)


@each_topic
def test_opening_starts_a_conversation_that_exists(topic: Topic) -> None:
    for need, value in topic.opening.items():
        assert need == "also" or value in known.needs[need].values


@each_topic
def test_short_answer_is_short(topic: Topic) -> None:
    assert 1 <= _sentences(topic.short) <= 2
    assert len(_han(topic.short)) <= 120


@each_topic
def test_page_answers_first_and_shows_something(topic: Topic) -> None:
    first, _, rest = topic.body.partition("\n\n")
    assert not first.startswith(("#", "|", "{{"))
    assert _sentences(MARKER.sub("", first)) <= 2
    assert "\n|---" in rest or "{{drawing:" in rest
    assert set(re.findall(r"\{\{drawing:([\w-]+)\}\}", topic.body)) <= DRAWINGS


@each_topic
def test_marks_and_cites_agree(topic: Topic) -> None:
    assert set(MARKER.findall(topic.body)) == set(topic.cites)


@each_pair
def test_twins_say_the_same_things(name: str) -> None:
    zh, en = known.topics[name, "zh"], known.topics[name, "en"]
    assert set(zh.cites) == set(en.cites)
    assert (zh.related, zh.opening, zh.checked_on) == (en.related, en.opening, en.checked_on)
    for part in (r"^\{\{.*\}\}$", r"^## ", r"^\|", r"^(?:- |\d+\. )"):
        assert len(re.findall(part, zh.body, re.M)) == len(re.findall(part, en.body, re.M)), part


@each_pair
def test_chinese_page_has_a_readable_length(name: str) -> None:
    assert 300 <= len(_han(known.topics[name, "zh"].body)) <= 700


@pytest.mark.parametrize("name", ABOUT_THE_LAW)
def test_pages_about_the_law_say_what_they_are_not(name: str) -> None:
    assert "不是法律意见" in known.topics[name, "zh"].body
    assert "not legal advice" in known.topics[name, "en"].body.lower()


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference stands beside the working tree only")
@each_pair
def test_no_sentence_is_copied(name: str) -> None:
    theirs = _han(REFERENCE.read_text(encoding="utf-8"))
    ours = _han(known.topics[name, "zh"].short + known.topics[name, "zh"].body)
    assert not [ours[at : at + 26] for at in range(len(ours) - 25) if ours[at : at + 26] in theirs]


def test_the_article_is_answered_claim_by_claim() -> None:
    assert len(known.article) >= 20
    assert len({claim["id"] for claim in known.article}) == len(known.article)
    for claim in known.article:
        assert claim["verdict"] in {"right", "half", "wrong", "unsourced"}
        assert claim["claim"].keys() == claim["expert"].keys() == set(knowledge.LANGUAGES)
        assert "article" in claim["cites"]
        assert isinstance(claim["carried_by"], list)
