"""Read short answers that only make sense after the question on screen: 50, 都行, 第二个, yes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from chat.hear.choice import Choice
from chat.hear.lexicon import load_lexicon
from chat.hear.normal import fold
from chat.hear.pattern import Pattern, compile_pattern
from chat.hear.phrases import Phrases
from chat.hear.pieces import Mark
from chat.hear.sequences import Sequence

_SHORT = 28
_LONGEST_DOUBT = 48
_EDGES = " ，。？~、:."
_WORDED = ("uptime", "isolation", "audience", "launch")
"""Needs whose short answers are told by their words alone."""


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, int], dict[tuple[str, str], str]]:
    lexicon = load_lexicon()
    answers = {str(name): frozenset(map(str, table)) for name, table in lexicon.words["answers"].items()}
    ordinals = {str(w): int(n) for n, table in lexicon.words["ordinals"].items() for w in table}
    labels = {
        (need, bare(fold(label).text)): value
        for need, options in lexicon.options.items()
        for value, names in options
        for label in (*names, value)
    }
    return answers, ordinals, labels


def bare(text: str) -> str:
    """Return folded text without punctuation at its edges."""
    return text.strip(_EDGES).replace("，", " ").strip()


@lru_cache(maxsize=1)
def _particles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that lead in and those that trail off, longest first; Latin words stand apart."""
    words = sorted(map(str, load_lexicon().words["particles"]), key=len, reverse=True)
    return tuple(w + " " * w.isascii() for w in words), tuple(" " * w.isascii() + w for w in words)


@lru_cache(maxsize=512)
def _stripped(text: str) -> str:
    """Return a short answer without the words that only lead in or trail off."""
    text, (leading, trailing) = bare(text), _particles()
    while True:
        lead = next((w for w in leading if text.startswith(w) and len(text) > len(w)), "")
        trail = next((w for w in trailing if text.endswith(w) and len(text) > len(lead) + len(w)), "")
        if not lead and not trail:
            return text
        text = text[len(lead) : len(text) - len(trail)].strip(_EDGES)


@lru_cache(maxsize=8)
def _places(need: str) -> tuple[tuple[str, Phrases], ...]:
    """Return the values of a need about places with what names such a place; none for other needs."""
    lexicon = load_lexicon()
    before, after = ("|".join(map(re.escape, lexicon.words[side])) for side in ("place_before", "place_after"))
    led, followed = Mark(f"(?:(?:{before}) )?", len(before)), Mark(f"(?:{after})?", len(after))
    return tuple(
        (str(value), Phrases(Sequence([led, Choice([lexicon.groups[name] for name in names]), followed])))
        for value, names in lexicon.words["places"].get(need, {}).items()
    )


def is_answer(text: str) -> bool:
    """Tell whether a text is nothing but yes, no or don't know."""
    answers, _, _ = _tables()
    said = fold(text).text
    return any(form in answers[word] for form in (bare(said), _stripped(said)) for word in ("unsure", "yes", "no"))


def place(text: str, need: str) -> str | None:
    """Return the value of a text that is nothing but a place, read as an answer to a need."""
    said = _stripped(text)
    return next((value for value, pattern in _places(need) if pattern.fullmatch(said)), None)


def answer(text: str, ask: str, needs: Mapping[str, Any]) -> Any:
    """Return the value a whole text gives to the need on screen; None when it is no bare answer."""
    _, _, labels = _tables()
    forms = (bare(text), _stripped(text))
    labelled = next((labels[ask, said] for said in forms if (ask, said) in labels), None)
    if labelled is not None:
        return labelled
    told = _worded(text, ask) if ask in _WORDED else None
    if told is not None:
        return told
    listed = (_listed(said, ask, needs) or _placed(said, ask) for said in forms)
    return next((value for value in listed if value is not None), None) or place(text, ask)


def _worded(text: str, ask: str) -> Any:
    """Return the value that the words of an answer give; 国内的读者，一天也就百来个 says more, and 必须国内 something else."""
    of_servers = ask == "audience" and text.startswith(tuple(map(str, load_lexicon().words["about_servers"])))
    return None if of_servers or "，" in text.strip(_EDGES) else asked(text, ask)


def _placed(said: str, ask: str) -> Any:
    """Return the option that a text names by its place in the list: 第二个, the last one."""
    options = load_lexicon().options.get(ask, ())
    ordinal = _tables()[1].get(said, 0)
    if ask != "services" and 0 < ordinal <= len(options):
        return options[ordinal - 1][0]
    return options[-1][0] if options and said in load_lexicon().words["last"] else None


@lru_cache(maxsize=32)
def _loose(ask: str) -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
    """Return the words that answer one question and no other; compiled when first asked."""
    lexicon = load_lexicon()
    table = lexicon.words["asked"].get(ask, {})
    return tuple(
        (str(value), tuple(compile_pattern(str(p), lexicon.groups) for p in patterns))
        for value, patterns in table.items()
    )


def asked(text: str, ask: str) -> Any:
    """Return the value that the words of a short text give to the question on screen; the first listed value wins."""
    text = bare(text)
    if len(text) > _SHORT or "？" in text:
        return None
    for value, patterns in _loose(ask):
        if any(next(pattern.find(text), None) for pattern in patterns):
            return int(value) if value.isdigit() else value.removesuffix("_to")
    return None


def loosely(text: str, ask: str) -> Any:
    """Return what a text that names no need says about the one on screen: 买好了, nope just the IP, 得问领导."""
    if "？" in text:
        return None
    first = re.split("[，。]", text.strip(_EDGES))[0]
    found = [value for value, pattern in _places(ask) if pattern.search(first)]
    if found:
        return "global" if ask == "audience" and len(found) > 1 else found[0]
    told = asked(text, ask)
    if told is not None:
        return told
    word = _yes_or_no(_stripped(first))
    return load_lexicon().words["yes_no"].get(ask, {}).get(word) if word else _doubt(text)


def _doubt(text: str) -> str | None:
    """Return unsure where a short text says it does not know."""
    doubt = _loose("unsure")[0][1]
    return "unsure" if len(text) <= _LONGEST_DOUBT and any(next(p.find(text), None) for p in doubt) else None


def _yes_or_no(said: str) -> str | None:
    """Return which of yes and no a text says, if either."""
    answers, _, _ = _tables()
    return next((word for word in ("yes", "no") if said in answers[word]), None)


def _listed(said: str, ask: str, needs: Mapping[str, Any]) -> Any:
    """Return the value of a text that is a listed answer: any, just starting, don't know, yes, no."""
    answers, _, _ = _tables()
    if ask == "region" and said in answers["any"]:
        return "any"
    if ask == "scale" and said in answers["just_starting"]:
        return load_lexicon().starting.get(str(needs.get("purpose")), 1)
    if said in answers["unsure"]:
        return "unsure"
    word = _yes_or_no(said)
    return load_lexicon().words["yes_no"].get(ask, {}).get(word) if word else None
