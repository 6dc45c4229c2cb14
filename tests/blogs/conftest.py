"""Real blog engines, where tests/blogs/install.sh put them, and what the browser tests share."""

import functools
import os
import subprocess
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import advisor, browser, open_page, server  # noqa: F401 (fixtures)

expect.set_options(timeout=20_000)
ROOT = Path(__file__).resolve().parents[2]
ENGINES = Path(os.environ.get("BLOG_ENGINES") or ROOT / "build" / "blogs")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def engine():
    """A function that runs one engine in a folder: engine("py/bin/hugo", "build", cwd=…)."""

    def run(program, *words, cwd, **environment):
        path = ENGINES / program if "/" in program else program
        command = [str(path), *words]
        done = subprocess.run(
            command,
            check=False,
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def publish():
    """A context manager that serves a folder under another site than the chat's and gives its address."""

    @contextmanager
    def serving(folder):
        serve = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        threading.Thread(target=serve.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://blog.localhost:{serve.server_address[1]}"
        finally:
            serve.shutdown()
            serve.server_close()

    return serving
