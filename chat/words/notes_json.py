"""The notes of an advice in one language: the order, the questions to the vendor, the steps, the warnings; the contract's JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chat.bodies import parts, whole
from chat.words import law_json, money_said
from chat.words.bill_json import sources
from chat.words.wording import budget_label, choice_label, number, size_label
from knowledge import load
from rules.advice.advising import Advice
from rules.advice.instead import instead_price
from rules.argument.model import Note
from rules.price.spoken import Said, as_said, as_told

JSON = dict[str, Any]
_NAMED = re.compile(r"\{(\w+)\}")


def notes(advice: Advice, lang: str, told: Said | None = None) -> whole.Notes:
    """Return the order lines, the questions to the vendor, the steps and the warnings, and what would do `instead`."""
    values = placeholders(advice, lang, told)
    rows = {kind: [_note(advice, note, lang, values) for note in fired] for kind, fired in advice.notes.items()}
    instead: parts.Instead | None = None
    if found := rows.get("instead"):
        one: parts.Asked = found[0]
        instead = {**one, "price": _instead_price(advice, one["rule"], lang)}
    enough = money_said.within(advice, told)
    warnings = [row for row in _warnings(advice, lang, values) if not (enough and row["about"] == "budget")]
    return {
        "order": rows.get("order", []),
        "ask_vendor": [row["text"] for row in rows.get("ask_vendor", [])],
        "ask_vendor_notes": rows.get("ask_vendor", []),
        "steps": rows.get("step", []),
        "warnings": warnings,
        "instead": instead,
    }


def _warnings(advice: Advice, lang: str, values: Mapping[str, str]) -> list[parts.Warned]:
    """Return warnings and what the law says, due first in front."""
    noted: list[tuple[int, str, parts.Warned]] = [
        (note.rank, note.id, _note(advice, note, lang, values)) for note in advice.notes.get("warning", ())
    ]
    said = [(row.rank, row.id, law_json.row_json(advice, row, lang)) for row in advice.lawful.rows]
    rows = [row for _, _, row in sorted([*noted, *said], key=lambda each: each[:2])]
    return [*rows, law_json.no_advice_json(lang, sources)] if said else rows


def _note(advice: Advice, note: Note, lang: str, values: Mapping[str, str]) -> Any:
    snippet = load().snippets[note.snippet]
    said = snippet.texts[lang]
    texts = said if isinstance(said, Mapping) else {"text": said}
    row: JSON = {key: _filled(text, values) for key, text in texts.items()}
    if note.kind == "order":
        row["field"] = note.id.partition("/")[2]
    if note.about:
        row["about"] = note.about
    decided = advice.decided
    row.update(
        rule=note.id, snippet=note.snippet, because=decided.because(note), circumstances=decided.circumstances(note)
    )
    row.update(given=decided.given(note), sources=sources(snippet.cites, lang))
    return row


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _NAMED.sub(lambda found: values.get(found[1], found[0]), text) if "{" in text else text


def placeholders(advice: Advice, lang: str, told: Said | None = None) -> dict[str, str]:
    """Return what the texts of notes may name."""
    decided, size, said = advice.decided, advice.size, money_said.said_of(advice, told)
    low, high = (
        budget_label(lang, replace(said, amount=as_told(as_said(end, said, advice.months))))
        for end in money_said.ends_of(advice.price, said)
    )
    budget = "" if advice.answers.stated("budget") is None else budget_label(lang, said)
    return {
        "size": size_label(lang, size),
        "region": choice_label(lang, "region", decided.choice("region")),
        "product": choice_label(lang, "product", decided.choice("product")),
        "low": low,
        "high": high,
        "budget": budget,
        "vcpus": number(size.vcpus or 0),
        "memory": number(size.memory_gib or 0),
        "disk": number(size.disk_gib or 0),
        "bandwidth": number(size.bandwidth_mbps or 0),
        "card": number(size.gpu_memory_gib or 0),
        "months": "3" if decided.choice("filing") in ("needed", "done") else "1",
    }


def _instead_price(advice: Advice, rule: str, lang: str) -> parts.InsteadPrice | None:
    """Return what not buying costs a month; None where nobody can say."""
    found = instead_price(rule, advice.decided.choice("region"))
    if found is None:
        return None
    return {
        "low": found.low,
        "high": found.high,
        "per": "month",
        "about": found.about,
        "sources": sources(found.cites, lang),
    }
