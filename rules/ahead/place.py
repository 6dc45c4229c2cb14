"""The place side: what the decisions about where become over all answers, for one purpose.

Two steps keep it small. The law and whatever shares a question with it fold their many questions into a few *states*; every
decision is then worked out once for each state and each answer to the other questions. Both steps are exact: answers share a
state only where no decision can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import product as combinations

import numpy as np

from knowledge import load
from rules.ahead.cuts import Along, Grid, Positions, encoded
from rules.ahead.law_grid import LawGrid, law_grid
from rules.ahead.law_words import AXES as LAW_AXES
from rules.ahead.law_words import GIVEN
from rules.ahead.numbering import given as class_given
from rules.ahead.numbering import radix
from rules.ahead.sides import sides
from rules.ahead.tables import alike, tables
from rules.answers import Answers, Said
from rules.argument.model import UNKNOWN
from rules.facts.attributes import Attribute, attributes
from rules.facts.law_folds import day, law_flags

Several = tuple[tuple[str, str], ...]


@cache
def stated_axes() -> tuple[str, ...]:
    """Return the questions of this side that the law hangs on, and those that share a class with them, in the sides' order."""
    found = {need for need in sides().place if need in LAW_AXES}
    for attribute in _read():
        needs = {need for need in attribute.needs if need in sides().place}
        if needs & found:
            found |= needs
    return tuple(need for need in sides().place if need in found)


@cache
def own_axes() -> tuple[str, ...]:
    """Return the other questions of this side."""
    return tuple(need for need in sides().place if need not in stated_axes())


@cache
def _read() -> tuple[Attribute, ...]:
    names = dict.fromkeys(name for decision in sides().place_decisions for name in tables()[decision].ruleset.reads)
    return tuple(attributes()[name] for name in names)


@cache
def _flags() -> frozenset[str]:
    """Return the circumstances that a decision of this side reads by themselves, or by a class of law."""
    names = {attribute.name for attribute in _read()}
    return law_flags().union(flag for flag in load().circumstances if flag.replace("-", "_") in names)


@cache
def _known_needs() -> tuple[str, ...]:
    """Return the needs that a class of this side hangs on and no axis stands for."""
    needs = dict.fromkeys(("purpose", "reach", *(need for attribute in _read() for need in attribute.needs)))
    return tuple(need for need in needs if need not in sides().place)


class Places:
    """Every state and every decision of the place side for what is known besides its questions.

    `marks`: need -> answer (UNKNOWN too) -> its place on the axis; answers that nothing tells apart share one.
    `states`: over `stated_axes`, which state it is. `choices`: per decision over state and `own_axes`; `numbers`: outcomes likewise.
    """

    def __init__(self, law: LawGrid, several: Several, folded: Mapping[str, tuple[str, ...]]) -> None:
        """Work everything out; `several`: needs of which several options at once were stated, as (need, "one,other").

        `folded`: per class that the law does not set, what it is over the places of the questions it hangs on.
        """
        self._folded = folded
        self._along: dict[tuple[str, Sequence[object]], Along] = {}
        self.marks, self._firsts = _axes(law, several)
        self._shape = {need: len(self._firsts[need]) for need in sides().place}
        self.states, positions = self._states(law)
        self.choices = self._decided(positions)
        self.bits = {name: np.left_shift(1, choices.astype(np.uint16)) for name, choices in self.choices.items()}
        self.numbers = self._numbered()

    def at(self, told: Answers) -> int:
        """Return the outcome for one set of answers (missing is unknown), as a number."""
        marks, needs = self.marks, told.needs
        stated = [marks[need][str(needs[need]) if need in needs else UNKNOWN] for need in stated_axes()]
        own = [marks[need][str(needs[need]) if need in needs else UNKNOWN] for need in own_axes()]
        return int(self.numbers[(self.states[tuple(stated)], *own)])

    def along(self, need: str, values: Sequence[object]) -> Along:
        """Return which places of a question's axis some answers take; None is unknown."""
        if len(values) == 1:
            return self.marks[need][str(values[0] or UNKNOWN)]
        key = need, values
        if key not in self._along:
            every = {*self.marks[need].values()}
            taken = {self.marks[need][str(value or UNKNOWN)] for value in values}
            self._along[key] = (
                taken.pop() if len(taken) == 1 else None if len(taken) == len(every) else tuple(sorted(taken))
            )
        return self._along[key]

    def _over(self, axes: Sequence[str], needs: Iterable[str], laid: Grid) -> Grid:
        """Lay what hangs on some needs out along axes."""
        held = [need for need in needs if need in axes]
        order = sorted(held, key=axes.index)
        laid = laid.reshape([self._shape[need] for need in held]).transpose([held.index(need) for need in order])
        return laid.reshape([self._shape[need] if need in held else 1 for need in axes])

    def _classes(self, index: Mapping[str, int], attribute: Attribute, law: LawGrid) -> tuple[tuple[str, ...], Grid]:
        """Return the needs an attribute hangs on here, and its class over their answers; `index`: the class of each value."""
        if attribute.by_circumstance:
            of_value = np.array([index[value] for value in attribute.values], np.int64)
            picked = [[law.places[need][value] for value in self._firsts[need]] for need in LAW_AXES]
            return LAW_AXES, of_value[law.classes[attribute.name][np.ix_(*picked)]].reshape(-1)
        return _questions(attribute), np.array([index[value] for value in self._folded[attribute.name]], np.int64)

    def _states(self, law: LawGrid) -> tuple[Grid, list[tuple[Positions, Positions]]]:
        """Return the states, and per decision what they and the own questions add to the positions in its table."""
        found: list[tuple[Positions, Positions]] = []
        for decision in sides().place_decisions:
            table = tables()[decision]
            here: list[dict[str, Grid]] = [{}, {}]
            for name in table.ruleset.reads:
                needs, laid = self._classes(table.index[name], attributes()[name], law)
                side = 1 if needs and all(need in own_axes() for need in needs) else 0
                here[side][name] = self._over((stated_axes(), own_axes())[side], needs, laid)
            found.append((table.places(here[0]), table.places(here[1])))
        shape = [self._shape[need] for need in stated_axes()]
        code = np.broadcast_to(self._coded([stated for stated, _ in found]), shape)
        _, self._first, states = np.unique(code, return_index=True, return_inverse=True)
        rows = [(tuple(map(self._by_state, stated)), own) for stated, own in found]
        return states.reshape(shape).astype(np.int32), rows

    def _by_state(self, laid: Grid) -> Grid:
        """Return what is laid out over the stated questions, state by state."""
        return np.broadcast_to(laid, [self._shape[need] for need in stated_axes()]).reshape(-1)[self._first]

    def _coded(self, positions: Sequence[Positions]) -> Grid:
        """Return one number for all that the stated questions say: the position in each factor, and the bridges' answers."""
        columns, sizes = list[Grid](), list[int]()
        for decision, stated in zip(sides().place_decisions, positions, strict=True):
            columns += stated
            sizes += [len(factor.kinds) for factor in tables()[decision].factors]
        for need in (one for one in sides().bridges if one in stated_axes()):
            columns.append(self._over(stated_axes(), (need,), np.arange(self._shape[need])))
            sizes.append(self._shape[need])
        return encoded(columns, sizes)

    def _decided(self, positions: list[tuple[Positions, Positions]]) -> dict[str, Grid]:
        choices: dict[str, Grid] = {}
        shape = [len(self._first), *(self._shape[need] for need in own_axes())]
        down = [-1] + [1] * len(own_axes())
        for decision, (stated, own) in zip(sides().place_decisions, positions, strict=True):
            table = tables()[decision]
            given = table.places({f"is.{one}": class_given(decision, one)[choices[one]] for one in table.ruleset.given})
            places = [one.reshape(down) + other + third for one, other, third in zip(stated, own, given, strict=True)]
            choices[decision] = np.broadcast_to(table.winners(places), shape)
        return choices

    def _numbered(self) -> Grid:
        number: Grid = np.zeros([len(self._first), *(self._shape[need] for need in own_axes())], np.int64)
        for decision in sides().place_decisions:
            number = number + self.choices[decision].astype(np.int64) * radix()[decision]
        for need in sides().bridges:
            values = (UNKNOWN, *load().needs[need].values)
            places = np.array([values.index(value) for value in self._firsts[need]], np.int64) * radix()[need]
            if need in own_axes():
                number = number + self._over(own_axes(), (need,), places)[None]
            else:
                over = self._by_state(self._over(stated_axes(), (need,), places))
                number = number + over.reshape([-1] + [1] * len(own_axes()))
        return number.astype(np.int32)


def _marks(need: str, values: Sequence[str], law: LawGrid) -> Mapping[str, int]:
    """Let answers that no rule and no row of law tells apart share a place."""
    by_law = law.places.get(need)
    marks = [(alike(need, word), by_law[word] if by_law else 0) for word in values]
    order = {mark: place for place, mark in enumerate(dict.fromkeys(marks))}
    return {word: order[mark] for word, mark in zip(values, marks, strict=True)}


def _firsts(marks: Mapping[str, int]) -> tuple[str, ...]:
    """Return for each place the first answer that has it."""
    found: dict[int, str] = {}
    for word, place in marks.items():
        found.setdefault(place, word)
    return tuple(found[place] for place in sorted(found))


@cache
def _lists() -> tuple[str, ...]:
    """Return the questions of this side to which several options at once may be the answer."""
    return tuple(need for need in sides().place if load().needs[need].kind == "list")


def _questions(attribute: Attribute) -> tuple[str, ...]:
    return tuple([need for need in attribute.needs if need in sides().place])


@lru_cache(maxsize=512)
def _axes(law: LawGrid, several: Several) -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, tuple[str, ...]]]:
    """Return the place of each answer to each question, and per place the first answer that has it."""
    marks = {}
    for need in sides().place:
        values = (UNKNOWN, *load().needs[need].values, *(more for name, more in several if name == need))
        marks[need] = _marks(need, values, law)
    return marks, {need: _firsts(places) for need, places in marks.items()}


@lru_cache(maxsize=96)
def _places(known: Said, heard: tuple[str, ...], on: date, several: Several) -> Places:
    answers = Answers(dict(known), heard)
    law = law_grid(answers.only(GIVEN, law_flags()), on, several)
    _, firsts = _axes(law, several)
    own = [attribute for attribute in _read() if not attribute.by_circumstance]
    return _laid(law, several, tuple([(one.name, _folds(one, answers, firsts)) for one in own]))


@lru_cache(maxsize=96)
def _laid(law: LawGrid, several: Several, folded: tuple[tuple[str, tuple[str, ...]], ...]) -> Places:
    return Places(law, several, dict(folded))


def _folds(attribute: Attribute, known: Answers, firsts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a class is over the places of the questions it hangs on, for what else is known."""
    needs, found = _questions(attribute), []
    for answers in combinations(*[firsts[need] for need in needs]):
        told = {need: answer for need, answer in zip(needs, answers, strict=True) if answer != UNKNOWN}
        found.append(attribute.fold(known.given(told)))
    return tuple(found)


def places_of(told: Answers) -> Places:
    """Return the place side for what was said (no unsure) of everything but its questions."""
    said = told.needs
    several = tuple([(need, one) for need in _lists() if isinstance(one := said.get(need), str) and "," in one])
    return _places(*told.among(_known_needs(), _flags()), day(), several)
