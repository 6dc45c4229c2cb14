"""docs/words.md is the code's own glossary: what it names is there, what is there is named, and no name is two things."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"\| `([\w-]+)` \| ([^|]+) \| `([\w/.]+)` \|")
ROOMS = ("rules", "chat/said", "chat/hear")
"""The rooms whose every public class is a word."""
TWICE = {"Amount", "Line", "Load", "Named", "Part", "Words"}
"""Names that chat/hear still uses for something of its own: this only ever gets shorter."""


def rows() -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / "docs" / "words.md").read_text("utf-8"))


def classes() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every public class of the rooms with its bases."""
    for place in ROOMS:
        for path in sorted((ROOT / place).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name, frozenset(base.id for base in node.bases if isinstance(base, ast.Name))


def used(path: Path) -> set[str]:
    """Return every name a module defines or uses, words inside its names and its own name included."""
    found = {path.stem}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for field in ("id", "attr", "arg", "name"):
            name = getattr(node, field, None)
            found |= {name, *name.split("_")} if isinstance(name, str) else set()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found.add(node.value)
    return found


def test_every_row_of_the_glossary_is_read() -> None:
    lines = (ROOT / "docs" / "words.md").read_text("utf-8").splitlines()
    assert len(rows()) == sum(line.startswith("| `") for line in lines) > 100


def test_every_word_stands_where_the_glossary_says() -> None:
    lost = [
        (word, where) for word, _, where in rows() if not (ROOT / where).is_file() or word not in used(ROOT / where)
    ]
    assert lost == []


def test_every_public_class_is_a_word_or_a_kind_of_one() -> None:
    words = {word for word, _, _ in rows()}
    assert sorted({name for name, bases in classes() if not {name, *bases} & words} - TWICE) == []


def test_no_word_is_two_things() -> None:
    assert [word for word, count in Counter(word for word, _, _ in rows()).items() if count > 1] == []
    assert {name for name, count in Counter(name for name, _ in classes()).items() if count > 1} == TWICE
