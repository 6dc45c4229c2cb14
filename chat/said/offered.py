"""An offer under discussion: its fields corrected by hand, and the machine it is, to go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.remarks_address import OFFER, read_offer, write_offer
from rules.advice.named_machine import Named

FORM = "offer-"
"""What the names of a form's fields begin with."""


def corrected(form: Mapping[str, str], before: str) -> str:
    """Return an offer (as it stands in an address) with the fields of a form in place of its own.

    A field left empty is not said; one that cannot be read stays as it was. What no form shows rides along.
    """
    fields = dict(read_offer(before) or {})
    for name in OFFER:
        text = form.get(FORM + name)
        if text is None:
            continue
        plain = text.replace(",", "") if OFFER[name] == "number" else text
        read = read_offer(write_offer({name: plain.strip()})) if plain.strip() else {}
        if read is not None:
            fields.pop(name, None)
            fields |= read
    return write_offer(fields)


def machine(fields: Mapping[str, Any]) -> Named | None:
    """Return the machine an offer is; None where it names no size."""
    vcpus, memory = (float(fields.get(name) or 0) for name in ("vcpus", "memory_gib"))
    found = Named(int(vcpus) or None, memory or None)
    return found if found.vcpus or found.memory_gib else None
