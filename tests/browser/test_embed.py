"""The pasted line on a blog's page: one card at first, no shift, little weight, and advice in the end."""

import pytest
from playwright.sync_api import expect

from tests.browser.embedding import ADVICE, SHIFTS, arrived, box, visit
from tests.browser.hosts import element
from tests.browser.waiting import until
from tests.browser.walking import tap, walk


def test_one_line_from_card_to_advice(open_page, blog, advisor):
    page, cookies = open_page(viewport={"width": 1366, "height": 768}), []
    page.on("response", lambda response: cookies.append(response.header_value("set-cookie")))
    visit(page, blog.page(f"<article>{element(advisor)}</article>"))
    page.evaluate(
        "document.querySelector('server-advisor').addEventListener('advice', (event) => { window.told = event.detail; })"
    )
    page.evaluate(SHIFTS)
    frame = arrived(page)
    assert box(page)["height"] == 320
    after = page.evaluate("document.getElementById('after').getBoundingClientRect().y")
    assert page.evaluate("[scrollY, document.activeElement === document.body, shifts]") == [0, True, 0]
    expect(frame.locator("#turns .q")).to_have_count(1)
    tap(frame)
    expect(frame.locator("#turns > li")).to_have_count(2)
    until(page, "() => document.querySelector('server-advisor').offsetHeight > 330")
    assert page.evaluate("document.getElementById('after').getBoundingClientRect().y") > after
    assert page.evaluate("scrollY") == 0
    verdict = walk(frame)
    assert page.evaluate("window.told") is None
    expect(frame.locator(".told")).to_be_hidden()
    inner = page.frames[1].evaluate("document.body.getBoundingClientRect().height")
    until(page, "height => Math.abs(document.querySelector('server-advisor').offsetHeight - height) <= 1", inner)
    frame.locator(".acts a").last.click()  # start again: the card is small once more
    until(page, "() => document.querySelector('server-advisor').offsetHeight === 320")
    assert verdict
    assert set(cookies) == {None}


def test_only_a_page_whose_author_asks_is_told_and_the_frame_says_so(open_page, blog, advisor):
    page = open_page()
    visit(page, blog.page(element(advisor, "", "advice")))
    page.evaluate(
        "document.querySelector('server-advisor').addEventListener('advice', (event) => { window.told = event.detail; })"
    )
    frame = arrived(page)
    expect(frame.locator(".told")).to_have_text("放这个对话的网页会收到你的回答和得到的建议。")
    expect(frame.locator(".told")).to_be_visible()
    walk(frame)
    until(page, "() => window.told")
    told = page.evaluate("told")
    assert told["advice"]["ready"]
    assert told["advice"]["needs"]["purpose"] == "site"
    assert told["advice"]["decisions"]["product"]["choice"]
    assert told["url"].startswith(f"{advisor}/?purpose=site&")
    expect(frame.locator(".told")).to_be_visible()


@pytest.mark.parametrize("width", [320, 412, 768, 1366])
def test_the_first_card_is_at_most_320_pixels_high(open_page, blog, advisor, width):
    page = open_page(viewport={"width": width, "height": 823})
    for query in ("", "?purpose=blog", "?lang=en", "?purpose=shop&lang=en", ADVICE, f"{ADVICE}&lang=en"):
        visit(page, blog.page(element(advisor, query)))
        arrived(page)
        assert (box(page)["height"], query) == (320, query)
        assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")


FRAMES = {
    "grows": "{element}",
    "fixed": '<iframe width="360" height="600" src="{advisor}/embed?lang=zh"></iframe>',
    "navigates": '<iframe sandbox="allow-scripts" width="360" height="600" src="{advisor}/embed?lang=zh"></iframe>',
}


@pytest.mark.parametrize("kind", FRAMES)
def test_the_next_question_comes_into_view_with_its_answers(open_page, blog, advisor, kind):
    page = open_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    tag = FRAMES[kind].format(element=element(advisor), advisor=advisor)
    visit(page, blog.page(tag, f"/view-{kind}", above="<p>x</p>" * 6))
    frame = page.frame_locator("iframe")
    for turns in range(2, 5):
        expect(frame.locator("#now a.option:visible").first).to_be_visible()
        frame.locator("#now a.option:visible").first.dispatch_event("click")  # without Playwright's own scrolling
        expect(frame.locator("#turns > li")).to_have_count(turns)
        for part in ("#turns > li:last-child .q", "#now a.option"):
            expect(frame.locator(part).first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [(412, 823), (1366, 768)])
@pytest.mark.parametrize("place", ["top", "middle", "below"])
def test_no_layout_shift_and_no_theft(open_page, blog, advisor, size, place):
    page = open_page(viewport={"width": size[0], "height": size[1]})
    above = {"top": "", "middle": "<p>x</p>" * 5, "below": '<div class="tall"></div>'}[place]
    for html in ("", ' class="dark"'):
        visit(page, blog.page(element(advisor), html=html, above=above))
        page.evaluate(SHIFTS)
        if place == "below":
            page.mouse.wheel(0, 2300)
        arrived(page)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("shifts") <= 0.001
        assert page.evaluate("document.activeElement === document.body")
        if place != "below":
            assert page.evaluate("scrollY") == 0


def test_nothing_but_the_script_is_fetched_before_the_reader_comes_near(open_page, blog, advisor):
    page, asked = open_page(viewport={"width": 412, "height": 823}), []
    page.on("request", lambda request: asked.append(request.url) if advisor in request.url else None)
    visit(page, blog.page(element(advisor), above='<div class="tall"></div>'))
    page.wait_for_load_state("networkidle")
    assert asked == [f"{advisor}/embed.js"]
    page.mouse.wheel(0, 2300)
    arrived(page)
    assert len(asked) > 1


@pytest.mark.parametrize("query", ["", "?card=1", "?purpose=blog&card=1", f"{ADVICE}&card=1", "?lang=en&card=1"])
def test_what_the_frame_weighs(open_page, blog, advisor, query):
    """On the wire, with every header, at the first visit."""
    page = open_page(viewport={"width": 1366, "height": 768})
    sizes = {}
    visit(page, blog.page(f'<iframe src="{advisor}/embed"></iframe>', "/frame"))
    session = page.context.new_cdp_session(page.frames[1])
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    addresses = {}
    session.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.frames[1].goto(f"{advisor}/embed{query}")
    page.wait_for_load_state("networkidle")
    until(page.frames[1], "() => window.htmx")
    asked = [address for address in addresses.values() if not address.startswith("data:")]
    assert len(asked) >= 4
    assert len(asked) <= 6
    assert {address.split("/")[2] for address in asked} == {advisor.split("/")[2]}
    assert sum(sizes.values()) <= 30_720, {
        addresses[one].rpartition("/")[2]: size for one, size in sizes.items() if one in addresses
    }
