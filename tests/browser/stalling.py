"""A slow line before a server: a page comes in two parts."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import SimpleNamespace
from urllib.request import Request, urlopen

MOST_SECONDS = 10
DROPPED = ("content-length", "connection", "transfer-encoding", "date", "server")


@contextmanager
def stalling(server, before):
    """Serve what `server` serves, every page held up before those bytes, where it has them, until `release()`; yields that and `url`."""
    rest = Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self):
            with urlopen(Request(server.url + self.path)) as answer:
                body, headers = answer.read(), answer.headers
            self.send_response(200)
            for name, value in headers.items():
                if name.lower() not in DROPPED:
                    self.send_header(name, value)
            self.end_headers()
            cut = body.index(before) if before in body else len(body)
            self.wfile.write(body[:cut])
            self.wfile.flush()
            if cut < len(body):
                rest.wait(MOST_SECONDS)
            self.wfile.write(body[cut:])

        def log_message(self, *_):
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield SimpleNamespace(url=f"http://127.0.0.1:{running.server_port}", release=rest.set)
    finally:
        rest.set()
        running.shutdown()
        running.server_close()
