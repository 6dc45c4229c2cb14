"""What is shown with things unknown must be what some full set of answers gives: checked for every state of both sides.

A full set of answers leaves a stated size as it is (people can be stated as the number that unknown ones count as), fills
every unknown need, and keeps every circumstance. For an unknown purpose each way in which the sizes can lie is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rules.argument.model import UNKNOWN
from tools.atlas.reach import MACHINE, PLACE, Codes, Reach, Side, decided, groups, shared, sizes_of_unknown

Bits = NDArray[np.uint64]


def _alone(name: str) -> bool:
    """Say whether `unknown` is a class of its own: where some value does the same, that value fills it."""
    return groups(name)[0] == frozenset((UNKNOWN,))


def _bit(choices: Codes) -> Bits:
    return np.left_shift(np.uint64(1), choices.astype(np.uint64))


def _filled(bits: Bits, axes: Sequence[int]) -> Bits:
    """Return, for each state, the union over its full completions; place 0 of each axis is unknown."""
    found = bits.copy()
    for axis in axes:
        found[_at(found, axis, 0)] = 0
    for axis in axes:
        found[_at(found, axis, 0)] = np.bitwise_or.reduce(found[_at(found, axis, slice(1, None))], axis=axis)
    return found


def _at(array: Bits, axis: int, where: int | slice) -> tuple[int | slice, ...]:
    return tuple(where if place == axis else slice(None) for place in range(array.ndim))


class Shown:
    """The check over both sides."""

    def __init__(self, reach: Reach) -> None:
        """Take the states from what is reached."""
        self.reach = reach
        self._machine_axes = [place for place, name in enumerate(MACHINE, start=1) if _alone(name)]
        self._place_axes = [place for place, name in enumerate(PLACE) if _alone(name)]

    def faults(self) -> Iterator[str]:
        """Say which choices are shown though no full set of answers gives them."""
        for decision in ("region", "filing"):
            bits = _bit(decided(decision, self.reach.one_sided(decision))).reshape(self.reach.place.shape)
            yield from self._missing(decision, bits, _filled(bits, self._place_axes), self.reach.place)
        for decision in ("product", "runtime"):
            bits = _bit(decided(decision, self.reach.one_sided(decision))).reshape(self.reach.machine.shape)
            full = _filled(bits, self._machine_axes)
            unknown = [number for number, row in enumerate(shared()) if row[0] == 0]
            left = full.copy()
            left[unknown] = bits[unknown]
            for number, gives in self._any_purpose(full):
                left[number] &= gives
            yield from self._missing(decision, bits, left, self.reach.machine)
        yield from Joint(self.reach).faults()

    @staticmethod
    def _missing(decision: str, bits: Bits, full: Bits, side: Side) -> Iterator[str]:
        wrong = np.flatnonzero((bits & full) == 0)
        if len(wrong):
            state = {name: "/".join(sorted(groups(name)[codes[wrong[0]]])) for name, codes in side.columns.items()}
            yield f"{decision}: in {len(wrong)} states no full set of answers gives what is shown, such as {state}"

    @staticmethod
    def _any_purpose(full: Bits) -> Iterator[tuple[int, Bits]]:
        """For each row of an unknown purpose and each way its purposes' sizes can lie, return what some purpose gives."""
        place = {row: number for number, row in enumerate(shared())}
        for number, (purpose, services, windows, size) in enumerate(shared()):
            for sizes in sizes_of_unknown()[services, windows, size] if purpose == 0 else ():
                rows = [place[other, services, windows, one] for other, one in enumerate(sizes, start=1)]
                yield number, np.bitwise_or.reduce(full[rows], axis=0)


class Joint:
    """The decisions over both sides: some outcome of the place side and some full machine side must give what is shown.

    The purpose is a known one here; random states cover the unknown one.
    An outcome is (region, filing, term); a full one has a known term. Sets of full outcomes are bits.
    """

    def __init__(self, reach: Reach) -> None:
        """Fold the machine side to what these decisions hang on."""
        self.place = reach.place
        self.region, self.filing = (decided(name, reach.one_sided(name)) for name in ("region", "filing"))
        codes = np.stack([self.region, self.filing, self.place.columns["term"]], axis=1)
        self.outcomes = [tuple(map(int, row)) for row in np.unique(codes, axis=0)]
        self.full = [outcome for outcome in self.outcomes if outcome[2]]
        self.rows = sorted({(purpose, size) for purpose, _, _, size in shared()})
        self.machine = _folded_machine(self.rows)
        self.product = decided("product", self.machine.positions("product", {}))

    def faults(self) -> Iterator[str]:
        """Say which choices are shown though no full set of answers gives them."""
        for sensitive in range(len(groups("sensitive"))):
            places = self._places(sensitive)
            for ddos, decision in product(range(len(groups("ddos"))), ("vendor", "billing")):
                machines = self._machines(decision, sensitive, ddos)
                for outcome in self.outcomes:
                    for purpose, here in places[outcome].items():
                        if ((here[:, None] & machines[outcome][purpose]) == 0).any():
                            place, names = (
                                dict(zip(("region", "filing"), outcome, strict=False)),
                                groups("purpose")[purpose],
                            )
                            yield f"{decision}: nothing full gives what is shown for {sorted(names)} with {place}, term {outcome[2]}"

    def _places(self, sensitive: int) -> dict[tuple[int, ...], dict[int, Bits]]:
        """Return for each outcome and purpose the distinct sets of full outcomes, one column a purpose that may be."""
        columns, shape = self.place.columns, self.place.shape
        marks = np.zeros(len(self.region), np.uint64)
        codes = np.full(len(self.region), -1)
        for place, (region, filing, term) in enumerate(self.outcomes):
            same = (self.region == region) & (self.filing == filing) & (columns["term"] == term)
            codes[same] = place
            if term:
                marks[same] = 1 << self.full.index((region, filing, term))
        axes = [axis for axis, name in enumerate(PLACE) if axis and _alone(name)]
        full = _filled(marks.reshape(shape), axes).reshape(shape[0], -1)
        right = (columns["sensitive"] == sensitive).reshape(shape[0], -1)
        found: dict[tuple[int, ...], dict[int, Bits]] = {outcome: {} for outcome in self.outcomes}
        for (place, outcome), purpose in product(enumerate(self.outcomes), range(1, shape[0])):
            here = np.flatnonzero(right[purpose] & (codes.reshape(shape[0], -1)[purpose] == place))
            if len(here):
                found[outcome][purpose] = np.unique(full[purpose, here])
        return found

    def _machines(self, decision: str, sensitive: int, ddos: int) -> dict[tuple[int, ...], dict[int, Bits]]:
        """Return for each outcome and purpose the distinct sets of full outcomes that give what is shown with it."""
        axes = [axis for axis, name in enumerate(MACHINE, start=1) if _alone(name)]
        bits = {outcome: _bit(self._decide(decision, outcome, sensitive, ddos)) for outcome in self.outcomes}
        full = [_filled(bits[outcome], axes) for outcome in self.full]
        found: dict[tuple[int, ...], dict[int, Bits]] = {}
        for outcome in self.outcomes:
            found[outcome] = {}
            for purpose in range(1, len(groups("purpose"))):
                rows = [place for place, row in enumerate(self.rows) if row[0] == purpose]
                found[outcome][purpose] = self._serving(full, bits[outcome], rows)
        return found

    @staticmethod
    def _serving(full: list[Bits], shown: Bits, rows: list[int]) -> Bits:
        total = np.zeros_like(shown[rows])
        for place, one in enumerate(full):
            total |= np.where((one[rows] & shown[rows]) != 0, np.uint64(1 << place), np.uint64(0))
        return np.unique(total)

    def _decide(self, decision: str, outcome: tuple[int, ...], sensitive: int, ddos: int) -> Codes:
        """Return a two-sided decision over the machine side, with one outcome of the place side."""
        values = {"region": outcome[0], "filing": outcome[1], "term": outcome[2], "sensitive": sensitive, "ddos": ddos}
        places = {name: np.array([place]) for name, place in values.items()}
        side = Side((), (), {**self.machine.columns, **places})
        earlier = {"product": self.product, "region": places["region"], "filing": places["filing"]}
        vendor = decided("vendor", side.positions("vendor", earlier))
        if decision == "vendor":
            return vendor.reshape(self.machine.shape)
        return decided("billing", side.positions("billing", {**earlier, "vendor": vendor})).reshape(self.machine.shape)


def _folded_machine(rows: Sequence[tuple[int, int]]) -> Side:
    shape = (len(rows), *(len(groups(name)) for name in MACHINE))
    places = np.unravel_index(np.arange(int(np.prod(shape))), shape)
    columns = {name: np.array(rows)[places[0], place] for place, name in enumerate(("purpose", "size"))}
    columns.update({name: np.asarray(places[place + 1]) for place, name in enumerate(MACHINE)})
    return Side(("shared", *MACHINE), shape, columns)


__all__ = ["Joint", "Reach", "Shown"]
