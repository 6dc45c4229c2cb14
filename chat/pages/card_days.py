"""What to do and when: the steps of an advice laid over the days until it is live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

JSON = dict[str, Any]
BEGIN = ("order", "buy", "buy_done", "deploy")
DAYS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("evening", "steal", "fail-over"), ("evening", "live", "first")),
    (("filing-submit",), ("submit",)),
    (("filing-wait",), ("vendor",)),
    (("access-filing",), ("access",)),
    (("access-switch",), ("first",)),
    (("go-live", "mini-program", "wechat", "app-stores", "footer", "genai", "licence-service", "privacy-note"), ("live", "first", "evening")),
    (("police",), ("police",)),
    (("slow-look", "renewal-compare", "price-check", "vendor-papers", "api-try", "domain-check", "filer", "licence-first", "second-domain", "order"), BEGIN),
    (("first-", "docker", "kubernetes", "database", "data-memory", "check-cores", "game-", "drive-", "model-", "video-", "demo", "snapshot-practice", "wordpress"),
     ("install", *BEGIN)),
)  # fmt: skip
"""Beginnings of step ids, and on which of the days they fall, the first that there is; everything else on the last day."""
OPEN = 4
"""Steps whose text is spelled out at once."""


def laid_out(steps: Sequence[JSON], timeline: Sequence[JSON]) -> list[JSON]:
    """Return the days, each with the steps that fall on it; no step is lost."""
    days = [{**row, "steps": []} for row in timeline]
    for step in steps:
        days[_day(step["rule"], [row["id"] for row in days])]["steps"].append(step)
    told = 0
    for row in days:
        row["steps"] = [
            {**step, "open": bool(step.get("text")) and told + n < OPEN} for n, step in enumerate(row["steps"])
        ]
        told += len(row["steps"])
    return days


def _day(rule: str, days: Sequence[str]) -> int:
    """Return which day a step falls on."""
    name = rule.partition("/")[2]
    for beginnings, wanted in DAYS:
        if name.startswith(beginnings):
            return next((days.index(day) for day in wanted if day in days), len(days) - 1)
    return len(days) - 1
