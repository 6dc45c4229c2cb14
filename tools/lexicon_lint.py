"""Say what in the lexicon is redundant, cannot be said or is too long to read: `python -m tools.lexicon_lint`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from chat.hear import load_lexicon
from chat.hear.check import lint
from chat.hear.lexicon import ROOT

FOLDER = ROOT / "lexicon"
MOST_LINES = 150
MOST_LETTERS = 120


def unreadable(folder: Path = FOLDER) -> Iterator[str]:
    """Yield the files and lines that are too long to be read as a whole."""
    for path in sorted(folder.rglob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        name = path.relative_to(folder)
        if len(lines) > MOST_LINES:
            yield f"{name}: {len(lines)} lines, at most {MOST_LINES}: move some values to a file of their own"
        for at, line in enumerate(lines, 1):
            if len(line) > MOST_LETTERS:
                yield f"{name}:{at}: {len(line)} letters, at most {MOST_LETTERS}: make the longest list a group"


def main() -> int:
    """Print the report."""
    found = [*lint(load_lexicon()), *unreadable()]
    sizes = sum(path.stat().st_size for path in FOLDER.rglob("*.yaml"))
    print("\n".join([*found, f"{len(load_lexicon().entries)} entries, {sizes / 1000:.0f} KB, {len(found)} to mend"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
