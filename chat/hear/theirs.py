"""What is somebody else's: where a counterpart's machines stand, whose company it was; what is so already."""

from __future__ import annotations

import re

from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.lexicon import load_lexicon
from chat.hear.message import Message
from chat.hear.moods import PAID, QUESTIONS, Clause
from chat.hear.paid import pays_now
from chat.hear.spans import covering, overlap

_PLACED = frozenset({"region", "audience"})
_OTHERS = re.compile(
    r"(?<![a-z])(?!ours|this|is)[a-z0-9]{2,}s (?:servers?|api|machines?|nodes?|matching engine|endpoints?) (?:are|is|sits?|runs?) "
)
"""Whose machines: okxs servers are in singapore."""
_NOW = re.compile("right now|at the moment|(?<![a-z])(?:now|today)$")


def of_theirs(message: Message, claim: Claim) -> str:
    """Return why a claim speaks of somebody else's machine, company or bill; "" where it is the speaker's own."""
    clause = covering(message.clauses, claim.start)
    if clause is None or claim.need == message.state.ask:
        return ""
    if claim.need in _PLACED and claim.value != UNSURE:
        return _of_counterpart(message, clause, claim)
    if claim.need == "buyer" and claim.value == "company":
        before = message.line.text[clause.start : claim.start]
        return "somebody else's company" if load_lexicon().patterns["former"].search(before) else ""
    return _of_present(message, clause, claim) if claim.need == "launch" else ""


def _of_counterpart(message: Message, clause: Clause, claim: Claim) -> str:
    """Return why a place is a counterpart's: it stands behind whom the program talks to, and nobody wishes for it."""
    text, patterns = message.line.text, load_lexicon().patterns
    ends = [t for t in message.things if t.kind == "end" and overlap(t, clause) and t.start <= claim.start]
    said = text[clause.start : claim.end]
    before = (text[clause.start : t.start] for t in message.things if t.kind == "place" and overlap(t, claim))
    if any(patterns["called_there"].search(words) for words in before):
        return "where somebody else's machines stand"
    subject = patterns["counterpart"].search(said) or _OTHERS.search(said)
    ends = [] if claim.need == "audience" else ends  # the people who come from there are the speaker's own
    sells = patterns["sellers"].match(text, claim.end, clause.end) and not text[clause.start : claim.start].strip(" ，")
    if not (ends or subject or sells) or patterns["placed_by_me"].search(text, clause.start, clause.end):
        return ""
    return "where somebody else's machines stand"


def _of_present(message: Message, clause: Clause, claim: Claim) -> str:
    """Return why a time is no launch: it is what a sum is paid for, or how it is now."""
    if any(c.need == "budget" and overlap(c, claim) for c in message.claims):
        return "the time a sum is paid for"
    text = message.line.text
    now = _NOW.search(text[claim.start : claim.end])
    so_now = now and (
        clause.frame in PAID or load_lexicon().patterns["as_it_is"].search(text, clause.start, clause.end)
    )
    return "how it is now" if so_now else ""


def beyond_bill(message: Message, clause: Clause, claim: Claim, asked: bool = False) -> str:
    """Return why what is paid already is no budget; "" where it is the most it may be, or is said and nothing asked."""
    paid = None if clause.frame in PAID else pays_now(message.line.text, message.clauses)
    if not (clause.frame in PAID or (paid and paid.start() < claim.end and claim.start < paid.end())):
        return ""
    if load_lexicon().patterns["no_more"].search(message.line.text, clause.start):
        return ""
    asked = asked or any(c.mood in QUESTIONS for c in message.clauses)
    return "what is paid for the machine they have" if clause.frame == "bought" or asked else ""
