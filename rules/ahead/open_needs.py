"""Which questions are still open: unanswered, and not ruled out by the answers so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from knowledge import load
from rules.ahead.landscape import Box, Left
from rules.ahead.sides import SIZED
from rules.ahead.sized import sizing, storage_classes
from rules.ahead.targets import budget_classes
from rules.answers import UNSURE, Answers, Said
from rules.machine.stated import LOADING, relevant
from rules.machine.wanted import MOST_PEOPLE


def asked(name: str, answers: Answers) -> bool | None:
    """Say whether a need's question applies: True, False, or None while that hangs on unanswered needs."""
    if not load().needs[name].asked:
        return False
    alternatives = load().needs[name].ask_when
    if alternatives is None:
        return True
    results = [_holds(alternative, answers) for alternative in alternatives]
    if True in results:
        return True
    return None if None in results else False


def _holds(alternative: Mapping[str, tuple[str, ...]], answers: Answers) -> bool | None:
    unknown = False
    for name, values in alternative.items():
        if (value := answers.get(name)) is not None:
            if not {*str(value).split(",")} & {*values}:
                return False
        elif asked(name, answers) is False:
            # what nobody will ask stays unsaid, and to a question that is as good as `unsure`
            if "unsure" not in values:
                return False
        else:
            unknown = True
    return None if unknown else True


def open_needs(answers: Answers) -> list[str]:
    """Return the open needs, in the author's order."""
    needs = answers.needs
    return [name for name in _applying(answers.among(_read_by_questions())[0]) if name not in needs]


@lru_cache(maxsize=8192)
def _applying(said: Said) -> tuple[str, ...]:
    """Return the needs whose questions are not ruled out."""
    told = Answers(dict(said))
    return tuple([name for name in load().needs if asked(name, told) is not False])


@cache
def _read_by_questions() -> tuple[str, ...]:
    """Return the needs whose answers decide whether another question applies."""
    return tuple(dict.fromkeys(name for need in load().needs.values() for row in need.ask_when or () for name in row))


def unsure_needs(answers: Answers) -> list[str]:
    """Return the needs answered with `unsure`; what is only heard adds nothing while it is not known."""
    return [name for name, value in answers.said if value == UNSURE and load().needs[name].asked]


def values_of(name: str, answers: Answers) -> tuple[Left, ...]:
    """Return the values a need can take, numbers folded to one for each class rules tell apart; None is unknown."""
    if name == "budget":
        return (None, *budget_classes())
    if name == "scale":
        return (None, *scale_classes(answers))
    if name == "storage":
        return (None, *storage_classes())
    return (None, *load().needs[name].values)


def scale_classes(answers: Answers) -> tuple[int, ...]:
    """Return one number of people for each stretch in which the same is bought, whatever becomes of the other sized needs."""
    return _scale_classes(*answers.among(LOADING, relevant(answers.also)))


@lru_cache(maxsize=4096)
def _scale_classes(said: Said, heard: tuple[str, ...]) -> tuple[int, ...]:
    answers = Answers(dict(said), heard)
    others = [name for name in SIZED if name != "scale"]
    free = [name for name in others if answers.stated(name) is None]
    free = [name for name in free if answers.get(name) is not None or asked(name, answers) is not False]
    box = {name: values_of(name, answers) if name in free else (answers.stated(name),) for name in others}
    found = sizing(answers.told, box["storage"])
    return found.changing(found.picked({**box, "scale": (None, 1)}))


def box_of(answers: Answers, free: Collection[str]) -> Box:
    """Return what every need may still be: `free` ones anything, the others as stated or unknown."""
    box = Box({name: (value,) for name, value in answers.told.needs.items()})
    anything = _anything()
    for name in free:
        box[name] = anything[name]
    return box


@cache
def _anything() -> Mapping[str, tuple[Left, ...]]:
    """Return what each need may be; of people any number: the lots know by themselves where another is bought."""
    return {name: (None, 1, MOST_PEOPLE) if name == "scale" else values_of(name, Answers()) for name in load().needs}
