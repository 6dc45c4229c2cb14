"""A real Chromium in front of a real server: nothing is simulated, and nothing leaves this machine."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from scripts.serving import running_server
from tests.browser.hosts import blogging

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
)
# The browser says this of every answer of 400 and above, and htmx of every lost connection: a test may well be after those.
EXPECTED_IN_CONSOLE = ("Failed to load resource", "htmx: htmx:error: Failed to fetch")
# What says only that a wait ran out.
TOO_LATE = ["TimeoutError", "Locator expected", "never came true"]


def pytest_collection_modifyitems(items):
    """Try again what merely came too late: on a busy machine a browser starves, while a fault fails three times."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=TOO_LATE))


def is_loopback(url):
    """True for addresses that never leave the machine, inline ones included."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (
        parts.scheme in ("data", "blob", "about") or host in ("127.0.0.1", "localhost") or host.endswith(".localhost")
    )


@pytest.fixture(scope="session")
def server():
    """The chat as the Procfile starts it; `server.url`, `server.at("advisor.localhost")`."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def advisor(server):
    """The chat's address for cross-site tests: another site than http://blog.localhost."""
    return server.at("advisor.localhost")


@pytest.fixture(scope="module")
def blog():
    """Somebody's blog, of another site than the chat."""
    with blogging() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of this process; contexts keep tests apart."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "no Chromium on this system: `make test` installs it, or says how"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, server):
    """A function that opens a page in a new context; its arguments are Playwright's for a context.

    For instance `open_page(java_script_enabled=False)` or `open_page(viewport={"width": 320, "height": 640})`.
    When the test ends, no page may have asked another host for anything, or have said an error in
    its console (a breach of the content security policy is one).
    """
    contexts, offences = [], []

    def watch(page):
        page.on("pageerror", lambda error: offences.append(f"uncaught: {error}"))
        page.on("console", lambda message: offences.append(f"console: {message.text}") if is_fault(message) else None)

    def is_fault(message):
        return message.type == "error" and not message.text.startswith(EXPECTED_IN_CONSOLE)

    def asked(request):
        if not is_loopback(request.url):
            offences.append(f"third party: {request.url}")

    def opened(**options):
        context = browser.new_context(**{"base_url": server.url, "locale": "zh-CN", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("request", asked)
        context.on("page", watch)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert offences == []


@pytest.fixture
def page(open_page):
    """A desktop page with JavaScript; `page.goto("/?lang=en")` is relative to the server."""
    return open_page(viewport={"width": 1280, "height": 800})
