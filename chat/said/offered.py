"""An offer under discussion: read from its text, its fields corrected by hand, and the machine it is, to go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat.hear import offer as heard
from chat.hear.offering.text import MOST_LETTERS
from chat.remarks_address import OFFER, read_offer, write_offer
from chat.said.marks import marks
from rules.advice.named_machine import Named

MOST_GET, MOST_POST = 2_000, MOST_LETTERS
"""Letters of an offer's text that are read by GET, and by POST."""
FORM = "offer-"
"""What the names of a form's fields begin with."""


def marked(fields: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the fields of an offer with what its text says beside them."""
    return {**fields, "marks": " ".join(marks(text))}


def in_words(text: str) -> dict[str, Any]:
    """Return the fields of an offer that somebody pasted."""
    return marked(heard.read_offer(text), text)


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
