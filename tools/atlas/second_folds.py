"""A second opinion on every fold: how a thing is reached, where its other end is, and the classes of law.

Written from the files alone: it reads YAML by itself and uses nothing of `rules.facts` and `rules.law`. Words are bits here,
answers are arrays, so that all answers are folded at once; the rooms that are served fold one set of answers with sets of words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

FILES = Path(__file__).parents[2] / "knowledge"
Masks = NDArray[np.int64]
UNSAID = 1
"""The bit that stands for: nothing was said."""


def _read(name: str) -> Any:
    return yaml.safe_load((FILES / name).read_text(encoding="utf-8"))


@cache
def _purposes() -> Mapping[str, str]:
    return {name: row["served"] for name, row in _read("purposes.yaml").items()}


@cache
def _places() -> Mapping[str, str]:
    """Return where another end may be, with the wish that names each; people may be everywhere at once."""
    return {**{name: row["wish"] for name, row in _read("regions.yaml").items()}, "global": ""}


def served(purpose: str | None, reach: str | None) -> str:
    """Say how a thing is reached."""
    by_itself = _purposes()[purpose] if purpose else "unknown"
    said = {"outbound": "calls-out", "devices": "through"}
    if reach in said:
        return said[reach]
    nobody_else = reach == "private" and by_itself not in ("miniprogram", "through", "mail", "calls-out")
    return "own" if nobody_else else by_itself


def near(purpose: str | None, reach: str | None, peer: str | None, audience: str | None) -> str:
    """Say where the other end is."""
    if served(purpose, reach) != "calls-out":
        return str(audience) if audience in _places() else "unknown"
    # A program of somebody abroad calls abroad where nobody said whom.
    guessed = audience if _places().get(str(audience)) == "overseas" else "unknown"
    return str(peer if peer in _places() else guessed)


class SecondLaw:
    """The rows of law in force on a day, and their words as bits."""

    def __init__(self, on: date) -> None:
        """Read all files."""
        self.words = _read("law/words.yaml")
        rows: dict[str, dict[str, Any]] = {}
        for path in sorted((FILES / "law").glob("*.yaml")):
            if path.stem not in ("words", "sources"):
                rows.update(_read(f"law/{path.name}"))
        self.rows = [row for row in rows.values() if "sets" in row and _counts(row, on)]
        self.strictness = self.words["folds"]

    @cached_property
    def _bits(self) -> Mapping[str, Mapping[str, int]]:
        """Per word list: every word -> its bit; bit 0 is `unknown`."""
        named = {**self.words["needs"], **self.words["derived"]}
        return {
            key: {word: 1 << place for place, word in enumerate(words, start=1)} | {"unknown": UNSAID}
            for key, words in named.items()
        }

    def said(self, need: str, value: object) -> int:
        """Return the bits of one answer, which may name several words at once."""
        words = str(value).split(",") if value not in (None, "unsure", "") else ["unknown"]
        return sum(self._bits[need][word] for word in words)

    def folds(self, answers: Mapping[str, Masks], flags: Collection[str]) -> dict[str, Masks]:
        """Return the class of every fold, as its place in the order of strictness, over arrays of answers.

        `answers`: need -> bits as `said` gives them, arrays that fit one another; needs left out were not said.
        """
        known = self._known(answers, frozenset(flags))
        filing, order = known["filing"], self.strictness["may_file"]
        stated = np.select(
            [filing == self._bits["filing"][word] for word in ("done", "willing", "avoid")],
            [order.index(word) for word in ("done", "willing", "avoid")],
            order.index("unknown"),
        )
        found = {name: stated if name == "may_file" else np.zeros_like(stated) for name in self.strictness}
        for row in self.rows:
            here = self._touches(row, known, frozenset(flags))
            for name, choice in row["sets"].items():
                found[name] = np.where(here, np.maximum(found[name], self.strictness[name].index(choice)), found[name])
        return found

    def _known(self, answers: Mapping[str, Masks], flags: frozenset[str]) -> dict[str, Masks]:
        known = {need: np.asarray(answers.get(need, np.int64(UNSAID)), np.int64) for need in self.words["needs"]}
        for derived in ("people", "served"):
            known[derived] = np.asarray(np.int64(UNSAID))
        for key, sources in self.words["implied"].items():
            known[key] = self._implied(key, sources, known, flags)
        for key, by_flag in self.words["added"].items():
            more = 0
            for flag, word in by_flag.items():
                more |= self._bits[key][word] if flag in flags else 0
            known[key] = (known[key] & ~UNSAID if more else known[key]) | more
        for case in self.words["reached"]:
            here = np.asarray(True)
            for key, wanted in case["when"].items():
                here = here & self._meets(key, wanted, known, flags)
            known["served"] = np.where(here, self._bits["served"][case["served"]], known["served"])
        return known

    def _implied(
        self, key: str, sources: Mapping[str, Mapping[str, str]], known: Mapping[str, Masks], flags: frozenset[str]
    ) -> Masks:
        """Where nothing was said: what the first source that knows something says."""
        found, open_ = known[key], known[key] == UNSAID
        for need, meanings in sources.items():
            for word in sorted(meanings):
                told = np.asarray(word in flags) if need == "also" else (known[need] & self._bits[need][word]) > 0
                found = np.where(open_ & told, self._bits[key][meanings[word]], found)
                open_ = open_ & ~told
        return np.asarray(found, np.int64)

    def _touches(self, row: Mapping[str, Any], known: Mapping[str, Masks], flags: frozenset[str]) -> NDArray[np.bool_]:
        here = np.asarray(True)
        for key, wanted in {**self.words["unless_said"], **row["binds"]}.items():
            here = here & self._meets(key, wanted, known, flags)
        return here

    def _meets(self, key: str, wanted: Any, known: Mapping[str, Masks], flags: frozenset[str]) -> NDArray[np.bool_]:
        tests = wanted if isinstance(wanted, dict) else {"any": wanted}
        if key == "also":
            held = (
                ("any" not in tests or bool(flags & {*tests["any"]}))
                and flags >= {*tests.get("all", ())}
                and not flags & {*tests.get("not", ())}
            )
            return np.asarray(held)
        masks = {part: self._mask(key, words) for part, words in tests.items()}
        here = (known[key] & masks["any"]) > 0 if "any" in masks else np.asarray(True)
        whole, none = masks.get("all", 0), masks.get("not", 0)
        return np.asarray(here & ((known[key] & whole) == whole) & ((known[key] & none) == 0))

    def _mask(self, key: str, words: Collection[str]) -> int:
        total = 0
        for word in words:
            total |= self._bits[key][word]
        return total


@cache
def second_law(on: date) -> SecondLaw:
    """Return the rows in force on a day, read once."""
    return SecondLaw(on)


def _counts(row: Mapping[str, Any], on: date) -> bool:
    """Say whether a row is in force on a day and was looked at since."""
    since, review, until = (_day(row.get(field)) for field in ("since", "review", "until"))
    begun = since is None or since <= on
    return begun and (until is None or on < until) and (review is None or on <= review)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
