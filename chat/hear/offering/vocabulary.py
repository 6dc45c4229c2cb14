"""The words of offers, from knowledge/lexicon/asks/offers.yaml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

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
    limit: re.Pattern[str]
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
    kinds = {
        "product": read["products"],
        "virtualization": read["virtualizations"],
        "ipv4": read["addresses"],
        "line": {word: [word] for word in read["lines"]},
        "gpu": {word: [word] for word in read["cards"]},
        "vendor": {word: [word] for word in read["vendors"]},
    }
    return Vocabulary(
        {name: re.compile(any_of(table)) for name, table in read["offer_words"].items()}
        | {name: re.compile(any_of(read[name])) for name in ("not_its_place", "place_led_by")},
        re.compile(any_of(w for table in read["periods"].values() for w in table)),
        {str(w): name for name, table in read["periods"].items() for w in table},
        re.compile(any_of(w for table in read["currencies"].values() for w in table)),
        {str(w): name for name, table in read["currencies"].items() for w in table},
        {
            kind: Names({str(w): str(name) for name, table in rows.items() for w in table})
            for kind, rows in kinds.items()
        },
        Names({**places().table, **{str(w): region for region, table in read["place_more"].items() for w in table}}),
        re.compile(any_of(read["offered"]["wanted"])),
        re.compile(f"[ /元块每1个月年]{{0,4}}(?:{any_of(read['offered']['limit'])})"),
        re.compile(any_of(read["offered"]["owned"])),
        re.compile(any_of(read["offered"]["asked"])),
    )
