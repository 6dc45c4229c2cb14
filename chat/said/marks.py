"""What the text of an offer says beside its fields: spot, metered, arm, the renewal of what somebody has."""

from __future__ import annotations

from functools import cache
from typing import Any

from knowledge import HERE
from knowledge.yamlfile import read_yaml


@cache
def tables() -> dict[str, Any]:
    """Return knowledge/offers.yaml."""
    found: dict[str, Any] = read_yaml(HERE / "offers.yaml")
    return found


def marks(text: str) -> list[str]:
    """Return what a text says beside the fields of an offer; `stay` where it is the renewal of what somebody has."""
    plain = " ".join(text.lower().split()).replace("unmetered", " ")
    return [name for name, words in tables()["marks"].items() if any(str(word) in plain for word in words)]
