"""axe finds nothing, in every state: the quick part of `make audit`, which also looks at more widths and colours."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import until

AXE = (Path(__file__).parents[2] / "scripts/node_modules/axe-core/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADVISED = "purpose=blog&audience=mainland&filing=avoid&budget=50&domain=yes&scale=100"
OFFER = "offer=vcpus-2,memory_gib-2,price-99,currency-CNY,per-year,region-hongkong"
STATES = {
    "first": "/?",
    "asking": "/?purpose=blog&scale=500",
    "number": "/?purpose=blog&ask=budget",
    "changing": "/?purpose=blog&scale=500&audience=mainland&ask=purpose",
    "advice": f"/?{ADVISED}",
    "short of money": "/?purpose=shop&budget=10&now=1",
    "why": f"/why/region?{ADVISED}",
    "topic": "/about/ecs?",
    "article": "/article?",
    "error": "/nothing-here?",
    "builder": "/builder?",
    "embed": "/embed?purpose=game",
    "card": "/embed?card=1",
    "offer": f"/?{ADVISED}&{OFFER}",
    "offer pasted": f"/offer?{OFFER}",
    "embedded offer": f"/embed?card=1&{OFFER}",
    "replies": f"/?{ADVISED}&reply=what-if:filing-willing;how:about-filing",
    "undone": f"/?{ADVISED}&talk=undone&was=budget-500",
    "dollars": f"/?{ADVISED}&said=600-CNY-year",
    "programs": "/run/?",
    "program": "/run/palworld?",
}


def found(page):
    page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    result = page.evaluate(
        "(tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] })"
        ".then(({ violations }) => violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))",
        TAGS,
    )
    assert result == []


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_found(open_page, name):
    chinese = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark", reduced_motion="reduce")
    chinese.goto(f"{STATES[name]}&lang=zh")
    found(chinese)


@pytest.mark.parametrize("name", ["first", "asking", "advice", "topic", "program"])
def test_nothing_is_found_in_english_on_a_small_phone(open_page, name):
    english = open_page(viewport={"width": 320, "height": 640}, color_scheme="light", reduced_motion="reduce")
    english.goto(f"{STATES[name]}&lang=en")
    found(english)


def test_nothing_is_found_in_what_was_heard_nor_in_a_failure(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto("/?lang=zh")
    until(page, "() => window.htmx && document.querySelector('#say')._htmx")
    page.fill("#text", "WordPress 博客，每月 50，不备案，要发票")
    page.keyboard.press("Enter")
    expect(page.locator(".heard .pair")).to_have_count(5)
    page.route("**/say", lambda route: route.fulfill(status=503, body="away"))
    page.fill("#text", "国内")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    # What is held in place at the window's edges may cover anything while people scroll.
    page.evaluate("scrollTo(0, 0), document.documentElement.classList.remove('scrolled')")
    found(page)
