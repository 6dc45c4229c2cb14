"""A purpose that comes beside the one known, and one that takes its place."""

from __future__ import annotations

from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.lexicon import load_lexicon
from chat.hear.message import Message
from chat.hear.moods import Clause


def further(message: Message, said: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the purposes that count and those that come beside the one known: 还想再放个网盘; 改成网盘 takes its place."""
    known = message.state.needs.get("purpose", UNSURE)
    if known == UNSURE or _is_denied(message, known):
        return said, []
    named = _named_too(message, said)
    adding = [c for c in (*said, *named) if _adds(message, c)]
    beside = {c.value: c for c in adding if c.value != known}
    if beside:
        return [c for c in said if c not in adding], list(beside.values())
    swaps = load_lexicon().patterns["takes_place"].search(message.line.text)
    # A program takes the place of what ran: 改成做 Jitsi.
    return (named[:1] if swaps and not said else said), []


def _named_too(message: Message, said: list[Claim]) -> list[Claim]:
    """Return the purposes that are only named, as by a program."""
    spoken = {c.value for c in said}
    return [c for c in message.load.purposes if c.value not in spoken]


def _is_denied(message: Message, purpose: str) -> bool:
    return any(c.need == "purpose" and c.negated and c.value == purpose for c in message.claims)


def _adds(message: Message, claim: Claim) -> bool:
    """Tell whether the clause of a purpose says that it comes as well."""
    patterns = load_lexicon().patterns
    clause, text = _clause(message, claim), message.line.text
    if patterns["replaces"].search(text, clause.start, clause.end):
        return False
    said = patterns["comes_beside"].finditer(text, clause.start, clause.end)
    # Words of the name itself add nothing: a second-hand shop with 再生 in its name.
    return any(not (claim.start < m.start() and m.end() <= claim.end) for m in said)


def _clause(message: Message, claim: Claim) -> Clause:
    return next((c for c in message.clauses if c.start <= claim.start < c.end), message.clauses[0])
