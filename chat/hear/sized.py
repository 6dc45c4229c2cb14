"""Gigabytes and megabits to the need that takes them: data, traffic, bandwidth; a machine's own go to the machine."""

from __future__ import annotations

import re

from chat.hear import gigabytes, owned
from chat.hear.claims import Claim
from chat.hear.machine import Told, machine
from chat.hear.moods import Mood
from chat.hear.quantities import Quantity
from chat.hear.stated import Stated
from chat.hear.units import pattern
from rules.advice.named_machine import MOST_MEMORY, Named

MONTH = 30.0
_SMALL = 64  # GB of memory people ask about
LEAST_MEMORY = 0.1
_LISTED = re.compile("[ ，、+/&]*(?:and |with |plus |和|加|带)?")
_SPACE = re.compile(" ?(?:of )?(?:storage|space|存储|空间)(?![a-z])")
"""What goes on with the figures of one machine, and what of them is its disk."""


def in_bytes(told: Stated, quantity: Quantity) -> None:
    """Hear what so many GB are of."""
    if owned.is_of_a_card(told, quantity):
        _card_memory(told, quantity)
        return
    what = "memory" if owned.is_memory(told, quantity) else gigabytes.of_bytes(quantity)
    if what == "bandwidth":
        _line(told, quantity, quantity.high * 1000)
        return
    if what == "storage":
        what = "memory" if _is_checked(told, quantity) else "name" if _is_its_disk(told, quantity) else what
    _sized(told, quantity, what, quantity.high)


def _is_checked(told: Stated, quantity: Quantity) -> bool:
    """Tell whether a question is whether so much memory does: is 4 gigs enough for 50 people."""
    asked = told.mood(quantity.start) is Mood.ASKS_ENOUGH and quantity.high <= _SMALL
    return asked and not pattern("subjects", "kept").search(quantity.around)


def _is_its_disk(told: Stated, quantity: Quantity) -> bool:
    """Tell whether it is the disk of a machine that is named in the same clause, no data of the speaker's."""
    found = machine(told.text)
    low, high = told.clause(quantity.start)
    if found is None:
        return False
    listed = _LISTED.fullmatch(told.text, found.end, quantity.start)
    if listed and _SPACE.match(quantity.right):
        return True
    return bool((listed or low <= found.start < high) and pattern("parts", "disk").search(quantity.around))


def in_megabits(told: Stated, quantity: Quantity) -> None:
    """Hear what so many M or Mbps are of."""
    what = "memory" if owned.is_memory(told, quantity) else gigabytes.of_megabits(quantity)
    if what != "bandwidth":
        _sized(told, quantity, what, quantity.high / 1000)
    else:
        _line(told, quantity, quantity.high)


def _line(told: Stated, quantity: Quantity, mbps: float) -> None:
    """Hear so many Mbps as a wish, but those of a machine they check or have: no need takes what is there already."""
    if told.mood(quantity.start) is Mood.ASKS_ENOUGH:
        told.used.add(quantity)  # of a machine they check
    elif not owned.is_had(told, quantity):
        told.claim("bandwidth", mbps, quantity)


def _card_memory(told: Stated, quantity: Quantity) -> None:
    """Say back the memory of a card, which hints at running models where nothing else is said."""
    told.used.add(quantity)
    told.load.unused.append((quantity.start, quantity.end))
    told.load.claims.append(Claim("purpose", "ai", quantity.start, quantity.end, weak=True))


def _sized(told: Stated, quantity: Quantity, what: str | None, size: float) -> None:
    if what == "traffic":
        per = min(quantity.per or MONTH, MONTH)
        told.claim("traffic", size * MONTH / per, quantity)
    elif what == "storage" and not _kept_elsewhere(told, quantity):
        told.claim("storage", size, quantity)
    elif what in ("memory", "name"):
        told.used.add(quantity)
    if what == "memory" and LEAST_MEMORY <= size <= MOST_MEMORY and not machine(told.text):
        memory = int(size) if size >= 1 else round(size, 1)
        told.load.spec = Told(Named(None, memory), quantity.start, quantity.end)


def _kept_elsewhere(told: Stated, quantity: Quantity) -> bool:
    """Tell whether another product keeps it: the files are in R2."""
    low, high = told.clause(quantity.start)
    if pattern("signs", "kept_elsewhere").search(told.text[low:high]):
        return True
    return any(t.says.get("keeps") and low <= t.start < high for t in told.of_kind("product"))
