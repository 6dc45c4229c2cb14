"""Visitors of the chat: they follow option links like a person, over connections that stay open like a browser's."""

import gzip
import html
import http.client
import random
import re
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

OPTION = re.compile(r'<a class="option[^"]*"[^>]*? href="([^"#]*)')
HOST = "advisor.test"
"""Sent to every server, so that the full addresses in their pages are the same."""
DISCONNECTED = (http.client.HTTPException, OSError)


@dataclass(frozen=True)
class Answer:
    """One answer, and the seconds it took."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        """The body as text."""
        packed = self.headers["Content-Encoding"] == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Visitor:
    """One browser."""

    def __init__(self, port: int, host: str = HOST, **headers: str) -> None:
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}

    def get(self, path: str) -> Answer:
        """Ask for an address; on a kept connection that the server closed meanwhile, ask again once, as browsers do."""
        try:
            return self._ask(path)
        except DISCONNECTED:
            self.close()
            if not self._used:
                raise
        return self._ask(path)

    def _ask(self, path: str) -> Answer:
        self._used = self._connection.sock is not None
        started = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        body = response.read()
        return Answer(response.status, response.headers, body, time.perf_counter() - started)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def walk(visitor: Visitor, seed: int, start: str = "/") -> Iterator[tuple[str, Answer]]:
    """Hold one conversation: choices follow from the seed, the sum is anybody's; the advice ends it, as page and as JSON."""
    choose = random.Random(seed)
    path = start
    for _ in range(9):
        answer = visitor.get(path)
        yield path, answer
        found = [html.unescape(href) for href in OPTION.findall(answer.text)]
        if not found or answer.status != 200:
            break
        path = choose.choice(found)
        if "budget=" in path.rpartition("&")[2]:
            path = path.rpartition("=")[0] + f"={choose.randint(1, 400)}"
    for last in (f"{start}?{urlsplit(path).query}&now=1", f"{start}api/v1/advice?{urlsplit(path).query}"):
        yield last, visitor.get(last)


def percentiles(seconds: Iterable[float]) -> str:
    """Say the median, 95th and 99th percentile in milliseconds."""
    rows = sorted(seconds)
    cuts = statistics.quantiles(rows, n=100) if len(rows) > 1 else rows * 99
    return f"p50 {cuts[49] * 1e3:.1f} ms, p95 {cuts[94] * 1e3:.1f} ms, p99 {cuts[98] * 1e3:.1f} ms, slowest {rows[-1] * 1e3:.0f} ms"
