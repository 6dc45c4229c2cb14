"""Start the chat the way a platform does, for whatever wants to talk to a real server."""

import http.client
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0


@dataclass(frozen=True)
class Server:
    """A running server: its port, gunicorn's master process, and the file both outputs go to."""

    port: int
    process: subprocess.Popen[bytes]
    log_file: Path

    @property
    def url(self) -> str:
        """Return the base address on the loopback interface, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def at(self, host: str) -> str:
        """Return the base address under another name; browsers take every *.localhost as loopback."""
        return f"http://{host}:{self.port}"

    def log(self) -> str:
        """Return everything the server has written so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a TCP port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_command(root: Path = ROOT) -> list[str]:
    """Return the words of the Procfile's `web` line."""
    for line in (root / "Procfile").read_text(encoding="utf-8").splitlines():
        name, _, command = line.partition(":")
        if name == "web":
            return shlex.split(command)
    raise LookupError("the Procfile has no line 'web:'")


@contextmanager
def running_server(
    workers: int = 2, env: Mapping[str, str] | None = None, root: Path = ROOT, application: str = "app:app"
) -> Iterator[Server]:
    """Serve on a free port until the block ends; the environment is PATH, PORT, WEB_CONCURRENCY and `env`.

    `application` goes in place of the chat, with everything else the same.

    Raises RuntimeError, with the server's own words, when it does not come up.
    """
    port = free_port()
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PORT": str(port),
        "WEB_CONCURRENCY": str(workers),
        **(env or {}),
    }
    command = [application if word == "app:app" else word for word in web_command(root)]
    with started(command, environment, port, root) as server:
        yield server


@contextmanager
def started(command: list[str], environment: Mapping[str, str], port: int, root: Path = ROOT) -> Iterator[Server]:
    """Let a command serve on a port until the block ends; RuntimeError, with its own words, when it does not come up."""
    with tempfile.NamedTemporaryFile(prefix="server-", suffix=".log") as log:
        process = _start(command, environment, log, root)
        server = Server(port, process, Path(log.name))
        try:
            wait_until_ready(server)
            yield server
        finally:
            stop(process)


def _start(command: list[str], environment: Mapping[str, str], log: IO[bytes], root: Path) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, so that nothing outlives it."""
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )


def wait_until_ready(server: Server) -> None:
    """Return once /healthz says 200."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise RuntimeError(f"the server did not come up:\n{server.log()}")


def stop(process: subprocess.Popen[bytes], seconds: float = 25.0) -> int:
    """Ask the server to finish and return its exit code; kill its whole group after `seconds`."""
    if process.poll() is None:
        process.terminate()
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()
