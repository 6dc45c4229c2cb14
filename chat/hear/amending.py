"""The pass for numbers that only change one that is known: which need they are of, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from math import isclose
from typing import NamedTuple

from chat.hear.changes import Revision, changes, factor, of_what
from chat.hear.claims import Claim
from chat.hear.message import Message
from chat.hear.moods import Mood
from chat.hear.numbers import Number
from chat.hear.quantities import Quantity
from chat.hear.stated import outside
from chat.hear.units import units
from knowledge import catalogue
from rules.price.spoken import MONTHS, Said

PEOPLE = ("scale", "concurrent")
NEEDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("people", "devices", "seats", "mailboxes", "streams"), PEOPLE),
    "money": ("budget",),
    "bytes": ("storage", "traffic"),
    "m": ("bandwidth", "storage"),
    "bandwidth": ("bandwidth",),
    "rate": ("rate",),
    "hours": ("hours",),
    "parameters": ("model",),
    "machines": ("machines",),
}
"""What a unit may be the number of."""
NUMERIC = ("budget", *PEOPLE, "storage", "traffic", "bandwidth", "rate", "hours", "model", "machines")
SIZED = ("ai", "drive")
"""What a number says of how demanding a model or a drive is."""
ANY = frozenset(("", "bare", "things"))
"""Units of numbers that may be of any need."""
WHOLE = frozenset((*PEOPLE, "machines"))
BILLED = ("month", "quarter", "half-year", "year", "two-years", "three-years")
MONTH = 28
TERABYTE = 1000.0
_SAME = 1e-3
_SIGN = {"plus": 1, "minus": -1}


class Scale(NamedTuple):
    """What one of a number as it was said is in the unit of its need; `currency` and `per` of money."""

    factor: float
    currency: str = ""
    per: str = ""


def amended(message: Message) -> Message:
    """Return the message with the claims that change a number known, in place of those that take it for a new one."""
    if not list(_known(message)) and message.state.ask not in NUMERIC:
        return message
    ends = {quantity.start: quantity.end for quantity in message.quantities if quantity.unit in NEEDS}
    for change in changes(message.line.text, ends):
        message = _changed(message, change)
    for clause in message.clauses:
        times = factor(message.line.text[clause.start : clause.end]) if clause.mood is Mood.STATES else None
        if times is not None:
            message = _multiplied(message, times, clause.start, clause.end)
    return message


def _known(message: Message) -> Iterator[str]:
    """Yield the needs known by a number, the one asked about and the last said first."""
    needs, ask = message.state.needs, message.state.ask
    numeric = [n for n in reversed([*needs]) if n in NUMERIC and isinstance(needs[n], (int, float))]
    return iter(sorted(numeric, key=lambda need: need != ask))


def _changed(message: Message, change: Revision) -> Message:
    """Return the message with one change made, where it is known of what."""
    units_said = {_sized(message, n)[0] for n in change.said} - ANY
    numbers = {n for unit in units_said for n in NEEDS.get(unit, ())} if units_said else frozenset(NUMERIC)
    made = _instead if change.kind == "instead" else _added
    claim = made(message, change, numbers)
    return _put(message, claim, change.said) if claim else message


def _sized(message: Message, number: Number) -> tuple[str, float]:
    """Return the unit of a number, "" for none, and how many of it."""
    quantity = next((q for q in message.quantities if q.start == number.start and not _is_bare(q)), None)
    if quantity:
        return quantity.unit, number.value if quantity.unit == "money" else quantity.high
    if message.line.text.startswith("台", number.end) and "machines" in message.state.needs:
        return "machines", number.value
    read, table = units()
    unit = read.match(message.line.text, number.end)
    return (table[unit[1]].kind, number.value * table[unit[1]].factor) if unit else ("", number.value)


def _is_bare(quantity: Quantity) -> bool:
    """Tell whether nothing says what a quantity counts, though it was taken for the likeliest, a sum."""
    return quantity.unit in ANY or (
        quantity.unit == "money"
        and quantity.end == quantity.number_end
        and quantity.per is None
        and quantity.left.rstrip()[-1:] not in ("¥", "$", "€", "£")
    )


def _instead(message: Message, change: Revision, numbers: Set[str]) -> Claim | None:
    """Return the need whose number another takes the place of: the one known to be the old number, else the one spoken of."""
    asked = [n for n in (message.state.ask,) if n and n in numbers]
    spoken_of = [n for n in _known(message) if n in numbers]
    new = _sized(message, change.new)[1]
    if change.old is None:
        return _anew(message, change.new, new, asked, spoken_of)
    met = _met(message, spoken_of, _sized(message, change.old)[1])
    met = met or next(((need, Scale(1.0)) for need in asked), None)
    return (_in_its_own(message, met[0], change.new) or _claim(met[0], new, met[1], change.new)) if met else None


def _anew(message: Message, number: Number, new: float, asked: list[str], spoken_of: list[str]) -> Claim | None:
    """Return the need that a number alone is of; none where it is what is known: 不对，3 万是注册用户 says that it is not right."""
    need = None if _met(message, spoken_of, new) else next(iter((*asked, *spoken_of)), None)
    return _claim(need, new, Scale(1.0), number) if need else None


def _in_its_own(message: Message, need: str, number: Number) -> Claim | None:
    """Return what a sum says that names its own currency: 50 USD 不是 50 RMB."""
    heard = (c for c in message.claims if c.need == need and c.told and c.told.currency)
    return next((c for c in heard if _over(c, [number])), None)


def _met(message: Message, needs: list[str], old: float) -> tuple[str, Scale] | None:
    """Return the need known to be an old number, and what it was said in: as it is known before what comes to it at some rate."""
    scales = [(need, Scale(1.0)) for need in needs] + [(need, one) for need in needs for one in _scales(need)]
    known = message.state.needs
    return next(((n, one) for n, one in scales if isclose(old * one.factor, float(known[n]), rel_tol=_SAME)), None)


def _scales(need: str) -> list[Scale]:
    """Return what a number may have been said in."""
    if need == "budget":
        rates = catalogue.money()["rates"]
        return [Scale(float(row["cny"]) / MONTHS[per], code, per) for per in BILLED for code, row in rates.items()]
    return [Scale(TERABYTE)] if need in ("storage", "traffic") else []


def _claim(need: str, value: float, scale: Scale, number: Number) -> Claim:
    told = Said(value, scale.currency, scale.per) if scale.currency else None
    return Claim(need, _round(need, value * scale.factor), number.start, number.end, told=told)


def _round(need: str, value: float) -> float | int:
    value = max(1, round(value)) if need in WHOLE else round(value, 2)
    return int(value) if value == int(value) else value


def _added(message: Message, change: Revision, numbers: Set[str]) -> Claim | None:
    """Return the need to whose number another is added, or from which it is taken."""
    may = [n for n in _known(message) if n in numbers]
    heard = next((c for c in message.claims if c.need in may and _over(c, [change.new])), None)
    need = heard.need if heard else _of_which(message, change.new, may)
    if need is None:
        return None
    amount = float(heard.value) if heard else _sized(message, change.new)[1]
    after = float(message.state.needs[need]) + _SIGN[change.kind] * amount
    return _claim(need, after, Scale(1.0), change.new) if after > 0 else None


def _of_which(message: Message, number: Number, may: list[str]) -> str | None:
    """Return the need that a number is more of: one its clause names, a sum over a month or more, else the one last said."""
    named = of_what(message.line.text[slice(*_clause(message, number.start))])
    if named in may:
        return named
    paid = any(q.start == number.start and (q.per or 0) >= MONTH for q in message.quantities)
    return "budget" if paid and "budget" in may else next(iter(may), None)


def _clause(message: Message, at: int) -> tuple[int, int]:
    return next(((c.start, c.end) for c in message.clauses if c.start <= at < c.end), (0, len(message.line.text)))


def _multiplied(message: Message, times: float, start: int, end: int) -> Message:
    """Return the message with a number known multiplied by what a clause says."""
    need = of_what(message.line.text[start:end]) or next(_known(message), None)
    before = message.state.needs.get(need or "")
    if need is None or not isinstance(before, (int, float)):
        return message
    whole = Number(times, start, end)
    claims = tuple(c for c in message.claims if not (c.need == "load" and _over(c, [whole])))
    return _put(replace(message, claims=claims), _claim(need, before * times, Scale(1.0), whole), (whole,))


def _over(claim: Claim, numbers: Iterable[Number]) -> bool:
    return any(n.start < claim.end and claim.start < n.end for n in numbers)


def _put(message: Message, claim: Claim, numbers: tuple[Number, ...]) -> Message:
    """Return the message with a claim instead of all that its numbers said, and with none of them said back."""
    kept = [c for c in message.claims if c.need not in (*NUMERIC, *SIZED) or not _over(c, numbers)]
    claims = [replace(claim, need=need) for need in _alike(message, claim.need)]
    unused = message.load.unused
    for number in numbers:
        unused = outside(unused, number.start, number.end)
    return replace(message, claims=(*kept, *claims), load=replace(message.load, unused=unused))


def _alike(message: Message, need: str) -> tuple[str, ...]:
    """Return the needs that a number is of: where those at once were all that were counted, both change."""
    known = message.state.needs
    both = need in PEOPLE and need in known and known.get("scale") == known.get("concurrent")
    return PEOPLE if both else (need,)
