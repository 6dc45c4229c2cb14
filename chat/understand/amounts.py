"""Tell what each number in a text counts: money, people, programs, or how long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from chat.understand.around import Side, around, left_word, right_word
from chat.understand.lexicon import load_lexicon
from chat.understand.numbers import Duration, Number, durations, numbers, vague

PAGES_A_VISIT = 3
DAYS_SEEN_A_MONTH = 10  # a monthly active user comes on about three days in thirty
MOST_MONEY = 1e7
MOST_BARE = 1e5
MOST_PEOPLE = 1e8
PAST = ("been ", "have used", "since", "用了", "做了", "干了", "学了", "offline", "down ")
SERVING = ("for", "给", "供")
MARKS = "，。？ "
PAYING = ("预算", "钱", "budget", "money", "价")
COUNTING = ("人", "用户", "访客", "users", "people", "玩家")
# Who somebody is, by the ending: technicians, bookkeepers, florists. Things that end alike are no people.
_WHO = re.compile(
    r" ?(?:(?:of )?(?:my|our|his|her|their|the|my sons|my daughters) )?(?:[a-z-]{3,14} ){0,2}?([a-z]{3,}(?:ers|ists|ians|ees|men|women|mates)|[a-z]{3,}tors)(?![a-z])"
)
_USED_BY = re.compile(r"[个位名户家][^\d，。？]{1,5}?(?:用|看|玩|登录|访问|上线|进来|逛|听|下单|报名|打卡|报修)")
_SHARED_OUT = re.compile(
    r" ?(?:classes|groups|teams|squads|tables|courses|shifts|batches|个班级?|个组|个小组|支队伍?)(?: of (?:about |around )?|，?每个?(?:班|组|队|支队?)(?:大概|大约|差不多|约)?)"
)
_VERSUS = re.compile(r"(?<![\d.])(\d{1,3}) ?v(?:s\.? ?)?(\d{1,3})(?!\d)")
_THINGS = frozenset(
    [
        "containers",
        "servers",
        "routers",
        "orders",
        "numbers",
        "printers",
        "layers",
        "letters",
        "papers",
        "computers",
        "offers",
        "folders",
        "monitors",
        "sensors",
        "processors",
        "errors",
        "doors",
        "floors",
        "colors",
        "motors",
        "vectors",
        "tractors",
        "corners",
        "posters",
        "stickers",
        "trailers",
        "filters",
        "newsletters",
        "flyers",
        "chapters",
        "characters",
        "quarters",
        "centimeters",
        "meters",
        "kilometers",
        "liters",
        "others",
        "workers",
        "drawers",
        "trees",
        "degrees",
        "fees",
        "employees",
        "committees",
        "trainers",
        "users",
        "cookers",
        "boilers",
        "burners",
        "helpers",
        "timers",
        "dockers",
        "providers",
        "adapters",
        "speakers",
        "rollers",
        "members",
        "powers",
        "controllers",
        "schedulers",
        "crawlers",
        "scrapers",
        "wrappers",
        "brokers",
        "handlers",
        "listeners",
        "headers",
        "footers",
        "banners",
        "buffers",
        "clusters",
        "parameters",
        "answers",
        "years",
        "papers",
        "readers",
    ]
) - {"users", "members", "readers", "listeners", "trainers", "helpers"}
_STAFF = ("staff", "employees", "employee")
COUNTED = ("currency", "people", "views", "service", "measure", "parameters", "storage")


class Amount(NamedTuple):
    """What one number says: need and value, with its place in the folded text."""

    need: str
    value: float | int | str
    start: int
    end: int
    best: bool = False


class Reader:
    """Read one folded text's numbers."""

    def __init__(self, text: str, rates: Mapping[str, float] | None = None, ask: str | None = None) -> None:
        self.text, self.words, self.ask = text, around(), ask
        self.rates = {**self.words.currencies, **(rates or {})}
        lexicon = load_lexicon().words
        found = _together(text, numbers(text, lexicon))
        self.numbers, self.times = durations(text, found, lexicon)
        self.used: set[Duration] = set()

    def right(self, at: int) -> Side:
        """Return the words that follow a place."""
        side = Side(at, at)
        for _ in range(9):
            at = side.reach + (self.text[side.reach : side.reach + 1] == " ")
            time = next((t for t in self.times if t.start == at), None)
            word = None if time else right_word(self.text, at, self.words.after)
            if time:
                side.time, side.days, side.reach = side.time or time, side.days or time.days, time.end
            elif word and not (
                "currency" in self.words.after[word] and self.text.startswith(self.words.not_money, at + len(word))
            ):
                self._take(side, word, self.words.after[word])
                side.reach = at + len(word)
            else:
                break
        return side

    def left(self, at: int) -> Side:
        """Return the words that lead to a place, nearest first."""
        side = Side(at, at)
        for _ in range(9):
            at = side.reach - (self.text[side.reach - 1 : side.reach] == " ")
            time = next((t for t in self.times if t.end == at), None)
            word = None if time else left_word(self.text, at, self.words.before)
            if time:
                side.time, side.days, side.reach = side.time or time, side.days or time.days, time.start
            elif word:
                self._take(side, word, self.words.before[word])
                side.reach = at - len(word)
            else:
                break
        return side

    def _take(self, side: Side, word: str, kinds: frozenset[str]) -> None:
        side.words.append((word, kinds))
        if "period" in kinds and side.days is None:
            side.days = self.words.periods[word]

    def amounts(self) -> list[Amount]:
        """Return what the numbers say, in order; what is negated is left out."""
        found: list[Amount] = []
        previous: str | None = None
        for number in self.numbers:
            left, right = self.left(number.start), self.right(number.end)
            if self.text[number.start : number.end] == "一" and not right.first(*COUNTED):
                continue
            role = self._asked(self._role(left, right), left, right) or (previous if left.first("goes_on") else None)
            role = role or self._alone(number, left, right)
            if role is None:
                continue
            previous = role
            amount = None if left.denied() or right.first("not") else self._amount(role, number, left, right)
            if amount:
                found.append(amount)
        return found + [a for t in self.times if t not in self.used and (a := self._time(t))]

    def _asked(self, role: str | None, left: Side, right: Side) -> str | None:
        """Read a number that names no unit as the answer to the question on screen."""
        named = right.first("currency", "people", "views", "service") or left.first("currency", "cue", "people")
        if self.ask in ("budget", "scale", "services") and not named and role in (None, "budget", "scale"):
            first = right.words[0][1] if right.words else frozenset[str]()
            return role if "not_counted" in first else {"services": "service"}.get(self.ask, self.ask)
        return role

    def _alone(self, number: Number, left: Side, right: Side) -> str | None:
        """Read a text that is nothing but a number as money, the commonest bare answer."""
        before, after = self.text[: left.reach], self.text[right.reach :]
        first = right.words[0][1] if right.words else frozenset[str]()
        if (
            before[-1:] not in ("", *MARKS)
            or after[:1] not in ("", *MARKS)
            or "not_counted" in first
            or left.first("team")
            or right.first("team")
        ):
            return None
        if not before.strip(MARKS) and (not after.strip(MARKS) or left.denied()):
            asked_else = self.ask not in (None, "budget") and number.value < 5
            return "budget" if number.value <= MOST_BARE and not asked_else else None
        # A clause that is nothing but a number goes on about the clause before it.
        clause = before.rstrip(MARKS).replace("。", "，").rpartition("，")[2]
        return "scale" if any(c in clause for c in COUNTING) else "budget" if any(c in clause for c in PAYING) else None

    def _role(self, left: Side, right: Side) -> str | None:
        """Decide what a number counts by the nearest telling word."""
        nearest = right.words[0][1] if right.words else frozenset[str]()
        money_before = bool(left.words) and "currency" in left.words[0][1]
        for kind in ("parameters", "storage"):
            if kind in nearest and not money_before:
                return kind
        after = right.first("currency", "people", "views", "service") or self._who(right)
        if right.words and right.words[0][0] == "号" and self.text[right.start - 1] in "来多几十百千":
            return "scale"
        if "not_counted" in nearest and "measure" not in nearest and not money_before:
            return None
        if money_before or after == "currency":
            return "budget"
        if after == "service" and left.words and "people" in left.words[0][1]:
            return "scale"
        if after:
            return {"views": "scale", "people": "scale"}.get(after, after)
        before = left.first("currency", "cue", "people")
        if right.first("cue") or before in ("currency", "cue"):
            return "budget"
        return self._unmarked(before, left, right)

    def _who(self, right: Side) -> str | None:
        """Read who is counted from how the word ends, or from what they do: 14 field technicians, 三十多个钓友看看."""
        said = _WHO.match(self.text, right.start) if not right.words else None
        if said and said.group(1) not in _THINGS:
            right.reach = said.end()
            return "people"
        return "people" if _USED_BY.match(self.text, right.start) else None

    def _unmarked(self, before: str | None, left: Side, right: Side) -> str | None:
        """Decide what a number without a unit counts."""
        days = right.days or left.days
        if (
            before == "people"
            and self.text[right.reach : right.reach + 1].isascii()
            and self.text[right.reach : right.reach + 1].isalpha()
            and right.words
        ):
            return None
        if before == "people" or left.first("me_and") or days == 1 or (left.first("team") and left.says(*SERVING)):
            return "scale"
        if right.words and "measure" in right.words[0][1]:
            named = right.words[0][0] in ("位", "名", "口") or any(
                cue in self.text[max(0, left.reach - 14) : left.reach] for cue in COUNTING
            )
            return "scale" if named else None
        if days is not None or left.first("limit") or right.first("limit"):
            return "budget"
        return None

    def _amount(self, role: str, number: Number, left: Side, right: Side) -> Amount | None:
        if role == "budget":
            return self._money(number, left, right)
        if role == "scale":
            return self._people(number, left, right)
        if role == "service":
            size = "one" if number.value < 2 else "few" if number.value <= 10 else "many"
            return (
                Amount("services", size, number.start, right.reach)
                if number.value >= 2 or self.ask == "services"
                else None
            )
        if role == "parameters":
            size = "light" if number.value <= 10 else "medium" if number.value < 60 else "heavy"
            return Amount("ai", size, number.start, right.reach)
        unit = right.words[0][0]
        gigabytes = number.value * self.words.gigabytes[unit]
        size = "light" if gigabytes <= 50 else "medium" if gigabytes <= 500 else "heavy"
        return Amount("drive", size, number.start, number.end + len(unit))

    def _money(self, number: Number, left: Side, right: Side) -> Amount | None:
        value = number.value
        unit = right.word("currency") or left.word("currency")
        code = self.words.rates[unit] if unit else "CNY"
        at = self.text.find(unit, number.end) if unit and right.word("currency") else -1
        if at >= 0 and self.text[at + len(unit or "") :][:1] in ("多", "来"):
            value = vague(value, self.text[at + len(unit or "")])
        days = right.days or left.days
        self.used.update(t for t in (left.time, right.time) if t)
        amount = round(value * self.rates.get(code, 1.0) / _months(days), 2)
        if amount > MOST_MONEY:
            return None
        return Amount("budget", int(amount) if amount == int(amount) else amount, left.reach, right.reach)

    def _people(self, number: Number, left: Side, right: Side) -> Amount | None:
        serving = right.first("using") or left.first("people") or left.says(*SERVING)
        if (right.first("team") or left.first("team") or any(right.says(word) for word in _STAFF)) and not serving:
            return None
        # 一 is mostly an article: 一个人用 is a phrase of the lexicon
        if number.value <= 1 and self.ask != "scale" and not left.first("people"):
            return None
        value = number.value + (1 if left.first("me_and") else 0)
        if any(mark in word for side in (left, right) for word, _ in side.words for mark in self.words.views):
            value /= PAGES_A_VISIT
        value /= _visit_days(number.value, left, right)
        best = any(
            mark == word or (len(mark) > 1 and mark in word)
            for side in (left, right)
            for word, _ in side.words
            for mark in self.words.best
        )
        self.used.update(t for t in (left.time, right.time) if t and t.days <= 31)
        people = max(1, round(value))
        return Amount("scale", people, left.reach, right.reach, best) if people <= MOST_PEOPLE else None

    def _time(self, time: Duration) -> Amount | None:
        """Read a length of time as the launch or as how long the server is needed."""
        left, right = self.left(time.start), self.right(time.end)
        place = left.reach, right.reach
        past = any(word in self.text[max(0, time.start - 24) : time.start] for word in PAST)
        if past or self.text[right.reach : right.reach + 2] in ("到期", "过期", "前"):
            return None
        nearest = [kinds for side in (right, left) for kinds in side.telling()]
        if any("launch" in kinds for kinds in nearest) or self.ask == "launch":
            return Amount("launch", "now" if time.days <= 10 else "month" if time.days <= 45 else "later", *place)
        if any("term" in kinds for kinds in nearest) or self.ask == "term":
            return Amount("term", "short" if time.days < 28 else "months" if time.days < 330 else "long", *place)
        return None


def _together(text: str, found: list[Number]) -> list[Number]:
    """Join what makes one count: 6 classes of 15, 5v5."""
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        if last and _SHARED_OUT.fullmatch(text, last.end, number.start):
            joined[-1] = Number(last.value * number.value, last.start, number.end)
        else:
            joined.append(number)
    for game in _VERSUS.finditer(text):
        joined = [n for n in joined if n.end <= game.start() or n.start >= game.end()]
        joined.append(Number(float(game.group(1)) + float(game.group(2)), *game.span()))
    return sorted(joined, key=lambda n: n.start)


def _months(days: float | None) -> float:
    """Return a period in months: a stated month or year counts as such, not by its days."""
    if days is None:
        return 1.0
    return round(days * 24 / 365) / 2 if days > 27 else days * 12 / 365


def _visit_days(count: float, left: Side, right: Side) -> float:
    """Return how many days' visitors a count spans: contract scale is per day."""
    seen = [word for side in (left, right) for word, _ in side.words]
    if any(word in ("mau", "月活", "monthly") for word in seen):
        return DAYS_SEEN_A_MONTH
    days = right.days or left.days or 1.0
    return days if days > 1 and count >= 100 else 1.0
