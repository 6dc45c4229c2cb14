"""Sets of situations as columns of small numbers: crossed with what is free, told apart, and made distinct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rules.ahead.cuts import encoded

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class States:
    """Rows that are all different: a column of codes for every name, each code from 0 to below `sizes[name]`."""

    columns: Mapping[str, Codes]
    sizes: Mapping[str, int]

    def __len__(self) -> int:
        """Count the rows."""
        return len(next(iter(self.columns.values()))) if self.columns else 1

    def crossed(self, name: str, size: int) -> States:
        """Return every row with every value of one more column."""
        count = len(self)
        columns = {key: np.repeat(column, size) for key, column in self.columns.items()}
        return States({**columns, name: np.tile(np.arange(size), count)}, {**self.sizes, name: size})

    def with_column(self, name: str, codes: Codes, size: int) -> States:
        """Return the same rows with one more column, or another one in its place."""
        return States({**self.columns, name: codes}, {**self.sizes, name: size})

    def only(self, names: Iterable[str]) -> States:
        """Return the distinct rows over some columns."""
        kept = [name for name in self.columns if name in set(names)]
        if not kept:
            return States({}, {})
        marks = encoded([self.columns[name] for name in kept], [self.sizes[name] for name in kept])
        _, first = np.unique(marks, return_index=True)
        return States({name: self.columns[name][first] for name in kept}, {name: self.sizes[name] for name in kept})

    def times(self, other: States) -> States:
        """Return every row of this with every row of the other; they share no column."""
        mine, theirs = len(self), len(other)
        columns = {name: np.repeat(column, theirs) for name, column in self.columns.items()}
        columns.update({name: np.tile(column, mine) for name, column in other.columns.items()})
        return States(columns, {**self.sizes, **other.sizes})

    def joined(self, other: States) -> States:
        """Return every pair of rows that agree on the columns both have."""
        shared = [name for name in self.columns if name in other.columns]
        if not shared:
            return self.times(other)
        sizes = [self.sizes[name] for name in shared]
        mine = encoded([self.columns[name] for name in shared], sizes)
        theirs = encoded([other.columns[name] for name in shared], sizes)
        left, right = _pairs(mine, theirs)
        columns = {name: column[left] for name, column in self.columns.items()}
        columns.update({name: column[right] for name, column in other.columns.items() if name not in columns})
        return States(columns, {**other.sizes, **self.sizes})


def _pairs(mine: Codes, theirs: Codes) -> tuple[Codes, Codes]:
    """Return the places of every pair of equal numbers, in the order of `mine`."""
    order = np.argsort(theirs, kind="stable")
    low, high = np.searchsorted(theirs[order], mine, "left"), np.searchsorted(theirs[order], mine, "right")
    count = high - low
    left = np.repeat(np.arange(len(mine)), count)
    within = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
    return left, order[low[left] + within]


def stacked(parts: Sequence[States]) -> States:
    """Return the distinct rows of several sets over the same columns."""
    names = list(parts[0].columns)
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in names}
    return States(columns, parts[0].sizes).only(names)
