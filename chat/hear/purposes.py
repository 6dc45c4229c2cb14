"""Which purposes are really meant of those said: a hint gives way, a heavy one takes in a light one, practice is learning."""

from __future__ import annotations

from collections.abc import Mapping

from chat.hear.claims import Claim
from chat.hear.lexicon import load_lexicon
from chat.hear.spans import clause_at, overlap
from chat.hear.units import pattern

_EXERCISE = "{exercise}"
"""The group of words for what is learnt, in a phrase that says both."""
_KEPT = frozenset(("media", "drive"))
_FILLER = 4
"""A clause with at most so many letters besides a word only says what kind of thing was meant: 就是练手的."""
_JOINED = 24
"""Two purposes with more letters between them are not joined by a word."""


def choose_purposes(text: str, said: list[Claim], business: bool = False) -> list[Claim]:
    """Return one claim for each purpose really meant, the heaviest first."""
    strong: dict[str, Claim] = {}
    said = [claim for claim in said if not (claim.value in _KEPT and _is_elsewhere(text, claim))]
    for claim in said:
        if not claim.weak:
            strong.setdefault(claim.value, claim)
    if not strong:
        return _hinted(said, business)
    practised = _practice(text, strong)
    meant = _unabsorbed(text, {value: claim for value, claim in strong.items() if value not in practised})
    order = load_lexicon().words["purpose_order"]
    return sorted(meant, key=lambda c: order.index(c.value) if c.value in order else len(order))


def _is_elsewhere(text: str, claim: Claim) -> bool:
    """Tell whether what a purpose would keep and send lies with somebody else: 视频放别家的点播."""
    start, end = clause_at(text, claim.start)[0], clause_at(text, claim.end - 1)[1]
    return pattern("signs", "kept_elsewhere").search(text[start:end]) is not None


def _hinted(said: list[Claim], business: bool) -> list[Claim]:
    """Return the likeliest of purposes that are only hinted at; a mere website is a company's only where a company speaks."""
    weak = {c.value: c for c in reversed(said)}
    likeliest = (v for v in load_lexicon().words["weak_order"] if v in weak and (v != "site" or business))
    return [weak[value] for value in likeliest][:1]


def _unabsorbed(text: str, said: Mapping[str, Claim]) -> list[Claim]:
    """Return the purposes without the light ones that describe a heavy one again: a shop's site is the shop."""
    left = _pages_alone(text, said)
    table = load_lexicon().words["purpose_absorbs"]
    for heavy, light in ((heavy, light) for heavy, lights in table.items() for light in lights):
        if heavy in left and light in left and not _apart(text, left[heavy], left[light]):
            del left[light]
    return list(left.values())


def _pages_alone(text: str, said: Mapping[str, Claim]) -> dict[str, Claim]:
    """Return the purposes without what pages only show, where they are said to be nothing but pages: 录播资料站，纯静态."""
    lexicon = load_lexicon()
    purely = "static" in said and lexicon.patterns["pages_alone"].search(text) is not None
    shown = lexicon.words["shown_on_pages"] if purely else ()
    return {value: claim for value, claim in said.items() if value not in shown}


def _practice(text: str, strong: Mapping[str, Claim]) -> set[str]:
    """Return the purposes that are only what is learnt: said in the same words, parts of that, or called so in a clause behind."""
    learning = strong.get("learning")
    if learning is None:
        return set()
    said = {value: strong[value] for value in load_lexicon().words["practised"] if value in strong}
    subject = {value for value, claim in said.items() if overlap(learning, claim)}
    names_it = subject or (learning.entry is not None and _EXERCISE in learning.entry.pattern.source)
    is_part = _follows if names_it else _is_called_practice
    return subject | {value for value, claim in said.items() if is_part(text, learning, claim)}


def _follows(text: str, learning: Claim, claim: Claim) -> bool:
    """Tell whether a purpose said behind the learning is a part of it."""
    return claim.start >= learning.end and not _apart(text, learning, claim)


def _is_called_practice(text: str, learning: Claim, claim: Claim) -> bool:
    """Tell whether a clause behind a purpose says nothing but that it was practice."""
    start, end = clause_at(text, learning.start)
    bare = len(text[start:end].strip(" ，。？")) <= learning.end - learning.start + _FILLER
    return bare and claim.end <= start and not _apart(text, learning, claim)


def _apart(text: str, one: Claim, other: Claim) -> bool:
    """Tell whether two purposes are joined as two things rather than one described twice."""
    first, second = sorted((one, other), key=lambda c: c.start)
    between = text[first.end : second.start]
    return len(between) <= _JOINED and any(word in between for word in load_lexicon().words["joined"])
