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
    return found


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
    [("TRUSTED_PROXIES", "one"), ("TRUSTED_PROXIES", "-1"), ("HSTS_SECONDS", "1.5"), ("PAGE_CACHE_MIB", "9999999"),
     ("FRAME_ANCESTORS", "*; script-src *"), ("FRAME_ANCESTORS", "https://a\nX: y"), ("TRUSTED_HOSTS", "a b/c")],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read({name: value})


def test_flags_and_numbers_and_lists() -> None:
    found = read({"METRICS": "TRUE", "LOG_UNREAD": "0", "HSTS_SECONDS": "", "TRUSTED_HOSTS": "a.example, .b.example"})
    assert (found["METRICS"], found["LOG_UNREAD"], found["HSTS_SECONDS"]) == (True, False, 0)
    assert found["HOSTS"] == ("a.example", ".b.example")


def test_a_bad_environment_stops_the_start_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env={"TRUSTED_PROXIES": "many", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "TRUSTED_PROXIES='many': takes a whole number from 0 to 9" in done.stderr.splitlines()[-1]
