"""Which classes of size some answers lead to, with the programs and circumstances as they are: searched, lightest first.

Every stretch of people (solved, not sampled), every answer to the choices that size, every program by itself, every other
quantity along its whole range, and those beside each further purpose, then beside up to three. The search ends when every group
of classes that rules tell apart is found. Nothing is put in that nobody can say: each class found has its answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations, product

from knowledge import load
from knowledge.programs import programs
from rules.answers import Answers, Value
from rules.facts.attributes import SIZE_CLASSES, attributes
from rules.machine.ladder import LADDER
from rules.machine.load import MOST_FURTHER
from rules.machine.lots import stretches
from rules.machine.size import further_purposes
from rules.machine.stated import LOADING, wanted

Told = Mapping[str, Value]
Also = tuple[str, ...]
KEPT = ("purpose", "services")


@cache
def size_places(purpose: str | None, services: str | None, heard: Also, together: tuple[int, ...]) -> frozenset[int]:
    """Return the places in SIZE_CLASSES of one class for each group that some answers lead to, beside circumstances that are `heard`.

    `together`: per class the number of its group, those that rules do not tell apart sharing one. A card is for models: where a
    stated purpose has none by any choice, no quantity, program or further purpose brings one.
    """
    told = _said(purpose, services)
    found: dict[int, int] = {}
    wanted_groups, cards = {*together}, {together[place] for place in _cards()}
    for said, further in _tries(told, purpose):
        for place in said(told, (*heard, *further)):
            found.setdefault(together[place], place)
        if said is _by_choice and purpose and not further and not found.keys() & cards:
            wanted_groups -= cards
        if found.keys() >= wanted_groups:
            break
    return frozenset(found.values())


def _said(purpose: str | None, services: str | None) -> Told:
    return {name: value for name, value in zip(KEPT, (purpose, services), strict=True) if value}


@cache
def _cards() -> tuple[int, ...]:
    return tuple({SIZE_CLASSES.index(machine.band) for machine in LADDER.values() if machine.cards})


def _tries(told: Told, purpose: str | None) -> Iterator[tuple[Callable[[Told, Also], set[int]], Also]]:
    """Return what may be said besides, a little at a time, as functions that look at all of it."""
    yield _by_choice, ()
    if purpose is None:
        yield _by_program, ()
    yield _by_quantity, ()
    names = sorted(further_purposes() - {purpose})
    for count in (1, MOST_FURTHER):
        for some in combinations(names, count) if count == 1 else [_heaviest(purpose)]:
            yield _by_choice, some
            yield _by_quantity, some
    if purpose:
        yield _by_program, ()


def _heaviest(purpose: str | None) -> Also:
    """Return the further purposes that ask most, one after the other."""
    found: list[str] = []
    for _ in range(MOST_FURTHER):
        rest = [name for name in sorted(further_purposes()) if name not in (*found, purpose)]
        found.append(max(rest, key=lambda name: place_of({}, (*found, name))))
    return tuple(found)


def _by_choice(told: Told, also: Also) -> set[int]:
    return set().union(*(by_people({**told, **choices}, also) for choices in _choices()))


def _by_program(told: Told, also: Also) -> set[int]:
    return set().union(*(by_people({**told, "software": name}, also) for name in sorted(programs())))


@cache
def idle() -> frozenset[str]:
    """Return the quantities that change no class, over their whole range, whatever the purpose and the choices that size."""
    purposes = (None, *load().needs["purpose"].values)
    quantities = [name for name in LOADING if load().needs[name].kind == "number"]
    bases = [{**choices, **({"purpose": one} if one else {})} for one in purposes for choices in _choices()]
    return frozenset(name for name in quantities if all(len(_ranged(base, (), name)) == 1 for base in bases))


def by_people(told: Told, also: Also) -> set[int]:
    """Return the classes that some number of people leads to."""
    return {SIZE_CLASSES.index(lot.size_class) for lot in stretches(wanted(Answers.of(told, also)))[1]}


def place_of(told: Told, also: Also = ()) -> int:
    """Return the place in SIZE_CLASSES of the class that rules read."""
    return SIZE_CLASSES.index(attributes()["size"].fold(Answers.of(told, also)))


@cache
def _choices() -> tuple[Told, ...]:
    """Return every answer to the choices that size; nothing else said."""
    names = [
        name
        for name in LOADING
        if name not in KEPT and load().needs[name].kind == "choice" and load().needs[name].asked
    ]
    rows = product(*((None, *load().needs[name].values) for name in names))
    return tuple({name: value for name, value in zip(names, row, strict=True) if value} for row in rows)


def _by_quantity(told: Told, also: Also) -> set[int]:
    """Return the classes along each number that is only heard."""
    quantities = [name for name in LOADING if load().needs[name].kind == "number"]
    return set().union(*(_ranged(told, also, name) for name in quantities))


def _ranged(told: Told, also: Also, name: str) -> set[int]:
    """Return the classes along one number."""
    low, high = max(1, int(load().needs[name].minimum)), int(load().needs[name].maximum)
    return {place_of(told, also), *along(lambda number: place_of({**told, name: number}, also), low, high)}


def along(index: Callable[[int], int], low: int, high: int) -> set[int]:
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
