"""Turn the files of this room into records, refusing what is incomplete."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.records import Choice, Circumstance, Decision, Fact, Need, Option, Snippet, Source, Topic, Unit, Word
from knowledge.yamlfile import KnowledgeError, fault, read_front_matter, read_yaml


def _text(path: Path, value: Any, languages: Sequence[str], *keys: object) -> dict[str, Any]:
    """Check that a text is there in every language."""
    if not isinstance(value, Mapping) or any(not value.get(lang) for lang in languages):
        raise fault(path, f"needs a text in each of {', '.join(languages)}", *keys)
    return {lang: value[lang] for lang in languages}


def _options(path: Path, rows: Mapping[str, Any], languages: Sequence[str], *keys: object) -> tuple[Option, ...]:
    return tuple(
        Option(str(value), _text(path, row, languages, *keys, value), row.get("help")) for value, row in rows.items()
    )


KINDS = ("choice", "list", "number", "programs")


def _ask_when(
    path: Path, name: str, rows: Any, values: Mapping[str, tuple[str, ...]]
) -> tuple[Mapping[str, tuple[str, ...]], ...] | None:
    """Read when a question is asked; {not: values} names all the others, `unsure` among them."""
    if rows is None:
        return None
    return tuple({need: _wanted(path, name, need, wanted, values) for need, wanted in row.items()} for row in rows)


def _wanted(path: Path, name: str, need: str, wanted: Any, values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if need not in values:
        raise fault(path, f"asks about {need}, which is no need", name, "ask_when")
    known = (*values[need], "unsure")
    excluded = wanted.get("not") if isinstance(wanted, Mapping) else None
    listed = [str(value) for value in (wanted if excluded is None else excluded)]
    if strange := [value for value in listed if value not in known]:
        raise fault(path, f"{need} has no value {', '.join(strange)}; it has {', '.join(known)}", name, "ask_when")
    return tuple(value for value in known if value not in listed) if excluded is not None else tuple(listed)


def needs(folder: Path, languages: Sequence[str]) -> dict[str, Need]:
    """Read the needs with their questions."""
    path = folder / "needs.yaml"
    rows = read_yaml(path)
    values = {name: tuple(map(str, row.get("options") or ())) for name, row in rows.items()}
    return {name: _need(path, name, row, languages, values) for name, row in rows.items()}


def _need(
    path: Path, name: str, row: Mapping[str, Any], languages: Sequence[str], values: Mapping[str, tuple[str, ...]]
) -> Need:
    if row.get("kind") not in KINDS:
        raise fault(path, f"kind must be one of {', '.join(KINDS)}", name)
    units = tuple(
        Unit(
            unit, tuple(entry["purposes"]), _text(path, entry, languages, name, "units", unit),
            _text(path, entry["question"], languages, name, "units", unit, "question"),
            tuple(entry["presets"]), entry["starting"],
        )
        for unit, entry in row.get("units", {}).items()
    )  # fmt: skip
    return Need(
        name=name,
        kind=row["kind"],
        label=_text(path, row["label"], languages, name, "label"),
        question=_text(path, row["question"], languages, name, "question") if "question" in row else {},
        why=_text(path, row["why"], languages, name, "why") if "question" in row else {},
        changeable=row.get("changeable", False),
        ask_when=_ask_when(path, name, row.get("ask_when"), values),
        options=_options(path, row.get("options", {}), languages, name, "options"),
        options_by_purpose={
            purpose: _options(path, rows, languages, name, "options_by_purpose", purpose)
            for purpose, rows in row.get("options_by_purpose", {}).items()
        },
        presets=tuple(row.get("presets", ())),
        units=units,
        starting=row.get("starting"),
        unit=row.get("unit"),
        minimum=row.get("minimum", 0),
        maximum=row.get("maximum", 0),
        assumed=row.get("assumed"),
    )


def circumstances(folder: Path, languages: Sequence[str]) -> dict[str, Circumstance]:
    """Read the circumstances."""
    path = folder / "circumstances.yaml"
    return {
        name: Circumstance(name, _text(path, row, languages, name), bool(row.get("offered")))
        for name, row in read_yaml(path).items()
    }


def decisions(folder: Path, languages: Sequence[str]) -> dict[str, Decision]:
    """Read the decisions with their choices."""
    path = folder / "decisions.yaml"
    found = {}
    for name, row in read_yaml(path).items():
        choices = tuple(
            Choice(value, _text(path, entry, languages, name, "choices", value), entry.get("help"))
            for value, entry in row["choices"].items()
        )
        found[name] = Decision(name, _text(path, row["label"], languages, name, "label"), choices)
    return found


def sources(folder: Path) -> dict[str, Source]:
    """Read the sources; each has a date and says when it was checked."""
    path = folder / "sources.yaml"
    found = {}
    for name, row in read_yaml(path).items():
        checked = row.get("checked_on")
        if not isinstance(checked, date):
            raise fault(path, "checked_on must be a date such as 2026-11-23", name)
        title = _text(path, row.get("title"), ("zh", "en"), name, "title")
        found[name] = Source(name, title, row.get("url"), str(row.get("dated", "")), checked.isoformat())
    return found


def facts(folder: Path, known: Mapping[str, Source]) -> dict[str, Fact]:
    """Read the facts; each has known sources."""
    path = folder / "facts.yaml"
    found = {}
    for name, row in read_yaml(path).items():
        missing = [source for source in row["sources"] if source not in known]
        if missing or not row["sources"]:
            raise fault(path, f"unknown or missing source {', '.join(missing)}", name)
        found[name] = Fact(name, str(row["title"]), row["confidence"], tuple(row["sources"]))
    return found


def plan_sources(folder: Path, checked_on: str) -> dict[str, Source]:
    """Read each priced plan and each rate as a source: a text may cite the price itself."""
    found = {}
    for file in ("plans.csv", "rates.csv"):
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                name = f"{row['vendor']} {row.get('plan_name') or row['item']}".strip()
                title = {"zh": f"{name}（{row['source_title']}）", "en": f"{name} ({row['source_title']})"}
                url = row["source_url"] or row["official_url"] or None
                found[row["id"]] = Source(row["id"], title, url, row["source_date"], checked_on)
    return found


def _cites(path: Path, cites: Iterable[Any], known: set[str], *keys: object) -> tuple[str, ...]:
    named = tuple(map(str, cites or ()))
    unknown = [cite for cite in named if cite not in known]
    if not named or unknown:
        raise fault(path, f"cites nothing known: {', '.join(unknown) or '(empty)'}", *keys)
    return named


def snippets(folder: Path, languages: Sequence[str], known: set[str]) -> dict[str, Snippet]:
    """Read every snippet; each is said in every language and cites something known."""
    found: dict[str, Snippet] = {}
    for path in sorted((folder / "snippets").glob("*.yaml")):
        for name, row in (read_yaml(path) or {}).items():
            if name in found:
                raise fault(path, "stands in another file too", name)
            texts = _text(path, row, languages, name)
            found[name] = Snippet(name, texts, _cites(path, row.get("cites"), known, name))
    return found


def topics(folder: Path, languages: Sequence[str], known: set[str]) -> dict[tuple[str, str], Topic]:
    """Read the topic pages; a page without its twin is refused."""
    found: dict[tuple[str, str], Topic] = {}
    for path in sorted((folder / "topics").glob("*.md")):
        name, _, lang = path.stem.rpartition(".")
        front, body = read_front_matter(path)
        missing = [key for key in ("title", "question", "short", "cites", "checked_on") if not front.get(key)]
        unknown = [cite for cite in front.get("cites", ()) if cite not in known]
        if missing or unknown:
            raise KnowledgeError(f"{path.name}:2: missing {missing}, unknown cites {unknown}")
        found[name, lang] = Topic(
            name, lang, front["title"], front["question"], front["short"], body, tuple(front["cites"]),
            str(front["checked_on"]), tuple(front.get("related") or ()), front.get("opening") or {},
            front.get("opening_label") or "",
        )  # fmt: skip
    for name in {name for name, _ in found}:
        if any((name, lang) not in found for lang in languages):
            raise KnowledgeError(f"{name}.*.md:1: the topic is not there in every language")
    return found


def phrases(folder: Path, languages: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Read the strings of the interface, merged from all files."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((folder / "phrases").glob("*.yaml")):
        for key, row in (read_yaml(path) or {}).items():
            if key in found:
                raise fault(path, "stands in another file too", key)
            found[key] = _text(path, row, languages, key)
    return found


def words(folder: Path, languages: Sequence[str], known: set[str], topics: set[str]) -> dict[str, Word]:
    """Read the words of our own page; a name belongs to one of them."""
    path = folder / "words.yaml"
    if not path.exists():
        return {}
    found: dict[str, Word] = {}
    taken: set[str] = set()
    for name, row in read_yaml(path).items():
        names = tuple(str(one) for one in row["names"])
        cites = _cites(path, row["cites"], known, name) if "cites" in row else ()
        if row.get("topic", "") not in {*topics, ""}:
            raise fault(path, f"no topic {row['topic']}", name)
        if again := taken & set(names):
            raise fault(path, f"{', '.join(again)} belongs to another word too", name)
        taken |= set(names)
        texts = [_text(path, row[part], languages, name, part) for part in ("label", "text")]
        found[name] = Word(name, texts[0], names, texts[1], row.get("topic", ""), cites)
    return found


def article(folder: Path, known: set[str]) -> tuple[Mapping[str, Any], ...]:
    """Read the seed article, claim by claim."""
    path = folder / "article.yaml"
    if not path.exists():
        return ()
    rows = read_yaml(path)
    for row in rows:
        _cites(path, row.get("cites"), known, row["id"])
    return tuple(rows)
