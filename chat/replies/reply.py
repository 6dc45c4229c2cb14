"""What a question gets: paragraphs, what stands behind a fold, the sources, the figures, and the taps beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chat.said.conversation import Conversation
from chat.words.wording import begun

JSON = Mapping[str, Any]
MOST_WORDS = 60
"""What stands before the fold; a Chinese sign counts as 0.6 of a word."""
_SENTENCE = re.compile("(?<=[。！？；])|(?<=[.!?] )")
_HAN, _WORD = re.compile("[\u3400-\u9fff]"), re.compile(r"[A-Za-z0-9][\w.,'’%/–-]*")


@dataclass(frozen=True)
class Tap:
    """One thing to tap: a conversation it leads to, or another page of ours (`path`)."""

    label: str
    said: Conversation | None = None
    path: str = ""


@dataclass(frozen=True)
class Reply:
    """The answer to one act. `text`: paragraphs before the fold, `more`: behind it; `figures`: the numbers it rests on."""

    act: str
    text: tuple[str, ...]
    more: tuple[str, ...] = ()
    sources: tuple[JSON, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    taps: tuple[Tap, ...] = ()

    def as_json(self) -> JSON:
        """Return it as the API gives it; `text` is everything before the fold."""
        return {
            "act": self.act,
            "text": "\n".join(self.text),
            "more": list(self.more),
            "sources": list(self.sources),
            **self.figures,
        }


def length(text: str) -> float:
    """Count the words of a text; a Chinese sign is 0.6 of one."""
    return 0.6 * len(_HAN.findall(text)) + len(_WORD.findall(text))


def reply(
    act: str,
    paragraphs: Iterable[str],
    *,
    sources: Iterable[JSON] = (),
    figures: Mapping[str, Any] | None = None,
    taps: Iterable[Tap] = (),
) -> Reply:
    """Make a reply of paragraphs, the weightiest first: what goes beyond sixty words stands behind a fold."""
    rows = [begun(text) for text in dict.fromkeys(paragraphs) if text]
    shown, more = _folded(rows)
    unique = {row["url"]: row for row in sources if row["url"]}
    return Reply(act, tuple(shown), tuple(more), tuple(unique.values()), figures or {}, tuple(taps))


def beginning(rows: Iterable[str], one: Reply) -> Reply:
    """Return a reply with paragraphs before its own, folded anew."""
    return folded(one, [*dict.fromkeys([*rows, *one.text, *one.more])])


def folded(one: Reply, rows: Sequence[str]) -> Reply:
    """Return a reply with other paragraphs, folded anew."""
    shown, more = _folded(rows)
    return replace(one, text=tuple(shown), more=tuple(more))


def cited(rows: Iterable[JSON]) -> list[JSON]:
    """Return the sources of rows, those with an address."""
    return [source for row in rows for source in row["sources"] if source["url"]]


def _folded(rows: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return what stands before the fold and what behind it; what announces something is never all there is to see."""
    place, words = 0, 0.0
    for text in rows:
        words += length(text)
        if place and words > MOST_WORDS:
            break
        place += 1
    shown, more = rows[:place], rows[place:]
    if not more or not shown[-1].endswith(("：", ":")):
        return shown, more
    begun, rest = _begun(more[0], MOST_WORDS - sum(map(length, shown)))
    if not begun:
        return [more[0]], more[1:]
    return [*shown, begun], [*([rest] if rest else []), *more[1:]]


def _begun(text: str, room: float) -> tuple[str, str]:
    """Return the sentences a text begins with that fit into so many words, and the rest."""
    begun = ""
    for sentence in _SENTENCE.split(text):
        if length(begun + sentence) > room:
            break
        begun += sentence
    return begun.rstrip(), text[len(begun) :].lstrip()
