"""Read the rows of law from their files, and say every mistake in them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from knowledge import LANGUAGES
from knowledge.yamlfile import KnowledgeError, fault, read_yaml
from rules.law.rows import Law, Row, Source

_FIELDS = {"binds", "where", "since", "until", "sets", "about", "say", "first", "sources", "review", "rank"}
_NEEDED = _FIELDS - {"until", "sets", "first"}
_TEXT_FIELDS = {"title", "url", "kind", "date", "checked_on", "opened"}


def load(folder: Path) -> Law:
    """Read all rows of a folder; raise KnowledgeError naming every mistake with its file and line."""
    words = read_yaml(folder / "words.yaml")
    texts = read_yaml(folder / "sources.yaml")
    mistakes = [str(error) for error in _text_mistakes(folder / "sources.yaml", texts, words)]
    rows: dict[str, Row] = {}
    for path, name, entry in _entries(folder):
        row, problems = _read(name, path.stem, entry, words, texts)
        if name in rows:
            problems.append("is given twice")
        mistakes += [str(fault(path, problem, name)) for problem in problems]
        if row:
            rows[name] = row
    if mistakes:
        raise KnowledgeError("\n".join(mistakes))
    return Law(tuple(sorted(rows.values(), key=lambda row: (row.rank, row.id))), words)


def _entries(folder: Path) -> Iterator[tuple[Path, str, Any]]:
    """Return the file, the name and the content of every row."""
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in {"words.yaml", "sources.yaml"}:
            yield from ((path, name, entry) for name, entry in read_yaml(path).items())


def _read(
    name: str, group: str, entry: Any, words: Mapping[str, Any], texts: Mapping[str, Any]
) -> tuple[Row | None, list[str]]:
    """Return a row, or None and what is wrong with it."""
    problems = [*_shape_mistakes(entry), *(_row_mistakes(entry, words, texts) if isinstance(entry, dict) else ())]
    if problems:
        return None, problems
    row = _row(name, group, entry, texts)
    if row.sets and not row.backed:
        return None, ["sets a fold on less than an official text, the platform's own rule, or two others that agree"]
    return row, []


def _text_mistakes(path: Path, texts: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[KnowledgeError]:
    for name, text in texts.items():
        if set(text) != _TEXT_FIELDS:
            yield fault(path, f"wants exactly {', '.join(sorted(_TEXT_FIELDS))}", name)
        elif text["kind"] not in words["kinds"] or set(text["title"]) != {*LANGUAGES}:
            yield fault(
                path, f"kind is one of {', '.join(words['kinds'])}; title is in {' and '.join(LANGUAGES)}", name
            )


def _shape_mistakes(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "is no mapping"
        return
    if unknown := set(entry) - _FIELDS:
        yield f"does not know {', '.join(sorted(unknown))}"
    if missing := _NEEDED - set(entry):
        yield f"lacks {', '.join(sorted(missing))}"


def _row_mistakes(entry: Mapping[str, Any], words: Mapping[str, Any], texts: Mapping[str, Any]) -> Iterator[str]:
    yield from _binding_mistakes(entry.get("binds", {}), words)
    for field in ("where", "about"):
        if entry.get(field) not in words[field]:
            yield f"{field} is one of {', '.join(words[field])}, not {entry.get(field)!r}"
    for name, choice in entry.get("sets", {}).items():
        if choice not in words["folds"].get(name, ()):
            yield f"sets {name} to {choice!r}, which is no class of it"
    if entry.get("sets") and entry.get("where") not in {"mainland", "anywhere"}:
        yield "sets a fold but speaks of one place outside: folds are asked before there is a place"
    if entry.get("sets") and "may_file" in entry.get("binds", {}):
        yield "sets a fold and hangs on one"
    yield from _text_and_day_mistakes(entry, texts)


def _text_and_day_mistakes(entry: Mapping[str, Any], texts: Mapping[str, Any]) -> Iterator[str]:
    for field in ("say", "first"):
        if field in entry and set(entry[field]) != {*LANGUAGES}:
            yield f"{field} is in {' and '.join(LANGUAGES)}"
    for name, says in entry.get("sources", {}).items():
        if name not in texts or not str(says).strip():
            yield f"source {name} is unknown, or says nothing"
    if not all(map(_is_day, (entry.get("since"), entry.get("review"), entry.get("until") or "2000-01-01"))):
        yield "since, until and review are days like 2026-01-01"


def _binding_mistakes(binds: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[str]:
    flags = [flag for line in words["also"] for flag in line]
    allowed = {**words["needs"], **words["derived"], "also": flags}
    for key, wanted in binds.items():
        parts = wanted if isinstance(wanted, dict) else {"any": wanted}
        mistake = _range_mistake(parts) if key in words["numbers"] else _word_mistake(parts, allowed.get(key))
        if mistake:
            yield f"binds {key}{mistake}"


def _range_mistake(parts: Mapping[str, Any]) -> str:
    return "" if parts and parts.keys() <= {"from", "below"} else " is {from: …, below: …}"


def _word_mistake(parts: Mapping[str, Any], allowed: Collection[str] | None) -> str:
    if allowed is None:
        return ": no such word"
    if not parts or not parts.keys() <= {"any", "all", "not"}:
        return " is a list, or any, all, not with lists"
    unknown = {word for part in parts.values() for word in part} - {*allowed, "unknown"}
    return f": {', '.join(sorted(map(str, unknown)))} is none of its words" if unknown else ""


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _row(name: str, group: str, entry: Mapping[str, Any], texts: Mapping[str, Any]) -> Row:
    def day(field: str) -> date | None:
        return date.fromisoformat(str(entry[field])) if entry.get(field) else None

    sources = tuple(
        Source(text, **{**texts[text], "checked_on": str(texts[text]["checked_on"])}, says=str(says))
        for text, says in entry["sources"].items()
    )
    plain = {field: entry[field] for field in ("binds", "where", "about", "say", "rank")}
    since, review = day("since") or date.min, day("review") or date.max
    return Row(
        name,
        group,
        since=since,
        until=day("until"),
        review=review,
        sets=entry.get("sets", {}),
        first=entry.get("first"),
        sources=sources,
        **plain,
    )
