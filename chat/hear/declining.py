"""Decide what must be declined: an act together with what it is done to, unless something said makes it harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chat.hear.claims import Claim
from chat.hear.denial import belied, is_negated
from chat.hear.lexicon import Hit, load_lexicon
from chat.hear.message import Declined, Message
from chat.hear.moods import Mood
from chat.hear.pattern import Span, apart
from chat.hear.phrases import Phrases

EVERY = "every"
"""The frames that make any reason harmless."""
ASIDE = "evasion"
BESIDE = ("media", "app", "unsure")
"""Purposes that a way past the border is itself said with."""
_SENTENCE = re.compile("[^。？]+[。？]*")
_NAME_REACH = 3
"""A name begins at most so many letters behind what announces it."""


@dataclass(frozen=True)
class _Said:
    """A folded text with the places told of others, where nobody wants anything."""

    text: str
    told: tuple[Span, ...]

    def places(self, group: str) -> list[Span]:
        """Return where a group of words is said, neither denied nor told of others."""
        piece = load_lexicon().groups[group]
        spans = (m.span() for m in Phrases(piece).finditer(self.text) if m.end() > m.start())
        return [span for span in spans if not self._aside(span)]

    def _aside(self, span: Span) -> bool:
        return is_negated(self.text, *span) or any(s <= span[0] < e for s, e in self.told)


def declined(message: Message) -> Declined | None:
    """Return what must be declined, if anything, with the place of the words that say so."""
    text = message.line.text
    told = tuple((c.start, c.end) for c in message.clauses if c.mood is Mood.TELLS and c.frame != "others")
    said, freed = _Said(text, told), dict[str, bool]()
    found = sorted([*_phrases(message), *_schemes(said)], key=lambda d: d.start)
    for wanted in found:
        if wanted.key not in freed:
            freed[wanted.key] = is_harmless(text, wanted.key)
        if not freed[wanted.key]:
            return wanted
    return None


def is_harmless(text: str, reason: str) -> bool:
    """Tell whether folded text says for what, or on whose behalf, something is wanted that else would be declined."""
    frames = load_lexicon().words["harmless"]
    said = _Said(text, ())
    return any(said.places(frame) for frame in (*frames[EVERY], *frames.get(reason, ())))


def _phrases(message: Message) -> Iterator[Declined]:
    """Yield what a phrase of the lexicon says, where nothing in its sentence makes it harmless."""
    text = message.line.text
    hits = [h for h in message.hits if h.entry.section == "declines"]
    frees = [h for h in hits if h.entry.kind == "unless"]
    for hit in (h for h in hits if h.entry.kind != "unless"):
        meant = not is_negated(text, hit.start, hit.end) and not belied(text, hit) and not _named(text, hit)
        if meant and not _is_freed(text, hit, frees):
            yield Declined(hit.entry.key, hit.start, hit.end, str(hit.entry))


def _is_freed(text: str, hit: Hit, frees: Iterable[Hit]) -> bool:
    """Tell whether something in the sentence of a phrase makes it harmless."""
    start, end = next(m.span() for m in _SENTENCE.finditer(text) if m.start() <= hit.start < m.end())
    return any(h.entry.key == hit.entry.key and start <= h.start < end for h in frees)


def _named(text: str, hit: Hit) -> bool:
    """Tell whether the words of a phrase are but a name: a shop called so."""
    before = load_lexicon().patterns["called"].search(text, max(0, hit.start - 12), hit.start)
    return before is not None and hit.start - before.end() <= _NAME_REACH


def _schemes(said: _Said) -> Iterator[Declined]:
    """Yield each reason whose parts are all said, wherever in the message."""
    for reason, schemes in load_lexicon().words["schemes"].items():
        for name, scheme in schemes.items():
            met = _met(said, scheme["parts"])
            if met and not any(said.places(group) for group in scheme.get("not", ())):
                yield Declined(reason, min(s for s, _ in met), max(e for _, e in met), f"scheme {reason}.{name}")


def _met(said: _Said, parts: Iterable[str]) -> list[Span] | None:
    """Return one place for each part, each in words of its own; None where one is not said."""
    found = list[list[Span]]()
    for group in parts:
        found.append(said.places(group))
        if not found[-1]:
            return None
    return apart(said.text, found)


def stands_apart(text: str, wanted: Declined | None, said: Iterable[Claim]) -> bool:
    """Tell whether a purpose was stated apart from what is declined, which was an aside: only a way past the border is."""
    if wanted is None or wanted.key != ASIDE:
        return False
    purposes = (c for c in said if c.need == "purpose" and not c.negated and c.value not in BESIDE)
    return any(_apart(text, (claim.start, claim.end), (wanted.start, wanted.end)) for claim in purposes)


def _apart(text: str, one: Span, other: Span) -> bool:
    """Tell whether a mark, or a word that sets apart, stands between two places."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return any(mark in between for mark in ("，", "。", "？", *load_lexicon().words["aside"]))
