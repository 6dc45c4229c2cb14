"""What the API answers about machines: a size, what it comes from, one that was named."""

from __future__ import annotations

from typing import TypedDict

from chat.bodies.parts import GiB, Range, Source, Yuan


class Spec(TypedDict):
    """A size; null where there is no server, or nothing is known."""

    vcpus: float | None
    memory_gib: GiB | None
    disk_gib: GiB | None
    bandwidth_mbps: float | None
    gpu_memory_gib: GiB | None
    cards: int | None
    traffic_gb_month: float | None
    machines: int


class NamedSpec(TypedDict):
    """A machine as it was named."""

    vcpus: int | None
    memory_gib: GiB | None


class Named(TypedDict):
    """How a machine that was named compares with the size."""

    spec: NamedSpec
    fit: str
    low: Yuan | None
    high: Yuan | None
    first_year: int | None
    reckoned: bool
    price_text: str
    text: str
    sources: list[Source]


class SizedBy(TypedDict):
    """What a size comes from."""

    what: str
    kind: str
    memory_gib: GiB | None
    vcpus: float
    disk_gib: GiB | None
    text: str
    sources: list[Source]


class Sizing(TypedDict):
    """One line of the arithmetic behind a size."""

    id: str
    text: str
    sources: list[Source]


class Scope(TypedDict):
    """Why a case goes beyond us, and who can help."""

    id: str
    text: str


class Size(Range):
    """One size on the ladder with what it costs."""

    id: str
    vcpus: float
    memory_gib: GiB
    gpu_memory_gib: GiB | None
    chosen: bool
    text: str
