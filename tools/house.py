"""Draw docs/img/house.svg from the imports: each wing with its rooms by floor, arrows from who asks to who is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from statistics import mean

import grimp
from jinja2 import Environment, FileSystemLoader, select_autoescape

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "img" / "house.svg"
WINGS = ("web", "chat", "rules", "knowledge")
"""What is served, from the street down; tools stand beside it."""
SPLIT = ("chat", "rules")
"""The wings whose folders are rooms of their own."""
WIDTH, MARGIN, TOOLS, HEAD, FLOOR, BOX, SLOT = 960, 20, 200, 34, 66, (128, 40), 156
"""In units of the drawing: the whole, a margin, the column of the tools, a wing's title, a floor, a room, a room with its gap."""
MIDDLE = (WIDTH - TOOLS) / 2

Arrow = tuple[str, str]


@dataclass(frozen=True)
class Room:
    """A folder of the code, or a wing without folders: how many modules it has, and where it is drawn (its middle)."""

    name: str
    modules: int
    x: float
    y: float


@dataclass(frozen=True)
class Wing:
    """A wing as a frame: `top` and `height` of it, its rooms, and the arrows between them as points."""

    name: str
    top: float
    height: float
    floors: int
    rooms: tuple[Room, ...]
    arrows: tuple[str, ...]


@dataclass(frozen=True)
class House:
    """The rooms with the number of their modules, and which room imports of which."""

    modules: Mapping[str, int]
    arrows: frozenset[Arrow]

    @cached_property
    def circles(self) -> tuple[Arrow, ...]:
        """Return the arrows that lead back to where they came from."""
        return tuple(sorted(arrow for arrow in self.arrows if arrow[0] in _reached(self.arrows, arrow[1])))

    @cached_property
    def climbs(self) -> tuple[Arrow, ...]:
        """Return the arrows that lead to a wing further up, or from what is served to the tools."""
        order = {wing: place for place, wing in enumerate(("tools", *WINGS))}
        return tuple(sorted((a, b) for a, b in self.arrows if order[_wing(a)] > order[_wing(b)]))

    def within(self, wing: str) -> tuple[list[str], list[Arrow]]:
        """Return the rooms of a wing, and the arrows between them that no longer way says already."""
        rooms = sorted(room for room in self.modules if _wing(room) == wing)
        own = [arrow for arrow in sorted(self.arrows) if {_wing(room) for room in arrow} == {wing}]
        return rooms, [arrow for arrow in own if not _said_longer(own, arrow)]


def _said_longer(arrows: list[Arrow], arrow: Arrow) -> bool:
    """Say whether a longer way leads where an arrow does."""
    start, end = arrow
    others = (via for begin, via in arrows if begin == start and via != end)
    return any(end in _reached(arrows, via) for via in others)


def _wing(room: str) -> str:
    return room.partition(".")[0]


def _room(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] in SPLIT else parts[0]


def _reached(arrows: Iterable[Arrow], start: str) -> set[str]:
    """Return everything that can be walked to, the start included."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        new = {b for a, b in arrows if a == here} - found
        found |= new
        waiting += new
    return found


def house() -> House:
    """Return the house as the imports say it is."""
    graph = grimp.build_graph(*WINGS, "tools", cache_dir=None)
    served = sorted(module for module in graph.modules if module not in SPLIT)
    modules: dict[str, int] = {}
    for module in served:
        modules[_room(module)] = modules.get(_room(module), 0) + 1
    arrows = {(_room(a), _room(b)) for a in served for b in graph.find_modules_directly_imported_by(a)}
    return House(modules, frozenset((a, b) for a, b in arrows if a != b and b not in SPLIT))


def floors(rooms: Iterable[str], arrows: Iterable[Arrow]) -> dict[str, int]:
    """Return the floor of each room: one above the highest it imports of, the ground is 0; CycleError where they go round."""
    below = {room: [b for a, b in arrows if a == room] for room in rooms}
    found: dict[str, int] = {}
    for room in TopologicalSorter(below).static_order():
        found[room] = max((found[one] + 1 for one in below[room]), default=0)
    return found


def drawn(one: House, wing: str, top: float) -> Wing:
    """Lay out one wing: floors from the top down, arrows past a floor through a free place on it."""
    rooms, arrows = one.within(wing)
    level = floors(rooms, arrows)
    ways = [[a, *(f"{a}>{b}:{floor}" for floor in range(level[a] - 1, level[b], -1)), b] for a, b in arrows]
    height = {name: level[way[0]] - place for way in ways for place, name in enumerate(way)} | level
    count = max(level.values()) + 1
    place = _placed(height, ways, top, count)
    return Wing(
        wing,
        top,
        HEAD + FLOOR * count,
        count,
        tuple(Room(room, one.modules[room], *place[room]) for room in rooms),
        tuple(_path([place[name] for name in way]) for way in ways),
    )


def _placed(height: Mapping[str, int], ways: list[list[str]], top: float, count: int) -> dict[str, tuple[float, float]]:
    """Return the middle of everything that stands on some floor, in a row a floor."""
    place: dict[str, tuple[float, float]] = {}
    for floor in range(count - 1, -1, -1):
        row = _ordered([name for name in sorted(height) if height[name] == floor], ways, place)
        y = top + HEAD + (count - 1 - floor + 0.5) * FLOOR
        place |= {name: (MIDDLE + (index - (len(row) - 1) / 2) * SLOT, y) for index, name in enumerate(row)}
    return place


def _ordered(row: list[str], ways: list[list[str]], place: Mapping[str, tuple[float, float]]) -> list[str]:
    """Return a floor in the order of what leads to it, so that few arrows cross."""

    def key(name: str) -> float:
        above = [place[a][0] for way in ways for a, b in pairwise(way) if b == name and a in place]
        return mean(above) if above else 0

    return sorted(row, key=key)


def _path(points: list[tuple[float, float]]) -> str:
    """Return an arrow as SVG draws it, from the foot of the first box to the head of the last."""
    half = BOX[1] / 2
    (x, y), *_, (to_x, to_y) = points
    points = [(x, y + half), *points[1:-1], (to_x, to_y - half - 5)]
    curves = [f"C{a:g} {(b + d) / 2:g} {c:g} {(b + d) / 2:g} {c:g} {d:g}" for (a, b), (c, d) in pairwise(points)]
    return f"M{x:g} {y + half:g}" + "".join(curves)


def picture(one: House) -> str:
    """Return the drawing, the same letters for the same imports."""
    wings: list[Wing] = []
    for wing in WINGS:
        top = wings[-1].top + wings[-1].height + 26 if wings else 56
        wings.append(drawn(one, wing, top))
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(("svg",)), trim_blocks=True
    )
    return templates.get_template("house.svg").render(
        house=one,
        wings=wings,
        width=WIDTH,
        height=wings[-1].top + wings[-1].height + MARGIN,
        margin=MARGIN,
        tools=TOOLS,
        box=BOX,
        rooms=len(one.modules),
        floors=sum(wing.floors for wing in wings),
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(house()), "utf-8")
