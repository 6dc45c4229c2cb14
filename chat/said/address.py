"""A conversation read from its address; what is malformed is listed, the rest kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from chat.remarks_address import read_offer, read_reply
from chat.said.conversation import CHANGED, MOST_UNREAD, Conversation
from chat.said.money import read_said, said_with, takes_said
from chat.said.values import MOST_MALFORMED, Malformed, read_again, read_also
from knowledge import LANGUAGES, load
from rules.advice.named_machine import WRITTEN, Named, read_named
from rules.answers import Value
from rules.price.spoken import Said

THEMES = ("auto", "light", "dark")
PLAIN = ("lang", "theme", "now", "unread", "utm_source")
"""How a conversation is looked at."""
RIDING = ("ask", "about", "declined", "talk", "card", "missed", "since", "twice")
"""Addresses carry these for one turn only; they change no decision. `card`: an embedded chat opens small;
`missed`: how many messages of this talk nothing was understood of, so that no two of them get the same words;
`since`: what `was` tells of was changed by an earlier message, and can be taken back still, but is no news; `twice`: the answer, or
the judgement of the offer, was given already.

One more, `was`, holds what the last message or tap replaced: `filing-avoid`, `domain-` where nothing was said,
`also-wechat+slow`, `spec-2c4g` and `said-100-cny-year` what there was of those.
"""
MOST_PAIRS = 128
"""Of an address so many parameters are read; the rest costs nothing."""
SPEC_PATTERN = f"^{WRITTEN}$"
SPEC_TAKES = "vCPUs, GB of memory or both, as 24c, 8g or 4c8g"
_WORD = re.compile(r"[a-z0-9-]{1,40}")

_SHAPES: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(RIDING, _WORD.fullmatch),
    "was": CHANGED.fullmatch,
    "reply": lambda text: read_reply(text, tuple(load().needs)),
    "offer": read_offer,
}
"""What rides along for one turn, each with what its text must read as; the rest is ignored."""


def parse(pairs: Iterable[tuple[str, str]]) -> Conversation:
    """Read a conversation from query parameters in order; what is malformed is listed, the rest kept."""
    read = _Read()
    for name, text in islice(pairs, MOST_PAIRS):
        read.take(name, text)
    return read.conversation()


class _Read:
    """What was read of an address so far."""

    def __init__(self) -> None:
        self.needs: dict[str, Value] = {}
        self.also: tuple[str, ...] = ()
        self.spec: Named | None = None
        self.told: Said | None = None
        self.riding: dict[str, str] = {}
        self.plain: dict[str, str] = {}
        self.malformed: list[Malformed] = []

    def take(self, name: str, text: str) -> None:
        """Read one parameter; what is no parameter of ours is left out."""
        if name in load().needs:
            self._take_need(name, text)
        elif name == "also":
            self.also, strange = read_also(text)
            self.malformed += strange
        elif name == "spec":
            self.spec = read_named(text)
            self.malformed += [] if self.spec else [Malformed("spec", text[:60], SPEC_TAKES)]
        elif name == "said":
            self.told = read_said(text)
            self.malformed += [] if self.told else [Malformed("said", text[:60], takes_said())]
        elif name in _SHAPES and _SHAPES[name](text):
            self.riding[name] = text
        elif name in PLAIN:
            self.plain[name] = text

    def _take_need(self, name: str, text: str) -> None:
        value = read_again(name, text, self.needs.get(name))
        if isinstance(value, Malformed):
            self.malformed.append(value)
        else:
            self.needs |= {name: value}

    def conversation(self) -> Conversation:
        """Return what was read."""
        plain = {**dict.fromkeys(PLAIN, ""), **self.plain}
        lang = plain["lang"][:2]  # a page that embeds us says zh-CN or en-GB
        return Conversation(
            needs=self.needs,
            also=self.also,
            spec=self.spec,
            told=said_with(self.needs, self.told),
            lang=lang if lang in LANGUAGES else None,
            theme=plain["theme"] if plain["theme"] in THEMES else None,
            now=plain["now"] == "1",
            unread=int(plain["unread"]) if re.fullmatch(f"[1-{MOST_UNREAD}]", plain["unread"]) else 0,
            riding=self.riding,
            source=plain["utm_source"] if _WORD.fullmatch(plain["utm_source"]) else None,
            malformed=tuple(self.malformed[:MOST_MALFORMED]),
        )
