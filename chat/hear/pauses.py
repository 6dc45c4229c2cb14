"""Hear a space as the pause it is typed for: 得上16G 一个月别超80 is two clauses, 50 人 is one."""

from __future__ import annotations

import re

from chat.hear.around import around
from chat.hear.normal import Line, is_han, replace
from chat.hear.units import language, one_of, units
from chat.hear.word_at import LONGEST_WORD, right_word

_FIGURE = re.compile(r"(?<![a-z\d.])\d[\d.]*个?[a-z%]{0,4}(?=[\u3400-\u9fff])")
_GOES_ON = re.compile(
    f"[的多来几万千百亿十半台款种级版系月年日号点时]|{one_of(w for t in language()['subjects'].values() for w in t)}"
)

_JOINER = re.compile("(?<=.)(和|跟|与|还是|或者?|以及|比)(?=.)")
_EACH = "一每"


def paused(line: Line) -> Line:
    """Return the line with a clause mark where a space stands between a figure and Chinese that does not go on about it.

    Only what is typed without spaces around its other figures, or with spaces between Chinese words, says something by a space;
    none around a word that joins: 包月 和 包年 is no pause.
    """
    text = line.text
    spoken = _pauses(line)
    changes = []
    for m in _FIGURE.finditer(text):
        at = m.end()
        close = m.start() > 0 and is_han(text[m.start() - 1]) and not _apart(line, m.start())
        if _apart(line, at) and (close or spoken) and not _goes_on(text, at):
            changes.append((at, at, "，"))
    return _joined(replace(line, changes))


def _joined(line: Line) -> Line:
    """Return the line without the clause marks that spaces on both sides of a word that joins became."""
    changes = []
    for m in _JOINER.finditer(line.text):
        at, end = m.span(1)
        if line.original[line.begins[at] - 1].isspace() and line.original[line.ends[end - 1]].isspace():
            changes += [(i, i + 1, "") for i in (at - 1, end) if line.text[i] == "，"]
    return replace(line, changes)


def _apart(line: Line, at: int) -> bool:
    """Tell whether a space was typed before a place."""
    return line.ends[at - 1] < line.begins[at] and line.original[line.ends[at - 1] : line.begins[at]].isspace()


def _pauses(line: Line) -> bool:
    """Tell whether a space between Chinese words is where the writer's clauses end."""
    return any(
        mark == "，" and line.original[begin : begin + 1].isspace()
        for mark, begin in zip(line.text, line.begins, strict=True)
    )


def _goes_on(text: str, at: int) -> bool:
    """Tell whether what stands behind a figure is said of it: a unit, a measure, a noun of people, money or time."""
    word = right_word(text[at : at + LONGEST_WORD], 0, around().after)
    if text[at] in _EACH:
        # 100 一个月 is one sum; 16G 一个月别超80 goes on to another.
        return bool(word) and not text[at + len(word or "") :].split("，", maxsplit=1)[0].strip("？。内吧吗左右")
    return bool(word or units()[0].match(text, at) or _GOES_ON.match(text, at))
