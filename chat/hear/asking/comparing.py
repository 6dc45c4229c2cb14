"""Which of these: choices and sizes that a question sets against each other."""

from __future__ import annotations

import re
from itertools import pairwise

from chat.hear.asking.context import Context
from chat.hear.asking.parts import Ask, Found, Part, ask
from chat.hear.asking.tables import words

_NEAR = 24
_AFTER_ALL = re.compile("还是[^，。？]{1,16}(?:吧|算了|好了|得了)$")


def compare(part: Part, context: Context) -> Ask | None:
    """Read which of two or more: of one decision's choices, of sizes; of two vendors another reads."""
    framed = "compare" in part.frames
    if not _compares(part, framed):
        return None
    idle = context.idle(part) if framed else []
    found = (_of_memories(part, idle) if framed else None) or _of_choices(part, idle)
    return found or (_with_last(part, context) if part.has("versus") else None)


def _compares(part: Part, framed: bool) -> bool:
    """Tell whether a part may set things against each other: by its words, or as a plain question that asks no why."""
    of_filing = "filing" in part.decisions and "filing" not in part.choices  # 做海外的站国内要备案吗
    if _settles(part):
        return False
    plain = part.asked and not of_filing and not {"why", "why-not"} & {*part.frames}
    apart = part.has("either") or part.has("distance") or (len(part.vendors) > 1 and part.asked)
    return (framed or plain) and not apart


def _settles(part: Part) -> bool:
    """Tell whether a part takes one choice after all, and names none it is set against: 还是放香港吧."""
    said = _AFTER_ALL.search(part.words)
    first = min((f.start for found in part.choices.values() for f in found), default=part.end)
    return said is not None and part.start + said.start() < first


def _of_memories(part: Part, idle: list[Part]) -> Ask | None:
    """Read sizes set against each other by their memory alone."""
    memories = list(dict.fromkeys(m for p in (*idle, part) for m in p.memories))
    several = len(memories) > 1 and "size" not in part.choices
    return ask(part, "compare", decision="size", choices=memories) if several else None


def _of_choices(part: Part, idle: list[Part]) -> Ask | None:
    """Read choices set against each other: by the question itself before what the words in front of it name as well."""
    read = (_set_against(part, part.choices_behind(before)) for before in ([p for p in idle if p.bare], idle))
    return next((found for found in read if found), None)


def _set_against(part: Part, choices: dict[str, list[Found]]) -> Ask | None:
    """Return the comparison of the decision most of whose choices are named, where they are set against each other."""
    for decision, found in sorted(choices.items(), key=lambda row: -len({f.value for f in row[1]})):
        values = list(dict.fromkeys(f.value for f in found))
        if len(values) > 1 and _opposed(part, found):
            return ask(part, "compare", decision=decision, choices=values)
    return None


def _with_last(part: Part, context: Context) -> Ask | None:
    """Read a choice set against the one named last: 啥是轻量 跟vps比我用哪个."""
    for decision, found in part.choices.items():
        other = context.last_choice(decision)
        if other and other != found[0].value:
            return ask(part, "compare", decision=decision, choices=[other, found[0].value])
    return None


def _opposed(part: Part, found: list[Found]) -> bool:
    """Tell whether choices are set against each other: asked, or close together with a word that does."""
    if part.asked or part.has("picking"):
        return True
    joiner = words().plain["joiner"]
    pairs = list(pairwise(sorted(found, key=lambda f: f.start)))
    return all(b.start - a.end <= _NEAR and joiner.search(part.text, a.end, b.start) for a, b in pairs)
