"""What to ask next, and how settled everything is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import islice

from knowledge import catalogue, load
from rules.ahead.landscape import Landscape
from rules.ahead.open_needs import box_of, open_needs, unsure_needs
from rules.ahead.sides import SIZED
from rules.ahead.targets import DECISIONS, FIT, GATES, SIZE, TARGETS, names
from rules.ahead.view import View, folded, forget_views, view
from rules.answers import UNSURE, Answers, Value

ENOUGH_ANSWERS = 6
"""After so many answers the advice is shown, whatever is still open."""


class Holding(Set[str]):
    """The targets of which something holds; each is looked at when it is first asked for, for some take a thousand prices."""

    _from_iterable = frozenset

    def __init__(self, holds: Callable[[str], bool]) -> None:
        """Take what says whether it holds of a target."""
        self._holds = cache(holds)

    def __contains__(self, target: object) -> bool:
        """Say whether it holds of a target."""
        return isinstance(target, str) and target in TARGETS and self._holds(target)

    def __iter__(self) -> Iterator[str]:
        """Offer the targets of which it holds."""
        return filter(self._holds, TARGETS)

    def __len__(self) -> int:
        """Return of how many it holds."""
        return sum(map(self._holds, TARGETS))


class Outlook:
    """What may still come of a conversation, each part looked at when it is first asked for.

    `open`: the open needs, in the author's order.
    """

    def __init__(self, answers: Answers) -> None:
        """Take what was said, numbers folded."""
        self._answers = answers
        self._free = open_needs(answers)
        self.open = tuple(self._free)
        self._answered = sum(load().needs[name].asked for name in answers.needs)

    @cached_property
    def _view(self) -> View:
        return view(self._answers, self._free)

    @property
    def _unknown_purpose(self) -> bool:
        return "purpose" in self._free

    @cached_property
    def standing(self) -> Mapping[str, tuple[str, ...]]:
        """Return every outcome each decision may still have; empty while the purpose is open: then anything may come."""
        if self._unknown_purpose:
            return {}
        return {target: tuple(names(target, self._view.first.standing(target))) for target in DECISIONS}

    @cached_property
    def settled(self) -> Set[str]:
        """Return the targets that no answer changes any more."""
        return Holding(self._view.settled)

    @cached_property
    def firm(self) -> Set[str]:
        """Return the settled targets that not even the `unsure` needs would change."""
        unsure = unsure_needs(self._answers)
        if not unsure:
            return self.settled
        free = [*self._free, *unsure]
        return Holding(lambda target: target in self.settled and view(self._answers, free).settled(target))

    @property
    def all_settled(self) -> bool:
        """Say whether nothing that holds up the advice can change."""
        return all(target in self.settled for target in GATES)

    @cached_property
    def _gates(self) -> list[str]:
        return [target for target in GATES if target not in self.settled]

    def _gating(self) -> Iterator[str]:
        """Offer the gating needs one by one: the purpose first, which is asked whatever may come of it."""
        if self._unknown_purpose:
            yield "purpose"
        for need in self._free:
            if need != "purpose" and self._view.matters(_soonest(self._gates, need), need):
                yield need

    @cached_property
    def gating(self) -> tuple[str, ...]:
        """Return the open needs that can still change what holds up the advice."""
        return tuple(self._gating())

    @cached_property
    def refine(self) -> tuple[str, ...]:
        """Return the open needs that only change what does not hold up the advice."""
        others = [target for target in TARGETS if target not in GATES and target not in self.settled]
        rest = [need for need in self._free if need not in self.gating]
        return tuple(need for need in rest if self._view.matters(others, need))

    @cached_property
    def next(self) -> str | None:
        """Return the gating need to ask, None when there is none."""
        return "purpose" if self._unknown_purpose else _next(list(self.gating), self._answers)

    @cached_property
    def ready(self) -> bool:
        """Say whether the advice is shown."""
        return self._answered >= ENOUGH_ANSWERS or next(self._gating(), None) is None

    @cached_property
    def at_most(self) -> int:
        """Return how many more questions come before the advice is on screen, at the most."""
        left = max(0, ENOUGH_ANSWERS - self._answered)
        return sum(1 for _ in islice(self._gating(), left))


@lru_cache(maxsize=512)
def _outlook(answers: Answers, on: date) -> Outlook:
    return Outlook(answers)


def _soonest(targets: list[str], need: str) -> list[str]:
    """Put first what most likely shows that a need matters: what sizes a machine mostly changes the size."""
    return sorted(targets, key=lambda target: target != SIZE) if need in SIZED else targets


def outlook(answers: Answers) -> Outlook:
    """Look ahead from what was said so far."""
    return _outlook(folded(answers), catalogue.today())


@lru_cache(maxsize=1024)
def _standing(answers: Answers, targets: tuple[str, ...], on: date) -> dict[str, tuple[str, ...]]:
    free = open_needs(answers)
    if "purpose" in free:
        return {}
    land = view(answers, free).first
    return {target: tuple(names(target, land.standing(target))) for target in targets}


def standing(answers: Answers, targets: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return what an outlook says of some targets' `standing`, at a tenth of the cost of the whole."""
    return _standing(folded(answers), targets, catalogue.today())


def forget() -> None:
    """Forget every look ahead, so that the next one is taken anew."""
    forget_views()
    _outlook.cache_clear()
    _standing.cache_clear()


def _next(gating: list[str], answers: Answers) -> str | None:
    """Return the need to ask: the purpose first, for pages never want what models want; none when nothing matters."""
    if len(gating) < 2 or gating[0] == "purpose":
        return gating[0] if gating else None
    turn = [need for need in gating if not {*load().needs[need].after} & {*gating}]
    leaves = {need: left_standing(answers, need) for need in turn}
    return min(turn, key=leaves.__getitem__)  # of equals the first in the author's order


def left_standing(
    answers: Answers, need: str, decisions: Collection[str] = DECISIONS, freed: Collection[str] = ()
) -> float:
    """Return how many choices stand after an answer to this need, summed over decisions and averaged evenly over answers.

    The answers are those on screen and `unsure`. Some answers end other questions (none about filing for visitors in
    the West): what they leave open is looked at anew for each. `freed`: `unsure` needs that may vary as well.
    """
    taps = on_screen(answers.stated("purpose"), need)
    total = 0
    for value in taps:
        after = answers.given({need: value})
        free = [*open_needs(after), *(name for name in freed if name != need)]
        land = Landscape(after, box_of(after, free))
        total += sum(land.standing(decision).bit_count() for decision in decisions)
    return total / len(taps)


def on_screen(purpose: Value | None, need: str) -> tuple[Value, ...]:
    """Return the answers on screen: every option or preset, and `unsure`."""
    record = load().needs[need]
    if record.values:
        return (UNSURE, *record.values)
    unit = record.unit_for(purpose)
    return (UNSURE, *(unit.presets if unit else record.presets))


__all__ = ["FIT", "SIZE", "Outlook", "left_standing", "on_screen", "outlook", "standing"]
