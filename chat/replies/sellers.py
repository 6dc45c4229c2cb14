"""Who sells an offer, and what its text says beside the fields."""

from __future__ import annotations

from functools import cache
from typing import Any

from chat.replies.vendor import plans_of
from knowledge import HERE
from knowledge.yamlfile import read_yaml
from rules.advice.offer import Seller


@cache
def _tables() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(HERE / "offers.yaml")
    return found


def seller(name: str | None) -> Seller:
    """Return what is known of a vendor as somebody writes it."""
    if not name:
        return Seller()
    plain = name.lower()
    listed = next(
        (
            Seller(kind, (), home)
            for kind, homes in _tables()["sellers"].items()
            for home, names in homes.items()
            if plain in names
        ),
        None,
    )
    plans = plans_of(name)
    if not plans:
        return listed or Seller("small")
    regions = tuple(dict.fromkeys(region for plan in plans for region in plan.regions))
    home = listed.home if listed else "mainland" if "mainland" in regions else ""
    return Seller(plans[0].vendor_kind, regions, home)


def marks(text: str) -> list[str]:
    """Return what a text says beside the fields of an offer; `stay` where it is the renewal of what somebody has."""
    plain = " ".join(text.lower().split())
    return [name for name, words in _tables()["marks"].items() if any(str(word) in plain for word in words)]
