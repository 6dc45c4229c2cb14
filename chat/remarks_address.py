"""The remarks to answer and the offer under discussion, as they ride along in an address, read and written.

`reply=what-if:budget-99.9;cost:span-first-year`: at most two acts joined by `;`, lists inside a value by `+`.
`offer=vcpus-2,memory_gib-2.5,price-18.66,currency-USD,per-year`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

ACTS: Mapping[str, tuple[str, ...]] = {
    "why": ("decision", "need", "enough", "of", "mbps", "disk", "vram", "traffic", "ram"),
    "why-not": ("decision", "choice"),
    "compare": ("decision", "choices"),
    "what-if": (),
    "better": ("toward",),
    "other": (),
    "offer": (),
    "cost": ("span",),
    "when": (),
    "how": ("about",),
    "sure": (),
    "vendor": ("vendors",),
    "recap": (),
    "topic": ("topic", "needed"),
}
"""Each act with its fields; a what-if takes needs, `also` and `spec` instead."""
LISTS = frozenset({"choices", "vendors", "also"})
_KINDS = {
    "text": ("vendor", "line", "gpu", "marks"),
    "word": ("product", "region", "currency", "per", "ipv4", "virtualization"),
    "number": ("vcpus", "memory_gib", "disk_gib", "bandwidth_mbps", "traffic_gib", "price", "renewal", "count"),
    "flag": ("promo",),
}
OFFER: Mapping[str, str] = {name: kind for kind, names in _KINDS.items() for name in names}
"""Each field of an offer with the kind of its value; `marks`: what its text says beside them, in words of ours."""
MOST_ACTS, MOST_LETTERS, MOST_TEXT, MOST_LIST = 2, 400, 40, 6
_ACT = re.compile(r"([a-z-]{2,12})(?::([^;]{1,300}))?")
_PAIR = re.compile(r"([a-z_]{2,16}(?:4)?)-([^,]{1,120})")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?")


def read_reply(text: str, needs: Sequence[str] = ()) -> list[dict[str, Any]] | None:
    """Return the acts of a `reply`, in the contract's shape; None where it is malformed or too long.

    `needs`: the names of needs that a what-if may take besides `also` and `spec`.
    """
    if len(text) > MOST_LETTERS:
        return None
    parts = text.split(";")
    found = [act for one in parts if (act := _act(one, frozenset(needs))) is not None]
    return found if len(found) == len(parts) <= MOST_ACTS else None


def _act(text: str, needs: frozenset[str]) -> dict[str, Any] | None:
    m = _ACT.fullmatch(text)
    if m is None or m[1] not in ACTS:
        return None
    pairs = _pairs(m[2] or "")
    if pairs is None:
        return None
    if m[1] == "what-if":
        return _supposed(pairs, needs)
    if not set(pairs) <= {*ACTS[m[1]]}:
        return None
    fields = {key: _list(value) if key in LISTS else value for key, value in pairs.items()}
    return None if None in fields.values() else {"act": m[1], **fields}


def _supposed(pairs: Mapping[str, str], needs: frozenset[str]) -> dict[str, Any] | None:
    stated = {key: _value(value) for key, value in pairs.items() if key not in ("also", "spec")}
    if needs and not set(stated) <= needs:
        return None
    also = _list(pairs["also"]) if "also" in pairs else []
    if also is None:
        return None
    spec = {"spec": pairs["spec"]} if "spec" in pairs else {}
    return {"act": "what-if", **({"needs": stated} if stated else {}), **({"also": also} if also else {}), **spec}


def _pairs(text: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for one in text.split(",") if text else ():
        m = _PAIR.fullmatch(one)
        value = unquote(m[2]) if m else ""
        if m is None or m[1] in found or not value.isprintable() or set(value) & set(",;"):
            return None
        found[m[1]] = value
    return found


def _list(text: str) -> list[str] | None:
    found = text.split("+")
    return found if len(found) <= MOST_LIST and all(0 < len(one) <= MOST_TEXT for one in found) else None


def _value(text: str) -> str | int | float:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def write_reply(acts: Sequence[Mapping[str, Any]]) -> str:
    """Return acts (at most two are kept) as they stand in an address; an offer stands under its own name."""
    return ";".join(_written(act) for act in acts[:MOST_ACTS])


def _written(act: Mapping[str, Any]) -> str:
    fields: dict[str, Any] = {key: value for key, value in act.items() if key not in ("act", "needs", "offer")}
    fields = {**act.get("needs", {}), **fields}
    pairs = ",".join(
        f"{key}-{_plain(value)}" for key, value in fields.items() if value is not None and value not in ([], "")
    )
    return f"{act['act']}:{pairs}" if pairs else str(act["act"])


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "+".join(_safe(str(one)) for one in value[:MOST_LIST])
    return f"{value:.10g}" if isinstance(value, float) else _safe(str(value))


def _safe(text: str) -> str:
    """Return a text without the letters that join, as one value; what it loses says nothing."""
    return " ".join("".join(" " if c in ",;+" or not c.isprintable() else c for c in text[:MOST_TEXT]).split())


def read_offer(text: str) -> dict[str, Any] | None:
    """Return the fields of an `offer` in an address; None where it is malformed or too long."""
    pairs = _pairs(text) if len(text) <= MOST_LETTERS else None
    if not pairs or not set(pairs) <= {*OFFER}:
        return None
    fields = {key: _field(OFFER[key], value) for key, value in pairs.items()}
    return None if None in fields.values() else fields


def _field(kind: str, value: str) -> Any:
    if kind == "number":
        return _value(value) if _NUMBER.fullmatch(value) else None
    if kind == "flag":
        return True if value == "yes" else None
    if kind == "word":
        return value if _WORD.fullmatch(value) else None
    return value if len(value) <= MOST_TEXT else None


def write_offer(fields: Mapping[str, Any]) -> str:
    """Return the fields of an offer as they stand in an address, always in the same order."""
    said = {
        key: "yes" if value is True else value
        for key, value in fields.items()
        if value is not None and value is not False and value != ""
    }
    return ",".join(f"{key}-{_plain(said[key])}" for key in OFFER if key in said)


def quoted(text: str) -> str:
    """Return a reply or an offer quoted for a query string."""
    return quote(text, safe=",;:+-.")
