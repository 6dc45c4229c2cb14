"""What a first message supposes where it asks for a machine: the load it is asked for, as nothing was said before that it could change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from chat.hear.lexicon import load_lexicon
from chat.hear.message import State
from chat.hear.moods import Clause, Mood
from chat.hear.phrases import Phrases

_SIZING = frozenset(("which_machine", "how_much", "enough"))
_ASKING = frozenset((Mood.ASKS, Mood.ASKS_ENOUGH, Mood.SUPPOSES))
_LIMIT = re.compile(
    r"\d ?(?:块|元|刀)?(?:以内|之内|以下|封顶)|(?<![a-z])(?:under|below|at most|up to|within) [$€£¥]?\d"
)
_FIGURE = re.compile(r"\d")


def opens(state: State) -> bool:
    """Tell whether nothing was said before on which a message may lean."""
    return not (state.ask or state.needs or state.also or state.now or state.reply)


def wanted(text: str, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses of a first message, what it supposes as part of a question whether a machine is enough.

    So it is where a machine is asked for and either a wish is supposed (如果要支持, if I want) or no figure is stated beside it.
    """
    found = tuple(_of_limit(text, c) for c in clauses)
    if not any(_asks_size(text, c) for c in found):
        return found
    stated = any(c.mood is Mood.STATES and _FIGURE.search(text, c.start, c.end) for c in found)
    return tuple(replace(c, mood=Mood.ASKS_ENOUGH) if _is_load(text, c, stated) else c for c in found)


def _of_limit(text: str, clause: Clause) -> Clause:
    """Take a wish for a better one within a sum as one of whoever asks: there is nothing yet that it could better."""
    wishes = clause.frame == "about_it" and clause.mood is Mood.ASKS and _LIMIT.search(text, clause.start, clause.end)
    return replace(clause, mood=Mood.ASKS_ENOUGH) if wishes else clause


def _asks_size(text: str, clause: Clause) -> bool:
    """Tell whether a clause asks how big a machine must be, whatever else it does."""
    if clause.mood is Mood.ASKS_ENOUGH and clause.frame in _SIZING:
        return True
    return clause.mood in _ASKING and bool(_words("asks_size").search(text, clause.start, clause.end))


def _is_load(text: str, clause: Clause, stated: bool) -> bool:
    if clause.mood is not Mood.SUPPOSES or clause.told:
        return False
    return not stated or bool(_words("supposed_wish").search(text, clause.start, clause.end))


def _words(name: str) -> Phrases:
    return load_lexicon().patterns[name]
