"""Answers taken back without a new one: 预算那条当我没说, forget what I said about the budget."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from chat.hear.lexicon import load_lexicon
from chat.hear.moods import Clause
from chat.hear.phrases import Phrases, any_of


def withdrawn(text: str, clauses: Iterable[Clause]) -> dict[str, Clause]:
    """Return the needs that a folded text names only to take back what was said of them, with the clause that does."""
    taken, named = _words()
    found: dict[str, Clause] = {}
    before = ""
    for clause in clauses:
        said = text[clause.start : clause.end]
        # budget, disregard that: the words that take back may only point at what stands before them.
        about = said if any(pattern.search(said) for pattern in named.values()) else f"{before}{said}"
        if taken.search(said):
            found |= {need: clause for need, pattern in named.items() if pattern.search(about)}
        before = said
    return found


@lru_cache(maxsize=1)
def _words() -> tuple[Phrases, dict[str, Phrases]]:
    lexicon = load_lexicon()
    table = lexicon.words["answers_named"]
    named = {str(need): any_of(words, lexicon.groups) for need, words in table.items()}
    return lexicon.patterns["withdrawn"], named
