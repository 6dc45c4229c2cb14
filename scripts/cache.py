"""Put nginx before the chat as a cache, with the configuration in deploy/, and count how much it answers itself.

Usage: python -m scripts.cache [--conversations 600]. Exit code 1 when a cached page differs from a fresh one.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.serving import ROOT, free_port, running_server
from scripts.visitors import DISCONNECTED, Visitor, walk

FRAME = """daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{ client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s;
{site}
}}
"""


@contextmanager
def nginx(upstream: int, prefix: str = "", scheme: str = "$scheme") -> Iterator[int]:
    """Run nginx with the shipped configuration on a free port before the chat; yield its port.

    `prefix`: the path of an existing site to live under, as the configuration says how; `scheme`: what visitors use.
    """
    port, site = free_port(), (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    if prefix:
        site = site.replace("location / {", f"location {prefix}/ {{").replace("http://advisor;", "http://advisor/;")
        site = site.replace('X-Forwarded-Prefix "";', f"X-Forwarded-Prefix {prefix};")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        site = site.replace("X-Forwarded-Proto $scheme", f"X-Forwarded-Proto {scheme}")
        site = re.sub(r"127\.0\.0\.1:8000", f"127.0.0.1:{upstream}", site)
        site = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", site)
        site = re.sub(r"listen \[::\]:80;", "", site)
        site = re.sub(r"/var/(cache|log)/nginx", folder, site)
        config = Path(folder) / "nginx.conf"
        config.write_text(FRAME.format(folder=folder, site=site), "utf-8")
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
        process = subprocess.Popen([program, "-e", f"{folder}/error.log", "-c", str(config)])
        try:
            _wait(port, f"{prefix}/healthz")
            yield port
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int, path: str) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            Visitor(port).get(path)
        except DISCONNECTED:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx did not come up")


def popular(draw: random.Random, conversations: int) -> int:
    """Draw which conversation somebody holds: a few are held often, most rarely (a Zipf law)."""
    return min(int(draw.paretovariate(0.8)), conversations)


def main() -> int:
    """Hold conversations through nginx and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=600)
    options = parser.parse_args()
    draw, found, different = random.Random(4), Counter[str](), 0
    with (
        running_server(workers=2, env={"DEFAULT_LANG": "zh", "TRUSTED_PROXIES": "1", "RATE_LIMIT": "off"}) as server,
        nginx(server.port) as port,
    ):
        through, direct = Visitor(port), Visitor(server.port)
        for number in range(options.conversations):
            for path, answer in walk(through, popular(draw, options.conversations)):
                found[answer.headers.get("X-Cache", "none")] += 1
                if number % 10 == 0:
                    different += answer.body != direct.get(path).body
        asked = server.log().count('"event": "request"')
    total = found.total()
    hits = total - found["MISS"] - found["none"]
    print(
        f"{options.conversations} conversations, {total} requests: {hits / total:.0%} answered by nginx {dict(found)}; the chat was asked {asked} times"
    )
    print(f"cached pages that differ from fresh ones: {different}")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
