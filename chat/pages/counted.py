"""What one answer means to the owner's counters; nothing of what anybody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chat.said.conversation import Conversation
from rules.advice.advising import Advice, advise


@dataclass(frozen=True)
class Counted:
    """The question a page puts, the one just answered, and the choice of each decision if advised."""

    asked: str | None = None
    answered: str | None = None
    advised: Mapping[str, str] = field(default_factory=dict)


def advised(found: Advice, asked: str | None = None, answered: str | None = None) -> Counted:
    """Return what an advice counts for: nothing before it is whole."""
    verdicts = found.decided.verdicts if found.ready else {}
    return Counted(asked, answered, {name: verdict.choice for name, verdict in verdicts.items()})


def of(said: Conversation, asked: str | None) -> Counted:
    """Return what a page of the chat counts for; `asked`: the question it puts."""
    return advised(advise(said.answers, said.now), asked, next(reversed(list(said.needs)), None))
