"""What each answer to a question would bring, and what it would rule out: exactly what then happens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rules.ahead.lookup import outcome
from rules.ahead.planner import standing
from rules.facts.attributes import Needs
from rules.machine.size import Size, size_of

LOOKED_AT = ("region", "product")
"""What a page says of an answer; each costs a look ahead."""


@dataclass(frozen=True)
class Consequence:
    """What one answer does: the size and choices then leading, and those no further answer can bring back, by decision."""

    size: Size
    leads: Mapping[str, str]
    rules_out: Mapping[str, tuple[str, ...]]


def consequences(
    needs: Needs, also: Collection[str], need: str, values: Collection[object]
) -> dict[object, Consequence]:
    """Return the consequence of each answer to a need's question, `unsure` among them if asked for."""
    before = standing(needs, also, LOOKED_AT)
    found = {}
    for value in values:
        answered = {**needs, need: value}
        after = standing(answered, also, LOOKED_AT)
        leads = outcome(answered, also, LOOKED_AT).choices
        gone = {
            decision: tuple(choice for choice in before.get(decision, ()) if choice not in after[decision])
            for decision in LOOKED_AT
            if after.get(decision)
        }
        found[value] = Consequence(
            size_of(answered, also),
            {decision: leads[decision] for decision in LOOKED_AT},
            {d: choices for d, choices in gone.items() if choices},
        )
    return found
