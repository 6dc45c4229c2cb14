"""Stop, reload and kill the server in the middle of load, and count what visitors lose.

Usage: python -m scripts.kill [--visitors 8] [--seconds 6]. Exit code 1 when more is lost than the targets allow.
"""

from gevent import monkey

monkey.patch_all()

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import gevent
import psutil

from scripts.serving import Server, running_server
from scripts.visitors import DISCONNECTED, Visitor

ENVIRONMENT = {"DEFAULT_LANG": "zh", "RATE_LIMIT": "off"}


@dataclass
class Tally:
    """What happened to the requests of one run."""

    answered: int = 0
    slowest: float = 0.0
    lost: list[str] = field(default_factory=list)
    refused: int = 0


def talk(server: Server, number: int, tally: Tally, until: Callable[[], bool]) -> None:
    """Ask without pause, each third time over a new connection; a refused connection is nobody's loss: there is no server."""
    visitor, turn = Visitor(server.port), 0
    while not until():
        turn += 1
        if turn % 3 == 0:
            visitor.close()
        try:
            answer = visitor.get(f"/?purpose=blog&budget={(number * 997 + turn) % 3000}")
        except ConnectionRefusedError:
            tally.refused += 1
            gevent.sleep(0.02)
        except DISCONNECTED as error:
            visitor.close()
            tally.lost.append(type(error).__name__)
        else:
            tally.answered += 1
            tally.slowest = max(tally.slowest, answer.seconds)
            if answer.status != 200:
                tally.lost.append(str(answer.status))


def workers_of(server: Server) -> list[psutil.Process]:
    """Return the worker processes."""
    return psutil.Process(server.process.pid).children()


def run(visitors: int, seconds: float, act: Callable[[Server], str]) -> tuple[Tally, str]:
    """Act on a server a third of the way through its load; return what was lost and what the act reports."""
    tally = Tally()
    with running_server(workers=2, env=ENVIRONMENT) as server:
        ends = time.monotonic() + seconds

        def over() -> bool:
            return time.monotonic() > ends or server.process.poll() is not None

        crowd = [gevent.spawn(talk, server, number, tally, over) for number in range(visitors)]
        gevent.sleep(seconds / 3)
        said = act(server)
        gevent.joinall(crowd)
    return tally, said


def terminate(server: Server) -> str:
    """Ask the server to stop."""
    started = time.monotonic()
    server.process.terminate()
    while server.process.poll() is None and time.monotonic() - started < 30:
        gevent.sleep(0.01)
    return f"exit code {server.process.returncode} after {time.monotonic() - started:.1f} s"


def kill_one(server: Server) -> str:
    """Kill one worker and wait until there are two again."""
    return _kill(server, workers_of(server)[:1])


def kill_all(server: Server) -> str:
    """Kill all workers."""
    return _kill(server, workers_of(server))


def _kill(server: Server, victims: list[psutil.Process]) -> str:
    started, gone = time.monotonic(), {victim.pid for victim in victims}
    for victim in victims:
        os.kill(victim.pid, signal.SIGKILL)
    while (
        len([worker for worker in workers_of(server) if worker.pid not in gone]) < 2 and time.monotonic() - started < 20
    ):
        gevent.sleep(0.01)
    return f"two workers again after {time.monotonic() - started:.2f} s"


def reload(server: Server) -> str:
    """Ask for new workers and wait until the old ones are gone."""
    old = {worker.pid for worker in workers_of(server)}
    started = time.monotonic()
    os.kill(server.process.pid, signal.SIGHUP)
    while old & {worker.pid for worker in workers_of(server)} and time.monotonic() - started < 20:
        gevent.sleep(0.01)
    return f"new workers only after {time.monotonic() - started:.1f} s"


def main() -> int:
    """Run every act and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=6)
    options = parser.parse_args()
    acts = {
        "SIGTERM": (terminate, 0),
        "SIGHUP": (reload, 0),
        "kill -9, one worker": (kill_one, options.visitors),
        "kill -9, all workers": (kill_all, options.visitors),
    }
    failed = False
    for name, (act, most) in acts.items():
        tally, said = run(options.visitors, options.seconds, act)
        bad = len(tally.lost) > most or (act is terminate and not said.startswith("exit code 0"))
        failed |= bad
        print(
            f"{name:22} {tally.answered} answered, slowest {tally.slowest * 1000:.0f} ms, {len(tally.lost)} lost "
            f"(at most {most}) {sorted(set(tally.lost)) or ''}; {said}{'  FAILED' if bad else ''}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
