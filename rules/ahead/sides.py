"""The two sides that answers fall into, derived from what the rules read: where (place) and what (machine).

Decisions that start from answers alone found a side each; a later one belongs to the side it builds on, or to both. That the
sides share no question is what makes look-ahead exact and fast: they meet only in the decisions over both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge import load
from rules.argument.model import Ruleset
from rules.decide.rule_files import RuleError, rulesets
from rules.facts.attributes import SIZE_NEEDS, attributes

SIZED = tuple(name for name in SIZE_NEEDS if name != "purpose")
"""The questions that a size hangs on, with whatever else is known of the load."""


@dataclass(frozen=True)
class Sides:
    """Which decision lives where, and the axes of each side: questions, in the author's order.

    `bridges`: axes of the place side that a decision over both reads.
    """

    place_decisions: tuple[str, ...]
    machine_decisions: tuple[str, ...]
    both: tuple[str, ...]
    place: tuple[str, ...]
    machine: tuple[str, ...]
    bridges: tuple[str, ...]

    @property
    def decisions(self) -> tuple[str, ...]:
        """Return every decision, one-sided ones first."""
        return self.place_decisions + self.machine_decisions + self.both


@cache
def sides() -> Sides:
    """Return the sides of the rules that are served."""
    return derive(rulesets())


def derive(found: Mapping[str, Ruleset]) -> Sides:
    """Derive the sides; raise RuleError where a question would lie on both."""
    where = _where(found)
    needs = {side: _questions(found, _on(where, side)) for side in ("place", "machine", "both")}
    if clash := needs["place"] & needs["machine"]:
        raise RuleError(_clash(found, where, clash))
    return Sides(
        _on(where, "place"),
        _on(where, "machine"),
        _on(where, "both"),
        _ordered(needs["place"]),
        _ordered((needs["machine"] | needs["both"]) - needs["place"]),
        _ordered(needs["both"] & needs["place"]),
    )


def _where(found: Mapping[str, Ruleset]) -> Mapping[str, str]:
    """Return the side of each decision; raise RuleError unless just two start from answers, one of them reading the size."""
    founders = [name for name, ruleset in found.items() if not ruleset.given]
    sized = [name for name in founders if "size" in found[name].reads]
    if len(founders) != 2 or len(sized) != 1:
        raise RuleError(
            f"{', '.join(founders)}: look-ahead wants two decisions that start from answers, one of them reading size"
        )
    machine, roots = frozenset(sized), _roots(found, founders)
    return {
        name: "machine" if root == machine else "both" if machine < root else "place" for name, root in roots.items()
    }


def _roots(found: Mapping[str, Ruleset], founders: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the decisions that start from answers which each decision builds on."""
    roots = {name: frozenset((name,)) for name in founders}
    for name, ruleset in found.items():
        roots.setdefault(name, frozenset().union(*(roots[earlier] for earlier in ruleset.given)))
    return roots


def _on(where: Mapping[str, str], side: str) -> tuple[str, ...]:
    """Return the decisions of a side."""
    return tuple(name for name, one in where.items() if one == side)


def _ordered(needs: Collection[str]) -> tuple[str, ...]:
    """Return needs in the author's order."""
    return tuple(name for name in load().needs if name in needs)


def _questions(found: Mapping[str, Ruleset], names: Iterable[str]) -> set[str]:
    """Return the questions that these decisions hang on, but for the purpose and what sizes."""
    reads = {need for name in names for attribute in found[name].reads for need in attributes()[attribute].needs}
    return {need for need in reads if load().needs[need].asked and need not in ("purpose", *SIZED)}


def _clash(found: Mapping[str, Ruleset], where: Mapping[str, str], clash: set[str]) -> str:
    need = min(clash)
    by_side = {
        side: [name for name in found if where[name] == side and need in _questions(found, [name])]
        for side in ("place", "machine")
    }
    return (
        f"{by_side['machine'][0]}.yaml:1: reads {need}, and so does {by_side['place'][0]}.yaml: look-ahead keeps apart what"
        f" says where and what says which machine; let one of them read a circumstance, or what was decided before, instead"
    )
