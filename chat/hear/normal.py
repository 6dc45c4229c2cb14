"""Fold free text to one spelling while remembering which original letters each one stands for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

MAX_CHARS = 500
_MARKUP = re.compile(
    r"<[^<>]{1,200}>|https?(?::/{0,2}|/{1,2})[^\s，。、\u4e00-\u9fff]+|www\.[^\s\u4e00-\u9fff]+|[\w.+-]{1,64}@[\w.-]{1,64}"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CLAUSE = frozenset("，,()[]{}【】「」『』《》〈〉…—;；|=")
_SENTENCE = frozenset("。!\n\r")
_DROPPED = frozenset("'’‘`\"“”*_#^\\")
_DASHES = frozenset("–－−‐‑")
_WAVES = frozenset("～〜∼")


@dataclass(frozen=True)
class Line:
    """Folded text; `begins[i]`, `ends[i]` delimit the original letters behind its i-th letter."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    original: str

    def words(self, start: int, end: int) -> str:
        """Return the original words behind the folded letters from start to end (exclusive)."""
        if start >= end:
            return ""
        return self.original[self.begins[start] : self.ends[end - 1]].strip(" ，,。.、")


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Return the text in simplified characters, always of the same length."""
    folded = str(_simplifier().convert(text))
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one) == 1 else letter for letter in text for one in [str(_simplifier().convert(letter))])


def is_han(letter: str) -> bool:
    """Tell whether a letter is a Chinese character."""
    return "\u3400" <= letter <= "\u9fff"


def _letters(original: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for index, letter in enumerate(original[:MAX_CHARS]):
        folded = unicodedata.normalize("NFKC", letter).lower()
        if unicodedata.category(letter)[0] == "C" and letter not in "\n\r\t":
            continue
        found.extend((one, index) for one in folded[:4])
    return found[:MAX_CHARS]


def _mask(text: str) -> str:
    """Blank out addresses and markup: they are pasted, not said."""
    text = _MARKUP.sub(lambda m: "。" * len(m.group()), text)
    return _THOUSANDS.sub("'", text)


def _punctuate(text: str, at: int) -> str:
    """Return the folded form of one letter: itself, a clause mark, a sentence mark, or nothing."""
    letter = text[at]
    if letter in _DROPPED:
        return ""
    if letter == ".":
        following = text[at + 1 : at + 2]
        inside = following.isalnum() and not is_han(following)
        return "." if inside else "。"
    if letter == "?":
        return "？"
    if letter in _CLAUSE:
        return "，"
    if letter in _SENTENCE:
        return "。"
    if letter in _DASHES:
        return "-"
    if letter in _WAVES:
        return "~"
    return " " if letter.isspace() else letter


def _spaced(marks: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Collapse spaces; drop those where Chinese meets Latin, and around punctuation."""
    out: list[tuple[str, int]] = []
    for place, (mark, index) in enumerate(marks):
        if mark != " ":
            out.append((mark, index))
            continue
        before = out[-1][0] if out else "，"
        after = next((m for m, _ in marks[place + 1 : place + 8] if m != " "), "，")
        if before in " ，。？" or after in "，。？":
            continue
        if is_han(before) != is_han(after):
            continue
        out.append(("，" if is_han(before) and is_han(after) else mark, index))
    return out


def fold(original: str) -> Line:
    """Fold text (any length, any characters) to lower-case simplified text of at most 500 letters."""
    # Half of a surrogate pair is no letter, and what turns characters into simplified ones refuses it.
    original = "".join(" " if "\ud800" <= letter <= "\udfff" else letter for letter in original)
    letters = _letters(original)
    text = _mask(simplify("".join(letter for letter, _ in letters)))
    marks = [(mark, letters[at][1]) for at in range(len(text)) if (mark := _punctuate(text, at))]
    marks = _spaced(marks)
    indexes = tuple(index for _, index in marks)
    return Line("".join(mark for mark, _ in marks), indexes, tuple(i + 1 for i in indexes), original)


def replace(line: Line, changes: list[tuple[int, int, str]]) -> Line:
    """Return the line with (start, end, new) changes made; they must not overlap."""
    if not changes:
        return line
    text, begins, ends, last = "", list[int](), list[int](), 0
    for start, end, new in sorted(changes):
        text += line.text[last:start] + new
        begins += [*line.begins[last:start], *[line.begins[start]] * len(new)]
        ends += [*line.ends[last:start], *[line.ends[end - 1]] * len(new)]
        last = end
    return Line(text + line.text[last:], (*begins, *line.begins[last:]), (*ends, *line.ends[last:]), line.original)
