"""The steps in which things are bought: over numbers of people, how many of the amounts a load has passed at which another is bought.

Two loads that stand on the same steps are bought as the same. An amount that lies between two steps stands for them all.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge import size_tables
from rules.machine import ladder, workload
from rules.machine.curves import Curve
from rules.machine.ladder import LADDER
from rules.machine.wanted import MOST_PEOPLE

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Steps:
    """The steps a curve takes: the one it is on at one person, and from which numbers of people on it is on a further one.

    A number stands there once for each step that is taken at it.
    """

    first: int
    further: tuple[int, ...]

    @cached_property
    def _further(self) -> Numbers:
        return np.array(self.further, np.int64)

    def at(self, people: int) -> int:
        """Return the step at a number of people."""
        return self.first + bisect_right(self.further, people)

    def over(self, people: Numbers) -> Numbers:
        """Return the step at each of some numbers of people."""
        return self.first + self._further.searchsorted(people, "right")


@lru_cache(maxsize=4096)
def steps_of(curve: Curve, what: str) -> Steps:
    """Return the steps of a curve of something that is bought: a name of `edges`."""
    amounts = edges(what)
    first = bisect_left(amounts, curve.at(1))
    return Steps(first, () if curve.level is not None else curve.passing(amounts[first:], MOST_PEOPLE))


@cache
def edges(what: str) -> tuple[float, ...]:
    """Return the amounts of something above which another lot is bought, smallest first; 0 is where there is any."""
    if what in ("memory_gib", "vcpus"):
        return tuple(ladder.edges(what))
    if what == "crowd":
        return (1.0,)
    if what == "gpu_memory_gib":
        return (0.0, *ladder.edges(what))
    series: list[float] = size_tables.sizing()["series"][what]
    if what == "storage_gib":
        series = sorted({*series, *_kept_on_disks()})
    if what == "bandwidth_mbps":
        series = [workload.last_within(mbps) for mbps in sorted({*series, *_video_lines()})]
    return (0.0, *series)


def _kept_on_disks() -> set[float]:
    """Return GiB that the disks of the sizes on sale keep besides the system."""
    disks = (machine.disk_gib - workload.assume("system_disk_gib") for machine in LADDER.values())
    return {gib for gib in disks if gib > 0}


def _video_lines() -> set[float]:
    """Return the Mbps above which a video service is the answer."""
    rows = size_tables.sizing()["purposes"].values()
    return {math.floor(row["video_service_above_mbps"]) for row in rows if "video_service_above_mbps" in row}


@cache
def between(what: str, step: int) -> float:
    """Return an amount that stands for all on one step; 0 where there is none."""
    amounts = edges(what)
    if step == 0:
        return 0.0 if not amounts[0] else amounts[0] / 2
    return (amounts[step - 1] + amounts[step]) / 2 if step < len(amounts) else amounts[-1] * 2
