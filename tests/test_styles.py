"""Every class the style sheets know is worn by something: in a template, in what a script or a drawing writes, or by htmx."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
GIVEN = {"htmx-request"}
"""Classes that htmx gives while it asks."""

VERDICTS = {"half", "unsourced", "wrong"}
"""What the article's claims are marked with (knowledge/article.yaml)."""


def styled() -> set[str]:
    sheets = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "static" / "css").rglob("*.css")))
    selectors = re.sub(r"\{[^{}]*\}", " ", re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", sheets, flags=re.DOTALL))
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def worn() -> tuple[set[str], set[str], set[str]]:
    """Return the classes that are written out, what those begin with that are put together, and every word the views say."""
    templates = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "templates").rglob("*.html")))
    written = re.findall(r"class=\"((?:\{\{.*?\}\}|\{%.*?%\}|[^\"])*)\"|\{% set kind = ([^%]*)%", templates)
    scripts = [*(ROOT / "static" / "js").glob("*.js"), ROOT / "static" / "embed.js"]
    given = re.findall(r"class(?:Name|List)?[^\n]*", "\n".join(path.read_text("utf-8") for path in scripts))
    views = [path.read_text("utf-8") for place in ("pages", "words") for path in (ROOT / "chat" / place).glob("*.py")]
    text = " ".join([*(part for both in written for part in both), *given])
    begun = set(re.findall(r"([a-z][\w-]*-)\{\{", text))
    return set(re.findall(r"[a-z][\w-]*", text)), begun, set(re.findall(r"\"([a-z][\w-]*)\"", "\n".join(views)))


def test_every_class_that_is_styled_is_worn() -> None:
    classes, begun, said = worn()
    said |= {start + word for start in begun for word in {*said, *VERDICTS}}
    assert sorted(styled() - classes - said - GIVEN) == []
