"""What is paid already for a machine one has: nobody's offer, and no wish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.hear.lexicon import load_lexicon
from chat.hear.moods import Clause, frames


def pays_now(text: str, found: Iterable[Clause]) -> re.Match[str] | None:
    """Return the words that say what the speaker pays for what they have; None where they would pay it, or show it to be judged."""
    if load_lexicon().patterns["judged"].search(text):
        return None
    paying, hosted = frames().paying, frames().hosted.search(text)
    for clause in found:
        said = paying.search(text, clause.start, clause.end)
        if not said and hosted and hosted.start() < clause.end:
            said = frames().price.search(text, clause.start, clause.end)
        if said and not _is_shown(text, clause, said.end()):
            return said
    return None


def _is_shown(text: str, clause: Clause, end: int) -> bool:
    """Tell whether a clause with a sum that ends somewhere says what somebody asks for a machine, or what its speaker would pay."""
    patterns = load_lexicon().patterns
    would = patterns["would_pay"].search(text, clause.start, end) or patterns["at_most"].match(text, end)
    return bool(would or frames().signs.search(text, clause.start, clause.end))
