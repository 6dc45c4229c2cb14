"""What the tests of sizing share: every case there may be, and what "no less" is."""

from __future__ import annotations

from hypothesis import strategies as st

from knowledge import size_tables
from rules.machine.size import DEMANDS, MOST_PEOPLE, SIZES, Size

PURPOSES = tuple(size_tables.sizing()["purposes"])
SERVICES = ("one", "few", "many")
purposes = st.sampled_from(PURPOSES)
demands = st.sampled_from((None, *DEMANDS))
services = st.sampled_from((None, *SERVICES))
circumstances = st.frozensets(st.sampled_from(("windows", "wechat", *PURPOSES)), max_size=4)
people = st.one_of(st.integers(1, 400), st.integers(1, MOST_PEOPLE))


def amounts(size: Size) -> tuple[float, ...]:
    """Everything that more people must not shrink."""
    return (
        SIZES.index(size.id),
        size.vcpus,
        size.memory_gib,
        size.disk_gib,
        size.bandwidth_mbps,
        size.traffic_gb_month or 0,
        size.gpu_memory_gib or 0,
        size.beyond_one_machine,
        size.machines,
    )


def no_less(larger: Size, smaller: Size) -> bool:
    """Say whether a size has at least as much of everything as another."""
    return all(more >= less for more, less in zip(amounts(larger), amounts(smaller), strict=True))
