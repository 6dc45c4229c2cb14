"""Whether a first message is about a case of the speaker's own: ordinary talk of people, sums and places states nothing.

Each sign of the one or the other weighs something (`case_weights` of the lexicon, in hundredths); below zero nothing is heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from chat.hear.claims import Claim
from chat.hear.lexicon import TOGETHER, load_lexicon
from chat.hear.load import Load
from chat.hear.message import Message, SetAside
from chat.hear.opening import opens

TELLING_UNITS = frozenset(("rate", "bandwidth", "parameters", "bits", "cores", "cards", "mailboxes"))
"""Units in which nothing but a server or what it runs is measured."""
_LONGEST_GAP = 6
"""How many letters a phrase made of words apart counts as said: what stands between them it did not read."""
_LATIN = 3
"""A Chinese letter says as much as so many Latin ones."""
_MOST = {"letters": 30, "beside": 20, "sign": 4, "hint": 4, "chat": 2, "told": 3}
"""What counts no more beyond: a long message is no less one's own."""
_WRITTEN_END = re.compile(r"[.。！!；;：:]\W*$")
"""How a written sentence ends; what is typed into a chat mostly just stops, or asks."""
_QUOTED = re.compile('[“”‘’《》『』"]|--|——')


def own(message: Message) -> Message:
    """Return the message without its claims where it opens a conversation and is not about a case of the speaker's."""
    if not opens(message.state) or not (message.claims or message.declined or message.load.purposes):
        return message
    signs = _signs(message)
    weight = _weight(signs)
    if message.declined and weight < load_lexicon().words["case_weights"]["refused"]:
        message = replace(message, declined=None, stands=False)
    if weight >= 0:
        return message
    why = "not about a server of one's own: " + ", ".join(f"{name} {count:g}" for name, count in signs.items() if count)
    aside = (*message.aside, *(SetAside(claim, why) for claim in message.claims))
    return replace(message, claims=(), load=Load(unused=message.load.unused), aside=aside)


def _weight(signs: Mapping[str, float]) -> float:
    weights = load_lexicon().words["case_weights"]
    return float(weights["start"] + sum(weights[name] * count for name, count in signs.items()))


def _signs(message: Message) -> dict[str, float]:
    """Return how much there is of each sign."""
    patterns, text, typed = load_lexicon().patterns, message.line.text, message.text
    letters = _letters(text, range(len(text)))
    said = _letters(text, set(_said(message)))
    counts = {
        "letters": letters,
        "beside": letters - said,
        **{name: sum(1 for _ in patterns[f"case_{name}"].finditer(text)) for name in ("sign", "hint", "chat", "told")},
    }
    return {
        **{name: min(count, _MOST[name]) for name, count in counts.items()},
        "ratio": said / max(1, letters),
        "needs": len({claim.need for claim in message.claims}) + (message.declined is not None),
        "thing": any(t.kind in ("program", "vendor") for t in message.things) or message.machine is not None,
        "unit": any(q.unit in TELLING_UNITS for q in message.quantities),
        "act": any(claim.entry is not None and claim.entry.kind == TOGETHER for claim in message.claims),
        "stop": _WRITTEN_END.search(typed) is not None,
        "quote": _QUOTED.search(typed) is not None,
    }


def _said(message: Message) -> Iterator[int]:
    """Yield the places of the letters that some reader took for something."""
    for claim in message.claims:
        yield from range(claim.start, min(claim.end, claim.start + _reach(message, claim)))
    others = [*((q.start, q.end) for q in message.quantities), *((t.start, t.end) for t in message.things)]
    others += [(message.declined.start, message.declined.end)] if message.declined else []
    for start, end in others:
        yield from range(start, end)
    for particle in load_lexicon().patterns["case_particles"].finditer(message.line.text):
        yield from range(*particle.span())


def _reach(message: Message, claim: Claim) -> int:
    entry = claim.entry
    if entry is None or (entry.kind != TOGETHER and "..." not in entry.pattern.source):
        return claim.end - claim.start
    return _LONGEST_GAP * (_LATIN if message.line.text[claim.start].isascii() else 1)


def _letters(text: str, places: range | set[int]) -> float:
    """Return how many letters stand at some places, in Chinese ones."""
    return sum(1 / _LATIN if text[i].isascii() else 1 for i in places if text[i].isalnum())
