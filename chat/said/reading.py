"""Read a message in its case: with the advice on screen, of the money where it speaks of money alone, and what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chat.hear import Understanding, understand
from chat.remarks_address import write_reply
from chat.said.conversation import Conversation, was
from rules.advice.advising import advise


def read(before: Conversation, text: str, lang: str, ask: str | None) -> Understanding:
    """Understand a message said while `ask` was on screen; what says nothing by itself is read as of the advice, if that is there."""
    found = _understood(before, text, lang, ask, now=before.now)
    if unread(found) and not before.now and "purpose" in before.needs and advise(before.answers).ready:
        found = _understood(before, text, lang, ask, now=True)
    return replace(found, asks=_of_money(found))


def _understood(before: Conversation, text: str, lang: str, ask: str | None, *, now: bool) -> Understanding:
    reply, needs = before.riding.get("reply", ""), dict(before.needs)
    return understand(text, lang=lang, ask=ask, needs=needs, also=before.also, now=now, reply=reply)


def unread(found: Understanding) -> bool:
    """Say whether nothing was understood of a message."""
    said = (
        found.needs
        or found.also
        or found.spec
        or found.topics
        or found.declined
        or found.small_talk
        or found.dropped
        or found.asks
    )
    return not said


def again(before: Conversation, after: Conversation, found: Understanding, riding: Mapping[str, str]) -> dict[str, str]:
    """Return what rides along of a message that brings nothing new: its answer, or that it had that very answer before."""
    if was(before, after):
        return {}
    if riding.get("reply") and riding["reply"] == before.riding.get("reply") and "offer" not in riding:
        return {"twice": "1"}
    told = {name: before.needs[name] for name in found.needs if name in before.needs}
    return {"reply": write_reply([{"act": "what-if", "needs": told}])} if told and not {*riding} - {"ask"} else {}


def _of_money(found: Understanding) -> list[Any]:
    """Return the questions of a message; whether it is enough, said of money alone, is asked of the money."""
    enough = ({"act": "why", "decision": "size"}, {"act": "why", "decision": "size", "enough": "yes"})
    if {*found.needs} != {"budget"} or found.spec or len(found.asks) != 1 or dict(found.asks[0]) not in enough:
        return [*found.asks]
    return [{"act": "what-if", "needs": {"budget": found.needs["budget"]}}]
