"""What the rules must say by name: a purpose or a band of sizes that none of them names would get what nobody in particular gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.purposes import HERE, purposes
from knowledge.yamlfile import fault, read_yaml
from rules.machine.ladder import LADDER

NOTED = ("step", "warning")
"""Kinds of notes that name every purpose."""
DECIDED = ("product", "region")
"""Decisions whose rules name every purpose that is served in a way of its own."""
Contents = Mapping[str, Mapping[str, Any]]
"""The rule files as they are written, by name."""


def unnamed(contents: Contents) -> Iterator[str]:
    """Say what names a purpose or a band nowhere."""
    for name, row in purposes().items():
        wanted = (*NOTED, *(DECIDED if row.served == name else ()))
        if silent := [key for key in wanted if name not in words_of(contents, key, "purpose", "served")]:
            yield str(fault(HERE / "purposes.yaml", f"no rule of {', '.join(silent)} names it; let one do", name))
    yield from _unasked()
    for rung in {rung.band: rung for rung in LADDER.values()}.values():
        if rung.band not in words_of(contents, "product", "size"):
            problem = f"no rule of product names its band {rung.band}; let one do, or give it a band there is"
            yield str(fault(HERE / "ladder.yaml", problem, "ladder", rung.id))


def _unasked() -> Iterator[str]:
    """Say which purposes of a way of their own no question is written to be asked of."""
    named = _asked_by_name()
    problem = "no ask_when of needs.yaml names it, so it is asked only what everybody is; let the questions that decide name it"
    for name, row in purposes().items():
        if row.served == name and not row.team and name not in named:
            yield str(fault(HERE / "purposes.yaml", problem, name))


def _asked_by_name() -> set[str]:
    """Return the purposes that some question is written to be asked of, those that come of {not: …} aside."""
    rows = [row for need in read_yaml(HERE / "needs.yaml").values() for row in need.get("ask_when") or ()]
    return {name for row in rows if isinstance(row.get("purpose"), list) for name in row["purpose"]}


def words_of(contents: Contents, key: str, *attributes: str) -> set[str]:
    """Return the values that conditions of one decision or kind of note are written with."""
    found = set[str]()
    for content in contents.values():
        for row in (content.get("rules") or ()) if key in (content.get("kind"), content.get("decision")) else ():
            for attribute in attributes:
                wanted = (row.get("when") or {}).get(attribute, ())
                wanted = wanted["not"] if isinstance(wanted, Mapping) else wanted
                found.update((wanted,) if isinstance(wanted, str) else wanted)
    return found
