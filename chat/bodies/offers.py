"""What the API answers about an offer."""

from __future__ import annotations

from typing import Any, TypedDict

from chat.bodies.parts import Shown, Source, Yuan


class Hanging(TypedDict):
    """What the judgement of an offer hangs on."""

    id: str
    need: str | None
    text: str


class Flag(TypedDict):
    """Something to mind about an offer."""

    id: str
    text: str
    sources: list[Source]


class Usual(TypedDict):
    """What the same size and place usually cost a month."""

    low: Yuan
    high: Yuan
    plans_used: int
    oldest: Shown
    newest: Shown


class Offer(TypedDict):
    """An offer judged; sums are null where the offer does not say."""

    offer: dict[str, Any]
    fits: bool | None
    hangs_on: list[Hanging]
    per_month: Yuan | None
    first_year: Yuan | None
    three_years: Yuan | None
    usual: Usual | None
    flags: list[Flag]
    ask_vendor: list[str]
    text: str
    sources: list[Source]
