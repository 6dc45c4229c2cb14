"""Whatever is typed: no exception, a shape that holds, and little time."""

import json
import random
import time

import pytest

from chat.hear import load_lexicon, prepare, understand
from chat.hear.normal import MAX_CHARS, fold

ATTACKS = [
    "a" * 100_000,
    "不想" * 5000,
    "(" * 2000,
    "<a " * 500,
    "<" + "a" * 3000,
    "http://" * 300,
    "a@" * 900,
    "users in " * 200,
    "不要" + "啊" * 480 + "备案",
    "一" * 1000,
    "几百万" * 300,
    "one and " * 200,
    "1k1w" * 300,
    "$1" * 600,
    "\x00" * 600,
    "\ud800" * 40,
    "①" * 600,
    "㍿" * 600,
    "ﷺ" * 600,
    "\u202e" * 300,
    "？" * 600,
    "cant " * 300,
    "zalgo\u0301\u0302" * 100,
    "'; DROP TABLE users; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%00%0a",
    "😀" * 600,
]


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_hostile_text_is_answered_quickly(text: str) -> None:
    # A worker has read and compiled these before it is given anything.
    prepare()
    start = time.process_time()
    found = understand(text)
    assert time.process_time() - start < 0.25
    json.dumps(found.as_json())


def test_random_text_never_breaks_the_promises() -> None:
    chance = random.Random(7)
    atoms = list(load_lexicon().index)
    options = load_lexicon().options
    for turn in range(150):
        pieces = [
            chance.choice(atoms) if chance.random() < 0.6 else chr(chance.randrange(32, 0x10FFFF))
            for _ in range(chance.randrange(60))
        ]
        found = understand("".join(pieces), ask=chance.choice([None, *options]))
        for need, value in found.needs.items():
            if options.get(need):
                # What is offered to the public may be several things.
                said = str(value).split(",") if need == "content" else [value]
                assert value == "unsure" or {*said} <= dict(options[need]).keys(), (turn, need, value)
            elif not isinstance(value, str):
                assert value == "unsure" or value >= (1 if need == "scale" else 0)
        assert {span["need"] for span in found.spans} == set(found.needs)


def test_only_the_first_500_letters_are_read() -> None:
    assert len(fold("博" * 9000).text) <= MAX_CHARS
    assert understand("博" * 600 + "，不想备案").needs == {}
    assert understand("博客，" + "嗯" * 9000).needs == {"purpose": "blog"}


@pytest.mark.parametrize("ask", ["", "nothing", "purpose' OR 1", "needs"])
def test_an_unknown_question_is_ignored(ask: str) -> None:
    assert understand("博客", ask=ask).needs == {"purpose": "blog"}


def test_a_correction_without_its_unit_is_no_error() -> None:
    assert understand("网盘 500g，不是，应该是 3 个").needs["purpose"] == "drive"


def test_lexicon_words_in_any_jumble_are_no_error() -> None:
    chance = random.Random(7)
    atoms = sorted(load_lexicon().index)
    for joint in ("", " ", "，"):
        for _ in range(60):
            understand(joint.join(chance.choice(atoms) for _ in range(150)))
