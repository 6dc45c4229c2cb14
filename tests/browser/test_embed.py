"""The chat inside other people's pages: two sites, every sandbox, every way in which a host can be in the way."""

import json
import os
import re
import shutil
import struct
import zlib

import pytest
from playwright.sync_api import expect

from tests.blogs import recipes
from tests.browser.conftest import FLAGS, PROGRAMS
from tests.browser.hosts import blogging, element
from tests.browser.waiting import until
from tests.browser.walking import tap, type_in, walk

ADVICE = "?purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1"
expect.set_options(timeout=10_000)
SHIFTS = """() => { window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.shifts += entry.value; })).observe({ type: 'layout-shift', buffered: true }); }"""
ALL = "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox"
SANDBOXES = (
    None,
    ALL,
    "allow-scripts allow-forms",
    "allow-scripts",
    "allow-scripts allow-same-origin",
    "allow-forms",
    "",
)


@pytest.fixture(scope="module")
def blog():
    with blogging() as running:
        yield running


PATIENT = """(() => { const plain = window.setTimeout;
  window.setTimeout = (act, wait, ...rest) => plain(act, wait === 4000 ? 60000 : wait, ...rest); })();"""


def visit(page, address):
    """Go to a blog's page and let the frame take its time: how fast this machine is shall not matter."""
    page.add_init_script(PATIENT)
    page.goto(address)


def box(page, which=0):
    return page.evaluate("n => document.querySelectorAll('server-advisor')[n].getBoundingClientRect().toJSON()", which)


def inside(page, which=0):
    return page.frame_locator("server-advisor iframe").nth(which)


def arrived(page, which=0):
    """Wait until the frame has taken the link's place."""
    until(
        page,
        "n => document.querySelectorAll('server-advisor')[n].shadowRoot?.firstChild?.localName === 'iframe'",
        which,
    )
    return inside(page, which)


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
    until(page, "() => window.told")
    told = page.evaluate("told")
    assert told["advice"]["ready"]
    assert told["advice"]["needs"]["purpose"] == "blog"
    assert told["advice"]["decisions"]["product"]["choice"]
    assert told["url"].startswith(f"{advisor}/?purpose=blog&")
    inner = page.frames[1].evaluate("document.body.getBoundingClientRect().height")
    until(page, "height => Math.abs(document.querySelector('server-advisor').offsetHeight - height) <= 1", inner)
    frame.locator(".acts a").last.click()  # start again: the card is small once more
    until(page, "() => document.querySelector('server-advisor').offsetHeight === 320")
    assert verdict
    assert set(cookies) == {None}


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
    assert sum(sizes.values()) <= 30_720


@pytest.mark.parametrize("headers", [
    {"Content-Security-Policy": "default-src 'self'; script-src 'self' {us}; frame-src {us}; img-src data:; require-trusted-types-for 'script'"},
    {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"},
])  # fmt: skip
def test_strict_hosts(open_page, blog, advisor, headers):
    page = open_page()
    headers = {name: value.replace("{us}", advisor) for name, value in headers.items()}
    visit(page, blog.page(element(advisor).replace("<script ", '<script crossorigin="anonymous" '), headers=headers))
    frame = arrived(page)
    tap(frame)
    expect(frame.locator("#turns > li")).to_have_count(2)


def test_two_on_one_page_and_the_script_twice(open_page, blog, advisor):
    page = open_page(viewport={"width": 900, "height": 1200})
    visit(page, blog.page(element(advisor, "?purpose=blog") + element(advisor, "", 'purpose="game" lang="en"')))
    first, second = arrived(page), arrived(page, 1)
    expect(second.locator("#turns .q").last).to_contain_text("?")
    assert sorted("purpose=game" in frame.url for frame in page.frames) == [False, False, True]
    heights = box(page)["height"], box(page, 1)["height"]
    tap(second)
    expect(second.locator("#turns > li")).to_have_count(3)
    until(page, "() => document.querySelectorAll('server-advisor')[1].offsetHeight > 330")
    assert (box(page)["height"], first.locator("#now").count()) == (heights[0], 1)


def test_attributes_and_the_link_prefill(open_page, blog, advisor):
    page = open_page()
    visit(
        page,
        blog.page(element(advisor, "?filing=avoid&utm_source=my-blog", 'purpose="blog" budget="50" class="x" id="y"')),
    )
    frame = arrived(page)
    query = page.frames[1].evaluate("[...new URLSearchParams(location.search).keys()]")
    assert query == ["filing", "utm_source", "purpose", "budget", "lang", "theme", "card"]
    tap(frame)
    expect(frame.locator("#turns > li")).to_have_count(5)
    assert "utm_source=my-blog" in page.frames[1].url
    assert "utm_source=my-blog" in frame.locator(".credit a").get_attribute("href")


@pytest.mark.parametrize("tag", [
    '<script defer src="{us}/embed.js"></script>', '<script type="module" crossorigin src="{us}/embed.js"></script>',
    '<script src="/copied.js"></script>', '<script async src="{us}/embed.js"></script><script src="/copied.js"></script>',
])  # fmt: skip
def test_a_rewritten_script_tag(open_page, blog, advisor, tag):
    """What plug-ins that speed up blogs make of the one line: put off, a module, copied to the blog."""
    page = open_page()
    copied = page.request.get(advisor.replace("advisor.localhost", "127.0.0.1") + "/embed.js").text()
    blog.script(copied, "/copied.js")
    visit(page, blog.page(re.sub("<script.*", tag.format(us=advisor), element(advisor)), "/rewritten"))
    tap(arrived(page))
    expect(inside(page).locator("#turns > li")).to_have_count(2)


HOSTILE = """
window.got = [];
window.onmessage = (event) => window.got.push(event.data);
window.say = (data) => { for (const box of document.querySelectorAll('server-advisor')) window.postMessage(data, '*'); };
"""


def test_hostile_messages_and_handlers(open_page, blog, advisor):
    page = open_page()
    hostile = "for (let n = 0; n < 20; n += 1) parent.postMessage({ height: 99999, advice: { evil: 1 }, url: 'javascript:alert(1)' }, '*');"
    blog.page(blog.script(hostile, "/evil.js"), "/evil")
    visit(page, blog.page(blog.script(HOSTILE) + element(advisor) + '<iframe src="/evil"></iframe>'))
    page.evaluate("document.querySelector('server-advisor').addEventListener('advice', () => { window.fooled = 1; })")
    frame = arrived(page)
    page.evaluate("say({ height: 99999, advice: 1 }); say(null); say('x')")
    chat = next(frame for frame in page.frames if "/embed?" in frame.url)
    chat.evaluate("""() => { for (const theme of ['evil', null, {}]) self.postMessage({ theme }, '*'); }""")
    until(page, "() => got.length >= 23")
    assert box(page)["height"] == 320
    assert page.evaluate("window.fooled") is None
    assert page.evaluate("typeof window.onmessage") == "function"
    expect(frame.locator("#now a.option").first).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("data-theme", "light")


def test_listeners_go_with_the_element(open_page, blog, advisor):
    page = open_page()
    count = """window.listening = 0;
    for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
      const plain = window[name];
      window[name] = function (type, ...rest) { if (type === 'message') window.listening += step; return plain.call(this, type, ...rest); };
    }"""
    visit(page, blog.page(blog.script(count) + element(advisor)))
    arrived(page)
    assert page.evaluate("listening") == 1
    page.evaluate("() => { window.kept = document.querySelector('server-advisor'); kept.remove(); }")
    assert page.evaluate("listening") == 0
    page.evaluate("document.body.append(kept)")
    frame = arrived(page)
    expect(frame.locator("#now a.option").first).to_be_visible()
    page.evaluate("""() => { const body = document.createElement('body');
      body.innerHTML = document.body.innerHTML; document.body.replaceWith(body); }""")
    expect(arrived(page).locator("#now a.option").first).to_be_visible()
    assert page.evaluate("listening") == 1


def colour(page, clip):
    """The colour of one pixel, out of a screenshot of just that pixel."""
    png = page.screenshot(clip=clip | {"width": 1, "height": 1})
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return tuple(zlib.decompress(data)[1:4])


def test_a_dark_host_never_flashes_white(open_page, blog, advisor):
    page = open_page(viewport={"width": 800, "height": 600})
    held = []
    page.route("**/embed?**", lambda route: held.append(route))  # noqa: PLW0108  Playwright marks the function
    visit(page, blog.page(element(advisor), html=' class="dark"'))
    middle = {"x": box(page)["x"] + 300, "y": box(page)["y"] + 300}
    until(page, "() => document.querySelector('server-advisor').shadowRoot?.querySelector('iframe')")
    assert max(colour(page, middle)) < 0x80
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    for _ in range(6):
        assert max(colour(page, middle)) < 0x80
    arrived(page)
    assert max(colour(page, middle)) < 0x80
    assert "theme=dark" in page.frames[1].url


def test_the_theme_follows_the_host_without_losing_the_turn(open_page, blog, advisor):
    page = open_page()
    visit(page, blog.page(element(advisor)))
    frame = arrived(page)
    tap(frame)
    expect(frame.locator("#turns > li")).to_have_count(2)
    html = frame.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    page.evaluate("document.documentElement.className = 'dark'")  # a switch that knows nothing of us
    expect(html).to_have_attribute("data-theme", "dark", timeout=1000)
    page.evaluate("document.querySelector('server-advisor').setAttribute('theme', 'light')")
    expect(html).to_have_attribute("data-theme", "light", timeout=1000)
    expect(frame.locator("#turns > li")).to_have_count(2)


@pytest.mark.parametrize("bogus", ["?lang=xx&theme=pink", "?purpose=nonsense&budget=-1"])
def test_nonsense_in_the_address_still_answers(open_page, blog, advisor, bogus):
    page = open_page()
    visit(page, blog.page(element(advisor, bogus)))
    expect(arrived(page).locator("#now a.option").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_link_is_a_card_when_the_host_is_gone_or_scripts_are_off(open_page, blog, scripts):
    page = open_page(java_script_enabled=scripts)
    code = recipes.files("plain", "http://gone.localhost:9")["one-line.html"]
    page.goto(blog.page(code, "/gone"))
    link, card = page.locator("server-advisor a"), page.locator("server-advisor").bounding_box()
    expect(link).to_be_visible()
    where = link.bounding_box()
    assert card["height"] == 320
    assert abs(where["x"] + where["width"] / 2 - card["x"] - card["width"] / 2) <= 1
    assert abs(where["y"] + where["height"] / 2 - card["y"] - 160) <= 1


@pytest.mark.parametrize("answer", ["slow", "refused", "framing forbidden"])
def test_the_link_stays_when_the_frame_does_not_come(open_page, blog, advisor, answer, browser):
    page = open_page()
    page.clock.install()
    if answer == "slow":
        page.route("**/embed?**", lambda route: None)
    elif answer == "refused":
        page.route("**/embed?**", lambda route: route.abort("connectionrefused"))
    else:
        page.route("**/embed?**", lambda route: route.fulfill(body="<p>no</p>", content_type="text/html"))
    page.goto(blog.page(element(advisor)))
    page.evaluate(SHIFTS)
    link = page.get_by_role("link", name="问问服务器顾问")
    expect(link).to_be_visible()
    until(page, "() => document.querySelector('server-advisor').shadowRoot.querySelector('iframe')")
    page.clock.fast_forward(4100)
    until(page, "() => !document.querySelector('server-advisor').shadowRoot.querySelector('iframe')")
    expect(link).to_be_visible()
    assert box(page)["height"] == 320
    assert page.evaluate("shifts") == 0
    page.unroute_all(behavior="ignoreErrors")


@pytest.fixture(scope="module")
def verdicts():
    """What each cell of the sandbox table came to; all must be the same."""
    return {}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_every_sandbox_reaches_the_same_advice_by_links(browser, blog, advisor, sandbox, scripts, verdicts):
    attribute = "" if sandbox is None else f'sandbox="{sandbox}"'
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 900, "height": 900})
    context.set_default_timeout(10_000)
    page, faults, cookies = context.new_page(), [], []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: cookies.append(response.header_value("set-cookie")))
    frame_tag = f'<iframe width="600" height="700" {attribute} src="{advisor}/embed?lang=zh&amp;card=1"></iframe>'
    page.goto(blog.page(frame_tag, f"/sandbox-{SANDBOXES.index(sandbox)}"))
    verdict = walk(page.frame_locator("iframe"), scripts and (sandbox is None or "allow-scripts" in sandbox))
    came_to = verdict, page.frame_locator("iframe").locator("#turns").inner_text()
    context.close()
    assert came_to == verdicts.setdefault("all", came_to)
    assert verdict
    assert set(cookies) == {None}
    if sandbox is None or "allow-scripts" in sandbox:
        assert faults == []


@pytest.mark.parametrize("sandbox", [s for s in SANDBOXES if s is None or "allow-forms" in s or "allow-scripts" in s])
@pytest.mark.parametrize("how", ["Enter", "button"])
def test_typing_works_wherever_the_sandbox_leaves_a_way(browser, blog, advisor, sandbox, how):
    scripts = sandbox is None or "allow-scripts" in sandbox
    if how == "Enter" and not scripts:
        pytest.skip("Enter makes a new line in a field without scripts; the button sends")
    attribute = "" if sandbox is None else f'sandbox="{sandbox}"'
    context = browser.new_context(viewport={"width": 900, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(
        blog.page(
            f'<iframe width="800" height="700" {attribute} src="{advisor}/embed?lang=zh"></iframe>', f"/typing-{how}"
        )
    )
    frame = page.frame_locator("iframe")
    ready = (lambda: until(page.frames[1], "() => document.readyState === 'complete'")) if scripts else (lambda: None)
    expect(frame.locator("#text")).to_be_visible()
    ready()
    if how == "Enter":
        type_in(frame, "写个博客，每月 50", "budget", "50")
    else:
        frame.locator("#text").fill("写个博客，每月 50")
        frame.locator("button.send").click()
        expect(frame.locator("#turn-budget .you")).to_contain_text("50")
    ready()
    frame.locator("#turn-budget .change").click()
    expect(frame.locator("#exact")).to_be_visible()
    ready()
    type_in(frame, "66", "budget", "66", field="#exact")
    context.close()


LISTEN = (
    "window.heard = []; addEventListener('message', (event) => { if (event.data.message) heard.push(event.data); });"
)


def test_inside_wordpress(open_page, blog, advisor):
    """The frame as WordPress makes it from a pasted address: scripts only, clipped until it speaks."""
    page = open_page(viewport={"width": 900, "height": 900})
    frame_tag = f'<iframe sandbox="allow-scripts" width="600" height="700" src="{advisor}/embed?lang=zh&amp;card=1#?secret=AbCd123456"></iframe>'
    page.goto(blog.page(blog.script(LISTEN) + frame_tag, "/wordpress"))
    until(page, "() => heard.length")
    frame = page.frame_locator("iframe")
    assert page.evaluate("heard[0].message") == "height"
    assert page.evaluate("heard[0].secret") == "AbCd123456"
    tap(frame)
    expect(frame.locator("#turns > li")).to_have_count(2)
    assert page.frames[1].url.endswith("#?secret=AbCd123456")
    until(page.frames[1], "() => document.readyState === 'complete'")
    type_in(frame, "每月 50，不想备案", "filing", "备")
    assert page.frames[1].url.endswith("#?secret=AbCd123456")
    walk(frame)
    page.evaluate("heard.length = 0")
    frame.locator(".credit a").click()
    until(page, "() => heard.some((data) => data.message === 'link')")
    link = page.evaluate("heard.find((data) => data.message === 'link').value")
    assert link.startswith(f"{advisor}/?purpose=")
    frame.locator("#advice a[href^='https:'][target=_blank]").first.evaluate(
        "link => link.closest('details')?.setAttribute('open', '')"
    )
    page.evaluate("heard.length = 0")
    frame.locator("#advice a[href^='https:'][target=_blank]").first.dispatch_event("click")
    until(page, "() => heard.some((data) => data.message === 'link')")
    out = page.evaluate("heard.find((data) => data.message === 'link').value")
    assert out.startswith(f"{advisor}/go/?to=https")
    answer = page.request.get(out.replace("advisor.localhost", "127.0.0.1"), max_redirects=0)
    assert (answer.status, answer.headers["location"][:6]) == (302, "https:")


def test_links_lead_out_of_the_frame(open_page, blog, advisor):
    page = open_page(viewport={"width": 900, "height": 900})
    visit(page, blog.page(element(advisor)))
    frame = arrived(page)
    with page.context.expect_page() as opened:
        frame.locator(".credit a").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{advisor}/")
    assert opened.value.evaluate("window.opener") is None


@pytest.mark.parametrize("trouble", ["/embed?" + "&".join(f"x{n}=1" for n in range(70)), "/why/nothing?at=embed"])
def test_error_pages_show_inside_the_frame(open_page, blog, advisor, trouble):
    page = open_page()
    page.goto(blog.page(f'<iframe width="600" height="500" src="{advisor}{trouble}"></iframe>', "/trouble"))
    frame = page.frame_locator("iframe")
    expect(frame.locator(".oops")).to_be_visible()
    frame.locator(".buttons a").last.click()
    expect(frame.locator("#now a.option").first).to_be_visible()


def test_a_finished_conversation_is_finished_advice(open_page, blog, advisor):
    page = open_page(viewport={"width": 680, "height": 800})
    visit(page, blog.page(element(advisor, ADVICE)))
    frame = arrived(page)
    verdict = frame.locator(".peek h1").inner_text()
    frame.locator("#whole").click()
    expect(frame.locator("#verdict")).to_have_text(verdict)
    until(page, "() => document.querySelector('server-advisor').offsetHeight > 1000")


def test_the_builders_code_works_where_it_is_pasted(open_page, blog, advisor):
    page = open_page(viewport={"width": 1000, "height": 900})
    visit(page, f"{advisor}/builder?lang=zh")
    page.select_option("#f-purpose", "blog")
    page.select_option("#f-look", "dark")
    page.select_option("#f-in", "en")
    page.fill("#f-utm_source", "my-blog")
    page.click("main form button")
    arrived(page)
    assert "purpose=blog" in page.frames[1].url
    codes = {name: page.locator(f"#code-{name}").text_content() for name in ("element", "iframe", "link")}
    visit(page, blog.page(codes["element"], "/pasted"))
    frame = arrived(page)
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    assert "utm_source=my-blog" in page.frames[1].url
    page.goto(blog.page(codes["iframe"], "/framed"))
    expect(page.frame_locator("iframe").locator("#now a.option").first).to_be_visible()
    page.goto(blog.page(codes["link"], "/linked"))
    page.click("body a")
    expect(page.locator("#now a.option").first).to_be_visible()


def test_the_picture_for_places_without_links(open_page, advisor):
    page = open_page()
    page.goto(f"{advisor}/{ADVICE}&lang=zh")
    page.click("button[data-script]")
    picture = page.locator("#picture img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight > 500])") == [
        900,
        True,
    ]


def test_all_cookies_and_storage_blocked(blog, advisor, browser, tmp_path):
    folder = tmp_path / "Default"
    folder.mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (folder / "Preferences").write_text(json.dumps(blocked))
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)))
    context = browser.browser_type.launch_persistent_context(str(tmp_path), executable_path=program, args=list(FLAGS))
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    visit(page, blog.page(element(advisor)))
    frame = arrived(page)
    denied = page.frames[1].evaluate("() => { try { localStorage.x = 1; return false; } catch { return true; } }")
    assert denied
    assert walk(frame)
    context.close()
    assert faults == []
