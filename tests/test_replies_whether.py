"""Whether a thing is needed and whether an amount is enough are heard with what they name, and answered by the first word."""

from __future__ import annotations

from typing import Any

import pytest

from chat.replies.turn import turn
from chat.said.address import parse
from chat.said.conversation import Conversation

STATE = "purpose=app&buyer=developer&budget=200&audience=west&scale=500&skill=linux&domain=yes&now=1"


def before() -> Conversation:
    return parse([(name, value) for name, _, value in (pair.partition("=") for pair in STATE.split("&"))])


QUESTIONS = {
    "需要CDN吗": ("topic", {"topic": "cdn", "needed": "yes"}),
    "数据库要单独买吗": ("topic", {"topic": "database", "needed": "yes"}),
    "要不要买DDoS防护": ("topic", {"topic": "ddos", "needed": "yes"}),
    "需要上HTTPS吗": ("topic", {"topic": "https", "needed": "yes"}),
    "要装宝塔面板吗": ("topic", {"topic": "panel", "needed": "yes"}),
    "需要两台服务器吗": ("topic", {"topic": "several", "needed": "yes"}),
    "怎么做监控": ("topic", {"topic": "monitoring", "needed": "yes"}),
    "do i need to back it up?": ("topic", {"topic": "backup", "needed": "yes"}),
    "do I need a load balancer?": ("topic", {"topic": "load-balancer", "needed": "yes"}),
    "3M带宽够吗": ("why", {"decision": "size", "mbps": 3}),
    "硬盘40G够不够": ("why", {"decision": "size", "disk": 40}),
    "12G显存够吗": ("why", {"decision": "size", "vram": 12}),
    "512M内存够吗": ("why", {"decision": "size", "ram": 0.5}),
    "is 1TB of traffic a month enough?": ("why", {"decision": "size", "traffic": 1000}),
    "how much RAM do I need?": ("why", {"decision": "size", "of": "ram"}),
    "2核4G够吗": ("why", {"decision": "size", "enough": "yes"}),
    "为什么要这么大内存": ("why", {"decision": "size"}),
    "为什么是轻量不是ECS": ("why-not", {"decision": "product", "choice": "ecs"}),
}


@pytest.mark.parametrize(("text", "wants"), QUESTIONS.items())
def test_whether_and_enough_are_heard_with_what_they_name_and_state_nothing(
    text: str, wants: tuple[str, dict[str, Any]]
) -> None:
    said = before()
    heard = turn(said, text, "zh").heard
    act, fields = wants
    assert [dict(one) for one in heard.asks] == [{"act": act, **fields}]
    assert heard.changed == ()
    assert heard.conversation.also == said.also


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("能撑住300人吗", "撑得住"),
        ("能撑住20000人吗", "撑不住"),
        ("can it handle 20000 visitors a day?", "No"),
        ("will it cope with 600 visitors a day?", "Yes"),
        ("我这有个100并发的 这套能支持吗", "撑"),
        ("will it lag with 40000 visitors a day?", "No"),
    ],
)
def test_whether_it_carries_so_many_begins_with_yes_or_no(text: str, begins: str) -> None:
    lang = "en" if text.isascii() else "zh"
    assert turn(before(), text, lang).replies[0].text[0].startswith(begins)


@pytest.mark.parametrize(
    ("text", "need"), [("为什么要问我有没有域名", "domain"), ("why do you ask about my budget?", "budget")]
)
def test_why_something_is_asked_is_answered_of_the_thing_named(text: str, need: str) -> None:
    assert turn(before(), text, "zh").replies[0].figures["need"] == need


def test_of_two_words_of_one_page_each_is_said() -> None:
    assert [one.figures["topic"] for one in turn(before(), "9929是啥 跟cn2有啥区别", "zh").replies] == ["9929", "cn2"]


def test_the_disk_of_a_machine_is_no_demand_of_the_case() -> None:
    said = parse([("purpose", "drive"), ("scale", "25"), ("storage", "800"), ("now", "1")])
    heard = turn(said, "1T硬盘够吗", "zh").heard
    assert heard.changed == ()
    assert [dict(one) for one in heard.asks] == [{"act": "why", "decision": "size", "disk": 1000}]
