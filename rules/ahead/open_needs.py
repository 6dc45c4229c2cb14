"""Which questions are still open: unanswered, and not ruled out by the answers so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import product

from knowledge import load
from rules.ahead.landscape import Box
from rules.ahead.sides import SIZED
from rules.ahead.targets import budget_classes
from rules.facts.attributes import Needs
from rules.machine.lots import stretches
from rules.machine.stated import NUMBERS, relevant, wanted


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
    return [
        name
        for name, need in load().needs.items()
        if need.asked and name not in needs and asked(name, needs) is not False
    ]


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


def storage_classes() -> tuple[float, ...]:
    """Return the amounts on screen, each a step that what is kept is bought in; what is typed between them has its own step."""
    return load().needs["storage"].presets


def scale_classes(needs: Needs, also: Collection[str] = ()) -> tuple[int, ...]:
    """Return one number of people for each stretch in which the same is bought, whatever becomes of the other sized needs."""
    told = tuple((name, needs[name]) for name in LOADING if name in needs)
    return _scale_classes(told, relevant(also))


LOADING = tuple(name for name in ("purpose", "demand", "services", "software", *NUMBERS, "bits"))
"""Every need that a size hangs on, but the number of people."""


@lru_cache(maxsize=4096)
def _scale_classes(told: tuple[tuple[str, object], ...], also: tuple[str, ...]) -> tuple[int, ...]:
    needs = dict(told)
    free = [name for name in SIZED if name != "scale" and needs.get(name) in (None, "unsure")]
    free = [name for name in free if name in needs or asked(name, needs) is not False]
    axes = [values_of(name, needs, also) for name in free]
    starts = {1}
    for answers in product(*axes):
        starts.update(stretches(wanted({**needs, **dict(zip(free, answers, strict=True))}, also))[0])
    return tuple(sorted(starts))


def box_of(needs: Needs, free: list[str], also: Collection[str] = ()) -> Box:
    """Return what every need may still be: `free` ones anything, the others as stated or unknown."""
    found: dict[str, tuple[object, ...]] = {}
    for name in load().needs:
        value = needs.get(name)
        if name in free:
            found[name] = values_of(name, needs, also)
        else:
            found[name] = (None if value in (None, "unsure") else value,)
    return found
