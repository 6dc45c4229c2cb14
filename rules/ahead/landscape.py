"""What may still come of a box of answers, and what can still make a difference: exact, over all completions at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from rules.ahead.grids import LOTS, Box, Grid, Grids, Key, axis_of, key_of, two_sided
from rules.ahead.sides import SIZED, sides
from rules.ahead.sized import pairs as pairs_of
from rules.ahead.targets import FIT, FITS, SIZE, size_bit

__all__ = ["Box", "Landscape"]


class Landscape(Grids):
    """The questions that are put to the grids."""

    def standing(self, target: str, most: int = 64) -> int:
        """Return everything a target may still become, as bits; once there are `most` of them, no more is looked for."""
        if target == SIZE:
            return _union(self._size_bits)
        found = 0
        for bits in self._sets_of(target):
            found |= bits
            if found.bit_count() >= (min(most, len(FITS)) if target == FIT else most):
                break
        return found

    def _sets_of(self, target: str) -> Iterator[int]:
        for key in self._keys(target):
            if target == FIT:
                yield from self._fits.over(self._where(key), self._over_both(key))
            else:
                yield int(np.bitwise_or.reduce(self._bits(key), axis=None))

    @property
    def _size_bits(self) -> list[int]:
        return [size_bit(lot.verdict) for lot in self._lots]

    def standing_by(self, target: str, need: str) -> list[int]:
        """Return, for each value of a need in the box, everything a target may still become."""
        if need in SIZED:
            return self._standing_by_sized(target, need)
        if need not in self._axes or target == SIZE or self._apart(target, need):
            return [self.standing(target)] * len(self.box[need])
        where = self._axes[need][1]
        if two_sided(target) and need in sides().place:
            found = self._standing_by_place(target, need)
        else:
            found = _unions(self._by(self._bits(key), need, len(self._axes[need][0])) for key in self._keys(target))
        return [found[place] for place in where]

    @staticmethod
    def _apart(target: str, need: str) -> bool:
        """Say whether a one-sided decision and a need lie on different sides."""
        return not two_sided(target) and (need in sides().place) != (target in sides().place_decisions)

    def _standing_by_sized(self, target: str, need: str) -> list[int]:
        axis, count = SIZED.index(need), len(self.box[need])
        if target == SIZE:
            by_lot = self._size_bits
        elif target in sides().place_decisions:
            return [self.standing(target)] * count
        else:
            by_lot = _unions(self._by(self._bits(key), LOTS, self._count_lots(target)) for key in self._keys(target))
        lots = [np.unique(np.take(self._sizes.over(target), place, axis=axis)) for place in range(count)]
        return [_union(by_lot[int(lot)] for lot in here) for here in lots]

    def _standing_by_place(self, target: str, need: str) -> list[int]:
        whole = {key: int(np.bitwise_or.reduce(self._bits(key), axis=None)) for key in self._keys(target)}
        axis, count = axis_of(need)[0], len(self._axes[need][0])
        slices = [np.unique(np.take(self._places, place, axis=axis)) for place in range(count)]
        return [_union(whole[key_of(target, int(number))] for number in numbers) for numbers in slices]

    def _by(self, bits: Grid, need: str, count: int) -> list[int]:
        axis, axes = axis_of(need)
        others = tuple(place for place in range(axes) if place != axis)
        values = [int(value) for value in np.bitwise_or.reduce(bits, axis=others).reshape(-1)]
        return values * count if len(values) == 1 else values

    def matters(self, target: str, need: str) -> bool:
        """Say whether two completions that differ in this need alone give a target different outcomes."""
        if need in SIZED:
            return len(self.box[need]) > 1 and self._sized_matters(target, need)
        values = self._axes[need][0] if need in self._axes else ()
        if not values or (len(values) == 1 and not isinstance(values[0], tuple)):
            return False
        if two_sided(target):
            return self._place_matters(target, need) if need in sides().place else self._machine_matters(target, need)
        if target == SIZE or self._apart(target, need):
            return False
        return self._varies(self.choices(target), need)

    def _changes_fit(self, key: Key, need: str) -> bool:
        """Say whether some answers to a need of the machine side give different fits, the outcome of the place side the same."""
        where, bought, axis = self._where(key), self._over_both(key), axis_of(need)[0]
        if need != "budget":
            first = np.take(bought, [0], axis=axis)
            return self._fits.differ((where, first), (where, bought), self._fits.value)
        if self._fits.open_ended():
            return True
        sets = np.vectorize(lambda mark: self._fits.bits(where, mark), otypes=[np.int64])(bought)
        return bool((sets & (sets - 1)).any()) or self._varies(sets, need)

    def _varies(self, values: Grid, need: str) -> bool:
        axis = axis_of(need)[0]
        return values.shape[axis] > 1 and bool((values != np.take(values, [0], axis=axis)).any())

    def _machine_matters(self, target: str, need: str) -> bool:
        if target == FIT:
            return any(self._changes_fit(key, need) for key in self._keys(target))
        return any(self._varies(self._over_both(key), need) for key in self._keys(target))

    def _sized_matters(self, target: str, need: str) -> bool:
        if target in sides().place_decisions:
            return False
        pairs = self._sizes.pairs(target, need)
        if not pairs:
            return False
        if target == SIZE:
            classes = self._size_bits
            return any(classes[a] != classes[b] for a, b in pairs)
        mine, others = np.array(pairs, np.int64).T
        keys = self._keys(target)
        if target == FIT:
            rows = ((self._where(key), self._over_both(key)) for key in keys)
            value = self._fits.value
            return any(self._fits.differ((at, grid[mine]), (at, grid[others]), value) for at, grid in rows)
        grids = [self._over_both(key) for key in keys] if two_sided(target) else [self.choices(target)]
        return any(bool((grid[mine] != grid[others]).any()) for grid in grids if grid.shape[0] > 1)

    def _place_matters(self, target: str, need: str) -> bool:
        pairs = {(key_of(target, a), key_of(target, b)) for a, b in pairs_of(self._places, axis_of(need)[0])}
        return any(self._told_apart(a, b) for a, b in pairs if a != b)

    def _told_apart(self, one: Key, other: Key) -> bool:
        mine, others = self._over_both(one), self._over_both(other)
        if one[0] == FIT:
            return self._fits.differ((self._where(one), mine), (self._where(other), others), self._fits.value)
        return bool((mine != others).any())


def _union(sets: Iterable[int], whole: int = 0) -> int:
    """Join sets; no further one is looked at once they are `whole`."""
    found = 0
    for one in sets:
        found |= one
        if found == whole:
            break
    return found


def _unions(rows: Iterator[list[int]]) -> list[int]:
    """Join sets place by place."""
    return [_union(column) for column in zip(*rows, strict=True)]
