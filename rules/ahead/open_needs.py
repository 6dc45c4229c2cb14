"""Which questions are still open: unanswered, and not ruled out by the answers so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from knowledge import load
from rules.ahead.landscape import Box
from rules.ahead.targets import budget_classes
from rules.facts.attributes import Needs
from rules.machine.size import further_purposes, relevant, size_thresholds


def asked(name: str, needs: Needs) -> bool | None:
    """Say whether a need's question applies: True, False, or None while that hangs on unanswered needs."""
    if not load().needs[name].asked:
        return False
    alternatives = load().needs[name].ask_when
    if alternatives is None:
        return True
    results = [_holds(alternative, needs) for alternative in alternatives]
    if True in results:
        return True
    return None if None in results else False


def _holds(alternative: Mapping[str, tuple[str, ...]], needs: Needs) -> bool | None:
    unknown = False
    for name, values in alternative.items():
        if name in needs:
            if str(needs[name]) not in values:
                return False
        elif asked(name, needs) is False:
            return False
        else:
            unknown = True
    return None if unknown else True


def open_needs(needs: Needs) -> list[str]:
    """Return the open needs, in the author's order."""
    return [
        name
        for name, need in load().needs.items()
        if need.asked and name not in needs and asked(name, needs) is not False
    ]


def values_of(name: str, purpose: object, also: tuple[str, ...] = ()) -> tuple[object, ...]:
    """Return the values a need can take, numbers folded to one for each class rules tell apart; None is unknown."""
    if name == "budget":
        return (None, *budget_classes())
    if name == "scale":
        return (None, *scale_classes(purpose, also))
    return (None, *load().needs[name].values)


def scale_classes(purpose: object, also: Collection[str] = ()) -> tuple[int, ...]:
    """Return one number of people for each stretch in which no size class changes, for a purpose."""
    return _scale_classes(purpose, relevant(also))


@lru_cache(maxsize=1024)
def _scale_classes(purpose: object, also: tuple[str, ...]) -> tuple[int, ...]:
    demands = (None, *load().needs["demand"].values)
    services = (None, *load().needs["services"].values)
    word = None if purpose is None else str(purpose)
    edges = {1}
    for demand in demands:
        for several in services:
            edges.update(size_thresholds(word, demand, several, "windows" in also, purposes_in(also)))
    return tuple(sorted(edges))


def purposes_in(also: Collection[str]) -> tuple[str, ...]:
    """Return the further purposes among the circumstances."""
    return tuple(sorted(set(also) & further_purposes()))


def box_of(needs: Needs, free: list[str], also: Collection[str] = ()) -> Box:
    """Return what every need may still be: `free` ones anything, the others as stated or unknown."""
    purpose = needs.get("purpose")
    found: dict[str, tuple[object, ...]] = {}
    for name in load().needs:
        value = needs.get(name)
        if name in free:
            found[name] = values_of(name, purpose, tuple(sorted(also)))
        else:
            found[name] = (None if value in (None, "unsure") else value,)
    return found
