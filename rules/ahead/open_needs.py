"""Which questions are still open: unanswered, and not ruled out by the answers so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from knowledge import load
from rules.ahead.landscape import BESIDE_SIZED, Box
from rules.ahead.sides import SIZED
from rules.ahead.sized import Told, sizing, storage_classes
from rules.ahead.targets import budget_classes
from rules.facts.attributes import Needs, stated
from rules.machine.stated import NUMBERS, relevant
from rules.machine.wanted import MOST_PEOPLE


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
            if not {*str(needs[name]).split(",")} & {*values}:
                return False
        elif asked(name, needs) is False:
            # what nobody will ask stays unsaid, and to a question that is as good as `unsure`
            if "unsure" not in values:
                return False
        else:
            unknown = True
    return None if unknown else True


def open_needs(needs: Needs) -> list[str]:
    """Return the open needs, in the author's order."""
    read, questions = _read_by_questions(), _questions()
    key = [
        (name, str(value) if name in read else "") for name, value in needs.items() if name in read or name in questions
    ]
    return list(_open(tuple(sorted(key))))


@lru_cache(maxsize=8192)
def _open(told: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    needs = dict(told)
    return tuple(name for name in load().needs if name not in needs and asked(name, needs) is not False)


@cache
def _questions() -> frozenset[str]:
    return frozenset(name for name, need in load().needs.items() if need.asked)


@cache
def _read_by_questions() -> frozenset[str]:
    """Return the needs whose answers decide whether another question applies."""
    return frozenset(name for need in load().needs.values() for row in need.ask_when or () for name in row)


def unsure_needs(needs: Needs) -> list[str]:
    """Return the needs answered with `unsure`; what is only heard adds nothing while it is not known."""
    return [name for name, value in needs.items() if value == "unsure" and load().needs[name].asked]


def values_of(name: str, needs: Needs, also: Collection[str] = ()) -> tuple[object, ...]:
    """Return the values a need can take, numbers folded to one for each class rules tell apart; None is unknown."""
    if name == "budget":
        return (None, *budget_classes())
    if name == "scale":
        return (None, *scale_classes(needs, also))
    if name == "storage":
        return (None, *storage_classes())
    return (None, *load().needs[name].values)


def scale_classes(needs: Needs, also: Collection[str] = ()) -> tuple[int, ...]:
    """Return one number of people for each stretch in which the same is bought, whatever becomes of the other sized needs."""
    told = tuple((name, needs[name]) for name in LOADING if name in needs)
    return _scale_classes(told, relevant(also))


LOADING = ("purpose", "demand", "services", "software", *NUMBERS, "bits")
"""Every need that a size hangs on, but the number of people."""


@lru_cache(maxsize=4096)
def _scale_classes(told: Told, also: tuple[str, ...]) -> tuple[int, ...]:
    needs = dict(told)
    free = [name for name in SIZED if name != "scale" and needs.get(name) in (None, "unsure")]
    free = [name for name in free if name in needs or asked(name, needs) is not False]
    box = {
        name: values_of(name, needs) if name in free else (stated(needs, name),) for name in SIZED if name != "scale"
    }
    rest = tuple((name, needs[name]) for name in BESIDE_SIZED if stated(needs, name) is not None)
    found = sizing(rest, box["storage"], also)
    return found.changing(found.picked({**box, "scale": (None, 1)}))


@cache
def _unknown() -> Box:
    return dict.fromkeys(load().needs, (None,))


def box_of(needs: Needs, free: Collection[str], also: Collection[str] = ()) -> Box:
    """Return what every need may still be: `free` ones anything, the others as stated or unknown."""
    stated = {name: (value,) for name, value in needs.items() if value != "unsure"}
    open_ = {name: _ANYBODY if name == "scale" else values_of(name, needs, also) for name in free}
    return {**_unknown(), **stated, **open_}


_ANYBODY = (None, 1, MOST_PEOPLE)
"""Any number of people: the lots know by themselves where another is bought."""
