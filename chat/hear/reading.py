"""Understand one message: `understand(text)` gives an `Understanding`, `trace(text)` how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chat.hear.check import UNSURE
from chat.hear.message import Message, State
from chat.hear.passes import PASSES
from knowledge import catalogue
from rules.advice.named_machine import Named
from rules.price.spoken import Said


@dataclass(frozen=True)
class Understanding:
    """What a message said.

    `needs`: contract need -> value (budget in CNY a month, scale in people, or "unsure"); `also`: circumstances and further purposes;
    `topics`: best first; `spans`: the words that said each need; `declined`: why we do not advise; `dropped`: needs denied without a
    new value; `spec`: a machine they named; `implied`: need -> value and words, an answer that needs no asking, though nobody gave it
    (帕鲁 is one of the answers about games); `unit_needed`: people were counted before a purpose is known; `unread`: nothing at all
    was understood; `asks`: acts of the contract in order of saying; `unused`: quantities no need takes, as typed; `told`: the budget in
    the unit and currency it was said in.
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
    asks: list[dict[str, Any]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    told: Said | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what the API promises: needs, also, topics, spans, declined, asks, unused; `spec` where a machine is named, `said` where a budget was in another unit."""
        named = self.spec
        return {
            "needs": dict(self.needs),
            "also": list(self.also),
            "topics": list(self.topics),
            "spans": [dict(span) for span in self.spans],
            "declined": self.declined,
            "asks": [dict(act) for act in self.asks],
            "unused": list(self.unused),
            **({"said": str(self.told)} if self.told and not self.told.plain else {}),
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
    today: date | None = None,
) -> Understanding:
    """Read a message (at most 500 letters count) said while `ask` was on screen, in the state of the conversation.

    `rates` overrides CNY per currency code; `now`: the advice is on screen; `reply`: the last remarks answered, as in addresses;
    `today`: what dates are counted from, the calendar's day by default.
    """
    message = Message(text, State(lang, ask, needs or {}, also, now, reply, rates, today or catalogue.today()))
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


def _understood(message: Message) -> Understanding:
    """Return what a message said that went through the passes."""
    declined = message.declined.key if message.declined else None
    if declined and not message.stands:
        return Understanding(declined=declined)
    needs, kept, named = message.needs, message.kept, message.machine
    further = [c.value for c in kept.get("purpose", ())[1:]]
    also = list(dict.fromkeys([*(c.value for c in kept.get("also", ())), *further]))
    return Understanding(
        needs=needs,
        also=also,
        topics=list(message.topics),
        spans=_spans(message),
        declined=declined,
        dropped=message.dropped,
        spec=named.named if named else None,
        implied=message.implied,
        other_purposes=further,
        small_talk=message.talk.entry.key if message.talk else None,
        command=message.command,
        unit_needed=_needs_unit(needs, message.state.needs),
        asks=list(message.asks),
        told=next((c.told for c in kept.get("budget", ())), None),
        unused=list(message.unused),
        unread=not (needs or also or _says_more(message)),
    )


def _needs_unit(needs: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Tell whether people were counted while nobody knows yet what they are for."""
    return needs.get("scale", UNSURE) != UNSURE and "purpose" not in needs and "purpose" not in known


def _says_more(message: Message) -> bool:
    """Tell whether something was understood besides needs and circumstances, be it only a denial."""
    spoken = message.topics or message.talk or message.command
    return bool(
        spoken or message.machine or message.declined or message.dropped or any(c.negated for c in message.claims)
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
