"""What to do and when: the steps of an advice laid over the days until it is live."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from chat.bodies.money import Milestone
from chat.bodies.parts import Step
from chat.pages.card_parts import Day

BEGIN = ("order", "buy", "buy_done", "deploy")
DAYS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("evening", "steal", "fail-over"), ("evening", "live", "first")),
    (("filing-submit",), ("submit",)),
    (("filing-wait",), ("vendor",)),
    (("access-filing",), ("access",)),
    (("access-switch",), ("first",)),
    (
        ("go-live", "mini-program", "wechat", "app-stores", "footer", "genai", "licence-service", "privacy-note"),
        ("live", "first", "evening"),
    ),
    (("police",), ("police",)),
    (
        (
            "slow-look",
            "renewal-compare",
            "price-check",
            "vendor-papers",
            "api-try",
            "domain-check",
            "filer",
            "licence-first",
            "second-domain",
            "order",
        ),
        BEGIN,
    ),
    (
        (
            "first-",
            "docker",
            "kubernetes",
            "database",
            "data-memory",
            "check-cores",
            "game-",
            "drive-",
            "model-",
            "video-",
            "demo",
            "snapshot-practice",
            "wordpress",
        ),
        ("install", *BEGIN),
    ),
)
"""Beginnings of step ids, and on which of the days they fall, the first that there is; everything else on the last day."""
OPEN = 4
"""Steps whose text is spelled out at once."""


def laid_out(steps: Sequence[Step], timeline: Sequence[Milestone]) -> list[Day]:
    """Return the days, each with the steps that fall on it; no step is lost."""
    names = [row["id"] for row in timeline]
    falls: list[list[Step]] = [[] for _ in names]
    for step in steps:
        falls[_day(step["rule"], names)].append(step)
    days, left = [], OPEN
    for milestone, found in zip(timeline, falls, strict=True):
        told = [step for step in found[: max(left, 0)] if step.get("text")]
        days.append(Day(milestone, told, [step["title"] for step in found if step not in told]))
        left -= len(found)
    return days


def _day(rule: str, days: Sequence[str]) -> int:
    """Return which day a step falls on."""
    return next((days.index(day) for day in _wanted(rule) if day in days), len(days) - 1)


@cache
def _wanted(rule: str) -> tuple[str, ...]:
    """Return the days a step may fall on, the first that there is; there are as many steps as rules that ask for one."""
    name = rule.partition("/")[2]
    return next((wanted for beginnings, wanted in DAYS if name.startswith(beginnings)), ())
