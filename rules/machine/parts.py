"""What each thing somebody named asks of a machine: the programs whose sizes are documented."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge import size_tables
from knowledge.program_sizes import ProgramSize, Said, program_sizes
from knowledge.programs import programs
from rules.machine.curves import NOTHING, Curve, Piece, flat, line, through
from rules.machine.wanted import Wanted, unit_for

ONE = flat(1.0)
SERVICES = {"one": 1, "few": 3, "many": 12}
"""How many programs of one's own an answer about services stands for."""


@dataclass(frozen=True)
class Part:
    """What one thing asks for, by people: GiB, vCPUs, Mbps. `what`: a program, need or purpose; `kind` how we know.

    `system_gib` is that of the system in its documented figure, left out of `memory`. `text` is a phrase and `params` what fills it, besides the figures; `cites` and `sources` say where it is from.
    """

    what: str
    kind: str
    memory: Curve
    vcpus: Curve = ONE
    disk_gib: float = 0
    mbps: Curve = NOTHING
    card: Curve = NOTHING
    text: str = ""
    params: tuple[tuple[str, float | str], ...] = ()
    cites: tuple[str, ...] = ()
    sources: tuple[Said, ...] = ()
    system_gib: float = 0


def program_parts(wanted: Wanted) -> list[Part]:
    """Return the programs whose size is documented, in the order they were named; memory is each one's own, without a system."""
    return [_program(program_sizes()[name], wanted) for name in wanted.software if name in program_sizes()]


def _program(size: ProgramSize, wanted: Wanted) -> Part:
    counted = _count(size, wanted)
    memory = _figure(size, "memory_gib", wanted, counted)
    system = 0 if size.own else size_tables.sizing()["programs"]["system_gib"]["value"]
    own = Curve(tuple((start, max(0.05, value - system), slope) for start, value, slope in memory.pieces))
    vcpus = _figure(size, "vcpus", wanted, counted)
    if not _says(size, "vcpus"):
        vcpus = memory.times(size_tables.sizing()["purposes"]["game"]["cores_per_gib"])
    disk = max((said.get("disk_gib", 0) for said in (size.minimum, size.recommended)), default=0)
    each = line(size.bandwidth[1]) if size.bandwidth else NOTHING
    card = max(size.recommended.get("gpu_memory_gib", 0), size.minimum.get("gpu_memory_gib", 0))
    return Part(
        size.id,
        size.kind,
        own,
        vcpus.most(ONE),
        disk,
        each,
        flat(card),
        f"sized.{size.kind}",
        (("program", size.id),),
        sources=size.sources,
        system_gib=system,
    )


def _says(size: ProgramSize, figure: str) -> bool:
    told = (size.minimum, size.recommended, *(step for _, step in size.steps), size.per[1] if size.per else {})
    return any(figure in row for row in told)


def _unit(size: ProgramSize) -> str:
    """Return what a program's size grows with, in the words of its row."""
    return size.per[0] if size.per else size.carries[0] if size.carries else programs()[size.id].unit


COUNTED = {"GB": "storage", "services": "services"}
"""What is asked of how much there is, by the unit of a program that grows with it."""


def counts(software: Iterable[str]) -> frozenset[str]:
    """Return which answers about how much there is, but for people, these programs grow with."""
    units = {_unit(program_sizes()[name]) for name in software if name in program_sizes()}
    return frozenset(need for unit, need in COUNTED.items() if unit in units)


PEOPLE = "people"


def _count(size: ProgramSize, wanted: Wanted) -> float | str | None:
    """Return how many there are of what a program's size grows with: a number, PEOPLE, or None where nobody said."""
    unit = _unit(size)
    numbers: Mapping[str, float] = {
        "GB": wanted.storage,
        "billion parameters": wanted.model,
        "services": SERVICES[wanted.services],
        "browsers": wanted.concurrent,
        "messages per second": wanted.rate,
        "writes per second": wanted.rate,
    }
    if unit in numbers:
        return numbers[unit] or None
    return (
        PEOPLE
        if unit
        in ("users", "players", "visitors", "viewers", "devices", "cameras", "mailboxes", "connections", "participants")
        else None
    )


def _figure(size: ProgramSize, figure: str, wanted: Wanted, counted: float | str | None) -> Curve:
    """Return one figure of a program by people."""
    level = "least" if wanted.purpose == "learning" else "advised" if wanted.demand == "heavy" else "usual"
    curve = _by_count(size, figure, level)
    if counted is None or (wanted.purpose == "learning" and counted == PEOPLE) or _counts_others(size, wanted):
        return flat(curve.at(1))
    if counted == PEOPLE:
        rows = size_tables.sizing()["programs"]["at_once"]
        if size.id not in rows["programs"]:
            return curve
        return flat(curve.at(wanted.concurrent)) if wanted.concurrent else curve.per(rows["share"])
    return flat(curve.at(float(counted)))


def _counts_others(size: ProgramSize, wanted: Wanted) -> bool:
    """Say whether those counted are devices, and the program grows with the people who look at them, whom nobody counted."""
    unit = unit_for(wanted.purpose)
    return unit is not None and unit.id == "devices" and _unit(size) == "users"


@cache
def _by_count(size: ProgramSize, figure: str, level: str) -> Curve:
    """Return one figure by the number of what the program's size grows with.

    `level`: what a few get, the `least` that starts it, the `usual` between that and what is recommended, or all that is `advised`.
    """
    if level == "least" and size.minimum and figure not in size.minimum:
        return NOTHING
    if size.per and figure in size.per[1]:
        return _each(size, figure, size.per[1][figure])
    # Who says only one of the two says it of both.
    least = size.minimum.get(figure, size.recommended.get(figure))
    advised = size.recommended.get(figure, least)
    if least is None or advised is None:
        return _rising(size, figure, []) if size.steps else NOTHING
    if size.carries:
        return _rising(size, figure, [(1.0, least), (float(size.carries[1]), advised)])
    return _between(size, figure, level, least, advised)


def _each(size: ProgramSize, figure: str, each: float) -> Curve:
    """Return one figure of a program that says what each one takes, which says nothing of the program itself.

    Without a least that is said at least half of what is advised.
    """
    if figure in size.minimum:
        return flat(size.minimum[figure]) + line(each)
    return line(each).most(flat(size.recommended.get(figure, 0.0) / 2))


def _between(size: ProgramSize, figure: str, level: str, least: float, advised: float) -> Curve:
    """Return one figure of a program that says a least and a recommended machine, but not for how many.

    Beyond what the recommended serves, each further one takes what its unit says; cores in the proportion of what is recommended.
    """
    unit = size_tables.sizing()["programs"]["units"][programs()[size.id].unit]
    few, full, each = unit["few"], unit["full"], unit["each_gib"]
    memory = figure == "memory_gib"
    if not memory:
        each *= advised / max(advised, size.recommended.get("memory_gib", size.minimum.get("memory_gib", advised)))
    # The least is what starts it; what serves a few lies between that and what is recommended.
    base = least if level == "least" or not memory else round(math.sqrt(least * advised), 2)
    base = advised if level == "advised" else base
    most = max(advised, base + each * (full - few)) if memory else advised
    return through([(few, base), (full, most), (full * 2, most + each * full)])


def _rising(size: ProgramSize, figure: str, points: list[tuple[float, float]]) -> Curve:
    """Return the line through a program's own points, which never falls."""
    found = dict(points)
    for count, step in size.steps:
        if figure in step:
            found[float(count)] = max(step[figure], found.get(float(count), 0))
    rows, most = list[tuple[float, float]](), 0.0
    for count, value in sorted(found.items()):
        most = max(most, value)
        rows.append((count, most))
    return NOTHING if not rows else through(rows) if len(rows) > 1 else flat(rows[0][1])


def from_number(curve: Curve, number: float) -> Curve:
    """Return a curve that is nothing up to a number and itself beyond."""
    kept = tuple((start, value, slope) for start, value, slope in curve.pieces if start > number)
    first: Piece = (0.0, 0.0, 0.0)
    begin: Iterable[Piece] = [(number, curve.at(number), curve.pieces[-1][2] if not kept else _slope_at(curve, number))]
    return Curve((first, *begin, *kept))


def _slope_at(curve: Curve, number: float) -> float:
    return [slope for start, _, slope in curve.pieces if start <= number][-1]
