"""From the first question to the advice, as a reader of somebody's page."""

from contextlib import contextmanager

from playwright.sync_api import Error, expect

OPTION = "#now a.option:visible"
LOADED = "() => document.readyState === 'complete' || new Promise((done) => addEventListener('load', () => done(true)))"
FEEL = """(one) => {
  window.missed = true;
  one.addEventListener('click', () => { window.missed = false; }, { capture: true, once: true });
}"""


def tap(frame, selector=OPTION):
    """Click the first of something in a frame whose scripts have run, once more when that never felt it.

    Where the page around a frame of another site moves between Playwright's look at a place and its click there, because
    the frame has just grown, the click goes elsewhere, into the frame or beside it, and only what was to be clicked can tell.
    """
    root = frame.locator("html")
    root.evaluate(LOADED)
    for _ in range(5):
        one = frame.locator(selector).first
        one.evaluate(FEEL)
        one.click()
        try:
            if not root.evaluate("() => window.missed === true"):
                return
        except Error:  # gone to the next page, so it was felt
            return
    raise AssertionError(f"five clicks never reached {selector}")


def walk(frame, scripts=True, most=9):
    """Tap the first answer until there is advice, page load by page load or not; return its first line.

    What the caller clicks next is clicked when the scripts of that page have run.
    """
    for _ in range(most):
        expect(frame.locator(f"#advice, {OPTION}").first).to_be_visible()
        if frame.locator("#advice").count():
            if scripts:
                frame.locator("html").evaluate(LOADED)
            return frame.locator("#verdict").inner_text()
        # Turns are no measure: what was typed stands among them until the next answer.
        href = frame.locator(OPTION).first.get_attribute("href")
        if scripts:
            tap(frame)
        else:
            frame.locator(OPTION).first.click()
        expect(frame.locator(f'#now a.option[href="{href}"]')).to_have_count(0)
    return None


@contextmanager
def entering(field):
    """Press Enter in a field, and let go of it when what that leads to, awaited inside the block, is there.

    The browser never says that it has seen a key go up in a frame whose page, and with it process, is just being replaced,
    and Playwright's `press` waits for that.
    """
    field.focus()
    field.page.keyboard.down("Enter")
    yield
    field.page.keyboard.up("Enter")


def type_in(frame, words, need, shown, field="#text"):
    """Type an answer, press Enter, and wait until the turn of a need shows it."""
    frame.locator(field).fill(words)
    with entering(frame.locator(field)):
        expect(frame.locator(f"#turn-{need} .you, #heard-{need}")).to_contain_text(shown)
