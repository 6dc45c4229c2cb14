"""Amounts that grow with one number, piece by piece along straight lines: added, compared, and solved for in closed form."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

Piece = tuple[float, float, float]
"""Where it starts, what it is there, and by how much it grows with each further one."""
FINE = 9
"""Amounts are kept to so many decimals: sums of the same parts in another order are the same amount."""
FAR = 1e12
"""Where two lines meet beyond any number that is counted, only rounding makes them meet."""


@dataclass(frozen=True)
class Curve:
    """An amount as a function of a number from 0 on; never falls. It may jump: from a piece's start on it is that piece."""

    pieces: tuple[Piece, ...]

    @cached_property
    def _starts(self) -> tuple[float, ...]:
        return tuple([start for start, _, _ in self.pieces])

    def at(self, number: float) -> float:
        """Return the amount at a number."""
        start, value, slope = self.pieces[max(0, bisect_right(self._starts, number) - 1)]
        return round(value + slope * (number - start), FINE)

    def __add__(self, other: Curve) -> Curve:
        """Add two amounts, number by number."""
        if other.level is not None:
            return self.raised(other.level)
        if self.level is not None:
            return other.raised(self.level)
        return _joined(self, other, lambda a, b: a + b)

    def most(self, other: Curve) -> Curve:
        """Return the larger of two amounts, number by number."""
        for one, level in ((self, other.level), (other, self.level)):
            if level is not None and one.pieces[0][1] >= level:
                return one
        starts = sorted({*self._starts, *other._starts})
        crossed = [
            at
            for low, high in zip(starts, [*starts[1:], math.inf], strict=True)
            for at in _crossing(self, other, low, high)
        ]
        return _joined(self, other, max, crossed)

    @cached_property
    def level(self) -> float | None:
        """Return the amount if it does not grow at all."""
        return None if len(self.pieces) > 1 or self.pieces[0][2] else self.pieces[0][1]

    def raised(self, amount: float) -> Curve:
        """Add a fixed amount."""
        return Curve(tuple([(start, value + amount, slope) for start, value, slope in self.pieces])) if amount else self

    def times(self, factor: float) -> Curve:
        """Multiply the amount."""
        return Curve(tuple([(start, value * factor, slope * factor) for start, value, slope in self.pieces]))

    def per(self, share: float) -> Curve:
        """Return the amount as a function of a number of which only a share counts."""
        return Curve(tuple((start / share, value, slope * share) for start, value, slope in self.pieces))

    def up_to(self, number: float) -> Curve:
        """Let it stop growing at a number."""
        kept = tuple(piece for piece in self.pieces if piece[0] < number)
        return Curve((*kept, (number, self.at(number), 0.0)))

    def passes(self, amount: float, most: int) -> int | None:
        """Return the least whole number from 1 on at which the amount is above `amount`; None if that is beyond `most`."""
        return next(iter(self.passing((amount,), most)), None)

    def passing(self, amounts: Iterable[float], most: int) -> tuple[int, ...]:
        """Return the least whole number from 1 on at which it is above each of some amounts, up to the first passed beyond `most`."""
        top, found = self.at(most), []
        for amount in amounts:
            if top <= amount:
                break
            found.append(self._settle(self._above(amount, most), amount, most))
        return tuple(found)

    def _above(self, amount: float, most: float) -> float:
        """Return about where it is above an amount first, at `most` at the latest."""
        pieces = self.pieces
        for place, (start, value, slope) in enumerate(pieces):
            if value > amount:
                return start
            if slope > 0:
                found = start + (amount - value) / slope
                if place + 1 == len(pieces) or found < pieces[place + 1][0]:
                    return found
        return most

    def _settle(self, near: float, amount: float, most: int) -> int:
        """Return the very number: divisions are a hair off. Looks at the next ones, and halves what is left where it is none of those."""

        def above(number: int) -> bool:
            return self.at(number) > amount

        found = min(max(1, math.ceil(near - 1e-6)), most)
        if above(found):
            if found == 1 or not above(found - 1):
                return found
            return bisect_left(range(found), True, 1, key=above)
        if above(found + 1):
            return found + 1
        return bisect_left(range(most), True, found + 1, key=above)


def flat(amount: float) -> Curve:
    """Return an amount that does not grow."""
    return Curve(((0.0, amount, 0.0),))


NOTHING = flat(0.0)


def line(slope: float) -> Curve:
    """Return an amount in proportion to the number."""
    return Curve(((0.0, 0.0, slope),))


def stairs(steps: Iterable[tuple[float, float]]) -> Curve:
    """Return what jumps to each amount from a number on; before the first, the first."""
    rows = list(steps)
    return Curve(((0.0, rows[0][1], 0.0), *((start, value, 0.0) for start, value in rows[1:])))


def through(points: Sequence[tuple[float, float]]) -> Curve:
    """Return straight lines through points, level before the first, on past the last."""
    (x0, y0), rest = points[0], points[1:]
    pieces: list[Piece] = [(0.0, y0, 0.0)]
    for x, y in rest:
        pieces.append((x0, y0, (y - y0) / (x - x0)))
        x0, y0 = x, y
    return Curve(tuple(pieces))


def _crossing(one: Curve, other: Curve, low: float, high: float) -> list[float]:
    gap, slope = one.at(low) - other.at(low), _slope(one, low) - _slope(other, low)
    if not gap or not slope or gap * slope > 0:
        return []
    found = low - gap / slope
    return [found] if low < found < min(high, FAR) else []


def _slope(curve: Curve, number: float) -> float:
    return curve.pieces[max(0, bisect_right(curve._starts, number) - 1)][2]


def _joined(one: Curve, other: Curve, join: Callable[[float, float], float], more: Iterable[float] = ()) -> Curve:
    starts = _apart(sorted({*one._starts, *other._starts, *more}))
    pieces: list[Piece] = []
    for start, end in zip(starts, [*starts[1:], starts[-1] + 1.0], strict=True):
        here, later = join(one.at(start), other.at(start)), (start + end) / 2
        slope = (join(_on(one, start, later), _on(other, start, later)) - here) / (later - start)
        # A fall is a rounding error as well.
        pieces.append((start, here, max(0.0, round(slope, 12))))
    return Curve(tuple(pieces))


def _apart(starts: Sequence[float]) -> list[float]:
    """Leave out what lies a rounding error before the next: between the two there is no slope to find."""
    return [
        start
        for start, after in zip(starts, [*starts[1:], math.inf], strict=True)
        if after - start > 10.0**-FINE * max(1.0, start)
    ]


def _on(curve: Curve, start: float, number: float) -> float:
    """Return the amount along the piece that holds at `start`, wherever that piece ends."""
    place = max(0, bisect_right(curve._starts, start) - 1)
    begin, value, slope = curve.pieces[place]
    return value + slope * (number - begin)
