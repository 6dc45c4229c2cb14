"""Print the figures of the code that docs/architecture.md shows: how tangled, how long, how much tested."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Function

from tools.house import floors, house

ROOT = Path(__file__).parent.parent
SERVED = ("app.py", "gunicorn.conf.py", "web", "chat", "rules", "knowledge")
BESIDE = ("tools", "scripts")
IGNORED, FOUGHT = re.compile(r"# type: *ignore"), re.compile(r"# fmt: *(?:skip|off)")
TANGLED, LONG = 10, 250
"""Above which complexity a function counts, and above which lines a module."""


def tracked(places: Iterable[str]) -> list[str]:
    """Return the text of every Python file git knows of in some places."""
    names = subprocess.run(
        ["git", "ls-files", "--", *places], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return [(ROOT / name).read_text("utf-8") for name in names if name.endswith(".py")]


def lines(texts: Iterable[str]) -> int:
    """Count lines."""
    return sum(len(text.splitlines()) for text in texts)


def count(pattern: re.Pattern[str], texts: Iterable[str]) -> int:
    """Count the matches of a pattern."""
    return sum(len(pattern.findall(text)) for text in texts)


def complexities(texts: Iterable[str]) -> list[int]:
    """Return the complexity of every function and method."""
    return [block.complexity for text in texts for block in cc_visit(text) if isinstance(block, Function)]


def report() -> list[tuple[str, str]]:
    """Return what is counted, with its figure."""
    one = house()
    wings = {wing: floors(*one.within(wing)) for wing in ("chat", "rules")}
    served, tests = tracked(SERVED), tracked(("tests",))
    everything = [*served, *tracked(BESIDE)]
    found = complexities(everything)
    return [
        *((f"{wing}/: rooms, floors", f"{len(level)}, {max(level.values()) + 1}") for wing, level in wings.items()),
        ("imports that lead up", str(len(one.climbs))),
        ("circles of rooms", str(len(one.circles))),
        (f"functions, of them above complexity {TANGLED}", f"{len(found)}, {sum(n > TANGLED for n in found)}"),
        ("the most complex", str(max(found))),
        (f"modules above {LONG} lines", str(sum(len(text.splitlines()) > LONG for text in everything))),
        ("the type checker told to look away", str(count(IGNORED, everything))),
        ("the formatter told to look away", str(count(FOUGHT, everything))),
        ("lines of what is served", str(lines(served))),
        ("lines of tests to lines of source", f"{lines(tests) / lines(everything):.2f}"),
    ]


if __name__ == "__main__":
    print("\n".join(f"{figure:>10}  {what}" for what, figure in report()))
