"""A purpose that comes beside the one known, and one that takes its place."""

from __future__ import annotations

from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.clauses import Clause
from chat.hear.lexicon import load_lexicon
from chat.hear.message import Message


def further(message: Message, said: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the purposes that count and those that come beside the one known: 还想再放个网盘; 改成网盘 takes its place."""
    known = message.state.needs.get("purpose", UNSURE)
    if known == UNSURE or any(c.need == "purpose" and c.negated and c.value == known for c in message.claims):
        return said, []
    named = [c for c in message.load.purposes if c.value not in {s.value for s in said}]
    found = [(c, _adds(message, c)) for c in (*said, *named)]
    beside = {c.value: c for c, adds in found if adds and c.value != known}
    swaps = load_lexicon().patterns["takes_place"].search(message.line.text)
    if not said and swaps and named and not beside:
        return named[:1], []  # a program takes the place of what ran: 改成做 Jitsi
    return [c for c, adds in found if c in said and not adds], list(beside.values())


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
