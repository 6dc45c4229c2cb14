"""Turn phrases found in a text into claims about needs: the longest match counts, what is denied is claimed as denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from chat.hear.check import NOTHING, UNSURE
from chat.hear.denial import belied, is_negated
from chat.hear.lexicon import TOGETHER, Entry, Hit, load_lexicon
from chat.hear.spans import Apart, Reach, clauses, overlap
from rules.price.spoken import Said

JOINT = frozenset({"content", "data"})
"""Needs of which several values may be true at once: what says one never hides another."""


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


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest of overlapping hits, in the order of the text; a hint gives way to what is said plainly."""
    kept: list[Hit] = []
    taken = Apart()
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
        if taken.take(hit):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _narrowed(hit: Hit, found: Iterable[Hit]) -> bool:
    """Tell whether "everywhere" is only the beginning of words that name one place: worldwide but mostly Europe."""
    return hit.entry.value == "global" and any(
        other.start == hit.start and other.end > hit.end and other.entry.value not in ("global", NOTHING)
        for other in found
    )


def claims(text: str, hits: Collection[Hit]) -> list[Claim]:
    """Return what phrases say about needs and circumstances, in the order of the text."""
    found = [c for need, group in _by_key(hits, "needs").items() for c in _of_need(text, need, group)]
    found += [_circumstance(text, hit) for group in _by_key(hits, "also").values() for hit in longest(group)]
    return sorted(_settle_places(found), key=lambda c: c.start)


def _by_key(hits: Iterable[Hit], section: str) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.entry.section == section:
            found.setdefault(hit.entry.key, []).append(hit)
    return found


def _circumstance(text: str, hit: Hit) -> Claim:
    denied = is_negated(text, hit.start, hit.end) or (hit.entry.pattern.is_together and belied(text, hit))
    return Claim("also", hit.entry.value, hit.start, hit.end, False, denied, hit.entry)


def _of_need(text: str, need: str, group: list[Hit]) -> Iterator[Claim]:
    """Yield what phrases say about one need, then what words apart say together."""
    phrases = [h for h in group if h.entry.kind != TOGETHER]
    joint = [h for h in group if h.entry.kind == TOGETHER]
    yield from _phrases(text, need, phrases)
    if need not in JOINT:
        yield from _together(text, need, joint, phrases)
        return
    for value in sorted({h.entry.value for h in joint}):
        alike = [h for h in joint if h.entry.value == value]
        yield from _together(text, need, alike, [p for p in phrases if p.entry.value in (value, NOTHING)])


def _phrases(text: str, need: str, group: list[Hit]) -> Iterator[Claim]:
    """Yield what phrases say about one need; a denied phrase must not hide a plain one it overlaps: 不太懂 in 不太懂 Linux."""
    denied, reach = _denied(text, need, group)
    refused = set(denied)
    # A part of a phrase that is denied and says the same is denied with it.
    plain = longest(h for h in group if h not in refused and reach[h.entry.value].from_up_to(h.start) < h.end)
    yield from (_claim(need, hit) for hit in plain if hit.entry.value != NOTHING)
    taken = Reach()
    for hit in plain:
        taken.add(hit)
    for hit in longest(denied):
        if hit.entry.value != NOTHING and taken.from_up_to(hit.end - 1) <= hit.start:
            yield _claim(need, hit, denied=True)


def _claim(need: str, hit: Hit, denied: bool = False) -> Claim:
    """Return what a phrase says; to deny what has an opposite says that."""
    said = hit.entry.value
    value = int(said) if need in ("budget", "scale") and said != UNSURE else said
    opposites = load_lexicon().words["opposites"].get(need, {})
    if denied and value in opposites:
        value, denied = opposites[value], False
    return Claim(need, value, hit.start, hit.end, hit.entry.kind == "weak", denied, hit.entry)


def _denied(text: str, need: str, group: list[Hit]) -> tuple[list[Hit], Mapping[str, Reach]]:
    """Return the phrases about a need that are denied, what only goes on one of them (不需要独享物理机), and their reach by value."""
    affirmative = load_lexicon().words["affirmative"].get(need, ())
    refused = {
        hit
        for hit in group
        if (_deniable(hit) and is_negated(text, hit.start, hit.end))
        or (hit.entry.value in affirmative and belied(text, hit))
    }
    denied: list[Hit] = []
    reach: defaultdict[str, Reach] = defaultdict(Reach)
    for hit in sorted(group, key=lambda h: h.start) if refused else ():
        if hit in refused or _goes_on(reach[hit.entry.value], hit):
            denied.append(hit)
            reach[hit.entry.value].add(hit)
    return denied, reach


def _goes_on(denied: Reach, hit: Hit) -> bool:
    """Tell whether a hit is the rest of one that is denied: 厂里的 after 工厂里."""
    return hit.start in denied.ends or denied.from_up_to(hit.start - 1) >= max(hit.start + 1, hit.end - 1)


def _deniable(hit: Hit) -> bool:
    words, entry = load_lexicon().words, hit.entry
    refused = (UNSURE, NOTHING, *words["refused"].get(entry.key, ()))
    return entry.key not in words["never_negated"] and entry.value not in refused


def _together(text: str, need: str, group: list[Hit], phrases: list[Hit]) -> Iterator[Claim]:
    """Yield what words in one clause say together, where no phrase about the need but a mere hint stands in that clause."""
    plain = [p.start for p in phrases if p.entry.kind != "weak"]
    # What two clauses say together says nothing where a phrase stands in the second.
    free = [h for h in group if not _any_between(plain, h.start, h.end)]
    for start, end in clauses(text) if free else ():
        if not _any_between(plain, start, end):
            best = _best(h for h in free if start <= h.start < end and not _is_denied_together(text, need, h))
            if best:
                yield _claim(need, best)


def _any_between(places: Iterable[int], start: int, end: int) -> bool:
    return any(start <= at < end for at in places)


def _best(hits: Iterable[Hit]) -> Hit | None:
    """Return the hit that counts in a clause: a refusal, else the shortest; None where it says nothing."""
    refusals = load_lexicon().words["refusals"]
    best = min(hits, key=lambda h: (h.entry.value not in refusals, h.end - h.start), default=None)
    return best if best and best.entry.value != NOTHING else None


def _is_denied_together(text: str, need: str, hit: Hit) -> bool:
    affirmative = load_lexicon().words["affirmative"].get(need, ())
    return hit.entry.value in affirmative and (belied(text, hit) or is_negated(text, hit.start, hit.end))


def _settle_places(found: list[Claim]) -> list[Claim]:
    """Where the same words speak of people and of servers, keep the longer reading."""
    people = [c for c in found if c.need == "audience"]
    servers = [c for c in found if c.need == "region"]
    lost: set[Claim] = set()
    for person, server in product(people, servers):
        if overlap(person, server):
            lost.add(server if person.end - person.start > server.end - server.start else person)
    return [c for c in found if c not in lost]
