"""What a size comes from, and what goes beyond us, as the contract's JSON."""

from __future__ import annotations

from typing import Any

from chat.bodies import machine as machine_body
from chat.bodies import parts
from chat.words.wording import number, option_label, phrase, program_label, value_label
from knowledge import load
from rules.advice.advising import Advice
from rules.machine.size import Size, SizedBy


def sized_by(advice: Advice, lang: str) -> list[machine_body.SizedBy]:
    """Return what the size comes from, strongest first: GiB, vCPUs, a sentence and its sources."""
    return [_row(advice.size, one, lang) for one in advice.size.sized_by]


def _row(size: Size, one: SizedBy, lang: str) -> machine_body.SizedBy:
    key, values = one.text, _values(one, lang)
    if one.kind == "purpose":
        card = _card(size)
        key, values = _of_purpose(one, card), values | _purpose_values(size, one, card, lang)
    cited: list[parts.Source] = [
        {"title": s.title[lang], "url": s.url, "checked_on": s.checked_on} for s in load().cited(one.cites)
    ]
    said: list[parts.Source] = [
        {"title": s.title, "url": s.url, "dated": s.date, "checked_on": s.checked_on, "says": s.says}
        for s in one.sources
    ]
    return {
        "what": one.what,
        "kind": one.kind,
        "memory_gib": one.memory_gib or None,
        "vcpus": one.vcpus,
        "disk_gib": one.disk_gib or None,
        "text": phrase(lang, key, **values),
        "sources": said or cited,
    }


def _values(one: SizedBy, lang: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: number(v) if isinstance(v, int | float) else v for name, v in one.params}
    values |= {"memory": number(one.memory_gib), "vcpus": number(one.vcpus)}
    return values | ({"program": program_label(lang, values["program"])} if "program" in values else {})


def _card(size: Size) -> float:
    """Return the GiB of card memory that were worked out."""
    return size.needed.get("gpu_memory_gib", 0.0)


def _of_purpose(one: SizedBy, card: float) -> str:
    """Return the phrase of a purpose: nobody knows it, only its card counts, or its own."""
    if one.what == "unknown":
        return "sized.unknown"
    return "sized.card" if card and not one.memory_gib else one.text


def _purpose_values(size: Size, one: SizedBy, card: float, lang: str) -> dict[str, Any]:
    values = {"card": number(card)}
    if one.what == "unknown":
        return values
    people = value_label(lang, "scale", size.people, one.what)
    return values | {"purpose": option_label(lang, "purpose", one.what), "people": people}


def tight(advice: Advice, lang: str) -> str | None:
    """Return the condition under which the size will do, where a little more would be comfortable."""
    if not advice.size.tight:
        return None
    need, has = advice.size.tight
    return phrase(lang, "sized.tight", need=number(need), has=number(has))


def scope(advice: Advice, lang: str) -> machine_body.Scope | None:
    """Return why the case goes beyond what we can answer for, and who can."""
    found = advice.size.scope
    return {"id": found, "text": phrase(lang, f"scope.{found}")} if found else None
