"""Words of the order page explained where they stand: one sentence on a tap, or at once to who never used a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chat.words.wording import phrase
from knowledge import load
from rules.facts.attributes import stated

JSON = dict[str, Any]
BY_FIELD = {
    "image": "image", "system": "image", "region": "region", "size": "size", "plan": "size", "disk": "disk", "address": "address", "bandwidth": "bandwidth",
    "bundle": "bundle", "traffic": "bundle", "snapshot": "snapshot", "firewall": "firewall", "line": "line", "renew": "renew", "term": "term",
    "balancer": "load-balancer", "key": "ssh", "card": "card",
}  # fmt: skip
"""What a line of the order page is about, by the beginning of its id."""


def explained(rows: Sequence[JSON], needs: Mapping[str, object], lang: str) -> list[JSON]:
    """Return the lines of the order page, each with the sentence that explains its word; `plain`: shown without a tap."""
    plain = stated(needs, "skill") == "none"
    return [{**row, "term": _term(row["field"], lang), "plain": plain} for row in rows]


def _term(field: str, lang: str) -> JSON | None:
    name = BY_FIELD.get(field.partition("-")[0])
    key = f"term.{name}"
    return {"id": f"term-{field}", "text": phrase(lang, key)} if key in load().phrases else None
