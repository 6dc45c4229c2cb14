"""How much one client may ask, who counts as one client, and what more is answered."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from scripts.serving import free_port
from web.limits import Memory, Rates, client_of
from web.settings import SettingError


def limited(**config: str) -> FlaskClient:
    return create_app({"DEFAULT_LANG": "zh", "TRUSTED_PROXIES": "1", "RATE_LIMIT": "3/hour", **config}).test_client()


def ask(client: FlaskClient, path: str = "/", address: str = "8.8.8.8") -> TestResponse:
    return client.get(path, headers={"X-Forwarded-For": address})


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/?purpose=blog", "text/html", "问得有点快"),
        ("/embed?lang=en", "text/html", "too fast"),
        ("/api/v1/advice", "problem+json", "again in"),
    ],
)
def test_too_many_requests_say_when_to_come_back(path: str, kind: str, words: str) -> None:
    client = limited()
    assert [ask(client, path).status_code for _ in range(3)] == [200] * 3
    refused = ask(client, path)
    assert refused.status_code == 429
    assert kind in refused.content_type
    assert words in refused.text
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600
    assert refused.headers["Cache-Control"] == "no-store"
    assert ask(client, path, "8.8.4.4").status_code == 200


def test_health_checks_and_files_are_never_refused() -> None:
    client = limited()
    for path in ("/healthz", "/static/app.css"):
        assert {ask(client, path).status_code for _ in range(9)} == {200}
    assert ask(client).status_code == 200


def test_an_unknown_address_counts_too() -> None:
    client = limited()
    assert [ask(client, "/wp-login.php").status_code for _ in range(4)] == [404, 404, 404, 429]


def test_a_forged_forwarding_header_is_believed_only_from_a_counted_proxy() -> None:
    direct = limited(TRUSTED_PROXIES="0")
    told = [direct.get("/", headers={"X-Forwarded-For": f"8.8.8.{n}"}).status_code for n in range(4)]
    assert told == [200, 200, 200, 429]
    behind = limited(TRUSTED_PROXIES="1")
    assert [ask(behind, address=f"9.9.9.{n}, 8.8.8.8").status_code for n in range(4)] == [200, 200, 200, 429]
    twice = limited(TRUSTED_PROXIES="2")
    assert [ask(twice, address=f"9.9.9.{n}, 8.8.8.8, 10.0.0.1").status_code for n in range(4)] == [200, 200, 200, 429]


def test_by_default_a_proxy_that_nobody_counted_is_not_limited() -> None:
    client = create_app({"RATE_LIMIT": ""}).test_client()
    assert {client.get("/healthz").status_code for _ in range(5)} == {200}
    assert {client.get("/article").status_code for _ in range(100)} == {200}
    public = {client.get("/article", environ_base={"REMOTE_ADDR": "8.8.8.8"}).status_code for _ in range(200)}
    assert public == {200, 429}


@pytest.mark.parametrize(
    ("address", "client", "public"),
    [
        ("8.8.8.8", "8.8.8.8", True),
        ("::ffff:8.8.8.8", "8.8.8.8", True),
        ("10.1.2.3", "10.1.2.3", False),
        ("2606:4700:1:2:3:4:5:6", "2606:4700:1:2::/64", True),
        ("2606:4700:1:2::9", "2606:4700:1:2::/64", True),
        ("::1", "::/64", False),
        ("", "unknown", False),
        (None, "unknown", False),
        ("unix:", "unknown", False),
    ],
)
def test_who_counts_as_one_client(address: str | None, client: str, public: bool) -> None:
    assert client_of(address) == (client, public)


def test_memory_forgets_the_oldest_clients_first_and_counters_end() -> None:
    memory = Memory(most=2)
    assert [memory.incr("a", 60), memory.incr("a", 60), memory.incr("b", 60), memory.incr("c", 60)] == [1, 2, 1, 1]
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (0, 1, 1)
    assert memory.incr("d", -1) == 1
    assert memory.get("d") == 0
    assert memory.check()
    assert memory.reset() == 2
    assert memory.get("c") == 0


def test_a_rate_that_makes_no_sense_stops_the_start() -> None:
    with pytest.raises(SettingError, match="RATE_LIMIT='often'"):
        create_app({"RATE_LIMIT": "often"})
    assert Rates("off").wait("anybody") == 0


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    server = shutil.which("redis-server")
    if server is None:
        pytest.fail("redis-server is missing; `make setup-dev` installs it")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([server, *options], stdout=subprocess.DEVNULL)
    try:
        _wait_for_redis(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for_redis(port: int) -> None:
    import redis

    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            redis.Redis(port=port).ping()
        except redis.ConnectionError:
            continue
        return


def test_processes_share_one_count_in_redis(redis_url: str) -> None:
    first, second = limited(REDIS_URL=redis_url), limited(REDIS_URL=redis_url)
    assert [ask(client).status_code for client in (first, second, first, second, first)] == [200, 200, 200, 429, 429]


def test_without_redis_each_process_counts_for_itself(capsys: pytest.CaptureFixture[str]) -> None:
    client = limited(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert [ask(client).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_body_that_is_too_long(client: FlaskClient) -> None:
    for options in ({"data": {"text": "x" * 20_000}}, {"data": b"text=" + b"x" * 20_000, "content_type": "text/plain"}):
        answer = client.post("/say", **options)
        assert answer.status_code == 413
        assert "<h1" in answer.text
    many = client.post("/say", data={f"f{n}": "1" for n in range(100)})
    assert many.status_code == 400
    parts = client.post("/say", data={f"f{n}": "1" for n in range(100)}, content_type="multipart/form-data")
    assert parts.status_code == 413


def test_an_address_that_is_too_long_says_so(client: FlaskClient) -> None:
    assert client.get("/api/v1/advice?" + "x" * 9000).status_code == 414
    problem = client.get("/api/v1/advice?" + "x=1&" * 80)
    assert problem.status_code == 400
    assert json.loads(problem.data)["detail"] == "At most 64 parameters are read."


@pytest.mark.parametrize("path", ["/", "/api/v1/advice", "/about/ecs"])
def test_other_host_names_are_refused_and_never_repeated(path: str) -> None:
    client = create_app({"TRUSTED_HOSTS": "advisor.example.com, .example.org", "DEFAULT_LANG": "en"}).test_client()
    for host in ("evil.example", "advisor.example.com.evil.example", "a b", "evil.example:80"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text
    for host in ("advisor.example.com", "advisor.example.com:8443", "chat.example.org"):
        assert client.get(path, headers={"Host": host}).status_code == 200
    assert client.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200
