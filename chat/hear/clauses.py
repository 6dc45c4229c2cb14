"""Cut a message into clauses and tell the mood of each: only what is stated may change the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from chat.hear.advertised import offered
from chat.hear.moods import Clause, Mood, frames
from chat.hear.neighbours import going_on, perhaps, topics_of
from chat.hear.normal import Line
from chat.hear.spans import clauses as cut

_ENOUGH = "enough"
_WHETHER = re.compile(
    "(?<!没)有[没木](?![有了，。？])|(?![动时三死])([\u3400-\u9fff])[不没]\\1|(?<=[^，。？从绝并偏就也都才说要倒决毫死不])不(?=[，。？]|$)"
)
"""A verb said and denied (够不够, 碰不碰), or a "not" at the end: what Chinese asks yes or no with."""
_EITHER = "either"
_OF_COUNT = re.compile(
    r"(?:1 or 2|2 or 3|3 or 4|4 or 5|5 or 6|6 or 7|7 or 8|8 or 9|9 or 10|one or two|two or three|three or four|four or five"
    r"|five or six|six or seven|seven or eight)(?! ?(?:gb?|gigs?|tb?|mb?|v?cores?|v?cpus?|c)(?![a-z]))"
)
"""Two neighbouring numbers say about how many, and set nothing against anything: for 4 or 5 people."""
_COMES_IN = re.compile("[a-z] (?:but|and|so|where|while|then) (?:i|we|im|ive|weve|id|wed) ")
"""The speaker comes in behind others."""


@lru_cache(maxsize=1)
def clauses(line: Line) -> tuple[Clause, ...]:
    """Return the clauses of a folded line, in order, each with its mood."""
    text = line.text
    found = [clause for start, end in cut(text) for clause in _moods(text, start, end)]
    found = perhaps(text, topics_of(text, found))
    found = going_on(text, found)
    return tuple(offered(line, found))


def _moods(text: str, start: int, end: int) -> Iterator[Clause]:
    """Yield a clause with its mood; one that states before it asks is two: 我想搭博客 | 用哪家."""
    found = _framed(text, start, end)
    if found is None:
        yield Clause(start, end, Mood.STATES)
        return
    name, mood, words = found
    told = _told(text, start, end)
    asked = words.start()
    if asked > start and not told and name not in frames().whole and _states_first(text, start, asked, mood):
        yield Clause(start, asked, Mood.STATES)
        start = asked
    yield Clause(start, end, mood, name, words.group(), asked, told)


def _framed(text: str, start: int, end: int) -> tuple[str, Mood, re.Match[str]] | None:
    """Return the first frame that is said in a clause, outside the words of frames before it that only state."""
    hidden = list[tuple[int, int]]()
    for name, mood, pattern in frames().frames:
        found = _by_mood(pattern.finditer(text, start, end), mood)
        if mood is Mood.STATES:
            hidden += [m.span() for m in found]
            continue
        if name == _EITHER and _OF_COUNT.search(text, start, end):
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
    telling = (frame for frame in frames().frames if frame[1] is Mood.TELLS)
    return next((name for name, mood, words in telling if any(_by_mood(words.finditer(text, start, end), mood))), "")


def _states_first(text: str, start: int, asked: int, mood: Mood) -> bool:
    """Tell whether what stands before a question's own words is a statement: 我想搭博客用哪家, 做博客哪家好."""
    if mood is Mood.ASKS:
        return frames().own.match(text, start, asked) is not None
    return mood is Mood.ASKS_ENOUGH and frames().wish.match(text, start, asked) is not None
