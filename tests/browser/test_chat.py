"""The chat in a real browser: tapping, typing, without scripts, by keyboard, offline."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stalling import stalling
from tests.browser.waiting import until

PHONE = {"viewport": {"width": 390, "height": 844}}
DESKTOP = {"width": 1280, "height": 800}
OPTION = "#now a.option:visible"
WATCH = """() => {
  window.bare = 0; window.added = []; window.removed = [];
  const look = () => { if (document.activeElement === document.body) window.bare += 1; requestAnimationFrame(look); };
  look();
  new MutationObserver((changes) => changes.forEach((change) => {
    change.addedNodes.forEach((node) => node.nodeType === 1 && window.added.push(node.id || node.className));
    change.removedNodes.forEach((node) => node.nodeType === 1 && window.removed.push(node.id || node.className));
  })).observe(document.querySelector('[role=log]'), { childList: true, subtree: true });
}"""


def ready(page):
    """Wait until taps are answered without a page load."""
    until(page, "() => window.htmx && document.querySelector('#say')._htmx")


def tap_through(page, most=8):
    """Tap the first answer until there is advice; return how many taps that took."""
    for taps in range(most):
        if page.locator("#advice").count():
            return taps
        before = page.url
        page.locator(OPTION).first.click()
        until(page, "before => location.href !== before", before)
        until(page, "() => !document.querySelector('.busy')")
    pytest.fail(f"no advice after {most} taps: {page.url}")


@pytest.mark.parametrize(("lang", "verdict"), [("zh", "轻量应用服务器"), ("en", "lightweight server")])
def test_tapping_leads_to_advice(open_page, lang, verdict):
    page = open_page(**PHONE)
    page.goto(f"/?lang={lang}")
    ready(page)
    page.locator("#open-blog").click()
    page.wait_for_url("**purpose=blog**")
    until(page, "() => !document.querySelector('.busy')")
    assert tap_through(page) <= 6
    expect(page.locator("#verdict")).to_contain_text(verdict)
    assert page.evaluate("document.activeElement.id") == "advice"


def test_without_scripts_the_same_taps_lead_to_the_same_advice(open_page):
    with_scripts, without = open_page(**PHONE), open_page(java_script_enabled=False, **PHONE)
    with_scripts.goto("/?lang=zh")
    ready(with_scripts)
    tap_through(with_scripts)
    without.goto("/?lang=zh")
    while not without.locator("#advice").count():
        without.locator(OPTION).first.click()
    assert without.url.partition("#")[0] == with_scripts.url
    assert without.locator("#verdict").inner_text() == with_scripts.locator("#verdict").inner_text()


def test_typing_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/?lang=zh")
    page.fill("#text", "博客")
    page.click(".send")
    expect(page).to_have_url(re.compile("purpose=blog"))


def test_with_htmx_blocked_links_and_the_form_still_work(open_page):
    page = open_page()
    page.route("**/htmx*", lambda route: route.abort())
    page.goto("/?lang=zh")
    page.locator("#open-blog").click()
    page.wait_for_url("**purpose=blog**")
    page.fill("#text", "国内")
    page.keyboard.press("Enter")
    page.wait_for_url("**audience=mainland**")


def test_a_turn_is_announced_once_and_focus_is_never_lost(open_page):
    page = open_page(**PHONE)
    page.goto("/?lang=zh")
    ready(page)
    page.locator(OPTION).first.focus()
    page.evaluate(WATCH)
    for _ in range(3):
        page.evaluate("window.bare = 0, window.added = [], window.removed = []")
        before = page.url
        page.locator(OPTION).first.focus()
        page.keyboard.press("Enter")
        until(page, "before => location.href !== before", before)
        until(page, "() => window.added.length >= 2")
        assert len(page.evaluate("window.added")) == 2
        assert page.evaluate("window.removed") == []
        assert page.evaluate("window.bare") == 0
        assert page.evaluate("document.activeElement.id") == "now"


def test_the_view_moves_to_the_start_of_what_is_new(open_page):
    page = open_page(reduced_motion="reduce", **PHONE)
    page.goto("/?lang=zh&purpose=blog&audience=mainland")
    ready(page)
    page.locator(OPTION).first.click()
    until(page, "() => document.querySelectorAll('#turns > li').length === 4")
    top = page.locator("#turns > li").last.bounding_box()["y"]
    assert 0 <= top <= 844 * 0.75


def test_enter_sends_only_when_no_input_method_is_composing(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog")
    ready(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/say" in request.url else None)
    page.click("#text")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "guo nei", "selectionStart": 7, "selectionEnd": 7})
    session.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    )
    session.send("Input.insertText", {"text": "国内"})
    assert asked == []
    page.keyboard.press("Enter")
    page.wait_for_url("**audience=mainland**")
    assert len(asked) == 1
    assert page.input_value("#text") == ""
    assert page.evaluate("document.activeElement.id") == "text"


def test_a_lost_connection_keeps_the_draft_and_can_be_tried_again(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog")
    ready(page)
    page.route("**/say", lambda route: route.fulfill(status=503, body="away"))
    page.fill("#text", "国内")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.input_value("#text") == "国内"
    assert "/say" not in page.url
    page.unroute("**/say")
    page.click("#retry")
    page.wait_for_url("**audience=mainland**")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_being_offline_and_too_fast_are_said_in_words(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog")
    ready(page)
    page.context.set_offline(True)
    page.locator(OPTION).first.click()
    expect(page.get_by_role("alert")).to_contain_text("网断了")
    page.context.set_offline(False)
    page.route(re.compile("audience="), lambda route: route.fulfill(status=429, body="wait"))
    page.click("#retry")
    expect(page.get_by_role("alert")).to_contain_text("歇十秒")
    page.unroute(re.compile("audience="))
    page.click("#retry")
    page.wait_for_url("**audience=**")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_language_is_switched_in_the_middle(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog&audience=mainland")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("#turns .you p").all_inner_texts()[1].endswith("Mainland China")


def test_the_whole_way_by_keyboard(open_page):
    page = open_page(**PHONE)
    page.goto("/?lang=zh")
    ready(page)
    for _ in range(9):
        if page.locator("#advice").count():
            break
        before = page.url
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('#now .option')"):
                break
        page.keyboard.press("Enter")
        until(page, "before => location.href !== before", before)
        until(page, "() => !document.querySelector('.busy')")
    assert page.evaluate("document.activeElement.id") == "advice"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#advice') !== null")


def test_a_slow_answer_is_spoken_of(open_page):
    page = open_page()
    page.goto("/?lang=en&purpose=blog")
    ready(page)
    held = []
    page.route(re.compile("audience="), lambda route: held.append(route))  # noqa: PLW0108, Playwright marks the function
    page.locator(OPTION).first.click()
    expect(page.get_by_role("status")).to_have_text("Thinking…")
    held[0].continue_()
    page.wait_for_url("**audience=**")
    expect(page.get_by_role("status")).to_have_text("")


def test_back_goes_one_turn_back(open_page):
    page = open_page()
    page.goto("/?lang=zh")
    ready(page)
    for _ in range(2):
        before = page.url
        page.locator(OPTION).first.click()
        until(page, "before => location.href !== before", before)
    page.go_back()
    expect(page.locator("#turns .you")).to_have_count(1)
    page.go_back()
    expect(page.locator(".intro")).to_be_visible()


def test_an_impatient_double_tap_is_one_turn(open_page):
    page = open_page()
    page.goto("/?lang=zh")
    ready(page)
    before = page.evaluate("history.length")
    page.locator("#open-blog").dblclick()
    page.wait_for_url("**purpose=blog**")
    until(page, "() => !document.querySelector('.busy')")
    assert page.evaluate("history.length") == before + 1


def test_an_answer_is_changed_in_place(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog&scale=500&audience=mainland")
    ready(page)
    page.locator("#turn-purpose .change").click()
    options = page.locator("#turn-purpose #now")
    expect(options).to_be_visible()
    expect(options.locator(".drop").first).to_contain_text("多少人用")
    options.locator("#o-purpose-site").click()
    page.wait_for_url("**purpose=site&scale=500&audience=mainland**")


def test_the_slider_and_the_field_show_the_same_sum(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog&ask=budget")
    page.locator("input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    assert page.input_value("#exact") == "60"
    page.fill("#exact", "66.5")
    page.keyboard.press("Enter")
    page.wait_for_url("**budget=66.5**")


@pytest.mark.parametrize(
    "path", ["/", "/?purpose=blog", "/?purpose=blog&now=1", "/about/icp-filing", "/article", "/nothing"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_wider_than_a_small_phone(open_page, path, lang):
    page = open_page(viewport={"width": 320, "height": 256})
    page.goto(path + ("&" if "?" in path else "?") + f"lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.querySelector('.dock') || document.body).position") == "static"


# Where a page may be cut on a slow line: what stands beside it is missing, a form lacks its button, a foot its lines.
CUTS = [
    ("purpose=blog&audience=mainland", b"<aside"),
    ("purpose=blog&audience=mainland", b'<button class="button"'),
    ("purpose=blog&now=1", b'<div class="dock"'),
    ("purpose=shop", b'<h2 class="q"'),
    ("", b'<ul class="themes"'),
]


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


def test_a_long_part_is_fetched_where_it_is_tapped(open_page):
    page = open_page(**PHONE)
    page.goto("/?lang=zh&purpose=blog&now=1")
    ready(page)
    before = page.url
    page.locator("#part-reasons a").click()
    expect(page.locator("#part-reasons .pro").first).to_be_visible()
    assert page.url == before
    assert page.evaluate("document.activeElement.closest('#part-reasons') !== null")
    assert page.locator("#advice").count() == 1


def test_a_long_part_is_a_page_without_scripts(open_page):
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto("/?lang=zh&purpose=blog&now=1")
    page.locator("#part-reasons a").click()
    expect(page.locator("h1")).to_have_text("为什么")
    page.locator(".crumbs a").click()
    expect(page.locator("#verdict")).to_be_visible()


def test_several_boxes_are_one_answer_with_and_without_scripts(open_page):
    for scripts in (True, False):
        page = open_page(java_script_enabled=scripts, **PHONE)
        page.goto("/?lang=zh&purpose=site&audience=mainland&filing=willing&ask=content")
        page.locator("#o-content-own").check()
        page.locator("#o-content-paid").check()
        page.locator(".several button").click()
        expect(page.locator("#turn-content .you")).to_contain_text("收费")
        expect(page.locator("#turn-content .you")).to_contain_text("介绍自己")


def test_what_is_ticked_survives_a_reload(open_page):
    page = open_page(**PHONE)
    page.goto("/?lang=zh&purpose=blog&now=1")
    page.locator(".order .tick").nth(1).check()
    page.reload()
    assert page.locator(".order .tick").nth(1).is_checked()
    assert not page.locator(".order .tick").first.is_checked()


def test_one_key_leads_to_the_field(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog&now=1")
    ready(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.input_value("#text") == ""


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


def test_every_focused_control_can_be_seen(open_page):
    page = open_page(**PHONE)
    page.goto("/?lang=zh&purpose=blog&audience=mainland&ask=budget")
    ready(page)
    page.mouse.wheel(0, 1)
    for _ in range(20):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
          const element = document.activeElement, box = element.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return element === document.body || element.contains(top) || top?.contains(element);
        }""")
        assert seen, page.evaluate("document.activeElement.outerHTML")


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
