"""What the things named say of the needs: programs, what they talk to, vendors, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chat.hear.check import UNSURE
from chat.hear.claims import Claim
from chat.hear.lexicon import TOGETHER, load_lexicon
from chat.hear.spans import overlap, within
from chat.hear.stated import Stated, over, says_again
from chat.hear.things import Thing
from chat.hear.units import pattern
from knowledge.programs import MOST_PROGRAMS
from knowledge.regions import regions

_LITTLE_MORE = 4
"""A claim of so many letters more than a name is about the name."""
_BEHIND = 8
_SOLD = ("shop", "app")
_PLACED = ("audience", "region")
_OF_PEOPLE = ("audience", "buyer", "load")
_AUDIENCES = {"hongkong": "asia"}


def programs(told: Stated) -> None:
    """Hear the programs named, and what they are for."""
    if not told.programs:
        return
    first, load = told.programs[0], told.load
    ids = list(dict.fromkeys(t.id for t in told.programs))[:MOST_PROGRAMS]
    told.add("software", ",".join(ids), first.start, first.end)
    meant = [Claim("purpose", t.says["purpose"], t.start, t.end) for t in told.programs if t.says.get("purpose")]
    meant.sort(key=lambda c: told.stands_behind(c.value))
    load.purposes = list({c.value: c for c in reversed(meant)}.values())[::-1]
    load.purpose = meant[0] if meant else None
    load.beside_code = bool(pattern("signs", "stack").search(told.text))
    for program in told.programs:
        for flag in program.says.get("also") or ():
            told.add("also", flag, program.start, program.end)


def ends(told: Stated) -> None:
    """Hear what the program talks to, where a word for calling out stands beside it."""
    calls = pattern("signs", "calls")
    for end in told.of_kind("end"):
        low, high = told.clause(end.start)
        around = told.text[low : end.start] + "，" + told.text[end.end : high]
        if not calls.search(around) and told.purpose != "bot" and not calls.search(told.text[end.start : end.end]):
            continue
        for need in ("peer", "also"):
            if end.says.get(need):
                told.add(need, end.says[need], end.start, end.end)
        if end.says.get("purpose") and told.load.purpose is None:
            told.load.purpose = Claim("purpose", end.says["purpose"], end.start, end.end)
            told.load.purposes = [told.load.purpose]
            told.add("purpose", end.says["purpose"], end.start, end.end)


def called(told: Stated) -> None:
    """Hear where what the program calls stands, from the place behind it: 它调的接口都在国内."""
    for place in told.of_kind("place"):
        before = told.text[told.clause(place.start)[0] : place.start]
        if load_lexicon().patterns["called_there"].search(before):
            area = place.says["area"]
            told.add("peer", _AUDIENCES.get(area, area), place.start, place.end)


def vendors(told: Stated) -> None:
    """Hear that a server is there already: 现在在腾讯云, moving off Heroku."""
    for vendor in told.of_kind("vendor"):
        if pattern("signs", "now_at").search(told.text[: vendor.start]):
            told.add("also", "moving", vendor.start, vendor.end)


def servers(told: Stated) -> None:
    """Hear where the server is wished from the place behind it, where no phrase says it: prefer Frankfurt."""
    if any(c.need == "region" and not c.negated for c in told.phrases):
        return
    wish = pattern("signs", "server_in")
    for place in told.of_kind("place"):
        if wish.search(told.text[told.clause(place.start)[0] : place.start]):
            area = place.says["area"]
            told.add("region", regions()[area].wish, place.start, place.end)
            return


def homes(told: Stated) -> list[Thing]:
    """Return the places that are the speaker's own: I live in Norway, 总部东莞."""
    own = pattern("signs", "own")
    return [t for t in told.of_kind("place") if own.search(told.text[: t.start])]


def crowded(told: Stated, own: list[Thing]) -> list[Thing]:
    """Return the places that stand behind people: 9 mates in Australia, two offices in Poland."""
    found: list[Thing] = []
    for place in told.of_kind("place"):
        before = told.text[told.clause(place.start)[0] : place.start]
        joint = pattern("signs", "people_in").search(before)
        people = list(pattern("signs", "groups").finditer(before[: joint.start()])) if joint else []
        behind = joint and people and joint.start() - people[-1].end() <= _BEHIND and place not in own
        more = found and pattern("signs", "more_in").search(before)
        at_home = place in own and pattern("signs", "household").search(told.text)
        if behind or more or at_home or _is_mostly(told, place):
            found.append(place)
    return found


def _is_mostly(told: Stated, place: Thing) -> bool:
    """Tell whether a clause says no more than that most are in a place: Germany mostly."""
    low, high = told.clause(place.start)
    mostly = pattern("signs", "mostly")
    before, behind = told.text[low : place.start], told.text[place.end : high]
    said = mostly.match(behind) or mostly.search(before)
    rest = len((before + behind).strip(" ，。？"))
    return said is not None and rest - len(said.group().strip()) <= _LITTLE_MORE


def audience(told: Stated, places: list[Thing]) -> None:
    """Hear where people are from the places behind them, where no phrase says it."""
    said = {c.value for c in told.phrases if c.need == "audience" and not c.negated}
    areas: dict[str, Thing] = {}
    for place in places:
        areas.setdefault(_AUDIENCES.get(place.says["area"], place.says["area"]), place)
    told_already = said & {*areas, "global", UNSURE} if len(areas) == 1 else said & {"global", UNSURE}
    if areas and not told_already:
        area, place = next(iter(areas.items()))
        told.add("audience", area if len(areas) == 1 else "global", place.start, place.end)


def stands(told: Stated, claim: Claim, own: list[Thing], crowds: list[Thing]) -> bool:
    """Tell whether a phrase says what it seems to: 华为云 is no drive, V Rising no growth, where I live no wish for a server."""
    names = [t for t in told.of_kind("program", "vendor", "product", "end") if overlap(claim, t)]
    if claim.need != "demand" and any(within(claim, t) for t in names):
        return claim.value == "bot" and all(t.kind == "end" for t in names)  # a tg bot is one
    if claim.need in _OF_PEOPLE and any(_ends_in(claim, t) for t in names if t.kind == "program"):
        return False
    belies = _BELIED.get(claim.need)
    if belies and belies(told, claim, names):
        return False
    return claim.need not in _PLACED or _is_placed(told, claim, own, crowds)


def _ends_in(claim: Claim, name: Thing) -> bool:
    """Tell whether words found apart are only joined by a part of a name: the assistant of Home Assistant is nobody."""
    if claim.entry is None or claim.entry.kind != TOGETHER:
        return False
    return name.start <= claim.start < name.end or name.start < claim.end <= name.end


def _is_placed(told: Stated, claim: Claim, own: list[Thing], crowds: list[Thing]) -> bool:
    """Tell whether a place is one of servers or people, and not only where the speaker, or for servers a crowd, is."""
    if claim.need == "region" and over(claim, crowds):
        return False
    wished = (c for c in told.load.claims if c.need == "region")
    if claim.need == "audience" and any(overlap(claim, c) for c in wished):
        return False
    elsewhere = [t for t in told.of_kind("place") if t not in own]
    return not over(claim, own) or over(claim, elsewhere)


def _is_no_purpose(told: Stated, claim: Claim, names: list[Thing]) -> bool:
    """Tell whether names say the purpose themselves, or orders are placed on an exchange rather than taken."""
    trades = any(t.says.get("purpose") == "bot" for t in told.of_kind("end"))
    return (claim.value in _SOLD and trades) or any(_has_purpose(t) for t in names)


def _is_no_count(told: Stated, claim: Claim, names: list[Thing]) -> bool:
    """Tell whether a phrase about several programs names one, or counts people."""
    people = any(q.unit == "people" and claim.start < q.start < claim.end <= q.end for q in told.said)
    return people or (bool(names) and _is_one(told, claim, names))


def _is_a_crowd(told: Stated, claim: Claim, _: list[Thing]) -> bool:
    """Tell whether who is said to buy is only who is counted: a class of 30 students; of one counted that one speaks."""
    return any(q.unit == "people" and q.high > 1 and q.start <= claim.start and claim.end <= q.end for q in told.said)


def _is_format(told: Stated, claim: Claim, _: list[Thing]) -> bool:
    """Tell whether a date is only a model's number format."""
    return over(claim, told.formats)


def _is_size(told: Stated, claim: Claim, names: list[Thing]) -> bool:
    """Tell whether how demanding it is would be read from a model's name or size, which says it better itself."""
    sizes = [q for q in told.said if q.unit == "parameters"]
    return bool(sizes and names) or any(claim.start < q.end and q.start < claim.end for q in sizes)


def _has_purpose(thing: Thing) -> bool:
    """Tell whether a name leaves a phrase across it nothing to say of the purpose."""
    return thing.kind in ("vendor", "product") or bool(thing.says.get("purpose"))


def _is_one(told: Stated, claim: Claim, names: list[Thing]) -> bool:
    """Tell whether several words name one program: Matrix/Synapse, Bitwarden (vaultwarden), gitlab-runner."""
    if len(names) == 1:
        return claim.end - claim.start <= names[0].end - names[0].start + _LITTLE_MORE
    return len({t.id for t in names}) == 1 or says_again(told.line, names[0], names[1])


_BELIED: Mapping[str, Callable[[Stated, Claim, list[Thing]], bool]] = {
    "purpose": _is_no_purpose,
    "services": _is_no_count,
    "buyer": _is_a_crowd,
    "launch": _is_format,
    "demand": _is_size,
}
"""What tells of a phrase about a need that it says something else."""
