"""What a number counts: money, people, programs, a model, a drive; or two numbers that make one count."""

from __future__ import annotations

import re
from functools import lru_cache

from chat.hear.around import Side, around
from chat.hear.lexicon import load_lexicon
from chat.hear.nouns import leads
from chat.hear.numbers import Number

MARKS = "，。？ "
MOST_BARE = 1e5
SMALLEST_BARE_SUM = 5
COUNTING_REACH = 14
_IN_WORD = re.compile(r"(?<![a-z])[a-z]\d[a-z](?![a-z])")
_THING = re.compile(
    "(?![来进看访上去登浏打]|左右|上下|以内|以上)(?!.{0,4}(?:(?<!器)人|[客户友员]|同学|学生))[\u3400-\u9fff]{2}"
)
"""A noun behind a measure that names nobody."""
_GLUED = re.compile(r"[a-z][a-z.+#]*$")
_LATIN = re.compile("[a-z]")
_TIMES = frozenset("x*")
_AFTER = {"currency": "budget", "people": "scale", "views": "scale", "service": "service"}
"""What a number counts by the kind of the word behind it."""
_VERSUS = re.compile(r"(?<![\d.])(\d{1,3}) ?v(?:s\.? ?)?(\d{1,3})(?!\d)")


def role(text: str, left: Side, right: Side) -> str | None:
    """Return what a number counts by the nearest telling word: budget, scale, service, parameters or storage."""
    money_before = "currency" in left.nearest
    if not money_before and (measured := right.nearest_of("parameters", "storage")):
        return measured
    after = right.first("currency", "people", "views", "service") or _person(text, right)
    if "round_measure" in right.nearest and text[right.start - 1] in load_lexicon().words["round_endings"]:
        return "scale"
    if money_before:
        return "budget"
    if "not_counted" in right.nearest and "measure" not in right.nearest:
        return None
    if after == "service" and "people" in left.nearest:
        return "scale"
    return _AFTER[after] if after else _led(text, left, right)


def _led(text: str, left: Side, right: Side) -> str | None:
    """Return what a number counts by the words before it, where none behind it says."""
    if "we" in left.nearest and _ends(text, right.start):
        return "scale"
    before = left.first("currency", "cue", "people")
    if right.first("cue") or before in ("currency", "cue"):
        return "budget"
    return _unmarked(text, before, left, right)


def _ends(text: str, at: int) -> bool:
    """Tell whether a clause ends at a place."""
    return text[at : at + 1] in ("", *MARKS[:-1])


def in_word(text: str, number: Number) -> bool:
    """Tell whether a digit only spells a word or says which one: b2b, k8s, sqlserver2012; pv3000 counts."""
    if _IN_WORD.match(text, max(0, number.start - 1)):
        return True
    glued = _GLUED.search(text[: number.start]) if text[number.start].isdigit() else None
    return glued is not None and glued.group() not in _TIMES | around().before.keys() | leads().keys()


def _unmarked(text: str, before: str | None, left: Side, right: Side) -> str | None:
    """Return what a number without a unit counts."""
    days = right.days or left.days
    if _counts_nobody(text, before, days, right):
        return None
    if before == "people" or days == 1 or left.first("me_and") or (left.first("team") and left.first("serving")):
        return "scale"
    if "measure" in right.nearest:
        return _measured(text, left, right)
    return "budget" if _is_sum(text, days, left, right) else None


def _counts_nobody(text: str, before: str | None, days: float | None, right: Side) -> bool:
    """Tell whether a number behind people, or of a day, is of something else by what goes on behind it: 每天跑几个签到脚本."""
    if before == "people" and right.words and _is_letter(text[right.reach : right.reach + 1]):
        return True
    return days == 1 and "measure" in right.nearest and _THING.match(text, right.reach) is not None


def _is_sum(text: str, days: float | None, left: Side, right: Side) -> bool:
    """Tell whether a bare number is money: for some time, or with a limit, and no name of something goes on behind it."""
    named = not right.words and right.time is None and _is_letter(text[right.start : right.start + 2].strip()[:1])
    return not named and (days is not None or bool(left.first("limit") or right.first("limit")))


def _measured(text: str, left: Side, right: Side) -> str | None:
    """Return what a number with a mere measure counts, by what is spoken of before it."""
    if "person_measure" in right.nearest:
        return "scale"
    if text[right.reach : right.reach + 1] not in ("", *MARKS):
        return None
    about = spoken_of(text[max(0, left.reach - COUNTING_REACH) : left.reach])
    if not text[: left.reach].strip(MARKS):
        return about or "scale"  # 十来个: never money
    return about if about in ("scale", "service") else None


def _is_letter(letter: str) -> bool:
    return letter != "" and letter in "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=1)
def _persons() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str], frozenset[str]]:
    """Return what reads a person's word by its ending in English and in Chinese, each with what is no person."""
    words = load_lexicon().words
    ends, leads = words["person_endings"], words["person_leads"]
    lead = "|".join(map(re.escape, leads))
    latin = rf" ?(?:(?:{lead}) ){{0,2}}(?:[a-z-]{{3,14}} ){{0,2}}?([a-z]{{0,12}}(?:{'|'.join(ends['en'])}))(?![a-z])"
    measures = "|".join(map(re.escape, words["measures"]))
    han = rf" ?(?:{measures})([\u3400-\u9fff]{{1,4}}?[{''.join(ends['zh'])}])"
    out = words["not_persons"]
    return re.compile(latin), frozenset(out["en"]), re.compile(han), frozenset(out["zh"])


def _person(text: str, right: Side) -> str | None:
    """Read who is counted from how the word ends, or from what they do: 14 field technicians, 三十多个钓友看看."""
    latin, things, han, no_persons = _persons()
    said = latin.match(text, right.start) if not right.words else None
    if said and said.group(1) not in things:
        right.reach = said.end()
        return "people"
    said = han.match(text, right.start)
    if said and not said.group(1).endswith(tuple(no_persons)):
        right.reach = max(right.reach, said.end())
        return "people"
    does = load_lexicon().patterns["used_by"].match(text, right.start)
    return "people" if does and not _LATIN.search(does.group()) else None


def asked(ask: str | None, found: str | None, left: Side, right: Side) -> str | None:
    """Read a number that names no unit as the answer to the question on screen."""
    named = right.first("currency", "people", "views", "service") or left.first("currency", "cue", "people")
    if ask in ("budget", "scale", "services") and not named and found in (None, "budget", "scale"):
        return found if "not_counted" in right.nearest else {"services": "service"}.get(ask, ask)
    return found


def alone(text: str, ask: str | None, number: Number, left: Side, right: Side) -> str | None:
    """Read a text that is nothing but a number as money, the commonest bare answer."""
    before, after = text[: left.reach], text[right.reach :]
    if before[-1:] not in ("", *MARKS) or after[:1] not in ("", *MARKS):
        return None
    if "not_counted" in right.nearest or left.first("team") or right.first("team"):
        return None
    if not before.strip(MARKS) and (not after.strip(MARKS) or left.denied()):
        asked_else = ask not in (None, "budget") and number.value < SMALLEST_BARE_SUM
        return "budget" if number.value <= MOST_BARE and not asked_else else None
    # A clause that is nothing but a number goes on about the clause before it.
    return spoken_of(_clause_before(before))


def _clause_before(text: str) -> str:
    return text.rstrip(MARKS).replace("。", "，").rpartition("，")[2]


def is_who_we_are(text: str, left: Side, right: Side) -> bool:
    """Tell whether a clause that is nothing but a count follows one that says who we are: 我们是 startup，五个人."""
    before, after = text[: left.reach], text[right.reach : right.reach + 1]
    if before[-1:] != "，" or after not in ("", *MARKS[:-1]) or right.first("currency", "using", "views"):
        return False
    return bool(load_lexicon().patterns["who_we_are"].search(_clause_before(before)))


def spoken_of(text: str) -> str | None:
    """Return what a text without numbers is about: people (scale), money (budget) or programs (service)."""
    patterns = load_lexicon().patterns
    roles = {"counting": "scale", "paying": "budget", "running": "service"}
    return next((role for name, role in roles.items() if patterns[name].search(text)), None)


def together(text: str, found: list[Number]) -> list[Number]:
    """Join what makes one count: 6 classes of 15, 5v5."""
    shared = load_lexicon().patterns["shared_out"]
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        if last and shared.fullmatch(text, last.end, number.start):
            joined[-1] = Number(last.value * number.value, last.start, number.end, people=True)
        else:
            joined.append(number)
    for game in _VERSUS.finditer(text):
        joined = [n for n in joined if n.end <= game.start() or n.start >= game.end()]
        joined.append(Number(float(game.group(1)) + float(game.group(2)), *game.span(), people=True))
    return sorted(joined, key=lambda n: n.start)
