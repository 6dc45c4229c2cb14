"""Fire the note rules: warnings, order lines, vendor questions, steps, and what to do instead of buying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from knowledge import load
from rules.argument.engine import Engine
from rules.argument.model import UNKNOWN, Note
from rules.decide.deciding import Decided
from rules.decide.rule_files import notes

_CROWDS = ((10_000, "crowd"), (1_000, "many"), (100, "some"), (1, "few"))


@cache
def _engines() -> list[tuple[Engine, dict[str, Note], frozenset[str]]]:
    """Return the sets of notes: what fires them, the notes by id, and the attributes they read."""
    return [
        (
            Engine(name, {rule.id: rule.when for rule in rules}),
            {rule.id: rule for rule in rules},
            frozenset(attribute for rule in rules for attribute, _ in rule.when),
        )
        for name, rules in notes().items()
        if rules
    ]


def note_case(decided: Decided, fit: str) -> dict[str, str]:
    """Return everything a note rule may read."""
    answers = decided.answers
    people = answers.number("scale")
    crowd = next((name for least, name in _CROWDS if people is not None and people >= least), UNKNOWN)
    heard = {f"also.{name}": "true" if answers.has(name) else "false" for name in load().needs["purpose"].values}
    return {**decided.case, **heard, "fit": fit, "people": crowd}


def fired_notes(decided: Decided, fit: str) -> Mapping[str, list[Note]]:
    """Return the notes that fire, by kind, in the author's order."""
    case = note_case(decided, fit)
    found: dict[str, list[Note]] = {}
    for engine, rules, reads in _engines():
        for rule_id in engine.fire({name: case[name] for name in reads}):
            found.setdefault(rules[rule_id].kind, []).append(rules[rule_id])
    return {kind: _each_once(rows) for kind, rows in found.items()}


def _each_once(rows: Iterable[Note]) -> list[Note]:
    """Return notes by rank, what says the same only once."""
    found: dict[str, Note] = {}
    for note in sorted(rows, key=lambda note: (note.rank, note.id)):
        found.setdefault(note.snippet, note)
    return list(found.values())
