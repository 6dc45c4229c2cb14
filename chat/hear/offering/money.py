"""What an offer costs: each sum with its currency and how long it is for, the price apart from the renewal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chat.hear.offering.vocabulary import vocabulary

_NUMBER = re.compile(r"(?:(?<![\d.a-z])|(?<=(?<![a-z])(?:eur|usd|rmb|cny|gbp|hkd)))\d{1,7}(?:\.\d{1,4})?(?![\d]|\.\d)")
_JOINT = re.compile(
    r"[ /每:：,，约~是为要只仅才就价共总付卖]{0,4}(?:only |just |for |at |costs? |价格|一共|总共|总价|合计|1共|每|per |a |an |the |is )?(?:\d{1,2}(?:\.\d)? ?折 ?)?[ :：约]{0,2}"
)
_BEHIND = re.compile(
    r" ?(?:for |for the |in the |a |an |per |the |/|\\| \| |every |billed |paid |首|每|= ?)? ?(?:the )?"
)
_PER_UNIT = re.compile(r" ?(?:元|块|刀)?(?:/|每|per ) ?(?:gb?|tb?|mbps|ip|vcpu|core|g流量|个)(?![a-z])")
_NOT_MONEY = re.compile(
    r" ?(?:%|折|x(?![a-z])|核|g|gb|gib|m|mb|mbps|mbit|gbps|t|tb|兆|vcpus?|v?cores?|c\d|c(?![a-z])|h\d|台|个|ports?|threads?|次|ghz|hz|人|ip|days?(?! ?[,.]?$)|口|线程|张|v?c(?![a-z]))(?![a-z])"
)
_DATE = re.compile("周年|月(?:到期|底|初|份|前|后|\\d|[之以开活])")
_LASTING = ("hour", "day", "week")
"""A bare number of these, with nothing between, says how long: 10 小时; months and years are prices too: 99 年."""
MOST_NUMBERS = 40
_LOOK = 14


@dataclass(frozen=True)
class Sum:
    """A sum of money: `currency` and `per` empty where not said; `renewal`: what it costs later."""

    value: float
    start: int
    end: int
    currency: str
    per: str
    renewal: bool


def sums(text: str) -> list[Sum]:
    """Return the sums of a folded text that may be prices, in order."""
    return list(_sums(text))


def _sums(text: str) -> Iterator[Sum]:
    for m in islice(_NUMBER.finditer(text), MOST_NUMBERS):
        dated = vocabulary().period.match(text, m.start()) or _DATE.match(text, m.end())
        found = None if dated or _PER_UNIT.match(text, m.end()) else _sum(text, m)
        if found:
            yield found


def _sum(text: str, m: re.Match[str]) -> Sum | None:
    """Return a number as a sum of money; None where nothing beside it makes it one."""
    start, end, currency = _currency(text, *m.span())
    per, reach = _behind(text, end)
    if not currency and (_NOT_MONEY.match(text, m.end()) or _is_span(per, text[end:reach])):
        return None
    led, begin = _ahead(text, start)
    led = "" if led and not currency and text[:start].rstrip()[-1:] in (",", "，") else led
    before, behind = text[max(0, begin - _LOOK) : begin], text[end : end + _LOOK]
    later = _later(text[max(0, start - _LOOK) : start], behind)
    if not any((currency, per, led, later)) or _aside(before, behind):
        return None
    later = later or _later(before, text[reach : reach + _LOOK])
    value, currency = (float(m.group()) / 100, "") if currency == "cents" else (float(m.group()), currency)
    return Sum(value, begin, reach, currency, per or led, later)


def _is_span(per: str, behind: str) -> bool:
    """Tell whether a number only says how long: 10 小时."""
    return per in _LASTING and behind.strip() in vocabulary().periods


def _later(before: str, behind: str) -> bool:
    """Tell whether a sum is what it costs later, by the words beside it."""
    return _ends_with(vocabulary().words["renewal"], before) or _resold(behind)


def _resold(behind: str) -> bool:
    """Tell whether a sum is what it costs later by the word behind it: 600 to renew, but not 69 in 首年69续费460."""
    rest = behind.lstrip(" ,，")
    if vocabulary().words["same_renewal"].match(rest):
        return False
    m = vocabulary().words["renewal_after"].match(rest)
    return bool(m and not rest[m.end() :].lstrip(" ¥$€:：")[:1].isdigit())


def _currency(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Return where a sum begins and ends with its currency before or behind it."""
    table, pattern = vocabulary().currencies, vocabulary().currency
    behind = pattern.match(text, end + (text[end : end + 1] == " "))
    lead = text[max(0, start - 4) : start].rstrip(" ")
    for length in (3, 2, 1):
        sign = lead[-length:]
        if (sign in table and not sign[0].isalpha()) or sign in ("us$", "hk$", "usd", "eur", "cny", "rmb"):
            at = start - (len(text[max(0, start - 4) : start]) - len(lead)) - length
            return at, end, table[sign]
    if behind and not (behind.group() == "u" and text[behind.end() : behind.end() + 1].isalnum()):
        return start, behind.end(), table[behind.group()]
    return start, end, ""


def _behind(text: str, end: int) -> tuple[str, int]:
    """Return the period written behind a sum, and where it ends."""
    joint = _BEHIND.match(text, end)
    at = joint.end() if joint else end
    for place in dict.fromkeys((at, end + (text[end : end + 1] == " "), end)):
        m = vocabulary().period.match(text, place)
        if (
            m
            and not _leads_on(text, end, m)
            and not (
                m.group() in ("m", "h", "y", "月", "时", "日", "天")
                and place == end
                and not text[end - 1 : end].isalpha()
                and text[end] in "mhy"
            )
        ):
            return vocabulary().periods[m.group()], m.end()
    return "", end


def _leads_on(text: str, end: int, period: re.Match[str]) -> bool:
    """Tell whether a period behind a sum is the next sum's: 月付15 季付40."""
    apart = text[end : period.start()] == " " and period.group().endswith("付")
    return apart and text[period.end() : period.end() + 1].isdigit()


def _ahead(text: str, start: int) -> tuple[str, int]:
    """Return the period written before a sum, and where it begins."""
    window = text[max(0, start - _LOOK) : start]
    found = None
    for m in vocabulary().period.finditer(window):
        if _JOINT.fullmatch(window, m.end()) or not window[m.end() :].strip(" :："):
            found = m
    if found is None or (found.start() and window[found.start() - 1] in "/每0123456789"):
        return "", start
    return vocabulary().periods[found.group()], start - len(window) + found.start()


def _aside(before: str, behind: str) -> bool:
    words = vocabulary().words["aside"]
    m = words.search(behind)
    return _ends_with(words, before) or bool(m and m.start() <= 2)


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    """Tell whether a word stands right before a place, with only what joins between."""
    return any(_JOINT.fullmatch(before, m.end()) for m in pattern.finditer(before))
