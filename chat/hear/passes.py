"""The passes a message goes through, in a row: each is pure and returns the message with more in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chat.hear import answers, case, declining, remarks, scope
from chat.hear.amending import amended
from chat.hear.amounts import Reader
from chat.hear.asked import asked
from chat.hear.check import NOTHING, UNSURE
from chat.hear.claims import Claim, claims, is_negated, overlap
from chat.hear.clauses import Clause, Mood, clauses
from chat.hear.follow_on import going_on, merged
from chat.hear.launching import launched
from chat.hear.lexicon import load_lexicon
from chat.hear.load import load_heard, taken
from chat.hear.machine import machine
from chat.hear.message import Message, SetAside
from chat.hear.normal import fold
from chat.hear.others_money import free_of_others, price_of_others
from chat.hear.pauses import paused
from chat.hear.quantities import quantities
from chat.hear.repair import repair, taken_back
from chat.hear.settle import settled
from chat.hear.things import Thing, is_name, things
from chat.hear.worth import Amount

LONGEST_PLACE = 32
_SPEC = re.compile(r"(?<![a-z\d])\d{1,2} ?[ch核] ?\d{1,3} ?g(?![a-z])")
# Which amounts a phrase about a need takes for itself: a week's outage is no term.
HIDES = {"uptime": ("term", "launch", "hours")}


def _fold(message: Message) -> Message:
    return replace(message, line=fold(message.text))


def _typos(message: Message) -> Message:
    line = taken_back(repair(paused(message.line)))
    return replace(message, line=line, answered=not line.text.strip("，。？ "))


def _answer(message: Message) -> Message:
    """Read a whole text that is a bare answer to the question on screen."""
    ask, line = message.state.ask, message.line
    if not ask or ask not in load_lexicon().options:
        return message
    short = answers.answer(line.text, ask, message.state.needs)
    if short is None:
        return message
    return replace(message, kept={ask: (Claim(ask, short, 0, len(line.text)),)}, answered=True)


def _clauses(message: Message) -> Message:
    """Cut into clauses with their moods, and look up every phrase; some phrases mark what is told of others."""
    hits = tuple(load_lexicon().find(message.line.text))
    others = [h for h in hits if h.entry.section == "cues" and h.entry.key == "others"]
    found = tuple(
        replace(c, mood=Mood.TELLS, frame="others", why=message.line.text[told.start : told.end])
        if (told := next((h for h in others if c.start <= h.start < c.end), None))
        else _asked_of(c, message)
        for c in clauses(message.line)
    )
    return replace(message, clauses=found, hits=hits)


def _asked_of(clause: Clause, message: Message) -> Clause:
    """Take which machine to buy as a question about the answer where one is on screen."""
    about = message.state.now and clause.frame == "which_machine"
    return replace(clause, mood=Mood.ASKS) if about else clause


def _things(message: Message) -> Message:
    """Find the things named, and the machine."""
    named = tuple(things(message.line))
    hits = tuple(h for h in message.hits if h.entry.section != "declines" or not is_name(h.start, h.end, named))
    return replace(message, things=named, hits=hits, machine=machine(message.line.text))


def _numbers(message: Message) -> Message:
    """Read what each number says, where it may count."""
    found = going_on(message.line.text, merged(quantities(message.line, message.things, message.state.ask)))
    aside, best, said = list[SetAside](), dict[str, Amount](), list[Claim]()
    for amount in Reader(message.line.text, message.state.rates, message.state.ask).amounts():
        claim = Claim(amount.need, amount.value, amount.start, amount.end, told=amount.told)
        why = scope.outside(message, claim)
        # What is said of money holds its own "not": not more than 50.
        if not why and amount.need != "budget" and is_negated(message.line.text, amount.start, amount.end):
            why = "denied"
        why = why or taken(claim, found) or _of_another(message, claim)
        said += [] if why else [claim]
        before = best.get(amount.need)
        # Of several counts of people the daily or simultaneous one is meant, then the larger; of several sums the last.
        if not why and before and amount.need == "scale" and (before.best, before.value) > (amount.best, amount.value):
            why = "another count of people is meant"
        if why:
            aside.append(SetAside(claim, why))
        else:
            best[amount.need] = amount
    meant = tuple(Claim(a.need, a.value, a.start, a.end, told=a.told) for a in best.values())
    amounts = tuple(claim if claim in meant else replace(claim, weak=True) for claim in said)
    return replace(message, quantities=tuple(found), amounts=amounts, claims=meant, aside=(*message.aside, *aside))


def _of_another(message: Message, claim: Claim) -> str:
    """Return why a number is no need's: it is part of a machine; "" else."""
    text = message.line.text
    if _SPEC.search(text, max(0, claim.start - 1), claim.end + 3) and claim.need in ("scale", "budget"):
        return "part of a machine"
    return price_of_others(message, claim)


def _phrases(message: Message) -> Message:
    """Join what phrases and what numbers say: 一毛不拔 is a phrase, not ten fen, but 十几个人用 is more than 几个人用."""
    phrases = claims(message.line.text, message.hits)
    load = load_heard(
        message.line, message.clauses, message.things, message.quantities, message.state.needs, phrases, message.amounts
    )
    counts = [c for c in load.claims if c.need == "scale"]
    found = _unhidden(_whole([*load.phrases, *(c for c in load.claims if c.need != "scale")], message.things))
    amounts = [*(c for c in message.claims if c.need not in load.settles), *counts]
    nothings = [
        Claim(h.entry.key, NOTHING, h.start, h.end)
        for h in message.hits
        if h.entry.section == "needs" and h.entry.value == NOTHING
    ]
    kept = [c for c in found if not any(a.need == c.need and a.start < c.start and c.end <= a.end for a in amounts)]
    for amount in amounts:
        if any(n.need == amount.need and overlap(n, amount) for n in nothings):
            continue
        # A number inside a phrase that is denied is denied with it: 不用小两口的.
        if any(c.negated and c.need == amount.need and overlap(c, amount) for c in found):
            continue
        inside = any(c.need == amount.need and c.start <= amount.start and amount.end <= c.end for c in kept)
        if not inside and not any(amount.need in HIDES.get(c.need, ()) and overlap(c, amount) for c in kept):
            kept.append(amount)
    message = replace(message, claims=tuple(kept), load=load, machine=message.machine or load.spec)
    return replace(message, claims=(*kept, *_bare(message)))


def _whole(found: list[Claim], named: tuple[Thing, ...]) -> list[Claim]:
    """Leave out what cuts a place's name in two (国内网友 holds no 内网), and whose name a filing was in: nobody is that still."""
    places = [(one.start, one.end) for one in named if one.kind == "place"]
    former = [c for c in found if c.value == "filed-as-person"]
    return [
        c
        for c in found
        if not any(c.start < start < c.end < end or start < c.start < end < c.end for start, end in places)
        and not (c.need == "subject" and any(overlap(c, one) for one in former))
    ]


def _unhidden(found: list[Claim]) -> list[Claim]:
    """Return claims without those whose words a phrase about another need takes for itself: an outage of half an hour is no hours of use."""
    return [c for c in found if not any(c.need in HIDES.get(p.need, ()) and overlap(p, c) for p in found)]


def _bare(message: Message) -> list[Claim]:
    """Read clauses that are nothing but a place as the answer they most likely are."""
    if message.state.ask or any(c.need in ("region", "audience") for c in message.claims):
        return []
    no_audience = [h for h in message.hits if h.entry.key == "audience" and h.entry.value == NOTHING]
    short = [(c.start, c.end) for c in message.clauses if c.end - c.start <= LONGEST_PLACE and c.mood is Mood.STATES]
    places = [c for start, end in short if (c := _place(message.line.text, start, end))]
    return [
        c
        for c in places
        if not any((h.start <= c.start and c.end <= h.end) or c.start <= h.start < c.end for h in no_audience)
    ]


def _place(text: str, start: int, end: int) -> Claim | None:
    for need in ("region", "audience"):
        value = answers.place(text[start:end], need)
        if value and (need == "audience" or value == "hongkong"):
            return Claim(need, value, start, end)
    return None


def _scope(message: Message) -> Message:
    message = scope.standing(message)
    ask, text = message.state.ask, message.line.text
    if ask and not message.topics and not any(c.need == ask and not c.negated for c in message.claims):
        told = answers.loosely(text, ask) if ask in load_lexicon().options else None
        # 预算一百五，不够再说 doubts what it speaks of, not what was asked.
        if told is not None and not (told == UNSURE and any(not c.negated for c in message.claims)):
            message = replace(message, claims=(*message.claims, Claim(ask, told, 0, len(text))))
    declined = declining.declined(message)
    return replace(message, declined=declined, stands=declining.stands_apart(text, declined, message.claims))


def _case(message: Message) -> Message:
    """Set aside all that a first message says which is not about a case of the speaker's own."""
    message = case.own(message)
    return replace(message, answered=bool(message.declined and not message.stands))


def _settle(message: Message) -> Message:
    after = settled(message)
    return replace(after, command=None if after.needs else remarks.command(after.line.text, after.hits))


def _asks(message: Message) -> Message:
    """Read what is asked, and what is offered, into acts."""
    return asked(message, _supposed)


def _supposed(text: str, within: Message) -> Message:
    """Read what a message supposes as if it were stated."""
    message = Message(text, replace(within.state, ask=None, reply=""))
    for step in PASSES:
        if step is not _asks and not message.answered:
            message = step(message)
        if step is _clauses:
            message = replace(message, clauses=tuple(replace(c, mood=Mood.STATES) for c in message.clauses))
    return message


def _unused(message: Message) -> Message:
    """Say which quantities no need takes."""
    return replace(message, unused=tuple(message.line.words(*place) for place in message.load.unused))


PASSES: tuple[Callable[[Message], Message], ...] = (
    _fold,
    _typos,
    _answer,
    _clauses,
    _things,
    _numbers,
    _phrases,
    free_of_others,
    amended,
    launched,
    _scope,
    _case,
    _asks,
    _settle,
    _unused,
)
