"""The part of the place side that some answers leave open, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from rules.ahead.cuts import Along, Grid, cut
from rules.ahead.place import Places, own_axes, stated_axes
from rules.ahead.sides import sides


class PlaceBox:
    """The part of the place side that some answers leave open."""

    def __init__(self, whole: Places, picked: tuple[Along, ...]) -> None:
        """Take the answers left to each question of the side, in its order."""
        self._whole = whole
        along = dict(zip(sides().place, picked, strict=True))
        self._stated = tuple(along[need] for need in stated_axes())
        self._over_states = (None, *[along[need] for need in own_axes()])
        self._here = cut(whole.states, self._stated)
        self._seen = np.bincount(self._here.reshape(-1), minlength=len(whole.numbers)) > 0
        self._present = self._seen.nonzero()[0]
        self._told: dict[tuple[str, str], bool] = {}
        self._pairs: dict[str, tuple[tuple[int, int], ...]] = {}
        self._standing: dict[str, int] = {}
        self._outcomes: tuple[int, ...] | None = None

    def _over(self, grid: Grid, states: Grid) -> Grid:
        return cut(grid[states], self._over_states)

    def marks(self, need: str) -> Mapping[str, int]:
        """Return the place of each answer to a question on its axis, saying nothing first."""
        return self._whole.marks[need]

    def choices(self, decision: str) -> Grid:
        """Return a decision's choices over the questions of this side that are left, in its order of needs."""
        found = cut(self._whole.choices[decision], self._over_states)[self._here]
        axes = (*stated_axes(), *own_axes())
        return found.transpose([axes.index(need) for need in sides().place])

    def standing(self, decision: str) -> int:
        """Return every choice a decision may still take, as bits."""
        if decision not in self._standing:
            self._standing[decision] = int(
                np.bitwise_or.reduce(self._over(self._whole.bits[decision], self._present), axis=None)
            )
        return self._standing[decision]

    @property
    def outcomes(self) -> tuple[int, ...]:
        """Return every outcome this side may still have, as numbers."""
        if self._outcomes is None:
            numbers = self._over(self._whole.numbers, self._present).reshape(-1)
            self._outcomes = tuple(np.bincount(numbers).nonzero()[0].tolist())
        return self._outcomes

    def _change(self, need: str) -> tuple[Grid, Grid]:
        """Return pairs of states between which some answers to a need change."""
        rows = self._here.swapaxes(stated_axes().index(need), 0)
        first, others = rows[:1], rows[1:]
        apart = first != others
        # By their places among the states that are present: there are as many codes as pairs of these.
        places, span = np.cumsum(self._seen) - 1, len(self._present)
        ends = places[np.broadcast_to(first, others.shape)[apart]], places[others[apart]]
        codes = np.bincount(ends[0] * span + ends[1]).nonzero()[0]
        return self._present[codes // span], self._present[codes % span]

    def matters(self, decision: str, need: str) -> bool:
        """Say whether two sets of answers that differ in this need alone give a decision different choices."""
        key = decision, need
        if key not in self._told:
            self._told[key] = self._differs(self._whole.choices[decision], need)
        return self._told[key]

    def _differs(self, grid: Grid, need: str) -> bool:
        if need in own_axes():
            rows = self._over(grid, self._present).swapaxes(1 + own_axes().index(need), 0)
            return bool((rows[1:] != rows[:1]).any())
        one, other = self._change(need)
        return bool((self._over(grid, one) != self._over(grid, other)).any())

    def outcome_pairs(self, need: str) -> tuple[tuple[int, int], ...]:
        """Return the pairs of different outcomes between which some answers to a need change."""
        if need not in self._pairs:
            numbers = self._whole.numbers
            if need in own_axes():
                rows = self._over(numbers, self._present).swapaxes(1 + own_axes().index(need), 0)
                first, others = rows[:1], rows[1:]
            else:
                one, other = self._change(need)
                first, others = self._over(numbers, one), self._over(numbers, other)
            span = int(numbers.max()) + 1
            codes = np.bincount((first.astype(np.int64) * span + others)[first != others]).nonzero()[0].tolist()
            self._pairs[need] = tuple([divmod(code, span) for code in codes])
        return self._pairs[need]


@lru_cache(maxsize=2048)
def place_box(whole: Places, picked: tuple[Along, ...]) -> PlaceBox:
    """Return the part of a place side that some answers leave open; who asks the same shares what is found."""
    return PlaceBox(whole, picked)
