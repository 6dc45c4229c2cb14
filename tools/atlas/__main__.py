"""`make atlas`: walk the whole answer space; `--base`, `--people` and `--speed` answer narrower questions."""

from __future__ import annotations

import argparse
import sys

from tools.atlas import net, people, speed
from tools.atlas.revision import compare
from tools.atlas.whole import keep, run


def _say(line: str) -> None:
    print(line, flush=True)


def _walk(everything: bool, accept: bool) -> int:
    report = run(_say, everything)
    for fault in report.faults:
        _say(f"FAULT {fault}")
    if accept:
        keep(report)
    elif report.digests != net.kept():
        _say(
            "Some verdict is another one than when the digests were accepted: --base <commit> says which, --accept accepts."
        )
    return 1 if report.faults else 0


def _compare(base: str) -> int:
    for decision, found in compare(base).items():
        _say(
            f"{decision}: {sum(found.flips.values()):,} of {found.sets:,} answer sets changed,"
            f" in {len(found.changed):,} of {len(found.situations):,} situations"
        )
        for (old, new), count in found.flips.most_common():
            _say(f"  {old} -> {new}: {count:,}")
    return 0


def main() -> int:
    """Run what was asked for; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.atlas", description=__doc__)
    parser.add_argument("--base", help="a commit: say how many answer sets and situations changed since, and which way")
    parser.add_argument("--accept", action="store_true", help="keep the digests and the report of this walk")
    parser.add_argument(
        "--all",
        action="store_true",
        help="the engine and the forgeries in ten times as many situations, every fold in full",
    )
    parser.add_argument("--people", action="store_true", help="how long conversations are")
    parser.add_argument("--speed", action="store_true", help="how long a verdict and a look ahead take")
    wanted = parser.parse_args()
    if wanted.base:
        return _compare(wanted.base)
    if wanted.people:
        return people.report(_say)
    if wanted.speed:
        return speed.report(_say)
    return _walk(wanted.all, wanted.accept)


if __name__ == "__main__":
    sys.exit(main())
