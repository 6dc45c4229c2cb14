"""Recognise what is not about needs: questions, small talk and commands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.hear.check import NOTHING
from chat.hear.claims import Claim, longest
from chat.hear.clauses import QUESTIONS, Clause
from chat.hear.denial import is_negated
from chat.hear.lexicon import Hit, load_lexicon
from chat.hear.message import Message

_SENTENCE = re.compile("[^。？]+[。？]*")
_SHORT = 24
_BESIDE = 4


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text)]


def _inside(hits: Iterable[Hit], start: int, end: int) -> list[Hit]:
    return [h for h in hits if start <= h.start < end]


def _asks(text: str, clause: Clause, cues: list[Hit]) -> bool:
    """Tell whether a clause asks something."""
    if clause.mood in QUESTIONS:
        return True
    inside = _inside(cues, clause.start, clause.end)
    if any(h.entry.key == "question" for h in inside):
        return True
    asked = "？" in text[clause.start : clause.end]
    begins = clause.start + (text[clause.start] == " ")
    return asked or any(h.entry.key == "opening" and h.start == begins for h in inside)


def questions(message: Message, said: list[Claim]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the topics asked about, best first, and the places of the asking clauses, whose words are not needs."""
    text, hits = message.line.text, message.hits
    topics = list(longest(h for h in hits if h.entry.section == "topics"))
    cues = [h for h in hits if h.entry.section == "cues"]
    kept = longest(h for h in cues if h.entry.key in ("question", NOTHING))
    cues = [h for h in kept if h.entry.key == "question"] + [h for h in cues if h.entry.key in ("opening", "telling")]
    found, places = list[str](), list[tuple[int, int]]()
    for start, end in _spans(_SENTENCE, text):
        inside = [c for c in message.clauses if start <= c.start < end]
        asking = [
            (c.start, c.end)
            for c in inside
            if _asks(text, c, cues) and not _answered(message, (c.start, c.end), topics, cues)
        ]
        direct = [h for c in asking for h in _inside(topics, *c)]
        if asking and not direct:
            named = _inside(topics, start, end)
            direct = [] if _tells(said, (start, end), asking, named) else named
        found += [h.entry.key for h in direct]
        places += [
            c for c in asking if _inside(topics, *c) and not any(h.entry.key == "telling" for h in _inside(cues, *c))
        ]
    if not found and not said and topics and _names_only(text, topics[0]):
        found = [h.entry.key for h in topics if not is_negated(text, h.start, h.end)]
    return list(dict.fromkeys(found)), places


def _answered(message: Message, clause: tuple[int, int], topics: list[Hit], cues: list[Hit]) -> bool:
    """Tell whether a clause names a topic, with a question mark, only to say something of it: 备案？两年前就办了."""
    text = message.line.text
    rest = text[clause[1] :].strip("，。？ ")
    named = _inside(topics, *clause)
    if not rest or len(named) != 1 or _inside(cues, *clause):
        return False
    beside = len(text[slice(*clause)].strip("，。？ ")) - (named[0].end - named[0].start)
    return beside <= _BESIDE and not any(_asks(text, c, cues) for c in message.clauses if c.start >= clause[1])


def _names_only(text: str, topic: Hit) -> bool:
    """Tell whether a text is a topic's name with hardly anything beside it, and nothing that says something of it."""
    beside = f"{text[: topic.start]} {text[topic.end :]}"
    return len(beside.strip("，。？ ")) <= _BESIDE and not load_lexicon().patterns["telling_topic"].search(beside)


def _tells(said: list[Claim], sentence: tuple[int, int], asking: list[tuple[int, int]], named: list[Hit]) -> bool:
    """Tell whether a sentence says something about a need besides the topics it names and what it asks."""
    return any(
        sentence[0] <= c.start < sentence[1]
        and c.need != "also"
        and not c.weak
        and not any(start <= c.start < end for start, end in asking)
        and not any(c.start < h.end and h.start < c.end for h in named)
        for c in said
    )


def small_talk(hits: Iterable[Hit]) -> Hit | None:
    """Return the first passing remark; a greeting gives way to anything else."""
    talk = sorted(
        (h for h in longest(h for h in hits if h.entry.section == "talk")),
        key=lambda h: (h.entry.key == "hello", h.start),
    )
    return talk[0] if talk else None


def command(text: str, hits: Iterable[Hit]) -> str | None:
    """Return what a short text tells the page to do."""
    if len(text) > _SHORT:
        return None
    found = longest(h for h in hits if h.entry.section == "commands")
    return found[0].entry.key if found else None
