"""Whether one needs a thing that is no decision by itself: a CDN, a database, a backup."""

from __future__ import annotations

import re
from collections.abc import Set

from chat.hear.asking.context import Context
from chat.hear.asking.parts import Ask, Part, ask
from chat.hear.asking.tables import words

_OTHERWISE = frozenset({"how", "cost", "when", "why", "compare", "meaning", "vendor"})
"""What else a question about a thing one may need can be."""
_DECIDED = frozenset({"docker", "kubernetes", "server"})
"""What the advice decides itself: who doubts that it is needed asks why."""
_WHICH = re.compile("哪些|哪几|(?<![a-z])(?:which|what)(?![a-z])")
"""Which of it is needed, not whether."""


def wanted(part: Part, context: Context) -> Ask | None:
    """Read whether a thing is needed: 需要 CDN 吗, do I need a database, 备份要做吗."""
    if not part.asked or not context.said_before or part.has("how_much") or _of_filing(part):
        return None
    found = part.among(words().wanted)
    framed = {*part.frames} & _OTHERWISE
    if found and (_WHICH.search(part.words) or (found[0] in _DECIDED and "why" in framed)):
        return None
    return ask(part, "topic", topic=found[0], needed="yes") if found and _whether(part, framed) else None


def _whether(part: Part, framed: Set[str]) -> bool:
    """Tell whether words ask if something is needed, whatever other question they look like."""
    if part.has("whether"):
        # 一定要 and do I need are words for why as well, and how stands in many a yes or no.
        return not framed - {"why", "how"}
    if framed == {"how"}:
        # How to do with what no step tells of comes to whether one needs it: 怎么做监控.
        return not part.among(words().abouts)
    return not framed and part.has("need_it")


def _of_filing(part: Part) -> bool:
    return part.has("in_filing") or "filing" in part.among(words().abouts)
