"""Whether advice can be given here, for those who start a process or ask after its health."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from typing import Any

from chat import hear
from rules.advice import advising
from rules.answers import Answers
from rules.decide import deciding


def prepare() -> None:
    """Make sure that a process that answers can give advice, and that the first one is not slow."""
    advising.prepare()
    hear.prepare()
    for table in _tables():
        table()


def _tables() -> Iterator[_lru_cache_wrapper[Any]]:
    """Offer what is worked out once, whatever is asked: it hangs on knowledge alone, and no request need wait for it."""
    rooms = [module for name, module in sys.modules.items() if name.partition(".")[0] in ("chat", "rules", "knowledge")]
    for thing in [thing for room in rooms for thing in vars(room).values()]:
        if isinstance(thing, _lru_cache_wrapper) and not inspect.signature(thing.__wrapped__).parameters:
            yield thing


def works() -> str | None:
    """Return the product advised to somebody who has said nothing; None where the engine, asked anew, says otherwise."""
    return deciding.decide(Answers()).choice("product") if deciding.works() else None
