"""The passes a message goes through, in a row: each is pure and returns the message with more in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chat.hear import answers, case, declining, remarks, scope
from chat.hear.amending import amended
from chat.hear.amounts import Reader
from chat.hear.asked import asked
from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.clauses import clauses
from chat.hear.denial import is_negated
from chat.hear.follow_on import going_on, merged
from chat.hear.launching import launched
from chat.hear.lexicon import load_lexicon
from chat.hear.load import taken
from chat.hear.machine import Told, machine
from chat.hear.message import Message, SetAside
from chat.hear.moods import Clause, Mood
from chat.hear.normal import fold
from chat.hear.opening import opens, wanted
from chat.hear.others_money import free_of_others, price_of_others
from chat.hear.pauses import paused
from chat.hear.quantities import quantities
from chat.hear.repair import repair, taken_back
from chat.hear.settle import settled
from chat.hear.things import is_name, things
from chat.hear.words_and_numbers import phrases
from chat.hear.worth import Amount

_SPEC = re.compile(r"(?<![a-z\d])\d{1,2} ?[ch核] ?\d{1,3} ?g(?![a-z])")


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
    found = wanted(message.line.text, found) if opens(message.state) else found
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
    found = tuple(going_on(message.line.text, merged(quantities(message.line, message.things, message.state.ask))))
    message = replace(message, quantities=found)
    aside, best, said = list[SetAside](), dict[str, Amount](), list[Claim]()
    for amount in Reader(message.line.text, message.state.rates, message.state.ask).amounts():
        claim = _claim_of(amount)
        why = _uncounted(message, claim)
        said += [] if why else [claim]
        why = why or _surpassed(amount, best.get(amount.need))
        if why:
            aside.append(SetAside(claim, why))
        else:
            best[amount.need] = amount
    meant = tuple(_claim_of(amount) for amount in best.values())
    amounts = tuple(claim if claim in meant else replace(claim, weak=True) for claim in said)
    return replace(message, amounts=amounts, claims=meant, aside=(*message.aside, *aside))


def _claim_of(amount: Amount) -> Claim:
    return Claim(amount.need, amount.value, amount.start, amount.end, told=amount.told)


def _uncounted(message: Message, claim: Claim) -> str:
    """Return why what a number says does not count; "" where it does."""
    why = scope.outside(message, claim)
    # What is said of money holds its own "not": not more than 50.
    if not why and claim.need != "budget" and is_negated(message.line.text, claim.start, claim.end):
        return "denied"
    return why or taken(claim, message.quantities) or _of_another(message, claim)


def _surpassed(amount: Amount, before: Amount | None) -> str:
    """Return why a count gives way to one before it: the daily or simultaneous one is meant, then the larger; of sums the last."""
    gives_way = before and amount.need == "scale" and (before.best, before.value) > (amount.best, amount.value)
    return "another count of people is meant" if gives_way else ""


def _of_another(message: Message, claim: Claim) -> str:
    """Return why a number is no need's: it is part of a machine; "" else."""
    text = message.line.text
    if _SPEC.search(text, max(0, claim.start - 1), claim.end + 3) and claim.need in ("scale", "budget"):
        return "part of a machine"
    if claim.need == "demand" and message.machine and _is_inside(claim, message.machine):
        return "part of a machine"
    return price_of_others(message, claim)


def _is_inside(claim: Claim, spec: Told) -> bool:
    return spec.start <= claim.start and claim.end <= spec.end


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
    told = after.needs or after.dropped
    return replace(after, command=None if told else remarks.command(after.line.text, after.hits))


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
    phrases,
    free_of_others,
    amended,
    launched,
    _scope,
    _case,
    _asks,
    _settle,
    _unused,
)
