"""How the law is said: rows as warnings, and what is missing before any server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chat.bodies.parts import MissingByLaw, Source, Warned
from knowledge import load
from rules.advice.advising import Advice
from rules.advice.lawful import because, circumstances
from rules.facts.law_folds import law
from rules.law.rows import Row

JSON = dict[str, Any]


def row_json(advice: Advice, row: Row, lang: str) -> Warned:
    """Return one row of law as a warning."""
    return {
        "about": row.about,
        "rule": f"law/{row.id}",
        "text": law().text(row, lang, advice.lawful.on),
        "first": row.first[lang] if row.first else None,
        "since": row.since.isoformat(),
        "because": dict(because(row, advice.answers)),
        "circumstances": circumstances(row, advice.answers),
        "given": {},
        "sources": [
            {
                "title": s.title[lang],
                "url": s.url,
                "kind": s.kind,
                "dated": str(s.date),
                "checked_on": str(s.checked_on),
            }
            for s in row.sources
        ],
    }


def no_advice_json(lang: str, sources: Callable[[tuple[str, ...], str], list[Source]]) -> Warned:
    """Return what is said once where law was said: that it is no legal advice."""
    snippet = load().snippets["warning/not-legal-advice"]
    return {
        "about": "not-legal-advice",
        "rule": snippet.id,
        "snippet": snippet.id,
        "text": str(snippet.texts[lang]),
        "because": {},
        "circumstances": [],
        "given": {},
        "sources": sources(snippet.cites, lang),
    }


def missing_json(advice: Advice, lang: str) -> MissingByLaw | None:
    """Return what is missing by law: {"rules", "first", "needs"}, or None."""
    rows = advice.lawful.missing
    if not rows:
        return None
    needs = {name for row in rows for name in because(row, advice.answers)}
    return {
        "rules": [f"law/{row.id}" for row in rows],
        "first": [row.first[lang] for row in rows if row.first],
        "needs": [name for name in advice.needs if name in needs],
    }
