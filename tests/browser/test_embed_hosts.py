"""The chat in other people's pages, whatever they do to it: strict policies, rewritten tags, hostile messages, a host that is gone."""

import re
import struct
import zlib

import pytest
from playwright.sync_api import expect

from tests.blogs import recipes
from tests.browser.embedding import SHIFTS, arrived, box, inside, visit
from tests.browser.hosts import element
from tests.browser.waiting import until
from tests.browser.walking import tap


@pytest.mark.parametrize(
    "headers",
    [
        {
            "Content-Security-Policy": "default-src 'self'; script-src 'self' {us}; frame-src {us}; img-src data:; require-trusted-types-for 'script'"
        },
        {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"},
    ],
)
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


@pytest.mark.parametrize(
    "tag",
    [
        '<script defer src="{us}/embed.js"></script>',
        '<script type="module" crossorigin src="{us}/embed.js"></script>',
        '<script src="/copied.js"></script>',
        '<script async src="{us}/embed.js"></script><script src="/copied.js"></script>',
    ],
)
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
