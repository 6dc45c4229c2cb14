"""Understand one message: `understand(text)` gives an `Understanding`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from chat.hear import answers, remarks
from chat.hear.amounts import Reader
from chat.hear.check import NOTHING, UNSURE
from chat.hear.claims import Claim, choose, choose_purposes, claims, clauses
from chat.hear.clauses import clauses as clauses_of
from chat.hear.lexicon import Hit, load_lexicon
from chat.hear.load import Load, load_heard
from chat.hear.machine import machine
from chat.hear.normal import Line, fold
from chat.hear.quantities import quantities
from chat.hear.repair import repair
from chat.hear.things import Thing, things
from chat.hear.worth import Amount
from rules.advice.named_machine import Named

LONGEST_PLACE = 32
SIZED = ("ai", "drive")
DEMANDING = ("game", *SIZED)
# Which amounts a phrase about a need takes for itself: a week's outage is no term.
HIDES = {"uptime": ("term", "launch")}


@dataclass(frozen=True)
class Understanding:
    """What a message said.

    `needs`: contract need -> value (budget in CNY a month, scale in people, or "unsure"); `also`: circumstances and further purposes;
    `topics`: best first; `spans`: the words that said each need; `declined`: why we do not advise; `dropped`: needs denied without a
    new value; `spec`: a machine they named; `implied`: need -> value and words, an answer that needs no asking, though nobody gave it
    (帕鲁 is one of the answers about games); `unit_needed`: people were counted before a purpose is known; `unread`: nothing at all
    was understood.
    """

    needs: Mapping[str, Any] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    spans: list[dict[str, Any]] = field(default_factory=list)
    declined: str | None = None
    dropped: Mapping[str, Any] = field(default_factory=dict)
    spec: Named | None = None
    implied: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    other_purposes: list[str] = field(default_factory=list)
    small_talk: str | None = None
    command: str | None = None
    unused: list[str] = field(default_factory=list)
    unit_needed: bool = False
    unread: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what the API promises: needs, also, topics, spans, declined; `spec` where a machine is named."""
        named = self.spec
        return {
            "needs": dict(self.needs),
            "also": list(self.also),
            "topics": list(self.topics),
            "spans": [dict(span) for span in self.spans],
            "declined": self.declined,
            "unused": list(self.unused),
            **({"spec": {"vcpus": named.vcpus, "memory_gib": named.memory_gib}} if named else {}),
        }


def understand(
    text: str,
    lang: str = "zh",
    ask: str | None = None,
    needs: Mapping[str, Any] | None = None,
    rates: Mapping[str, float] | None = None,
) -> Understanding:
    """Read a message (at most 500 letters count) said while `ask` was on screen; `rates` overrides CNY per currency code."""
    known = needs or {}
    line = repair(fold(text))
    if not line.text.strip("，。？ "):
        return Understanding(unread=True)
    if ask and ask in load_lexicon().options:
        short = answers.answer(line.text, ask, known)
        if short is not None:
            return Understanding({ask: short}, spans=[{"text": _whole(line), "need": ask, "value": short}])
    return _read(line, ask, known, rates)


def _whole(line: Line) -> str:
    return line.words(0, len(line.text))


def _read(line: Line, ask: str | None, known: Mapping[str, Any], rates: Mapping[str, float] | None) -> Understanding:
    text = line.text
    hits = load_lexicon().find(text)
    named = things(line)
    hits = [h for h in hits if h.entry.section != "declines" or not _is_name(h, named)]
    load = _load(line, named, ask, known, claims(text, hits), Reader(text, rates, ask).amounts())
    counts = [c for c in load.claims if c.need == "scale"]
    rest = [c for c in load.claims if c not in counts]
    said = _counted([*load.phrases, *rest], [*_best(load.amounts), *counts], _nothings(hits))
    said += _bare(text, ask, said, hits)
    topics, asking = remarks.questions(text, hits, said)
    asking += remarks.elsewhere(text, hits)
    talk = remarks.small_talk(hits)
    said = [c for c in said if c in load.claims or not (_within(c, asking) or (talk and _covers(talk, c)))]
    if ask and not topics and not any(c.need == ask and not c.negated for c in said):
        told = answers.loosely(text, ask) if ask in load_lexicon().options else None
        # 预算一百五，不够再说 doubts what it speaks of, not what was asked.
        if told is not None and not (told == UNSURE and any(not c.negated for c in said)):
            said.append(Claim(ask, told, 0, len(text)))
    refused, stands = remarks.declined(text, hits, said)
    if refused and not stands:
        return Understanding(declined=refused)
    kept, dropped = _settle(text, said, known, ask)
    kept["purpose"] = _purposes(kept.get("purpose", []), load, known)
    also = [*kept.pop("also", []), *kept["purpose"][1:]]
    found = {need: group[0] for need, group in kept.items() if group}
    needs = {need: claim.value for need, claim in found.items()}
    command = None if needs else remarks.command(text, hits)
    named = machine(text)
    spoken = [(c.start, c.end, c.need, c.value) for c in found.values()]
    spoken += [(named.start, named.end, "spec", str(named.named))] if named else []
    anything = named or needs or also or topics or refused or talk or dropped or command or any(c.negated for c in said)
    return Understanding(
        needs=needs,
        also=list(dict.fromkeys([*(c.value for c in also), *load.also])),
        topics=topics,
        spans=[
            {"text": line.words(start, end), "need": need, "value": value}
            for start, end, need, value in sorted(spoken, key=lambda row: row[0])
        ],
        declined=refused,
        dropped=dropped,
        spec=named.named if named else None,
        implied=_implied(line, needs, known),
        other_purposes=[c.value for c in kept.get("purpose", [])[1:]],
        small_talk=talk.entry.key if talk else None,
        command=command,
        unused=[line.words(*place) for place in load.unused],
        unit_needed="scale" in needs and needs["scale"] != UNSURE and not {"purpose"} & {*needs, *known},
        unread=not anything,
    )


def _purposes(said: list[Claim], load: Load, known: Mapping[str, Any]) -> list[Claim]:
    """Join the purposes that phrases say with those of the programs named, the one that decides first."""
    own = load.purpose
    if own is None:
        return said
    if known.get("purpose") not in (None, UNSURE):
        return said
    firm = [c for c in said if not c.weak]
    if own.value == "data" and load.beside_code and not firm:
        return said
    first = firm[0] if own.value == "data" and firm else own
    rest = [c for c in (*load.purposes, *firm) if c.value != first.value]
    return [first, *{c.value: c for c in rest}.values()]


def _nothings(hits: list[Hit]) -> list[Claim]:
    """Return what only looks like something about a need."""
    found = [h for h in hits if h.entry.section == "needs" and h.entry.value == NOTHING]
    return [Claim(h.entry.key, NOTHING, h.start, h.end) for h in found]


def _counted(said: list[Claim], amounts: list[Claim], nothings: list[Claim]) -> list[Claim]:
    """Join what phrases and what numbers say: 一毛不拔 is a phrase, not ten fen, but 十几个人用 is more than 几个人用."""
    kept = [c for c in said if not any(a.need == c.need and a.start < c.start and c.end <= a.end for a in amounts)]
    for amount in amounts:
        if any(n.need == amount.need and _overlap(n, amount) for n in nothings):
            continue
        inside = any(c.need == amount.need and c.start <= amount.start and amount.end <= c.end for c in kept)
        if not inside and not any(amount.need in HIDES.get(c.need, ()) and _overlap(c, amount) for c in kept):
            kept.append(amount)
    return kept


def _implied(line: Line, needs: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return how demanding a game is that is named, where nobody said."""
    if needs.get("purpose", known.get("purpose")) != "game" or "demand" in {**needs, **known}:
        return {}
    found = [
        (m.start(), value, line.words(*m.span())) for value, words in _named_games() if (m := words.search(line.text))
    ]
    return {"demand": min(found)[1:]} if found else {}


@lru_cache(maxsize=1)
def _named_games() -> list[tuple[str, re.Pattern[str]]]:
    table = load_lexicon().words["named_games"]
    return [
        (value, re.compile("|".join(f"(?<![a-z]){re.escape(str(word))}(?![a-z])" for word in words)))
        for value, words in table.items()
    ]


def _within(claim: Claim, places: list[tuple[int, int]]) -> bool:
    """Tell whether a claim stands wholly in one of these places: "ICP? no thanks" answers itself."""
    return any(start <= claim.start and claim.end <= end for start, end in places)


def _covers(hit: Hit, claim: Claim) -> bool:
    return hit.start <= claim.start and claim.end <= hit.end


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


def _is_name(hit: Hit, named: list[Thing]) -> bool:
    """Tell whether words are the name of a program that gets round nothing: Outline, the wiki."""
    over = [t for t in named if t.kind == "program" and hit.start < t.end and t.start < hit.end]
    return bool(over) and not any(t.says.get("evasion") for t in over)


def _load(
    line: Line,
    named: list[Thing],
    ask: str | None,
    known: Mapping[str, Any],
    phrases: list[Claim],
    amounts: list[Amount],
) -> Load:
    """Return what things and quantities say beside the phrases and the amounts of money, people and time."""
    told = [Claim(a.need, a, a.start, a.end) for a in amounts]
    return load_heard(line, clauses_of(line), named, quantities(line, named, ask), known, phrases, told)


def _best(amounts: list[Claim]) -> list[Claim]:
    """Return one amount for each need."""
    best: dict[str, Amount] = {}
    for amount in (claim.value for claim in amounts):
        before = best.get(amount.need)
        # Of several counts of people the daily or simultaneous one is meant, then the larger; of several sums the last.
        if before and amount.need == "scale" and (before.best, before.value) > (amount.best, amount.value):
            continue
        best[amount.need] = amount
    return [Claim(a.need, a.value, a.start, a.end) for a in best.values()]


def _bare(text: str, ask: str | None, said: list[Claim], hits: list[Hit]) -> list[Claim]:
    """Read clauses that are nothing but a place as the answer they most likely are."""
    if ask or any(c.need in ("region", "audience") for c in said):
        return []
    no_audience = [h for h in hits if h.entry.key == "audience" and h.entry.value == NOTHING]
    short = [(start, end) for start, end in clauses(text) if end - start <= LONGEST_PLACE]
    places = [c for start, end in short if (c := _place(text, start, end))]
    return [c for c in places if not any(_covers(h, c) or c.start <= h.start < c.end for h in no_audience)]


def _place(text: str, start: int, end: int) -> Claim | None:
    for need in ("region", "audience"):
        value = answers.place(text[start:end], need)
        if value and (need == "audience" or value == "hongkong"):
            return Claim(need, value, start, end)
    return None


def _settle_demand(kept: dict[str, list[Claim]], groups: Mapping[str, list[Claim]], known: Mapping[str, Any]) -> None:
    """Keep how demanding it is only where a model, a drive or a game is spoken of, and read a model's or a drive's size."""
    purposes = [c.value for c in kept.get("purpose", [])] or [known.get("purpose")]
    if purposes[0] in SIZED and purposes[0] in groups and "demand" not in kept:
        size = groups[purposes[0]][-1]
        kept["demand"] = [Claim("demand", size.value, size.start, size.end)]
    people = kept["scale"][0].value if kept.get("scale") else 0
    crowded = purposes[0] == "game" and isinstance(people, int) and people >= load_lexicon().words["crowded"]
    small = kept.get("demand") and kept["demand"][0].value == "light"
    if (crowded and small) or not {None, *DEMANDING} & {*purposes}:
        kept.pop("demand", None)


def _is_business(text: str, buyers: list[Claim], known: Mapping[str, Any]) -> bool:
    """Tell whether a company or any other organisation is spoken of, whose a mere website then is."""
    said = {c.value for c in buyers if not c.negated} or {known.get("buyer")}
    return bool(said & {"founder", "company"}) or bool(load_lexicon().patterns["organisation"].search(text))


def _settle(
    text: str, said: list[Claim], known: Mapping[str, Any], ask: str | None
) -> tuple[dict[str, list[Claim]], dict[str, Any]]:
    """Return the claims that count for each need, and the needs denied."""
    kept: dict[str, list[Claim]] = {}
    groups: dict[str, list[Claim]] = {}
    for claim in said:
        groups.setdefault(claim.need, []).append(claim)
    business = ask == "purpose" or _is_business(text, groups.get("buyer", []), known)
    for need, group in groups.items():
        sure = [c for c in group if not c.negated]
        # A mere hint (十来个员工, 网页) changes nothing that was said in so many words, before or now.
        told_before = known.get(need) not in (None, UNSURE) and need != ask
        if told_before or need != "purpose":
            sure = [c for c in sure if not c.weak] or ([] if told_before else sure)
        if need == "also":
            kept[need] = sure
        elif need == "purpose":
            kept[need] = (
                choose_purposes(text, [c for c in sure if c.value != UNSURE], business)
                or [c for c in sure if c.value == UNSURE][:1]
            )
        elif sure and need not in SIZED:
            kept[need] = [choose(need, text, sure)]
    if "ai" in groups and not kept.get("purpose") and not known.get("purpose"):
        size = groups["ai"][-1]
        kept["purpose"] = [Claim("purpose", "ai", size.start, size.end)]
    _settle_demand(kept, groups, known)
    if kept.get("budget") and kept["budget"][0].value == 0:
        kept["budget"] = [max(groups["budget"], key=lambda c: c.value if isinstance(c.value, (int, float)) else -1)]
    dropped = {
        c.need: c.value
        for c in said
        if c.negated and c.need not in kept and c.need != "also" and known.get(c.need) == c.value
    }
    return {need: group for need, group in kept.items() if group}, dropped
