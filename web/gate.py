"""One dear computation at a time in a process, and of one client's never more than one ahead of somebody else's."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """A gate that lets one through at a time, clients in turn.

    Whoever waits here costs nothing, so that what is remembered, files and health are answered meanwhile. A client's
    own requests queue behind one another first: thirty of them hold somebody else up as long as one of them.
    """

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._clients: dict[str, tuple[threading.Lock, int]] = {}
        self._guard = threading.Lock()

    def __len__(self) -> int:
        """Return how many clients are inside or wait."""
        return len(self._clients)

    @contextmanager
    def turn(self, client: str) -> Iterator[None]:
        """Wait for this client's turn, and hold it within the block."""
        own = self._enter(client)
        try:
            with own, self._one:
                # Those who arrived meanwhile are read first; under gevent only a timer lets the loop look for them.
                time.sleep(1e-6)
                yield
        finally:
            self._leave(client)

    def _enter(self, client: str) -> threading.Lock:
        with self._guard:
            own, count = self._clients.get(client, (threading.Lock(), 0))
            self._clients[client] = own, count + 1
            return own

    def _leave(self, client: str) -> None:
        with self._guard:
            own, count = self._clients[client]
            if count > 1:
                self._clients[client] = own, count - 1
            else:
                del self._clients[client]
