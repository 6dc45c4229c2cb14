"""The pass for numbers that only change one that is known: which need they are of, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from math import isclose
from typing import NamedTuple

from chat.hear.changes import Change, changes, factor, of_what
from chat.hear.claims import Claim
from chat.hear.clauses import Mood
from chat.hear.message import Message
from chat.hear.numbers import Number
from chat.hear.quantities import Quantity
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
    for change in changes(message.line.text):
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


def _changed(message: Message, change: Change) -> Message:
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


def _instead(message: Message, change: Change, numbers: Set[str]) -> Claim | None:
    """Return the need whose number another takes the place of: the one known to be the old number, else the one spoken of."""
    known, new = message.state.needs, _sized(message, change.new)[1]
    spoken_of = [n for n in _known(message) if n in numbers]
    if change.old is None:
        asked = [message.state.ask] if message.state.ask in numbers else []
        need = next((n for n in (*asked, *spoken_of) if n), None)
        return _claim(need, new, Scale(1.0), change.new) if need else None
    old = _sized(message, change.old)[1]
    # What is known as it was said comes before what comes to it at some rate.
    scales = [(need, Scale(1.0)) for need in spoken_of] + [(need, one) for need in spoken_of for one in _scales(need)]
    met = next(((n, one) for n, one in scales if isclose(old * one.factor, float(known[n]), rel_tol=_SAME)), None)
    if met is None and message.state.ask and message.state.ask in numbers:
        met = (message.state.ask, Scale(1.0))
    return _claim(met[0], new, met[1], change.new) if met else None


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


def _added(message: Message, change: Change, numbers: Set[str]) -> Claim | None:
    """Return the need to whose number another is added, or from which it is taken."""
    known, new = message.state.needs, change.new
    may = [n for n in _known(message) if n in numbers]
    if any(q.start == new.start and (q.per or 0) >= MONTH for q in message.quantities):
        may.sort(key=lambda need: need != "budget")  # 50 more a month
    heard = next((c for c in message.claims if c.need in may and c.start < new.end and new.start < c.end), None)
    named = of_what(message.line.text[slice(*_clause(message, new.start))])
    need = heard.need if heard else named if named in may else next(iter(may), None)
    amount = float(heard.value) if heard else _sized(message, new)[1]
    after = float(known[need]) + _SIGN[change.kind] * amount if need else 0
    return _claim(need, after, Scale(1.0), new) if need and after > 0 else None


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
    known = message.state.needs
    both = claim.need in PEOPLE and known.get("scale") == known.get("concurrent")
    claims = [replace(claim, need=need) for need in (PEOPLE if both and claim.need in known else (claim.need,))]
    kept = [c for c in message.claims if c.need not in (*NUMERIC, *SIZED) or not _over(c, numbers)]
    unused = [span for span in message.load.unused if not any(n.start < span[1] and span[0] < n.end for n in numbers)]
    return replace(message, claims=(*kept, *claims), load=replace(message.load, unused=unused))
