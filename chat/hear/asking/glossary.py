"""Which word of our own page a text names."""

from __future__ import annotations

from functools import lru_cache

from chat.hear.asking.names import Names
from chat.hear.normal import fold
from knowledge import load


@lru_cache(maxsize=1)
def _names() -> Names:
    return Names({fold(name).text.strip(" ，。？"): word.id for word in load().words.values() for name in word.names})


def words_in(text: str) -> list[str]:
    """Return the words a text names, in order, each once."""
    return list(dict.fromkeys(one.value for one in _names().find(fold(text).text)))


def word_in(text: str, *, folded: bool = False) -> str | None:
    """Return the word a text names, the longest of several; None where it names none."""
    found = _names().find(text if folded else fold(text).text)
    return max(found, key=lambda one: one.end - one.start).value if found else None
