"""Fire the note rules: warnings, order lines, vendor questions, steps, and what to do instead of buying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from knowledge import load
from rules.argument.engine import Engine
from rules.argument.model import UNKNOWN, Note
from rules.decide.conditions import note_domains
from rules.decide.deciding import Decided
from rules.decide.rule_files import notes
from rules.decide.telling import Telling

_CROWDS = ((10_000, "crowd"), (1_000, "many"), (100, "some"), (1, "few"))


class Kind:
    """One file of notes: what fires them, the notes by id, and what of a case they can tell."""

    def __init__(self, name: str, rules: Sequence[Note]) -> None:
        """Compile the notes."""
        self.engine = Engine(name, {rule.id: rule.when for rule in rules})
        self.notes = {rule.id: rule for rule in rules}
        reads = sorted({attribute for rule in rules for attribute, _ in rule.when})
        self.telling = Telling(reads, rules, note_domains(load()))


@cache
def _kinds() -> list[Kind]:
    """Return every file of notes."""
    return [Kind(name, rules) for name, rules in notes().items() if rules]


@lru_cache(maxsize=4096)
def _fired(kind: Kind, values: tuple[str, ...]) -> tuple[Note, ...]:
    """Fire once for each fact: a file can tell little, so far fewer facts than conversations."""
    return tuple(kind.notes[rule_id] for rule_id in kind.engine.fire(kind.telling.case(values)))


def note_case(decided: Decided, fit: str) -> dict[str, str]:
    """Return everything a note rule may read."""
    answers = decided.answers
    people = answers.number("scale")
    crowd = next((name for least, name in _CROWDS if people is not None and people >= least), UNKNOWN)
    heard = {key: "true" if name in answers.also else "false" for name, key in _further().items()}
    return {**decided.case, **heard, "fit": fit, "people": crowd}


@cache
def _further() -> Mapping[str, str]:
    """Return what a note reads of each further purpose."""
    return {name: f"also.{name}" for name in load().needs["purpose"].values}


def fired_notes(decided: Decided, fit: str) -> Mapping[str, list[Note]]:
    """Return the notes that fire, by kind, in the author's order."""
    case = note_case(decided, fit)
    found: dict[str, list[Note]] = {}
    for kind in _kinds():
        for note in _fired(kind, kind.telling.of(case)):
            found.setdefault(note.kind, []).append(note)
    return {kind: _each_once(rows) for kind, rows in found.items()}


def _each_once(rows: Iterable[Note]) -> list[Note]:
    """Return notes by rank, what says the same only once."""
    found: dict[str, Note] = {}
    for note in sorted(rows, key=lambda note: (note.rank, note.id)):
        found.setdefault(note.snippet, note)
    return list(found.values())
