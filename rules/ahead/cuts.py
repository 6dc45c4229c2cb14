"""Parts of grids: which answers to a question are left, and which places are alike in all that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[Any]
Positions = tuple[Grid, ...]
"""A position in each factor of a decision's table, over some axes."""
Along = int | tuple[int, ...] | None
"""Which answers to a question are left: one place on its axis, some, or all (None)."""


def cut(grid: Grid, along: tuple[Along, ...]) -> Grid:
    """Return a part of a grid, axis by axis; every axis stays."""
    slices, some = _parts(along)
    found = grid[slices]
    for axis, places in some:
        found = found.take(places, axis)
    return found


@lru_cache(maxsize=4096)
def _parts(along: tuple[Along, ...]) -> tuple[tuple[slice, ...], tuple[tuple[int, tuple[int, ...]], ...]]:
    """Return the slice of each axis, and the axes of which only some places are left."""
    slices = tuple([slice(one, one + 1) if isinstance(one, int) else slice(None) for one in along])
    return slices, tuple([(axis, one) for axis, one in enumerate(along) if isinstance(one, tuple)])


def encoded(columns: Sequence[Grid], sizes: Sequence[int]) -> NDArray[np.int64]:
    """Return one number for each place of some columns (arrays which broadcast), different wherever any column is.

    `sizes`: what each column stays below.
    """
    total: NDArray[np.int64] = np.zeros((), np.int64)
    reached = 1
    for column, size in zip(columns, sizes, strict=True):
        if reached * size >= 1 << 62:
            distinct, places = np.unique(total, return_inverse=True)
            total, reached = np.asarray(places, np.int64).reshape(total.shape), len(distinct)
        total, reached = total * size + column, reached * size
    return total
