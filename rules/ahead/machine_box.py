"""The part of the machine side that some answers leave open, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

import numpy as np

from rules.ahead.cuts import Along, Grid, Positions, cut
from rules.ahead.laid import numbered
from rules.ahead.machines import Machines, decided, of_side, shape, two_sided_before
from rules.ahead.numbering import Key
from rules.ahead.sides import sides


class MachineBox:
    """The part of the machine side that some answers leave open."""

    def __init__(self, whole: Machines, rows: tuple[int, ...], picked: tuple[Along, ...]) -> None:
        """Take the rows and the answers left to each question of the side, in its order."""
        self._whole, self._along, self._every_row = whole, (rows, *picked), (None, *picked)
        self._standing: dict[Key, int] = {}
        self._ways: dict[Key, Grid] = {}
        self._told: dict[tuple[Key, str], bool] = {}

    def choices(self, key: Key) -> Grid:
        """Return a decision's choices over the rows and answers that are left."""
        return cut(self._whole.choices(key), self._along)

    @cached_property
    def _distinct(self) -> Mapping[str, Positions]:
        """Return the positions in the tables of the decisions over both sides, once for all answers left that lead to the same ones."""
        code, spans = np.zeros((1,), np.int64), list[tuple[str, Grid]]()
        for name in sides().both:
            for places in self._whole.beside_place(name):
                found, place = numbered(cut(np.broadcast_to(places, shape()), self._along))
                code = code * len(found) + place
                spans.append((name, found))
        ways = numbered(code)[0]
        distinct: dict[str, Positions] = dict.fromkeys(sides().both, ())
        for name, found in reversed(spans):
            ways, place = np.divmod(ways, len(found))
            distinct[name] = (found[place], *distinct[name])
        return distinct

    def _over_ways(self, key: Key) -> Grid:
        """Return the choices of a decision over both sides, in the order of `_distinct`."""
        if key not in self._ways:
            decision, outcome = key
            before = {earlier: self._over_ways(of_side(earlier, outcome)) for earlier in two_sided_before(decision)}
            self._ways[key] = decided(key, self._distinct[decision], before)
        return self._ways[key]

    def standing(self, key: Key) -> int:
        """Return every choice a decision may still take, as bits."""
        if key not in self._standing:
            grid = self._over_ways(key) if key[0] in sides().both else self.choices(key)
            self._standing[key] = sum(1 << one for one in np.bincount(grid.reshape(-1)).nonzero()[0].tolist())
        return self._standing[key]

    def matters(self, key: Key, need: str) -> bool:
        """Say whether answers to a question of this side alone give a decision different choices."""
        told = key, need
        if told not in self._told:
            rows = self.choices(key).swapaxes(1 + sides().machine.index(need), 0)
            self._told[told] = bool((rows[1:] != rows[:1]).any())
        return self._told[told]

    def differ(self, one: Key, other: Key) -> bool:
        """Say whether a decision over both sides has different choices in two outcomes of the place side."""
        return bool((self._over_ways(one) != self._over_ways(other)).any())

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
