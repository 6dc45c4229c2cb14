"""Parts of grids: which answers to a question are left."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

Grid = NDArray[Any]
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
