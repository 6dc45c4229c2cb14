"""Counts of people, devices and seats into `scale` and `concurrent`, by what the purpose counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from chat.hear.lexicon import load_lexicon
from chat.hear.quantities import Quantity
from chat.hear.units import one_of, pattern
from chat.hear.worth import DAYS_SEEN_A_MONTH, PAGES_A_VISIT

DAILY = frozenset(("static", "blog", "site", "shop", "app", "miniprogram"))
PLAYED = frozenset(("game", "media"))
TOGETHER = frozenset(("relay", "desktop", "meeting", "iot"))
"""Purposes whose `scale` counts visitors a day; players or viewers at once; people or devices at once."""
OWN = TOGETHER | {"ci"}
"""Purposes that are for a team itself."""
KINDS = ("views", "month", "followers", "registered", "once", "day")
REGISTERED_A_DAY = 10
_REACH = 12
_CLOSE = 5
_SEVERAL = 2


class Count(NamedTuple):
    """Some people: how they are counted (one of KINDS, or devices, seats, mailboxes, streams, team, plain) and how many.

    `meant`: False where the reader of counts took another count for the one that matters.
    """

    kind: str
    value: float
    quantity: Quantity
    meant: bool = True


class Crowd(NamedTuple):
    """What the counts come to; `used` are the quantities that stand in either."""

    scale: float | None
    concurrent: float | None
    used: tuple[Quantity, ...]


def count(quantity: Quantity, read: float | None, before: str, meant: bool = True) -> Count:
    """Tell how a quantity counts people.

    `read`: the visitors a day or people that the reader of counts made of it, if any; `before`: what stands before its clause.
    """
    value = quantity.high
    if quantity.unit != "people" and read is None:
        return Count("once" if _is("once", quantity) else quantity.unit, value, quantity)
    if read is None and _me_and().search(quantity.left):
        value += 1
    for kind in KINDS:
        if _is(kind, quantity):
            stretched = read if kind in ("day", "month", "views") else None
            return Count("day" if stretched else kind, stretched or value, quantity)
    if read is not None or _serves(quantity):
        return Count("plain", value if read is None else read, quantity, meant)
    beside = quantity.left[-_REACH:] or before[-_REACH:]
    maker = pattern("signs", "makers").search(beside + quantity.text + quantity.right[:_CLOSE])
    maker = (
        maker or _team()[0].search(beside.rstrip(" ，")) or _team()[1].search(quantity.text + quantity.right[:_CLOSE])
    )
    return Count("team" if maker or value < _SEVERAL else "plain", value, quantity)


def _serves(quantity: Quantity) -> bool:
    """Tell whether people use it, or are a group that it is for: a 50-person channel, 500 人的群."""
    beside = quantity.text + quantity.right
    return bool(pattern("signs", "uses").search(beside) or pattern("signs", "circles").search(beside))


def _is(kind: str, quantity: Quantity) -> bool:
    words = pattern("counting", kind)
    if kind == "registered" and pattern("signs", "uses").search(quantity.text + quantity.right):
        return False
    reach = _CLOSE if kind == "registered" else _REACH
    right = quantity.right.split("，")[0]
    reach *= 1 + right[:_CLOSE].isascii()  # a Latin word says less a letter
    if words.search(quantity.text.lower() + right[: reach + _CLOSE]):
        return True
    return any(len(quantity.left) - m.end() <= reach for m in words.finditer(quantity.left))


@lru_cache(maxsize=1)
def _me_and() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(load_lexicon().words['me_and'])}) ?$")


@lru_cache(maxsize=1)
def _team() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what says before and behind a number that it counts who they are."""
    team = load_lexicon().words["team"]
    return re.compile(f"(?:{one_of(team['before'])})$"), re.compile(one_of(team["after"]))


def crowd(counts: Iterable[Count], purpose: str | None, inside: bool, several: bool) -> Crowd:
    """Return scale and concurrent for a purpose (None: not known).

    `inside`: it is for a team itself, who are its users; `several`: more than one program is named.
    """
    found: dict[str, list[Count]] = {}
    for one in counts:
        if inside or one.kind not in ("team", "seats"):
            found.setdefault(one.kind, []).append(one)
    if purpose is None and "plain" not in found:
        found["plain"] = found.pop("once", [])
        found = {kind: group for kind, group in found.items() if group}
    followers = found.pop("followers", [])
    if purpose not in DAILY | PLAYED and purpose is not None and followers:
        found["plain"] = [*found.get("plain", []), *(one._replace(kind="plain") for one in followers)]
    if purpose in PLAYED:
        return _played(found, several)
    if purpose in TOGETHER:
        return _together(found, str(purpose))
    if purpose not in DAILY or inside:
        # Of a shop's 3,000 registered some come a day; a bot's subscribers, and a team's accounts, are all served.
        everybody = [one._replace(kind="plain") for one in found.pop("registered", [])]
        found["plain"] = [*found.get("plain", []), *everybody]
        found = {kind: group for kind, group in found.items() if group}
    order = ("mailboxes", "plain") if purpose == "mail" else ("day", "month", "views", "plain", "seats", "registered")
    scale = _first(found, (*order, "team"))
    if scale is None and purpose != "mail":
        scale = _first(found, ("mailboxes",))
    once = _first(found, ("once", "devices", "streams"))
    if scale is None and once and once.kind == "once" and purpose in DAILY:
        scale = once  # nothing else says how many come
    return Crowd(_worth(scale), once.value if once else None, tuple(c.quantity for c in (scale, once) if c))


def _first(found: dict[str, list[Count]], kinds: Iterable[str]) -> Count | None:
    """Return the largest count of the first of these kinds that was said."""
    return next((max(found[kind], key=lambda c: (c.meant, c.value)) for kind in kinds if kind in found), None)


def _worth(one: Count | None) -> float | None:
    if one is None:
        return None
    share = {"month": DAYS_SEEN_A_MONTH, "views": PAGES_A_VISIT, "registered": REGISTERED_A_DAY}.get(one.kind, 1)
    return max(1.0, round(one.value / share))


def _played(found: dict[str, list[Count]], several: bool) -> Crowd:
    """Return players or viewers at once; those of several games add up."""
    best = _first(found, ("once", "streams", "plain", "day", "team", "registered", "seats"))
    if best is None:
        return Crowd(None, None, ())
    alike = found[best.kind] if several and best.kind == "plain" else [best]
    return Crowd(max(1.0, sum(c.value for c in alike)), None, tuple(c.quantity for c in alike))


def _together(found: dict[str, list[Count]], purpose: str) -> Crowd:
    """Return people or devices at once; `concurrent` too where devices or a meeting's people were counted."""
    order = ("devices", "once", "streams", "seats", "plain", "day", "team", "registered")
    best = _first(found, order if purpose == "iot" else ("once", "seats", "plain", "devices", "streams", "team", "day"))
    if best is None:
        return Crowd(None, None, ())
    at_once = best.kind in ("once", "devices", "streams")
    return Crowd(best.value, best.value if at_once else None, (best.quantity,))
