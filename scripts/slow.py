"""Hold very many connections that never finish, and see whether everybody else is still answered.

Usage: python -m scripts.slow [--sockets 2100] [--seconds 25] [--again 100] [--kind half-body]. Of every kind, connections are
opened as fast as the server takes them, the dripping ones get a byte a second, and of those the server closes up to
`--again` a second are opened again.
Exit code 1 when the 95th percentile of the others is above 200 ms, or somebody is not answered.
"""

import argparse
import resource
import socket
import statistics
import sys
import threading
import time
from contextlib import ExitStack

from scripts.serving import running_server
from scripts.visitors import DISCONNECTED, Visitor, percentiles

FORM = b"POST /say HTTP/1.1\r\nHost: advisor.test\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HEAD = b"GET / HTTP/1.1\r\nHost: advisor.test\r\nX-Slow: "
PAGE = b"GET /article HTTP/1.1\r\nHost: advisor.test\r\n\r\n"
KINDS = {
    "silent": b"",
    "half-head": HEAD,
    "half-body": FORM + b"Content-Length: 500\r\n\r\ntext=",
    "half-chunk": FORM + b"Transfer-Encoding: chunked\r\n\r\n1f4\r\ntext=",
    "drip-head": HEAD,
    "drip-body": FORM + b"Content-Length: 9000\r\n\r\ntext=",
    "not-reading": PAGE * 150,
}
TARGET = 0.2


class Held:
    """Connections that are opened, kept and opened again; a thread looks after them until the end."""

    def __init__(self, port: int, count: int, opening: bytes, drips: bool, again: int) -> None:
        self._port, self._opening, self._drips, self._again = port, opening, drips, again
        self._links: list[socket.socket | None] = [None] * count
        self._end = threading.Event()
        self.closed = 0
        self._thread = threading.Thread(target=self._look_after, daemon=True)
        self._thread.start()

    def _look_after(self) -> None:
        self._links = [self._open() for _ in self._links]
        while not self._end.is_set():
            round_ends, opened = time.monotonic() + 1, 0
            for number, link in enumerate(self._links):
                if link is not None and self._alive(link):
                    continue
                self.closed += link is not None
                self._links[number] = None
                if opened < self._again and not self._end.is_set():
                    self._links[number] = self._open()
                    opened += 1
            self._end.wait(max(0.0, round_ends - time.monotonic()))

    def _open(self) -> socket.socket | None:
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.settimeout(0.5)
        try:
            link.connect(("127.0.0.1", self._port))
            link.setblocking(False)
            link.send(self._opening)
        except OSError:
            link.close()
            return None
        return link

    def _alive(self, link: socket.socket) -> bool:
        """Say whether the server still holds it; a byte is dripped into it where that is the kind."""
        try:
            if self._opening.startswith(PAGE):
                link.send(PAGE)
            elif self._drips:
                link.send(b"x")
            gone = not self._opening.startswith(PAGE) and not link.recv(1)
        except BlockingIOError:
            return True
        except OSError:
            gone = True
        if gone:
            link.close()
        return not gone

    def count(self) -> int:
        """Return how many are open from here."""
        return sum(link is not None for link in self._links)

    def end(self) -> None:
        """Hang up everywhere."""
        self._end.set()
        self._thread.join()
        for link in self._links:
            if link is not None:
                link.close()


def ask(port: int, seconds: float) -> tuple[list[float], int]:
    """Ask as normal visitors, each time anew, for so long; return the times and how often there was no answer."""
    times, failures, number = [], 0, 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        visitor, started = Visitor(port), time.perf_counter()
        try:
            failures += visitor.get(f"/?purpose=blog&budget={number % 200}").status != 200
        except DISCONNECTED:
            failures += 1
        times.append(time.perf_counter() - started)
        visitor.close()
        number += 1
        time.sleep(0.02)
    return times, failures


def attack(port: int, kind: str, sockets: int, seconds: float, again: int) -> bool:
    """Hold connections of one kind, ask meanwhile, report; say whether others were answered in time."""
    with ExitStack() as stack:
        held = None
        if kind != "nobody":
            held = Held(port, sockets, KINDS[kind], kind.startswith("drip"), again)
            stack.callback(held.end)
        times, failures = ask(port, seconds)
        open_now, closed = (held.count(), held.closed) if held else (0, 0)
    late = statistics.quantiles(times, n=20)[-1]
    print(
        f"{kind:12} {open_now:5} open, {closed:5} closed by the server: {len(times)} asked, {percentiles(times)}, {failures} unanswered",
        flush=True,
    )
    return failures == 0 and late <= TARGET


def main() -> int:
    """Attack in each way and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=2100)
    parser.add_argument("--seconds", type=float, default=25)
    parser.add_argument("--again", type=int, default=100)
    parser.add_argument("--kind", choices=[*KINDS], action="append")
    options = parser.parse_args()
    with running_server(workers=2, env={"RATE_LIMIT": "off", "DEFAULT_LANG": "zh"}) as server:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        well = [
            attack(server.port, kind, options.sockets, options.seconds, options.again)
            for kind in options.kind or ["nobody", *KINDS]
        ]
    return int(not all(well))


if __name__ == "__main__":
    sys.exit(main())
