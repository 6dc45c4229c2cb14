"""Recognise what is not about needs: questions, small talk and commands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chat.hear.check import NOTHING
from chat.hear.claims import Claim, longest
from chat.hear.denial import is_negated
from chat.hear.lexicon import Hit, load_lexicon
from chat.hear.message import Message
from chat.hear.moods import QUESTIONS, Clause
from chat.hear.pattern import Span
from chat.hear.spans import covering, overlap

_SENTENCE = re.compile("[^。？]+[。？]*")
_SHORT = 24
_BESIDE = 4


def _inside(hits: Iterable[Hit], start: int, end: int) -> list[Hit]:
    return [h for h in hits if start <= h.start < end]


@dataclass(frozen=True)
class _Asking:
    """One message with the topics it names and the words in it that ask or tell."""

    message: Message
    topics: list[Hit]
    cues: list[Hit]

    @property
    def text(self) -> str:
        """Return the folded text."""
        return self.message.line.text

    def clauses(self, start: int, end: int) -> list[Clause]:
        """Return the clauses of a sentence that ask something, none that only names a topic to say something of it."""
        inside = (c for c in self.message.clauses if start <= c.start < end)
        return [c for c in inside if self._asks(c) and not self._answered(c)]

    def about(self, sentence: Span, asking: list[Clause], said: list[Claim]) -> list[Hit]:
        """Return the topics a sentence asks about: those in the clauses that ask, else all it names, where it says nothing besides."""
        direct = [h for c in asking for h in _inside(self.topics, c.start, c.end)]
        if direct or not asking:
            return direct
        named = _inside(self.topics, *sentence)
        return [] if _tells(said, sentence, asking, named) else named

    def asks_of_topic(self, clause: Clause) -> bool:
        """Tell whether a clause that asks names a topic and tells nothing."""
        tells = any(h.entry.key == "telling" for h in _inside(self.cues, clause.start, clause.end))
        return not tells and bool(_inside(self.topics, clause.start, clause.end))

    def _asks(self, clause: Clause) -> bool:
        inside = _inside(self.cues, clause.start, clause.end)
        if clause.mood in QUESTIONS or any(h.entry.key == "question" for h in inside):
            return True
        begins = clause.start + (self.text[clause.start] == " ")
        opens = any(h.entry.key == "opening" and h.start == begins for h in inside)
        return opens or "？" in self.text[clause.start : clause.end]

    def _answered(self, clause: Clause) -> bool:
        """Tell whether a clause names a topic, with a question mark, only to say something of it: 备案？两年前就办了."""
        named = _inside(self.topics, clause.start, clause.end)
        goes_on = self.text[clause.end :].strip("，。？ ")
        if not goes_on or len(named) != 1 or _inside(self.cues, clause.start, clause.end):
            return False
        beside = len(self.text[clause.start : clause.end].strip("，。？ ")) - (named[0].end - named[0].start)
        return beside <= _BESIDE and not any(self._asks(c) for c in self.message.clauses if c.start >= clause.end)


def _asking(message: Message) -> _Asking:
    topics = longest(h for h in message.hits if h.entry.section == "topics")
    cues = [h for h in message.hits if h.entry.section == "cues"]
    questions = longest(h for h in cues if h.entry.key in ("question", NOTHING))
    others = [h for h in cues if h.entry.key in ("opening", "telling")]
    return _Asking(message, topics, [*(h for h in questions if h.entry.key == "question"), *others])


def questions(message: Message, said: list[Claim]) -> tuple[list[str], list[Span]]:
    """Return the topics asked about, best first, and the places of the asking clauses, whose words are not needs."""
    asking, text = _asking(message), message.line.text
    sentences = [(m.span(), asking.clauses(*m.span())) for m in _SENTENCE.finditer(text)]
    topics = [h.entry.key for sentence, asks in sentences for h in asking.about(sentence, asks, said)]
    places = [(c.start, c.end) for _, asks in sentences for c in asks if asking.asks_of_topic(c)]
    return list(dict.fromkeys(topics or ([] if said else _named_alone(text, asking.topics)))), places


def _named_alone(text: str, topics: list[Hit]) -> list[str]:
    """Return the topics of a text that is hardly more than the name of one."""
    if not topics or not _names_only(text, topics[0]):
        return []
    return [h.entry.key for h in topics if not is_negated(text, h.start, h.end)]


def _names_only(text: str, topic: Hit) -> bool:
    """Tell whether a text is a topic's name with hardly anything beside it, and nothing that says something of it."""
    beside = f"{text[: topic.start]} {text[topic.end :]}"
    return len(beside.strip("，。？ ")) <= _BESIDE and not load_lexicon().patterns["telling_topic"].search(beside)


def _tells(said: list[Claim], sentence: Span, asking: list[Clause], named: list[Hit]) -> bool:
    """Tell whether a sentence says something about a need besides the topics it names and what it asks."""
    firm = (c for c in said if sentence[0] <= c.start < sentence[1] and c.need != "also" and not c.weak)
    return any(not covering(asking, c.start) and not any(overlap(c, h) for h in named) for c in firm)


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
