"""Many conversations at once: every page and every advice must equal what a single visitor gets.

Usage: python -m scripts.load [--visitors 200] [--seconds 60] [--conversations 150]. Exit code 1 on any difference or error.
"""

from gevent import monkey

monkey.patch_all()

import argparse
import sys
import time
from collections import Counter
from hashlib import sha256

import gevent

from scripts.serving import running_server
from scripts.visitors import DISCONNECTED, Answer, Visitor, percentiles, walk

FIXED = {"DEFAULT_LANG": "zh", "RATE_LIMIT": "off"}


def digest(answer: Answer) -> str:
    """Name the whole of what was said."""
    return f"{answer.status} {sha256(answer.body).hexdigest()}"


def expected(conversations: int) -> dict[str, str]:
    """Hold every conversation once, alone, with one worker that keeps no pages."""
    with running_server(workers=1, env={**FIXED, "PAGE_CACHE_MIB": "0"}) as server:
        alone = Visitor(server.port)
        return {path: digest(answer) for seed in range(conversations) for path, answer in walk(alone, seed)}


def crowd(visitors: int, seconds: float, right: dict[str, str], conversations: int) -> tuple[list[float], Counter[str]]:
    """Let everybody talk at once; return the times taken and what went wrong."""
    times: list[float] = []
    wrong: Counter[str] = Counter()
    with running_server(workers=2, env=FIXED) as server:
        until = time.monotonic() + seconds

        def talk(number: int) -> None:
            visitor = Visitor(server.port)
            seed = number
            while time.monotonic() < until:
                try:
                    for path, answer in walk(visitor, seed % conversations):
                        times.append(answer.seconds)
                        if digest(answer) != right.get(path):
                            wrong[f"{answer.status} differs"] += 1
                except DISCONNECTED as error:
                    wrong[type(error).__name__] += 1
                seed += visitors + 1

        gevent.joinall([gevent.spawn(talk, number) for number in range(visitors)])
    return times, wrong


def main() -> int:
    """Run it and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--conversations", type=int, default=150)
    options = parser.parse_args()
    right = expected(options.conversations)
    print(f"alone: {options.conversations} conversations, {len(right)} different addresses")
    times, wrong = crowd(options.visitors, options.seconds, right, options.conversations)
    print(
        f"{options.visitors} at once for {options.seconds:.0f} s: {len(times)} answers, {len(times) / options.seconds:.0f} a second"
    )
    print(percentiles(times))
    print(f"errors and differences: {dict(wrong) or 0}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
