"""Short answers that only make sense after the question on screen."""

import pytest

from chat.hear import load_lexicon, understand
from chat.said.conversation import Conversation
from chat.said.hearing import hear


@pytest.mark.parametrize(
    ("ask", "text", "value"),
    [
        ("budget", "50", 50),
        ("budget", "一百五", 150),
        ("scale", "50", 50),
        ("scale", "一两百吧", 200),
        ("scale", "几十", 50),
        ("region", "都行", "any"),
        ("audience", "都行", "unsure"),
        ("budget", "不知道", "unsure"),
        ("launch", "还没想好", "unsure"),
        ("purpose", "第二个", "static"),
        ("uptime", "最后一个", "critical"),
        ("domain", "有", "yes"),
        ("domain", "没有", "no"),
        ("domain", "yes", "yes"),
        ("filing", "可以", "willing"),
        ("filing", "不", "avoid"),
        ("isolation", "不用", "shared"),
        ("audience", "国内", "mainland"),
        ("audience", "美国", "west"),
        ("audience", "香港", "asia"),
        ("region", "香港", "hongkong"),
        ("region", "Tokyo", "overseas"),
        ("services", "3", "few"),
        ("services", "1", "one"),
        ("services", "二十", "many"),
        ("term", "半年", "months"),
        ("launch", "asap", "now"),
        ("skill", "idk", "unsure"),
        ("load", "the second one", "growing"),
    ],
)
def test_an_answer_is_read_by_its_question(ask: str, text: str, value: object) -> None:
    assert dict(understand(text, ask=ask).needs) == {ask: value}


def test_just_starting_has_the_value_of_the_purpose() -> None:
    assert understand("刚开始", ask="scale", needs={"purpose": "blog"}).needs == {"scale": 100}
    assert understand("刚开始", ask="scale", needs={"purpose": "game"}).needs == {"scale": 4}


def test_every_label_on_screen_can_be_typed_back() -> None:
    for need, options in load_lexicon().options.items():
        for value, labels in options:
            for label in labels:
                assert understand(label, ask=need).needs == {need: value}, (need, label)


def test_another_need_can_be_said_instead_of_the_answer() -> None:
    assert understand("不想备案", ask="audience").needs == {"filing": "avoid"}


def test_an_answer_with_its_unit_keeps_to_it() -> None:
    assert understand("五十块", ask="scale").needs == {"budget": 50}
    assert understand("五十人", ask="budget").needs == {"scale": 50}


def test_people_counted_before_the_purpose_are_asked_for_their_unit_and_kept() -> None:
    counted = hear(Conversation(), "500人", "zh").conversation
    heard = hear(counted, "做个商城", "zh", "purpose").conversation
    assert heard.riding == {"ask": "scale", "was": "purpose-"}
    assert heard.needs == {"scale": 500, "purpose": "shop"}
    assert hear(counted, "私人网盘", "zh", "purpose").conversation.riding == {"was": "purpose-"}
