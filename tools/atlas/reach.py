"""Which situations of each decision some set of answers reaches: exact, by joining its parts purpose by purpose.

A person may state any need and any circumstance. The attributes fall into parts that share no answer but the purpose
(`parts`), so for one purpose any state of one goes with any of another; within a part what goes together is worked out
(`law_reach`, `sizes`, or by trying every answer). A later decision reads earlier choices, so those are decided along the
way, side by side with all that they hang on and a later decision still reads. Nothing is in the result that nobody can say.

Situations in which just the same rules hold are one: joined part by part with only one of each kept, their number follows what
the rules can say and not how many words they read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, cached_property, reduce

import numpy as np

from knowledge import load
from rules.ahead.cuts import encoded
from rules.ahead.sides import sides
from rules.ahead.tables import tables
from rules.decide.rule_files import rulesets
from tools.atlas.groups import count, decided, group_of, groups, positions
from tools.atlas.parts import PURPOSE, part_states, parts
from tools.atlas.states import Codes, States

SEED = 20261130
_WORD = 62


class Reach:
    """One reachable situation of each decision for every set of rules that hold together, and others at random."""

    def cells(self, decision: str) -> Codes:
        """Return the numbers of situations in which all that can hold together somewhere does, in order."""
        return self._cells[decision]

    @cached_property
    def _cells(self) -> dict[str, Codes]:
        found: dict[str, list[Codes]] = {name: [] for name in rulesets()}
        for purpose in _purposes():
            for decision, places in _of_purpose(purpose).items():
                found[decision].append(places)
        return {decision: np.unique(np.concatenate(parts_)) for decision, parts_ in found.items()}

    def drawn(self, many: int) -> dict[str, Codes]:
        """Draw so many answers from all that can be said, seeded; return the situations of each decision, each once and in order."""
        rng, found = np.random.default_rng(SEED), dict[str, list[Codes]]()
        rows = -(-many // len(_purposes()))
        for purpose in _purposes():
            columns, sizes = dict[str, Codes](), dict[str, int]()
            for part in parts():
                whole = part_states(purpose, part)
                row = rng.integers(0, len(whole), rows)
                columns.update({name: codes[row] for name, codes in whole.columns.items()})
                sizes.update(whole.sizes)
            here = dict[str, Codes]()
            _decided(purpose, States(columns, sizes), rulesets(), here)
            for decision, places in here.items():
                found.setdefault(decision, []).append(places)
        return {decision: np.unique(np.concatenate(places)) for decision, places in found.items()}


def _purposes() -> tuple[str | None, ...]:
    return (None, *load().needs[PURPOSE].values)


def _of_purpose(purpose: str | None) -> dict[str, Codes]:
    """Return the cells reached with one purpose, decision by decision."""
    found: dict[str, Codes] = {}
    both, shared = sides().both, _shared()
    ends = [
        _decided(purpose, _start(purpose, decisions, both, shared), decisions, found)
        for decisions in (sides().place_decisions, sides().machine_decisions)
    ]
    later = {name for decision in both for name in tables()[decision].ruleset.attributes}
    summaries = [_alike(end.only(later | shared), both, shared) for end in ends]
    rest = _start(purpose, both, (), (), {name for one in summaries for name in one.columns})
    _decided(purpose, _alike(summaries[0].joined(summaries[1]), both).times(rest), both, found)
    return found


@cache
def _shared() -> frozenset[str]:
    """Return what the place side reads of parts that the machine side reads, too: there the two go together by it."""
    place, machine = _read(sides().place_decisions), _read(sides().machine_decisions)
    return frozenset(place.intersection(name for part in parts() if machine.intersection(part) for name in part))


def _start(
    purpose: str | None,
    decisions: Collection[str],
    later: Collection[str],
    shared: Collection[str] = (),
    known: Iterable[str] = (),
) -> States:
    """Return all that decisions read, and what later ones read of the same parts; `known` is there already.

    Of rows that all these decisions, and what is `shared`, cannot tell apart there is one.
    """
    read = _read(decisions) - {*known}
    wanted = read | _read(later) | {*shared}
    found = States({}, {})
    for part in (part for part in parts() if read.intersection(part)):
        here = part_states(purpose, part).only(wanted.intersection(part))
        found = _alike(found.times(_alike(here, (*decisions, *later), shared)), (*decisions, *later), shared)
    return found


def _alike(states: States, decisions: Iterable[str], shared: Collection[str] = ()) -> States:
    """Keep one row of those that break the same rules of each decision and agree in what is shared."""
    first = _firsts(states, decisions, shared)
    return States({name: codes[first] for name, codes in states.columns.items()}, states.sizes)


def _firsts(states: States, decisions: Iterable[str], shared: Collection[str] = ()) -> Codes:
    """Return the place of the first of all rows that break the same rules and agree in what is shared."""
    marks = [states.columns[name] for name in shared if name in states.columns]
    for decision in decisions:
        read = [name for name in tables()[decision].ruleset.attributes if name in states.columns]
        for word in range(-(-len(rulesets()[decision].by_id) // _WORD)):
            by_code = (broken(decision, name)[:, word][states.columns[name]] for name in read)
            marks.append(reduce(np.bitwise_or, by_code, np.zeros(len(states), np.int64)))
    numbered = [np.unique(mark, return_inverse=True)[1].reshape(-1) for mark in marks]
    _, first = np.unique(encoded(numbered, [int(mark.max(initial=0)) + 1 for mark in numbered]), return_index=True)
    return np.asarray(first, np.int64)


@cache
def broken(decision: str, name: str) -> Codes:
    """Return by each code of an attribute, or earlier decision, which rules it breaks, as the bits of some words."""
    rules = [arguments[0] for arguments in rulesets()[decision].by_id.values()]
    found = np.zeros((count(name), -(-len(rules) // _WORD)), np.int64)
    for code, value in enumerate(_members(name)):
        for place, rule in enumerate(rules):
            if any(own == name and value not in values for own, values in rule.when):
                found[code, place // _WORD] |= 1 << place % _WORD
    return found


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
        found[decision] = np.unique(places[_firsts(states, (decision,))])
        states = states.with_column(f"is.{decision}", decided(decision, places), count(f"is.{decision}"))
    return states


def _members(name: str) -> list[str]:
    """Return one value for each code of an attribute or an earlier decision."""
    return list(tables()[name[3:]].ruleset.choices) if name.startswith("is.") else [min(one) for one in groups(name)]
