"""What may be said that the rows of law tell apart, and which answers and circumstances a word of theirs hangs on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from itertools import combinations
from typing import Any

from knowledge import load
from rules.answers import Answers
from rules.facts.law_folds import READS, day, law, law_flags
from rules.law.rows import Row
from rules.law.sieve import holds, words_in

Answer = str | bool | None


@cache
def setting_rows(folds: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows that set one of these folds today."""
    on = day()
    return tuple(row for row in law().rows if {*row.sets} & {*folds} and row.in_force(on) and not row.stale(on))


def values(name: str, folds: tuple[str, ...]) -> tuple[Answer, ...]:
    """Return what may be said of a need (None: nothing), or of a circumstance, as far as these folds may tell."""
    if name == "content":
        return content_classes(folds)
    return (None, *load().needs[name].values) if name in load().needs else (False, True)


@cache
def content_classes(folds: tuple[str, ...]) -> tuple[Answer, ...]:
    """Return one set of things offered for each way in which the rows that set these folds tell such sets apart."""
    words, wanted = load().needs["content"].values, _of_content(folds)
    found: dict[object, Answer] = {}
    for count in range(len(words) + 1):
        for some in combinations(words, count):
            said = law().known(_offering(some))
            implied = tuple(said[name] for name, needs in law().words["implied"].items() if "content" in needs)
            mark = (implied, tuple(holds(one, said["content"], None) for one in wanted))
            found.setdefault(mark, ",".join(some) if some else None)
    return tuple(found.values())


def _offering(content: Collection[str], flags: tuple[str, ...] = ()) -> Answers:
    return Answers.of({"content": ",".join(content)} if content else {}, flags)


def _of_content(folds: tuple[str, ...]) -> list[Any]:
    cases = [case["when"] for case in law().words["reached"]]
    tests = (*cases, *(row.binds for row in setting_rows(folds)))
    return [test["content"] for test in tests if "content" in test]


@cache
def behind(key: str, named: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the needs and circumstances a word of the rows hangs on; `named`: the circumstances a condition names."""
    words = law().words
    if key == "also":
        return tuple(flag for flag in named if flag in law_flags())
    names = [key] if key in READS else []
    for need, meanings in words["implied"].get(key, {}).items():
        names += [*meanings] if need == "also" else [need]
    names += [*words["added"].get(key, {})]
    if key == "served":
        names += _behind_cases()
    return tuple(name for name in dict.fromkeys(names) if name not in redundant())


def _behind_cases() -> Iterator[str]:
    """Return what the cases of how a thing is reached hang on."""
    for case in law().words["reached"]:
        for other, wanted in case["when"].items():
            yield from behind(other, tuple(words_in(wanted)))


@cache
def redundant() -> frozenset[str]:
    """Return the circumstances that say nothing which an answer does not say as well: they only add words to a list.

    Shown for every set of words with and without each: the same is known after the circumstance as after the answer.
    """
    tested = {flag for row in law().rows if row.sets for flag in words_in(row.binds.get("also", ()))}
    tested |= {flag for case in law().words["reached"] for flag in words_in(case["when"].get("also", ()))}
    adds = law().words["added"].get("content", {})
    return frozenset(flag for flag, word in adds.items() if flag not in tested and _same(flag, word))


def _same(flag: str, word: str) -> bool:
    others = load().needs["content"].values
    for some in ((), *((other,) for other in others), *combinations(others, 2)):
        by_flag = law().known(_offering(some, (flag,)))
        by_need = law().known(_offering({*some, word}))
        if {**by_flag, "also": None} != {**by_need, "also": None}:
            return False
    return True
