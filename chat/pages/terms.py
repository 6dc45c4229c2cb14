"""Words of the order page explained where they stand: one sentence on a tap, or at once to who never used a server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.bodies.parts import OrderLine
from chat.words.wording import phrase
from knowledge import load
from rules.answers import Answers

BY_FIELD = {
    **{name: name for name in ("address", "bandwidth", "bundle", "card", "disk", "firewall", "image", "line")},
    **{name: name for name in ("region", "renew", "size", "snapshot", "term")},
    "balancer": "load-balancer",
    "key": "ssh",
    "plan": "size",
    "system": "image",
    "traffic": "bundle",
}
"""What a line of the order page is about, by the beginning of its id."""


@dataclass(frozen=True)
class Term:
    """A sentence that explains a word, and the id it is found under."""

    id: str
    text: str


@dataclass(frozen=True)
class OrderRow:
    """One line of the order page; `plain`: its word is explained without a tap."""

    field: str
    label: str
    choose: str
    text: str
    rule: str
    snippet: str
    term: Term | None
    plain: bool


def explained(rows: Sequence[OrderLine], answers: Answers, lang: str) -> list[OrderRow]:
    """Return the lines of the order page, each with the sentence that explains its word; `plain`: shown without a tap."""
    plain = answers.stated("skill") == "none"
    return [
        OrderRow(
            row["field"],
            row["label"],
            row["choose"],
            row.get("text") or "",
            row["rule"],
            row["snippet"],
            _term(row["field"], lang),
            plain,
        )
        for row in rows
    ]


def _term(field: str, lang: str) -> Term | None:
    name = BY_FIELD.get(field.partition("-")[0])
    key = f"term.{name}"
    return Term(f"term-{field}", phrase(lang, key)) if key in load().phrases else None
