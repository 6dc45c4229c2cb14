"""Every setting has a default that works, a bad one stops the start in one line, and the documentation lists them all."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from web.settings import DEFAULTS, SettingError, read

ROOT = Path(__file__).parent.parent
PLATFORM = {"PORT", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS", "FORWARDED_ALLOW_IPS", "PROMETHEUS_MULTIPROC_DIR"}
WSGI = {"REMOTE_ADDR", "SCRIPT_NAME"}
"""What a request's environment has besides its headers."""


def read_by_code() -> set[str]:
    """Return every name that the serving code asks the environment for."""
    found = set()
    files = [
        ROOT / "app.py",
        ROOT / "gunicorn.conf.py",
        *(p for room in ("web", "chat", "rules", "knowledge") for p in (ROOT / room).rglob("*.py")),
    ]
    for path in files:
        text = path.read_text("utf-8")
        if '__name__ == "__main__"' in text:  # a tool for those who write knowledge
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call | ast.Subscript) and "environ" in ast.unparse(node):
                found |= set(re.findall(r"""environ(?:\.\w+\(|\[)['"]([A-Z_]+)['"]""", ast.unparse(node)))
    return {name for name in found if not name.startswith("HTTP_")} - WSGI


def documented() -> dict[str, str]:
    """Return every variable of the table with its default."""
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    return {
        name: default.strip("` ") for name, default in re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", text, re.MULTILINE)
    }


def test_the_table_lists_every_variable_with_its_default() -> None:
    table = documented()
    assert set(table) == set(DEFAULTS) | PLATFORM
    assert {name: table[name] for name in DEFAULTS} == dict(DEFAULTS)
    assert read_by_code() <= set(table)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "-1"),
        ("HSTS_SECONDS", "1.5"),
        ("PAGE_CACHE_MIB", "9999999"),
        ("FRAME_ANCESTORS", "*; script-src *"),
        ("FRAME_ANCESTORS", "https://a\nX: y"),
        ("TRUSTED_HOSTS", "a b/c"),
        ("DEFAULT_LANG", "fr"),
        ("DEFAULT_THEME", "zzz"),
        ("FEEDBACK_URL", "foo"),
        ("LINK_BACK", "javascript:alert(1)"),
        ("METRICS", "maybe"),
        ("FRAME_ANCESTORS", "javascript:x"),
        ("ACCENT", "red"),
        ("FORWARDED_PREFIX", "/sub"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read({name: value})


def test_flags_and_numbers_and_lists() -> None:
    found = read({"METRICS": "TRUE", "LOG_UNREAD": "0", "HSTS_SECONDS": "", "TRUSTED_HOSTS": "a.example, .b.example"})
    assert (found["METRICS"], found["LOG_UNREAD"], found["HSTS_SECONDS"]) == (True, False, 0)
    assert found["HOSTS"] == ("a.example", ".b.example")


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("TRUSTED_PROXIES", "many", "a whole number from 0 to 9"),
        ("RATE_LIMIT", "0/second", "at least one request"),
        ("WEB_CONCURRENCY", "0", "a whole number from 1 to 256"),
        ("PORT", "99999", "a whole number from 1 to 65535"),
    ],
)
def test_a_bad_environment_stops_the_start_in_one_line(name: str, value: str, takes: str) -> None:
    command = [str(Path(sys.executable).parent / "gunicorn"), "app:app"]
    env = {name: value, "PATH": str(Path(sys.executable).parent)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"server-advisor: {name}={value!r}: takes {takes}")
