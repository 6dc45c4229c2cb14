"""Two versions side by side on the same answers: how many answer sets, and how many situations, changed their verdict, which way.

The whole code of the other version is laid out in a folder and decides for itself, so what is compared is what people would be
told. Words that it does not know are left out of the answers put to both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from rules.answers import UNSURE, Answers
from tools.atlas.net import VOCABULARIES, sets

ROOT = Path(__file__).parents[2]
ASKED = Path(__file__).with_name("verdicts.py")
Flips = Counter[tuple[str, str]]


@dataclass
class Compared:
    """One decision in two versions: answer sets and the situations they fall in, and how many of each changed."""

    sets: int = 0
    flips: Flips = field(default_factory=Counter)
    situations: set[object] = field(default_factory=set)
    changed: set[object] = field(default_factory=set)


def compare(base: str, count: int | None = None) -> dict[str, Compared]:
    """Compare a commit with the working tree."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / base.replace("/", "-")
        archive = subprocess.run(["git", "archive", base], cwd=ROOT, capture_output=True, check=True)
        with tarfile.open(fileobj=BytesIO(archive.stdout)) as stream:
            stream.extractall(old, filter="data")
        return compare_trees(old, ROOT, count)


def compare_trees(old: Path, new: Path, count: int | None = None) -> dict[str, Compared]:
    """Compare two folders of code on the answer sets of both vocabularies, `count` of each (None: as many as the net has)."""
    known = [json.loads(_run(tree, "words")) for tree in (old, new)]
    common = [_common(one, known) for vocabulary in VOCABULARIES for one in sets(vocabulary, count)]
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "sets.json"
        asked.write_text(json.dumps(common), encoding="utf-8")
        before, after = (json.loads(_run(tree, "decide", str(asked))) for tree in (old, new))
    found: dict[str, Compared] = {}
    for was, now in zip(before, after, strict=True):
        for decision in now.keys() & was.keys():
            _count(found.setdefault(decision, Compared()), was[decision][0], *now[decision])
    return {decision: found[decision] for decision in after[0] if decision in found}


def _count(one: Compared, was: str, now: str, situation: object) -> None:
    one.sets += 1
    one.situations.add(situation)
    if was != now:
        one.flips[was, now] += 1
        one.changed.add(situation)


def _common(answers: Answers, known: Iterable[Mapping[str, Any]]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Leave out what one of the versions does not know."""
    needs, also = dict[str, object](answers.needs), answers.also
    for words in known:
        needs = {name: value for name, value in needs.items() if _knows(words["needs"], name, value)}
        also = tuple(flag for flag in also if flag in words["also"])
    return needs, also


def _knows(needs: Mapping[str, list[str]], name: str, value: object) -> bool:
    values = needs.get(name)
    if values is None:
        return False
    return not values or value == UNSURE or {*str(value).split(",")} <= {*values}


def _run(tree: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, str(ASKED), *arguments], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the rules in {tree.name} cannot be read: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout
