"""Where a server can stand: one typed row a place; whatever differs by place is a column of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from knowledge.records import Need
from knowledge.schema import Mistakes, Text, rows, settled
from knowledge.yamlfile import read_yaml

HERE = Path(__file__).parent
OVERSEAS = "overseas"


class Region(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One place (regions.yaml), in the author's order.

    `filed`: a domain that points there is filed. `groups`: what plans.csv calls it. `nearest`: where prices are looked for when
    nothing is listed there. `reaches`: where a server may stand for people, or another end, in it. `wish`: the option of the need
    `region` that names it. `names`: the group of the lexicon that holds its names.
    """

    zh: str
    en: str
    help: Text | None = None
    topic: str = ""
    rests_on: str
    groups: tuple[str, ...]
    nearest: tuple[str, ...]
    reaches: tuple[str, ...]
    wish: str
    names: str
    filed: bool = False


@cache
def regions(folder: Path = HERE) -> Mapping[str, Region]:
    """Return the rows by place; raise KnowledgeError with every row that does not fit."""
    return settled(read, folder)


def read(folder: Path, mistakes: Mistakes) -> dict[str, Region]:
    """Read the rows, noting those that do not fit and those that leave a place out."""
    path = folder / "regions.yaml"
    found = rows(path, read_yaml(path), Region, mistakes)
    places = {*found, *mistakes.broken}
    for name, row in found.items():
        if strange := [other for other in (*row.nearest, *row.reaches) if other not in places]:
            mistakes.add(path, f"speaks of {', '.join(strange)}, which is no region", name)
        if left := [other for other in found if other not in (name, *row.nearest)]:
            mistakes.add(path, f"nearest leaves out {', '.join(left)}", name)
    return found


def check(folder: Path, found: Mapping[str, Region], needs: Mapping[str, Need], mistakes: Mistakes) -> None:
    """Note what is missing for a place: a wish that names it, a line that can be priced, people or another end in it."""
    path = folder / "regions.yaml"
    with mistakes.caught():
        lines = read_yaml(folder / "money.yaml")["add"]["line"]
        for name, row in found.items():
            if row.wish not in needs["region"].values:
                mistakes.add(path, f"needs.yaml has no option {row.wish} of region", name)
            if name not in needs["peer"].values:
                mistakes.add(
                    path, "needs.yaml has no such option of peer: nobody could say that another end is there", name
                )
            if name not in lines:
                mistakes.add(path, "money.yaml prices no line there (add, line)", name)
