"""What a number is worth once it is known what it counts: CNY a month, people, a size, a length of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from chat.hear.around import Side, around
from chat.hear.lexicon import load_lexicon
from chat.hear.numbers import Duration, Number
from chat.hear.numerals import vague
from knowledge import catalogue
from rules.price.spoken import MONTHS, Said

PAGES_A_VISIT = 3
DAYS_SEEN_A_MONTH = 10  # a monthly active user comes on about three days in thirty
SMALLEST_DAILY_CROWD = 100  # fewer people in a month are a circle, not a month's traffic
MOST_MONEY = 1e7
LEAST_MONEY = 0.5  # a few cents are what something costs, not what anybody has to spend
MOST_PEOPLE = 1e8
MOST_DAYS_OF_VISITS = 31
PAST_REACH = 24
_SAME_SPAN = 0.01
TERMS: Mapping[str, float] = {"short": 27.9, "months": 329.9}
"""The most days of each length of use; longer is long."""


class Amount(NamedTuple):
    """What one number says: need and value, with its place in the folded text; `told`: a sum in its own unit and currency."""

    need: str
    value: float | int | str
    start: int
    end: int
    best: bool = False
    each: bool = False
    told: Said | None = None


def size_of(value: float, bounds: Mapping[str, float], most: str) -> str:
    """Return the first size whose upper bound a value does not pass, `most` beyond all."""
    return next((name for name, bound in bounds.items() if value <= bound), most)


def months(days: float | None) -> float:
    """Return a period in months: a stated month or year counts as such, not by its days."""
    if days is None:
        return 1.0
    return round(days * 24 / 365) / 2 if days > 27 else days * 12 / 365


def currency(left: Side, right: Side) -> str | None:
    """Return the word for money beside a sum."""
    return right.word("currency") or left.word("currency")


def money(
    text: str,
    number: Number,
    left: Side,
    right: Side,
    rates: Mapping[str, float],
    unit: str | None,
    period: float | None,
) -> Amount | None:
    """Return a sum in `unit` (a word for money) as CNY a month; None when it is no sum anybody pays.

    `rates` gives CNY per currency code, `period` the days it is for if nothing nearer says.
    """
    value = number.value
    code = around().rates[unit] if unit else "CNY"
    if unit and right.word("currency"):
        # 一百块多: the vague word may follow the unit
        value = vague(value, text[text.find(unit, number.end) + len(unit) :][:1])
    span = months(right.days or left.days or period)
    amount = round(value * rates.get(code, 1.0) / span, 2)
    if amount > MOST_MONEY or 0 < amount < LEAST_MONEY:
        return None
    each = bool(left.first("each") or right.first("each"))
    told = _told(value, code, rates.get(code, 1.0), span)
    return Amount("budget", _whole(amount), left.reach, right.reach, each=each, told=told)


def _told(value: float, code: str, rate: float, span: float) -> Said | None:
    """Return a sum as it was said, in yuan where the currency has no dated rate; None for a span without a name."""
    per = next((name for name, length in MONTHS.items() if abs(length - span) < _SAME_SPAN * length), None)
    if per is None:
        return None
    return Said(value, code, per) if code in catalogue.money()["rates"] else Said(round(value * rate, 2), "CNY", per)


def shared(found: list[Amount]) -> list[Amount]:
    """Return the amounts with a sum that each of some people pays multiplied by their number."""
    people = next((float(a.value) for a in found if a.need == "scale"), 1.0)
    return [_times(a, people) if a.each else a for a in found]


def _times(one: Amount, people: float) -> Amount:
    told = replace(one.told, amount=one.told.amount * people) if one.told else None
    return one._replace(value=_whole(float(one.value) * people), told=told)


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 2)


def people(number: Number, left: Side, right: Side, bare_one: bool, at_work: bool) -> Amount | None:
    """Return a count as people a day or at once; None when it counts who they are rather than who will use it.

    `bare_one`: 1 is an answer here, not an article. `at_work`: it is for something that staff use.
    """
    if _is_staff(left, right) and not _is_served(left, right, at_work):
        return None
    if number.value <= 1 and not bare_one and not left.first("people"):
        return None
    found = _visitors(number, left, right)
    marks = load_lexicon().words["counted_best"]
    best = any(_holds(word, mark) for word in _words(left, right) for mark in marks)
    return Amount("scale", found, left.reach, right.reach, best) if found <= MOST_PEOPLE else None


def _visitors(number: Number, left: Side, right: Side) -> int:
    """Return a count as people a day: whoever speaks comes on top, views are several a visit."""
    value = number.value + (1 if left.first("me_and") else 0)
    views = load_lexicon().words["view_words"]
    if any(view in word for word in _words(left, right) for view in views):
        value /= PAGES_A_VISIT
    return max(1, round(value / _visit_days(number.value, left, right)))


def _is_staff(left: Side, right: Side) -> bool:
    """Tell whether a count is of those who work there."""
    return bool(right.first("team", "staff") or left.first("team"))


def _is_served(left: Side, right: Side, at_work: bool) -> bool:
    """Tell whether a count is of those who will use it, whoever they are."""
    if at_work and right.first("staff") and not left.first("team"):
        return True
    return bool(right.first("using") or left.first("people", "serving") or ("we" in left.nearest and not right.words))


def _holds(word: str, mark: str) -> bool:
    """Tell whether a word is a mark, or holds one of more than a letter."""
    return mark == word or (len(mark) > 1 and mark in word)


def _words(*sides: Side) -> Iterator[str]:
    return (word for side in sides for word, _ in side.words)


def _visit_days(count: float, left: Side, right: Side) -> float:
    """Return how many days' visitors a count spans: contract scale is per day."""
    if any(word in load_lexicon().words["monthly_active"] for word in _words(left, right)):
        return DAYS_SEEN_A_MONTH
    days = right.days or left.days or 1.0
    return days if days > 1 and count >= SMALLEST_DAILY_CROWD else 1.0


def programs(number: Number, right: Side, bare_one: bool) -> Amount | None:
    """Return a count of programs as the size of the need `services`."""
    if number.value < 2 and not bare_one:
        return None
    return Amount("services", size_of(number.value, {"one": 1, "few": 10}, "many"), number.start, right.reach)


def model(number: Number, right: Side) -> Amount:
    """Return a model's billions of parameters as how demanding it is."""
    return Amount("ai", size_of(number.value, {"light": 10, "medium": 59}, "heavy"), number.start, right.reach)


def storage(number: Number, right: Side) -> Amount | None:
    """Return a drive's size as how demanding it is; None when the number names no unit."""
    unit = right.word("storage")
    if unit is None:
        return None
    gigabytes = number.value * around().gigabytes[unit]
    size = size_of(gigabytes, {"light": 50, "medium": 500}, "heavy")
    return Amount("drive", size, number.start, number.end + len(unit))


def time(text: str, said: Duration, left: Side, right: Side, ask: str | None) -> Amount | None:
    """Return a length of time as the launch or as how long the server is needed; None when it is over."""
    patterns = load_lexicon().patterns
    before = text[max(0, said.start - PAST_REACH) : said.start]
    if patterns["past"].search(before) or patterns["expiring"].match(text[right.reach :]):
        return None
    if said.days <= 1 and text[said.start] in "一每" and ask not in ("term", "launch"):
        return None  # 一天跑 4 小时: how often, not how long
    nearest = right.telling() | left.telling()
    if "launch" in nearest or ask == "launch":
        return Amount("launch", size_of(said.days, {"now": 10, "month": 45}, "later"), left.reach, right.reach)
    if "term" in nearest or ask == "term":
        return Amount("term", size_of(said.days, TERMS, "long"), left.reach, right.reach)
    return None
