"""Counts of people, devices and seats into `scale` and `concurrent`, by what the purpose counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from chat.hear.lexicon import load_lexicon
from chat.hear.quantities import Quantity
from chat.hear.units import one_of, pattern
from chat.hear.worth import DAYS_SEEN_A_MONTH, PAGES_A_VISIT
from knowledge import load

DAILY, PLAYED, TOGETHER = "day", "playing", "connected"
"""What `scale` counts: visitors a day; players or viewers at once; people or devices at once."""
_APART = re.compile(
    "也?(?:都)?(?:不会|不可能|未必|没有|不是|不一定)(?:都|全)?(?:同时|一起|一齐)"
    "| (?:wont|dont|will not|do not|never)(?: all)?(?: be)?[a-z ]{0,12}(?:at once|at the same time|simultaneously)"
)
"""Those who are not there at once."""
KINDS = ("views", "month", "registered", "once", "day", "followers")
SEEN = "seen"
"""Visitors a day that are only worked out of pages seen: who counts visitors as well says it better."""
_THEIRS = ("team", "seats")
"""Kinds that count who makes it, unless it is for them."""
_STRETCHED = ("day", "month", "views")
"""Kinds of which the reader of counts makes visitors a day."""
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


def scale_of(purpose: str | None) -> str:
    """Return what `scale` counts of a purpose; "" where it counts nothing, or the purpose is not known."""
    unit = load().needs["scale"].unit_for(purpose)
    return unit.counts if unit else ""


class Crowd(NamedTuple):
    """What the counts come to; `used` are the quantities that stand in either."""

    scale: float | None
    concurrent: float | None
    used: tuple[Quantity, ...]


def count(quantity: Quantity, read: float | None, before: str, meant: bool = True) -> Count:
    """Tell how a quantity counts people.

    `read`: the visitors a day or people that the reader of counts made of it, if any; `before`: what stands before its clause.
    """
    if read is None:
        return _unread(quantity, before, meant)
    kind = _kind(quantity)
    if kind in _STRETCHED and read:
        return Count(SEEN if kind == "views" else "day", read, quantity)
    if kind:
        return Count(kind, quantity.high, quantity)
    daily = (quantity.per == 1 and not quantity.left.strip()) or _is_visitors(quantity)
    return Count("day" if daily else "plain", read, quantity, meant)


def _unread(quantity: Quantity, before: str, meant: bool) -> Count:
    """Tell how a quantity counts people of which the reader of counts made nothing."""
    if quantity.unit != "people":
        return Count("once" if _is("once", quantity) else quantity.unit, quantity.high, quantity)
    value = quantity.high + (1 if _me_and().search(quantity.left) else 0)
    kind = _kind(quantity)
    if kind:
        return Count(kind, value, quantity)
    if _serves(quantity):
        return Count("plain", value, quantity, meant)
    return Count("team" if value < _SEVERAL or _makes_it(quantity, before) else "plain", value, quantity)


def _makes_it(quantity: Quantity, before: str) -> bool:
    """Tell whether those counted make what is spoken of rather than use it."""
    ahead, behind = quantity.left[-_REACH:] or before[-_REACH:], quantity.text + quantity.right[:_CLOSE]
    led, followed = _team()
    said = (
        pattern("signs", "makers").search(ahead + behind) or led.search(ahead.rstrip(" ，")) or followed.search(behind)
    )
    return said is not None


def _kind(quantity: Quantity) -> str | None:
    """Return how the words beside a quantity say that people are counted."""
    return next((kind for kind in KINDS if _is(kind, quantity)), None)


def _serves(quantity: Quantity) -> bool:
    """Tell whether people use it, or are a group that it is for: a 50-person channel, 500 人的群."""
    beside = quantity.text + quantity.right
    return bool(pattern("signs", "uses").search(beside) or pattern("signs", "circles").search(beside))


def _is_visitors(quantity: Quantity) -> bool:
    """Tell whether those counted are visitors by what they are called: 2000 个 ip, 500 uniques."""
    return pattern("counting", "visitors").search(quantity.text.lower()) is not None


def is_traffic(quantity: Quantity) -> bool:
    """Tell whether what is counted is a site's traffic: two such counts measure one crowd twice, 2000 个 ip、5 万访问量."""
    said = quantity.text.lower() + quantity.right[:1]
    return _is_visitors(quantity) or _is("views", quantity) or pattern("counting", "visits").search(said) is not None


def _is(kind: str, quantity: Quantity) -> bool:
    words = pattern("counting", kind)
    if kind == "registered" and pattern("signs", "uses").search(quantity.text + quantity.right):
        return False
    reach = _CLOSE if kind == "registered" else _REACH
    right = quantity.right.split("，")[0]
    if kind == "once" and _APART.match(right):
        return False
    reach *= 1 + right[:_CLOSE].isascii()  # a Latin word says less a letter
    if words.search(quantity.text.lower() + right[: reach + _CLOSE]):
        return True
    if kind == "once" and pattern("counting", "together").search(right):
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
    found = _by_kind(one for one in counts if inside or one.kind not in _THEIRS)
    found = _without_followers(found, purpose)
    if scale_of(purpose) == PLAYED:
        return _played(found, several)
    if scale_of(purpose) == TOGETHER:
        return _together(found, str(purpose))
    if scale_of(purpose) != DAILY or inside:
        # Of a shop's 3,000 registered some come a day; a bot's subscribers, and a team's accounts, are all served.
        found = _taken_as_plain(found, "registered")
    return _visited(found, purpose)


def _taken_as_plain(found: Mapping[str, list[Count]], kind: str) -> dict[str, list[Count]]:
    """Return counts with those of one kind as plain ones."""
    plain = [one._replace(kind="plain") for one in found.get(kind, ())]
    rest = {name: group for name, group in found.items() if name != kind}
    return rest | {"plain": [*rest.get("plain", []), *plain]} if plain else rest


def _by_kind(counts: Iterable[Count]) -> dict[str, list[Count]]:
    found: dict[str, list[Count]] = {}
    for one in counts:
        found.setdefault(one.kind, []).append(one)
    return found


def _visited(found: dict[str, list[Count]], purpose: str | None) -> Crowd:
    """Return visitors a day or users, and how many are there at once."""
    once = _first(found, ("once", "devices", "streams"))
    if purpose == "mail":
        scale = _first(found, ("mailboxes", "plain", "team"))
    else:
        scale = _first(found, ("day", "month", SEEN, "views", "plain", "seats", "registered", "team", "mailboxes"))
    if scale is None and once and once.kind == "once" and (purpose is None or scale_of(purpose) == DAILY):
        scale = once  # nothing else says how many come
    return Crowd(_worth(scale), once.value if once else None, tuple(c.quantity for c in (scale, once) if c))


def _without_followers(found: dict[str, list[Count]], purpose: str | None) -> dict[str, list[Count]]:
    """Return counts without those who follow an account elsewhere; what calls out or is used inside serves them all."""
    if purpose is None or scale_of(purpose) in (DAILY, PLAYED):
        return {kind: group for kind, group in found.items() if kind != "followers"}
    return _taken_as_plain(found, "followers")


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
    at_once = best.kind in ("once", "devices", "streams") or (purpose == "iot" and best.kind == "seats")
    return Crowd(best.value, best.value if at_once else None, (best.quantity,))
