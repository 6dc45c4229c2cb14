"""Clauses beside one another: bare words belong to the question behind them, a supposition goes on through its sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from chat.hear.lexicon import load_lexicon
from chat.hear.moods import MARKS, TOPICAL, Clause, Mood, frames

_OPENS = 4
"""A supposition with at most so many letters besides its frame supposes nothing yet."""
_BARE = 8
"""A clause of at most so many letters that says nothing by itself belongs to the question behind it: 2G内存 够吗."""
_PEOPLE = re.compile("[0-9一二两俩仨三四五六七八九十几百]个?人")
"""A count of people says something by itself: 就俩人玩 | 是加内存还是换一台."""
_WHERE = re.compile("^(?:人|用户|客户|访客|大家|学生|读者|玩家)?(?:都|主要|基本|大多|多半|全)(?:是)?在")
"""Where people are says something by itself: 人都在国内 | 换哪种好."""
_CHOICE = 4
"""A question of at most so many letters only offers another answer to the words before it: 还是别的？"""
_LENGTH = re.compile("[\\d一二两俩三四五六七八九十半几]{1,3} ?个?(?:年|月|周|星期|礼拜|学期|天)")
"""A length of time."""
_LEFT = 2
"""A question that has at most so many letters besides its frame speaks of what stands before it."""
_CLOSES = re.compile(
    "(?:那么?)?(?:我们?|咱)?(?:该|要|得)?(?:咋个?|怎么?|如何|怎样)(?:弄|办|整|搞|破)(?:才好)?[呢啊呀]?|(?:and |so )?(?:then what|what then|now what)"
)
"""A question that only asks what comes of what was supposed before it."""


def topics_of(text: str, found: list[Clause]) -> list[Clause]:
    """Give bare words before a question that has none of its own to the question: 大陆 香港 美西 三选一."""
    out = list(found)
    for place in range(len(out) - 1, 0, -1):
        clause, before = out[place], out[place - 1]
        supposed = any(c.mood is Mood.SUPPOSES for c in out[: place - 1])
        if (
            _is_bare(text, clause, before)
            and not (supposed and _closes(text, clause))
            and _is_topic(text, clause, before)
        ):
            out[place - 1] = replace(before, mood=clause.mood, frame=clause.frame, why=clause.why, at=clause.at)
    return out


def _is_bare(text: str, clause: Clause, before: Clause) -> bool:
    """Tell whether a question has no words of its own beside its frame."""
    said = _words(text, clause)
    if clause.frame == "either":
        # 就三个月的项目，包月合适还是按量合适: how long it is needed is said, not asked.
        return len(said) <= _CHOICE or not _LENGTH.search(text, before.start, before.end)
    return clause.frame == "which" or (clause.frame in TOPICAL and len(said) - len(clause.why) <= _LEFT)


def _is_topic(text: str, clause: Clause, before: Clause) -> bool:
    """Tell whether the words before a question say nothing by themselves, or are what it only offers another answer to."""
    words = text[before.start : before.end]
    if before.mood is not Mood.STATES or "。" in words:
        return False
    choice = clause.frame == "either" and len(_words(text, clause)) <= _CHOICE and len(words.strip(MARKS)) <= _BARE
    return choice or _says_nothing(words)


def _words(text: str, clause: Clause) -> str:
    return text[clause.start : clause.end].strip(MARKS)


def _says_nothing(words: str) -> bool:
    told = frames().own.search(words) or _PEOPLE.search(words) or _WHERE.search(words)
    return len(words.strip(MARKS)) <= _BARE and told is None


def _closes(text: str, clause: Clause) -> bool:
    return _CLOSES.fullmatch(_words(text, clause)) is not None


def _is_closed(text: str, later: list[Clause]) -> bool:
    """Tell whether what is supposed goes on to a question what then, in one sentence: 要是不给报，我自己掏三十，那咋弄."""
    end = next((at for at, c in enumerate(later) if "。" in text[c.start : c.end]), len(later))
    return any(_closes(text, c) for c in later[: end + 1])


def perhaps(text: str, found: list[Clause]) -> list[Clause]:
    """Take what may come one day as supposed, where what it changes is asked straight behind it: 可能会到一万台，配置要改吗."""
    patterns = load_lexicon().patterns
    out = list(found)
    for place, (clause, behind) in enumerate(pairwise(found)):
        asked = behind.mood is Mood.ASKS_ENOUGH and patterns["hangs_on_it"].search(text, behind.start, behind.end)
        maybe = patterns["perhaps"].search(text, clause.start, clause.end) if clause.mood is Mood.STATES else None
        if asked and maybe:
            out[place] = replace(clause, mood=Mood.SUPPOSES, frame="perhaps", why=maybe.group(), at=maybe.start())
    return out


def going_on(text: str, found: list[Clause]) -> list[Clause]:
    """Carry a supposition, and what is told of others, on through its sentence until the speaker comes in."""
    speaker = frames().first_person
    out = list[Clause]()
    for at, clause in enumerate(found, 1):
        last = out[-1] if out else clause
        carried = last.mood in (Mood.SUPPOSES, Mood.TELLS) and "。" not in text[last.start : last.end]
        # 我是说假如哈，我备了案: what is supposed is said behind the comma, whoever says it.
        opens = last.mood is Mood.SUPPOSES and len(_words(text, last)) - len(last.why) <= _OPENS
        theirs = not speaker.search(text, clause.start, clause.end)
        closed = last.mood is Mood.SUPPOSES and _is_closed(text, found[at:])
        goes_on = clause.mood is Mood.STATES and (opens or theirs or closed)
        out.append(replace(clause, mood=last.mood, frame=last.frame, why=last.why) if carried and goes_on else clause)
    return out
