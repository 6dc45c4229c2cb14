"""Where the lines of a drawing go: plain numbers for the templates, no words and no colours of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import segno

WIDTH = 320
QUIET = 4
"""Modules of white around a QR code."""
SCALE = 1000
"""Bars are a thousand units wide and stretch with the page."""


@dataclass(frozen=True)
class Box:
    """A rectangle; `kind`: what it stands for."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    radius: int = 6


@dataclass(frozen=True)
class Word:
    """A line of text and where it is anchored."""

    text: str
    x: int
    y: int
    kind: str
    size: float
    anchor: str


@dataclass(frozen=True)
class Lamp:
    """A lamp on the rack."""

    x: int
    y: int


@dataclass(frozen=True)
class Bar:
    """From nothing to the cheapest price, and on to the dearest, in thousandths of the longest."""

    low: int
    high: int


@dataclass
class Picture:
    """Boxes, words and lamps in a box of `width` by `height` units."""

    alt: str
    caption: str
    width: int = WIDTH
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    lamps: list[Lamp] = field(default_factory=list)

    def box(self, kind: str, x: int, y: int, width: int, height: int, radius: int = 6) -> None:
        """Add a rectangle."""
        self.boxes.append(Box(kind, x, y, width, height, radius))

    def word(
        self, text: str, x: int, y: int, kind: str = "word", size: float = 12, anchor: str = "start", room: int = 0
    ) -> None:
        """Add a line of text, set smaller where it would not fit the room it has."""
        if room:
            size = min(size, max(7, round(room / breadth(text), 1)))
        self.words.append(Word(text, x, y, kind, size, anchor))


def breadth(text: str) -> float:
    """Return about how many letter heights a line is long: a Han character is square, a Latin one about half."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.58 for letter in text) or 1.0


def nesting(
    words: dict[str, str], programs: Sequence[str], *, boxed: bool, count: int = 1, alone: bool = False
) -> Picture:
    """Draw a machine, what is rented of it, and the programs inside.

    `words`: machine, mine, spec, kernel, other (the neighbours), front (what spreads the load), alt, caption; empty
    means it is not there. `boxed`: every program in a container of its own. `alone`: nobody else on the machine.
    """
    picture = Picture(words["alt"], words["caption"])
    top = 36
    if words.get("front"):
        picture.box("program", 16, top, 288, 26)
        picture.word(words["front"], 160, top + 17, anchor="middle", room=276)
        top += 36
    inner = 44 + 32 * len(programs) + 30
    width = 288 if alone or count > 1 else 206
    each = (width - 8 * (count - 1)) // count
    for index in range(count):
        _rented(picture, words, programs, 16 + index * (each + 8), top, each, inner, boxed)
    if width < 288:
        for index in range(2):
            height = (inner - 8) // 2
            picture.box("other", 230, top + index * (height + 8), 74, height)
            picture.word(words["other"], 267, top + index * (height + 8) + height // 2 + 4, "faint", 11, "middle")
    picture.height = top + inner + 16
    picture.boxes.insert(0, Box("rack", 4, 4, 312, picture.height - 8, 10))
    picture.word(words["machine"], 16, 25, "faint")
    picture.lamps = [Lamp(276 + 10 * index, 21) for index in range(3)]
    return picture


def _rented(
    picture: Picture,
    words: dict[str, str],
    programs: Sequence[str],
    x: int,
    y: int,
    width: int,
    height: int,
    boxed: bool,
) -> None:
    picture.box("mine", x, y, width, height)
    room = width - 20
    picture.word(words["mine"], x + 10, y + 19, "strong", 12, room=room)
    picture.word(words["spec"], x + 10, y + 35, "faint", 11, room=room)
    for index, program in enumerate(programs):
        row = y + 44 + 32 * index
        picture.box("program", x + 10, row, width - 20, 26, 6 if boxed else 0)
        picture.word(program, x + width // 2, row + 17, anchor="middle", room=room - 8)
    picture.box("kernel", x + 10, y + height - 30, width - 20, 22, 3)
    picture.word(words["kernel"], x + width // 2, y + height - 15, size=11, anchor="middle", room=room - 8)


def round_up(value: float) -> int:
    """Return the next number an axis may end at: 1, 2, 3, 4, 5, 6 or 8 times a power of ten."""
    power = 1
    while True:
        for step in (1, 2, 3, 4, 5, 6, 8):
            if step * power >= value:
                return step * power
        power *= 10


def along(value: float, end: float) -> int:
    """Place a sum on a bar that begins at nothing; what is beyond the end stops there."""
    return round(SCALE * min(value, end) / end) if end else 0


def qr_code(text: str) -> str:
    """Return an address as a QR code: an SVG document, one unit a module, with its quiet zone."""
    # Any mask can be read; trying all eight for the most even one takes most of the time.
    code = segno.make(text, error="l", micro=False, boost_error=False, mask=0)
    runs = [
        f"M{start} {y + 0.5}h{length}"
        for y, row in enumerate(code.matrix_iter(border=QUIET))
        for start, length in _runs(row)
    ]
    side = round(code.symbol_size(border=QUIET)[0])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}" '
        f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#ffffff"/>'
        f'<path d="{"".join(runs)}" stroke="#000000" stroke-width="1"/></svg>'
    )


def _runs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield where each dark run of a row begins, and how long it is."""
    place = 0
    for dark, group in groupby(row):
        length = len(list(group))
        if dark:
            yield place, length
        place += length
