"""Every platform's file says what its platform documents, and all say the same."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from scripts.serving import web_command
from web.settings import DEFAULTS

ROOT = Path(__file__).parent.parent
COMMAND = ["gunicorn", "app:app"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
GRACE = 20
"""Seconds that gunicorn gives answers on their way; every platform must wait longer than this."""


def read(name: str) -> Any:
    text = (ROOT / name).read_text("utf-8")
    return (
        json.loads(text)
        if name.endswith("json")
        else yaml.safe_load(text)
        if name.endswith("yaml")
        else tomllib.loads(text)
    )


def test_one_command_everywhere() -> None:
    assert web_command() == COMMAND
    assert read("render.yaml")["services"][0]["startCommand"].split() == COMMAND
    assert read("zbpack.json") == {"start_command": " ".join(COMMAND)}
    assert json.loads(re.findall(r"^CMD (\[.*\])", DOCKERFILE, re.MULTILINE)[-1]) == COMMAND
    assert "startCommand" not in read("railway.json")["deploy"]  # the Dockerfile's
    settings = (ROOT / "gunicorn.conf.py").read_text("utf-8")
    assert f"\ngraceful_timeout = {GRACE}\n" in settings
    assert "\npreload_app = True\n" in settings


def test_app_json_has_what_heroku_and_dokku_document() -> None:
    found = read("app.json")
    heroku = {"name", "description", "keywords", "stack", "buildpacks", "formation", "env"}
    assert set(found) <= heroku | {"healthchecks"}  # healthchecks: Dokku's
    assert re.match(r"[a-zA-Z-_.]+", found["name"])
    assert set(found["env"]) <= {*DEFAULTS, "WEB_CONCURRENCY"}
    assert all(set(row) <= {"description", "value", "required"} for row in found["env"].values())
    (check,) = found["healthchecks"]["web"]
    assert (check["type"], check["path"]) == ("startup", "/healthz")
    assert check["attempts"] * check["wait"] >= 10


def test_render_yaml() -> None:
    (service,) = read("render.yaml")["services"]
    documented = {
        "type",
        "name",
        "runtime",
        "plan",
        "region",
        "buildCommand",
        "startCommand",
        "healthCheckPath",
        "maxShutdownDelaySeconds",
        "envVars",
    }
    assert set(service) <= documented
    assert (service["type"], service["runtime"], service["region"]) == ("web", "python", "singapore")
    assert service["healthCheckPath"] == "/healthz"
    assert GRACE < service["maxShutdownDelaySeconds"] <= 300
    values = {row["key"]: row["value"] for row in service["envVars"]}
    assert set(values) <= {*DEFAULTS, "WEB_CONCURRENCY"}
    assert all(isinstance(value, str) for value in values.values())
    assert int(values["TRUSTED_PROXIES"]) == 2


def test_fly_toml() -> None:
    found = read("fly.toml")
    assert found["kill_signal"] == "SIGTERM"
    assert GRACE < int(found["kill_timeout"].removesuffix("s")) <= 300
    service = found["http_service"]
    assert service["internal_port"] == int(found["env"]["PORT"])
    assert service["concurrency"]["soft_limit"] < service["concurrency"]["hard_limit"]
    assert [check["path"] for check in service["checks"]] == ["/healthz"]
    assert set(found["env"]) <= {*DEFAULTS, "PORT", "WEB_CONCURRENCY"}
    assert int(found["env"]["TRUSTED_PROXIES"]) == 1
    assert (ROOT / found["build"]["dockerfile"]).is_file()


def test_railway_json() -> None:
    found = read("railway.json")
    assert found["build"] == {"builder": "DOCKERFILE", "dockerfilePath": "Dockerfile"}
    deploy = found["deploy"]
    assert deploy["healthcheckPath"] == "/healthz"
    # Its parser refuses numbers in quotation marks, although its manual shows them so.
    numbers = ("healthcheckTimeout", "restartPolicyMaxRetries", "overlapSeconds", "drainingSeconds")
    assert all(type(deploy[name]) is int for name in numbers)
    assert deploy["drainingSeconds"] > GRACE
    assert set(deploy) == {*numbers, "healthcheckPath", "restartPolicyType"}


class Unit(configparser.ConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def test_systemd_units() -> None:
    service, listening = Unit(strict=False, interpolation=None), Unit()
    service.read(ROOT / "deploy" / "advisor.service")
    listening.read(ROOT / "deploy" / "advisor.socket")
    assert service["Service"]["ExecStart"].endswith("/.venv/bin/" + " ".join(COMMAND))
    assert int(service["Service"]["TimeoutStopSec"]) > GRACE
    assert service["Unit"]["Requires"] == "advisor.socket"
    port = listening["Socket"]["ListenStream"].rpartition(":")[2]
    assert f"server 127.0.0.1:{port};" in (ROOT / "deploy" / "nginx.conf").read_text("utf-8")


def test_the_images_last_stage_has_no_compiler_and_runs_as_nobody() -> None:
    build, serve = re.split(r"^(?=FROM )", DOCKERFILE, flags=re.MULTILINE)[1:]
    assert " AS build" in build.splitlines()[0]
    assert "gcc" in build
    assert not re.search(r"gcc|apt-get|pip install", serve)
    assert "COPY --from=build" in serve
    user = re.findall(r"^USER (\d+):(\d+)$", serve, re.MULTILINE)
    assert user
    assert "0" not in user[-1]
    after = serve.rpartition("USER ")[2]
    assert not re.search(r"^(RUN|COPY|ADD) ", after, re.MULTILINE)
    assert "VOLUME" not in serve
    assert re.search(r"^STOPSIGNAL SIGTERM$", serve, re.MULTILINE)
    assert "/healthz" in serve


def test_the_image_is_of_the_python_that_build_packs_take() -> None:
    version = (ROOT / ".python-version").read_text("utf-8").strip()
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(set(images)) == 1
    assert images[0].startswith(f"python:{version}-slim")


def test_what_the_image_copies_is_there_and_let_through() -> None:
    let_through = {
        line[1:].strip("/") for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    for path in let_through:
        assert (ROOT / path).exists(), path
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.*)", DOCKERFILE, re.MULTILINE)]
    for path in (path for row in copied for path in row if path != "."):
        assert (ROOT / path).exists(), path
        assert any(path == known or path.startswith(f"{known}/") for known in let_through), path
    rooms = {"app.py", "gunicorn.conf.py", "chat", "knowledge", "rules", "static", "templates", "web"}
    assert rooms <= let_through
    assert not {"tests", ".git", "scripts"} & let_through


def test_locks_name_no_place_and_no_machine() -> None:
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "scripts" / "package-lock.json"]
    assert len(locks) == 6
    for lock in locks:
        text = lock.read_text("utf-8")
        assert not re.search(r"index-url|find-links|trusted-host|file:|\"resolved\"|registry", text), lock
        assert not re.search(r"(^|[\s\"=])/(home|root|work|tmp|Users)/", text), lock
        if lock.suffix == ".txt":
            assert "://" not in text
            pinned = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text, re.MULTILINE)
            assert 0 < len(pinned) <= len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text))


def test_the_lock_that_build_packs_read_is_the_lock() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r requirements/base.txt"]


def test_no_package_json_where_build_packs_look() -> None:
    assert not (ROOT / "package.json").exists()
