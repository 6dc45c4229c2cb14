"""What the acts of a message take for themselves, so that it states nothing, and what stays stated beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chat.hear.advertised import shows_figures
from chat.hear.asking.named_amounts import names_amount
from chat.hear.asking.parts import Ask
from chat.hear.offering.vocabulary import vocabulary

_NAMES_PEOPLE = 6
"""So many letters behind a place say whose it is: 国内用户都."""
BESIDE_OFFER = frozenset(
    {
        "purpose",
        "buyer",
        "scale",
        "audience",
        "filing",
        "domain",
        "skill",
        "subject",
        "content",
        "data",
        "software",
        "term",
    }
)
"""What a message with an offer may still say of its asker, where it is not known yet."""


_EITHERS = ("audience", "term")
"""What sellers say as well: it is the asker's only where the asker comes in."""
_PRICED = frozenset({"purpose", "software", "scale", "concurrent", "rate", "storage", "traffic", "model"})
"""What a first message asks the price of is its load: 3000 人的论坛一个月多少钱."""
_AMOUNTS = ("storage", "traffic", "bandwidth", "ai", "drive")
"""What the amount a machine brings could be taken to say of the load, or of its demand, by purpose: 40G 硬盘够吗."""
_OF_THINGS = ("also", "software", "domain", "services", "machines")
"""What a thing one may need could be taken to say: 要买防护吗, 要装宝塔吗."""
APART = {"when": frozenset({"budget"})}
"""What an act is not about, so that it stays stated beside it: 30 一个月能搞定不."""


def states(found: Iterable[Ask], text: str, need: str, start: int, end: int, known: Mapping[str, Any]) -> Ask | None:
    """Return the act that takes words about a need for itself, so that they state nothing; None where they state it.

    Inside a question about the answer nothing is stated; is this enough takes only the machine; beside an offer only what the asker
    says of themselves, and only what is not known yet, is stated.
    """
    for one in found:
        if one.act == "offer":
            taken = need not in BESIDE_OFFER or _is_known(need, known) or _is_sellers(text, need, start, end)
        else:
            apart = APART.get(one.act, frozenset()) | (_PRICED if one.act == "cost" and not known else frozenset())
            own = one.speaks_of(start, end, text) or _names_thing(one, need, start, end)
            taken = need not in apart and own
        if taken:
            return one
    return None


def _is_compared(one: Ask, need: str, start: int, end: int) -> bool:
    """Tell whether an amount is a size set against another, and nothing that is kept: 1g 和 2g 内存差别大么, would 1gb not do."""
    return one.act in ("compare", "why-not") and need == "storage" and any(start < e and s < end for s, e in one.places)


def _names_thing(one: Ask, need: str, start: int, end: int) -> bool:
    """Tell whether words name what is asked about: an amount, a size set against another, a thing one may need."""
    measured = names_amount(one) and need in _AMOUNTS and one.start <= start < one.end
    return measured or _is_compared(one, need, start, end) or _is_wanted(one, need, start, end)


def _is_wanted(one: Ask, need: str, start: int, end: int) -> bool:
    """Tell whether words name the thing of which it is asked whether one needs it, so that they say nothing of the case."""
    inside = any(start < e and s < end for s, e in one.places)
    return "needed" in one.fields and need in _OF_THINGS and inside


def _is_sellers(text: str, need: str, start: int, end: int) -> bool:
    """Tell whether some words beside an offer are the seller's: figures, praise and terms, a bare place."""
    first = max(text.rfind(mark, 0, start) for mark in "，。？") + 1
    end = start + len(text[start:end].rstrip("，。？ "))
    asker = vocabulary().asker
    if need in _EITHERS and not asker.search(text, first, min(end + _NAMES_PEOPLE, _clause_end(text, end))):
        return True
    spoken = [m.start() for m in asker.finditer(text, first, start)]
    # 年付 99 我想搭个博客: from where the asker comes in it is theirs.
    first = spoken[-1] if spoken else first
    return _beside_figures(text, first, end) or _is_praise(text, first, end)


def _is_praise(text: str, first: int, end: int) -> bool:
    """Tell whether words praise what is sold, or go on in a row where the words before them do."""
    words, until = vocabulary(), _clause_end(text, end)
    if words.praise.search(text, first, end):
        return text[until : until + 1] != "？" or words.asker.search(text, end, until) is not None
    while first > 0 and text[first - 1] == "，" and not words.asker.search(text, first, until):
        until = first - 1
        first = max(text.rfind(mark, 0, until) for mark in "，。？") + 1
        if words.praise.search(text, first, until):
            return True
    return False


def _clause_end(text: str, end: int) -> int:
    return min((at for mark in "，。？" if (at := text.find(mark, end)) >= 0), default=len(text))


def _beside_figures(text: str, first: int, end: int) -> bool:
    """Tell whether a clause, from a place on to behind some words, holds a machine's size or a price."""
    return shows_figures(text, first, _clause_end(text, end))


def _is_known(need: str, known: Mapping[str, Any]) -> bool:
    """Tell whether a need is known, a program also where its purpose is: what the offer is for is then said again."""
    return need in known or (need == "software" and "purpose" in known)
