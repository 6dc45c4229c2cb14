"""What a number without a unit counts by the noun beside it: people, devices, machines, things that happen, or no more than a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chat.hear import nouns, unit_words
from chat.hear.around import THING_ENDS
from chat.hear.numbers import Number
from chat.hear.things import Thing
from chat.hear.units import pattern

ARTICLES = ("一", "a", "an")
_GOES_ON = re.compile(r"[\u3400-\u9fff]?[a-z\u3400-\u9fff]")
_MEASURED = re.compile("[个台块只路套](?=[每都全要]|一共|总共|左右|分布|同时|大概)")
"""A measure behind which its clause goes on about what was named before the number: 传感器 30 个每分钟报一次."""
_BARE_COUNT = re.compile(
    "(?:[来多几]?[个台只路套块辆把盏]?(?:左右|上下|出头|以上)?| (?:in total|in all|altogether|so far|of them|of those|now|at the moment))(?=[，。？]|$)"
)
"""A count whose noun was said before it."""
_ON = re.compile("(?: on(?= at))? ?")
_FIELD = re.compile(
    "lora|zigbee|sensor|esp32|esp8266|mesh|iot|radio|mqtt|mosquitto|emqx|modbus|传感|采集|物联|温湿|土壤|大棚|水质|气象|烟感|电表|水表|探头"
)
"""What a node stands in the field by: 200 LoRa nodes are no machines to rent."""
_KEPT = re.compile("(?<![a-z])(?:nas|synology|qnap|set-top|post|mail|tv|lunch)(?![a-z])|群晖")
"""What makes a box one that stands at home: three office NAS boxes."""
_JOINED = re.compile("(?:接入?|连接?|联网|在线)(?:了|着|上)?$")

Counted = tuple[str, int]
"""What is counted, and where its words end."""


def spoken(text: str, number: Number) -> Counted | None:
    """Read a unit that has words of its own before it: 60 customer PCs, 40 个土壤探头."""
    found = nouns.nouns().match(text, number.end)
    if not found:
        return None
    kind = nouns.noun_kinds()[found.group("unit") or found.group("han")]
    if kind == "machines":
        kind = "devices" if stand_outside(text, found.group()) else "things" if _KEPT.search(found.group()) else kind
    return kind, found.end()


def stand_outside(text: str, unit: str) -> bool:
    """Tell whether nodes are things in the field: their own words say so, or all of the text is about such things."""
    return _FIELD.search(text if "节点" in unit else unit) is not None


def happening(text: str, number: Number, served: bool) -> Counted | None:
    """Read things that happen or are written, and visits; `served`: people are counted, whatever they do."""
    records = nouns.records().match(text, number.end)
    if records and not served:
        return "records", records.end()
    measured = text[number.end : number.end + 1] in (" ", "次", "个")
    visits = pattern("counting", "visits").match(text, number.end + measured)
    if not visits or text[number.start : number.end] in ARTICLES:
        return None
    begins_a_name = text[visits.end() : visits.end() + 1] in THING_ENDS
    return None if begins_a_name else ("people", visits.end())


def thing(text: str, number: Number, left: str, named: Iterable[Thing]) -> Counted:
    """Return what a number counts by the noun beside it, "" for an article. `left`: the words before it; `named`: things of the text."""
    if unit_words.is_version(text, number) or (text[number.start].isdigit() and _is_behind_name(text, number, named)):
        return "version", number.end
    found = next((said for reads in _READS if (said := reads(text, number, left))), None)
    return found or _noun(text, number)


def _is_behind_name(text: str, number: Number, named: Iterable[Thing]) -> bool:
    """Tell whether a number stands straight behind a program's name, nothing counted behind it: mysql 8."""
    close = (t for t in named if t.end <= number.start and not text[t.end : number.start].strip())
    return any(t.kind in ("program", "model") for t in close) and not nouns.NOUN_BEHIND.match(text, number.end)


def _team(text: str, number: Number, left: str) -> Counted | None:
    """Read those who are a team, or who are there at once."""
    on = _ON.match(text, number.end)
    at = on.end() if on else number.end
    before = nouns.TEAM_BEFORE.search(left) or nouns.AT_ONCE_BEFORE.search(left)
    people = before or pattern("counting", "once").match(text, at)
    return ("people", number.end) if people else None


def _dated(text: str, number: Number, _: str) -> Counted | None:
    """Read a number that says which or when."""
    placed = nouns.ADDRESS.search(text[: number.start]) and not nouns.COUNTS.match(text, number.end)
    which = placed or nouns.DATE.match(text, number.end)
    return ("ordinal", number.end) if which else None


def _connected(text: str, number: Number, left: str) -> Counted | None:
    """Read pieces that are connected: 接入 300 台."""
    devices = _JOINED.search(left) and text.startswith("台", number.end)
    return ("devices", number.end + 1) if devices else None


def _people(text: str, number: Number, left: str) -> Counted | None:
    end = number.end
    found = nouns.persons().match(text, end) or nouns.person_before(left, text, end) or nouns.crowd().match(text, end)
    return ("people", found.end()) if found else None


def _led(text: str, number: Number, left: str) -> Counted | None:
    """Read a thing named before its number: 传感器 2000 个."""
    before = nouns.counted_before().search(left)
    if not before:
        return _spoken_of(text, number)
    about = nouns.ABOUT_BEHIND.match(text, number.end)
    after = about.end() if about else number.end
    ends = text[after : after + 1] in "，。？" or not _GOES_ON.match(text, after + 1, after + 3)
    if not (ends or _MEASURED.match(text, after)):
        return None
    return nouns.leads()[before.group(1)], after + bool(nouns.MEASURE.match(text, after))


def _spoken_of(text: str, number: Number) -> Counted | None:
    """Read a bare count of what the clause before speaks of: 摄像头比较多，现在一共有 60 多个."""
    counted = _BARE_COUNT.match(text, number.end)
    before = nouns.spoken_of_before().search(text[: number.start]) if counted else None
    if not counted or not before:
        return None
    return nouns.leads()[before.group(1) or before.group(2)], counted.end()


def _machines(text: str, number: Number, _: str) -> Counted | None:
    return ("machines", number.end + 1) if nouns.SPEC_BEHIND.match(text, number.end) else None


_READS: tuple[Callable[[str, Number, str], Counted | None], ...] = (
    _team,
    _dated,
    _connected,
    _people,
    _led,
    _machines,
)
"""What the words beside a number are looked through for, in this order."""


def _noun(text: str, number: Number) -> Counted:
    """Read any noun behind a number; "" for an article, bare where nothing is named."""
    said, end = text[number.start : number.end], number.end
    if said in ARTICLES or (number.value <= 1 and not said[0].isdigit()):
        return "", end
    noun = nouns.NOUN.match(text, end)
    named = noun.group().rstrip() if noun else ""
    return ("things", end + len(named)) if named else ("bare", end)
