"""The longest word of a table that begins or ends at a place of folded text."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST_WORD = 24


def is_latin(text: str) -> bool:
    """Tell whether a letter is a Latin one."""
    return "a" <= text <= "z"


def right_word(text: str, at: int, table: Mapping[str, frozenset[str]]) -> str | None:
    """Return the longest word of a table that begins at a place."""
    for length in range(min(LONGEST_WORD, len(text) - at), 0, -1):
        word = text[at : at + length]
        if word in table and not (is_latin(word[-1]) and is_latin(text[at + length : at + length + 1] or " ")):
            return word
    return None


def left_word(text: str, at: int, table: Mapping[str, frozenset[str]]) -> str | None:
    """Return the longest word of a table that ends at a place."""
    for length in range(min(LONGEST_WORD, at), 0, -1):
        word = text[at - length : at]
        if word in table and not (is_latin(word[0]) and at > length and is_latin(text[at - length - 1])):
            return word
    return None
