"""Counters in Prometheus' format: what was asked, answered and advised, and how fast; nothing about a person.

Off unless METRICS=1. All processes count into files they share, in a temporary directory.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from flask import Request, Response

from chat.pages.counted import Counted
from web.logs import METHODS

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """Every counter of one application."""

    def __init__(self) -> None:
        """Prepare the shared files; without a writable place each process reports only its own numbers."""
        _share()
        from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415 (after _share, and only if on)

        self._own = own = CollectorRegistry()
        asked, answered = "Questions put; less the answered ones: where people stopped", "Questions answered"
        self._requests = Counter("advisor_requests", "Requests", ["address", "method", "status"], registry=own)
        self._seconds = Histogram(
            "advisor_request_seconds", "Time to answer", ["address"], buckets=BUCKETS, registry=own
        )
        self._asked = Counter("advisor_questions_asked", asked, ["need"], registry=own)
        self._answered = Counter("advisor_questions_answered", answered, ["need"], registry=own)
        self._advised = Counter("advisor_advice", "Choices in whole advice given", ["decision", "choice"], registry=own)
        self._unread = Counter("advisor_messages_not_understood", "Messages nothing was understood of", registry=own)

    def request(self, request: Request, response: Response, seconds: float) -> None:
        """Count one request under its route, so that nobody's words become a label."""
        address = str(request.url_rule) if request.url_rule else "none"
        method = request.method if request.method in METHODS else "OTHER"
        self._requests.labels(address, method, str(response.status_code)).inc()
        self._seconds.labels(address).observe(seconds)

    def turn(self, turn: Counted) -> None:
        """Count one page of the chat."""
        if turn.asked:
            self._asked.labels(turn.asked).inc()
        if turn.answered:
            self._answered.labels(turn.answered).inc()
        for decision, choice in turn.advised.items():
            self._advised.labels(decision, choice).inc()

    def not_understood(self) -> None:
        """Count one message nothing was understood of."""
        self._unread.inc()

    def text(self) -> str:
        """Return everything in Prometheus' text format, summed over the processes."""
        from prometheus_client import CollectorRegistry, generate_latest, multiprocess  # noqa: PLC0415

        registry = self._own
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)
        return generate_latest(registry).decode()


def _share() -> None:
    """Name the directory that all processes count in; the library reads the name when it is first imported."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return
    try:
        folder = tempfile.mkdtemp(prefix="advisor-metrics-")
    except OSError:
        return
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    owner = os.getpid()
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == owner else None)
