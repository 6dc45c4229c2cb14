"""Read an advertisement, a listing or half a sentence into the contract's fields of an offer: only what it says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from chat.hear.normal import fold
from chat.hear.offering.figures import machine
from chat.hear.offering.money import Sum, sums
from chat.hear.offering.rows import chosen
from chat.hear.offering.text import folded
from chat.hear.offering.vocabulary import vocabulary
from chat.hear.offering.wishes import is_wish
from chat.hear.own_load import tells_load
from knowledge.programs import programs

_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.'&-]*(?: (?:Hosting|Cloud|Host|Servers?|VPS))?")
_HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}云(?!服务|主机|盘|存储|电脑|手机|虚拟|上)")
_HOSTLIKE = re.compile(r"(?i)(?<=[a-z0-9]{3})(?:host|hosting|cloud|vps|server|node|vm|layer|dc)s?$")
_COUNT = re.compile(r"(?<![\d.])(\d{1,3}) ?(?:台|servers|machines|boxes|instances)(?![a-z])|x ?(\d{1,2}) ?台")
_BARE_SUM = re.compile(r"(?<![\w.])\d{2,6}(?:\.\d{1,2})?(?![\w.%])|(?<=[\u4e00-\u9fff])\d{2,6}(?![\w.%])")
_SAME = re.compile("续[费期约][^，。,\n]{0,6}(?:同价|原价不变|不涨)")
_CARDS = re.compile(r"(\d{1,2}) ?(?:x|\*|张|块) ?$")
SOLD = ("vcpus", "memory_gib", "vendor", "gpu", "product", "renewal", "promo", "virtualization", "ipv4", "line")
MARKS = frozenset({"line", "virtualization", "ipv4", "renewal", "promo"})
"""What only who sells says."""
FIGURES = ("vcpus", "memory_gib", "disk_gib", "bandwidth_mbps", "traffic_gib")
WHOLE = 3
"""A machine told by so many figures beside a price is a listing, whatever will run on it."""


def read_offer(original: str) -> dict[str, Any]:
    """Return the fields of the offer a text shows (at most 8,000 letters count); of several the one asked about, else the first."""
    return _read(original, *chosen(folded(original)))


def _read(original: str, row: str, around: str) -> dict[str, Any]:
    found = _of(row)
    for name, value in _kinds(around).items():
        if value and name != "gpu":
            found.setdefault(name, value)
    vendor = _typed(original, found.get("vendor")) or _named(original)
    found = {"vendor": vendor, **found} if vendor else found
    return {name: _number(value) for name, value in found.items()}


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _of(text: str) -> dict[str, Any]:
    money = sums(text)
    found: dict[str, Any] = {name: value for name, value in _kinds(text).items() if value}
    found |= machine(_without(text, money))
    found |= _price(text, money)
    count = _COUNT.search(text)
    return {**found, **({"count": int(count[1] or count[2])} if count and int(count[1] or count[2]) > 1 else {})}


def _without(text: str, money: list[Sum]) -> str:
    """Blank out the sums: 1/m is no megabit."""
    for one in money:
        text = text[: one.start] + "\n" + " " * (one.end - one.start - 1) + text[one.end :]
    return text


def _kinds(text: str) -> dict[str, Any]:
    kinds = vocabulary().kinds
    found: dict[str, Any] = {}
    for kind in ("vendor", "product", "virtualization", "line"):
        hits = kinds[kind].find(text)
        found[kind] = hits[0].value if hits else None
    addresses = {n.value for n in kinds["ipv4"].find(text)}
    found["ipv4"] = next((a for a in ("nat", "none", "own") if a in addresses), None)
    found["region"] = _region(text)
    cards = [n for n in kinds["gpu"].find(text) if not _is_number(text, n.start, n.end)]
    if cards:
        times = _CARDS.search(text[max(0, cards[0].start - 6) : cards[0].start])
        found["gpu"] = (f"{times[1]}x " if times else "") + cards[0].value
    return found


def _is_number(text: str, start: int, end: int) -> bool:
    """Tell whether a card's name is only part of a number."""
    before = text[start - 1] if start else " "
    return before.isdigit() or text[end : end + 1].isdigit() or before in "$¥€."


def _region(text: str) -> str | None:
    """Return where the machine stands: the first place that is not the visitors'."""
    words = vocabulary().words
    for place in vocabulary().places.find(text):
        before, behind = text[max(0, place.start - 6) : place.start], text[place.end : place.end + 12]
        led = [m for m in words["place_led_by"].finditer(before) if not before[m.end() :].strip()]
        beside = words["not_its_place"].match(behind.lstrip(" "))
        if not beside and not led:
            return place.value
    return None


def _price(text: str, money: list[Sum]) -> dict[str, Any]:
    """Return what it costs, for how long, in what, and later."""
    later = next((s for s in money if s.renewal), None)
    best = min((s for s in money if not s.renewal), key=lambda s: not s.per, default=None)
    if later and _is_renewed(text, later, best):
        best = later
    price = _price_of(text, money, best)
    said = {
        "price": price,
        **_of_sum(text, best or later, money, priced=price is not None),
        "renewal": later.value if later else _same_later(text, best),
        "promo": bool(_promo(text)) or None,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _of_sum(text: str, shown: Sum | None, money: list[Sum], priced: bool) -> dict[str, str]:
    """Return what a price is in and how long it is for, empty where not said; a bare number has only the first."""
    currency = {"currency": _currency(text, shown, money)} if shown or priced else {}
    return currency | ({"per": shown.per or _per_beside(text, shown)} if shown else {})


def _price_of(text: str, money: list[Sum], best: Sum | None) -> float | None:
    """Return the price shown; a bare number only where no sum is."""
    return best.value if best else None if money else _bare_sum(text)


def _currency(text: str, shown: Sum | None, money: list[Sum]) -> str:
    """Return the currency of the sum shown, else of any, else what the language of the text means."""
    return next((s.currency for s in (shown, *money) if s and s.currency), "") or _local(text)


def _is_renewed(text: str, later: Sum, best: Sum | None) -> bool:
    """Tell whether it is only the renewal that is for sale: no sum stands before it, and none behind it is the first one."""
    return (best is None or later.start < best.start) and not _promo(text)


def _same_later(text: str, best: Sum | None) -> float | None:
    """Return the price where it stays: 续费同价, 优惠续费3次同价."""
    same = vocabulary().words["same_renewal"].search(text) or _SAME.search(text)
    return best.value if best and same else None


def _promo(text: str) -> re.Match[str] | None:
    """Return the words that say the price is for newcomers or the beginning only."""
    words = vocabulary().words
    return words["promo"].search(words["promo_denied"].sub(" ", text))


def _bare_sum(text: str) -> float | None:
    """Return the only number of a text that asks whether it is worth it, where a vendor is named: 阿里云 99 值不值."""
    found = list(_BARE_SUM.finditer(text))
    asked = len(found) == 1 and vocabulary().asked.search(text) and vocabulary().kinds["vendor"].find(text)
    return float(found[0].group()) if asked else None


def _local(text: str) -> str:
    """Return the currency that a Chinese text means where it names none."""
    return "CNY" if re.search("[\u4e00-\u9fff]", text) else ""


def _per_beside(text: str, one: Sum) -> str:
    """Return the only period named in the line of a sum that has none beside it, or else before it: one year renewal is $250."""
    start = text.rfind("\n", 0, one.start) + 1
    end = text.find("\n", one.end)
    line = text[start : end if end >= 0 else len(text)]
    named = (_periods(line), _periods(text[start : one.start]))
    return next((found.pop() for found in named if len(found) == 1), "")


def _periods(text: str) -> set[str]:
    return {vocabulary().periods[m.group()] for m in vocabulary().period.finditer(text) if len(m.group()) > 1}


def _typed(original: str, vendor: Any) -> str | None:
    """Return a vendor's name as it was typed."""
    typed = re.search(re.escape(vendor), original, re.IGNORECASE) if vendor else None
    return typed.group() if typed else vendor


def _named(original: str) -> str | None:
    """Return a vendor we do not know by the shape of its name, as written."""
    for m in _LATIN_NAME.finditer(original[:200]):
        if _HOSTLIKE.search(m.group()) and not _HOSTLIKE.fullmatch(m.group()) and m.group().lower() not in _runnable():
            return m.group()
    han = _HAN_NAME.search(original[:200])
    return han.group() if han and han.group() not in _runnable() else None


@cache
def _runnable() -> frozenset[str]:
    """Return the names of programs and their words: what is run is nobody who sells, though it ends like one (Nextcloud)."""
    names = [str(name).lower() for row in programs().values() for name in (row.id, *row.names, *(row.guarded or ()))]
    return frozenset(names) | {word for name in names for word in name.split()}


def offer_in(original: str) -> dict[str, Any] | None:
    """Return the offer that a text shows: a price somebody asks for something of a machine; None for a wish or a machine one has."""
    if not any(letter.isdigit() for letter in original):
        return None
    row, around = chosen(folded(original))
    found = _read(original, row, around)
    if not _is_priced(found, row) or is_wish(original, row):
        return None
    own = not _is_sold(found, row) and tells_load(fold(original))
    loaded = MARKS.isdisjoint(found) and vocabulary().load.search(row) is not None
    return found if _is_listing(found) or _is_led(found, row) or not (own or loaded) else None


def _is_sold(found: dict[str, Any], row: str) -> bool:
    """Tell whether a text says what only who sells says: cores, a card, a line, a renewal."""
    return not {*MARKS, "vcpus", "gpu"}.isdisjoint(found) or any(one.renewal for one in sums(row))


def _is_listing(found: dict[str, Any]) -> bool:
    """Tell whether the fields hold a whole machine with what it costs and for how long."""
    figures = [name for name in FIGURES if name in found]
    named = "vendor" in found or "promo" in found
    return bool(found.get("per")) and (len(figures) >= WHOLE or (len(figures) == WHOLE - 1 and named))


def _is_led(found: dict[str, Any], row: str) -> bool:
    """Tell whether who sells stands straight before the price, a figure of the machine behind it: Vultr $6/mo, 1TB transfer."""
    vendor, first = str(found.get("vendor", "")).lower(), next(iter(sums(row)), None)
    led = bool(vendor) and first is not None and row[: first.start].rstrip(" :：,，-的").endswith(vendor)
    return led and bool(found.get("per")) and any(name in found for name in FIGURES)


def _is_priced(found: dict[str, Any], row: str) -> bool:
    """Tell whether the fields of an offer hold a price and something it is for."""
    sold = [name for name in SOLD if name in found]
    more = [name for name in FIGURES if name in found]
    if not sold or {"price", "renewal"}.isdisjoint(found):
        return False
    return bool(found.get("per")) or len({*sold, *more}) > 1 or _bare_sum(row) is not None
