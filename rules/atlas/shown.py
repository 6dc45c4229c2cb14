"""What is shown with things unknown must be what some full set of answers gives: checked for every state of both sides.

A full set of answers leaves a stated size as it is (people can be stated as the number that unknown ones count as), fills
every unknown need, and keeps every circumstance. For an unknown purpose a purpose counts only if it gives the choice at
each size it can have, and for a decision over both sides one and the same purpose has to serve both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rules.atlas.reach import MACHINE, PLACE, SHARED, Codes, Reach, Side, decided, groups, shared
from rules.model import UNKNOWN


Bits = NDArray[np.uint64]
TERMS = tuple(range(1, 4))


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
        self.region, self.filing = (decided(name, reach.one_sided(name)) for name in ("region", "filing"))
        self.product = decided("product", reach.one_sided("product"))

    def faults(self) -> Iterator[str]:
        """Say which choices are shown though no full set of answers gives them."""
        for decision in ("region", "filing"):
            bits = _bit(decided(decision, self.reach.one_sided(decision))).reshape(self.reach.place.shape)
            yield from self._missing(decision, bits, _filled(bits, self._place_axes), self.reach.place)
        for decision in ("product", "runtime"):
            bits = _bit(decided(decision, self.reach.one_sided(decision))).reshape(self.reach.machine.shape)
            full = self._any_purpose(_filled(bits, self._machine_axes))
            yield from self._missing(decision, bits, full, self.reach.machine)
        for region, filing in np.unique(np.stack([self.region, self.filing], axis=1), axis=0):
            for sensitive, ddos in product(range(2), range(2)):
                yield from self._mixed(int(region), int(filing), sensitive, ddos)

    @staticmethod
    def _missing(decision: str, bits: Bits, full: Bits, side: Side) -> Iterator[str]:
        wrong = np.flatnonzero((bits & full) == 0)
        if len(wrong):
            state = {name: "/".join(sorted(groups(name)[codes[wrong[0]]])) for name, codes in side.columns.items()}
            yield f"{decision}: in {len(wrong)} states no full set of answers gives what is shown, such as {state}"

    @staticmethod
    def _by_purpose(full: Bits) -> Iterator[tuple[int, int, Bits]]:
        """For each row of an unknown purpose and each purpose, return what that gives at every size it can have."""
        rows = np.array(shared())
        purpose, services, windows, _ = (rows[:, place] for place in range(len(SHARED)))
        for row in np.flatnonzero(purpose == 0):
            same = (services == services[row]) & (windows == windows[row])
            for other in range(1, len(groups("purpose"))):
                yield int(row), other, np.bitwise_and.reduce(full[same & (purpose == other)], axis=0)

    def _any_purpose(self, full: Bits) -> Bits:
        found = full.copy()
        found[np.array(shared())[:, 0] == 0] = 0
        for row, _, gives in self._by_purpose(full):
            found[row] |= gives
        return found

    # -- decisions over both sides ----------------------------------------------------------------------------------

    def _mixed(self, region: int, filing: int, sensitive: int, ddos: int) -> Iterator[str]:
        """Compare, for each outcome of the place side, which purposes and terms serve the place and which the machine."""
        for term in range(len(groups("term"))):
            here = self._place_servers(region, filing, sensitive, term)
            if not len(here):
                continue
            for decision in ("vendor", "billing"):
                there = self._machine_servers(decision, region, filing, sensitive, ddos, term)
                for left, right in product(here, there):
                    if left[0] == right[0] and not int(left[1]) & int(right[1]):
                        purpose = sorted(groups("purpose")[int(left[0])])
                        yield (
                            f"{decision}: nothing gives what is shown for purpose {purpose}, region {region}, "
                            f"filing {filing}, term {term}, sensitive {sensitive}, ddos {ddos}"
                        )
                        break

    def _place_servers(self, region: int, filing: int, sensitive: int, term: int) -> Bits:
        """Return the distinct (purpose, set of purpose and term that full sets of answers reach this outcome with)."""
        columns, shape = self.reach.place.columns, self.reach.place.shape
        same = (self.region == region) & (self.filing == filing)
        marks = np.where(same, _bit(columns["purpose"] * len(TERMS) + np.maximum(columns["term"] - 1, 0)), np.uint64(0))
        full = _filled(marks.reshape(shape), self._place_axes).reshape(-1)
        shows = same & (columns["sensitive"] == sensitive) & (columns["term"] == term)
        return np.unique(np.stack([columns["purpose"][shows].astype(np.uint64), full[shows]], axis=1), axis=0)

    def _machine_servers(self, decision: str, region: int, filing: int, sensitive: int, ddos: int, term: int) -> Bits:
        """Return the distinct (purpose, set of purpose and term that full sets of answers give what is shown with)."""
        outcome = {"region": region, "filing": filing, "sensitive": sensitive, "ddos": ddos}
        shown = _bit(self._decide(decision, {**outcome, "term": term}))
        purposes = np.array(shared())[:, 0]
        found = np.zeros_like(shown)
        for filled in TERMS if term == 0 else (term,):
            bits = _bit(self._decide(decision, {**outcome, "term": filled}))
            full = _filled(bits, self._machine_axes)
            marks = (purposes * len(TERMS) + filled - 1).astype(np.uint64).reshape(-1, *[1] * (full.ndim - 1))
            gives = np.where((full & shown) != 0, np.left_shift(np.uint64(1), marks), np.uint64(0))
            gives[purposes == 0] = 0
            for row, other, every in self._by_purpose(full):
                mark = np.uint64(1) << np.uint64(other * len(TERMS) + filled - 1)
                gives[row] |= np.where((every & shown[row]) != 0, mark, np.uint64(0))
            found |= gives
        column = np.broadcast_to(purposes.astype(np.uint64).reshape(-1, *[1] * (found.ndim - 1)), found.shape)
        return np.unique(np.stack([column.reshape(-1), found.reshape(-1)], axis=1), axis=0)

    def _decide(self, decision: str, outcome: Mapping[str, int]) -> Codes:
        """Return a two-sided decision over the machine side, with one outcome of the place side."""
        places = {name: np.array([place]) for name, place in outcome.items()}
        side = Side((), (), {**self.reach.machine.columns, **places})
        earlier = {"product": self.product, "region": places["region"], "filing": places["filing"]}
        vendor = decided("vendor", side.positions("vendor", earlier))
        if decision == "vendor":
            return vendor.reshape(self.reach.machine.shape)
        billing = decided("billing", side.positions("billing", {**earlier, "vendor": vendor}))
        return billing.reshape(self.reach.machine.shape)


__all__ = ["Reach", "Shown"]
