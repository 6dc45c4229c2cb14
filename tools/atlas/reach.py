"""Which situations of each decision some set of answers reaches: exact, by joining its parts purpose by purpose.

A person may state any need and any circumstance. The attributes fall into parts that share no answer but the purpose
(`parts`), so for one purpose any state of one goes with any of another; within a part what goes together is worked out
(`law_reach`, `sizes`, or by trying every answer). A later decision reads earlier choices, so those are decided along the
way, side by side with all that they hang on and a later decision still reads. Nothing is in the result that nobody can say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, reduce

import numpy as np

from knowledge import load
from rules.ahead.sides import sides
from rules.ahead.tables import tables
from rules.decide.rule_files import rulesets
from tools.atlas.groups import count, decided, group_of, groups, positions
from tools.atlas.parts import PURPOSE, part_states, parts
from tools.atlas.states import Codes, States


class Reach:
    """Which cells of each decision are reached, and the states of the place side with what came of them."""

    def cells(self, decision: str) -> Codes:
        """Return the reachable positions in a decision's table, in order."""
        return self._cells[decision]

    @cached_property
    def _cells(self) -> dict[str, Codes]:
        found: dict[str, list[Codes]] = {name: [] for name in rulesets()}
        for purpose in (None, *load().needs[PURPOSE].values):
            for decision, places in _of_purpose(purpose).items():
                found[decision].append(places)
        return {decision: np.unique(np.concatenate(parts_)) for decision, parts_ in found.items()}


def _of_purpose(purpose: str | None) -> dict[str, Codes]:
    """Return the cells reached with one purpose, decision by decision."""
    found: dict[str, Codes] = {}
    both = sides().both
    ends = [
        _decided(purpose, _start(purpose, decisions, both), decisions, found)
        for decisions in (sides().place_decisions, sides().machine_decisions)
    ]
    later = {name for decision in both for name in tables()[decision].ruleset.attributes}
    summaries = [_merged(end.only(later), both) for end in ends]
    rest = _start(purpose, both, (), {name for one in summaries for name in one.columns})
    _decided(purpose, reduce(States.times, [*summaries, rest]), both, found)
    return found


def _start(purpose: str | None, decisions: Iterable[str], later: Iterable[str], known: Iterable[str] = ()) -> States:
    """Return all that decisions read, and what later ones read of the same parts; `known` is there already."""
    read = _read(decisions) - {*known}
    wanted = read | _read(later)
    touched = (part for part in parts() if read.intersection(part))
    return reduce(States.times, (part_states(purpose, part).only(wanted.intersection(part)) for part in touched))


def _read(decisions: Iterable[str]) -> set[str]:
    """Return everything that some decisions read."""
    return {name for decision in decisions for name in tables()[decision].ruleset.reads}


def _decided(purpose: str | None, states: States, decisions: Iterable[str], found: dict[str, Codes]) -> States:
    """Decide one decision after the other; each choice is one more column."""
    if PURPOSE not in states.columns:
        kind = group_of(PURPOSE, purpose or "unknown")
        states = states.with_column(PURPOSE, np.full(len(states), kind), len(groups(PURPOSE)))
    for decision in decisions:
        places = positions(decision, states.columns, len(states))
        found[decision] = np.unique(places)
        states = states.with_column(f"is.{decision}", decided(decision, places), count(f"is.{decision}"))
    return states


def _merged(states: States, reading: Iterable[str]) -> States:
    """Let codes share a place that none of these decisions tells apart."""
    columns = {}
    for name, codes in states.columns.items():
        readers = [tables()[one] for one in reading if name in tables()[one].ruleset.attributes]
        first: dict[tuple[int, ...], int] = {}
        marks = [tuple(table.index[name][value] for table in readers) for value in _members(name)]
        places = np.array([first.setdefault(mark, place) for place, mark in enumerate(marks)])
        columns[name] = places[codes]
    return States(columns, states.sizes).only(columns)


def _members(name: str) -> list[str]:
    """Return one value for each code of an attribute or an earlier decision."""
    return list(tables()[name[3:]].ruleset.choices) if name.startswith("is.") else [min(one) for one in groups(name)]
