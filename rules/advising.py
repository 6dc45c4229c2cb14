"""The whole advice for one conversation, in no language: what to buy, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rules import cost, size
from rules.attributes import Needs, stated
from rules.deciding import Decided, decide
from rules.explain import Change, Conflict, changes, conflict
from rules.model import Note
from rules.noting import fired_notes
from rules.planner import Outlook, outlook
from rules.quick import fit

SERVERLESS = ("static", "paas")


@dataclass(frozen=True)
class Sized:
    """One size with what it costs a month."""

    machine: size.Machine
    price: cost.Price


@dataclass(frozen=True)
class Advice:
    """Everything that follows from what was said; `fit` is yes, no or unknown (no budget)."""

    decided: Decided
    outlook: Outlook
    now: bool
    size: size.Size
    price: cost.Price
    sizes: tuple[Sized, ...]
    fit: str
    notes: Mapping[str, list[Note]]
    changes: tuple[Change, ...]
    conflict: Conflict | None

    @property
    def needs(self) -> Needs:
        """Return what was said."""
        return self.decided.needs

    @property
    def ready(self) -> bool:
        """Say whether the whole advice is shown."""
        return self.now or self.outlook.ready


def advise(needs: Needs, also: Collection[str] = (), now: bool = False) -> Advice:
    """Advise on what was said; never empty, whatever is known."""
    return _advise(tuple(needs.items()), tuple(also), now)


@lru_cache(maxsize=256)
def _advise(items: tuple[tuple[str, object], ...], also: tuple[str, ...], now: bool) -> Advice:
    needs = dict(items)
    decided = decide(needs, also)
    found = size.size_of(needs, also)
    fits = fit(stated(needs, "budget"), decided.choice("product"), found, decided.choice("region"))
    return Advice(
        decided=decided,
        outlook=outlook(needs, also),
        now=now,
        size=found,
        price=_price(decided, found.id, found.machines),
        sizes=tuple(_neighbours(decided, found)),
        fit=fits,
        notes=fired_notes(decided, fits),
        changes=tuple(changes(needs, also)),
        conflict=conflict(needs, also),
    )


def _price(decided: Decided, size_id: str, machines: int) -> cost.Price:
    where = decided.choice("product"), size_id, decided.choice("region"), decided.choice("vendor")
    return cost.price(*where, machines)


def _neighbours(decided: Decided, found: size.Size) -> list[Sized]:
    """Return the size below, the chosen one and the size above, on the same ladder."""
    if decided.choice("product") in SERVERLESS or not found.vcpus:
        return []
    ladder = [name for name, machine in size.LADDER.items() if bool(machine.gpu_memory_gib) == bool(found.gpu_memory_gib)]
    ladder = [name for name in ladder if size.LADDER[name].vcpus]
    place = ladder.index(found.id)
    around = ladder[max(0, place - 1) : place + 2]
    return [Sized(size.LADDER[name], _price(decided, name, found.machines)) for name in around]
