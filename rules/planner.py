"""What to ask next, and how settled everything is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from knowledge import load
from rules.attributes import Needs
from rules.landscape import DECISIONS, FIT, GATES, SIZE, TARGETS, Landscape, names
from rules.openness import asked, box_of, open_needs, values_of

ENOUGH_ANSWERS = 6
"""After so many answers the advice is shown, whatever is still open."""


@dataclass(frozen=True)
class Outlook:
    """What may still come of a conversation.

    `standing`: every outcome each target may still have (empty while the purpose is open: then anything may come).
    `settled`: targets that no answer changes any more. `firm`: not even the `unsure` ones would.
    `next`: the need to ask, `refine`: open needs that only change what does not hold up the advice.
    `at_most`: how many more questions come before the advice is on screen, at the most.
    """

    open: tuple[str, ...]
    standing: dict[str, tuple[str, ...]]
    settled: frozenset[str]
    firm: frozenset[str]
    next: str | None
    refine: tuple[str, ...]
    ready: bool
    at_most: int

    @property
    def all_settled(self) -> bool:
        """Say whether nothing that holds up the advice can change."""
        return all(target in self.settled for target in GATES)


@lru_cache(maxsize=2048)
def _outlook(items: tuple[tuple[str, object], ...], also: tuple[str, ...]) -> Outlook:
    needs = dict(items)
    free = open_needs(needs)
    if "purpose" in free:
        return _before_purpose(needs, free)
    land = Landscape(_purpose(needs), box_of(needs, free, also), also)
    standing = {target: tuple(names(target, land.standing(target))) for target in TARGETS}
    settled = frozenset(target for target, outcomes in standing.items() if len(outcomes) == 1)
    gating = [need for need in free if any(land.matters(target, need) for target in GATES if target not in settled)]
    others = [target for target in TARGETS if target not in settled and target not in GATES]
    refine = [need for need in free if need not in gating and any(land.matters(target, need) for target in others)]
    sure = [need for need in gating if asked(need, needs)]
    chosen = _best(land, sure or gating) if gating else None
    left = max(0, min(len(gating), ENOUGH_ANSWERS - len(needs)))
    return Outlook(
        tuple(free), standing, settled, _firm(needs, free, also, settled), chosen, tuple(refine),
        ready=not gating or len(needs) >= ENOUGH_ANSWERS, at_most=left,
    )  # fmt: skip


def outlook(needs: Needs, also: Collection[str] = ()) -> Outlook:
    """Look ahead from what was said so far."""
    return _outlook(tuple(sorted(needs.items(), key=lambda item: item[0])), tuple(sorted(also)))


def _before_purpose(needs: Needs, free: list[str]) -> Outlook:
    """Nothing is settled before the purpose: pages want no server where models want a card."""
    left = max(1, ENOUGH_ANSWERS - len(needs))
    ready = len(needs) >= ENOUGH_ANSWERS
    return Outlook(tuple(free), {}, frozenset(), frozenset(), "purpose", (), ready, 0 if ready else left)


def _purpose(needs: Needs) -> str | None:
    purpose = needs.get("purpose")
    return None if purpose in (None, "unsure") else str(purpose)


def _firm(needs: Needs, free: list[str], also: tuple[str, ...], settled: frozenset[str]) -> frozenset[str]:
    unsure = [name for name, value in needs.items() if value == "unsure"]
    if not unsure:
        return settled
    purposes = values_of("purpose", None) if "purpose" in unsure else (_purpose(needs),)
    firm = set(settled)
    for target in settled:
        outcomes = 0
        for purpose in purposes:
            known = {**needs, "purpose": purpose or "unsure"}
            land = Landscape(purpose, box_of(known, [*free, *unsure], also), also)  # type: ignore[arg-type]
            outcomes |= land.standing(target)
        if outcomes.bit_count() > 1:
            firm.discard(target)
    return frozenset(firm)


def _best(land: Landscape, candidates: list[str]) -> str:
    """Return the need that leaves fewest choices standing, averaged over the answers on screen and `unsure`."""
    return min(candidates, key=lambda need: (left_standing(land, need), list(load().needs).index(need)))


def left_standing(land: Landscape, need: str) -> float:
    """Return how many choices an answer to this need leaves on average, summed over the decisions."""
    places = on_screen(land, need)
    total = 0
    for decision in DECISIONS:
        sets = land.standing_by(decision, need)
        total += sum(sets[place].bit_count() for place in places)
    return total / len(places)


def on_screen(land: Landscape, need: str) -> list[int]:
    """Return where in the box the answers on screen lie: every option or preset, and `unsure` (None) first."""
    box = land.box[need]
    if need not in ("budget", "scale"):
        return list(range(len(box)))
    record = load().needs[need]
    unit = record.unit_for(land.purpose)
    presets = unit.presets if unit else record.presets
    return [0, *(_class_of(box, preset) for preset in presets)]


def _class_of(box: object, number: float) -> int:
    found = 0
    for place, value in enumerate(box):  # type: ignore[arg-type]
        low = value[0] if isinstance(value, tuple) else value
        if low is not None and low <= number:
            found = place
    return found


__all__ = ["FIT", "SIZE", "Outlook", "left_standing", "on_screen", "outlook"]
