"""What the law says to this person: the rows that touch them, and what has to come before any server."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules.ahead.explain import Change
from rules.ahead.lookup import outcome
from rules.ahead.targets import DECISIONS
from rules.answers import Answers, Value
from rules.decide.deciding import Decided
from rules.facts.law_folds import day, law, law_flags
from rules.law.rows import Row

NOT_AS_YOU_ARE, NEEDS_APPROVAL, CANNOT = "not-as-you-are", "needs-approval", "cannot"
FREE = "no"
HARMLESS = {"content": "own", "data": "none", "subject": "company"}
"""What is tried in place of the answer a row forbids: nothing of the trade, nobody's data, an entity that may be licensed."""


@dataclass(frozen=True)
class Lawful:
    """`rows`: what must be said, due first in front; `missing`: rows that name a licence, an approval or an entity not there yet.

    `forbidden`: no, needs-approval or not-as-you-are; `may_file`: how the filing stands by law.
    """

    rows: tuple[Row, ...]
    missing: tuple[Row, ...]
    forbidden: str
    may_file: str
    on: date


def lawful(decided: Decided, on: date) -> Lawful:
    """Ask the rows of law about one conversation and the place it is advised."""
    return _lawful(decided.answers, decided.choice("region"), decided.choice("filing"), on)


@lru_cache(maxsize=1024)
def _lawful(answers: Answers, region: str, filing: str, on: date) -> Lawful:
    rows = tuple(law().rows_for(answers, on, region))
    folds = law().folds(answers, on)
    forbidden, may_file = folds["forbidden"], folds["may_file"]
    missing = [row for row in forbidden.rows if forbidden.choice != "no"]
    if may_file.choice == CANNOT and filing == "needed":
        missing += [row for row in may_file.rows if row not in missing]
    return Lawful(rows, tuple(missing), forbidden.choice, may_file.choice, on)


def because(row: Row, answers: Answers) -> Mapping[str, Value]:
    """Return the stated needs a row of law rests on, by themselves or by what follows from them."""
    implied = law().words["implied"]
    names = {name for key in row.binds for name in (key, *implied.get(key, ()))}
    return {name: value for name, value in answers.told.said if name in names}


def eased(decided: Decided, missing: Collection[Row]) -> Iterator[Change]:
    """Yield the single answers that end what the law forbids, each with the decisions that flip."""
    answers = decided.answers
    if not missing:
        return
    now = outcome(answers, DECISIONS)
    for name in HARMLESS:
        if answers.stated(name) is None and name != "subject":
            continue
        for value in _without(name, answers, missing):
            after = answers.given({name: value})
            if _allowed(after):
                yield Change(name, answers.get(name), value, now.differs(outcome(after, DECISIONS), *DECISIONS))
                break


def _allowed(answers: Answers) -> bool:
    folds = law().folds(answers, day())
    return folds["forbidden"].choice == FREE and folds["may_file"].choice != CANNOT


def _without(name: str, answers: Answers, missing: Collection[Row]) -> Iterator[str]:
    """Yield answers without what the rows forbid: of a list what is left of it, then the harmless one."""
    bad = {word for row in missing for word in row.binds.get("content", ()) if isinstance(row.binds["content"], list)}
    left = [word for word in str(answers.get(name) or "").split(",") if word not in bad] if name == "content" else []
    yield from (",".join(left), HARMLESS[name]) if left else (HARMLESS[name],)


def circumstances(row: Row, answers: Answers) -> list[str]:
    """Return the circumstances a row of law may rest on."""
    named = row.binds.get("also", ())
    words = (
        named if isinstance(named, list) else [word for part in dict(named).values() for word in part] if named else []
    )
    return [
        flag
        for flag in answers.also
        if flag in words or (flag in law_flags() and set(row.binds) & {"content", "data", "subject"})
    ]
