"""What the tests of the chat do alike: windows of two sizes, taps, waiting for a turn."""

import pytest

from tests.browser.waiting import until
from tests.browser.walking import OPTION

PHONE = {"viewport": {"width": 390, "height": 844}}
DESKTOP = {"width": 1280, "height": 800}


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
