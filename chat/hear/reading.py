"""Understand one message: `understand(text)` gives an `Understanding`, `trace(text)` how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chat.hear import answers, remarks, scope
from chat.hear.amounts import Reader
from chat.hear.check import NOTHING, UNSURE
from chat.hear.claims import Claim, claims
from chat.hear.clauses import Mood, clauses
from chat.hear.lexicon import load_lexicon
from chat.hear.machine import machine
from chat.hear.message import Message, SetAside, State
from chat.hear.normal import fold
from chat.hear.repair import repair, taken_back
from chat.hear.settle import settled
from chat.hear.worth import Amount
from rules.advice.named_machine import Named

LONGEST_PLACE = 32
# Which amounts a phrase about a need takes for itself: a week's outage is no term.
HIDES = {"uptime": ("term", "launch")}


@dataclass(frozen=True)
class Understanding:
    """What a message said.

    `needs`: contract need -> value (budget in CNY a month, scale in people, or "unsure"); `also`: circumstances and further purposes;
    `topics`: best first; `spans`: the words that said each need; `declined`: why we do not advise; `dropped`: needs denied without a
    new value; `spec`: a machine they named; `implied`: need -> value and words, an answer that needs no asking, though nobody gave it
    (帕鲁 is one of the answers about games); `unit_needed`: people were counted before a purpose is known; `unread`: nothing at all
    was understood.
    """

    needs: Mapping[str, Any] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    spans: list[dict[str, Any]] = field(default_factory=list)
    declined: str | None = None
    dropped: Mapping[str, Any] = field(default_factory=dict)
    spec: Named | None = None
    implied: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    other_purposes: list[str] = field(default_factory=list)
    small_talk: str | None = None
    command: str | None = None
    unit_needed: bool = False
    unread: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what the API promises: needs, also, topics, spans, declined; `spec` where a machine is named."""
        named = self.spec
        return {
            "needs": dict(self.needs),
            "also": list(self.also),
            "topics": list(self.topics),
            "spans": [dict(span) for span in self.spans],
            "declined": self.declined,
            **({"spec": {"vcpus": named.vcpus, "memory_gib": named.memory_gib}} if named else {}),
        }


def understand(
    text: str,
    lang: str = "zh",
    ask: str | None = None,
    needs: Mapping[str, Any] | None = None,
    rates: Mapping[str, float] | None = None,
    also: tuple[str, ...] = (),
    now: bool = False,
    reply: str = "",
) -> Understanding:
    """Read a message (at most 500 letters count) said while `ask` was on screen, in the state of the conversation.

    `rates` overrides CNY per currency code; `now`: the advice is on screen; `reply`: the last remarks answered, as in addresses.
    """
    message = Message(text, State(lang, ask, needs or {}, also, now, reply, rates))
    for step in PASSES:
        message = step(message)
        if message.answered:
            break
    return _understood(message)


def trace(text: str, state: State | None = None) -> Iterator[tuple[str, Message]]:
    """Yield the name of each pass and the message after it."""
    message = Message(text, state or State())
    for step in PASSES:
        message = step(message)
        yield step.__name__.lstrip("_"), message
        if message.answered:
            return


def _fold(message: Message) -> Message:
    return replace(message, line=fold(message.text))


def _typos(message: Message) -> Message:
    line = taken_back(repair(message.line))
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
        else c
        for c in clauses(message.line)
    )
    return replace(message, clauses=found, hits=hits)


def _things(message: Message) -> Message:
    return replace(message, things=(), machine=machine(message.line.text))


def _numbers(message: Message) -> Message:
    """Read what each number says, where it may count."""
    aside, best = list[SetAside](), dict[str, Amount]()
    for amount in Reader(message.line.text, message.state.rates, message.state.ask).amounts():
        claim = Claim(amount.need, amount.value, amount.start, amount.end)
        why = scope.outside(message, claim)
        before = best.get(amount.need)
        # Of several counts of people the daily or simultaneous one is meant, then the larger; of several sums the last.
        if not why and before and amount.need == "scale" and (before.best, before.value) > (amount.best, amount.value):
            why = "another count of people is meant"
        if why:
            aside.append(SetAside(claim, why))
        else:
            best[amount.need] = amount
    found = tuple(Claim(a.need, a.value, a.start, a.end) for a in best.values())
    return replace(message, claims=found, aside=(*message.aside, *aside))


def _phrases(message: Message) -> Message:
    """Join what phrases and what numbers say: 一毛不拔 is a phrase, not ten fen, but 十几个人用 is more than 几个人用."""
    text, amounts = message.line.text, message.claims
    found = claims(text, message.hits)
    nothings = [
        Claim(h.entry.key, NOTHING, h.start, h.end)
        for h in message.hits
        if h.entry.section == "needs" and h.entry.value == NOTHING
    ]
    kept = [c for c in found if not any(a.need == c.need and a.start < c.start and c.end <= a.end for a in amounts)]
    for amount in amounts:
        if any(n.need == amount.need and _overlap(n, amount) for n in nothings):
            continue
        inside = any(c.need == amount.need and c.start <= amount.start and amount.end <= c.end for c in kept)
        if not inside and not any(amount.need in HIDES.get(c.need, ()) and _overlap(c, amount) for c in kept):
            kept.append(amount)
    message = replace(message, claims=tuple(kept))
    return replace(message, claims=(*kept, *_bare(message)))


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
    declined, stands = remarks.declined(message)
    return replace(message, declined=declined, stands=stands, answered=bool(declined and not stands))


def _settle(message: Message) -> Message:
    after = settled(message)
    return replace(after, command=None if after.needs else remarks.command(after.line.text, after.hits))


PASSES: tuple[Callable[[Message], Message], ...] = (
    _fold,
    _typos,
    _answer,
    _clauses,
    _things,
    _numbers,
    _phrases,
    _scope,
    _settle,
)


def _understood(message: Message) -> Understanding:
    """Return what a message said that went through the passes."""
    declined = message.declined.entry.key if message.declined else None
    if declined and not message.stands:
        return Understanding(declined=declined)
    needs, kept, named = message.needs, message.kept, message.machine
    further = [c.value for c in kept.get("purpose", ())[1:]]
    also = [*(c.value for c in kept.get("also", ())), *further]
    told = needs or also or named or message.topics or declined or message.talk or message.dropped or message.command
    return Understanding(
        needs=needs,
        also=list(dict.fromkeys(also)),
        topics=list(message.topics),
        spans=_spans(message),
        declined=declined,
        dropped=message.dropped,
        spec=named.named if named else None,
        implied=message.implied,
        other_purposes=further,
        small_talk=message.talk.entry.key if message.talk else None,
        command=message.command,
        unit_needed="scale" in needs and needs["scale"] != UNSURE and not {"purpose"} & {*needs, *message.state.needs},
        unread=not told and not any(c.negated for c in message.claims),
    )


def _spans(message: Message) -> list[dict[str, Any]]:
    """Return the words that said each need, in the order of the text."""
    named = message.machine
    spoken = [
        (c.start, c.end, c.need, c.value) for need, group in message.kept.items() for c in group[:1] if need != "also"
    ]
    spoken += [(named.start, named.end, "spec", str(named.named))] if named else []
    return [
        {"text": message.line.words(start, end), "need": need, "value": value}
        for start, end, need, value in sorted(spoken, key=lambda row: row[0])
    ]


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end
