"""What may come of some open needs, whatever the purpose turns out to be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from knowledge import catalogue
from knowledge.purposes import purposes
from rules.ahead.landscape import Landscape, unrelated
from rules.ahead.open_needs import asked, box_of, scale_classes
from rules.facts.attributes import Needs
from rules.machine.wanted import step_up


class View:
    """What may come of some open needs, whatever the purpose turns out to be; exact."""

    def __init__(self, needs: Needs, free: Collection[str], also: tuple[str, ...]) -> None:
        """Look at each purpose there may be; nothing is computed before it is asked for, no purpose looked at before it has to be."""
        self._needs, self._also = needs, also
        self._others = [name for name in free if name != "purpose"]
        self._purposes = _telling() if "purpose" in free else (purpose_of(needs),)
        self._lands: dict[str | None, Landscape] = {}
        self._found: dict[tuple[str | None, str, str], bool] = {}

    def _land(self, purpose: str | None) -> Landscape:
        if purpose not in self._lands:
            box = box_of({**self._needs, "purpose": purpose or "unsure"}, self._others, self._also)
            self._lands[purpose] = Landscape(purpose, box, self._also)
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
        found = 0
        for land in self.lands:
            found |= land.standing(target, 2)
            if found.bit_count() > 1:
                return False
        return True

    def matters(self, targets: Iterable[str], need: str) -> bool:
        """Say whether this need alone can make a difference to any of some targets.

        Each purpose is asked for every target before the next is looked at: most of what matters shows with the first.
        """
        related = [target for target in targets if not unrelated(target, need)]
        if not related:
            return False
        likely = sorted(self._purposes, key=lambda purpose: _never_asked(need, purpose))
        return any(self._matters(purpose, target, need) for purpose in likely for target in related)

    def _matters(self, purpose: str | None, target: str, need: str) -> bool:
        key = purpose, target, need
        if key not in self._found:
            self._found[key] = self._land(purpose).matters(target, need)
        return self._found[key]


@cache
def _never_asked(need: str, purpose: str | None) -> bool:
    """Say whether a purpose rules a need's question out: then it hardly matters there."""
    return asked(need, {"purpose": purpose or "unsure"}) is False


@lru_cache(maxsize=2)
def _view(items: tuple[tuple[str, object], ...], free: tuple[str, ...], also: tuple[str, ...], on: date) -> View:
    return View(dict(items), free, also)


def view(needs: Needs, free: Collection[str], also: Collection[str]) -> View:
    """Return a view that is shared by all who look at the same needs: six decisions ask, what they find is one."""
    return _view(told(needs, also), tuple(free), tuple(sorted(also)), catalogue.today())


@cache
def _telling() -> tuple[str | None, ...]:
    """Return every purpose and none, one of each way of being reached first: most of what hangs on the purpose shows soon."""
    seen: set[str] = set()
    first = [name for name, row in purposes().items() if not (row.served in seen or seen.add(row.served))]  # type: ignore[func-returns-value]
    return (*first, *(name for name in purposes() if name not in first), None)


def told(needs: Needs, also: Collection[str]) -> tuple[tuple[str, object], ...]:
    """Return what was said in one order, numbers folded to the least of the stretch that nothing here tells apart."""
    folded = dict(needs)
    if isinstance(people := needs.get("scale"), int | float) and purpose_of(needs):
        folded["scale"] = _least(scale_classes(needs, also), people)
    if isinstance(kept := needs.get("storage"), int | float):
        folded["storage"] = step_up("storage_gib", kept)
    return tuple(sorted(folded.items(), key=lambda item: item[0]))


def _least(edges: Sequence[float], number: float) -> float:
    return edges[max(0, bisect_right(edges, number) - 1)]


def purpose_of(needs: Needs) -> str | None:
    """Return the purpose that was stated."""
    purpose = needs.get("purpose")
    return None if purpose in (None, "unsure") else str(purpose)


def forget_views() -> None:
    """Forget what was looked at."""
    _view.cache_clear()
