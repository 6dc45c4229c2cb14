"""What each purpose is by itself: one typed row each, and everything that must know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from knowledge import size_tables
from knowledge.records import Need
from knowledge.schema import Mistakes, rows, settled
from knowledge.yamlfile import read_yaml

HERE = Path(__file__).parent
THROUGH, CALLS_OUT, MAIL = "through", "calls-out", "mail"


class Purpose(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One purpose (purposes.yaml).

    `served`: how it is reached, a way of its own name, or one of through (its own people or devices connect to it) and calls-out
    (nobody connects, it calls out). `team`: it is for a team itself, who are its users. `platform`: an app platform could serve
    it, so that it matters what a program's documentation asks for. `pages`: it is looked at in a browser, and gets faster by lighter
    pages and copies near the visitors.
    """

    served: str
    team: bool = False
    platform: bool = False
    pages: bool = False


@cache
def purposes(folder: Path = HERE) -> Mapping[str, Purpose]:
    """Return the rows by purpose; raise KnowledgeError with every row that does not fit."""
    return settled(read, folder)


def read(folder: Path, mistakes: Mistakes) -> dict[str, Purpose]:
    """Read the rows, noting those that do not fit."""
    path = folder / "purposes.yaml"
    found = rows(path, read_yaml(path), Purpose, mistakes)
    for name, row in found.items():
        if row.served not in (name, THROUGH, CALLS_OUT):
            mistakes.add(path, f"served is {name}, {THROUGH} or {CALLS_OUT}, never {row.served}", name)
    return found


def check(
    folder: Path, found: Mapping[str, Purpose], needs: Mapping[str, Need], phrases: set[str], mistakes: Mistakes
) -> None:
    """Note what is missing for an option of `purpose`, and rows of purposes there are none of."""
    path, options = folder / "needs.yaml", needs["purpose"].values
    with mistakes.caught():
        sized = size_tables.sizing(folder)["purposes"]
        for name in options:
            for problem in _missing(name, found.get(name), sized.get(name), needs, phrases):
                mistakes.add(path, problem, "purpose", "options", name)
        for file, named in (("purposes.yaml", found), ("sizing.yaml", sized)):
            for name in (one for one in named if one not in options):
                mistakes.found.append(f"{file}: needs.yaml has no option {name} of purpose")


def _missing(
    name: str, row: Purpose | None, sized: Mapping[str, object] | None, needs: Mapping[str, Need], phrases: set[str]
) -> Iterator[str]:
    if row is None:
        yield "purposes.yaml has no row for it"
    elif row.served != CALLS_OUT and needs["scale"].unit_for(name) is None:
        yield "no unit of scale counts its people; name it in one, or let purposes.yaml say that it calls out"
    if sized is None:
        yield "sizing.yaml has no row for it: its machine would be anybody's"
    elif "demand" in sized and name not in needs["demand"].options_by_purpose:
        yield "sizing.yaml tells its demands apart, and demand has no options_by_purpose for it"
    if unsaid := [key for key in (f"page.programs_{name}", f"nod.purpose_{name}") if key not in phrases]:
        yield f"phrases/ has no {', '.join(unsaid)}"
