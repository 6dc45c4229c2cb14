"""The honesty of the interview: what is never asked of somebody may not change what they are told, unless it is written down why.

For each purpose, every need whose question can never come (its `ask_when` is false by the purpose alone) and every need that has
no question is let vary beside all that is asked. What then changes product, region, filing or size must stand in `unasked.yaml` as
a wish or a circumstance; quantities that are only heard are the load itself and may change what the load decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge import load
from knowledge.yamlfile import read_yaml
from rules.ahead.landscape import Landscape
from rules.ahead.open_needs import asked, box_of, open_needs
from rules.answers import Answers
from rules.machine.stated import LOADING

LIST = Path(__file__).with_name("unasked.yaml")
WATCHED = ("product", "region", "filing", "size")
KINDS = ("wish", "circumstance")


@dataclass(frozen=True)
class Excuse:
    """Why a need may change something though it is never asked for these purposes (none named: for all of them)."""

    need: str
    kind: str
    changes: tuple[str, ...]
    reason: str
    purposes: tuple[str, ...] = ()

    def covers(self, need: str, purpose: str, decision: str) -> bool:
        """Say whether it is an excuse for this."""
        return need == self.need and decision in self.changes and (not self.purposes or purpose in self.purposes)


@cache
def excuses(path: Path = LIST) -> tuple[Excuse, ...]:
    """Read the list; raise KeyError or TypeError where a row lacks something."""
    return tuple(
        Excuse(row["need"], row["kind"], tuple(row["changes"]), row["reason"], tuple(row.get("purposes", ())))
        for row in read_yaml(path)
    )


def unasked(purpose: str) -> list[str]:
    """Return the needs that nobody with this purpose is ever asked, but for quantities and programs that are only heard."""
    told = Answers.of({"purpose": purpose})
    return [
        name
        for name, need in load().needs.items()
        if name != "purpose"
        and (asked(name, told) is False)
        and (need.asked or need.kind == "choice")
        and (need.asked or name not in LOADING)
    ]


@cache
def changing(purpose: str) -> tuple[tuple[str, str], ...]:
    """Return what is never asked with what it changes: (need, decision)."""
    return tuple((name, decision) for name in unasked(purpose) for decision in _changed(purpose, name))


def _changed(purpose: str, name: str) -> Iterator[str]:
    told = Answers.of({"purpose": purpose})
    open_ = open_needs(told)
    if load().needs[name].asked:
        land = Landscape(told, box_of(told, [*open_, name]))
        return (decision for decision in WATCHED if land.matters(decision, name))
    return _changed_by_saying(told, open_, name)


def _changed_by_saying(told: Answers, open_: Sequence[str], name: str) -> Iterator[str]:
    """Return what comes out otherwise for some value of a need that is only heard."""
    tries = (told, *(told.given({name: value}) for value in load().needs[name].values))
    said = [Landscape(one, box_of(one, open_)) for one in tries]
    for decision in WATCHED[:-1]:
        first, *others = (land.choices(decision) for land in said)
        if any(one.shape != first.shape or bool((one != first).any()) for one in others):
            yield decision


def honesty_faults() -> Iterator[str]:
    """Say what changes the advice though nobody is asked, and which excuses excuse nothing."""
    used: set[tuple[Excuse, str]] = set()
    for purpose in load().needs["purpose"].values:
        for need, decision in changing(purpose):
            mine = [one for one in excuses() if one.covers(need, purpose, decision)]
            used.update((one, purpose) for one in mine)
            if not mine:
                yield f"{need} is never asked for {purpose}, but when said it changes {decision} (unasked.yaml may say why)"
    for one in excuses():
        yield from _idle(one, {purpose for excuse, purpose in used if excuse == one})


def _idle(one: Excuse, served: set[str]) -> Iterator[str]:
    """Say that an excuse excuses nothing, or nothing for some of its purposes."""
    rest = [purpose for purpose in one.purposes if purpose not in served]
    if one.kind not in KINDS or rest or not served:
        yield f"unasked.yaml: {one.need} {rest or ''}: excuses nothing, or is no {' or '.join(KINDS)}"
