"""Fold what people state into the attributes that rules read.

A case gives every attribute one of finitely many values; what is not stated, or stated as `unsure`, is `unknown`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge import load
from rules.argument.model import UNKNOWN
from rules.machine import size
from rules.price import cost

FLAGS = ("wechat", "windows", "ddos", "minor", "foreign-api", "sensitive")
"""The circumstances that may argue about a decision."""
SIZE_NEEDS = ("purpose", "scale", "demand", "services")
PLACE = ("audience", "region", "filing", "domain", "launch", "term")
MACHINE = ("budget", "scale", "demand", "services", "isolation", "load", "uptime", "skill", "buyer")
"""The two sides needs fall into: where, and what. Look-ahead is exact and fast because they meet only in late decisions."""
Needs = Mapping[str, object]


@dataclass(frozen=True)
class Attribute:
    """One thing rules read: its possible values and the needs it is folded from."""

    name: str
    values: tuple[str, ...]
    needs: tuple[str, ...]


@cache
def attributes() -> dict[str, Attribute]:
    """Return every attribute a decision may read, besides the decisions before it."""
    found = {
        need.name: Attribute(need.name, (*need.values, UNKNOWN), (need.name,))
        for need in load().needs.values()
        if need.kind == "choice"
    }
    for flag in FLAGS:
        name = flag.replace("-", "_")
        found[name] = Attribute(name, ("true", "false"), ())
    found["size"] = Attribute("size", tuple(SIZE_IDS), SIZE_NEEDS)
    found["means"] = Attribute("means", (*map(str, range(len(cost.means_names()))), UNKNOWN), ("budget",))
    return found


FLEET = "fleet"
SIZE_IDS = (*size.SIZES, FLEET)
"""The size classes rules read, smallest first; `fleet` is more than one machine carries."""


def size_class(found: size.Size) -> str:
    """Return the size class rules read: streams that want a video service are more than one machine carries, too."""
    return FLEET if found.beyond_one_machine or "video-service" in found.hints else found.id


def stated(needs: Needs, name: str) -> object | None:
    """Return what was stated of a need, or None when it is unanswered or `unsure`."""
    value = needs.get(name)
    return None if value == "unsure" else value


def case_of(needs: Needs, also: Collection[str]) -> dict[str, str]:
    """Fold needs and circumstances into one case: every attribute has a value."""
    case = {}
    for name, attribute in attributes().items():
        if attribute.needs == (name,):
            case[name] = str(stated(needs, name) or UNKNOWN)
    for flag in FLAGS:
        case[flag.replace("-", "_")] = "true" if flag in also else "false"
    case["size"] = size_class(size.size_of(needs, also))
    budget = stated(needs, "budget")
    case["means"] = UNKNOWN if budget is None else str(cost.means_of(float(budget)))  # type: ignore[arg-type]
    return case
