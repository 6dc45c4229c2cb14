"""By keyboard and by ear: focus, announcements, keys."""

from tests.browser.turns import PHONE, ready
from tests.browser.waiting import until
from tests.browser.walking import OPTION

WATCH = """() => {
  window.bare = 0; window.added = []; window.removed = [];
  const look = () => { if (document.activeElement === document.body) window.bare += 1; requestAnimationFrame(look); };
  look();
  new MutationObserver((changes) => changes.forEach((change) => {
    change.addedNodes.forEach((node) => node.nodeType === 1 && window.added.push(node.id || node.className));
    change.removedNodes.forEach((node) => node.nodeType === 1 && window.removed.push(node.id || node.className));
  })).observe(document.querySelector('[role=log]'), { childList: true, subtree: true });
}"""


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


def test_one_key_leads_to_the_field(open_page):
    page = open_page()
    page.goto("/?lang=zh&purpose=blog&now=1")
    ready(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.input_value("#text") == ""


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
