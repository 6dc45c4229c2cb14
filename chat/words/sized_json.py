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
    values: dict[str, Any] = {name: number(v) if isinstance(v, int | float) else v for name, v in one.params}
    values |= {"memory": number(one.memory_gib), "vcpus": number(one.vcpus)}
    key = one.text
    if "program" in values:
        values["program"] = program_label(lang, values["program"])
    if one.kind == "purpose":
        card = next((step.inputs["gpu_memory_gib"] for step in size.steps if step.id == "class"), 0)
        values["card"] = number(float(card))
        key = "sized.unknown" if one.what == "unknown" else "sized.card" if card and not one.memory_gib else key
        if one.what != "unknown":
            values["purpose"] = option_label(lang, "purpose", one.what)
            values["people"] = value_label(lang, "scale", size.people, one.what)
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
