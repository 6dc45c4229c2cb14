"""The part of the machine side that some answers leave open, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from rules.ahead.cuts import Along, Grid, cut
from rules.ahead.machines import Machines
from rules.ahead.numbering import Key
from rules.ahead.sides import sides


class MachineBox:
    """The part of the machine side that some answers leave open."""

    def __init__(self, whole: Machines, rows: tuple[int, ...], picked: tuple[Along, ...]) -> None:
        """Take the rows and the answers left to each question of the side, in its order."""
        self._whole, self._along, self._every_row = whole, (rows, *picked), (None, *picked)
        self._standing: dict[Key, int] = {}
        self._told: dict[tuple[Key, str], bool] = {}

    def choices(self, key: Key) -> Grid:
        """Return a decision's choices over the rows and answers that are left."""
        return cut(self._whole.choices(key), self._along)

    def standing(self, key: Key) -> int:
        """Return every choice a decision may still take, as bits."""
        if key not in self._standing:
            self._standing[key] = int(np.bitwise_or.reduce(cut(self._whole.bits(key), self._along), axis=None))
        return self._standing[key]

    def matters(self, key: Key, need: str) -> bool:
        """Say whether answers to a question of this side alone give a decision different choices."""
        told = key, need
        if told not in self._told:
            rows = self.choices(key).swapaxes(1 + sides().machine.index(need), 0)
            self._told[told] = bool((rows[1:] != rows[:1]).any())
        return self._told[told]

    def differ(self, one: Key, other: Key) -> bool:
        """Say whether two outcomes of the place side lead to different choices."""
        return bool((self.choices(one) != self.choices(other)).any())

    def rows_differ(self, key: Key, pairs: Iterable[tuple[int, int]]) -> bool:
        """Say whether of some pairs of rows the two lead to different choices."""
        one, other = (list(rows) for rows in zip(*pairs, strict=True))
        grid = self.cells(key)
        return bool((grid[one] != grid[other]).any())

    def cells(self, key: Key) -> Grid:
        """Return a decision's choices over every row and the answers that are left."""
        return cut(self._whole.choices(key), self._every_row)


@lru_cache(maxsize=2048)
def machine_box(whole: Machines, rows: tuple[int, ...], picked: tuple[Along, ...]) -> MachineBox:
    """Return the part of a machine side that some answers leave open; who asks the same shares what is found."""
    return MachineBox(whole, rows, picked)
