"""What a message supposes: the needs of a what-if, read from its words or worked out from what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from chat.hear.asking.names import located
from chat.hear.asking.parts import Part
from chat.hear.asking.tables import Table, words
from chat.hear.numbers import numbers
from chat.hear.numerals import parse_han
from knowledge.regions import regions

Read = Callable[[str], tuple[Mapping[str, Any], list[str]]]
"""Reads a text as if it were stated: needs, circumstances."""

WHOLE = ("scale",)
ONCE_MORE = 2.0
_TOLD_BETTER = ("filing", "isolation", "uptime")
"""Needs that the words of a supposition name more surely than the plain reading."""
_TIMES = re.compile(r"(?:涨|多|翻|增|加|扩|升|大)?(?:到|了|成)?([\d.]{1,6}|[一二两三四五六七八九十百]{1,4})倍")
_PERCENT = re.compile(r"(\d{1,3}) ?%")
_ASKED_FIRST = re.compile(
    r"(?:so |ok |and |but )?(?:what|how|would|will|could|can|does|do|is|are)[a-z]* .*? if (?=[a-z])"
)
"""What is asked of a supposition before it: what would we lose | if we only spent 10."""
_SPENT = re.compile(r"(?<![a-z])(?:spent|paid)(?![a-z])")
"""The past of a supposition is no past: if we only spent 10."""


def suppose(part: Part, known: Mapping[str, Any], read: Read) -> dict[str, Any]:
    """Return the fields of a what-if (`needs`, `also`); empty where nothing is supposed that a need can take."""
    said = _condition(part)
    needs = _relative(said, known)
    also: list[str] = []
    if not needs:
        heard, also = read(said)
        needs = {**_plain(said, heard, known, also), **_told(said, heard)}
        # 粉丝一下子窜到五万: a number supposed says more than that it grows.
        needs = needs if needs.keys() - {"load"} else _counted(said) or needs
    needs = {need: value for need, value in needs.items() if str(known.get(need)) != str(value)}
    return {**({"needs": needs} if needs else {}), **({"also": also} if also else {})}


def _counted(said: str) -> dict[str, Any]:
    """Return the only number of a supposition as a count of whom it names, or as the money: 读者冲到三千."""
    number, need = number_in(said), _first_in(words().relative_to, said)
    need = need or ("scale" if words().plain["became"].search(said) else None)
    if need is None or number is None or number < 1:
        return {}
    return {need: int(number) if number == int(number) else number}


def _condition(part: Part) -> str:
    """Return what is supposed without the words that suppose it, and without the question behind it."""
    asked_first = _ASKED_FIRST.match(part.words)
    said = words().plain["supposing"].sub(" ", part.words[asked_first.end() :] if asked_first else part.words)
    said = _SPENT.sub("spend", said)
    asked = words().plain["then"].search(said)
    if asked and asked.start() > 1:
        said = said[: asked.start()]
    return words().plain["insisting"].sub("要", said).strip(" ，。？")


def _plain(said: str, heard: Mapping[str, Any], known: Mapping[str, Any], also: list[str]) -> dict[str, Any]:
    """Return the needs heard; what will run stays where something else is supposed of it, and people are counted by numbers."""
    needs = dict(heard)
    if known.get("purpose") and "purpose" in needs and (len(needs) > 1 or also):
        del needs["purpose"]
    if not numbers(said):
        needs.pop("scale", None)
    if not words().plain["live"].search(said):
        needs.pop("launch", None)
    return needs


def _told(said: str, heard: Mapping[str, Any]) -> dict[str, Any]:
    """Return what short suppositions say that the plain reading has no words for."""
    tables = {need: table for need, table in words().supposed.items() if _leaves_open(heard, need)}
    told = {need: value for need, table in tables.items() if (value := _first_in(table, said))}
    return {**told, **_told_of_place(said, heard)}


def _leaves_open(heard: Mapping[str, Any], need: str) -> bool:
    """Tell whether the plain reading leaves a need to the words of a supposition."""
    if need == "term" and "budget" in heard:
        return False  # 一个月三十块: the month is what the sum is for
    return need not in heard or need in _TOLD_BETTER


def _told_of_place(said: str, heard: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a machine or its people would be; people heard of in one place are everywhere where others are elsewhere."""
    where = {n.value for n in located(said)} | ({"west"} if words().plain["abroad"].search(said) else set())
    if not where:
        return {}
    if not {"region", "audience"} & {*heard}:
        return _place(said, where)
    return {"audience": "global"} if "audience" in heard and words().plain["partly"].search(said) else {}


def _place(said: str, where: set[str]) -> dict[str, Any]:
    place = sorted(where)[0] if len(where) == 1 else "global"
    if not words().plain["people"].search(said):
        return {"region": regions()[place].wish} if place in regions() else {}
    if words().plain["partly"].search(said):
        place = "global"
    return {"audience": "asia" if place == "hongkong" else place}


def _first_in(table: Table, said: str) -> str | None:
    return next((key for key, pattern in table.items() if pattern.search(said)), None)


def _relative(said: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return a need changed by a factor or a share: 涨十倍, half the price."""
    factor = factor_of(said)
    if factor is None:
        return {}
    need = _first_in(words().relative_to, said) or ("scale" if factor > 1 else "budget")
    before = known.get(need)
    if not isinstance(before, (int, float)) or not before:
        return {"load": "growing"} if need == "scale" and factor > 1 else {}
    after = before * factor
    return {need: max(1, round(after)) if need in WHOLE else round(after, 2)}


def names_another(said: str, need: str) -> bool:
    """Tell whether a text that multiplies says of what, and it is not this need: half the budget."""
    named = _first_in(words().relative_to, said)
    return named is not None and named != need


def factor_of(said: str) -> float | None:
    """Return what a text multiplies by; None where it names a number of its own or nothing of the kind."""
    if words().plain["partly_of"].search(said) or words().plain["cheaper"].search(said):
        return None
    times = _TIMES.search(said)
    if times:
        many = float(times[1]) if times[1][0].isdigit() else parse_han(times[1])
        return ONCE_MORE if many == 1 else many  # 翻一倍
    percent = _PERCENT.search(said)
    if percent:
        share = int(percent[1]) / 100
        return 1 - share if words().plain["less"].search(said) else 1 + share
    named = _first_in(words().factors, said)
    return float(named) if named else None


def number_in(said: str) -> float | None:
    """Return the only number of a text."""
    found = numbers(said)
    return found[0].value if len(found) == 1 else None
