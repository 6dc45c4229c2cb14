"""One client sends addresses of junk, each another; see what the workers weigh before and after.

Usage: python -m scripts.junk [--requests 2000]. Exit code 1 when the workers together grow by more than 64 MiB, or one of
them is not the one that was there before.
"""

import argparse
import random
import string
import sys
import time
from collections import Counter

import psutil

from scripts.serving import running_server
from scripts.visitors import Visitor

MOST_MIB = 64.0
NAMES = ("also", "purpose", "budget", "spec", "utm_source", "ask")


def junk(draw: random.Random, size: int) -> str:
    """Return two-letter words with commas, `size` bytes of them."""
    return ",".join("".join(draw.choices(string.ascii_letters, k=2)) for _ in range(size // 3))


def mebibytes(workers: list[psutil.Process]) -> list[float]:
    """Return what is resident of each."""
    return [round(worker.memory_info().rss / 2**20, 1) for worker in workers]


def send(port: int, count: int) -> Counter[int]:
    """Send so many addresses of junk, each over a connection of its own so that both workers get some; count the statuses."""
    draw, statuses = random.Random(1), Counter[int]()
    for number in range(count):
        visitor = Visitor(port)
        name = NAMES[number % 2 and number % len(NAMES)]
        statuses[visitor.get(f"/?lang=zh&{name}={junk(draw, 7900)}").status] += 1
        visitor.close()
    return statuses


def main() -> int:
    """Send them and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    options = parser.parse_args()
    with running_server(workers=2, env={"DEFAULT_LANG": "zh"}) as server:
        master = psutil.Process(server.process.pid)
        while len(workers := master.children()) < 2:
            time.sleep(0.05)
        before, started = mebibytes(workers), time.monotonic()
        statuses = send(server.port, options.requests)
        seconds = time.monotonic() - started
        same = [worker.pid for worker in master.children()] == [w.pid for w in workers]
        after = mebibytes(workers) if same else []
        errors = [line for line in server.log().splitlines() if '"level": "error"' in line]
    grown = sum(after) - sum(before)
    print(
        f"{options.requests} addresses in {seconds:.0f} s {dict(statuses)}: {before} -> {after} MiB, {grown:+.1f} together; workers {'alive' if same else 'DIED'}"
    )
    print("\n".join(errors[:3]))
    return int(not same or bool(errors) or grown > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main())
