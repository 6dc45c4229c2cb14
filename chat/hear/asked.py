"""The pass that reads what a message asks and offers: its acts, and the claims that stand inside them and so state nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chat.hear.asking import Ask, asks, states
from chat.hear.asking.named_amounts import names_amount
from chat.hear.claims import Claim
from chat.hear.message import Message, SetAside
from chat.hear.spans import covering
from chat.hear.theirs import beyond_bill
from chat.remarks_address import read_reply

Suppose = Callable[[str, Message], Message]
"""Reads a text as if all of it were stated, in the state of a message."""


def asked(message: Message, suppose: Suppose) -> Message:
    """Return the message with its acts, without the claims that an act takes for itself."""

    def read(text: str) -> tuple[dict[str, object], list[str]]:
        heard = suppose(text, message)
        return heard.needs, [str(c.value) for c in heard.kept.get("also", ())]

    state, line = message.state, message.line
    found = asks(line, message.clauses, state.needs, read_reply(state.reply) or (), message.topics, read, state.now)
    kept, aside = [], list(message.aside)
    for claim in message.claims:
        taken = states(found, line.text, claim.need, claim.start, claim.end, state.needs)
        why = f"{taken.act}: what an act of the message is about" if taken else _paid(message, claim, found)
        if why:
            aside.append(SetAside(claim, why))
        else:
            kept.append(claim)
    own = message.load.purpose
    if own and states(found, line.text, "purpose", own.start, own.end, state.needs):
        # What a program on a seller's list is for is no plan of the reader's.
        message = replace(message, load=replace(message.load, purpose=None))
    message = _answered(message, found)
    machine = None if any(one.act == "offer" for one in found) else message.machine
    return replace(message, asks=_as_json(found), claims=tuple(kept), aside=tuple(aside), machine=machine)


def _answered(message: Message, found: tuple[Ask, ...]) -> Message:
    """Return the message without the amounts among what nobody took that a question is about: they are answered."""
    about = [(one.start, one.end) for one in found if names_amount(one)]
    left = [place for place in message.load.unused if not any(s <= place[0] < e for s, e in about)]
    return replace(message, load=replace(message.load, unused=left))


def _paid(message: Message, claim: Claim, found: tuple[Ask, ...]) -> str:
    """Return why a sum is no budget beside a question: it is what is paid already."""
    clause = covering(message.clauses, claim.start)
    bill = clause is not None and claim.need == "budget" and found
    return beyond_bill(message, clause, claim, asked=True) if clause and bill else ""


def _as_json(found: tuple[Ask, ...]) -> tuple[dict[str, object], ...]:
    return tuple(one.as_json() for one in found)
