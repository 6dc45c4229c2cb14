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
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.atlas.answers import MACHINE, MIXED, PLACE, raw_rows

ROOT = Path(__file__).parents[2]
Flips = Counter[tuple[str, str]]
Answers = Mapping[str, NDArray[Any]]


def compare(base: str) -> dict[str, tuple[int, Flips]]:
    """Compare a commit with the working tree."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / base.replace("/", "-")
        _check_out(base, old)
        return compare_trees(old, ROOT)


def compare_trees(old: Path, new: Path) -> dict[str, tuple[int, Flips]]:
    """Return per decision how many situations there are and how many went from one choice to another."""
    spec = _common(*(json.loads(_run(tree, "edges")) for tree in (old, new)))
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        wanted, target = Path(folder) / "spec.json", Path(folder) / "answers.npz"
        wanted.write_text(json.dumps(spec), encoding="utf-8")
        for tree in (old, new):
            _run(tree, "grid", str(wanted), str(target))
            with np.load(target) as found:
                answers.append(dict(found.items()))
    return dict(_flips(spec, *answers))


def _check_out(base: str, target: Path) -> None:
    """Lay out today's code with the rules and knowledge of a revision."""
    archive = subprocess.run(["git", "archive", base, "rules", "knowledge"], cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as stream:
        stream.extractall(target, filter="data")
    for room in ("rules", "knowledge", "tools"):
        for path in [*(target / room).rglob("*.py")]:
            path.unlink()
        for path in (ROOT / room).rglob("*.py"):
            copy = target / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _run(tree: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "tools.atlas.answers", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the rules in {tree.name} cannot be read: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


def _common(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the grid on which both versions can answer: shared values, all edges, all that either reads."""
    values = {
        name: [one for one in known if one in old["values"].get(name, ())] for name, known in new["values"].items()
    }
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
        yield name, _count(name, codes[name][0], codes[name][1], old, new)


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
    purposes = [spec["values"]["purpose"].index(row[0]) for row in raw_rows(spec)]
    by_pair = dict(zip(zip(old["rows"].tolist(), new["rows"].tolist(), strict=True), purposes, strict=True))
    owner = np.array([by_pair[before, after] for before, after in pairs.tolist()])
    found: dict[str, list[list[NDArray[Any]]]] = {name: [[], []] for name in MIXED}
    for purpose in range(len(spec["values"]["purpose"])):
        mine, versions = pairs[owner == purpose], (("old", old), ("new", new))
        products = {f"product-{word}": answers["product"][mine[:, n]] for n, (word, answers) in enumerate(versions)}
        outcomes = {
            f"{name}-{word}": answers[name][purpose] for name in ("region", "filing") for word, answers in versions
        }
        machine = {**_side(MACHINE, products, skip=1), "purpose": np.array([purpose])}
        place = _side(PLACE[1:], outcomes, skip=0)
        for version, (word, answers) in enumerate(versions):
            choices = _meet(spec, machine, place, word, answers)
            for name in MIXED:
                found[name][version].append(choices[name])
    return {name: [np.concatenate(parts) for parts in both] for name, both in found.items()}


_READ = ("load", "uptime", "skill", "means", "buyer", "term", "sensitive")
"""What the two-sided decisions may read of either side, beside the decisions before them."""


def _side(names: tuple[str, ...], outcomes: Mapping[str, NDArray[Any]], skip: int) -> dict[str, NDArray[Any]]:
    """Return the distinct rows of a side: what the two-sided decisions read of it, and its outcomes in both versions."""
    shape = next(iter(outcomes.values())).shape
    columns = dict(outcomes)
    for place, name in enumerate(names, start=skip):
        if name in _READ:
            along = np.arange(shape[place]).reshape([-1 if axis == place else 1 for axis in range(len(shape))])
            columns[name] = np.broadcast_to(along, shape)
    sizes = tuple(int(column.max()) + 1 for column in columns.values())
    codes = np.ravel_multi_index([column.reshape(-1).astype(np.int64) for column in columns.values()], sizes)
    return dict(zip(columns, np.unravel_index(np.unique(codes), sizes), strict=True))


def _meet(
    spec: Mapping[str, Any], machine: Mapping[str, NDArray[Any]], place: Mapping[str, NDArray[Any]], word: str,
    answers: Answers,
) -> dict[str, NDArray[Any]]:  # fmt: skip
    """Answer the two-sided decisions in one version over machine rows, place rows and attacks, in that order of axes."""
    columns = {name: column.reshape(-1, 1, 1) for name, column in machine.items()}
    columns.update({name: column.reshape(1, -1, 1) for name, column in place.items()})
    columns["ddos"] = np.arange(2).reshape(1, 1, 2)
    shape = (len(machine["product-old"]), len(place["region-old"]), 2)
    found: dict[str, NDArray[Any]] = {}
    for name in MIXED:
        index = []
        for one in spec["reads"][name]:
            earlier = one.removeprefix("is.")
            index.append(
                found["vendor"] if earlier == "vendor" else columns[f"{earlier}-{word}" if one != earlier else one]
            )
        found[name] = np.broadcast_to(answers[name][tuple(np.asarray(column, np.int64) for column in index)], shape)
    return {name: array.reshape(-1) for name, array in found.items()}
