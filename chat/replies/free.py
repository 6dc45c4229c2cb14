"""What somebody with nothing to spend can do, or that there is no such way."""

from __future__ import annotations

from chat.replies.case import Case
from knowledge import load

PAGES = ("static", "blog", "site")
"""What can be pages alone, which free tiers of static hosting hold."""
AT_HOME = ("learning", "drive", "game", "data", "bot", "ci", "desktop", "iot", "ai")
"""What runs on a computer one has already, where it matters little that it is off at times."""


def free(case: Case) -> str:
    """Return the way that costs nothing; that there is none where what it is for needs a machine of others."""
    purpose = case.found.answers.stated("purpose")
    if purpose in PAGES:
        return case.say("free_pages")
    if purpose in AT_HOME:
        return case.say("free_home")
    return case.say("free_none" if purpose else "free_unknown", money=case.money(case.found.price))


def nothing_to_spend(value: object) -> bool:
    """Say whether a budget is none at all."""
    return isinstance(value, int | float) and not value


def cited(case: Case) -> tuple[str, ...]:
    """Return the sources of the way that costs nothing, by their names."""
    purpose = case.found.answers.stated("purpose")
    key = "instead/static" if purpose in PAGES else "instead/learning-laptop" if purpose in AT_HOME else ""
    return load().snippets[key].cites if key else ()
