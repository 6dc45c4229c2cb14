"""gunicorn's gevent worker, made to lose no connection and to wait for nobody without end; only gunicorn loads this."""

from __future__ import annotations

import errno
import socket
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any

import gevent
from flask import Response
from gevent.local import local
from gevent.lock import BoundedSemaphore
from gevent.server import StreamServer
from gunicorn.http.errors import NoMoreData, ParseException
from gunicorn.workers import ggevent
from werkzeug.exceptions import BadRequest, ClientDisconnected, RequestTimeout

WRITTEN_FOR = "27.0.1"
"""The gunicorn whose `handle`, `handle_request`, `timeout_ctx` and `Body` this was read against."""
BODY_SECONDS, SEND_SECONDS = 10.0, 20.0
"""How long a whole body may take to come, and one answer to be taken; a whole head: `keepalive` in gunicorn.conf.py."""
SEND_BYTES = 128 * 1024
PIPELINED_SECONDS = 0.005
"""Who sends the next request before the last answer, which no browser or router does, waits this long; all such in turn."""
MOST_WAITING = 500
"""How many connections of a worker may wait for their peer; beyond it those that have waited longest are closed.

Half of `worker_connections`, so that however many are held, the rest are free for those who say what they want.
"""


class Waiting:
    """The connections that wait for their peer: for a head, for the rest of a body, or for room to send."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._rows: OrderedDict[object, Any] = OrderedDict()
        self._most = most

    def __len__(self) -> int:
        return len(self._rows)

    @contextmanager
    def on(self, peer: Any) -> Iterator[None]:
        """Count a connection as waiting within the block; beyond the most, hang up on who has waited longest.

        GreenletExit, which gunicorn takes for the end of a connection, when it was this one: nobody hears an answer.
        """
        key = object()
        self._rows[key] = peer
        if len(self._rows) > self._most:
            hang_up(self._rows.popitem(last=False)[1])
        try:
            yield
        finally:
            if self._rows.pop(key, None) is None:
                raise gevent.GreenletExit


def hang_up(peer: Any) -> None:
    """End a connection from here, so that whoever reads or writes it finds it ended."""
    with suppress(OSError):  # it may have ended by itself
        peer.shutdown(socket.SHUT_RDWR)


def plainly(status: int, words: str) -> Response:
    """Return an answer that costs next to nothing, for peers that are no browsers."""
    return Response(words + "\n", status, content_type="text/plain; charset=utf-8")


class TimelyBody:
    """A request's body that has to be whole in time; what is late, cut short or malformed raises werkzeug's error."""

    def __init__(self, req: Any, peer: Any, waiting: Waiting, seconds: float = BODY_SECONDS) -> None:
        self._req, self._peer, self._waiting = req, peer, waiting
        self._body, self._until = req.body, time.monotonic() + seconds

    def read(self, size: int | None = None) -> bytes:
        """Return up to `size` bytes; raise RequestTimeout, ClientDisconnected or BadRequest."""
        return self._timely(self._body.read, size)

    def readline(self, size: int | None = None) -> bytes:
        """Return one line of up to `size` bytes; raise as `read` does."""
        return self._timely(self._body.readline, size)

    def _timely(self, read: Any, size: int | None) -> bytes:
        left = max(0.001, self._until - time.monotonic())
        try:
            with self._waiting.on(self._peer), gevent.Timeout(left, TimeoutError):
                return bytes(read(size))
        except TimeoutError as error:
            self._end()
            raise RequestTimeout(response=plainly(408, "The rest of the message did not come in time.")) from error
        except NoMoreData as error:
            self._end()
            raise ClientDisconnected(response=plainly(400, "The message ends before its end.")) from error
        except ParseException as error:
            self._end()
            raise BadRequest(response=plainly(400, "The message is cut into malformed chunks.")) from error

    def _end(self) -> None:
        """Nobody knows where the next request would begin: this is the connection's last."""
        self._body.failed = True
        self._req.force_close()


class TimelySocket:
    """A socket whose peer has to take each piece of an answer in time, else the connection counts as broken."""

    def __init__(self, peer: Any, waiting: Waiting) -> None:
        self._peer, self._waiting = peer, waiting

    def sendall(self, data: bytes) -> None:
        """Send everything; BrokenPipeError when the peer does not take it in time."""
        try:
            with self._waiting.on(self._peer), gevent.Timeout(SEND_SECONDS, TimeoutError):
                self._peer.sendall(data)
        except TimeoutError as error:
            hang_up(self._peer)
            raise BrokenPipeError(errno.EPIPE, "the answer was not taken in time") from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._peer, name)


class DrainingServer(StreamServer):
    """A listener that takes several who wait at a time, and everybody who still does before it closes."""

    def start(self) -> None:
        """Accept up to 32 connections a turn of the event loop.

        gunicorn sets 1 so that workers share evenly; with 200 who never pause, a new visitor then waited up to 17 s.
        """
        self.max_accept = 32
        super().start()

    def close(self) -> None:
        """Accept until nobody waits, then close."""
        while not self.closed and not self.full() and (accepted := self.do_read()):
            self.do_handle(*accepted)
        super().close()


class DrainingWorker(ggevent.GeventWorker):
    """gevent's worker, except that stopping it loses no connection and no peer holds one for as long as it likes.

    Closing a listening socket resets those in its queue, and gunicorn asks the listener for its name
    even for those let in just before: with 8 clients that never pause, each stop lost 7 requests.
    """

    def run(self) -> None:
        """Remember the listeners' names, which closed sockets no longer tell."""
        self.names = {listener: listener.getsockname() for listener in self.sockets}
        self.waiting, self.here, self.pipelined = Waiting(), local(), BoundedSemaphore(1)
        super().run()

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Serve one connection."""
        self.here.peer = client
        # The kernel would let an answer that nobody takes grow to several megabytes.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
        named = SimpleNamespace(getsockname=lambda: self.names[listener])
        super().handle(named, client, addr)

    @contextmanager
    def timeout_ctx(self) -> Iterator[None]:
        """Wait for a whole head, and for what is left of the body before it, no longer than an idle connection may."""
        # Who was hung up on meanwhile finds the connection ended, as one who hung up himself.
        waits = self.waiting.on(self.here.peer)
        with suppress(gevent.GreenletExit), waits, gevent.Timeout(self.cfg.keepalive, False):
            yield

    def handle_request(self, listener_name: Any, req: Any, sock: Any, addr: Any) -> None:
        """Answer one request whose body comes, and whose answer is taken, in time."""
        body, req.body = req.body, TimelyBody(req, sock, self.waiting)
        try:
            super().handle_request(listener_name, req, TimelySocket(sock, self.waiting), addr)
        finally:
            req.body = body
        if req.unreader.buf.getbuffer().nbytes:
            with suppress(gevent.GreenletExit), self.waiting.on(sock), self.pipelined:
                gevent.sleep(PIPELINED_SECONDS)


def install() -> type[DrainingWorker]:
    """Let gunicorn listen with our listener, and return the worker to serve with."""
    ggevent.StreamServer = DrainingServer
    return DrainingWorker
