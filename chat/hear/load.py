"""What quantities and things mean for the contract's needs: each goes to one need, or is said back as not used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chat.hear import headcount, in_use, measured, named
from chat.hear.by_noun import ARTICLES
from chat.hear.claims import Claim
from chat.hear.lexicon import load_lexicon
from chat.hear.moods import Clause
from chat.hear.normal import Line
from chat.hear.quantities import NAMES, Quantity
from chat.hear.spans import overlap
from chat.hear.stated import FIRM, OTHERS, Load, Stated
from chat.hear.things import Thing
from chat.hear.units import language, pattern
from chat.hear.unknown import unknown_programs
from chat.hear.worth import TERMS, size_of

__all__ = ["Load", "joined", "load_heard", "taken"]

LEARNING = "learning"
CARRIES: Mapping[str, tuple[str, ...]] = {"relay": ("desktop", "drive", "media", "iot")}
"""What runs elsewhere and is only passed on: the desktop at home."""
_BESIDE_A_SUM = 12
_ABOUT = ("", "大概", "大约", "左右", "就", "about", "for", "for about", "only")
_SUBJECT = re.compile("[\u3400-\u9fff]{1,4}$")
_ONE = ("一", "a ", "one", "1", "每")


def load_heard(
    line: Line,
    clauses: Iterable[Clause],
    things: Iterable[Thing],
    quantities: Iterable[Quantity],
    known: Mapping[str, Any],
    phrases: Iterable[Claim] = (),
    amounts: Iterable[Claim] = (),
) -> Load:
    """Return what things and quantities say of the needs, the surest first; what is left is not used.

    `known`: needs said before; `phrases`: claims that phrases make; `amounts`: claims that other readers make of numbers about money,
    people and time, those that `taken` leaves. Only clauses that state, or ask whether it is enough, are heard.
    """
    told = Stated(line, clauses, things, quantities, known, phrases, amounts)
    named.programs(told)
    named.ends(told)
    named.called(told)
    named.vendors(told)
    named.servers(told)
    in_use.hours(told)
    measured.named_machine(told)
    measured.cards(told)
    measured.reports(told)
    measured.alone(told)
    measured.shared(told)
    headcount.people(told)
    measured.each(told)
    measured.summed(told)
    measured.reach(told)
    own = named.homes(told)
    crowds = named.crowded(told, own)
    told.load.phrases = [c for c in told.phrases if named.stands(told, c, own, crowds)]
    named.audience(told, crowds)
    _leave(told)
    return told.load


def taken(claim: Claim, quantities: Iterable[Quantity]) -> str:
    """Return why what another reader made of a number does not stand: its unit says otherwise; "" where it stands."""
    over = [q for q in quantities if overlap(claim, q) and q.unit != "days"]
    if claim.need not in OTHERS or not over or any(q.unit not in FIRM for q in over):
        return ""
    if claim.need == "scale" and any(q.unit == "people" for q in over):
        return ""
    return f"a number of {over[0].unit}"


def joined(said: list[Claim], load: Load, known: Mapping[str, Any]) -> list[Claim]:
    """Join the purposes that phrases say with those of the programs named, the one that decides first."""
    own = load.purpose
    if own is None or known.get("purpose") not in (None, "unsure"):
        return said
    firm = [c for c in said if not c.weak]
    beside = own.value == "data"  # a database mostly stands behind something
    if beside and load.beside_code and not firm:
        return said
    practice = next((c for c in firm if c.value == LEARNING), None)
    if practice and own.value in load_lexicon().words["practised"]:
        # What runs is what is learnt: Spring Cloud for practice is no app of anybody's.
        return [practice, *(c for c in firm if c is not practice)]
    first = firm[0] if beside and firm else own
    told = (first.value, *CARRIES.get(str(first.value), ()))
    rest = {c.value: c for c in (*load.purposes, *firm) if c.value not in told}
    return [first, *rest.values()]


def _leave(told: Stated) -> None:
    """Collect what nobody took, a length of time that stands alone as the term."""
    claims = [*told.amounts, *told.phrases]
    unused = told.load.unused
    for quantity in told.said:
        if _is_taken(told, quantity, claims):
            continue
        if _is_term(told, quantity):
            told.claim("term", size_of(quantity.high, TERMS, "long"), quantity)
        elif not _is_period(told, quantity, claims):
            unused.append((_begins(told, quantity), quantity.end))
    often = [m for m in re.finditer(language()["often"], told.text) if m.start() not in told.often]
    unused += [m.span() for m in often if told.stands(m.start())]
    unused += [span for span in unknown_programs(told.line, told.things) if told.stands(span[0])]
    unused[:] = sorted(s for s in unused if not any(f.start < s[1] and s[0] < f.end for f in told.formats))


def _is_taken(told: Stated, quantity: Quantity, claims: Iterable[Claim]) -> bool:
    """Tell whether a need took a quantity, here or in another reader, or it carries no load."""
    if quantity in told.used or quantity.unit in NAMES or told.typed(quantity) == "几":
        return True
    return quantity.unit not in FIRM and any(c.need in OTHERS and overlap(c, quantity) for c in claims)


def _begins(told: Stated, quantity: Quantity) -> int:
    """Return where the words of a quantity begin that is to be said back: 留一年, 注册会员 12 万."""
    before = told.text[: quantity.start]
    kept = pattern("signs", "kept_for").search(before) if quantity.unit == "days" else None
    bare = (quantity.end == quantity.number_end and quantity.unit == "people") or quantity.unit == "bytes"
    said = _SUBJECT.search(quantity.left) if bare else None
    if kept:
        return kept.start()
    return quantity.start - len(said.group()) if said and before.endswith(said.group()) else quantity.start


def _is_term(told: Stated, quantity: Quantity) -> bool:
    """Tell whether a clause says nothing but a length of time, whatever words say of it: 用完就删，大概两个月; "2 weeks" between commas."""
    if quantity.unit != "days" or quantity.high <= 1 or any(c.need == "term" for c in told.amounts):
        return False
    low, high = told.clause(quantity.start)
    beside = told.text[low : quantity.start] + told.text[quantity.end : high]
    return beside.strip(" ，。？~") in _ABOUT


def _is_period(told: Stated, quantity: Quantity, claims: Iterable[Claim]) -> bool:
    """Tell whether a quantity only says over what time another is counted, or is no amount at all: 一天, 一年 beside a sum."""
    typed = told.typed(quantity)
    if typed in ARTICLES and quantity.unit in ("people", "things", "records"):
        return True
    if quantity.unit == "bare":
        return not typed[:1].isdigit() or quantity.high < 2
    if quantity.unit != "days" or pattern("signs", "kept_for").search(told.text[: quantity.start]):
        return False
    paid = [c for c in claims if c.need == "budget"]
    near = any(min(abs(c.start - quantity.end), abs(quantity.start - c.end)) < _BESIDE_A_SUM for c in paid)
    return near or typed.startswith(_ONE)
