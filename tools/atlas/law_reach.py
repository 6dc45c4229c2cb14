"""Which classes of law go with which answers: exact, over every answer and every set of circumstances, on one day.

Answers and circumstances are taken up one at a time. A condition of a row is looked at as soon as all it hangs on is taken up;
a row whose conditions all held has raised its folds, one that cannot raise any more is dropped, and what nothing later hangs on
is forgotten: so two partial sets of answers are one from where nothing can tell them apart. No answer is left out (several
things offered at once are sets of words; sets that no condition tells apart share a place), and nothing is put in that nobody
can say: every row of the result is some set of answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import Any

import numpy as np

from rules.answers import Answers
from rules.facts.law_folds import law
from rules.law.sieve import holds, words_in
from tools.atlas.law_said import behind, setting_rows, values
from tools.atlas.states import Codes, States

Truths = tuple[tuple[tuple[str, ...], bytes], ...]
"""Per condition: what it hangs on, and where it holds over all of that."""
_ALIVE = "rows"


def law_states(purpose: str | None, reach: str | None, kept: tuple[str, ...], folds: tuple[str, ...]) -> States:
    """Return the classes of the folds with the answers and circumstances to keep, as codes.

    A need's code is its place in `values(need)`, a circumstance's 0 or 1, a fold's its place in the order of its classes.
    """
    return _solved(_problem(purpose, reach, folds), kept)


@dataclass(frozen=True)
class Problem:
    """The conditions of the rows for one purpose and one way of being reached; equal ones have equal answers."""

    folds: tuple[str, ...]
    truths: Truths
    rows: tuple[tuple[int, ...], ...]
    """Per row the places of its conditions."""


@cache
def _problem(purpose: str | None, reach: str | None, folds: tuple[str, ...]) -> Problem:
    given = {name: value for name, value in (("purpose", purpose), ("reach", reach)) if value}
    truths: dict[tuple[tuple[str, ...], bytes], int] = {}
    rows = []
    for row in setting_rows(folds):
        tests = {**law().words["unless_said"], **row.binds}
        found = [_truth(key, wanted, given, folds) for key, wanted in tests.items()]
        rows.append(tuple(truths.setdefault(truth, len(truths)) for truth in found))
    return Problem(folds, tuple(truths), tuple(rows))


def _truth(key: str, wanted: Any, given: Mapping[str, str], folds: tuple[str, ...]) -> tuple[tuple[str, ...], bytes]:
    scope = behind(key, tuple(words_in(wanted)))
    free = tuple(name for name in scope if name not in ("purpose", "reach"))
    told = tuple((name, value) for name, value in given.items() if name in scope)
    return free, bytes(holds(wanted, known, None) for known in _known(key, free, told, folds))


@cache
def _known(
    key: str, scope: tuple[str, ...], given: tuple[tuple[str, str], ...], folds: tuple[str, ...]
) -> tuple[frozenset[str], ...]:
    """Return what is known of a word over all that is said of what it hangs on."""
    found = []
    for said in product(*(values(name, folds) for name in scope)):
        answers = {name: value for name, value in zip(scope, said, strict=True) if isinstance(value, str)}
        flags = [name for name, value in zip(scope, said, strict=True) if value is True]
        found.append(law().known(Answers.of({**dict(given), **answers}, flags)).get(key, frozenset(("unknown",))))
    return tuple(found)


@cache
def _solved(problem: Problem, kept: tuple[str, ...]) -> States:
    return _Search(problem, kept).run()


class _Search:
    """The taking up of answers, one at a time."""

    def __init__(self, problem: Problem, kept: tuple[str, ...]) -> None:
        self.problem, self.kept = problem, kept
        self.order = {name: law().order[name] for name in problem.folds}
        self.rows = setting_rows(problem.folds)
        self.pending = set(range(len(problem.truths)))
        count = len(self.rows)
        self.states = States({_ALIVE: np.array([(1 << count) - 1])}, {_ALIVE: 1 << count})
        for name, classes in self.order.items():
            self.states = self.states.with_column(name, np.zeros(1, np.int64), len(classes))
        self.taken: set[str] = set()

    @cached_property
    def often(self) -> list[int]:
        """The conditions, those that most rows share first: what ends many rows ends them early."""
        uses = [sum(place in row for row in self.problem.rows) for place in range(len(self.problem.truths))]
        return sorted(self.pending, key=lambda place: (-uses[place], len(self.problem.truths[place][0])))

    def run(self) -> States:
        """Take up everything, and return what is kept beside the folds."""
        self._take("filing")
        if "may_file" in self.order:
            stated = np.array(
                [self.order["may_file"].index(str(said or "unknown")) for said in values("filing", self.problem.folds)]
            )
            codes = stated[self.states.columns["filing"]]
            self.states = self.states.with_column("may_file", codes, len(self.order["may_file"]))
        self._look()
        for place in self.often:
            for name in self.problem.truths[place][0]:
                self._take(name)
            self._look()
        for name in self.kept:
            self._take(name)
        return self.states.only((*self.kept, *self.order))

    def _take(self, name: str) -> None:
        if name not in self.taken:
            self.taken.add(name)
            self.states = self.states.crossed(name, len(values(name, self.problem.folds)))

    def _look(self) -> None:
        """Look at the conditions that can be looked at, let finished rows raise their folds, forget what is done with."""
        ready = [place for place in self.pending if self.taken.issuperset(self.problem.truths[place][0])]
        alive = self.states.columns[_ALIVE]
        for place in ready:
            self.pending.discard(place)
            alive = np.where(self._held(place), alive, alive & ~self._having(place))
        self.states = self._raised(self.states.with_column(_ALIVE, alive, self.states.sizes[_ALIVE]))
        wanted = {name for place in self.pending for name in self.problem.truths[place][0]}
        self.states = self.states.only({_ALIVE, *self.order, *self.kept, *wanted})

    def _held(self, place: int) -> Codes:
        scope, held = self.problem.truths[place]
        table = np.frombuffer(held, np.uint8).astype(bool)
        code: Codes = np.zeros(len(self.states), np.int64)
        for name in scope:
            code = code * self.states.sizes[name] + self.states.columns[name]
        return np.asarray(table[code])

    def _having(self, place: int) -> int:
        return sum(1 << number for number, row in enumerate(self.problem.rows) if place in row)

    def _raised(self, states: States) -> States:
        columns = dict(states.columns)
        done = [number for number, row in enumerate(self.problem.rows) if not self.pending.intersection(row)]
        for number in done:
            here = (columns[_ALIVE] >> number & 1).astype(bool)
            for name, choice in self._sets(number):
                columns[name] = np.where(here, np.maximum(columns[name], choice), columns[name])
        for number in range(len(self.rows)):
            idle = np.ones(len(columns[_ALIVE]), bool)
            for name, choice in self._sets(number):
                idle &= columns[name] >= choice
            columns[_ALIVE] = np.where(idle, columns[_ALIVE] & ~(1 << number), columns[_ALIVE])
        return States(columns, states.sizes)

    def _sets(self, number: int) -> Sequence[tuple[str, int]]:
        row = self.rows[number]
        return [(name, self.order[name].index(row.sets[name])) for name in self.order if name in row.sets]
