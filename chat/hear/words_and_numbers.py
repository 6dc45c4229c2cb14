"""Join what phrases and what numbers say of the needs: of words that both read, which reading counts."""

from __future__ import annotations

from dataclasses import replace

from chat.hear import answers
from chat.hear.check import NOTHING
from chat.hear.claims import Claim, claims
from chat.hear.lexicon import Hit
from chat.hear.load import Load, load_heard
from chat.hear.message import Message
from chat.hear.moods import Mood
from chat.hear.spans import overlap, within
from chat.hear.things import Thing

LONGEST_PLACE = 32
HIDES = {"uptime": ("term", "launch", "hours")}
"""Which amounts a phrase about a need takes for itself: a week's outage is no term."""


def phrases(message: Message) -> Message:
    """Join what phrases and what numbers say: 一毛不拔 is a phrase, not ten fen, but 十几个人用 is more than 几个人用."""
    message = _load(message)
    found = _unhidden(_whole([*message.load.phrases, *_of_load(message.load, people=False)], message.things))
    amounts = [c for c in message.claims if c.need not in message.load.settles]
    amounts += _of_load(message.load, people=True)
    kept = [c for c in found if not any(c.need == a.need and _holds_behind_its_beginning(a, c) for a in amounts)]
    denied = [*_nothings(message), *(c for c in found if c.negated)]
    for amount in amounts:
        if not _is_denied(amount, denied) and not _is_said_in(amount, kept):
            kept.append(amount)
    return _with_places(replace(message, claims=tuple(kept)))


def _of_load(load: Load, people: bool) -> list[Claim]:
    """Return what was heard of the load: the counts of people, or all else."""
    return [c for c in load.claims if (c.need == "scale") is people]


def _load(message: Message) -> Message:
    """Return the message with what its things and quantities say of the load."""
    said = claims(message.line.text, message.hits)
    load = load_heard(
        message.line, message.clauses, message.things, message.quantities, message.state.needs, said, message.amounts
    )
    return replace(message, load=load, machine=message.machine or load.spec)


def _nothings(message: Message) -> list[Claim]:
    """Return the places where the words of a need say nothing of it."""
    hits = (h for h in message.hits if h.entry.section == "needs" and h.entry.value == NOTHING)
    return [Claim(h.entry.key, NOTHING, h.start, h.end) for h in hits]


def _holds_behind_its_beginning(amount: Claim, claim: Claim) -> bool:
    """Tell whether an amount holds a phrase that only ends it: 几个人用 in 十几个人用."""
    return amount.start < claim.start and claim.end <= amount.end


def _is_denied(amount: Claim, denied: list[Claim]) -> bool:
    """Tell whether a number stands in a phrase that is denied, or says nothing: 不用小两口的."""
    return any(c.need == amount.need and overlap(c, amount) for c in denied)


def _is_said_in(amount: Claim, kept: list[Claim]) -> bool:
    """Tell whether a phrase says an amount itself, or takes its words for another need."""
    return any((c.need == amount.need and within(amount, c)) or _hides(c, amount) for c in kept)


def _hides(phrase: Claim, claim: Claim) -> bool:
    """Tell whether a phrase about another need takes the words of a claim for itself: an outage of half an hour is no hours of use."""
    return claim.need in HIDES.get(phrase.need, ()) and overlap(phrase, claim)


def _whole(found: list[Claim], named: tuple[Thing, ...]) -> list[Claim]:
    """Leave out what cuts a place's name in two (国内网友 holds no 内网), and whose name a filing was in: nobody is that still."""
    places = [one for one in named if one.kind == "place"]
    former = [c for c in found if c.value == "filed-as-person"]
    return [
        c
        for c in found
        if not any(_cuts(c, place) for place in places)
        and not (c.need == "subject" and any(overlap(c, one) for one in former))
    ]


def _cuts(claim: Claim, place: Thing) -> bool:
    """Tell whether a claim holds one end of a place's name and not the other."""
    return (claim.start < place.start < claim.end < place.end) or (place.start < claim.start < place.end < claim.end)


def _unhidden(found: list[Claim]) -> list[Claim]:
    """Return claims without those whose words a phrase about another need takes for itself."""
    return [c for c in found if not any(_hides(phrase, c) for phrase in found)]


def _with_places(message: Message) -> Message:
    """Read clauses that are nothing but a place as the answer they most likely are."""
    if message.state.ask or any(c.need in ("region", "audience") for c in message.claims):
        return message
    short = (c for c in message.clauses if c.end - c.start <= LONGEST_PLACE and c.mood is Mood.STATES)
    places = [place for c in short if (place := _place(message.line.text, c.start, c.end))]
    return replace(message, claims=(*message.claims, *(p for p in places if not _is_no_audience(message, p))))


def _is_no_audience(message: Message, place: Claim) -> bool:
    """Tell whether words about people say of a place that nobody is meant there."""
    nothings = (h for h in message.hits if h.entry.key == "audience" and h.entry.value == NOTHING)
    return any(_speaks_of(hit, place) for hit in nothings)


def _speaks_of(hit: Hit, place: Claim) -> bool:
    """Tell whether words begin in a clause, or go across it."""
    return within(place, hit) or place.start <= hit.start < place.end


def _place(text: str, start: int, end: int) -> Claim | None:
    for need in ("region", "audience"):
        value = answers.place(text[start:end], need)
        if value and (need == "audience" or value == "hongkong"):
            return Claim(need, value, start, end)
    return None
