"""Cut a message into clauses and tell the mood of each: only what is stated may change the case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from chat.hear.lexicon import load_lexicon
from chat.hear.normal import Line
from chat.hear.own_load import tells_load
from chat.hear.parsing import parse_group
from chat.hear.spans import clauses as cut

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_OPENS = 4
"""A supposition with at most so many letters besides its frame supposes nothing yet."""
_FIGURES = 4
"""A listing has at least so many figures: cores, memory, disk or bandwidth, price."""
_MARKS = " ，。？"
_BARE = 8
"""A clause of at most so many letters that says nothing by itself belongs to the question behind it: 2G内存 够吗."""
_PEOPLE = re.compile("[0-9一二两俩仨三四五六七八九十几百]个?人")
"""A count of people says something by itself: 就俩人玩 | 是加内存还是换一台."""
_CHOICE = 4
"""A question of at most so many letters only offers another answer to the words before it: 还是别的？"""
_ENOUGH = "enough"
_WHETHER = re.compile(
    "(?<!没)有[没木](?![有了，。？])|(?![动时三死])([\u3400-\u9fff])[不没]\\1|(?<=[^，。？从绝并偏就也都才说要倒决毫死不])不(?=[，。？]|$)"
)
"""A verb said and denied (够不够, 碰不碰), or a "not" at the end: what Chinese asks yes or no with."""
_COMES_IN = re.compile("[a-z] (?:but|and|so|where|while|then) (?:i|we|im|ive|weve|id|wed) ")
"""The speaker comes in behind others."""
_LENGTH = re.compile("[\\d一二两俩三四五六七八九十半几]{1,3} ?个?(?:年|月|周|星期|礼拜|学期|天)")
"""A length of time."""
_LEFT = 2
"""A question that has at most so many letters besides its frame speaks of what stands before it."""

_CLOSES = re.compile(
    "(?:那么?)?(?:我们?|咱)?(?:该|要|得)?(?:咋个?|怎么?|如何|怎样)(?:弄|办|整|搞|破)(?:才好)?[呢啊呀]?|(?:and |so )?(?:then what|what then|now what)"
)
"""A question that only asks what comes of what was supposed before it."""


class Mood(StrEnum):
    """What kind of speech a clause is; only STATES, and of ASKS_ENOUGH the asker's load, people and money, may change needs."""

    STATES = "states"
    ASKS = "asks-about-the-answer"
    ASKS_ENOUGH = "asks-enough"
    SUPPOSES = "supposes"
    OFFERS = "offers"
    TELLS = "tells"
    COMMANDS = "commands"


QUESTIONS = frozenset({Mood.ASKS, Mood.ASKS_ENOUGH})
TOPICAL = ("either", "which", "how", "how_much", "enough")
"""Frames of questions that may stand behind what they are about."""


@dataclass(frozen=True)
class Clause:
    """One clause of folded text, marks included.

    `frame`: the frame in mood.yaml that decided ("" where none did), `why`: its words, from `at` on;
    `told`: the frame that says it is told of others or of the past, whatever else the clause does.
    """

    start: int
    end: int
    mood: Mood
    frame: str = ""
    why: str = ""
    at: int = -1
    told: str = ""


OFFER_WORDS = ("signs", "machine", "weak", "price", "sum", "wanted")
"""What an advertisement is known by, each a table of its own."""


@dataclass(frozen=True)
class _Frames:
    frames: tuple[tuple[str, Mood, re.Pattern[str]], ...]
    whole: frozenset[str]
    own: re.Pattern[str]
    first_person: re.Pattern[str]
    wish: re.Pattern[str]
    signs: re.Pattern[str]
    machine: re.Pattern[str]
    weak: re.Pattern[str]
    price: re.Pattern[str]
    sum: re.Pattern[str]
    wanted: re.Pattern[str]
    bought: re.Pattern[str]

    @property
    def figures(self) -> tuple[re.Pattern[str], ...]:
        """Return what an offer's clauses hold."""
        return self.price, self.sum, self.machine, self.signs


@lru_cache(maxsize=1)
def _frames() -> _Frames:
    lexicon = load_lexicon()
    words = lexicon.words

    def one_of(table: Mapping[str, list[str]] | list[str]) -> re.Pattern[str]:
        members = table if isinstance(table, list) else [w for part in ("zh", "en") for w in table.get(part, [])]
        return re.compile(parse_group(members, lexicon.groups).regex)

    offer = words["offer"]
    return _Frames(
        tuple((str(name), Mood(frame["mood"]), one_of(frame)) for name, frame in words["frames"].items()),
        frozenset(str(name) for name, frame in words["frames"].items() if frame.get("whole")),
        one_of(words["own"]),
        one_of(words["first_person"]),
        one_of(words["wish"]),
        **{name: one_of(offer[name]) for name in OFFER_WORDS},
        bought=one_of(words["bought"]),
    )


@lru_cache(maxsize=1)
def clauses(line: Line) -> tuple[Clause, ...]:
    """Return the clauses of a folded line, in order, each with its mood."""
    text = line.text
    found = [clause for start, end in cut(text) for clause in _moods(text, start, end)]
    found = _topics_of(text, found)
    found = _going_on(text, found)
    return tuple(_offered(line, found))


def _moods(text: str, start: int, end: int) -> Iterator[Clause]:
    """Yield a clause with its mood; one that states before it asks is two: 我想搭博客 | 用哪家."""
    found = _framed(text, start, end)
    if found is None:
        yield Clause(start, end, Mood.STATES)
        return
    name, mood, words = found
    told = _told(text, start, end)
    asked = words.start()
    if asked > start and not told and name not in _frames().whole and _states_first(text, start, asked, mood):
        yield Clause(start, asked, Mood.STATES)
        start = asked
    yield Clause(start, end, mood, name, words.group(), asked, told)


def _framed(text: str, start: int, end: int) -> tuple[str, Mood, re.Match[str]] | None:
    """Return the first frame that is said in a clause, outside the words of frames before it that only state."""
    hidden = list[tuple[int, int]]()
    for name, mood, pattern in _frames().frames:
        found = _by_mood(pattern.finditer(text, start, end), mood)
        if mood is Mood.STATES:
            hidden += [m.span() for m in found]
            continue
        if name == _ENOUGH:
            found = chain(found, _WHETHER.finditer(text, start, end))
        for words in found:
            if not any(s <= words.start() < e for s, e in hidden):
                return name, mood, words
    return None


def _by_mood(found: Iterator[re.Match[str]], mood: Mood) -> Iterator[re.Match[str]]:
    """Yield what is found; told of others is nothing in which the speaker comes in: with friends but we are 30."""
    return (m for m in found if mood is not Mood.TELLS or not _COMES_IN.search(m.group()))


def _told(text: str, start: int, end: int) -> str:
    frames = (f for f in _frames().frames if f[1] is Mood.TELLS)
    return next((f[0] for f in frames if any(_by_mood(f[2].finditer(text, start, end), f[1]))), "")


def _states_first(text: str, start: int, asked: int, mood: Mood) -> bool:
    """Tell whether what stands before a question's own words is a statement: 我想搭博客用哪家, 做博客哪家好."""
    if mood is Mood.ASKS:
        return _frames().own.match(text, start, asked) is not None
    return mood is Mood.ASKS_ENOUGH and _frames().wish.match(text, start, asked) is not None


def _topics_of(text: str, found: list[Clause]) -> list[Clause]:
    """Give bare words before a question that has none of its own to the question: 大陆 香港 美西 三选一."""
    out = list(found)
    for place in range(len(out) - 1, 0, -1):
        clause, before = out[place], out[place - 1]
        said = text[clause.start : clause.end].strip(_MARKS)
        bare = clause.frame in TOPICAL and (clause.frame in ("either", "which") or len(said) - len(clause.why) <= _LEFT)
        words = text[before.start : before.end]
        # 就三个月的项目，包月合适还是按量合适: how long it is needed is said, not asked.
        bare = bare and not (
            clause.frame == "either" and len(said) > _CHOICE and _LENGTH.search(text, before.start, before.end)
        )
        choice = clause.frame == "either" and len(said) <= _CHOICE and len(words.strip(_MARKS)) <= _BARE
        bare = bare and not (_closes(text, clause) and any(c.mood is Mood.SUPPOSES for c in out[: place - 1]))
        if bare and before.mood is Mood.STATES and "。" not in words and (choice or _says_nothing(words)):
            out[place - 1] = replace(before, mood=clause.mood, frame=clause.frame, why=clause.why, at=clause.at)
    return out


def _says_nothing(words: str) -> bool:
    return len(words.strip(_MARKS)) <= _BARE and not (_frames().own.search(words) or _PEOPLE.search(words))


def _closes(text: str, clause: Clause) -> bool:
    return _CLOSES.fullmatch(text[clause.start : clause.end].strip(_MARKS)) is not None


def _is_closed(text: str, later: list[Clause]) -> bool:
    """Tell whether what is supposed goes on to a question what then, in one sentence: 要是不给报，我自己掏三十，那咋弄."""
    end = next((at for at, c in enumerate(later) if "。" in text[c.start : c.end]), len(later))
    return any(_closes(text, c) for c in later[: end + 1])


def _going_on(text: str, found: list[Clause]) -> list[Clause]:
    """Carry a supposition, and what is told of others, on through its sentence until the speaker comes in."""
    speaker = _frames().first_person
    out = list[Clause]()
    for at, clause in enumerate(found, 1):
        last = out[-1] if out else clause
        carried = last.mood in (Mood.SUPPOSES, Mood.TELLS) and "。" not in text[last.start : last.end]
        # 我是说假如哈，我备了案: what is supposed is said behind the comma, whoever says it.
        opens = last.mood is Mood.SUPPOSES and len(text[last.start : last.end].strip(_MARKS)) - len(last.why) <= _OPENS
        theirs = not speaker.search(text, clause.start, clause.end)
        closed = last.mood is Mood.SUPPOSES and _is_closed(text, found[at:])
        goes_on = clause.mood is Mood.STATES and (opens or theirs or closed)
        out.append(replace(clause, mood=last.mood, frame=last.frame, why=last.why) if carried and goes_on else clause)
    return out


def _offered(line: Line, found: list[Clause]) -> Iterator[Clause]:
    """Yield the clauses, those of an advertisement or a listing as offers."""
    text = line.text
    asked = any(c.mood in QUESTIONS for c in found)
    why = _offer(line, asked, found)
    frames = _frames()
    bought = None if asked else frames.bought.search(text)
    for clause in found:
        figures = any(p.search(text, clause.start, clause.end) for p in frames.figures)
        if bought:
            paid = bought.start() < clause.end and clause.start < bought.end()
            yield replace(clause, frame="bought", why=bought.group()) if paid else clause
        elif why and (figures or not _is_askers(text, clause)):
            yield replace(clause, mood=Mood.OFFERS, frame="offer", why=why)
        else:
            yield clause


def _is_askers(text: str, clause: Clause) -> bool:
    """Tell whether a clause beside an offer is its reader's: who speaks, or whether it is enough for what will run."""
    return clause.mood is Mood.ASKS_ENOUGH or bool(_frames().first_person.search(text, clause.start, clause.end))


def shows_figures(text: str, start: int, end: int) -> bool:
    """Tell whether a place of folded text holds a machine's size or a price, as an offer's clauses do."""
    frames = _frames()
    return any(p.search(text, start, end) for p in (*frames.figures, frames.weak))


def _offer(line: Line, asked: bool, found: Iterable[Clause]) -> str:
    """Return the price of what somebody offers, as said; "" where nobody offers anything."""
    frames, text = _frames(), line.text
    sign, machine = frames.signs.search(text), frames.machine.search(text)
    price = frames.price.search(text) or (sign and frames.sum.search(text))
    if not price or _is_own(line, _names_machine(text, found)):
        return ""
    listed = machine and (sign or _is_listing(text))
    part = asked and (sign or machine or frames.weak.search(text))
    return price.group() if listed or part else ""


def _names_machine(text: str, found: Iterable[Clause]) -> bool:
    """Tell whether a machine's size is said, and not only told of what others say."""
    others = [c for c in found if "others" in (c.frame, c.told)]
    places = (m.start() for m in _frames().machine.finditer(text))
    return any(not any(c.start <= at < c.end for c in others) for at in places)


def _is_own(line: Line, machine: bool) -> bool:
    """Tell whether a sum is what the speaker would pay: something is wanted, or a load of their own told without a machine but others'."""
    return bool(_frames().wanted.search(line.text)) or (not machine and tells_load(line))


def _is_listing(text: str) -> bool:
    """Tell whether a text is mostly figures, as a pasted listing is, and nobody speaks in it."""
    return not _frames().first_person.search(text) and len(_FIGURE.findall(text)) >= _FIGURES
