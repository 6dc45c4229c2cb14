"""The classes that the rows of law set: may this be filed, must it stand inside, is it forbidden as things are.

A row counts on the day it is asked (`day`): past its review it only warns, and no class comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import chain

from knowledge import HERE, catalogue
from rules.answers import Answers, Said
from rules.facts.folds import Fold
from rules.law.loading import load as load_law
from rules.law.rows import Law
from rules.law.sieve import words_in

READS = ("purpose", "reach", "buyer", "audience", "filing", "domain", "subject", "content", "data")
"""The needs a deciding row may hang on, also by what follows from them."""


@cache
def law() -> Law:
    """Return the rows of law, read once."""
    return load_law(HERE / "law")


def day() -> date:
    """Return the day that rows are asked on."""
    return catalogue.today()


def classes(answers: Answers) -> Mapping[str, str]:
    """Return the class of every fold for what was said."""
    return _classes(*answers.among(READS, law_flags()), day())


@lru_cache(maxsize=65_536)
def _classes(said: Said, heard: tuple[str, ...], on: date) -> Mapping[str, str]:
    return {name: fold.choice for name, fold in law().folds(Answers(dict(said), heard), on).items()}


@cache
def law_flags() -> frozenset[str]:
    """Return every circumstance that may change a class."""
    words = law().words
    implied = (by_need.get("also", ()) for by_need in words["implied"].values())
    conditions = [*(row.binds for row in law().rows if row.sets), *(case["when"] for case in words["reached"])]
    flags = (words_in(when["also"]) for when in conditions if "also" in when)
    return frozenset(chain(*implied, *words["added"].values(), *flags))


def _fold(name: str) -> Fold:
    return Fold(law().order[name], READS, lambda answers: classes(answers)[name])


LAW_FOLDS: Mapping[str, Fold] = {name: _fold(name) for name in ("may_file", "inside", "forbidden")}
