"""How many machines of a size are named: 3 台 2c4g, 2c4g×3, two 8 GB boxes, 一主两从."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chat.hear.denial import is_negated
from chat.hear.machine import Told
from chat.hear.numbers import Number, numbers
from chat.hear.numerals import parse_han
from chat.hear.stated import Stated, outside
from rules.advice.named_machine import Named

MOST_MACHINES, MOST_GIB_OF_A_BOX = 999, 64
_KINDS = "box(?:es)?|servers?|vps(?:es)?|instances?|machines?|nodes?|droplets?|vms?|hosts?"
_BEFORE = re.compile(r" ?(?:[台个只套]|x|×|\*|of|identical|identical ones,?|small|cheap)?(?:的)? ?")
_BETWEEN = re.compile(
    r"(?:的)?(?:机器|服务器|云服务器|主机)?[，, ]*(?:我?要|来|买|开|租|上|先|一共|总共|共|得|需要|准备|打算|x|×|\*| )*"
)
_BEHIND = re.compile(rf"[台个套]|(?: ?(?:{_KINDS}))(?![a-z])")
_BOX = re.compile(rf"[ -]?(?:gb|gib|g|gig) (?:ram )?(?:{_KINDS})(?![a-z])")
_EACH = re.compile(r"(?:each|apiece|per (?:box|server|node|machine))(?![a-z])|(?:每[台个]|单台|各)")
_CLUSTER = re.compile(r"([一两二三四五\d])主([一两二三四五六\d]{1,2})[从备]")


def several(told: Stated, found: Told | None) -> Told | None:
    """Claim how many machines of the one named, or of a memory that boxes or each of them have; return the machine."""
    if found is None:
        found = told.load.spec = _box(told) or _each(told)
    if found is None:
        return None
    told.used.update(q for q in told.said if found.start <= q.start < found.end)
    told.load.unused = outside(told.load.unused, found.start, found.end)
    count = next((n for n in _counts(told.text, found) if _is_meant(told, n)), None)
    cluster = _CLUSTER.search(told.text)
    if count:
        _claim(told, count.value, count.start, count.end)
    elif cluster and told.stands(cluster.start()):
        _claim(told, sum(_numeral(n) for n in cluster.groups()), *cluster.span())
    return found


def _is_meant(told: Stated, number: Number) -> bool:
    counts_people = any(q.start == number.start and q.unit == "people" for q in told.said)
    denied = is_negated(told.text, number.start, number.end)
    return told.stands(number.start) and not denied and not counts_people


def _numeral(said: str) -> float:
    return float(said) if said.isdigit() else float(parse_han(said) or 0)


def _claim(told: Stated, many: float, start: int, end: int) -> None:
    told.used.update(q for q in told.said if start <= q.start < end)
    told.load.claims = [c for c in told.load.claims if c.need != "machines"]
    told.add("machines", many, start, end)


def _counts(text: str, found: Told) -> Iterator[Number]:
    """Yield the whole numbers that count the machine named, before it or behind."""
    for number in numbers(text):
        if 1 < number.value <= MOST_MACHINES and number.value == int(number.value) and _is_count(text, found, number):
            yield number


def _is_count(text: str, found: Told, number: Number) -> bool:
    if number.end <= found.start:
        return _BEFORE.fullmatch(text, number.end, found.start) is not None
    between = text[found.end : number.start]
    if number.start < found.end or not _BETWEEN.fullmatch(between):
        return False
    return not between or between.strip(" ").endswith(("x", "×", "*")) or bool(_BEHIND.match(text, number.end))


def _box(told: Stated) -> Told | None:
    """Return the machine of which only the memory is said before its name: two 8 GB boxes."""
    for quantity in told.said:
        if (
            quantity.unit == "bytes"
            and 1 <= quantity.high <= MOST_GIB_OF_A_BOX
            and _BOX.match(told.text, quantity.number_end)
        ):
            return Told(Named(None, int(quantity.high)), quantity.start, quantity.end)
    return None


def _each(told: Stated) -> Told | None:
    """Return the machine of which each has so much memory: 4 boxes with 16 GB each."""
    fleet = next((q for q in told.said if q.unit == "machines" and q.high > 1), None)
    for quantity in told.said if fleet else ():
        own = quantity.unit == "bytes" and 1 <= quantity.high <= MOST_GIB_OF_A_BOX
        if own and (_EACH.match(quantity.right.lstrip(" ")) or _EACH.search(quantity.left[-6:])):
            return Told(Named(None, int(quantity.high)), quantity.start, quantity.end)
    return None
