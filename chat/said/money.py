"""The budget as it was said, which rides along in an address: `said=100-CNY-year` beside `budget=8.33`. It changes no decision."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge import catalogue
from rules.price.spoken import MONTHS, Said, is_said

_SAID = re.compile(r"(\d{1,9}(?:\.\d{1,4})?)-([A-Za-z]{3})-([a-z-]{3,11})")


def read_said(text: str) -> Said | None:
    """Read an amount, a currency that has a dated rate and the span it is for; None where it is malformed."""
    found = _SAID.fullmatch(text)
    if found is None or found[2].upper() not in catalogue.money()["rates"] or found[3] not in MONTHS:
        return None
    return Said(float(found[1]), found[2].upper(), found[3])


def takes_said() -> str:
    """Say what it takes."""
    return f"an amount, {'|'.join(catalogue.money()['rates'])} and {'|'.join(MONTHS)}, as 100-CNY-year"


def said_with(needs: Mapping[str, object], said: Said | None) -> Said | None:
    """Return it where it still is the budget and says more than that does: yuan a month need no saying."""
    budget = needs.get("budget")
    if said is None or not isinstance(budget, int | float) or said.plain:
        return None
    return said if is_said(said, float(budget)) else None
