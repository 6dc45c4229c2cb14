"""Turn phrases found in a text into claims about needs: longest match, negation, which of several counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from chat.hear.check import NOTHING, UNSURE
from chat.hear.lexicon import TOGETHER, Entry, Hit, load_lexicon
from rules.price.spoken import Said

JOINT = frozenset({"content", "data"})
"""Needs of which several values may be true at once: what says one never hides another."""
_CLAUSE = re.compile("[^，。？]+[，。？]*")
_RUN = re.compile(r"(?:(?!\.\.)[^()|{}?^$#])+")


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where each clause of folded text begins and ends."""
    return [m.span() for m in _CLAUSE.finditer(text)]


@dataclass(frozen=True)
class Claim:
    """One thing said about a need, with its place in the folded text.

    `entry`: the lexicon's, None for numbers and places; `told`: a budget in its own unit and currency.
    """

    need: str
    value: Any
    start: int
    end: int
    weak: bool = False
    negated: bool = False
    entry: Entry | None = field(default=None, compare=False)
    told: Said | None = field(default=None, compare=False)


@lru_cache(maxsize=1)
def _negators() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_lexicon().words["negations"]
    return tuple(frozenset(map(str, table[name])) for name in ("before", "slack", "after"))  # type: ignore[return-value]


def _ending(text: str, end: int, words: frozenset[str]) -> str | None:
    for length in range(min(24, end), 0, -1):
        word = text[end - length : end]
        if word in words and not (
            word[0].isascii() and end > length and text[end - length - 1].isascii() and text[end - length - 1].isalpha()
        ):
            return word
    return None


def is_negated(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between start and end is denied by the words around it."""
    before, slack, after = _negators()
    at = start
    for _ in range(4):
        at -= at > 0 and text[at - 1] == " "
        word, denial = _ending(text, at, slack), _ending(text, at, before)
        if denial and len(denial) >= len(word or ""):
            return True
        if not word:
            break
        at -= len(word)
    rest = text[end : end + 24].lstrip(" 的就")
    return any(rest.startswith(word) for word in after)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest of overlapping hits, in the order of the text; a hint gives way to what is said plainly."""
    kept: list[Hit] = []
    refusals = load_lexicon().words["refusals"]
    found = list(hits)
    for hit in sorted(
        (hit for hit in found if not _narrowed(hit, found)),
        key=lambda h: (
            h.entry.value != "global",
            h.entry.kind == "weak",
            h.start - h.end,
            h.entry.value != NOTHING,
            h.entry.value not in refusals,
            h.start,
        ),
    ):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _narrowed(hit: Hit, found: Iterable[Hit]) -> bool:
    """Tell whether "everywhere" is only the beginning of words that name one place: worldwide but mostly Europe."""
    return hit.entry.value == "global" and any(
        other.start == hit.start and other.end > hit.end and other.entry.value not in ("global", NOTHING)
        for other in found
    )


def claims(text: str, hits: Iterable[Hit]) -> list[Claim]:
    """Return what phrases say about needs and circumstances, in the order of the text."""
    by_need: dict[str, list[Hit]] = {}
    also: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.entry.section == "needs":
            by_need.setdefault(hit.entry.key, []).append(hit)
        elif hit.entry.section == "also":
            also.setdefault(hit.entry.key, []).append(hit)
    found: list[Claim] = []
    for need, group in by_need.items():
        phrases = [h for h in group if h.entry.kind != TOGETHER]
        found += _phrases(text, need, phrases)
        joint = [h for h in group if h.entry.kind == TOGETHER]
        for value in sorted({h.entry.value for h in joint}) if need in JOINT else ():
            found += _together(
                text,
                need,
                [h for h in joint if h.entry.value == value],
                [p for p in phrases if p.entry.value in (value, NOTHING)],
            )
        found += _together(text, need, joint, phrases) if need not in JOINT else ()
    for group in also.values():
        for hit in longest(group):
            denied = is_negated(text, hit.start, hit.end) or (hit.entry.pattern.is_together and belied(text, hit))
            found.append(Claim("also", hit.entry.value, hit.start, hit.end, False, denied, hit.entry))
    return sorted(_settle_places(found), key=lambda c: c.start)


def _phrases(text: str, need: str, group: list[Hit]) -> Iterator[Claim]:
    """Yield what phrases say about one need."""
    affirmative = load_lexicon().words["affirmative"].get(need, ())
    opposites = load_lexicon().words["opposites"].get(need, {})
    # A denied phrase must not hide a plain one it overlaps: 不太懂 in 不太懂 Linux.
    denied = {
        hit
        for hit in group
        if (_deniable(hit) and is_negated(text, hit.start, hit.end))
        or (hit.entry.value in affirmative and belied(text, hit))
    }
    # 不需要独享物理机: what is denied goes on.
    for hit in sorted(group, key=lambda h: h.start):
        if any(d.entry.value == hit.entry.value and _goes_on(d, hit) for d in denied):
            denied.add(hit)
    plain = longest(
        h
        for h in group
        if h not in denied
        and not any(d.start <= h.start and h.end <= d.end and d.entry.value == h.entry.value for d in denied)
    )
    for hit in [*plain, *longest(denied)]:
        hidden = hit in denied and any(hit.start < p.end and p.start < hit.end for p in plain)
        if hit.entry.value != NOTHING and not hidden:
            value = _value(need, hit.entry.value)
            weak = hit.entry.kind == "weak"
            if hit in denied and value in opposites:
                yield Claim(need, opposites[value], hit.start, hit.end, weak, entry=hit.entry)
            else:
                yield Claim(need, value, hit.start, hit.end, weak, hit in denied, hit.entry)


def _goes_on(denied: Hit, hit: Hit) -> bool:
    """Tell whether a hit is the rest of one that is denied: 厂里的 after 工厂里."""
    return denied.end == hit.start or (denied.start < hit.start < denied.end and hit.end <= denied.end + 1)


def _together(text: str, need: str, group: list[Hit], phrases: list[Hit]) -> Iterator[Claim]:
    """Yield what words in one clause say together, where no phrase about the need but a mere hint stands in that clause."""
    if not group:
        return
    words = load_lexicon().words
    affirmative = words["affirmative"].get(need, ())
    plain = [p for p in phrases if p.entry.kind != "weak"]
    for start, end in clauses(text):
        if any(start <= p.start < end for p in plain):
            continue
        # What two clauses say together says nothing where a phrase stands in the second.
        inside = [h for h in group if start <= h.start < end and not any(h.start <= p.start < h.end for p in plain)]
        stands = [
            h
            for h in inside
            if not (h.entry.value in affirmative and (belied(text, h) or is_negated(text, h.start, h.end)))
        ]
        best = min(stands, key=lambda h: (h.entry.value not in words["refusals"], h.end - h.start), default=None)
        if best and best.entry.value != NOTHING:
            yield Claim(need, _value(need, best.entry.value), best.start, best.end, entry=best.entry)


def belied(text: str, hit: Hit) -> bool:
    """Tell whether a gap in a phrase swallowed a "not": 备案也不准备."""
    if ".." not in hit.entry.pattern.source and not hit.entry.pattern.is_together:
        return False
    patterns = load_lexicon().patterns
    said = patterns["harmless_not"].sub("", patterns["but"].split(_told(text, hit))[-1])
    for own in _RUN.findall(hit.entry.pattern.source):
        if patterns["not"].search(own):
            said = said.replace(own, "")
    return bool(patterns["not"].search(said))


def _told(text: str, hit: Hit) -> str:
    """Return the words of a hit; of one over several clauses those of the first and the last: what lies between speaks of something else."""
    said = text[hit.start : hit.end]
    told = [said[start:end] for start, end in clauses(said)]
    return "，".join((told[0], told[-1])) if len(told) > 2 else said


def _deniable(hit: Hit) -> bool:
    words, entry = load_lexicon().words, hit.entry
    refused = (UNSURE, NOTHING, *words["refused"].get(entry.key, ()))
    return entry.key not in words["never_negated"] and entry.value not in refused


def _value(need: str, value: str) -> Any:
    return int(value) if need in ("budget", "scale") and value != UNSURE else value


def _settle_places(found: list[Claim]) -> list[Claim]:
    """Where the same words speak of people and of servers, keep the longer reading."""
    people = [c for c in found if c.need == "audience"]
    servers = [c for c in found if c.need == "region"]
    lost: set[Claim] = set()
    for person in people:
        for server in servers:
            if person.start < server.end and server.start < person.end:
                lost.add(server if person.end - person.start > server.end - server.start else person)
    return [c for c in found if c not in lost]


_EXERCISE = "{exercise}"
"""The group of words for what is learnt, in a phrase that says both."""
_FILLER = 4
"""A clause with at most so many letters besides a word only says what kind of thing was meant: 就是练手的."""


def choose_purposes(text: str, said: list[Claim], business: bool = False) -> list[Claim]:
    """Return one claim for each purpose really meant, the heaviest first."""
    words: Mapping[str, Any] = load_lexicon().words
    strong: dict[str, Claim] = {}
    for claim in said:
        if not claim.weak:
            strong.setdefault(claim.value, claim)
    if not strong:
        weak = {c.value: c for c in reversed(said)}
        # A mere website is a company's only where a company speaks.
        best = next((v for v in words["weak_order"] if v in weak and (v != "site" or business)), None)
        return [weak[best]] if best else []
    for value in _practice(text, strong):
        del strong[value]
    for heavy, absorbed in words["purpose_absorbs"].items():
        for light in absorbed:
            if heavy in strong and light in strong and not _apart(text, strong[heavy], strong[light]):
                del strong[light]
    order = words["purpose_order"]
    return sorted(strong.values(), key=lambda c: order.index(c.value) if c.value in order else len(order))


def _practice(text: str, strong: Mapping[str, Claim]) -> list[str]:
    """Return the purposes that are only what is learnt: said in the same words, parts of that, or called so in a clause behind."""
    learning = strong.get("learning")
    if learning is None:
        return []
    said = {value: strong[value] for value in load_lexicon().words["practised"] if value in strong}
    subject = [value for value, claim in said.items() if overlap(learning, claim)]
    start, end = next((s, e) for s, e in clauses(text) if s <= learning.start < e)
    bare = len(text[start:end].strip(" ，。？")) <= learning.end - learning.start + _FILLER
    named = subject or (learning.entry is not None and _EXERCISE in learning.entry.pattern.source)
    parts = [
        value
        for value, claim in said.items()
        if not _apart(text, learning, claim) and (claim.start >= learning.end if named else bare and claim.end <= start)
    ]
    return list(dict.fromkeys((*subject, *parts)))


def overlap(one: Claim, other: Claim) -> bool:
    """Tell whether two claims share a letter."""
    return one.start < other.end and other.start < one.end


def _apart(text: str, one: Claim, other: Claim) -> bool:
    """Tell whether two purposes are joined as two things rather than one described twice."""
    first, second = sorted((one, other), key=lambda c: c.start)
    if second.start < first.end:
        return False
    between = text[first.end : second.start]
    return len(between) <= 24 and any(word in between for word in load_lexicon().words["joined"])
