"""One value of an address: read, or what is wrong with it; and written back."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from knowledge import load
from knowledge.programs import MOST_PROGRAMS, programs
from rules.answers import UNSURE, Value

MOST_ALSO, MOST_MALFORMED = 40, 3
"""Of an address so many circumstances and so many mistakes are read; the rest costs nothing."""
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")


@dataclass(frozen=True)
class Malformed:
    """A parameter that could not be used: what it is called, what came, what it takes."""

    name: str
    value: str
    takes: str


def written(value: Value) -> str:
    """Write a value as it stands in an address: 50, not 50.0."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def read_again(name: str, text: str, before: Value | None) -> Value | Malformed:
    """Read a need that may stand in the address already: boxes that are ticked are joined, anything else is said once."""
    value = read_value(name, text)
    if before is None or isinstance(value, Malformed):
        return value
    if load().needs[name].kind in ("list", "programs") and UNSURE not in (value, before):
        return _joined(name, str(before), str(value))
    return value if before == value else Malformed(name, text[:60], takes(name) + " (once)")


def read_also(text: str) -> tuple[tuple[str, ...], list[Malformed]]:
    """Return the circumstances among the first MOST_ALSO, and what is wrong with the rest, in a few entries."""
    parts = text.split(",", MOST_ALSO)
    rest = parts.pop() if len(parts) > MOST_ALSO else ""
    flags = [flag.strip() for flag in parts if flag.strip()]
    known = {*load().circumstances, *load().needs["purpose"].values}
    takes = "|".join(load().circumstances)
    strange = [Malformed("also", flag[:60], takes) for flag in dict.fromkeys(flags) if flag not in known]
    if rest:
        strange.insert(0, Malformed("also", rest[:60], f"at most {MOST_ALSO} of {takes}"))
    return tuple(dict.fromkeys(flag for flag in flags if flag in known)), strange[:MOST_MALFORMED]


def read_value(name: str, text: str) -> Value | Malformed:
    """Read one value of a need, or say what it takes."""
    need = load().needs[name]
    if text == UNSURE:
        return UNSURE
    if need.kind == "choice":
        return text if text in need.values else Malformed(name, text[:60], takes(name))
    if need.kind in ("list", "programs"):
        return _several(name, text)
    if not _NUMBER.fullmatch(text) or not need.minimum <= float(text) <= need.maximum:
        return Malformed(name, text[:60], takes(name))
    if name == "scale" and "." in text:
        return Malformed(name, text[:60], takes(name))
    number = round(float(text), 2)
    return int(number) if number == int(number) else number


def _several(name: str, text: str) -> Value | Malformed:
    """Read a list: known words joined by commas, each once, in order of saying."""
    need = load().needs[name]
    words = list(dict.fromkeys(word for word in text.split(",") if word))
    known: Container[str] = programs() if need.kind == "programs" else need.values
    most = MOST_PROGRAMS if need.kind == "programs" else len(need.values)
    fits = words and len(words) <= most and all(word in known for word in words)
    return ",".join(words) if fits else Malformed(name, text[:60], takes(name))


def _joined(name: str, told: str, more: str) -> str:
    """Join what a form sends as one parameter for each box that is ticked."""
    words = list(dict.fromkeys([*told.split(","), *more.split(",")]))
    return ",".join(words[:MOST_PROGRAMS] if load().needs[name].kind == "programs" else words)


def takes(name: str) -> str:
    """Say in the contract's words what a need takes."""
    need = load().needs[name]
    if need.kind == "choice":
        return "|".join((*need.values, UNSURE))
    if need.kind == "list":
        return f"some of {','.join(need.values)}, joined by commas, or {UNSURE}"
    if need.kind == "programs":
        return f"at most {MOST_PROGRAMS} ids of the program catalogue, joined by commas, or {UNSURE}"
    kind = "a whole number" if name == "scale" else f"a number ({need.unit['en'] if need.unit else ''})"
    return f"{kind} from {need.minimum:g} to {need.maximum:g}, or {UNSURE}"
