"""Hear one message: fold what was understood into the conversation, and say what there is to answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chat.hear import Understanding
from chat.hear.answers import is_answer
from chat.hear.asking.glossary import word_in, words_in
from chat.remarks_address import read_offer, write_offer, write_reply
from chat.said.conversation import MOST_UNREAD, Conversation, was
from chat.said.offered import machine, marked
from chat.said.reading import again, read, unread
from chat.said.values import Malformed, read_value, written
from knowledge import load
from rules.answers import UNSURE

MOST_CHARACTERS = 500
MOST_MISSED = 99
_LINK = re.compile(r"(?:https?://|www\.)[^\s\u3400-\u9fff]+")


@dataclass(frozen=True)
class Heard:
    """The conversation after one message, the words that said each need or circumstance ("": not known), and the message.

    `others`: further purposes heard beside the heavier one; `unit_needed`: people were counted before a purpose was known.
    `asks`: its questions in the contract's shape; `unused`: quantities no need could take; `changed`: the needs it changed.
    """

    conversation: Conversation
    words: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    others: tuple[str, ...] = ()
    unit_needed: bool = False
    scale_dropped: bool = False
    asks: tuple[Mapping[str, Any], ...] = ()
    unused: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def hear(before: Conversation, text: str, lang: str, ask: str | None = None) -> Heard:
    """Understand a message said while `ask` was on screen; nothing already said is lost."""
    text = text[:MOST_CHARACTERS]
    # No link is opened, and what its address is made of says nothing.
    plain = _LINK.sub(" ", text)
    if not plain.strip():
        linked = replace(before, riding={"talk": "link", **_kept(before, ask)}, unread=0)
        return Heard(linked, text=text) if text.strip() else Heard(before)
    found = read(before, plain, lang, ask)
    if found.command and not found.asks:
        done = _commanded(before, found.command)
        return Heard(done, text=text, changed=_changed(before, done))
    after = _told(before, found)
    implied = {need: told for need, told in found.implied.items() if need not in after.needs}
    for need, (value, _) in implied.items():
        after = after.with_need(need, value)
    riding, missed = _remark(before, found, ask, plain, linked=plain != text)
    riding |= again(before, after, found, riding)
    return Heard(
        _riding_on(before, after, riding, missed=missed),
        _words(before, after, found, implied),
        text,
        tuple(found.other_purposes),
        bool(found.unit_needed),
        "scale" in before.needs and "scale" not in after.needs,
        tuple(dict(one) for one in found.asks),
        tuple(found.unused),
        _changed(before, after),
    )


def _riding_on(before: Conversation, after: Conversation, riding: Mapping[str, str], *, missed: bool) -> Conversation:
    """Return what was heard with what rides along: what to answer, what to take back, how many messages nobody understood."""
    unread = min(before.unread + 1, MOST_UNREAD) if missed else 0
    told = min(before.missed + 1, MOST_MISSED) if missed else before.missed
    count = {"missed": str(told)} if told > unread else {}
    back = was(before, after) or _last_change(before)
    return replace(after, riding={**riding, **count, **back}, unread=unread)


def _last_change(before: Conversation) -> dict[str, str]:
    """Return what can still be taken back after a message that changed nothing."""
    if "was" not in before.riding or before.riding.get("talk") == "undone":
        return {}
    return {"was": before.riding["was"], "since": "1"}


def _words(
    before: Conversation, after: Conversation, found: Understanding, implied: Mapping[str, Any]
) -> dict[str, str]:
    """Return the words that said each need or circumstance; "" where they are not known."""
    words = {span["need"]: span["text"] for span in found.spans if span["need"] in (*after.needs, "spec")}
    words |= {need: said for need, (_, said) in implied.items()}
    return words | {flag: "" for flag in found.also if flag in after.also and flag not in before.also}


def _changed(before: Conversation, after: Conversation) -> tuple[str, ...]:
    """Return the needs that differ."""
    return tuple(name for name in {**before.needs, **after.needs} if before.needs.get(name) != after.needs.get(name))


def _remark(
    before: Conversation, found: Understanding, ask: str | None, text: str, *, linked: bool
) -> tuple[dict[str, str], bool]:
    """Return what rides along of a message, and whether nothing was understood of it."""
    nothing = unread(found)
    # With the advice on screen nothing is asked: 不知道 and 好的 answer no question there.
    if nothing and not ask and is_answer(text):
        return {"talk": "idle"}, False
    if nothing and linked:
        return {"talk": "link"}, False
    # What is only stated is said of the offer on screen too.
    stays = "offer" in before.riding and not found.asks
    offered = {"offer": before.riding["offer"], "twice": "1"} if stays else {}
    return {**offered, **_passing(before, found, ask, text)}, nothing


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
    after = after.with_told(found.told) if "budget" in found.needs else after
    return after.with_also(*found.also) if found.also else after


def _plain(value: object) -> str:
    return written(round(value, 2)) if isinstance(value, float) else str(value)


def _passing(before: Conversation, found: Understanding, ask: str | None, text: str) -> dict[str, str]:
    """Return what there is to answer, and the question that stays on screen: one being changed, or talked past."""
    answers = _answers(found, text)
    if found.declined:
        remark = {"declined": found.declined}
    elif answers:
        remark = answers
    elif found.topics:
        remark = {"about": found.topics[0]}
    elif found.small_talk and not found.needs:
        remark = {"talk": found.small_talk}
    else:
        remark = {}
    if _unit_open(before, found):
        return {**remark, "ask": "scale"}
    return {**remark, **_kept(before, ask, found)}


def _answers(found: Understanding, text: str) -> dict[str, str]:
    """Return the questions and the offer of a message as they ride along; a page that was asked for is a plain topic."""
    acts = list(map(dict, found.asks))
    if [[*act] for act in acts] == [["act", "topic"]]:
        return _topic(str(acts[0]["topic"]), text)
    shown = next((act["offer"] for act in acts if act["act"] == "offer"), None)
    others = write_reply([act for act in acts if act["act"] != "offer"])
    offer = write_offer(marked(shown, text)) if shown else ""
    return {name: written for name, written in (("reply", others), ("offer", offer)) if written}


def _topic(name: str, text: str) -> dict[str, str]:
    """Return a topic that was asked for: its page, or the very word of it that the message names."""
    several = [one for one in words_in(text) if load().words[one].topic == name]
    if len(several) > 1:
        # 9929 跟 cn2 有啥区别: of two words each is said.
        return {"reply": write_reply([{"act": "topic", "topic": one} for one in several])}
    word = word_in(text)
    if word is None and (name, "zh") in load().topics:
        return {"about": name}
    of_it = word is not None and (word == name or load().words[word].topic in (name, ""))
    return {"reply": write_reply([{"act": "topic", "topic": word if of_it else name}])}


def _kept(before: Conversation, ask: str | None, found: Understanding | None = None) -> dict[str, str]:
    """Return the question that stays on screen: the one being changed, or talked past."""
    told: Mapping[str, Any] = found.needs if found else {}
    asked = before.riding.get("ask", "")
    # The question on screen rides along with every message; once another is answered, the planner picks the next.
    stays = bool(asked) and asked == ask and asked not in told and (asked in before.needs or not told)
    return {"ask": asked} if stays else {}


def _unit_open(before: Conversation, found: Understanding) -> bool:
    """Tell whether people counted before a purpose was known are still to be asked for a day or at once."""
    purpose, scale = found.needs.get("purpose"), before.needs.get("scale")
    counted = scale is not None and scale != UNSURE and "purpose" not in before.needs and "scale" not in found.needs
    units = load().needs["scale"]
    return counted and purpose not in (None, UNSURE) and units.unit_for(purpose) != units.units[-1]


def _commanded(before: Conversation, command: str) -> Conversation:
    if command == "restart":
        return Conversation(lang=before.lang, theme=before.theme, source=before.source)
    if command == "back":
        return before.undone()
    if command == "take":
        return _taken(before)
    if command == "advise_now":
        return replace(before, now=True, riding={}, unread=0)
    if command == "skip" and before.riding.get("ask"):
        return before.with_need(before.riding["ask"], "unsure")
    return replace(before, riding={}, unread=0)


def _taken(before: Conversation) -> Conversation:
    """Go by the machine of the offer under discussion."""
    found = machine(read_offer(before.riding.get("offer", "")) or {})
    if found is None:
        return replace(before, riding={**before.calm(offered=True).riding, "talk": "nothing-taken"}, unread=0)
    after = replace(before, spec=found, riding={}, unread=0)
    return replace(after, riding=was(before, after))
