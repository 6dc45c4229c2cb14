"""The whole advice for one conversation, in no language: what to buy, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rules.advice.other_ways import Rival, rivals, smaller
from rules.ahead.explain import Change, Conflict, changes, conflict
from rules.ahead.lookup import fit
from rules.ahead.planner import Outlook, outlook
from rules.argument.model import Note
from rules.decide.deciding import Decided, decide
from rules.decide.noting import fired_notes
from rules.facts.attributes import Needs, stated
from rules.machine import ladder, size
from rules.price import cost, hosting
from rules.price.first_year import Promo, offers

SERVERLESS = ("static", "paas")


@dataclass(frozen=True)
class Sized:
    """One size with what it costs a month."""

    machine: size.Machine
    price: cost.Price


class Advice:
    """Everything that follows from what was said, each part worked out when it is first asked for."""

    def __init__(self, needs: Needs, also: Collection[str], now: bool) -> None:
        """Decide; `now`: the whole advice is wanted, whatever is open."""
        self.decided: Decided = decide(needs, also)
        self.now = now

    @property
    def needs(self) -> Needs:
        """Return what was said."""
        return self.decided.needs

    @property
    def ready(self) -> bool:
        """Say whether the whole advice is shown."""
        return self.now or self.outlook.ready

    @cached_property
    def outlook(self) -> Outlook:
        """Return what may still come."""
        return outlook(self.needs, self.decided.also)

    @cached_property
    def size(self) -> size.Size:
        """Return the machine."""
        return size.size_of(self.needs, self.decided.also)

    @cached_property
    def fit(self) -> str:
        """Say whether the budget is enough: yes, no or unknown (no budget)."""
        budget = stated(self.needs, "budget")
        where = self.decided.choice("product"), self.size, self.decided.choice("region")
        enough = fit(budget, *where)
        return "no" if enough == "yes" and self.traffic and self.price.low > float(str(budget)) else enough

    @cached_property
    def price(self) -> cost.Price:
        """Return what it costs, with what is kept beside it and the traffic of static hosting."""
        return hosting.plus(_price(self.decided, self.size.id, self.size), self.traffic)

    @cached_property
    def storage(self) -> hosting.Beside | None:
        """Return what is kept beside the machine."""
        return hosting.storage(self.size.storage_gib, self.decided.choice("product"))

    @cached_property
    def traffic(self) -> hosting.Beside | None:
        """Return what is fetched from static hosting beyond what its price includes."""
        if self.decided.choice("product") != "static":
            return None
        return hosting.traffic(self.size.traffic_gb_month, self.decided.choice("region"))

    @cached_property
    def offers(self) -> tuple[Promo, ...]:
        """Return the first-year offers of this size there."""
        return self.offers_in(self.decided.choice("region"))

    def offers_in(self, region: str) -> tuple[Promo, ...]:
        """Return the first-year offers of this size in a region; none for a stay shorter than a year."""
        if stated(self.needs, "term") in ("short", "months"):
            return ()
        return offers(self.decided.choice("product"), self.size.id, region)

    @cached_property
    def rivals(self) -> tuple[Rival, ...]:
        """Return the advice and what could stand in for it, each with its price."""
        return rivals(self.decided, self.size)

    @cached_property
    def smaller(self) -> Rival | None:
        """Return the next size down with its price."""
        return smaller(self.decided, self.size)

    @cached_property
    def sizes(self) -> tuple[Sized, ...]:
        """Return the size below, the chosen one and the size above."""
        return tuple(_neighbours(self.decided, self.size))

    @cached_property
    def notes(self) -> Mapping[str, list[Note]]:
        """Return warnings, order lines, questions, steps."""
        return fired_notes(self.decided, self.fit)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return each change of one answer that flips a decision."""
        return tuple(changes(self.needs, self.decided.also))

    @cached_property
    def conflict(self) -> Conflict | None:
        """Return the needs that clash, if any do."""
        return conflict(self.needs, self.decided.also)


def advise(needs: Needs, also: Collection[str] = (), now: bool = False) -> Advice:
    """Advise on what was said; never empty, whatever is known."""
    return _advise(tuple(needs.items()), tuple(also), now)


def prepare() -> None:
    """Fill the tables that advice is read from, so that nobody's is the slow first one; with nothing known every purpose is looked at."""
    for needs in ({}, {"purpose": "blog", "budget": 50, "scale": 1000}):
        found = advise(needs)
        _ = found.outlook, found.sizes, found.notes


@lru_cache(maxsize=256)
def _advise(items: tuple[tuple[str, object], ...], also: tuple[str, ...], now: bool) -> Advice:
    return Advice(dict(items), also, now)


def _price(decided: Decided, size_id: str, found: size.Size) -> cost.Price:
    where = decided.choice("product"), size_id, decided.choice("region"), decided.choice("vendor")
    return hosting.plus(cost.price(*where, found.machines), hosting.storage(found.storage_gib, where[0]))


def _neighbours(decided: Decided, found: size.Size) -> list[Sized]:
    """Return the size below, the chosen one and the size above, on the same ladder."""
    if decided.choice("product") in SERVERLESS or not found.vcpus:
        return []
    around = [name for name in (ladder.smaller(found.id), found.id, ladder.larger(found.id)) if name]
    return [Sized(size.LADDER[name], _price(decided, name, found)) for name in around]
