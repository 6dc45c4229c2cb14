"""What a choice is good at wherever it is chosen: the rule each of those clauses rests on, and its sources."""

from __future__ import annotations

from collections.abc import Sequence

from chat.replies.case import Case
from chat.replies.reply import JSON
from chat.words import bill_json
from knowledge import load


def cited(case: Case, decision: str, choices: Sequence[str], told: Sequence[str]) -> list[JSON]:
    """Return the sources of what choices are good at, of those whose clause stands in `told`."""
    text = "\n".join(told)
    named = [one for one in choices if case.say(f"own_{decision}_{one}".replace("-", "_")) in text]
    rows = (row for one in named for row in load().decisions[decision].choices if row.value == one)
    rules = [load().snippets[row.rests_on] for row in rows]
    return [row for rule in rules for row in bill_json.sources(rule.cites, case.lang) if row["url"]]
