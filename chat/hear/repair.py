"""Put right what slipped while typing: homophones, pinyin, misspelt Latin words."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chat.hear.lexicon import Lexicon, load_lexicon
from chat.hear.normal import Line, replace
from chat.hear.units import language
from knowledge.programs import programs

_WORD = re.compile(r"(?<![a-z0-9.])[a-z]{4,}(?![a-z0-9])")
_SHORTEST_FUZZY = 5
_LONG_ENOUGH = 8
"""A word of so many letters is known with two of them wrong."""
_ENDINGS = ("s", "es", "ed", "ing", "ly", "d")
_LONG = re.compile("[^，。？]{24,}")
"""Only somebody who speaks without a pause says so much in one clause."""
MISSPELT = ("repairs",)


@lru_cache(maxsize=1)
def _slips() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str]]:
    words = load_lexicon().words
    slips = {str(wrong): right for right, table in words["repairs"].items() for wrong in table}
    latin = {str(wrong): right for right, table in words["pinyin"].items() for wrong in table}

    def one_of(table: dict[str, str]) -> str:
        return "|".join(
            re.escape(w.rstrip("$")) + ("$" if w.endswith("$") else "") for w in sorted(table, key=len, reverse=True)
        )

    return re.compile(one_of(slips)), slips, re.compile(f"(?<![a-z])(?:{one_of(latin)})(?![a-z])"), latin


@lru_cache(maxsize=1)
def vocabulary() -> tuple[frozenset[str], dict[tuple[str, int], list[str]]]:
    """Return the Latin words that are right as they are, and those worth repairing to by first letter and length."""
    lexicon: Lexicon = load_lexicon()
    written = [entry.pattern.source for entry in lexicon.entries]
    written += [piece.regex for piece in lexicon.groups.values()]
    written += [str(table) for name, table in lexicon.words.items() if name not in MISSPELT]
    written += [str(language()["units"]), *(phrases.pattern for phrases in lexicon.patterns.values())]
    written += [name for row in programs().values() for name in row.names]
    known = set(re.findall("[a-z]+", "\n".join(written)))
    targets: dict[tuple[str, int], list[str]] = {}
    for word in map(str, lexicon.words["spelling"]):
        if len(word) >= 4:
            targets.setdefault((word[0], len(word)), []).append(word)
    return frozenset(known), targets


@lru_cache(maxsize=4096)
def spelt(word: str) -> str:
    """Return the lexicon's word a Latin word is a slip of, or the word itself."""
    if _is_known(word):
        return word
    if len(word) < _SHORTEST_FUZZY:
        return _transposed(word)
    targets = vocabulary()[1]
    # Two slips in one word are believed only when most letters stand where they should.
    reach = 1 if len(word) < _LONG_ENOUGH else 2
    near = [w for size in range(len(word) - reach, len(word) + reach + 1) for w in targets.get((word[0], size), [])]
    best = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=reach)
    return str(best[0]) if best else word


def _is_known(word: str) -> bool:
    """Tell whether a word, or what is left of it without an ending, is right as it is."""
    known = vocabulary()[0]
    return word in known or any(word.endswith(end) and word[: -len(end)] in known for end in _ENDINGS)


def _transposed(word: str) -> str:
    """Return the one word that has the same letters, two neighbours the other way round; the word itself where there is none."""
    near = [w for w in vocabulary()[1].get((word[0], len(word)), []) if sorted(w) == sorted(word)]
    return near[0] if len(near) == 1 and OSA.distance(word, near[0]) <= 1 else word


def taken_back(line: Line) -> Line:
    """Return the line with an 算了 that only takes back what stands before it made a pause: 算了还是备案吧."""
    return replace(line, [(m.start(), m.end(), "，" * (m.end() - m.start())) for m in _back().finditer(line.text)])


@lru_cache(maxsize=1)
def _back() -> re.Pattern[str]:
    words = load_lexicon().words
    said, then = ("|".join(map(re.escape, words[name])) for name in ("taken_back", "decides"))
    # 备案？算了，太麻烦 is a refusal: only the first word of a message takes back what went before it.
    return re.compile(f"(?<![^，。？])(?:{said})(?={then})|^(?:{said})(?=[，。].)")


def breathed(line: Line) -> Line:
    """Return the line with a pause where somebody who dictates hesitates: 六个人玩嗯然后就, so we uh have."""
    changes = [
        (m.start(), m.end(), "，" * (m.end() - m.start()))
        for clause in _LONG.finditer(line.text)
        for m in _pauses().finditer(line.text, *clause.span())
    ]
    return replace(line, changes)


@lru_cache(maxsize=1)
def _pauses() -> re.Pattern[str]:
    words = load_lexicon().words
    return re.compile("|".join(str(pattern) for pattern in words["pauses"]))


@lru_cache(maxsize=1)
def _finals() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {str(said): plain for plain, spoken in load_lexicon().words["finals"].items() for said in spoken}
    return re.compile(f"(?<=[\u3400-\u9fffa-z0-9])(?:{'|'.join(table)})(?=[，。？]|$)"), table


def repair(line: Line) -> Line:
    """Return the line with slips of the input method, pinyin, misspelt words and regional particles put right."""
    han, slips, latin, pinyin = _slips()
    changes = [(m.start(), m.end(), slips.get(m.group()) or slips[m.group() + "$"]) for m in han.finditer(line.text)]
    line = replace(line, changes)
    line = breathed(line)
    ends, plain = _finals()
    line = replace(line, [(m.start(), m.end(), plain[m.group()]) for m in ends.finditer(line.text)])
    line = replace(line, [(m.start(), m.end(), pinyin[m.group()]) for m in latin.finditer(line.text)])
    changes = [
        (m.start(), m.end(), right) for m in _WORD.finditer(line.text) if (right := spelt(m.group())) != m.group()
    ]
    return replace(line, changes)
