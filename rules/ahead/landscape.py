"""What may still come of a box of answers, and what can still make a difference: exact, over all completions at once.

The needs fall into two sides that meet only in later decisions (see `sides`): the *place* side and the *machine* side. A decision
over both is looked at once for every outcome of the place side that it can tell apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property

from rules.ahead.cells import cell_pairs, cells_of, rows_of
from rules.ahead.cuts import Grid
from rules.ahead.machine_box import MachineBox, machine_box
from rules.ahead.machines import along, machines_of, marks_of, of_side
from rules.ahead.money import UNKNOWN_BIT, Fits
from rules.ahead.numbering import key_of, two_sided
from rules.ahead.place import places_of
from rules.ahead.place_box import PlaceBox, place_box
from rules.ahead.sides import SIZED, sides
from rules.ahead.sized import Picked, Sizing, sizing
from rules.ahead.targets import FIT, FITS, SIZE, size_bit
from rules.answers import Answers, Value
from rules.price.ordering import use_of

Left = Value | tuple[float, float] | None
"""One value that a need may still take; None is unknown. A budget is a number, or (low, high) for all from low to below high."""


class Box(dict[str, Sequence[Left]]):
    """The values each need may take; one that is left out is unknown."""

    def __missing__(self, need: str) -> Sequence[Left]:
        return _UNKNOWN


_UNKNOWN: Sequence[Left] = (None,)


class Landscape:
    """What every decision, the size and the fit become over a box of answers with one purpose."""

    def __init__(self, answers: Answers, box: Mapping[str, Sequence[Left]], thorough: bool = True) -> None:
        """Nothing is looked at before it is asked for; of `answers` the purpose and the circumstances count, all else is the box's.

        Not `thorough`: the fit counts as open, and a need as mattering to the fit wherever only many prices tell that it does not.
        """
        self.box, self._thorough = Box(box), thorough
        self._answers = answers

    @cached_property
    def purpose(self) -> Value | None:
        """Return what will run; None while that is unknown."""
        return self._answers.stated("purpose")

    @cached_property
    def _told(self) -> Answers:
        """Return what was said of every need of which only one answer is left."""
        left = {name: values[0] for name, values in self.box.items() if len(values) == 1}
        said = {name: one for name, one in left.items() if one is not None and not isinstance(one, tuple)}
        if self.purpose:
            said["purpose"] = self.purpose
        return Answers.of(said, sorted(self._answers.also))

    # -- the two sides ----------------------------------------------------------------------------------------------

    @cached_property
    def place(self) -> PlaceBox:
        """Return what is left of the place side."""
        whole = places_of(self._told)
        return place_box(whole, tuple([whole.along(need, self.box[need]) for need in sides().place]))

    @property
    def _budgeted(self) -> bool:
        """Say whether there may be a budget at all: without one nobody can tell what fits."""
        return tuple(self.box["budget"]) != (None,)

    @cached_property
    def _sizing(self) -> Sizing:
        return sizing(self._told, self.box["storage"])

    @cached_property
    def _sized(self) -> Picked:
        return self._sizing.picked(self.box)

    @cached_property
    def _cells(self) -> tuple[tuple[int, int], ...]:
        return cells_of(self._sizing, self._sized)

    @cached_property
    def machine(self) -> MachineBox:
        """Return what is left of the machine side."""
        whole = machines_of(self._told)
        return machine_box(whole, self.rows(), tuple([along(need, self.box[need]) for need in sides().machine]))

    @cached_property
    def _fits(self) -> Fits:
        return Fits(
            self.machine, self._sizing.lots, self._cells, self.box["budget"], use_of(self._told), self._thorough
        )

    def alone(self, need: str) -> bool:
        """Say whether nothing shares its place with saying nothing, on the axis of a question of either side."""
        marks = list((self.place.marks(need) if need in sides().place else marks_of(need)).values())
        return marks.count(marks[0]) == 1

    def rows(self, stated: Collection[str] = ()) -> tuple[int, ...]:
        """Return the rows of the machine side; `stated`: the questions that size of which nothing but a full answer counts."""
        if not stated:
            return rows_of(self._sizing, self._sized)
        full = {need: tuple(value for value in self.box[need] if value is not None) for need in stated}
        return rows_of(self._sizing, self._sizing.picked(Box({**self.box, **full})))

    # -- what may come ----------------------------------------------------------------------------------------------

    def standing(self, target: str, most: int = 64) -> int:
        """Return everything a target may still become, as bits; once there are `most` of them, no more may be looked for."""
        if target == SIZE:
            verdicts = self._sizing.verdicts
            return sum([size_bit(one) for one in {verdicts[lot] for _, lot in self._cells}])
        if target == FIT:
            return self._fits.standing(self.place.outcomes, min(most, len(FITS))) if self._budgeted else UNKNOWN_BIT
        if target in sides().place_decisions:
            return self.place.standing(target)
        found = 0
        for key in self._keys(target):
            found |= self.machine.standing(key)
            if found.bit_count() >= most:
                break
        return found

    def _keys(self, target: str) -> Iterable[tuple[str, int]]:
        """Return a decision given each outcome of the place side that it can tell apart."""
        if target in sides().both:
            return dict.fromkeys(key_of(target, number) for number in self.place.outcomes)
        return [(target, 0)]

    def choices(self, decision: str) -> Grid:
        """Return a one-sided decision's choices over what is left of its side."""
        return (
            self.place.choices(decision) if decision in sides().place_decisions else self.machine.choices((decision, 0))
        )

    # -- what makes a difference ------------------------------------------------------------------------------------

    def matters(self, target: str, need: str) -> bool:
        """Say whether two completions that differ in this need alone give a target different outcomes."""
        if (
            unrelated(target, need)
            or (target == FIT and not self._budgeted)
            or (len(self.box[need]) == 1 and not isinstance(self.box[need][0], tuple))
        ):
            return False
        if need in SIZED:
            return self._sized_matters(target, need)
        if need in sides().place:
            return self._place_matters(target, need)
        return self._machine_matters(target, need)

    def _place_matters(self, target: str, need: str) -> bool:
        if target in sides().place_decisions:
            return self.place.matters(target, need)
        pairs = {(key_of(target, a), key_of(target, b)) for a, b in self.place.outcome_pairs(need)}
        apart = [(one, other) for one, other in pairs if one != other]
        if target == FIT:
            return any(self._fits.told_apart(one[1], other[1]) for one, other in apart)
        return any(self.machine.differ(one, other) for one, other in apart)

    def _machine_matters(self, target: str, need: str) -> bool:
        if target != FIT:
            return any(self.machine.matters(key, need) for key in self._keys(target))
        if need == "budget":
            return self._fits.changes_with_budget(self.place.outcomes)
        moved = any(self.machine.matters(key, need) for name in ("product", "vendor") for key in self._keys(name))
        return moved and self._fits.changes_along(self.place.outcomes, need)

    def _sized_matters(self, target: str, need: str) -> bool:
        pairs = cell_pairs(self._sizing, self._sized, need)
        if not pairs:
            return False
        if target == SIZE:
            verdicts = self._sizing.verdicts
            return any(verdicts[a] != verdicts[b] for (_, a), (_, b) in pairs)
        if target == FIT:
            return self._fits.changes_with(self.place.outcomes, pairs)
        rows = {(row, row_) for (row, _), (row_, _) in pairs if row != row_}
        return bool(rows) and any(self.machine.rows_differ(of_side(*key), rows) for key in self._keys(target))


@cache
def unrelated(target: str, need: str) -> bool:
    """Say whether a target lies on the side that a question does not: then none of its answers ever matters to it."""
    if target in sides().place_decisions:
        return need not in sides().place
    if need in sides().place:
        return not two_sided(target)
    return need not in SIZED and (target == SIZE or need not in sides().machine)
