"""The fit over many situations at once: where in a budget's stretch the edges of the bill lie.

A bill has two edges, the budget below which it is not enough and the one from which it is (`rules.price.bill.edges`); both ride
in one complex number, the lower as its real part. Two cells differ exactly where some budget of the stretch tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rules.ahead.tables import tables
from rules.machine.lots import Lot
from rules.price.least import asked_on, lot_edges
from rules.price.ordering import Use

Grid = NDArray[np.int64]
Pairs = NDArray[np.complex128]
UNKNOWN_BIT, NO_BIT, YES_BIT = 1, 2, 4
"""In the order of `targets.FITS`."""


def edges_over(bought: tuple[Grid, ...], known: Sequence[Lot], where: tuple[str, ...], use: Use) -> Pairs:
    """Return the edges of what is bought in each cell; every distinct purchase is priced once.

    `bought`: the places of product, lot and kind of vendor; `where`: region and filing.
    """
    products, lots, vendors = bought
    of_product, of_vendor = (tables()[name].ruleset.choices for name in ("product", "vendor"))
    region, filing = where
    marks = (products * len(known) + lots) * len(of_vendor) + vendors
    distinct, places = np.unique(marks, return_inverse=True)
    on = asked_on()
    found = []
    for mark in distinct.tolist():
        rest, vendor = divmod(mark, len(of_vendor))
        product, lot = divmod(rest, len(known))
        found.append(lot_edges(of_product[product], known[lot], region, of_vendor[vendor], filing, use, on))
    pairs = np.array(found, np.float64)
    found_at: Pairs = _paired(pairs[:, 0], pairs[:, 1])[places.reshape(marks.shape)]
    return found_at


def _paired(short: NDArray[np.float64], enough: NDArray[np.float64]) -> Pairs:
    """Put two sums into one number; never by arithmetic, which infinity would spoil."""
    found = np.empty(short.shape, np.complex128)
    found.real, found.imag = short, enough
    return found


def fits(edges: Pairs, budgets: Sequence[object], axis: int) -> Pairs:
    """Return the fit for each budget along its axis: for a stretch (low, high) the edges clipped to it.

    -1 stands for no budget; for one number, what it does not reach is infinite and what it does is zero.
    """
    parts = []
    for place, budget in enumerate(budgets):
        here = edges if edges.shape[axis] == 1 else np.take(edges, [place], axis=axis)
        if budget is None:
            parts.append(np.full_like(here, complex(-1, -1)))
        elif isinstance(budget, tuple):
            parts.append(_paired(np.clip(here.real, *budget), np.clip(here.imag, *budget)))
        else:
            parts.append(
                _paired(*(np.where(edge <= float(str(budget)), 0.0, np.inf) for edge in (here.real, here.imag)))
            )
    return np.concatenate(parts, axis=axis)


def fit_bits(values: Pairs, budgets: Sequence[object], axis: int) -> Grid:
    """Turn fits into sets of outcomes, as bits in the order of FITS."""
    bits = np.zeros(values.shape, np.int64)
    for place, budget in enumerate(budgets):
        where = tuple(place if index == axis else slice(None) for index in range(values.ndim))
        short, enough = values[where].real, values[where].imag
        low, high = budget if isinstance(budget, tuple) else (0.0, np.inf)
        no, yes = short > low, enough < high
        unknown = np.maximum(short, low) < np.minimum(enough, high)
        told = NO_BIT * no + YES_BIT * yes + UNKNOWN_BIT * unknown
        bits[where] = np.where(short < 0, UNKNOWN_BIT, told)
    return bits
