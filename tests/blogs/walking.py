"""From the first question to the advice, as a reader of a blog."""

from playwright.sync_api import expect

from tests.browser.waiting import entering


def walk(frame, most=9):
    """Tap the first answer until there is advice; return its first line."""
    for _ in range(most):
        expect(frame.locator("#advice, #now a.option").first).to_be_visible()
        if frame.locator("#advice").count():
            return frame.locator("#verdict").inner_text()
        turns = frame.locator("#turns > li").count()
        frame.locator("#now a.option:visible").first.click()
        expect(frame.locator(f"#turns > li:nth-child({turns + 1}), #advice").first).to_be_attached()
    return None


def type_in(frame, words, need, shown):
    """Type an answer, press Enter, and wait until the turn of a need shows it."""
    frame.locator("#text").fill(words)
    with entering(frame.locator("#text")):
        expect(frame.locator(f"#turn-{need} .you")).to_contain_text(shown)
