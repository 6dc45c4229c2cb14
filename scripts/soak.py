"""Let one worker serve very many turns, and see whether its memory, files and threads stay level.

Usage: python -m scripts.soak [--turns 200000] [--talkers 4]. Exit code 1 when the lowest memory of the last third is
more than 8 MiB above that of the second.
"""

from gevent import monkey

monkey.patch_all()

import argparse
import random
import sys
import time
from collections import Counter

import gevent
import psutil

from knowledge import load
from scripts.serving import running_server
from scripts.visitors import Visitor

GROWTH_MIB = 8.0
SAMPLES = 200
ENVIRONMENT = {"RATE_LIMIT": "off", "DEFAULT_LANG": "zh", "GUNICORN_CMD_ARGS": "--max-requests 0"}
ALSO = ("mail", "wechat", "windows", "ipv6", "invoice", "genai", "slow", "renewal", "moving", "minor")


def address(draw: random.Random) -> str:
    """Invent an address: nine in ten as people tap them, one with anything; one in fifty asks for the whole advice."""
    rows, known = [], load().needs
    for name in draw.sample(list(known), draw.randint(0, 4)):
        value = (
            draw.choice(list(known[name].values))
            if known[name].values
            else str(draw.choice((10, 50, 100, draw.randint(1, 9999))))
        )
        rows.append(f"{name}={value}")
    if draw.random() < 0.1:
        rows.append("also=" + ",".join(draw.sample(ALSO, draw.randint(1, 4))))
    if draw.random() < 0.02:
        rows.append("now=1")
    return "/?" + "&".join(rows)


def main() -> int:
    """Run and report the memory in every tenth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200_000)
    parser.add_argument("--talkers", type=int, default=4)
    options = parser.parse_args()
    statuses: Counter[int] = Counter()
    sizes: list[float] = []
    with running_server(workers=1, env=ENVIRONMENT) as server:
        worker = psutil.Process(server.process.pid).children()[0]
        started = time.monotonic()

        def talk(number: int) -> None:
            visitor, draw = Visitor(server.port, HX_Request="true", Accept_Encoding="gzip"), random.Random(number)
            while statuses.total() < options.turns:
                statuses[visitor.get(address(draw)).status] += 1
                if statuses.total() % (options.turns // SAMPLES) == 0:
                    sizes.append(worker.memory_info().rss / 2**20)
                    if len(sizes) % (SAMPLES // 10) == 0:
                        lately = sizes[-SAMPLES // 10 :]
                        print(
                            f"{statuses.total():7} turns, {time.monotonic() - started:5.0f} s: {min(lately):.1f} to {max(lately):.1f} MiB,"
                            f" {worker.num_fds()} files, {worker.num_threads()} threads",
                            flush=True,
                        )

        gevent.joinall([gevent.spawn(talk, number) for number in range(options.talkers)], raise_error=True)
    # Memory goes up and down as tables fill and are thrown away; what leaks never comes down again.
    third = len(sizes) // 3
    growth = min(sizes[-third:]) - min(sizes[third : 2 * third])
    print(
        f"{dict(statuses)}; {min(sizes):.1f} to {max(sizes):.1f} MiB; lowest of the last third {growth:+.1f} MiB beside the second"
    )
    return int(growth > GROWTH_MIB or set(statuses) != {200})


if __name__ == "__main__":
    sys.exit(main())
