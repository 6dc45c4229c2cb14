"""What a cheaper way loses, and the few doors that are left where the budget is not enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge import size_tables
from rules.advice.advising import Advice, advise
from rules.advice.instead import instead_price
from rules.advice.other_ways import Rival
from rules.ahead.explain import repair
from rules.argument.model import Argument, Verdict
from rules.machine.ladder import LADDER
from rules.price.first_year import Promo
from rules.price.spoken import as_told

LEAST_MBPS = 1.5
"""What a viewer of 720p video takes at the least (F132)."""
MOST_DOORS = 3


@dataclass(frozen=True)
class Door:
    """One way out of a budget that is not enough: `kind` what is given up, `choice` what is had instead, at `low` yuan a month.

    `change`: the answers that open it; `opens`: what else does (`about:` a topic, `plan:` an offer, `spec:` a machine, `why:` the reasons against a choice).
    """

    kind: str
    choice: str | float
    low: float
    enough: bool
    change: Mapping[str, object] = field(default_factory=dict)
    opens: str = ""
    values: Mapping[str, str | float] = field(default_factory=dict)


def losses(verdict: Verdict, choice: str) -> tuple[Argument, ...]:
    """Return what is lost with a choice: what speaks against it beside its price, else what only the winner has; may be empty."""
    against = [rule for rule in verdict.arguments(choice, "veto") if rule.veto != "unaffordable"]
    against += verdict.arguments(choice, "against")
    if against:
        return tuple(against[:2])
    shared = {rule.id for rule in verdict.arguments(choice, "for")}
    return tuple(rule for rule in verdict.arguments(verdict.choice, "for") if rule.id not in shared)[:1]


def doors(advice: Advice) -> tuple[Door, ...]:
    """Return at most three doors: not buying, the best that costs less, and a larger budget last; none where it is enough."""
    if advice.verdict.within is not False:
        return ()
    budget = advice.answers.number("budget") or 0.0
    # What carries the load comes before what does not, however cheap that is.
    bought = sorted(_cheaper(advice, budget), key=lambda door: (not door.enough, door.kind == "size", door.low))
    nothing = list(_nothing(advice, budget))
    kept = [*nothing[:1], *bought][: MOST_DOORS - 1]
    low = as_told(advice.price.low)
    return (*kept, Door("budget", low, low, enough=True, change={"budget": low}))


def within_reach(advice: Advice) -> Door | None:
    """Return the cheapest other product, place or vendor that carries the load within the budget; None where none does."""
    return next((door for door in doors(advice) if door.enough and door.kind in ("product", "region", "vendor")), None)


def _nothing(advice: Advice, budget: float) -> Iterator[Door]:
    """Return not buying at all, where that does."""
    note = next(iter(advice.notes.get("instead", ())), None)
    found = instead_price(note.id, advice.decided.choice("region")) if note else None
    if note and found and found.low < advice.price.low:
        yield Door("nothing", note.id, found.low, found.low <= budget, opens=f"about:{found.about}")


def _cheaper(advice: Advice, budget: float) -> Iterator[Door]:
    # What nobody is known to sell there at that size is no way out.
    less = [one for one in advice.cheaper if not any(name.startswith("region:") for name in one.price.substitutes)]
    enough = [one for one in less if one.price.low <= budget]
    for one in enough or less:
        yield _door(advice, one, budget)
    yield from let_go(advice, budget)
    yield from _offered(advice, budget)
    yield from _thinner(advice, budget)


def _door(advice: Advice, one: Rival, budget: float) -> Door:
    low, enough = as_told(one.price.low), one.price.low <= budget
    if one.kind == "size":
        machine = LADDER[one.choice]
        spec = "" if machine.cards or machine.memory_gib < 1 else f"spec:{machine.vcpus}c{machine.memory_gib:g}g"
        return Door("size", one.choice, low, enough, opens=spec)
    change = repair(advice.answers, one.kind, one.choice, most=1, but=("budget",)) or {}
    return Door(
        one.kind, one.choice, low, enough, change=change, opens="" if change else f"why:{one.kind}:{one.choice}"
    )


def reached(offer: Promo, budget: float) -> bool:
    """Say whether a budget reaches an offer's first year; one told by the year is known to the cent a month only."""
    return offer.first_year <= round(budget * _MONTHS + _MONTHS * _A_CENT / 2, 2)


_MONTHS, _A_CENT = 12, 0.01


def let_go(advice: Advice, budget: float) -> Iterator[Door]:
    """Return what dropping a costly wish would come to: a whole machine, or never a minute down."""
    for name, value in (("isolation", "shared"), ("uptime", "business")):
        if advice.answers.stated(name) not in ("exclusive", "critical"):
            continue
        other = advise(advice.answers.given({name: value}))
        low = as_told(other.price.low)
        if low < advice.price.low:
            had = {"product": other.decided.choice("product")}
            yield Door(name, value, low, low <= budget, change={name: value}, values=had)


def _offered(advice: Advice, budget: float) -> Iterator[Door]:
    """Return the first-year offer, here or where else it could stand, that the budget reaches and that renews at its price."""
    # An offer's small disk holds none of it, and what holds it costs more than the offer.
    if advice.price.line("storage"):
        return
    here = advice.decided.choice("region")
    for place in (here, *(one.choice for one in advice.rivals if one.kind == "region")):
        for one in advice.offers_in(place):
            if one.renewal_year == one.first_year and reached(one, budget):
                values: dict[str, str | float] = {
                    "vendor": one.plan.plan.vendor,
                    "first": one.first_year,
                    "place": "" if place == here else place,
                }
                yield Door(
                    "promo",
                    one.plan.plan.id,
                    as_told(one.first_year / 12),
                    enough=True,
                    opens=f"plan:{one.plan.plan.id}",
                    values=values,
                )
                return


def _thinner(advice: Advice, budget: float) -> Iterator[Door]:
    """Return what the traffic of a video site comes to at a lower bit rate."""
    traffic = advice.price.line("traffic")
    if traffic is None or advice.answers.stated("purpose") != "media":
        return
    full = float(size_tables.sizing()["purposes"]["media"]["mbps_per_person"]["mbps"])
    saved = (traffic.low or 0) * (1 - LEAST_MBPS / full)
    low = as_told(advice.price.low - saved)
    if 0 <= low < advice.price.low:
        yield Door("bitrate", LEAST_MBPS, low, low <= budget, opens="about:bandwidth")
