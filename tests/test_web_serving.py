"""How the server waits: for heads, for bodies, for readers; what is late, cut short or malformed ends there."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from types import SimpleNamespace

import gevent
import gunicorn
import pytest
from gunicorn.http.errors import InvalidChunkSize, NoMoreData
from werkzeug.exceptions import HTTPException

from scripts.serving import Server, running_server
from web import serving
from web.gate import Gate

FORM = b"POST /say HTTP/1.1\r\nHost: advisor.test\r\nContent-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = FORM + b"Transfer-Encoding: chunked\r\n\r\n"


def test_the_gunicorn_whose_insides_this_knows() -> None:
    """With another one, read `handle`, `handle_request`, `timeout_ctx` and `Body` again; then change the number."""
    assert gunicorn.__version__ == serving.WRITTEN_FOR


def pair() -> tuple[socket.socket, socket.socket]:
    here, there = socket.socketpair()
    there.settimeout(5)
    return here, there


def test_beyond_the_most_that_wait_the_longest_is_hung_up_on() -> None:
    waiting, peers = serving.Waiting(most=2), [pair() for _ in range(3)]
    first = waiting.on(peers[0][0])
    first.__enter__()
    with waiting.on(peers[1][0]), waiting.on(peers[2][0]):
        assert len(waiting) == 2
        assert peers[0][1].recv(1) == b""
        with pytest.raises(gevent.GreenletExit):
            first.__exit__(None, None, None)
        for _, there in peers[1:]:
            there.setblocking(False)
            with pytest.raises(BlockingIOError):
                there.recv(1)
    assert len(waiting) == 0


class Broken:
    """A body that fails as gunicorn's do."""

    failed = False

    def __init__(self, error: Exception | None) -> None:
        self._error = error

    def read(self, size: int | None = None) -> bytes:
        if self._error:
            raise self._error
        gevent.sleep(5)
        return b""


@pytest.mark.parametrize(
    ("error", "status"),
    [(InvalidChunkSize(b"0x9"), 400), (NoMoreData(), 400), (None, 408)],
    ids=["chunk", "end", "late"],
)
def test_a_body_that_does_not_come_ends_the_connection_with_words(error: Exception | None, status: int) -> None:
    closed: list[bool] = []
    req = SimpleNamespace(body=Broken(error), force_close=lambda: closed.append(True))
    body = serving.TimelyBody(req, pair()[0], serving.Waiting(), seconds=0.01)
    with pytest.raises(HTTPException) as raised:
        body.read(10)
    answer = raised.value.get_response()
    assert answer.status_code == status
    assert len(answer.get_data()) > 12
    assert (closed, req.body.failed) == ([True], True)


def test_a_body_that_comes_is_passed_on() -> None:
    req = SimpleNamespace(body=io.BytesIO(b"one\ntwo"), force_close=None)
    body = serving.TimelyBody(req, pair()[0], serving.Waiting())
    assert (body.readline(), body.read(2), body.read()) == (b"one\n", b"tw", b"o")


def test_an_answer_that_nobody_takes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "SEND_SECONDS", 0.01)
    slow = SimpleNamespace(sendall=lambda _: gevent.sleep(5), shutdown=lambda _: None, fileno=lambda: 7)
    sending = serving.TimelySocket(slow, serving.Waiting())
    with pytest.raises(BrokenPipeError):
        sending.sendall(b"x")
    assert sending.fileno() == 7


def test_one_dear_computation_at_a_time_and_clients_in_turn() -> None:
    gate, order = Gate(), []

    def computes(client: str, number: int) -> None:
        with gate.turn(client):
            order.append((client, number))

    with gate.turn("greedy"):
        assert len(gate) == 1
    computes("greedy", 1)
    assert len(gate) == 0
    with pytest.raises(RuntimeError), gate.turn("greedy"):
        raise RuntimeError
    assert len(gate) == 0
    computes("other", 2)
    assert order == [("greedy", 1), ("other", 2)]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server(1, {"DEFAULT_LANG": "zh"}) as running:
        yield running


def talk(server: Server, message: bytes) -> bytes:
    """Send one message and return everything that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(message)
        found = b""
        while part := link.recv(65536):
            found += part
        return found


@pytest.mark.parametrize(
    "body",
    [
        b"9\r\ntext=blogXX0\r\n\r\n",
        b"0x9\r\ntext=blog\r\n0\r\n\r\n",
        b"-1\r\n\r\n",
        b"zz\r\n",
        b"\r\n",
        b"4\r\ntextX\r\n0\r\n\r\n",
    ],
)
def test_a_malformed_chunk_is_refused_and_is_the_connections_last(server: Server, body: bytes) -> None:
    answer = talk(server, CHUNKED + body + b"GET /healthz HTTP/1.1\r\nHost: advisor.test\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"malformed chunks" in answer
    assert b"Content-Security-Policy" in answer
    assert "unhandled error" not in server.log()


def test_whole_chunks_are_read_and_the_connection_goes_on(server: Server) -> None:
    last = b"GET /healthz HTTP/1.1\r\nHost: advisor.test\r\nConnection: close\r\n\r\n"
    answer = talk(server, CHUNKED + b"9\r\ntext=blog\r\n0\r\n\r\n" + last)
    assert answer.startswith(b"HTTP/1.1 303")
    assert b"Location: /?purpose=blog&was=purpose-\r\n" in answer
    assert answer.count(b"HTTP/1.1 ") == 2


@pytest.mark.parametrize(
    "header",
    [
        b"SCRIPT_NAME: /x",
        b"SCRIPT_NAME: /about",
        b"PATH_INFO: /about/ecs",
        b"X-Forwarded-Proto: https",
        b"X-Forwarded-Ssl: on",
    ],
)
def test_the_server_believes_no_header_of_a_peers(server: Server, header: bytes) -> None:
    request = b"GET /?lang=zh HTTP/1.1\r\nHost: advisor.test\r\nConnection: close\r\n"
    head, _, body = talk(server, request + header + b"\r\n\r\n").partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 400"))
    if head.startswith(b"HTTP/1.1 200"):
        assert b"Strict-Transport-Security" not in head
        assert body == talk(server, request + b"\r\n").partition(b"\r\n\r\n")[2]


def test_the_server_does_not_name_what_it_runs_on(server: Server) -> None:
    assert b"gunicorn" not in talk(server, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").lower()
