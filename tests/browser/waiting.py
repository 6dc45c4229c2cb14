"""Wait for what a page comes to, without asking its policy to allow `eval`."""

from playwright.sync_api import Error

MOST_SECONDS = 10
POLL = """(arg) => new Promise((met, missed) => {
  const holds = %s, started = performance.now();
  const look = () => {
    if (holds(arg)) met();
    else if (performance.now() - started > %d) missed(new Error('never came true: ' + holds));
    else setTimeout(look, 20);
  };
  look();
})"""


def until(page, holds, arg=None):
    """Wait until a JavaScript function of `arg` is true in a page or frame, through page loads.

    Playwright's own `wait_for_function` compiles its text inside the page, which a strict content security policy forbids
    whenever the answer is not true at once. Any other error is a page that went away in the middle of the question.
    """
    for _ in range(5):
        try:
            page.evaluate(POLL % (holds, MOST_SECONDS * 1000), arg)
            return
        except Error as error:
            if "never came true" in error.message:
                raise
    raise AssertionError(f"the page kept loading before this came true: {holds}")
