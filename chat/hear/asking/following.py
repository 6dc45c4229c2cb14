"""Bare follow-ups, read with the reply on screen: 那新加坡呢, and yearly?, 三年呢, 那800呢."""

from __future__ import annotations

from typing import Any

from chat.hear.asking.context import Context
from chat.hear.asking.parts import Ask, Found, Part, ask
from chat.hear.asking.supposing import Read, factor_of, names_another, number_in, suppose
from chat.hear.asking.tables import words
from chat.hear.lexicon import load_lexicon
from chat.hear.moods import Mood

_LONGEST = 24


def what_if(part: Part, context: Context, read: Read) -> Ask | None:
    """Read a supposition; a choice alone (那香港呢) asks why not that one."""
    supposed = _supposes(part, context)
    if not supposed and _replied(context, "cost") and not part.before and part.has("following"):
        return _span(part, context)
    told = part.has("resigned") or (part.has("stands_at") and not part.has("if_said"))
    if not supposed or told or not context.said_before:
        return None
    return _follow(part, context) or _supposed(part, context, read)


def _supposes(part: Part, context: Context) -> bool:
    """Tell whether a part supposes something, by its mood, its words or a factor."""
    framed = "what-if" in part.frames and (part.asked or part.has("following"))
    return part.mood is Mood.SUPPOSES or framed or _multiplies(part, context)


def _multiplies(part: Part, context: Context) -> bool:
    """Tell whether a question multiplies something: would a tenfold jump in visitors break it, 人能翻三倍，真翻三倍了顶得住不."""
    if not part.asked or factor_of(part.words) is None:
        return False
    return any(p.among(words().relative_to) for p in (part, *context.idle(part)[-1:]))


def _supposed(part: Part, context: Context, read: Read) -> Ask | None:
    fields = suppose(part, context.known, read)
    only, priced = [*fields.get("needs", {})], bool({"cost", "how_much"} & {*part.frames})
    if only == ["budget"] and priced and part.spans and not any(letter.isdigit() for letter in part.words):
        return ask(part, "cost", span=part.spans[0])  # 一小时多少钱 names no sum
    if only == ["term"] and "also" not in fields and priced:
        # 要是用满三年总共花多少: what is supposed is only how long the sum is for.
        return ask(part, "cost", span=part.spans[0] if part.spans else "all")
    return ask(part, "what-if", **fields) if fields else None


def tells(supposed: Ask, part: Part) -> bool:
    """Tell whether a supposition only says what an outage costs, and asks nothing: if it goes down we lose orders."""
    if supposed.act != "what-if" or part.marked or [*supposed.fields.get("needs", {})] != ["uptime"]:
        return False
    return not any(word in part.words for word in load_lexicon().words["asks_back"])


def _follow(part: Part, context: Context) -> Ask | None:
    """Read a few words that go on from the reply, or name a choice and nothing else."""
    if not part.has("following") or part.has("if_said"):
        return None
    rows = sorted((f for found in part.choices.values() for f in found), key=lambda f: f.key == "product")
    return _span(part, context) or _choice(part, rows) or (None if rows else _number(part, context))


def _span(part: Part, context: Context) -> Ask | None:
    of_cost = _replied(context, "cost") or ("cost" in part.frames and context.subject != "billing")
    return ask(part, "cost", span=part.spans[0]) if part.spans and of_cost else None


def _choice(part: Part, rows: list[Found]) -> Ask | None:
    decisions = {f.key for f in rows}
    alone = len(decisions - {"product"} or decisions) == 1 and len(part.words) <= _LONGEST
    return ask(part, "why-not", decision=rows[0].key, choice=rows[0].value) if alone else None


def _number(part: Part, context: Context) -> Ask | None:
    need, before = _supposed_before(context)
    factor = factor_of(part.words)
    if need is None or (factor and names_another(part.words, need)):
        return None
    # five times that: of what the reply supposed, not of what is known.
    number = number_in(part.words) if factor is None else round(before * factor, 2)
    if number is None:
        return None
    return ask(part, "what-if", needs={need: int(number) if number == int(number) else number})


def _replied(context: Context, act: str) -> bool:
    return any(a.get("act") == act for a in context.reply)


def _supposed_before(context: Context) -> tuple[str | None, float]:
    """Return the need whose number the reply on screen supposed, and that number."""
    for act in context.reply:
        needs: dict[str, Any] = dict(act.get("needs", {}))
        found = next(((need, value) for need, value in needs.items() if isinstance(value, (int, float))), None)
        if found:
            return found
    return None, 0
