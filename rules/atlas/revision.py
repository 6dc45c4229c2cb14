"""Two versions of the rules side by side: how many situations changed their verdict, and which way.

Situations are counted over the common refinement: every value of every need, and numbers on each side of every line that
either version draws. The other version's rules and data are taken from version control and read by today's code.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.atlas.answers import MACHINE, MIXED, PLACE

ROOT = Path(__file__).parents[2]
Flips = Counter[tuple[str, str]]
Answers = Mapping[str, NDArray[Any]]


def compare(base: str) -> dict[str, tuple[int, Flips]]:
    """Return per decision how many situations there are and how many went from one choice to another."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old"
        _check_out(base, old)
        trees = (old, ROOT)
        spec = _common(*(json.loads(_run(tree, "edges")) for tree in trees))
        (Path(folder) / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
        answers = []
        for number, tree in enumerate(trees):
            target = Path(folder) / f"{number}.npz"
            _run(tree, "grid", str(Path(folder) / "spec.json"), str(target))
            answers.append({name: array for name, array in np.load(target).items()})
        return dict(_flips(spec, *answers))


def _check_out(base: str, target: Path) -> None:
    """Lay out today's code with the rules and knowledge of a revision."""
    archive = subprocess.run(["git", "archive", base, "rules", "knowledge"], cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as stream:
        stream.extractall(target, filter="data")
    for room in ("rules", "knowledge"):
        for path in [*(target / room).rglob("*.py")]:
            path.unlink()
        for path in (ROOT / room).rglob("*.py"):
            copy = target / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _run(tree: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "rules.atlas.answers", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the rules in {tree.name} cannot be read: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


def _common(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the grid on which both versions can answer: shared values, all edges, all that either reads."""
    values = {name: [one for one in known if one in old["values"].get(name, ())] for name, known in new["values"].items()}
    return {
        "values": {name: known for name, known in values.items() if known},
        "budget": sorted({*old["budget"], *new["budget"]}),
        "scale": {name: sorted({*old["scale"][name], *new["scale"][name]}) for name in values["purpose"]},
        "reads": {name: list(dict.fromkeys([*old["reads"][name], *new["reads"][name]])) for name in MIXED},
    }


def _flips(spec: Mapping[str, Any], old: Answers, new: Answers) -> Iterator[tuple[str, tuple[int, Flips]]]:
    pairs = np.unique(np.stack([old["rows"], new["rows"]], axis=1), axis=0)
    for name in ("product", "runtime"):
        yield name, _count(name, old[name][pairs[:, 0]], new[name][pairs[:, 1]], old, new)
    for name in ("region", "filing"):
        yield name, _count(name, old[name], new[name], old, new)
    codes = _joined(spec, pairs, old, new)
    for name in MIXED:
        yield name, _count(name, *codes[name], old, new)


def _count(name: str, before: NDArray[Any], after: NDArray[Any], old: Answers, new: Answers) -> tuple[int, Flips]:
    mine, theirs = (answers[f"choices_{name}"].astype(str) for answers in (old, new))
    flips: Flips = Counter()
    codes, counts = np.unique(before.astype(np.int64) * 64 + after, return_counts=True)
    for code, count in zip(codes, counts, strict=True):
        if (flip := (str(mine[code // 64]), str(theirs[code % 64])))[0] != flip[1]:
            flips[flip] += int(count)
    return before.size, flips


def _joined(spec: Mapping[str, Any], pairs: NDArray[Any], old: Answers, new: Answers) -> dict[str, list[NDArray[Any]]]:
    """Answer the two-sided decisions wherever what they read of the two sides meets, purpose by purpose."""
    raw = [row[0] for row in _rows(spec)]
    purposes = np.array([spec["values"]["purpose"].index(name) for name in raw])
    by_pair = {tuple(pair): purpose for pair, purpose in zip(np.stack([old["rows"], new["rows"]], axis=1).tolist(), purposes.tolist(), strict=True)}
    owner = np.array([by_pair[tuple(pair)] for pair in pairs.tolist()])
    found: dict[str, list[list[NDArray[Any]]]] = {name: [[], []] for name in MIXED}
    for purpose in range(len(spec["values"]["purpose"])):
        machine = _side(MACHINE, [old["product"][pairs[owner == purpose, 0]], new["product"][pairs[owner == purpose, 1]]], skip=1)
        place = _side(PLACE[1:], [answers[name][purpose] for name in ("region", "filing") for answers in (old, new)], skip=0)
        for version, answers in enumerate((old, new)):
            choices = _meet(spec, purpose, machine, place, version, answers)
            for name in MIXED:
                found[name][version].append(choices[name])
    return {name: [np.concatenate(parts) for parts in both] for name, both in found.items()}


def _rows(spec: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    from rules.atlas.answers import raw_rows  # noqa: PLC0415 - pulls in the tables, which only this step needs

    return list(raw_rows(spec))


def _side(names: tuple[str, ...], outcomes: list[NDArray[Any]], skip: int) -> dict[str, NDArray[Any]]:
    """Return the distinct rows of a side: what the two-sided decisions read of it, and its outcomes in both versions."""
    read = [name for name in names if name in ("load", "uptime", "skill", "means", "buyer", "term", "sensitive")]
    shape = outcomes[0].shape
    columns = [np.broadcast_to(np.arange(shape[skip + names.index(n)]).reshape([-1 if a == skip + names.index(n) else 1 for a in range(len(shape))]), shape) for n in read]
    columns += outcomes
    sizes = tuple(int(column.max()) + 1 for column in columns)
    codes = np.unique(np.ravel_multi_index([column.reshape(-1).astype(np.int64) for column in columns], sizes))
    labels = [*read, *("old", "new")] if len(outcomes) == 2 else [*read, "region-old", "region-new", "filing-old", "filing-new"]
    return dict(zip(labels, np.unravel_index(codes, sizes), strict=True))


def _meet(spec: Mapping[str, Any], purpose: int, machine: Mapping[str, Any], place: Mapping[str, Any], version: int, answers: Answers) -> dict[str, NDArray[Any]]:
    flags = {name: np.arange(2) for name in ("ddos",)}
    left, right = len(machine["old"]), len(place["term"])
    word = ("old", "new")[version]
    given = {"product": machine[word], "region": place[f"region-{word}"], "filing": place[f"filing-{word}"]}
    sides = {**{name: 0 for name in machine}, "product": 0, **{name: 1 for name in place}, "region": 1, "filing": 1, "ddos": 2}
    columns = {**machine, **place, **flags, **given, "purpose": np.array([purpose])}
    shaped = {
        name: np.asarray(column).reshape([-1 if axis == sides.get(name, 3) else 1 for axis in range(3)] if name in sides else [1, 1, 1])
        for name, column in columns.items()
    }
    found = {}
    for name in MIXED:
        index = [found["vendor"] if one == "is.vendor" else shaped[one.removeprefix("is.")] for one in spec["reads"][name]]
        found[name] = np.broadcast_to(answers[name][tuple(np.asarray(one, np.int64) for one in index)], (left, right, 2))
    return {name: array.reshape(-1) for name, array in found.items()}


__all__ = ["compare", "product"]
