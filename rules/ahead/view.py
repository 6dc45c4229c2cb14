"""What may come of some open needs, whatever the purpose turns out to be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter

from knowledge import catalogue
from knowledge.purposes import purposes
from rules.ahead.landscape import Landscape, unrelated
from rules.ahead.open_needs import asked, box_of, scale_classes
from rules.ahead.targets import FIT
from rules.answers import UNSURE, Answers, Value
from rules.machine.wanted import step_up


class View:
    """What may come of some open needs, whatever the purpose turns out to be; exact, but for the fit while the purpose is open."""

    def __init__(self, answers: Answers, free: Collection[str]) -> None:
        """Look at each purpose there may be; nothing is computed before it is asked for, no purpose looked at before it has to be."""
        self._answers = answers
        self._others = [name for name in free if name != "purpose"]
        self._purposes = _telling() if "purpose" in free else (answers.stated("purpose"),)
        self._lands: dict[Value | None, Landscape] = {}
        self._found: dict[tuple[Value | None, str, str], bool] = {}

    def _land(self, purpose: Value | None) -> Landscape:
        if purpose not in self._lands:
            supposed = self._answers.given({"purpose": purpose or UNSURE})
            self._lands[purpose] = Landscape(supposed, box_of(supposed, self._others), len(self._purposes) == 1)
        return self._lands[purpose]

    @property
    def first(self) -> Landscape:
        """Return what may come with the purpose stated, or with the first there may be."""
        return self._land(self._purposes[0])

    @property
    def lands(self) -> Iterator[Landscape]:
        """Offer what may come with each purpose there may be, one by one."""
        return map(self._land, self._purposes)

    def settled(self, target: str) -> bool:
        """Say whether a target is the same under every completion."""
        return not _apart(land.standing(target, 2) for land in self.lands)

    def matters(self, targets: Iterable[str], need: str) -> bool:
        """Say whether this need alone can make a difference to any of some targets.

        Each purpose is asked for every target before the next is looked at: most of what matters shows with the first. What
        the fit takes to look at is many times that of the others, so it is asked of no purpose before they all are.
        """
        related = [target for target in targets if not unrelated(target, need)]
        rounds = [target for target in related if target != FIT], [target for target in related if target == FIT]
        likely = sorted(self._purposes, key=lambda purpose: _never_asked(need, purpose))
        return any(self._matters(purpose, target, need) for some in rounds for purpose in likely for target in some)

    def _matters(self, purpose: Value | None, target: str, need: str) -> bool:
        key = purpose, target, need
        if key not in self._found:
            self._found[key] = self._land(purpose).matters(target, need)
        return self._found[key]


def _apart(sets: Iterable[int]) -> bool:
    """Say whether some sets of outcomes, as bits, have more than one together; none is looked at once that is clear."""
    found = 0
    for one in sets:
        found |= one
        if found.bit_count() > 1:
            return True
    return False


@cache
def _never_asked(need: str, purpose: Value | None) -> bool:
    """Say whether a purpose rules a need's question out: then it hardly matters there."""
    return asked(need, Answers.of({"purpose": purpose or UNSURE})) is False


@lru_cache(maxsize=4)
def _view(answers: Answers, free: tuple[str, ...], on: date) -> View:
    return View(answers, free)


def view(answers: Answers, free: Collection[str]) -> View:
    """Return a view that is shared by all who look at the same needs: six decisions ask, what they find is one."""
    return _view(folded(answers), tuple(free), catalogue.today())


@cache
def _telling() -> tuple[Value | None, ...]:
    """Return every purpose and none, one of each way of being reached first: most of what hangs on the purpose shows soon."""
    served = [row.served for row in purposes().values()]
    first = [name for place, name in enumerate(purposes()) if served[place] not in served[:place]]
    return (*first, *(name for name in purposes() if name not in first), None)


@lru_cache(maxsize=256)
def folded(answers: Answers) -> Answers:
    """Return what was said in one order, numbers folded to the least of the stretch that nothing here tells apart."""
    needs = dict(answers.needs)
    if isinstance(people := answers.get("scale"), int | float) and answers.stated("purpose"):
        needs["scale"] = _least(scale_classes(answers), people)
    if isinstance(kept := answers.get("storage"), int | float):
        needs["storage"] = step_up("storage_gib", kept)
    return Answers.of(dict(sorted(needs.items(), key=itemgetter(0))), sorted(answers.also))


def _least(edges: Sequence[float], number: float) -> float:
    return edges[max(0, bisect_right(edges, number) - 1)]


def forget_views() -> None:
    """Forget what was looked at."""
    _view.cache_clear()
