"""Measure what a turn costs: CPU beside a Flask hello world on the same server settings, inference, memory, start, tail.

Usage: python -m scripts.bench [--rounds 5] [--quick]. Every figure is a median; servers listen on loopback only.
"""

from gevent import monkey

monkey.patch_all()

import argparse
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import islice

import gevent
import psutil

from scripts import bench_inference
from scripts.cache import popular
from scripts.serving import Server, running_server
from scripts.visitors import Visitor, percentiles, walk

FIXED = {"DEFAULT_LANG": "zh", "RATE_LIMIT": "off", "GUNICORN_CMD_ARGS": "--max-requests 0"}
BROWSER = {"Accept_Encoding": "gzip, deflate, br", "Accept_Language": "zh-CN,zh;q=0.9", "User_Agent": "Mozilla/5.0"}
ADVISED = "purpose=blog&audience=mainland&filing=avoid&scale=200&skill=none"


def workers_of(server: Server) -> list[psutil.Process]:
    """Return the worker processes."""
    return psutil.Process(server.process.pid).children()


def cpu(server: Server) -> float:
    """Return the CPU seconds its workers have used."""
    return sum(sum(worker.cpu_times()[:2]) for worker in workers_of(server))


def microseconds(server: Server, paths: Sequence[str], **headers: str) -> float:
    """Return the worker's CPU microseconds for each request over one connection."""
    visitor = Visitor(server.port, **BROWSER, **headers)
    before = cpu(server)
    for path in paths:
        answer = visitor.get(path)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
    visitor.close()
    return (cpu(server) - before) / len(paths) * 1e6


def strangers(server: Server, conversations: int) -> float:
    """Return the worker's CPU microseconds for each request of conversations that nobody has had in this process."""
    visitor, asked, before = Visitor(server.port, **BROWSER), 0, cpu(server)
    for _ in range(conversations):
        asked += len(list(walk(visitor, random.randrange(10**9))))
    visitor.close()
    return (cpu(server) - before) / asked * 1e6


def embed_load(server: Server) -> list[str]:
    """Return every address that a blog page with the embedded chat loads at first."""
    page = Visitor(server.port).get("/embed").text
    found = dict.fromkeys(re.findall(r'(?:src|href|data-htmx)="(/static/[^"]+\.(?:js|css))"', page))
    script = ["/embed.js"] if Visitor(server.port).get("/embed.js").status == 200 else []
    return [*script, "/embed", *found]


def cases(
    kept: Server, fresh: Server, hello: Server, page: Server, many: int
) -> dict[str, tuple[int, Callable[[], float]]]:
    """Return what is measured: a name, how many requests make one visit, and how to measure one request's CPU."""
    turns = [path for seed in range(12) for path, _ in islice(walk(Visitor(kept.port), seed), 5) if "now=1" not in path]
    turns = [path for path in turns if len(Visitor(kept.port).get(path).body) < 30_000]
    size = round(statistics.mean(len(Visitor(kept.port).get(path).body) for path in turns))
    advice, api, embed = f"/?{ADVISED}&budget=60&now=1", f"/api/v1/advice?{ADVISED}&budget=60", embed_load(kept)
    large = len(Visitor(kept.port).get(advice).body)
    print(f"a turn is {size} bytes on average, the advice page {large}; uncompressed\n")

    def again(paths: Sequence[str], count: int) -> list[str]:
        return [paths[n % len(paths)] for n in range(count)]

    def unseen(path: str, count: int) -> list[str]:
        return [f"{path.replace('&budget=60', '')}&budget={random.randint(1, 10**9) / 100}" for _ in range(count)]

    turn = "/?purpose=blog&audience=mainland"
    return {
        "Flask hello world": (1, lambda: microseconds(hello, ["/"] * many * 2)),
        f"Flask + Jinja, {size} bytes": (1, lambda: microseconds(page, [f"/?bytes={size}"] * many)),
        f"Flask + Jinja, {large} bytes": (1, lambda: microseconds(page, [f"/?bytes={large}"] * (many // 4))),
        "a turn, htmx, given before": (1, lambda: microseconds(kept, again(turns, many), HX_Request="true")),
        "a turn, whole page, given before": (1, lambda: microseconds(kept, again(turns, many))),
        "a turn, first time, inference known": (1, lambda: microseconds(fresh, again(turns, many // 4))),
        "a turn, never seen budget": (1, lambda: microseconds(kept, unseen(turn, many // 8))),
        "anything in a stranger's conversation": (1, lambda: strangers(kept, many // 40)),
        "advice page, given before": (1, lambda: microseconds(kept, [advice] * many)),
        "advice page, first time, inference known": (1, lambda: microseconds(fresh, [advice] * (many // 8))),
        "advice page, never seen budget": (1, lambda: microseconds(kept, unseen(advice, many // 16))),
        "API, given before": (1, lambda: microseconds(kept, [api] * many)),
        "API, never seen budget": (1, lambda: microseconds(kept, unseen(api, many // 16))),
        f"embed's first load, {len(embed)} requests": (len(embed), lambda: microseconds(kept, embed * (many // 8))),
    }


def cost_table(rounds: int, many: int) -> None:
    """Print CPU for each request, and the medians of its ratios to the two baselines of the same round."""
    with ExitStack() as servers:

        def start(application: str, **env: str) -> Server:
            return servers.enter_context(running_server(1, {**FIXED, **env}, application=application))

        kept, fresh = start("app:app"), start("app:app", PAGE_CACHE_MIB="0")
        hello, page = start("scripts.baseline:hello"), start("scripts.baseline:page")
        rows = cases(kept, fresh, hello, page, many)
        found: dict[str, list[float]] = {name: [] for name in rows}
        for number in range(rounds + 1):
            for name, (requests, measure) in rows.items():
                visit = measure() * requests
                if number:  # the first round only warms up
                    found[name].append(visit)
    base, equal = list(found)[:2]
    print(f"{'CPU of the worker':45} {'median':>9} {'x hello':>9} {'x Jinja':>9}   lowest to highest")
    for name, taken in found.items():
        ratios = [
            statistics.median(mine / other for mine, other in zip(taken, found[against], strict=True))
            for against in (base, equal)
        ]
        print(
            f"{name:45} {statistics.median(taken):6.0f} us {ratios[0]:9.2f} {ratios[1]:9.2f}   {min(taken):.0f} to {max(taken):.0f} us"
        )


def mebibytes(process: psutil.Process) -> str:
    """Say what a process holds, what of that is its share of what it shares, and what is its own."""
    info = process.memory_full_info()
    return (
        f"{info.rss / 2**20:.0f} MiB resident, {info.pss / 2**20:.0f} MiB its share, {info.uss / 2**20:.0f} MiB its own"
    )


def memory_and_start(many: int) -> None:
    """Print the time from start to the first advice, and the memory of two workers after some work."""
    taken, worked = [], []
    for _ in range(3):
        started = time.perf_counter()
        with running_server(2, FIXED) as server:
            taken.append(time.perf_counter() - started)
            master = psutil.Process(server.process.pid)
            worked.append(sum(master.cpu_times()[:2]))
            if len(taken) == 3:
                for seed in range(many // 10):
                    list(walk(Visitor(server.port), seed))
                everybody = [master, *workers_of(server)]
                print(f"the master: {mebibytes(master)}")
                for worker in everybody[1:]:
                    print(f"a worker:   {mebibytes(worker)}")
                print(f"together:   {sum(one.memory_full_info().pss for one in everybody) / 2**20:.0f} MiB")
    print(f"start to first advice: {statistics.median(taken):.2f} s, {statistics.median(worked):.2f} s of CPU")


def open_loop(rate: float, clients: int, seconds: float, conversations: int = 0) -> None:
    """Print the tail at a fixed rate of turns; times run from when a turn was due, not from when it could be sent.

    Each conversation is one that nobody has had before; or, as people do, one of so many `conversations`, a few of them often.
    """
    with running_server(2, FIXED) as server:
        late: list[float] = []

        def talk(number: int) -> None:
            visitor, draw = Visitor(server.port, **BROWSER), random.Random(number)

            def seed() -> int:
                return popular(draw, conversations) if conversations else draw.randrange(10**9)

            turns = walk(visitor, seed())
            due = time.perf_counter() + draw.expovariate(rate / clients)
            until = time.perf_counter() + seconds
            while due < until:
                gevent.sleep(max(0.0, due - time.perf_counter()))
                if next(turns, None) is None:
                    turns = walk(visitor, seed())
                    next(turns)
                late.append(time.perf_counter() - due)
                due += draw.expovariate(rate / clients)

        gevent.joinall([gevent.spawn(talk, number) for number in range(clients)], raise_error=True)
    kind = (
        f"of {conversations} conversations, some often" if conversations else "of conversations nobody has had before"
    )
    print(f"{len(late)} turns {kind}, {rate:.0f} a second by {clients} visitors who do not wait: {percentiles(late)}")


def main() -> int:
    """Measure everything and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a tenth of the requests")
    options = parser.parse_args()
    many = 160 if options.quick else 1600
    cost_table(options.rounds, many)
    print()
    bench_inference.report(20 if options.quick else 200)
    print()
    memory_and_start(many)
    for conversations in (600, 0):
        open_loop(100, 50, 5 if options.quick else 30, conversations)
    return 0


if __name__ == "__main__":
    sys.exit(main())
