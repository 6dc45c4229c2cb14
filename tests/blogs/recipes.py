"""The files that a recipe in docs/embed tells people to write: its code blocks that name one."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs" / "embed"
PLACEHOLDER = "https://advisor.example"
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def names():
    """Every recipe."""
    return sorted(path.stem for path in DOCS.glob("*.md") if path.stem != "README")


def files(name, advisor=PLACEHOLDER):
    """The files of a recipe by their path, written for a chat at `advisor`."""
    text = (DOCS / f"{name}.md").read_text("utf-8")
    return {path: body.replace(PLACEHOLDER, advisor) for path, body in _BLOCK.findall(text)}


def write(name, folder, advisor):
    """Write a recipe's files into a folder and return it."""
    for path, body in files(name, advisor).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(body, "utf-8")
    return folder
