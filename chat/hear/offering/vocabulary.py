"""The words of offers, from knowledge/lexicon/asks/offers.yaml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chat.hear.asking.names import Names, places
from chat.hear.asking.tables import tables


@dataclass(frozen=True)
class Vocabulary:
    """`words`: what stands beside figures; `periods`, `currencies`: by name; `kinds`: what names a product and the like."""

    words: Mapping[str, re.Pattern[str]]
    period: re.Pattern[str]
    periods: Mapping[str, str]
    currency: re.Pattern[str]
    currencies: Mapping[str, str]
    kinds: Mapping[str, Names]
    places: Names
    wanted: re.Pattern[str]
    ceiling: re.Pattern[str]
    load: re.Pattern[str]
    praise: re.Pattern[str]
    asker: re.Pattern[str]
    limit: re.Pattern[str]
    least: re.Pattern[str]
    owned: re.Pattern[str]
    asked: re.Pattern[str]


def any_of(words: Iterable[object]) -> str:
    """Return an expression for any of these words, the longest first; Latin ones stand apart."""
    return "|".join(_edged(str(w)) for w in sorted(map(str, words), key=len, reverse=True))


def _edged(word: str) -> str:
    before = "(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
    after = "(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return before + re.escape(word) + after


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the words of offers."""
    read = tables()
    words = {**read["offer_words"], **{name: read[name] for name in ("not_its_place", "place_led_by")}}
    said = read["offered"]
    periods, currencies = _inverted(read["periods"]), _inverted(read["currencies"])
    return Vocabulary(
        {name: _compiled(table) for name, table in words.items()},
        _compiled(periods),
        periods,
        _compiled(currencies),
        currencies,
        {kind: Names(table) for kind, table in _kinds(read).items()},
        Names({**places().table, **_inverted(read["place_more"])}),
        _compiled(said["wanted"]),
        re.compile(f"(?:{any_of(said['ceiling'])})[ :：¥$€£约是]{{0,4}}$"),
        _compiled(said["load"]),
        _compiled(said["praise"]),
        _compiled(said["asker"]),
        re.compile(f"[ /元块每1个月年]{{0,4}}(?:{any_of(said['limit'])})"),
        _compiled(said["least"]),
        _compiled(said["owned"]),
        _compiled(said["asked"]),
    )


def _kinds(read: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the words that name a product and the like, by kind, each with what it stands for."""
    own = {"line": "lines", "gpu": "cards", "vendor": "vendors"}  # listed by the names they are given
    listed = {"product": "products", "virtualization": "virtualizations", "ipv4": "addresses"}
    return {kind: _inverted(read[name]) for kind, name in listed.items()} | {
        kind: {str(word): str(word) for word in read[name]} for kind, name in own.items()
    }


def _inverted(table: Mapping[str, Iterable[object]]) -> dict[str, str]:
    """Return the name of each word of a table that lists words by name."""
    return {str(word): str(name) for name, words in table.items() for word in words}


def _compiled(words: Iterable[object]) -> re.Pattern[str]:
    return re.compile(any_of(words))
