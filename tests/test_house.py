"""The house stays one to live in: functions one can see whole, exceptions counted, pages and words that are current."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Function

from tools.house import PICTURE, house, picture

ROOT = Path(__file__).parent.parent
ROOMS = ("web", "chat", "rules", "knowledge", "tools", "scripts")
FILES = [
    ROOT / "app.py",
    ROOT / "gunicorn.conf.py",
    *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))),
]
MOST_LINES, MOST_BRANCHES = 40, 10
"""Of a function: lines, and radon's complexity."""
MORE_BRANCHES = {"chat/hear": 12}
"""Rooms whose functions may be more complex."""
TANGLED: dict[str, int] = {}
"""Functions above that complexity, by room: a number here only ever falls; a room that is not here has none."""
MOST_IN_A_MODULE = 250
LONG = {"chat/hear/around.py:_tables"}
"""Functions above those lines."""


def files() -> Iterator[Path]:
    yield from (path for path in FILES if "node_modules" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2]) if parts[0] in ("chat", "rules") and len(parts) > 2 else parts[0]


def functions(path: Path) -> Iterator[Function]:
    """Return every function and method of a module (radon names a class's methods beside it as well)."""
    yield from (block for block in cc_visit(path.read_text("utf-8")) if isinstance(block, Function))


def test_a_function_can_be_seen_whole() -> None:
    long = {
        f"{named(path)}:{node.name}"
        for path in files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES
    }
    assert long <= LONG


def test_no_room_gets_more_tangled() -> None:
    found: dict[str, list[str]] = {}
    for path in files():
        for one in functions(path):
            if one.complexity > MORE_BRANCHES.get(room(path), MOST_BRANCHES):
                found.setdefault(room(path), []).append(f"{named(path)}:{one.name} {one.complexity}")
    assert {name: rows for name, rows in found.items() if len(rows) > TANGLED.get(name, 0)} == {}


@pytest.mark.parametrize("excuse", [r"# type: ?ignore", r"# fmt: ?(skip|off)"])
def test_no_checker_is_told_to_look_away(excuse: str) -> None:
    everything = [*files(), *(ROOT / "tests").rglob("*.py")]
    assert [named(path) for path in everything if re.search(excuse, path.read_text("utf-8"))] == []


def test_a_module_can_be_read_in_one_sitting() -> None:
    long = {
        named(path): count
        for path in files()
        if (count := len(path.read_text("utf-8").splitlines())) > MOST_IN_A_MODULE
    }
    assert long == {}


def test_flask_is_known_to_the_web_alone() -> None:
    knows = {room(path) for path in files() if "flask" in imported(path) or "werkzeug" in imported(path)}
    assert knows <= {"app.py", "web", "scripts"}


def test_the_picture_of_the_house_is_what_the_imports_say() -> None:
    one = house()
    assert (one.climbs, one.circles) == ((), ())
    assert PICTURE.read_text("utf-8") == picture(one), "the imports changed: make house"


def imported(path: Path) -> set[str]:
    """Return the first names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found
