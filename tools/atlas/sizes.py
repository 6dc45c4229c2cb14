"""Which classes of size some answers lead to, with all that shares an answer with the size: searched, lightest first.

More of anything never gives a smaller size (`second_folds` holds that), so a search ends when every class between the least and
the most is found; where it is not, everything is tried: every stretch of every number, every program, up to three further
purposes. Nothing is put in that nobody can say: each class found has its answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations, product

from knowledge import load
from rules.facts.attributes import SIZE_IDS, attributes
from rules.machine.size import LADDER, MOST_FURTHER, further_purposes

Index = Callable[[int], int]
Told = Mapping[str, object]
_MOST = 100_000_000


@cache
def size_places(purpose: str | None, services: str | None, windows: bool) -> frozenset[int]:
    """Return the places in SIZE_IDS of the classes some answers lead to, the programs and Windows as they are."""
    told = {name: value for name, value in (("purpose", purpose), ("services", services)) if value}
    system = ("windows",) if windows else ()
    least, most, found = len(SIZE_IDS), 0, set[int]()
    for choices in _choices():
        most = max(most, place_of({**told, **choices, **_greatest()}, (*system, *_heaviest())))
        found |= _grown({**told, **choices}, system)
    least = min(found)
    possible = _between(least, most, {_card(place) for place in (*found, most)})
    for further in _further(purpose):
        if found >= possible:
            break
        for choices in _choices():
            found |= _grown({**told, **choices}, (*system, *further))
    return frozenset(found)


def place_of(told: Told, also: tuple[str, ...]) -> int:
    """Return the place in SIZE_IDS of the class that rules read."""
    return SIZE_IDS.index(attributes()["size"].fold(told, also))


def _card(place: int) -> bool:
    machine = LADDER.get(SIZE_IDS[place])
    return bool(machine and machine.gpu_memory_gib)


def _between(least: int, most: int, cards: set[bool]) -> set[int]:
    """Return the classes from least to most, with a card only where some have one."""
    return {place for place in range(least, most + 1) if SIZE_IDS[place] not in LADDER or _card(place) in cards}


@cache
def _asked_numbers() -> tuple[str, ...]:
    return tuple(name for name in attributes()["size"].needs if load().needs[name].kind == "number")


@cache
def _choices() -> tuple[Told, ...]:
    """Return every answer to the choices that size, each with nothing said of the numbers."""
    names = [
        name for name in attributes()["size"].needs
        if name not in ("purpose", "services") and load().needs[name].kind == "choice"
    ]  # fmt: skip
    rows = product(*((None, *load().needs[name].values) for name in names))
    return tuple({name: value for name, value in zip(names, row, strict=True) if value} for row in rows)


def _greatest() -> Told:
    return {name: min(load().needs[name].maximum, _MOST) for name in _asked_numbers()}


@cache
def _heaviest() -> tuple[str, ...]:
    """Return the further purposes that ask most, one after the other."""
    found: list[str] = []
    for _ in range(MOST_FURTHER):
        rest = [name for name in sorted(further_purposes()) if name not in found]
        found.append(max(rest, key=lambda name: place_of({}, (*found, name))))
    return (*found, *further_purposes())


def _further(purpose: str | None) -> Iterator[tuple[str, ...]]:
    names = sorted(further_purposes() - {purpose})
    for count in range(1, MOST_FURTHER + 1):
        yield from combinations(names, count)


def _grown(told: Told, also: tuple[str, ...]) -> set[int]:
    """Return the classes along each number, the others unsaid."""
    found = {place_of(told, also)}
    for name in _asked_numbers():
        need = load().needs[name]
        low, high = int(need.minimum), int(min(need.maximum, _MOST))
        found |= along(lambda number, name=name: place_of({**told, name: number}, also), low, high)  # type: ignore[misc]
    return found


def along(index: Index, low: int, high: int) -> set[int]:
    """Return every value of a function that never falls, from low to high."""
    found, spans = set[int](), [(low, high, index(low), index(high))]
    while spans:
        low, high, first, last = spans.pop()
        found |= {first, last}
        if first != last and high - low > 1:
            middle = (low + high) // 2
            here = index(middle)
            spans += [(low, middle, first, here), (middle, high, here, last)]
    return found
