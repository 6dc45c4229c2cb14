"""The chat in a real browser: tapping, typing, without scripts, offline."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.turns import PHONE, ready, tap_through
from tests.browser.waiting import until
from tests.browser.walking import OPTION


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
