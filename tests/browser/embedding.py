"""The pasted line on a blog's page, as tests look at it: how it is visited, where it stands, when it has arrived."""

from playwright.sync_api import expect

from tests.browser.waiting import until

ADVICE = "?purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1"
expect.set_options(timeout=10_000)
SHIFTS = """() => { window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.shifts += entry.value; })).observe({ type: 'layout-shift', buffered: true }); }"""
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
