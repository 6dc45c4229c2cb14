"""What a message asks: the acts of the contract with their fields, in order of saying."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from chat.hear.asking import comparing, deciding, following, needing, telling
from chat.hear.asking.context import Context, acts
from chat.hear.asking.named_amounts import enough_of
from chat.hear.asking.parts import Ask, Part, parts
from chat.hear.asking.stating import states
from chat.hear.asking.supposing import Read
from chat.hear.asking.tables import words
from chat.hear.moods import PAID, Clause, Mood
from chat.hear.normal import Line
from chat.hear.offer import offer_in

__all__ = ["Ask", "asks", "states"]

Reader = Callable[[Part, Context], Ask | None]
# The first that reads a part decides; what is said in so many words comes before what is only a yes or no.
READERS: tuple[Reader, ...] = (
    telling.recap,
    telling.sure,
    needing.wanted,
    deciding.copes,
    telling.measured,
    telling.by_whom,
    comparing.compare,
    telling.meaning,
    deciding.why_not,
    deciding.sooner,
    deciding.asked_of_me,
    telling.when,
    telling.cost,
    deciding.why,
    telling.vendor,
    deciding.other,
    telling.how,
    telling.bare,
    telling.pointed,
    deciding.better,
    deciding.yes_or_no,
    deciding.where,
    telling.topic,
    telling.named,
    telling.left,
)
WEAK = ("topic",)
OWN_PAGE = ("payment", "latency", "lines", "home-server")
"""Topics that a question asks about for their own sake, whatever stands beside it."""
MOST = 3
_NAME = 6
"""Words of at most so many letters before a "how" only name what it is about."""


def asks(
    line: Line,
    clauses: Iterable[Clause],
    known: Mapping[str, Any],
    reply: Iterable[Mapping[str, Any]] = (),
    topics: Iterable[str] = (),
    read: Read = lambda _: ({}, []),
    now: bool = False,
) -> tuple[Ask, ...]:
    """Return the acts of a folded message; `reply`: those of the reply on screen, `read`: reads a supposition as if stated, `now`: the advice is on screen."""
    context = Context(known, tuple(reply), tuple(topics), now)
    clauses = tuple(clauses)
    context.asked += _shown(line, clauses)
    beside_offer = bool(context.asked)
    found_parts = parts(line.text, clauses)
    for part in found_parts:
        _take(part, _act(part, context, read, beside_offer, part is found_parts[-1]), context)
    found = context.asked or _wished(found_parts, context)
    heard = acts(_both_ways(_reasons(found, found_parts, context), found_parts))
    return tuple(enough_of(_in_so_many_words(_once(heard), line)[:MOST], found_parts))


def _once(heard: list[Ask]) -> list[Ask]:
    """Return acts without what another of them asks better: all in, over three years; k8s 太重, why not docker; from the top, where and how big."""
    spans = {one.fields["span"] for one in heard if one.act == "cost"}
    # Of two runtimes the one doubted is the heavier, the one asked for the other: nobody runs both.
    runtime = next((one for one in reversed(heard) if one.fields.get("decision") == "runtime"), None)
    retold = any(one.act == "recap" for one in heard)

    def idle(one: Ask) -> bool:
        if one.act == "cost":
            return one.fields["span"] == "all" and len(spans) > 1
        if one.act == "why-not" and one.fields["decision"] == "runtime":
            return one is not runtime
        return retold and one.act == "why"

    return [one for one in heard if not idle(one)]


def _both_ways(found: list[Ask], all_parts: list[Part]) -> list[Ask]:
    """Return acts with a doubt said both ways as one: 只能放国内吗？美国的可不可以."""
    out: list[Ask] = []
    for one in found:
        if out and _turns_round(out[-1], one, all_parts):
            out[-1] = replace(one, places=(*out[-1].places, *one.places))
        else:
            out.append(one)
    return out


def _turns_round(last: Ask, one: Ask, all_parts: list[Part]) -> bool:
    """Tell whether an act only asks the other way round what the one straight before it doubts."""
    if (last.act, one.act) != ("why", "why-not") or one.start > last.end + 1:
        return False
    asks = next((p for p in all_parts if p.start == last.start), None)
    return asks is not None and asks.has("must_it") and last.fields["decision"] == one.fields["decision"]


def _take(part: Part, found: Ask | None, context: Context) -> None:
    """Put a part among those read, with what it asks; one that asks nothing may go on with a supposition."""
    if found:
        context.asked.append(_placed(part, found, context))
        context.used.add(part.start)
    elif part.mood is Mood.SUPPOSES and context.asked and context.asked[-1].act == "what-if":
        context.asked[-1] = context.asked[-1].going_on(part.start, part.end)
    context.seen.append(part)


def _wished(found_parts: list[Part], context: Context) -> list[Ask]:
    """Return the wish that the last part of a message without a question may be."""
    return [_placed(p, wish, context) for p in found_parts[-1:] if (wish := deciding.wished(p, context))]


def _in_so_many_words(heard: list[Ask], line: Line) -> list[Ask]:
    """Return acts without those only named in passing, unless there are no others."""
    return [one for one in heard if one.act not in WEAK or _said(one, line)] or heard


def _shown(line: Line, clauses: Iterable[Clause]) -> list[Ask]:
    """Return the offer that a message shows, if it shows one that is not bought yet."""
    found = None if any(c.frame in PAID for c in clauses) else offer_in(line.original)
    whole = (0, len(line.text))
    return [Ask("offer", {"offer": found}, *whole, (whole,))] if found else []


def _act(part: Part, context: Context, read: Read, shown: bool, last: bool) -> Ask | None:
    """Return the act of a part: beside an offer only how, told of others only how sure, of a bare name only where it is the last."""
    if part.mood is Mood.TELLS:
        return telling.sure(part, context)
    if part.bare and not last:
        return None
    if shown:
        return None if part.has("digit") or "how" not in part.frames else telling.how(part, context)
    return _read(part, context, read)


def _read(part: Part, context: Context, read: Read) -> Ask | None:
    supposed = following.what_if(part, context, read)
    if supposed:
        return None if following.tells(supposed, part) else supposed
    return next((found for reader in READERS if (found := reader(part, context))), None)


def _placed(part: Part, found: Ask, context: Context) -> Ask:
    """Return an act with its places: the part that asks, and what before it belongs to the question, the names compared."""
    own = (part.start, part.end) if found.act == "what-if" else part.place
    behind, places = [part], [own]
    for before in reversed(context.idle(part)):
        if _belongs(before, behind, found):
            behind.append(before)
            places.append(before.place)
    return replace(found, places=tuple(reversed(places)))


def _belongs(before: Part, behind: list[Part], found: Ask) -> bool:
    """Tell whether a part before a question, which is the first of those behind, is what it asks about."""
    part = behind[0]
    if found.act in ("compare", "vendor"):
        return before.bare or _adds(before, behind, found.fields.get("decision"))
    if found.act == "how":
        # 域名我还没买呢, 在哪买 says something of the name before it asks.
        return found.fields["about"] in before.among(words().abouts) and (before.asked or len(before.words) <= _NAME)
    if found.act == "better":
        toward = found.fields["toward"]
        return toward not in part.among(words().toward) and toward in before.among(words().toward)
    return False


def _adds(before: Part, behind: list[Part], decision: str | None) -> bool:
    """Tell whether words before a comparison name a choice that nothing behind them names: people of a place are no choice of it."""
    if decision is None:
        return False
    if decision == "size" and not {*before.memories} <= {m for p in behind for m in p.memories}:
        return True
    named = {f.value for f in before.choices.get(decision, [])}
    return not named <= {f.value for p in behind for f in p.choices.get(decision, [])}


def _reasons(found: list[Ask], all_parts: list[Part], context: Context) -> list[Ask]:
    """Count what follows a question and only speaks of the same decision to it: 按月付不可以吗，年付压力大."""
    out: list[Ask] = []
    for one in found:
        after = next((p for p in all_parts if p.start >= one.end), None)
        decision = one.fields.get("decision")
        if after and decision and after.start not in context.used and [*after.choices] == [decision]:
            out.append(replace(one, places=(*one.places, (after.start, after.end))))
        else:
            out.append(one)
    return out


def _said(one: Ask, line: Line) -> bool:
    """Tell whether a topic was asked for in so many words, not only named in passing."""
    return (
        "needed" in one.fields
        or one.fields["topic"] in OWN_PAGE
        or bool(words().frames["meaning"].search(line.text, one.start, one.end))
    )
