"""Which answers mattered, what would change the advice, and what clashes: exact, over all answers."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from knowledge import load, size_tables
from rules.ahead.landscape import Landscape
from rules.ahead.lookup import Outcome, outcome
from rules.ahead.open_needs import box_of, scale_classes, values_of
from rules.ahead.tables import tables
from rules.ahead.targets import DECISIONS, FIT, FIT_YES, budget_classes, sized
from rules.decide.deciding import decide
from rules.facts.attributes import Needs, stated
from rules.price.least import asked_on, enough_for
from rules.price.ordering import use_of


@dataclass(frozen=True)
class Change:
    """One stated answer changed: what flips, decision -> (from, to)."""

    need: str
    before: object
    after: object
    decisions: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Conflict:
    """Needs that cannot all hold, the smallest such set, and what giving up each would bring."""

    needs: tuple[str, ...]
    relax: tuple[Change, ...]


def mattered(needs: Needs, also: Collection[str], target: str) -> tuple[str, ...]:
    """Return a smallest-by-deletion set of stated needs that forces a target, whatever the other answers were.

    What is open or `unsure` is held unknown. Sufficient: freeing all others changes nothing. Minimal: freeing any more does.
    """
    kept = [name for name in needs if stated(needs, name) is not None]
    freed: list[str] = []
    for name in reversed(list(kept)):
        if len(_reachable(needs, also, target, [*freed, name])) == 1:
            freed.append(name)
            kept.remove(name)
    return tuple(kept)


def _reachable(needs: Needs, also: Collection[str], target: str, freed: list[str]) -> set[int]:
    purposes = values_of("purpose", {}) if "purpose" in freed else (stated(needs, "purpose"),)
    heard = [name for name in freed if not load().needs[name].asked]
    bits = 0
    for purpose, other in product(purposes, _otherwise(needs, heard)):
        known = {**needs, **other, "purpose": purpose or "unsure"}
        free = [name for name in freed if name != "purpose" and name not in heard]
        bits |= Landscape(None if purpose is None else str(purpose), box_of(known, free, also), also).standing(target)
        if bits.bit_count() > 1:
            break
    return {place for place in range(bits.bit_length()) if bits >> place & 1}


def _otherwise(needs: Needs, heard: list[str]) -> list[dict[str, object]]:
    """Return what heard needs, no axes of look-ahead, might be instead: a few in every combination, many each by itself."""
    values = {name: ("unsure", *(load().needs[name].values or (needs[name],))) for name in heard}
    if len(heard) <= MOST_TOGETHER:
        return [dict(zip(heard, picked, strict=True)) for picked in product(*values.values())]
    return [{name: value} for name in heard for value in values[name]]


MOST_TOGETHER = 3


def alternatives(name: str, needs: Needs, also: Collection[str] = ()) -> Iterator[object]:
    """Return the other values of a need; for a number the nearest one across each threshold, or one of each class."""
    current = stated(needs, name)
    if load().needs[name].kind == "number":
        classes, step = _classes(name, needs, also)
        yield from classes if current is None else _across(float(str(current)), classes, step)
    else:
        yield from (value for value in load().needs[name].values if value != current)


HOURS = (1.0, 2.0, 4.0, 8.0, 12.0, 24.0)
"""Hours a day worth trying."""


def _classes(name: str, needs: Needs, also: Collection[str]) -> tuple[Sequence[float], float]:
    """Return the least number of each class of a changeable number, and how far apart two numbers are said."""
    if name == "scale":
        return scale_classes(needs, also), 1
    if name == "storage":
        steps: list[float] = size_tables.sizing()["series"]["storage_gib"]
        return (1.0, *(step + 1 for step in steps[:-1])), 1
    return (HOURS, 1) if name == "hours" else (_budgets(), 0.01)


def _budgets() -> tuple[float, ...]:
    """Return the least budget of each class that the rules tell apart."""
    return tuple(math.ceil(low * 100 - 1e-6) / 100 for low, _ in budget_classes())


def _across(current: float, classes: Sequence[float], step: float) -> Iterator[float]:
    """Return the least number of each class above the current one and the largest of each below, round where it can be."""
    for low, high in pairwise((*classes, math.inf)):
        if low > current:
            yield low
        elif high <= current:
            whole = math.ceil(high) - 1
            yield whole if whole >= low else round(high - step, 2)


def changeable(needs: Needs) -> list[str]:
    """Return the stated needs an advisor may propose to change."""
    return [name for name in needs if stated(needs, name) is not None and load().needs[name].changeable]


def changes(needs: Needs, also: Collection[str] = ()) -> list[Change]:
    """Return each change of one stated, changeable need that flips at least one decision."""
    now = outcome(needs, also, DECISIONS)
    found = []
    for name in changeable(needs):
        for value in alternatives(name, needs, also):
            flips = now.differs(outcome({**needs, name: value}, also, DECISIONS), *DECISIONS)
            if flips:
                found.append(Change(name, needs[name], value, flips))
    return found


def repair(
    needs: Needs, also: Collection[str], decision: str, choice: str, most: int = 2, but: Collection[str] = ()
) -> dict[str, object] | None:
    """Return the smallest change of one or two (`most`) changeable needs that makes a choice win, or None if none does.

    `but`: needs that are not to be changed.
    """
    if outcome(needs, also, DECISIONS).choices[decision] == choice:
        return {}
    names = [name for name in load().needs if load().needs[name].changeable and name not in but]
    options = {name: list(alternatives(name, needs, also)) for name in names}
    for count in range(1, most + 1):
        for picked in combinations(
            [name for name in names if name in needs] + [n for n in names if n not in needs], count
        ):
            for values in _products([options[name] for name in picked]):
                change = dict(zip(picked, values, strict=True))
                if outcome({**needs, **change}, also, DECISIONS).choices[decision] == choice:
                    return change
    return None


def _products(options: list[list[object]]) -> Iterator[tuple[object, ...]]:
    if len(options) == 1:
        yield from ((value,) for value in options[0])
    else:
        yield from ((a, b) for a in options[0] for b in options[1])


def clashes(needs: Needs, also: Collection[str] = ()) -> list[str]:
    """Return the decisions whose winner is vetoed, and those that overrule a stated wish or what the law lets them file."""
    decided = decide(needs, also)
    vetoes = {name: verdict.worst_veto(verdict.choice) for name, verdict in decided.verdicts.items()}
    # By the month of its kind it may be too dear; what is judged is the bill of what is really used.
    paid = "unaffordable" in vetoes.values() and outcome(needs, also, (FIT,)).choices[FIT] == FIT_YES
    found = [name for name, veto in vetoes.items() if veto and not (paid and veto == "unaffordable")]
    wish = needs.get("region")
    lost = wish in ("mainland", "hongkong") and decided.choice("region") != wish
    if lost and "region" not in found and decided.verdicts["region"].worst_veto(str(wish)):
        found.append("region")
    unfiled = decided.case["may_file"] in ("avoid", "cannot")
    if unfiled and decided.choice("filing") == "needed" and "filing" not in found:
        found.append("filing")
    return found


def conflict(needs: Needs, also: Collection[str] = ()) -> Conflict | None:
    """Return the smallest set of stated needs that clash, and for each changeable one the values that end the clash."""
    if not clashes(needs, also):
        return None
    names = [name for name in needs if stated(needs, name) is not None]
    for count in range(len(names) + 1):
        for picked in combinations(names, count):
            if clashes({name: needs[name] for name in picked}, also):
                return Conflict(picked, tuple(_relaxed(needs, also, picked)))
    return Conflict(tuple(names), ())


def _relaxed(needs: Needs, also: Collection[str], picked: tuple[str, ...]) -> list[Change]:
    """Return what ends every clash; where several clash apart from each other, what ends this one."""
    found = list(_relaxing(needs, also, picked, tuple(needs)))
    return found or list(_relaxing(needs, also, picked, picked))


def _relaxing(needs: Needs, also: Collection[str], picked: tuple[str, ...], kept: tuple[str, ...]) -> Iterator[Change]:
    now = outcome(needs, also)
    for name in picked:
        if not load().needs[name].changeable:
            continue
        for value in _enough(needs, also) if name == "budget" else alternatives(name, needs, also):
            changed = {**needs, name: value}
            after: Outcome = outcome(changed, also)
            unsolved = clashes({key: changed[key] for key in kept}, also)
            if unsolved or (name == "budget" and after.choices[FIT] != FIT_YES):
                continue
            yield Change(name, needs[name], value, now.differs(after, *DECISIONS))
            if name in ("budget", "scale"):
                break


def _enough(needs: Needs, also: Collection[str]) -> list[float]:
    """Return the larger budgets worth trying, smallest first: entry prices, and what each product of the size costs there."""
    now, lot = outcome(needs, also, DECISIONS).choices, sized(needs, also)
    kinds = (tables()[name].ruleset.choices for name in ("product", "vendor"))
    products, vendors = kinds
    prices = enough_for(products, lot, now["region"], vendors, now["filing"], use_of(needs, also), asked_on())
    edges = sorted({*prices, *(low for low, _ in budget_classes())})
    return [math.ceil(edge) for edge in edges if edge > float(needs["budget"])]  # type: ignore[arg-type]
