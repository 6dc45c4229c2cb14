"""Where things stand: first screen, small windows, slow lines, paper."""

import re

import pytest

from tests.browser.stalling import stalling
from tests.browser.turns import DESKTOP, PHONE, ready
from tests.browser.waiting import until
from tests.browser.walking import OPTION

# Where a page may be cut on a slow line: what stands beside it is missing, a form lacks its button, a foot its lines.
CUTS = [
    ("purpose=blog&audience=mainland", b"<aside"),
    ("purpose=blog&audience=mainland", b'<button class="button"'),
    ("purpose=blog&now=1", b'<div class="dock"'),
    ("purpose=shop", b'<h2 class="q"'),
    ("", b'<ul class="themes"'),
]


def test_the_view_moves_to_the_start_of_what_is_new(open_page):
    page = open_page(reduced_motion="reduce", **PHONE)
    page.goto("/?lang=zh&purpose=blog&audience=mainland")
    ready(page)
    page.locator(OPTION).first.click()
    until(page, "() => document.querySelectorAll('#turns > li').length === 4")
    top = page.locator("#turns > li").last.bounding_box()["y"]
    assert 0 <= top <= 844 * 0.75


@pytest.mark.parametrize(
    "path", ["/", "/?purpose=blog", "/?purpose=blog&now=1", "/about/icp-filing", "/article", "/nothing"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_wider_than_a_small_phone(open_page, path, lang):
    page = open_page(viewport={"width": 320, "height": 256})
    page.goto(path + ("&" if "?" in path else "?") + f"lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.querySelector('.dock') || document.body).position") == "static"


@pytest.mark.parametrize("viewport", [PHONE["viewport"], DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(("said", "cut"), CUTS, ids=["aside", "button", "dock", "question", "foot"])
def test_nothing_moves_while_the_page_arrives_in_two_parts(open_page, server, viewport, said, cut):
    """Scripts come with the rest, as on a slow line."""
    page = open_page(viewport=viewport)
    page.add_init_script("""window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
      .observe({ type: 'layout-shift', buffered: true });""")
    with stalling(server, before=cut) as slow:
        page.goto(f"{slow.url}/?lang=zh&{said}", wait_until="commit")
        until(page, "() => performance.getEntriesByName('first-contentful-paint').length")
        slow.release()
        ready(page)
        until(page, "() => document.readyState === 'complete'")
        assert page.evaluate("window.shift") <= 0.001


def test_an_advice_decides_on_the_first_screen(open_page):
    """Verdict above 200, price above 400, what to do now above 844 at 390 pixels' width."""
    for lang, said in (
        ("zh", "purpose=blog&budget=50&filing=avoid&audience=mainland&scale=300&domain=yes"),
        ("en", "purpose=app&audience=global&scale=500&budget=720"),
    ):
        page = open_page(**PHONE)
        page.goto(f"/?lang={lang}&{said}&now=1")
        for selector, most in (("#verdict", 200), (".price", 400), (".do .main", 844)):
            assert page.locator(selector).bounding_box()["y"] < most, selector


def test_the_question_is_in_sight_without_scripts(open_page):
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto("/?lang=zh&purpose=blog")
    page.locator(OPTION).first.click()
    lean, question = page.locator("#lean").bounding_box(), page.locator(".asking .q").bounding_box()
    assert question["y"] >= lean["y"] + lean["height"]
    assert question["y"] + question["height"] <= 844


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "said",
    [
        "purpose=blog&audience=mainland&filing=avoid&budget=50&domain=yes&scale=100",
        "purpose=shop&budget=10&now=1",
        "purpose=miniprogram&filing=avoid&now=1",
        "purpose=app&buyer=company&uptime=critical&services=many&now=1",
    ],
)
def test_the_advice_prints_on_one_page(open_page, said, lang):
    page = open_page()
    page.goto(f"/?lang={lang}&{said}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
