"""`make atlas`: walk the whole answer space; `--base`, `--people` and `--speed` answer narrower questions."""

from __future__ import annotations

import argparse
import sys

from tools.atlas import people, speed
from tools.atlas.revision import compare
from tools.atlas.whole import DIGEST, keep, run


def _say(line: str) -> None:
    print(line, flush=True)


def _walk(accept: bool) -> int:
    report = run(_say)
    before = DIGEST.read_text(encoding="ascii").strip() if DIGEST.exists() else ""
    if accept:
        keep(report)
    elif report.digest != before:
        _say(
            "Some verdict is another one than when the digest was last accepted: --base <commit> says which, --accept accepts."
        )
    for fault in report.faults:
        _say(f"FAULT {fault}")
    return 1 if report.faults else 0


def _compare(base: str) -> int:
    for decision, (situations, flips) in compare(base).items():
        _say(f"{decision}: {sum(flips.values()):,} of {situations:,} situations changed")
        for (old, new), count in flips.most_common():
            _say(f"  {old} -> {new}: {count:,}")
    return 0


def main() -> int:
    """Run what was asked for; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.atlas", description=__doc__)
    parser.add_argument("--base", help="a commit: say how many situations changed since, and which way")
    parser.add_argument("--accept", action="store_true", help="keep the digest and the report of this walk")
    parser.add_argument("--people", action="store_true", help="how long conversations are")
    parser.add_argument("--speed", action="store_true", help="how long a verdict and a look ahead take")
    wanted = parser.parse_args()
    if wanted.base:
        return _compare(wanted.base)
    if wanted.people:
        return people.report(_say)
    if wanted.speed:
        return speed.report(_say)
    return _walk(wanted.accept)


if __name__ == "__main__":
    sys.exit(main())
