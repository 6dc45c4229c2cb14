"""The documented sizes of programs: whole rows, real dates, a quotation and an address for each."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from knowledge.yamlfile import read_yaml

ROOM = Path(__file__).parent.parent / "knowledge"
SILENT = "silent.yaml"
FIGURES = {"vcpus", "memory_gib", "disk_gib", "gpu_memory_gib"}
FIELDS = {"minimum", "recommended", "carries", "per", "steps", "bandwidth", "own", "kind", "sources", "note"}
DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|undated")


def _rows() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOM / "program_sizes").glob("*.yaml")):
        if path.name != SILENT:
            loaded = read_yaml(path)
            assert not set(loaded) & set(rows), f"{path.name} repeats {set(loaded) & set(rows)}"
            rows |= loaded
    return rows


def _silent() -> dict[str, dict[str, Any]]:
    path = ROOM / "program_sizes" / SILENT
    return read_yaml(path) if path.exists() else {}


ROWS, UNSAID = _rows(), _silent()


def _sizes(row: dict[str, Any]) -> list[dict[str, float]]:
    told = [row[key] for key in ("minimum", "recommended") if key in row]
    return told + [size for _, size in row.get("steps", [])]


def test_every_row_is_a_program_of_the_catalogue() -> None:
    room = ROOM / "programs"
    if not room.exists():
        pytest.skip("the catalogue of programs is not here yet")
    known = {name for path in room.glob("*.yaml") for name in read_yaml(path)}
    assert set(ROWS) | set(UNSAID) <= known


def test_no_program_is_both_sized_and_silent() -> None:
    assert not set(ROWS) & set(UNSAID)


def test_the_programs_people_name_most_are_sized() -> None:
    assert len(ROWS) >= 80


@pytest.mark.parametrize("name", ROWS)
def test_a_row_says_numbers_and_who_says_them(name: str) -> None:
    row = ROWS[name]
    assert set(row) <= FIELDS
    assert row["kind"] in {"official", "maintainer", "reported"}
    assert _sizes(row), "no size at all"
    for size in _sizes(row):
        assert size.keys() <= FIGURES
        assert all(isinstance(figure, int | float) and figure > 0 for figure in size.values())
    assert row["sources"]
    note = row.get("note")
    assert note is None or (note["zh"].strip() and note["en"].strip())
    assert "note" in row or row["kind"] != "reported", "a report by users says so"


@pytest.mark.parametrize("name", ROWS)
def test_a_recommended_machine_is_no_smaller_than_the_least(name: str) -> None:
    least, advised = ROWS[name].get("minimum", {}), ROWS[name].get("recommended", {})
    assert all(advised[key] >= least[key] for key in least.keys() & advised.keys())


@pytest.mark.parametrize("name", ROWS)
def test_steps_grow(name: str) -> None:
    steps = ROWS[name].get("steps", [])
    for (fewer, smaller), (more, larger) in itertools.pairwise(steps):
        assert fewer < more
        assert all(larger[key] >= smaller[key] for key in smaller.keys() & larger.keys())


@pytest.mark.parametrize("name", ROWS)
def test_a_growing_size_says_of_what(name: str) -> None:
    row = ROWS[name]
    if "steps" in row:
        assert row["carries"]["unit"], "steps count in the unit of `carries`"
    for key in ("carries", "per", "bandwidth"):
        assert key not in row or row[key]["unit"].strip()


@pytest.mark.parametrize("name", ROWS)
def test_every_source_is_quoted_dated_and_addressed(name: str) -> None:
    today = dt.datetime.now(dt.UTC).date()
    for source in ROWS[name]["sources"]:
        assert source["url"].startswith("https://")
        assert source["title"].strip()
        assert 0 < len(source["says"]) <= 160
        assert DATED.fullmatch(source["date"])
        checked = dt.date.fromisoformat(source["checked_on"])
        assert checked <= today
        assert source["date"] == "undated" or source["date"] <= source["checked_on"]


@pytest.mark.parametrize("name", UNSAID)
def test_a_silent_program_names_what_was_opened(name: str) -> None:
    row = UNSAID[name]
    assert row["looked"]
    assert all(url.startswith("https://") for url in row["looked"])
    assert dt.date.fromisoformat(row["checked_on"])
