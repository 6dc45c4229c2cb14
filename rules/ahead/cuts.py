"""Parts of grids: which answers to a question are left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[Any]
Along = int | tuple[int, ...] | None
"""Which answers to a question are left: one place on its axis, some, or all (None)."""


def cut(grid: Grid, along: Sequence[Along]) -> Grid:
    """Return a part of a grid, axis by axis; every axis stays."""
    found = grid[tuple([slice(one, one + 1) if isinstance(one, int) else slice(None) for one in along])]
    for axis, one in enumerate(along):
        if isinstance(one, tuple):
            found = np.take(found, one, axis=axis)
    return found
