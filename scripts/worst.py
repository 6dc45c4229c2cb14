"""Climb towards the dearest request: mutate addresses and texts, keep what costs more, and print the worst found.

Usage: python -m scripts.worst [--seconds 120] [--seed 1] [--most 60]. CPU of the first time each request is asked, in a
process that has answered others; the worst are asked again, each in a process that has answered nothing. Exit code 1 when
one of those costs more than `--most` milliseconds.
"""

import argparse
import json
import logging
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from flask.testing import FlaskClient

from chat.hear import load_lexicon
from knowledge import load

PATHS = (
    "/",
    "/embed",
    "/why/region",
    "/why/product",
    "/why/billing",
    "/api/v1/advice",
    "/api/v1/why",
    "/builder",
    "/about/ecs",
    "/oembed",
)
NUMBERS = ("0", "1", "7.77", "50", "99.99", "300", "4096", "99999", "1000000")
KEPT, SHOWN, QUERY_BYTES = 40, 5, 8000


@dataclass(frozen=True)
class Request:
    """One request: a path with its parameters; a typed text goes to /say."""

    path: str
    rows: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        """The address as it is sent."""
        query = urlencode(self.rows, quote_via=quote, safe=",")[:QUERY_BYTES]
        return (
            f"{self.path}?url=http://localhost/{quote('?' + query)}"
            if self.path == "/oembed"
            else f"{self.path}?{query}"
        )


def any_value(draw: random.Random, name: str) -> str:
    """Return a value of a need, "I don't know" now and then."""
    need = load().needs[name]
    return draw.choice((*need.values, "unsure") if need.values else (*NUMBERS, "unsure"))


def also(draw: random.Random) -> str:
    """Return circumstances, further purposes above all."""
    purposes = list(load().needs["purpose"].values)
    return ",".join(draw.sample([*purposes, *purposes, *load().circumstances], draw.randint(1, 16)))


def an_address(draw: random.Random) -> Request:
    """Return an address with anything in it."""
    names = draw.sample(list(load().needs), draw.randint(0, 8))
    rows = [(name, any_value(draw, name)) for name in names]
    rows += [("also", also(draw))] if draw.random() < 0.7 else []
    return Request(draw.choice(PATHS), tuple(rows))


def words() -> list[str]:
    """Return what messages are matched with, as plain words."""
    found: set[str] = set()
    waiting: list[object] = [
        load_lexicon().words,
        {atom for row in load_lexicon().entries for part in row.pattern.needed for atom in part},
    ]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.add(part)
        elif isinstance(part, Mapping):
            waiting += [*part, *part.values()]
        elif isinstance(part, list | tuple | set | frozenset):
            waiting += part
    return sorted(text for text in found if 0 < len(text) < 30)


def a_text(draw: random.Random, known: list[str]) -> Request:
    """Return a message of jumbled words, or of a few repeated."""
    some = draw.sample(known, draw.choice((2, 3, 5, 40)))
    text = "".join(draw.choice(some) + draw.choice(("", "", "，", " ", "不", "100")) for _ in range(200))
    return Request("/say", (("text", text[:500]), ("ask", draw.choice(list(load().needs)))))


def changed(draw: random.Random, request: Request, fresh: Callable[[], Request]) -> Request:
    """Return a request like another, with one or two parts of it exchanged."""
    other, rows = fresh(), dict(request.rows)
    if request.path == "/say":
        text, new = rows["text"], dict(other.rows)["text"]
        at, size = draw.randrange(len(text)), draw.randint(1, 120)
        rows["text"] = (text[:at] + new[:size] + text[at + draw.choice((0, size)) :])[:500]
        return Request("/say", tuple(rows.items()))
    for name, value in draw.sample(other.rows, min(2, len(other.rows))):
        rows[name] = value
    if rows and draw.random() < 0.4:
        del rows[draw.choice(list(rows))]
    return Request(draw.choice((request.path, request.path, other.path)), tuple(rows.items()))


def cost(client: FlaskClient, address: str) -> float:
    """Return the CPU milliseconds of one request."""
    started = time.process_time()
    client.get(address).close()
    return (time.process_time() - started) * 1e3


def climb(
    client: FlaskClient, draw: random.Random, fresh: Callable[[], Request], seconds: float
) -> list[tuple[float, str]]:
    """Keep the dearest requests and change them, for so long; return them with their cost, dearest first."""
    found: dict[Request, float] = {}
    until, tried = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        best = sorted(found, key=lambda row: -found[row])[:KEPT]
        request = changed(draw, draw.choice(best), fresh) if best and draw.random() < 0.8 else fresh()
        if request not in found:
            found[request] = cost(client, request.address)
            tried += 1
        found = {row: found[row] for row in sorted(found, key=lambda row: -found[row])[: KEPT * 5]}
    print(f"{tried} tried")
    return sorted(((found[row], row.address) for row in found), reverse=True)[:SHOWN]


def alone(address: str) -> float:
    """Return the CPU milliseconds of a request in a process that has answered nothing yet."""
    command = [sys.executable, "-m", "scripts.worst", "--one", address]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    return float(json.loads(done.stdout.splitlines()[-1]))


def a_client() -> FlaskClient:
    """Return a client of an application that keeps no pages."""
    from app import create_app  # noqa: PLC0415 (costs seconds, and `--help` none)

    logging.disable(logging.CRITICAL)
    return create_app({"PAGE_CACHE_MIB": "0", "RATE_LIMIT": "off", "DEFAULT_LANG": "zh"}).test_client()


def main() -> int:
    """Climb both hills and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=float, default=60)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    client, draw = a_client(), random.Random(options.seed)
    if options.one:
        print(json.dumps(cost(client, options.one)))
        return 0
    known, worst = words(), 0.0
    hills: dict[str, Callable[[], Request]] = {
        "addresses": lambda: an_address(draw),
        "texts": lambda: a_text(draw, known),
    }
    for name, fresh in hills.items():
        print(f"{name}:", end=" ", flush=True)
        for spent, address in climb(client, draw, fresh, options.seconds / 2):
            fresh_cost = alone(address)
            worst = max(worst, fresh_cost)
            print(f"{fresh_cost:7.1f} ms in a fresh process, {spent:7.1f} ms when found: {address}")
    print(f"dearest: {worst:.1f} ms of CPU; {options.most:g} allowed")
    return int(worst > options.most)


if __name__ == "__main__":
    sys.exit(main())
