"""How many people, devices or seats a text counts, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chat.hear import crowd
from chat.hear.claims import Claim
from chat.hear.denial import is_negated
from chat.hear.lexicon import load_lexicon
from chat.hear.quantities import Quantity
from chat.hear.stated import COUNTED, Stated
from chat.hear.things import Thing
from chat.hear.units import pattern
from knowledge.purposes import purposes

_SHARED = frozenset(("drive", "meeting", "mail", "relay"))
"""What a company has for its own people: all of them use it."""
_MAYBE_PEOPLE = frozenset(("bare", "things", "money"))
_PIECES = re.compile("台[\u3400-\u9fff]{0,4}$")
_OF_THEM = re.compile("(?:of them|of these|of those)$")
_AND = re.compile(" (?:and|plus) |(?:和|加|跟|、)")


def people(told: Stated) -> None:
    """Hear how many people, devices or seats, as the purpose counts them."""
    found = crowd.crowd(_meant(list(_counts(told))), told.purpose, _is_inside(told), several=len(told.programs) > 1)
    if found.scale is not None and not _is_part(told, found):
        told.claim("scale", found.scale, *found.used)
    if found.concurrent is not None:
        told.claim("concurrent", found.concurrent, *found.used)
    if any(q.unit in COUNTED for q in told.said):
        told.load.settles.add("scale")


def _meant(counts: list[crowd.Count]) -> list[crowd.Count]:
    """Return the counts without those at which it fails today, where others say for how many it is."""
    fails = pattern("signs", "fails_at")
    lasting = [one for one in counts if not fails.search(one.quantity.left)]
    return lasting or counts


def _counts(told: Stated) -> Iterator[crowd.Count]:
    """Yield each count of people that nothing else took: one of a unit of people, or one that the reader of counts knows."""
    for quantity in _families(told, [_apiece(told, q) for q in told.said]):
        read = _read(told, quantity) if quantity in told.said else None
        counted = quantity.unit in COUNTED and not is_negated(told.text, quantity.start, quantity.end)
        if quantity not in told.used and (read or counted):
            value = float(read.value) if read else None
            yield crowd.count(quantity, value, told.text[: quantity.start], not (read and read.weak))


def _is_inside(told: Stated) -> bool:
    """Tell whether the people are those it is run by: a team's own thing, said to be for work, or private."""
    at_work = load_lexicon().patterns["at_work"].search(told.text)
    return _for_a_team(told) or bool(at_work or pattern("signs", "private").search(told.text))


def _for_a_team(told: Stated) -> bool:
    """Tell whether it is for a team itself, by its purpose or its programs."""
    row = purposes().get(told.purpose or "")
    own = row is not None and (row.team or (told.purpose in _SHARED and _is_companys(told)))
    return own or any(t.says.get("unit") == "users" or _is_tool(t) for t in told.programs)


def _is_companys(told: Stated) -> bool:
    return any(c.need == "buyer" and c.value == "company" and not c.negated for c in told.phrases)


def _is_part(told: Stated, found: crowd.Crowd) -> bool:
    """Tell whether those at once are only some of the visitors a day known: 200 at eight says nothing of the 600."""
    before = told.known.get("scale")
    at_once = (
        crowd.scale_of(told.purpose) == crowd.DAILY and found.scale is not None and found.scale == found.concurrent
    )
    return at_once and isinstance(before, (int, float)) and (found.scale or 0) <= before


def _families(told: Stated, found: list[Quantity]) -> list[Quantity]:
    """Return quantities with people who are counted apart as one: two adults and three kids."""
    out: list[Quantity] = []
    for one in found:
        last = out[-1] if out else None
        pair = last is not None and last.unit == one.unit == "people" and not _read_apart(told, last, one)
        if last and pair and _AND.fullmatch(told.text, last.end, one.start):
            told.used.update((last, one))
            out[-1] = replace(last, end=one.end, high=last.high + one.high)
        else:
            out.append(one)
    return out


def _read_apart(told: Stated, one: Quantity, other: Quantity) -> bool:
    """Tell whether two counts are of different kinds: 300 doctors and 40 at once."""
    kinds = {crowd.count(q, None, "").kind for q in (one, other)}
    return len(kinds) > 1 or crowd.is_traffic(one) or crowd.is_traffic(other)


def _apiece(told: Stated, quantity: Quantity) -> Quantity:
    """Return pieces, and what reports and is only spoken of, as what the program connects: 同时最多连 5 台, 两台工控机."""
    connects = crowd.scale_of(told.purpose) == crowd.TOGETHER
    pieces = connects and quantity.unit == "things" and _PIECES.search(quantity.text)
    spoken_of = told.purpose == "iot" and quantity.unit == "people" and _OF_THEM.search(quantity.text.lower())
    if not pieces and not spoken_of:
        return quantity
    told.used.add(quantity)
    return replace(quantity, unit="devices")


def _is_tool(program: Thing) -> bool:
    """Tell whether a program is for the team itself, though its people are not what it is sized by: Sentry, Jenkins."""
    return program.says.get("unit") == "none" and program.says.get("purpose") in ("app", "ci", "drive", "data")


def _read(told: Stated, quantity: Quantity) -> Claim | None:
    """Return what the reader of counts made of a quantity of people; weak where it took another count for the one meant."""
    if quantity.unit not in COUNTED and quantity.unit not in _MAYBE_PEOPLE:
        return None
    counts = (c for c in told.amounts if c.need == "scale")
    return next((c for c in counts if c.start < quantity.end and quantity.start < c.end), None)
