"""Send malformed requests to every address; none may be answered by 5xx, and every refusal must say why.

Usage: python -m scripts.fuzz [--requests 20000] [--seed 1] [--no-schema]. First schemathesis on openapi.json, then raw sockets.
"""

import argparse
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import psutil

from knowledge import load
from scripts.serving import Server, running_server
from tools.address_table import paths

PATHS = (*paths().values(), "/nowhere")
METHODS = ("GET", "POST", "HEAD", "PUT", "TRACE", "OPTIONS", "get", "G\tT", "", "CONNECT", "PRI", "X" * 40)
BREAKS = ("\r\n", "\n", "\r", "\r\n ", "\x00", "\r\n\r\n", "", " : ", "\x0b", "\x85")
TRICKS = (
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: -1",
    "Content-Length: 99999999999",
    "Content-Length: x",
    "Transfer-Encoding: identity, chunked",
    "Transfer-Encoding : chunked",
    "Host: a\r\nHost: b",
    "Host:",
    "Host: evil.example/\\@x",
    "Expect: 100-continue",
    "Connection: close, keep-alive",
    "Upgrade: h2c",
    "Cookie: a=b; c",
    "Range: bytes=0-0,-1,5-",
    'If-None-Match: "x", W/"y',
    "Accept-Encoding: gzip;q=x",
    "Accept-Language: zh;q=9,*",
    "X-Forwarded-For: ,,,",
    "X-Request-ID: \x7f",
    "HX-Request: \xff",
    "Content-Type: multipart/form-data; boundary=",
    "Content-Type: application/x-www-form-urlencoded; charset=nowhere",
    " folded: yes",
    "no colon here",
    "A" * 9000 + ": x",
    "B: " + "y" * 9000,
    "\r\n".join(f"H{n}: 1" for n in range(120)),
)


def noise(draw: random.Random, most: int = 30) -> str:
    """Return characters of every kind, as Latin-1 so that each is one byte."""
    return "".join(
        chr(draw.choice((draw.randrange(256), draw.randrange(32, 127)))) for _ in range(draw.randrange(most))
    )


def query(draw: random.Random) -> str:
    """Return a query string: known names and values, noise, or both, quoted or not."""
    names = [*load().needs, "also", "lang", "text", "ask", "at", "now", "url", "to", "decision", noise(draw, 8)]
    rows = []
    for _ in range(draw.choice((0, 1, 2, 5, 20, 90))):
        name = draw.choice(names)
        value = draw.choice(
            [noise(draw), "unsure", "blog", "1e999", "-0", "NaN", "9" * 400, "%ff%fe", "%", "%00", "①", "50", "true"]
        )
        rows.append(f"{name}={value if draw.random() < 0.5 else quote(value)}")
    return draw.choice(("&", ";", "&&", "&amp;")).join(rows)


def request(draw: random.Random) -> bytes:
    """Return one request, wrong in up to four places."""
    wrong = set(draw.sample(("method", "path", "version", "header", "break", "body"), draw.choice((0, 1, 1, 2, 4))))
    method = draw.choice(METHODS) if "method" in wrong else draw.choice(("GET", "GET", "POST"))
    path = draw.choice(PATHS) + (
        draw.choice(("/..", "//", "%2e%2e/", "\\", "%", "\xe4", noise(draw))) if "path" in wrong else ""
    )
    version = (
        draw.choice(("HTTP/0.9", "HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "", "ICY")) if "version" in wrong else "HTTP/1.1"
    )
    end = draw.choice(BREAKS) if "break" in wrong else "\r\n"
    body = noise(draw, 400) if "body" in wrong else query(draw) if method == "POST" else ""
    rows = [f"{method} {path}?{query(draw)} {version}", "Host: advisor.test", "Connection: close"]
    rows += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"] if body else []
    rows += [draw.choice(TRICKS), noise(draw)][: draw.choice((1, 2))] if "header" in wrong else []
    text = end.join(rows) + "\r\n\r\n" + body
    return text.encode("utf-8", "replace") if draw.random() < 0.3 else text.encode("latin-1", "replace")


def send(port: int, message: bytes) -> bytes:
    """Send bytes, say that nothing follows, and return whatever comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        found = b""
        try:
            link.sendall(message)
            link.shutdown(socket.SHUT_WR)
            while part := link.recv(65536):
                found += part
        except OSError:
            pass  # the server hung up while we were still talking; what it said before counts
    return found


def judge(message: bytes, answer: bytes) -> tuple[str, bool]:
    """Return what an answer is, and whether it is a fault of ours."""
    if not answer:
        return "closed without an answer", False
    if not answer.startswith(b"HTTP/1."):
        return "an old protocol's answer", False
    status = int(answer[9:12])
    head, _, body = answer.partition(b"\r\n\r\n")
    silent = 400 <= status < 500 and len(body) < 12 and not message.startswith(b"HEAD")
    return f"{status}{' without a word' if silent else ''}", silent or (
        status >= 500 and status != 501
    ) or b"Traceback" in body or b"Set-Cookie" in head


def raw(server: Server, count: int, seed: int) -> bool:
    """Send malformed requests one by one; report, and say whether all was well."""
    draw, found = random.Random(seed), Counter[str]()
    before = {worker.pid for worker in psutil.Process(server.process.pid).children()}
    started, bad = time.monotonic(), 0
    for _ in range(count):
        message = request(draw)
        name, fault = judge(message, send(server.port, message))
        found[name] += 1
        if fault:
            bad += 1
            if bad <= 10:
                print(f"FAULT {name}: {message[:300]!r}")
    alive = before <= {worker.pid for worker in psutil.Process(server.process.pid).children()}
    print(
        f"{count} raw requests in {time.monotonic() - started:.0f} s: {dict(found.most_common())}; faults: {bad}; workers {'alive' if alive else 'DIED'}"
    )
    return alive and not bad


def schema(server: Server, count: int) -> bool:
    """Let schemathesis try what the API's own description allows and forbids; say whether all was well."""
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        f"{server.url}/api/v1/openapi.json",
        "--url",
        server.url,
    ]
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    options = ["--checks", checks, "--max-examples", str(count), "--seed", "1", "--generation-database", "none"]
    return subprocess.run([*command, *options], check=False).returncode == 0


def main() -> int:
    """Run both and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-schema", action="store_true")
    options = parser.parse_args()
    with running_server(
        workers=2, env={"RATE_LIMIT": "off", "DEFAULT_LANG": "zh", "GUNICORN_CMD_ARGS": "--max-requests 0"}
    ) as server:
        well = options.no_schema or schema(server, 300)
        well &= raw(server, options.requests, options.seed)
        log = server.log().splitlines()
    strange = [line for line in log if '"event": "request"' not in line and "Invalid request" not in line]
    errors = sum('"unhandled error"' in line for line in log)
    print("\n".join(strange[-20:]))
    print(f"errors in the log: {errors}")
    return int(not well or errors > 0)


if __name__ == "__main__":
    sys.exit(main())
