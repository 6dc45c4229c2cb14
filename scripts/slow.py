"""Hold half-open connections, and see whether everybody else is still answered.

Usage: python -m scripts.slow [--sockets 64] [--requests 300]. Exit code 1 when the 95th percentile is above 200 ms.
"""

import argparse
import socket
import statistics
import sys
import time
from contextlib import ExitStack

from scripts.serving import running_server
from scripts.visitors import DISCONNECTED, Visitor, percentiles

KINDS = {
    "silent": b"",
    "half a header": b"GET / HTTP/1.1\r\nHost: advisor.test\r\nX-Slow: ",
    "half a body": b"POST /say HTTP/1.1\r\nHost: advisor.test\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\ntext=",
}
TARGET = 0.2


def attack(port: int, sockets: int, opening: bytes, held: ExitStack) -> None:
    """Open connections that never finish what they say."""
    for _ in range(sockets):
        half = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
        half.sendall(opening)


def ask(port: int, requests: int) -> tuple[list[float], int]:
    """Ask as a normal visitor, each time anew; return the times and how often there was no answer."""
    times, failures = [], 0
    for number in range(requests):
        visitor, started = Visitor(port), time.perf_counter()
        try:
            status = visitor.get(f"/?purpose=blog&budget={number}").status
            failures += status != 200
        except DISCONNECTED:
            failures += 1
        times.append(time.perf_counter() - started)
        visitor.close()
    return times, failures


def main() -> int:
    """Attack in each way and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=64)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    bad = False
    with running_server(workers=2, env={"RATE_LIMIT": "off", "DEFAULT_LANG": "zh"}) as server:
        for kind, opening in {"nobody": None, **KINDS}.items():
            with ExitStack() as held:
                if opening is not None:
                    attack(server.port, options.sockets, opening, held)
                times, failures = ask(server.port, options.requests)
            late = statistics.quantiles(times, n=20)[-1]
            bad |= failures > 0 or late > TARGET
            print(
                f"{options.sockets if opening is not None else 0:3} x {kind:14} {percentiles(times)}, {failures} unanswered"
            )
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
