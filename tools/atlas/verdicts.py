"""What the code of one folder decides on given answers; run in a process of its own, with that folder first on the path.

`python verdicts.py words` prints which needs, values and circumstances that code knows, as JSON;
`python verdicts.py decide <sets.json>` prints, per answer set, every decision and its situation (a place in that code's tables).
"""

from __future__ import annotations

import contextlib
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from knowledge import load
from rules.ahead.lookup import outcome
from rules.ahead.tables import tables
from rules.facts.attributes import case_of

on_knowledge_day: Any = contextlib.nullcontext
# Code from before the rows of law has no such day.
with contextlib.suppress(ImportError):
    on_knowledge_day = import_module("tools.atlas.calendar_day").on_knowledge_day
try:
    from rules.answers import Answers

    one_value = True
except ImportError:  # code from before what was said was one value
    one_value = False


def words() -> dict[str, Any]:
    """Return the needs with their values (none for numbers), and what may be said beside them."""
    needs = {name: list(need.values) for name, need in load().needs.items()}
    return {"needs": needs, "also": [*load().circumstances, *needs["purpose"]]}


def decide(sets: list[list[Any]]) -> list[dict[str, list[Any]]]:
    """Decide each answer set: decision -> (choice, place in its table)."""
    found = []
    with on_knowledge_day():
        for needs, also in sets:
            said: tuple[Any, ...] = (Answers.of(needs, also),) if one_value else (needs, tuple(also))
            choices = outcome(*said).choices
            case = {**case_of(*said), **{f"is.{name}": choices[name] for name in tables()}}
            places = {
                name: sum(table.offset(one, case[one]) for one in table.ruleset.attributes)
                for name, table in tables().items()
            }
            found.append({name: [choice, places.get(name, choice)] for name, choice in choices.items()})
    return found


if __name__ == "__main__":
    told = words() if sys.argv[1] == "words" else decide(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    sys.stdout.write(json.dumps(told))
