"""Classes folded from several needs: how a thing is reached, and where its other end is.

Each fold is a pure function of what was said; what a purpose is by itself stands in knowledge/purposes.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from knowledge import load
from knowledge.purposes import purposes
from rules.argument.model import UNKNOWN
from rules.price.hours import hours_fold

Needs = Mapping[str, object]
OWN, THROUGH, CALLS_OUT = "own", "through", "calls-out"
ABROAD = ("asia", "west")
NEAR = ("mainland", "hongkong", "asia", "west", "global", UNKNOWN)


@dataclass(frozen=True)
class Fold:
    """One class rules read: its values, the needs it comes from, and the function."""

    values: tuple[str, ...]
    needs: tuple[str, ...]
    of: Callable[[Needs, Collection[str]], str]


def stated(needs: Needs, name: str) -> object | None:
    """Return what was stated of a need, or None when it is unanswered or `unsure`."""
    value = needs.get(name)
    return None if value == "unsure" else value


def served(needs: Needs, also: Collection[str]) -> str:
    """Say how a thing is reached: as its purpose is by itself, unless it was said who connects."""
    purpose = stated(needs, "purpose")
    usual = purposes()[str(purpose)].served if purpose else UNKNOWN
    reach = stated(needs, "reach")
    if reach == "outbound":
        return CALLS_OUT
    if reach == "devices":
        return THROUGH
    if reach == "private" and usual not in (CALLS_OUT, THROUGH, "miniprogram"):
        return OWN
    return usual


def near(needs: Needs, also: Collection[str]) -> str:
    """Say where the other end is: what it talks to if it calls out, else the people.

    Who is abroad and did not say what theirs talks to has it abroad, too.
    """
    people = stated(needs, "audience") or UNKNOWN
    if served(needs, also) != CALLS_OUT:
        return str(people)
    return str(stated(needs, "peer") or (people if people in ABROAD else UNKNOWN))


def _served_values() -> tuple[str, ...]:
    usual = [purposes()[name].served for name in load().needs["purpose"].values]
    return tuple(dict.fromkeys((*usual, OWN, THROUGH, CALLS_OUT, UNKNOWN)))


def used(needs: Needs, also: Collection[str]) -> str:
    """Say whether a machine is in use all day, or so little of it that paying by the hour is cheaper."""
    hours = stated(needs, "hours")
    return hours_fold(None if hours is None else float(str(hours)))


FOLDS: Mapping[str, Fold] = {
    "used": Fold(("all-day", "part"), ("hours",), used),
    "served": Fold(_served_values(), ("purpose", "reach"), served),
    "near": Fold(NEAR, ("purpose", "reach", "peer", "audience"), near),
}
