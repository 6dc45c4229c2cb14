"""Hear one message: fold what was understood into the conversation, and say what there is to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chat.hear import Understanding, understand
from chat.hear.answers import is_answer
from chat.said.conversation import UNSURE, Conversation, Malformed, read_value, written
from knowledge import load

MOST_CHARACTERS = 500


@dataclass(frozen=True)
class Heard:
    """The conversation after one message, the words that said each need or circumstance ("": not known), and the message.

    `others`: further purposes heard beside the heavier one; `unit_needed`: people were counted before a purpose was known.
    """

    conversation: Conversation
    words: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    others: tuple[str, ...] = ()
    unit_needed: bool = False
    scale_dropped: bool = False


def hear(before: Conversation, text: str, lang: str, ask: str | None = None) -> Heard:
    """Understand a message said while `ask` was on screen; nothing already said is lost."""
    text = text[:MOST_CHARACTERS]
    if not text.strip():
        return Heard(before)
    found = understand(
        text,
        lang=lang,
        ask=ask,
        needs=dict(before.needs),
        also=before.also,
        now=before.now,
        reply=before.riding.get("reply", ""),
    )
    if found.command:
        return Heard(_commanded(before, found.command), text=text)
    after = _told(before, found)
    implied = {need: told for need, told in found.implied.items() if need not in after.needs}
    for need, (value, _) in implied.items():
        after = after.with_need(need, value)
    words = {span["need"]: span["text"] for span in found.spans if span["need"] in (*after.needs, "spec")}
    words |= {need: said for need, (_, said) in implied.items()}
    words |= {flag: "" for flag in found.also if flag in after.also and flag not in before.also}
    dropped = "scale" in before.needs and "scale" not in after.needs
    # With the advice on screen nothing is asked: 不知道 and 好的 answer no question there.
    idle = not ask and _unread(found) and is_answer(text)
    riding = {"talk": "idle"} if idle else _passing(before, found, ask)
    after = replace(after, riding=riding, unread=_unread(found) and not idle)
    return Heard(after, words, text, tuple(found.other_purposes), bool(found.unit_needed), dropped)


def _told(before: Conversation, found: Understanding) -> Conversation:
    after = before
    for name in found.dropped:
        after = after.without(name)
    # The purpose goes first: it decides how people are counted.
    for name, value in sorted(found.needs.items(), key=lambda item: item[0] != "purpose"):
        read = read_value(name, _plain(value))
        if not isinstance(read, Malformed):
            after = after.with_need(name, read)
    after = replace(after, spec=found.spec) if found.spec else after
    return after.with_also(*found.also) if found.also else after


def _plain(value: object) -> str:
    return written(round(value, 2)) if isinstance(value, float) else str(value)


def _passing(before: Conversation, found: Understanding, ask: str | None) -> dict[str, str]:
    """Return the one passing remark to answer, and the question that stays on screen: one being changed, or talked past."""
    if found.declined:
        remark = {"declined": found.declined}
    elif found.topics:
        remark = {"about": found.topics[0]}
    elif found.small_talk and not found.needs:
        remark = {"talk": found.small_talk}
    else:
        remark = {}
    if _unit_open(before, found):
        return {**remark, "ask": "scale"}
    asked = before.riding.get("ask", "")
    # The question on screen rides along with every message; once another is answered, the planner picks the next.
    stays = bool(asked) and asked == ask and asked not in found.needs and (asked in before.needs or not found.needs)
    return {**remark, **({"ask": asked} if stays else {})}


def _unit_open(before: Conversation, found: Understanding) -> bool:
    """Tell whether people counted before a purpose was known are still to be asked for a day or at once."""
    purpose, scale = found.needs.get("purpose"), before.needs.get("scale")
    counted = scale is not None and scale != UNSURE and "purpose" not in before.needs and "scale" not in found.needs
    units = load().needs["scale"]
    return counted and purpose not in (None, UNSURE) and units.unit_for(purpose) != units.units[-1]


def _unread(found: Understanding) -> bool:
    said = (
        found.needs or found.also or found.spec or found.topics or found.declined or found.small_talk or found.dropped
    )
    return not said


def _commanded(before: Conversation, command: str) -> Conversation:
    if command == "restart":
        return Conversation(lang=before.lang, theme=before.theme, source=before.source)
    if command == "back":
        return before.back()
    if command == "advise_now":
        return replace(before, now=True, riding={}, unread=False)
    if command == "skip" and before.riding.get("ask"):
        return before.with_need(before.riding["ask"], "unsure")
    return replace(before, riding={}, unread=False)
