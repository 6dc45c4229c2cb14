"""What stands in the end: of several claims about one need the one that counts, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from chat.hear.check import UNSURE
from chat.hear.choosing import choose
from chat.hear.claims import Claim
from chat.hear.further import further
from chat.hear.lexicon import load_lexicon
from chat.hear.load import joined
from chat.hear.message import Message
from chat.hear.moods import Clause
from chat.hear.normal import Line
from chat.hear.purposes import choose_purposes
from chat.hear.spans import covering, within
from chat.hear.withdrawn import withdrawn

SIZED = ("ai", "drive")
DEMANDING = ("game", *SIZED)
Groups = Mapping[str, list[Claim]]


def settled(message: Message) -> Message:
    """Return the message with the claims that count for each need, and the needs denied."""
    known = message.state.needs
    groups = _by_need(message)
    kept = {need: _standing(message, need, group, groups) for need, group in groups.items() if need not in SIZED}
    before = _undenied(message)
    kept["purpose"] = joined(_uncorrected(message, kept.get("purpose", [])), message.load, before)
    kept["purpose"], beside = further(message, kept["purpose"])
    kept["also"] = [*kept.get("also", []), *(replace(c, need="also") for c in beside)]
    _settle_ai(kept, groups, known)
    _settle_demand(kept, groups, known)
    _settle_budget(kept, groups)
    _settle_audience(message, kept)
    _settle_domain(message, kept)
    _settle_content(kept, groups)
    taken_back = withdrawn(message.line.text, message.clauses)
    stands = {n: tuple(group) for n, group in kept.items() if group and not _only_named(group[0], taken_back.get(n))}
    again = {need: known[need] for need in taken_back if need in known and need not in stands}
    after = replace(message, kept=stands, dropped=_dropped(message, stands) | again)
    return replace(after, implied=_implied(after.line, after.needs, known))


def _only_named(claim: Claim, taking_back: Clause | None) -> bool:
    """Tell whether a claim is nothing but the name of an answer in the clause that takes it back; a number is a new one."""
    if taking_back is None or isinstance(claim.value, (int, float)):
        return False
    return claim.end <= taking_back.end


def _by_need(message: Message) -> dict[str, list[Claim]]:
    """Return the claims about each need, of one put right those behind the correction."""
    groups: dict[str, list[Claim]] = {}
    for claim in message.claims:
        groups.setdefault(claim.need, []).append(claim)
    return {need: _corrected(message, group) for need, group in groups.items()}


def _undenied(message: Message) -> dict[str, Any]:
    """Return the needs known, without a purpose that is denied now."""
    denied = {c.value for c in message.claims if c.negated and c.need == "purpose"}
    return {need: value for need, value in message.state.needs.items() if need != "purpose" or value not in denied}


def _dropped(message: Message, stands: Mapping[str, Any]) -> dict[str, Any]:
    """Return the needs known whose value is denied, with nothing in its place."""
    known = message.state.needs
    denied = (c for c in message.claims if c.negated and c.need != "also" and c.need not in stands)
    return {c.need: c.value for c in denied if known.get(c.need) == c.value}


def _corrected(message: Message, group: list[Claim]) -> list[Claim]:
    """Return what was said behind the last correction, where a need was spoken of on both sides of it: 博客，不对，商城."""
    if group[0].need in ("also", "content", *SIZED) or len({c.value for c in group}) < 2:
        return group
    text, words = message.line.text, load_lexicon().words["corrections"]
    at = max(text.rfind(word) for word in words)
    after = [c for c in group if c.start >= at >= 0 and not c.negated]
    return after if after and any(c.start < at for c in group) else group


def _uncorrected(message: Message, said: list[Claim]) -> list[Claim]:
    """Return the purposes said, without those that a program named behind a correction takes the place of."""
    own = message.load.purpose
    at = max(message.line.text.rfind(word) for word in load_lexicon().words["corrections"])
    return [c for c in said if c.start > at] if own and own.start > at >= 0 else said


def _standing(message: Message, need: str, group: list[Claim], groups: Groups) -> list[Claim]:
    """Return the claims of one need that count."""
    sure = _sure(message, need, [c for c in group if not c.negated])
    if need == "also":
        return _heavier(sure)
    if need == "purpose":
        return _purposes(message, sure, groups.get("buyer", []))
    return [choose(need, message.line.text, sure)] if sure else []


def _heavier(said: list[Claim]) -> list[Claim]:
    """Return circumstances without what others say more of in the same words: a machine that falls short is slow, too."""
    short = [c for c in said if c.value == "failing"]
    return [c for c in said if c.value != "slow" or not any(within(c, one) for one in short)]


def _sure(message: Message, need: str, said: list[Claim]) -> list[Claim]:
    """Return claims without mere hints (十来个员工, 网页), which change nothing that was said in so many words, before or now."""
    plain = [c for c in said if not c.weak]
    if need != message.state.ask and message.state.needs.get(need) not in (None, UNSURE):
        return plain
    return said if need == "purpose" else plain or said


def _purposes(message: Message, sure: list[Claim], buyers: Iterable[Claim]) -> list[Claim]:
    """Return the purposes meant; that none is known yet counts where none is said."""
    text, state = message.line.text, message.state
    business = state.ask == "purpose" or _is_business(text, buyers, state.needs)
    meant = choose_purposes(text, [c for c in sure if c.value != UNSURE], business)
    return meant or [c for c in sure if c.value == UNSURE][:1]


def _settle_ai(kept: dict[str, list[Claim]], groups: Groups, known: Mapping[str, Any]) -> None:
    """Read a model's size as running models, where no purpose is known."""
    if "ai" in groups and not kept.get("purpose") and not known.get("purpose"):
        size = groups["ai"][-1]
        kept["purpose"] = [Claim("purpose", "ai", size.start, size.end)]


def _settle_demand(kept: dict[str, list[Claim]], groups: Groups, known: Mapping[str, Any]) -> None:
    """Keep how demanding it is only where a model, a drive or a game is spoken of, and read a model's or a drive's size."""
    purposes = [c.value for c in kept.get("purpose", [])] or [known.get("purpose")]
    first = purposes[0]
    if first in SIZED and first in groups and "demand" not in kept:
        size = groups[first][-1]
        kept["demand"] = [Claim("demand", size.value, size.start, size.end)]
    light_for_a_crowd = first == "game" and _first(kept, "demand") == "light" and _is_crowded(kept)
    if light_for_a_crowd or {None, *DEMANDING}.isdisjoint(purposes):
        kept.pop("demand", None)


def _first(kept: Mapping[str, list[Claim]], need: str) -> Any:
    """Return the value of a need that stands; None where none does."""
    return next((c.value for c in kept.get(need, ())), None)


def _is_crowded(kept: Mapping[str, list[Claim]]) -> bool:
    people = _first(kept, "scale")
    return isinstance(people, int) and people >= load_lexicon().words["crowded"]


def _settle_budget(kept: dict[str, list[Claim]], groups: Groups) -> None:
    """Let a sum stand before "nothing": a free year and 50 after."""
    if kept.get("budget") and kept["budget"][0].value == 0:
        kept["budget"] = [max(groups["budget"], key=lambda c: c.value if isinstance(c.value, (int, float)) else -1)]


def _settle_audience(message: Message, kept: dict[str, list[Claim]]) -> None:
    """Add to the people known those who come as well: 国内也有人看."""
    known = message.state.needs.get("audience")
    if not kept.get("audience") or known in (None, UNSURE, "global") or _is_denied(message, known):
        return
    claim = kept["audience"][0]
    said = _said_of_audience(message, claim.value)
    if claim.value not in (known, UNSURE) and load_lexicon().patterns["as_well"].search(said):
        kept["audience"] = [replace(claim, value="global")]


def _is_denied(message: Message, area: object) -> bool:
    """Tell whether an area is named as where it is not, but in another."""
    places = [t for t in message.things if t.kind == "place"]
    return any(t.negated and t.says.get("area") == area for t in places) and not all(t.negated for t in places)


def _said_of_audience(message: Message, area: object) -> str:
    """Return every clause that says so of the people: what says how many may be another than what counts, 有一部分不在境内，如留学生等."""
    alike = [c.start for c in message.claims if c.need == "audience" and c.value == area]
    told = [c for start in alike if (c := covering(message.clauses, start))]
    return "，".join(message.line.text[c.start : c.end] for c in told)


def _settle_domain(message: Message, kept: dict[str, list[Claim]]) -> None:
    """Read no name yet as one that will be bought, for what people visit: 域名还没买."""
    claim = kept["domain"][0] if kept.get("domain") else None
    purpose = kept["purpose"][0].value if kept.get("purpose") else message.state.needs.get("purpose")
    words, text = load_lexicon().words, message.line.text
    if claim is None or claim.value != "no" or purpose in words["by_number"]:
        return
    said = text[claim.start : claim.end]
    planned = purpose in words["visited"] or any(w in said for w in words["no_name_yet"])
    if planned and not any(w in text for w in words["no_name_wanted"]):
        kept["domain"] = [replace(claim, value="planned")]


def _settle_content(kept: dict[str, list[Claim]], groups: Groups) -> None:
    """Keep all that is offered to the public, in order of saying."""
    said = list(dict.fromkeys(c.value for c in groups.get("content", ()) if not c.negated and c.value != UNSURE))
    if kept.get("content") and said:
        kept["content"] = [replace(kept["content"][0], value=",".join(said))]


def _is_business(text: str, buyers: Iterable[Claim], known: Mapping[str, Any]) -> bool:
    """Tell whether a company or any other organisation is spoken of, whose a mere website then is."""
    said = {c.value for c in buyers if not c.negated} or {known.get("buyer")}
    return bool(said & {"founder", "company"}) or bool(load_lexicon().patterns["organisation"].search(text))


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
