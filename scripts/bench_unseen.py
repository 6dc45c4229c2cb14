"""Time what nobody sent before: turns, advice pages and the API on random states, beside a Flask hello world in this process.

Usage: python -m scripts.bench_unseen [--count 200] [--seed 11]. CPU time; what was loaded is frozen, as in a worker; every state is asked once.
"""

from __future__ import annotations

import argparse
import gc
import logging
import random
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from knowledge import load

KINDS = ("a turn", "the advice page", "the API")


def states(count: int, seed: int) -> list[str]:
    """Invent queries: two to nine needs, sometimes a circumstance, and a budget nobody named before."""
    draw, known, found = random.Random(seed), load().needs, []
    offered = [flag for flag, row in load().circumstances.items() if row.offered]
    choices = [name for name, need in known.items() if need.kind == "choice" and name != "purpose"]
    for _ in range(count):
        said: dict[str, object] = {"purpose": draw.choice(list(known["purpose"].values))}
        said |= {name: draw.choice(list(known[name].values)) for name in draw.sample(choices, draw.randint(1, 7))}
        said |= {"scale": draw.randint(1, 20_000), "budget": draw.randint(100, 300_000) / 100}
        said |= {"also": draw.choice(offered)} if draw.random() < 0.3 else {}
        found.append(urlencode(said))
    return found


def milliseconds(work: Callable[..., object], *arguments: object) -> float:
    """Return the CPU milliseconds of one piece of work."""
    started = time.process_time()
    work(*arguments)
    return (time.process_time() - started) * 1000


def hello() -> FlaskClient:
    """Return a client of the smallest Flask application."""
    bare = Flask("hello")
    bare.add_url_rule("/", view_func=lambda: "Hello, world")
    return bare.test_client()


def asked(client: FlaskClient, kind: str, query: str) -> object:
    """Ask for one thing about a state."""
    if kind == "a turn":
        return client.get(f"/?{query}", headers={"HX-Request": "true"}).get_data()
    return client.get(f"/?{query}&now=1" if kind == "the advice page" else f"/api/v1/advice?{query}").get_data()


def main() -> None:
    """Measure all three, each on states of its own, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    client, bare = create_app({"RATE_LIMIT": "off"}).test_client(), hello()
    report(client, bare, options.count, options.seed)


def report(client: FlaskClient, bare: FlaskClient, count: int, seed: int) -> None:
    """Print CPU and ratios; a twentieth of the states warms up the process and counts for nothing."""
    for query in states(max(count // 20, 5), seed + 1):
        for kind in KINDS:
            asked(client, kind, query)
    gc.collect()
    gc.freeze()
    rows: dict[str, list[float]] = {kind: [] for kind in KINDS}
    plain = []
    for place, query in enumerate(states(count * len(KINDS), seed)):
        kind = KINDS[place % len(KINDS)]
        rows[kind].append(milliseconds(asked, client, kind, query))
        plain.append(milliseconds(bare.get, "/"))
    unit = statistics.median(plain)
    print(f"Never seen, {count} random states each, CPU in this process; hello world {unit:.2f} ms")
    for kind, found in rows.items():
        cuts = statistics.quantiles(found, n=100)
        shown = f"p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms"
        print(f"  {kind}: median {cuts[49]:.1f} ms = {cuts[49] / unit:.0f} x hello, {shown}")


if __name__ == "__main__":
    main()
