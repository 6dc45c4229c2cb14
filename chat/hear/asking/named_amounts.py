"""Of a question whether something is enough: the amount it names, of a line, a disk, a card, a month's traffic."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from chat.hear.asking.parts import Ask, Part

_LINE = re.compile(r"(?<![\d.a-z])(\d{1,5}(?:\.\d)?) ?(mbps|mb/s|mbit|兆|m|gbps|gbit)(?:带宽)?(?![a-z])")
_BYTES = re.compile(r"(?<![\d.a-z])(\d{1,5}(?:\.\d)?) ?个?(gb|gib|gigs?|g|tb|tib|t)(?![a-z])")
THOUSAND, KIBI = 1000, 1024
_SMALL = re.compile(r"(?<![\d.a-z])(\d{2,5}) ?(?:mb|mib|m|megs?)(?![a-z])")
KINDS = ("traffic", "vram", "disk")
"""What bytes may be of, by the word beside them; without one they are memory."""
OF = (*KINDS, "mbps", "ram")
"""What may be asked how much of it is needed."""


def enough_of(found: Iterable[Ask], all_parts: Iterable[Part]) -> list[Ask]:
    """Return acts with the amount that a question of the size names: 3M 带宽够吗, is 40 GB of disk enough."""
    parts = [*all_parts]
    return [_measured(one, parts) if _of_size(one) else one for one in found]


def _of_size(one: Ask) -> bool:
    """Tell whether an act is about the size; a wish for a larger one may only ask how large."""
    of_size = one.act in ("why", "why-not") and one.fields.get("decision") == "size"
    return of_size or (one.act == "better" and one.fields.get("toward") == "size")


def _measured(one: Ask, parts: list[Part]) -> Ask:
    """Return an act with its amount as a field, in Mbps or GB; one that names none, or whole GB of memory, as it is."""
    inside = [p for p in parts if any(p.start < end and start < p.end for start, end in one.places)]
    found = next((row for part in inside if (row := _asked_of(one, part))), None)
    if found:
        return replace(one, act="why", fields={"decision": "size", **found})
    asks_whether = one.act == "why" and any(_whether(p) for p in inside)
    return replace(one, fields={**one.fields, "enough": "yes"}) if asks_whether else one


def _whether(part: Part) -> bool:
    """Tell whether a part asks if it is enough, and not why it is so large."""
    return (part.has("is_enough") or part.has("lags")) and "why" not in part.frames


def _asked_of(one: Ask, part: Part) -> dict[str, Any] | None:
    """Return what a part asks how much of is needed, or the amount it names; None where it does neither."""
    of = next((name for name in OF if part.has(f"of_{name}")), None)
    if of and part.has("how_large"):
        return {"of": of}
    return None if one.act == "better" else _amount(part, of)


def _amount(part: Part, of: str | None) -> dict[str, Any] | None:
    """Return the amount that a part names, of what its word says; bytes of nothing are memory, which is a machine's."""
    if of in KINDS:
        return _read(_BYTES, part, str(of), "t")
    if of == "ram":
        small = _SMALL.search(part.words)
        return {"ram": round(float(small[1]) / KIBI, 2)} if small else None
    return _read(_LINE, part, "mbps", "g")


def _read(pattern: re.Pattern[str], part: Part, kind: str, thousands: str) -> dict[str, Any] | None:
    m = pattern.search(part.words)
    return {kind: _plain(float(m[1]) * (THOUSAND if m[2].startswith(thousands) else 1))} if m else None


def _plain(amount: float) -> float:
    return int(amount) if amount == int(amount) else amount


def names_amount(one: Ask) -> bool:
    """Tell whether an act asks of an amount, which is the machine's and no load of the asker's."""
    return bool({*one.fields} & {"of", *OF})
