"""The embed's figures, as docs/embed/README.md quotes them: `make embed` prints them."""

import gzip
import statistics
import urllib.request

import pytest

from tests.browser.embedding import ADVICE, PATIENT, SHIFTS, arrived, box
from tests.browser.hosts import blogging, element
from tests.browser.waiting import until
from tests.browser.walking import walk

SIZES = {"phone": (412, 823), "desktop": (1366, 768)}
WATCH = """() => new MutationObserver(() => { window.themedAt = performance.timeOrigin + performance.now(); })
  .observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })"""
CHANGE = """(theme) => { document.querySelector('server-advisor').setAttribute('theme', theme);
  return performance.timeOrigin + performance.now(); }"""


@pytest.fixture
def visit(open_page):
    """A function that publishes a blog page and goes there."""
    with blogging() as blog:

        def visited(content, size="desktop", **options):
            page = open_page(viewport=dict(zip(("width", "height"), SIZES[size])))
            page.add_init_script(PATIENT)
            page.goto(blog.page(content, **options))
            return page

        yield visited


def tell(what, figure):
    print(f"{what:<75} {figure}")


def wire(page, address):
    """What a frame fetches at its first visit: how many answers, and their bytes with all headers."""
    session, asked, sizes = page.context.new_cdp_session(page.frames[1]), {}, {}
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.frames[1].goto(address)
    page.wait_for_load_state("networkidle")
    until(page.frames[1], "() => window.htmx")
    return sum(not url.startswith("data:") for url in asked.values()), sum(sizes.values())


def test_weights(visit, advisor, server):
    script = urllib.request.urlopen(f"{server.url}/embed.js").read()
    tell("embed.js: bytes, gzip -9", f"{len(script)}, {len(gzip.compress(script, 9))}")
    for query in ("?card=1", "?purpose=blog&card=1", f"{ADVICE}&card=1", ADVICE):
        page = visit(f'<iframe src="{advisor}/embed"></iframe>')
        count, weight = wire(page, f"{advisor}/embed{query}")
        tell(f"/embed{query}: requests, bytes", f"{count}, {weight}")
    page, asked = visit("<p>x</p>"), []
    page.on("request", lambda request: asked.append(request.url) if advisor in request.url else None)
    page.set_content(f'<div style="height:5000px"></div>{element(advisor)}')
    page.wait_for_load_state("networkidle")
    tell("requests before the reader comes near", len(asked))


def test_steadiness(visit, advisor):
    found = []
    for above in ("", "<p>x</p>" * 5, '<div class="tall"></div>'):
        for size in SIZES:
            for html in ("", ' class="dark"'):
                page = visit(element(advisor), size, html=html, above=above)
                page.evaluate(SHIFTS)
                if "tall" in above:
                    page.mouse.wheel(0, 2300)
                arrived(page)
                page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
                found.append(page.evaluate("shifts"))
    tell(f"layout shift before the first tap, largest of {len(found)}", f"{max(found):.3f}")


def test_theme_and_length(visit, advisor):
    page = visit(element(advisor))
    frame, spent = arrived(page), []
    page.frames[1].evaluate(WATCH)
    for theme in ["dark", "light"] * 10:
        page.frames[1].evaluate("() => { window.themedAt = 0; }")
        since = page.evaluate(CHANGE, theme)
        until(page.frames[1], "() => window.themedAt")
        spent.append(page.frames[1].evaluate("window.themedAt") - since)
    tell(
        "a changed theme attribute inside the frame: median, most of 20, ms",
        f"{statistics.median(spent):.1f}, {max(spent):.1f}",
    )
    tell("height of the card, px", box(page)["height"])
    assert walk(frame)
    tell("characters in the address of a finished conversation", len(page.frames[1].evaluate("location.href")))
