"""What clashes: the smallest set of stated needs that cannot all hold, and what giving up each would bring."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from knowledge import load
from rules.ahead.explain import Change, alternatives
from rules.ahead.lookup import Outcome, outcome
from rules.ahead.tables import tables
from rules.ahead.targets import DECISIONS, FIT, FIT_YES, budget_classes
from rules.answers import Answers
from rules.decide.deciding import Decided, decide
from rules.machine.size import lot_for
from rules.price.least import asked_on, enough_for
from rules.price.ordering import use_of


@dataclass(frozen=True)
class Conflict:
    """Needs that cannot all hold, the smallest such set, and what giving up each would bring."""

    needs: tuple[str, ...]
    relax: tuple[Change, ...]


def clashes(answers: Answers) -> list[str]:
    """Return the decisions whose winner is vetoed, and those that overrule a stated wish or what the law lets them file."""
    decided = decide(answers)
    found = _vetoed(decided)
    if "region" not in found and _overruled(decided):
        found.append("region")
    unfiled = decided.case["may_file"] in ("avoid", "cannot")
    if unfiled and decided.choice("filing") == "needed" and "filing" not in found:
        found.append("filing")
    return found


def _vetoed(decided: Decided) -> list[str]:
    vetoes = {name: verdict.worst_veto(verdict.choice) for name, verdict in decided.verdicts.items()}
    # By the month of its kind it may be too dear; what is judged is the bill of what is really used.
    paid = "unaffordable" in vetoes.values() and outcome(decided.answers, (FIT,)).choices[FIT] == FIT_YES
    return [name for name, veto in vetoes.items() if veto and not (paid and veto == "unaffordable")]


def _overruled(decided: Decided) -> bool:
    """Say whether a stated wish for a place lost because of a veto."""
    wish = decided.answers.get("region")
    lost = wish in ("mainland", "hongkong") and decided.choice("region") != wish
    return lost and decided.verdicts["region"].worst_veto(str(wish)) is not None


def conflict(answers: Answers) -> Conflict | None:
    """Return the smallest set of stated needs that clash, and for each changeable one the values that end the clash."""
    if not clashes(answers):
        return None
    names = tuple(answers.told.needs)
    for count in range(len(names) + 1):
        for picked in combinations(names, count):
            if clashes(answers.only(picked, answers.also)):
                return Conflict(picked, tuple(_relaxed(answers, picked)))
    return Conflict(names, ())


def _relaxed(answers: Answers, picked: tuple[str, ...]) -> list[Change]:
    """Return what ends every clash; where several clash apart from each other, what ends this one."""
    found = list(_relaxing(answers, picked, tuple(answers.needs)))
    return found or list(_relaxing(answers, picked, picked))


def _relaxing(answers: Answers, picked: tuple[str, ...], kept: tuple[str, ...]) -> Iterator[Change]:
    now = outcome(answers)
    for name in picked:
        if not load().needs[name].changeable:
            continue
        for value in _enough(answers) if name == "budget" else alternatives(name, answers):
            changed = answers.given({name: value})
            after: Outcome = outcome(changed)
            unsolved = clashes(changed.only(kept, changed.also))
            if unsolved or (name == "budget" and after.choices[FIT] != FIT_YES):
                continue
            yield Change(name, answers.get(name), value, now.differs(after, *DECISIONS))
            if name in ("budget", "scale"):
                break


def _enough(answers: Answers) -> list[float]:
    """Return the larger budgets worth trying, smallest first: entry prices, and what each product of the size costs there."""
    now, lot = outcome(answers, DECISIONS).choices, lot_for(answers)
    kinds = (tables()[name].ruleset.choices for name in ("product", "vendor"))
    products, vendors = kinds
    prices = enough_for(products, lot, now["region"], vendors, now["filing"], use_of(answers), asked_on())
    edges = sorted({*prices, *(low for low, _ in budget_classes())})
    return [math.ceil(edge) for edge in edges if edge > (answers.number("budget") or 0)]
