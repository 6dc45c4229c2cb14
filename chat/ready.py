"""Whether advice can be given here, for those who start a process or ask after its health."""

from __future__ import annotations

from chat import hear
from rules.advice import advising
from rules.answers import Answers
from rules.decide import deciding


def prepare() -> None:
    """Make sure that a process that answers can give advice, and that the first one is not slow."""
    advising.prepare()
    hear.prepare()


def works() -> str | None:
    """Return the product advised to somebody who has said nothing; None where the engine, asked anew, says otherwise."""
    return deciding.decide(Answers()).choice("product") if deciding.works() else None
