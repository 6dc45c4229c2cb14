"""What each answer to a question would bring, and what it would rule out: exactly what then happens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rules.ahead.lookup import outcome
from rules.ahead.planner import standing
from rules.answers import Answers, Value
from rules.machine.size import Size, size_of

LOOKED_AT = ("region", "product")
"""What a page says of an answer; each costs a look ahead."""


@dataclass(frozen=True)
class Consequence:
    """What one answer does: the size and choices then leading, and those no further answer can bring back, by decision."""

    size: Size
    leads: Mapping[str, str]
    rules_out: Mapping[str, tuple[str, ...]]


def consequences(answers: Answers, need: str, values: Collection[Value]) -> dict[Value, Consequence]:
    """Return the consequence of each answer to a need's question, `unsure` among them if asked for."""
    before = standing(answers, LOOKED_AT)
    found = {}
    for value in values:
        answered = answers.given({need: value})
        after = standing(answered, LOOKED_AT)
        leads = outcome(answered, LOOKED_AT).choices
        gone = {
            decision: tuple(choice for choice in before.get(decision, ()) if choice not in after[decision])
            for decision in LOOKED_AT
            if after.get(decision)
        }
        found[value] = Consequence(
            size_of(answered),
            {decision: leads[decision] for decision in LOOKED_AT},
            {d: choices for d, choices in gone.items() if choices},
        )
    return found
