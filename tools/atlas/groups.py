"""The values of an attribute that no decision tells apart, as one group: the codes in which situations are counted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from rules.ahead.tables import tables
from rules.argument.model import UNKNOWN, Values
from rules.facts.attributes import attributes
from tools.atlas.states import Codes


@cache
def groups(attribute: str) -> tuple[Values, ...]:
    """Group an attribute's values that no decision tells apart; `unknown`, if it is one, comes first."""
    reading = [table for table in tables().values() if attribute in table.ruleset.reads]
    found: dict[tuple[int, ...], list[str]] = {}
    for value in sorted(attributes()[attribute].values, key=lambda value: value != UNKNOWN):
        found.setdefault(tuple(table.index[attribute][value] for table in reading), []).append(value)
    return tuple(frozenset(values) for values in found.values())


@cache
def group_of(attribute: str, value: str) -> int:
    """Return the place of a value's group."""
    return next(place for place, values in enumerate(groups(attribute)) if value in values)


@cache
def offsets(decision: str, attribute: str) -> Codes:
    """Return what each group of an attribute, or each choice of an earlier decision, adds to the position in a table."""
    table = tables()[decision]
    if attribute.startswith("is."):
        choices = tables()[attribute[3:]].ruleset.choices
        return np.array([table.offset(attribute, choice) for choice in choices], np.int64)
    return np.array([table.offset(attribute, min(values)) for values in groups(attribute)], np.int64)


def count(name: str) -> int:
    """Return how many codes an attribute, or an earlier decision, has."""
    return len(tables()[name[3:]].ruleset.choices) if name.startswith("is.") else len(groups(name))


def positions(decision: str, columns: Mapping[str, Codes], length: int) -> Codes:
    """Return each row's position in a decision's table."""
    total: Codes = np.zeros(length, np.int64)
    for name in tables()[decision].ruleset.attributes:
        total += offsets(decision, name)[columns[name]]
    return total


def decided(decision: str, places: Codes) -> Codes:
    """Return the choices in a decision's cells."""
    return tables()[decision].at(places).astype(np.int64)
