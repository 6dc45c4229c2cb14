"""The page of the rules of law: every row with its dates, its sources, what it changes and the day to look again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from chat.pages.site import Site, frame, lasting
from chat.said.conversation import Conversation
from chat.words.wording import also_label, number, option_label, phrase
from knowledge import load
from rules.facts.law_folds import day, law
from rules.law.rows import Row, Source

JSON = dict[str, Any]
PATH = "/about/law"
GROUPS = ("filing", "licences", "content-trades", "ai", "data", "networks", "abroad")
"""The files of rows in reading order."""


def laws(said: Conversation, site: Site) -> JSON:
    """Return all rows by group, in words."""
    lang, rows = site.lang, law().rows
    by_group = {name: list(group) for name, group in groupby(sorted(rows, key=_place), key=lambda row: row.group)}
    texts = {source.id: source for row in rows for source in row.sources}
    title = phrase(lang, "law.title")
    counts = {
        "rows": len(rows),
        "deciding": sum(bool(row.sets) for row in rows),
        "texts": len(texts),
        "opened": sum(source.opened for source in texts.values()),
    }
    page = frame(said, site) | lasting(site, PATH)
    return page | {
        "title": phrase(lang, "page.title_page", title=title),
        "description": phrase(lang, "law.lead"),
        "laws": {
            "title": title,
            "counts": phrase(lang, "law.counts", **counts),
            "groups": [
                {"id": name, "title": phrase(lang, f"law.group.{name}"), "rows": [_row(row, lang) for row in group]}
                for name, group in by_group.items()
            ],
        },
    }


def _place(row: Row) -> tuple[int, int, str]:
    return GROUPS.index(row.group), row.rank, row.id


def _row(row: Row, lang: str) -> JSON:
    known = law().words
    return {
        "id": row.id,
        "text": law().text(row, lang, day()),
        "since": row.since.isoformat(),
        "until": phrase(lang, "law.until", day=row.until.isoformat()) if row.until else "",
        "binds": [_condition(key, wanted, lang) for key, wanted in row.binds.items()],
        "place": phrase(lang, f"law.place.{row.where}"),
        "sets": [
            phrase(lang, f"law.set.{fold}.{choice}") for fold, choice in row.sets.items() if fold in known["folds"]
        ],
        "first": row.first[lang] if row.first else "",
        "review": row.review.isoformat(),
        "stale": row.stale(day()),
        "sources": [_source(source, lang) for source in row.sources],
    }


def _source(source: Source, lang: str) -> JSON:
    return {
        "title": source.title[lang],
        "url": source.url,
        "kind": phrase(lang, f"law.kind.{source.kind}"),
        "dated": str(source.date),
        "checked_on": str(source.checked_on),
        "read": phrase(lang, "law.opened" if source.opened else "law.excerpt"),
        "says": source.says,
    }


def _condition(key: str, wanted: Any, lang: str) -> JSON:
    """Return a condition of a row: what it asks after, and the answers that meet it, in words."""
    label = load().needs[key].label[lang] if key in load().needs else phrase(lang, f"law.word.{key}")
    return {"label": label, "text": phrase(lang, "page.semicolon").join(_parts(key, wanted, lang))}


def _parts(key: str, wanted: Any, lang: str) -> Iterator[str]:
    parts = wanted if isinstance(wanted, Mapping) else {"any": wanted}
    for name, value in parts.items():
        if name in ("from", "below"):
            yield phrase(lang, f"law.{name}", n=number(value))
        else:
            words = phrase(lang, "law.and" if name == "all" else "law.or").join(_word(key, one, lang) for one in value)
            yield f"{phrase(lang, 'law.not')} {words}" if name == "not" else words


def _word(key: str, value: str, lang: str) -> str:
    if value == "unknown":
        return phrase(lang, "law.word.unknown")
    if key == "also":
        return also_label(lang, value) if value in load().circumstances else phrase(lang, f"law.word.{value}")
    return option_label(lang, key, value) if key in load().needs else phrase(lang, f"law.word.{key}.{value}")
