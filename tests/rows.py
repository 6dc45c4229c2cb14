"""A copy of what is known, to add rows to, and what serves over it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import HERE, KnowledgeError, load

ROOT = HERE.parent
SERVED = ("chat", "web", "templates", "static")


def append(path: Path, text: str) -> None:
    """Write more rows at the end of a file."""
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change a file, and be sure that it is changed."""
    before = path.read_text("utf-8")
    path.write_text(change(before), "utf-8")
    assert path.read_text("utf-8") != before, path.name


def replaced(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    edit(path, lambda text: text.replace(old, new, 1))


def copied(root: Path) -> Path:
    """Copy the knowledge and the rules; return the folder of the knowledge."""
    for room in ("knowledge", "rules"):
        shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__"))
    return root / "knowledge"


def told(folder: Path) -> list[str]:
    """Return every mistake that loading a folder says, one a line."""
    with pytest.raises(KnowledgeError) as raised:
        load(folder)
    return str(raised.value).splitlines()


def run(root: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script on what serves, over the copy of the knowledge and the rules."""
    shutil.copy(ROOT / "app.py", root)
    for room in SERVED:
        shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)
