"""The frame by itself: in every sandbox, in WordPress, with everything blocked."""

import json
import os
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, PROGRAMS
from tests.browser.embedding import ADVICE, arrived, visit
from tests.browser.hosts import element
from tests.browser.waiting import until
from tests.browser.walking import tap, type_in, walk

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
        expect(frame.locator("#turn-budget .you, #heard-budget")).to_contain_text("50")
    ready()
    frame.locator("#turn-budget .change, #heard-budget .chip").click()
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
    page.click("#code summary")
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
