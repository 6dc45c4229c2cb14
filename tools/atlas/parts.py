"""What the rules read, in parts that share no answer once the purpose is known; and all that may be said in each part.

Two attributes are in one part when they are folded from a need or a circumstance that both hang on. Derived from the folds: a new
one finds its part by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np

from knowledge import load
from rules.ahead.law_grid import read_folds
from rules.ahead.targets import budget_classes
from rules.answers import Answers, Value
from rules.argument.model import UNKNOWN, Values
from rules.decide.rule_files import RuleError, rulesets
from rules.facts.attributes import SIZE_CLASSES, attributes
from rules.facts.law_folds import LAW_FOLDS, law, law_flags
from rules.machine.size import further_purposes, relevant
from rules.machine.stated import LOADING
from tools.atlas.groups import group_of, groups
from tools.atlas.law_reach import law_states
from tools.atlas.law_said import values as law_values
from tools.atlas.sizes import idle, size_places
from tools.atlas.states import Codes, States, stacked

SIZE, PURPOSE, REACH = "size", "purpose", "reach"
_COUNTED = 1000
"""A number up to this is tried one by one."""


@cache
def read() -> tuple[str, ...]:
    """Return every attribute that some decision reads, in the order of the attributes."""
    named = {name for ruleset in rulesets().values() for name in ruleset.reads}
    return tuple(name for name in attributes() if name in named)


@cache
def behind(attribute: str) -> frozenset[str]:
    """Return the needs, but for the purpose, and the circumstances that an attribute hangs on."""
    if attribute == SIZE:
        sizing = {"scale", *LOADING} - idle() - {PURPOSE}
        return frozenset((*sizing, *relevant(load().circumstances), *map(_said, further_purposes())))
    needs = set(attributes()[attribute].needs)
    if attribute in LAW_FOLDS:
        return frozenset(needs | law_flags().intersection(load().circumstances)) - {PURPOSE}
    return frozenset(needs or {_flag(attribute)}) - {PURPOSE}


@cache
def _flag(attribute: str) -> str:
    return next(flag for flag in load().circumstances if flag.replace("-", "_") == attribute)


@cache
def parts() -> tuple[tuple[str, ...], ...]:
    """Return the attributes that are read, part by part."""
    found: list[tuple[set[str], list[str]]] = []
    for name in read():
        mine, names = set(behind(name)), [name]
        for needs, others in [part for part in found if part[0] & mine]:
            mine, names = mine | needs, others + names
            found.remove((needs, others))
        found.append((mine, names))
    return tuple(tuple(name for name in read() if name in names) for _, names in found)


@cache
def part_states(purpose: str | None, part: tuple[str, ...]) -> States:
    """Return every combination of groups that some answers give the attributes of a part, for a purpose."""
    if SIZE in part:
        return _sized(purpose, part)
    if any(name in LAW_FOLDS for name in part):
        reaches = (None, *load().needs[REACH].values) if any(REACH in behind(name) for name in part) else (None,)
        return stacked([_by_law(purpose, reach, part) for reach in reaches])
    return _plain({PURPOSE: purpose} if purpose else {}, part).only(part)


def _sized(purpose: str | None, part: tuple[str, ...]) -> States:
    """Return size with the programs and with what is said in passing: what else shares an answer with the size is not looked for."""
    flags = [name for name in part if not attributes()[name].needs]
    if strange := {*part} - {SIZE, "services", PURPOSE, *flags}:
        raise RuleError(f"the atlas cannot say yet how {', '.join(sorted(strange))} hangs together with size")
    rows = [
        (group_of("services", several), *_groups(flags, said), group_of(SIZE, SIZE_CLASSES[place]))
        for several in map(_first, groups("services"))
        for said in product((False, True), repeat=len(flags))
        for place in _places(purpose, several, _heard(flags, said))
    ]
    names = ("services", *flags, SIZE)
    columns = {name: np.array([row[place] for row in rows]) for place, name in enumerate(names)}
    return States(columns, {name: len(groups(name)) for name in names}).only(part)


def _first(values: Values) -> str:
    """Return a value that stands for a group, a stated one where there is one."""
    return min(sorted(values), key=lambda value: value == UNKNOWN)


def _places(purpose: str | None, services: str, heard: tuple[str, ...]) -> frozenset[int]:
    """Return one class of size for each group that some answers lead to."""
    together = tuple(group_of(SIZE, name) for name in SIZE_CLASSES)
    return size_places(purpose, None if services == UNKNOWN else services, heard, together)


def _groups(flags: Sequence[str], said: Sequence[bool]) -> list[int]:
    """Return the group of each circumstance, said or not."""
    return [group_of(name, str(one).lower()) for name, one in zip(flags, said, strict=True)]


def _heard(flags: Iterable[str], said: Iterable[bool]) -> tuple[str, ...]:
    """Return the circumstances that are said."""
    return tuple(_flag(name) for name, one in zip(flags, said, strict=True) if one)


def _by_law(purpose: str | None, reach: str | None, part: tuple[str, ...]) -> States:
    """Join the classes of law to all else that is folded from what they hang on."""
    others = [name for name in part if name not in LAW_FOLDS and name != PURPOSE]
    folds = tuple(name for name in read_folds() if name in part)
    kept = _shared(others, folds)
    law_side = _law_groups(law_states(purpose, reach, kept, folds), kept, folds)
    given = {name: value for name, value in ((PURPOSE, purpose), (REACH, reach)) if value}
    rest = _plain(given, others, folds).only((*others, *map(_said, kept)))
    return law_side.joined(rest).only(part)


def _shared(others: Collection[str], folds: Collection[str]) -> tuple[str, ...]:
    """Return what the law and other attributes both hang on, but for the way of being reached."""
    hang_on = frozenset[str]().union(*map(behind, folds))
    beside = frozenset[str]().union(*map(behind, others))
    return tuple(sorted(beside & hang_on - {REACH}))


def _law_groups(of_law: States, kept: Collection[str], folds: Collection[str]) -> States:
    """Return the states of law with the groups of their classes, and the answers that are kept beside them."""
    columns = {_said(name): of_law.columns[name] for name in kept}
    sizes = {_said(name): of_law.sizes[name] for name in kept}
    for fold in folds:
        codes = np.array([group_of(fold, choice) for choice in law().order[fold]])
        columns[fold], sizes[fold] = codes[of_law.columns[fold]], len(groups(fold))
    return States(columns, sizes).only(columns)


def _said(name: str) -> str:
    """Name the column of an answer or a circumstance, which an attribute may be called like."""
    return f"said {name}"


def _plain(given: Mapping[str, Value], part: Collection[str], folds: tuple[str, ...] = ()) -> States:
    """Return the groups of attributes over every answer to what they hang on, and those answers."""
    free = sorted({need for name in part for need in behind(name)} - {*given, REACH})
    found = States({}, {})
    for name in free:
        found = found.times(
            States({_said(name): np.arange(len(_values(name, folds)))}, {_said(name): len(_values(name, folds))})
        )
    for name in part:
        found = found.with_column(name, _folded(name, free, given, found, folds), len(groups(name)))
    return found


def _values(name: str, folds: tuple[str, ...]) -> tuple[Value | None, ...]:
    if name == "budget":
        return (None, *(low for low, _ in budget_classes()))
    need = load().needs.get(name)
    if need and need.kind == "number":
        if need.maximum > _COUNTED:
            raise RuleError(f"the atlas cannot say yet where the stretches of {name} begin")
        return (None, *range(int(need.minimum), int(need.maximum) + 1))
    return law_values(name, folds)


def _answers(given: Mapping[str, Value], said: Mapping[str, Value | None]) -> Answers:
    """Return answers of values, None for nothing said, and of circumstances, which are there or not."""
    told = {name: value for name, value in said.items() if value is not None and not isinstance(value, bool)}
    return Answers.of({**given, **told}, [name for name, value in said.items() if value is True])


def _folded(
    attribute: str, free: Collection[str], given: Mapping[str, Value], found: States, folds: tuple[str, ...]
) -> Codes:
    """Fold each combination of what an attribute hangs on once, and look every row up."""
    names = [name for name in free if name in behind(attribute)]
    table = []
    for said in product(*(_values(name, folds) for name in names)):
        answers = _answers(given, dict(zip(names, said, strict=True)))
        table.append(group_of(attribute, attributes()[attribute].fold(answers)))
    code: Codes = np.zeros(len(found), np.int64)
    for name in names:
        code = code * found.sizes[_said(name)] + found.columns[_said(name)]
    return np.array(table)[code]
