"""Classes folded from several needs: how a thing is reached, and where its other end is.

Each fold is a pure function of what was said; what a purpose is by itself stands in knowledge/purposes.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge import load
from knowledge.purposes import CALLS_OUT, MAIL, THROUGH, purposes
from knowledge.regions import OVERSEAS, regions
from rules.answers import Answers
from rules.argument.model import UNKNOWN
from rules.price.hours import hours_fold

OWN = "own"
ABROAD = tuple(name for name, row in regions().items() if row.wish == OVERSEAS)
NEAR = (*regions(), "global", UNKNOWN)


@dataclass(frozen=True)
class Fold:
    """One class rules read: its values, the needs it comes from, and the function."""

    values: tuple[str, ...]
    needs: tuple[str, ...]
    of: Callable[[Answers], str]


def served(answers: Answers) -> str:
    """Say how a thing is reached: as its purpose is by itself, unless it was said who connects."""
    purpose = answers.stated("purpose")
    usual = purposes()[str(purpose)].served if purpose else UNKNOWN
    reach = answers.stated("reach")
    if reach == "outbound":
        return CALLS_OUT
    if reach == "devices":
        return THROUGH
    if reach == "private" and usual not in (CALLS_OUT, THROUGH, MAIL, "miniprogram"):
        return OWN
    return usual


def near(answers: Answers) -> str:
    """Say where the other end is: what it talks to if it calls out, else the people.

    Who is abroad and did not say what theirs talks to has it abroad, too.
    """
    people = answers.stated("audience") or UNKNOWN
    if served(answers) != CALLS_OUT:
        return str(people)
    return str(answers.stated("peer") or (people if people in ABROAD else UNKNOWN))


def _served_values() -> tuple[str, ...]:
    usual = [purposes()[name].served for name in load().needs["purpose"].values]
    return tuple(dict.fromkeys((*usual, OWN, THROUGH, CALLS_OUT, UNKNOWN)))


def used(answers: Answers) -> str:
    """Say whether a machine is in use all day, or so little of it that paying by the hour is cheaper."""
    return hours_fold(answers.number("hours"))


FOLDS: Mapping[str, Fold] = {
    "used": Fold(("all-day", "part"), ("hours",), used),
    "served": Fold(_served_values(), ("purpose", "reach"), served),
    "near": Fold(NEAR, ("purpose", "reach", "peer", "audience"), near),
}
