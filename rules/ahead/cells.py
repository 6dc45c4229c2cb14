"""Where the lots lead on the machine side: which rows there are, and between which some answers to a question that sizes change."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from rules.ahead.cuts import Grid
from rules.ahead.machines import service_rows, size_rows
from rules.ahead.sides import SIZED
from rules.ahead.sized import Picked, Sizing, part_of

SERVICES = SIZED.index("services")


@lru_cache(maxsize=256)
def cells(sizing: Sizing) -> Grid:
    """Return over the questions that size which row and which lot each answer leads to, as one number: see `cell`."""
    sizes = np.array([size_rows()[lot.size_class] for lot in sizing.lots], np.int64)[sizing.grid]
    programs = np.array(service_rows(), np.int64)
    shape = [-1 if axis == SERVICES else 1 for axis in range(len(SIZED))]
    rows = sizes * (max(service_rows()) + 1) + programs.reshape(shape)
    found: Grid = rows * len(sizing.lots) + sizing.grid
    return found


@lru_cache(maxsize=4096)
def cells_of(sizing: Sizing, picked: Picked) -> tuple[tuple[int, int], ...]:
    """Return the distinct (row, lot) that a part of the lots leads to."""
    found = np.bincount(part_of(cells(sizing), picked).reshape(-1)).nonzero()[0]
    rows, lots = np.divmod(found, len(sizing.lots))
    return tuple(zip(rows.tolist(), lots.tolist(), strict=True))


@lru_cache(maxsize=4096)
def rows_of(sizing: Sizing, picked: Picked) -> tuple[int, ...]:
    """Return the distinct rows that a part of the lots leads to."""
    return tuple(sorted({row for row, _ in cells_of(sizing, picked)}))


@lru_cache(maxsize=4096)
def cell_pairs(sizing: Sizing, picked: Picked, need: str) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """Return the distinct pairs of (row, lot) between which some answers to a question that sizes change."""
    rows = part_of(cells(sizing), picked).swapaxes(SIZED.index(need), 0)
    first, others = rows[:1], rows[1:]
    span, lots = int(rows.max()) + 1, len(sizing.lots)
    pairs = sorted({*(first * span + others)[first != others].tolist()})
    return tuple([(divmod(pair // span, lots), divmod(pair % span, lots)) for pair in pairs])
