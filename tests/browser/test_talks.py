"""Whole conversations, typed as people type them: each message is answered, briefly, and never in the words of the last answer."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chat.replies.reply import MOST_WORDS, length
from tests.browser.waiting import until

ROOT = Path(__file__).resolve().parents[2]
FILES = [place / "shared/examples/talks.json" for place in (ROOT.parent, ROOT.parent.parent)]
FILE = next((path for path in FILES if path.exists()), None)
TALKS = json.loads(FILE.read_text("utf-8")) if FILE else []
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
# What is said before the fold, answer by answer, without its sources.
SEEN = """() => [...document.querySelectorAll('#turns > .answer > .them')].map(
  (told) => [...told.children].filter((one) => one.matches('p:not(.soft)')).map((one) => one.innerText))"""


def say(page, text, *, scripts):
    if scripts:
        until(page, "() => window.htmx && document.querySelector('#say')._htmx")
    page.fill("#text", text)
    page.click(".send")
    if scripts:
        until(page, "() => !document.querySelector('#text').value && !document.querySelector('.busy')")
    page.wait_for_load_state()


@pytest.mark.skipif(not TALKS, reason="the conversations live beside the repository")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("talk", TALKS, ids=[talk["id"] for talk in TALKS])
def test_a_talk_is_held(open_page, talk, size, scripts):
    page = open_page(viewport=SIZES[size], java_script_enabled=scripts)
    page.goto("/?lang=zh")
    before = []
    for told in talk["turns"]:
        say(page, told["say"], scripts=scripts)
        expect(page.locator("#reply-unread")).to_have_count(0)
        answers = page.evaluate(SEEN)
        if told["asks"]:
            assert answers, told["say"]
        for paragraphs in answers:
            shown = [text for text in paragraphs if text]
            assert len(shown) == 1 or sum(map(length, shown)) <= MOST_WORDS, (told["say"], shown)
        seen = [text for paragraphs in answers for text in paragraphs[:1]]
        assert not {*seen} & {*before}, told["say"]
        before = seen
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
