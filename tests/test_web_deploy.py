"""As a platform runs it: by a Procfile runner, with nothing but PORT and WEB_CONCURRENCY, on a disk nobody can write to."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

import psutil
import pytest
from flask.testing import FlaskClient

from app import create_app
from scripts.cache import nginx
from scripts.serving import ROOT, Server, free_port, running_server, started
from scripts.visitors import Answer, Visitor, walk

BIN = Path(sys.executable).parent
ROOMS = ("chat", "knowledge", "rules", "static", "templates", "web", "app.py", "gunicorn.conf.py", "Procfile")
# /dev/shm stays, as it does in a container with a read-only root: the runner keeps its semaphores there.
READ_ONLY = ["unshare", "--map-root-user", "--mount", "--propagation", "private", "sh", "-c"]
SEALED = """
for place in / /tmp /var/tmp /run; do mount -o remount,bind,ro "$place" 2>/dev/null; done
touch "$0" /tmp/written-by-the-chat 2>/dev/null && exit 99
exec "$@"
"""
ADVICE = "/?purpose=blog&audience=mainland&filing=avoid&budget=50&scale=200&now=1"


def bare(port: int, workers: int) -> dict[str, str]:
    """Return all the environment there is."""
    return {"PATH": f"{BIN}{os.pathsep}/usr/bin{os.pathsep}/bin", "PORT": str(port), "WEB_CONCURRENCY": str(workers)}


@pytest.fixture(scope="module")
def platform() -> Iterator[Server]:
    port = free_port()
    command = [*READ_ONLY, SEALED, str(ROOT / "written-by-the-chat"), str(BIN / "honcho"), "start", "--no-prefix"]
    with started(command, bare(port, 2), port) as server:
        yield server


def master_of(server: Server, workers: int) -> psutil.Process:
    """Return gunicorn's first process, below whatever runs it, once it has all its workers."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for each in psutil.Process(server.process.pid).children(recursive=True):
            if "gunicorn" in " ".join(each.cmdline()) and len(each.children()) == workers:
                return each
    raise AssertionError(server.log())


def test_two_workers_answer_with_nothing_else_set_and_nothing_to_write_to(platform: Server) -> None:
    answer = Visitor(platform.port).get("/healthz")
    assert (answer.status, b'"ok"' in answer.body) == (200, True)
    master = master_of(platform, workers=2)
    assert set(master.environ()) & {"HOME", "USER", "TMPDIR", "GUNICORN_CMD_ARGS"} == set()
    assert not (ROOT / "written-by-the-chat").exists()
    page = Visitor(platform.port).get(ADVICE)
    assert (page.status, "Set-Cookie" in page.headers) == (200, False)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_both_address_families(platform: Server, family: socket.AddressFamily) -> None:
    address = "127.0.0.1" if family == socket.AF_INET else "::1"
    if family == socket.AF_INET6 and not Path("/proc/net/if_inet6").read_text("ascii").strip():
        pytest.skip("this machine has no IPv6")
    connection = http.client.HTTPConnection(address, platform.port, timeout=30)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()


def test_another_process_gives_the_same_page_byte_for_byte(platform: Server, client: FlaskClient) -> None:
    visitor = Visitor(platform.port, Accept_Language="zh-CN")
    for path in ("/", ADVICE, "/api/v1/advice?purpose=game", "/about/ecs?lang=en"):
        here = client.get(path, headers={"Host": "advisor.test", "Accept-Language": "zh-CN"})
        assert visitor.get(path).body == here.data, path


@pytest.fixture(scope="module")
def below_a_path() -> Iterator[Visitor]:
    """Talk to the chat behind nginx, under a path of somebody's site, over what was HTTPS outside."""
    with (
        running_server(1, {"TRUSTED_PROXIES": "1", "FORWARDED_PREFIX": "1", "DEFAULT_LANG": "zh"}) as server,
        nginx(server.port, "/advisor", "https") as port,
    ):
        yield Visitor(port, "blog.example")


def test_addresses_in_pages_are_those_visitors_see(below_a_path: Visitor) -> None:
    page = below_a_path.get(f"/advisor{ADVICE}")
    text = unescape(page.text)
    assert '<link rel="canonical" href="https://blog.example/advisor/">' in text
    assert f'<meta property="og:url" content="https://blog.example/advisor{ADVICE}"' in text
    assert 'property="og:image" content="https://blog.example/advisor/static/' in text
    found = re.findall(r'(?:href|src|action|hx-get|hx-post|data-htmx)="(/[^"]*)"', text)
    assert len(found) > 50
    assert [path for path in found if not path.startswith("/advisor/")] == []
    assert page.headers["Strict-Transport-Security"]
    assert f'id="share-link" href="https://blog.example/advisor{ADVICE.removesuffix("&now=1")}' in text


def test_oembed_robots_and_sitemap_know_the_path(below_a_path: Visitor) -> None:
    address = "https://blog.example/advisor/?purpose=blog&budget=50"
    embed = below_a_path.get(f"/advisor/oembed?url={quote(address, safe='')}").text
    assert "https://blog.example/advisor/embed?purpose=blog&amp;budget=50" in embed
    assert '"provider_url":"https://blog.example/advisor/"' in embed.replace(": ", ":")
    assert "Sitemap: https://blog.example/advisor/sitemap.xml" in below_a_path.get("/advisor/robots.txt").text
    assert "<loc>https://blog.example/advisor/about/ecs</loc>" in below_a_path.get("/advisor/sitemap.xml").text


def test_a_message_leads_on_below_the_path_and_files_are_found(below_a_path: Visitor) -> None:
    said = below_a_path.get(f"/advisor/say?purpose=blog&text={quote('每月五十块')}")
    assert said.status == 303
    assert said.headers["Location"] == "/advisor/?purpose=blog&budget=50&was=budget-"
    page = below_a_path.get("/advisor/embed").text
    for path in re.findall(r'(?:src|href)="(/advisor/static/[^"]+\.(?:js|css))"', page):
        assert below_a_path.get(path).status == 200


def test_a_whole_conversation_below_the_path_and_out_of_the_cache(below_a_path: Visitor) -> None:
    first = below_a_path.get("/advisor/about/ecs")
    again = below_a_path.get("/advisor/about/ecs")
    assert (first.headers["X-Cache"], again.headers["X-Cache"]) == ("MISS", "HIT")
    assert first.body == again.body
    packed = Visitor(below_a_path.port, "blog.example", Accept_Encoding="br, gzip").get("/advisor/about/ecs")
    assert (packed.headers["X-Cache"], packed.headers["Content-Encoding"]) == ("HIT", "gzip")
    assert packed.text == first.text
    walked: list[tuple[str, Answer]] = list(walk(below_a_path, 3, "/advisor/"))
    assert len(walked) >= 4
    assert {answer.status for _, answer in walked} == {200}


def test_the_advisor_stops_on_terminate_with_nothing_lost_and_outlives_killed_workers() -> None:
    command = [sys.executable, "-m", "scripts.kill", "--visitors", "4", "--seconds", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=150)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "exit code 0" in done.stdout
    assert done.stdout.count(" lost") == 4


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what serves, whose knowledge may be spoilt."""
    for room in ROOMS:
        if (ROOT / room).is_dir():
            shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / room, tmp_path / room)
    return tmp_path


def spoil(copy: Path) -> int:
    """Put a mistake into a knowledge file; return its line."""
    path = copy / "knowledge" / "sources.yaml"
    text = path.read_text("utf-8")
    spoilt = re.sub(r"checked_on: *\S+", "checked_on: soon", text, count=1)
    entry = text[: spoilt.index("checked_on: soon")].splitlines()
    path.write_text(spoilt, "utf-8")
    return next(number for number in range(len(entry), 0, -1) if re.match(r"\S+:", entry[number - 1]))


@pytest.mark.parametrize("command", [["gunicorn", "app:app"], ["gunicorn", "--check-config", "app:app"]])
def test_a_bad_knowledge_file_stops_the_start_and_is_named_with_its_line(copy: Path, command: list[str]) -> None:
    line = spoil(copy)
    done = subprocess.run(
        command, cwd=copy, env=bare(free_port(), 1), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert f"sources.yaml:{line}: " in done.stderr
    assert "must be a date" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_old_version_keeps_serving_when_the_next_one_cannot_start(copy: Path) -> None:
    with running_server(1, root=copy) as server:
        line = spoil(copy)
        for number in (signal.SIGUSR2, signal.SIGHUP):  # the next version beside this one; these workers anew
            os.kill(server.process.pid, number)
            _wait_for(server, f"sources.yaml:{line}: " if number == signal.SIGUSR2 else "Handling signal: hup")
            assert Visitor(server.port).get(ADVICE).status == 200
        assert server.process.poll() is None


def _wait_for(server: Server, words: str) -> None:
    until = time.monotonic() + 60
    while words not in server.log():
        assert time.monotonic() < until, server.log()
        time.sleep(0.05)


def test_health_is_true_only_when_advice_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("web.machines.time", SimpleNamespace(monotonic=lambda: now[0]))
    client = create_app({"DEFAULT_LANG": "zh"}).test_client()
    assert json.loads(client.get("/healthz").text)["status"] == "ok"
    monkeypatch.setattr("rules.decide.deciding.fired_on", lambda *_: [])
    assert client.get("/healthz").status_code == 200  # asked within the second
    now[0] += 1
    broken = client.get("/healthz")
    assert (broken.status_code, broken.headers["Cache-Control"]) == (503, "no-store")

    def crash(*_: object) -> list[str]:
        raise RuntimeError("the engine is gone")

    monkeypatch.setattr("rules.decide.deciding.fired_on", crash)
    now[0] += 1
    assert client.get("/healthz").status_code == 500


def test_the_port_comes_from_the_platform_alone(platform: Server) -> None:
    assert urlsplit(platform.url).port == platform.port
    assert f":{platform.port}" in platform.log()
