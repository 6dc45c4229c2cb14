"""Turn the files of this room into records; everything that is wrong in any of them is said at once."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from knowledge import schema
from knowledge.languages import said
from knowledge.products import Product
from knowledge.records import Choice, Circumstance, Decision, Fact, Snippet, Source, Topic, Word
from knowledge.regions import Region
from knowledge.schema import Mistakes, rows
from knowledge.yamlfile import KnowledgeError, read_front_matter, read_yaml


def circumstances(folder: Path, spoken: Sequence[str], mistakes: Mistakes) -> dict[str, Circumstance]:
    """Read the circumstances."""
    path = folder / "circumstances.yaml"
    found = rows(path, read_yaml(path), schema.CircumstanceRow, mistakes)
    return {name: Circumstance(name, said(row, spoken), row.offered) for name, row in found.items()}


def decisions(
    folder: Path,
    spoken: Sequence[str],
    others: Mapping[str, Mapping[str, Product | Region]],
    there: Mapping[str, Container[str]],
    mistakes: Mistakes,
) -> dict[str, Decision]:
    """Read the decisions with their choices.

    `others`: the choices that have a file of their own, by its name; `there`: what a column of a choice may name.
    """
    path = folder / "decisions.yaml"
    found = {}
    for name, row in rows(path, read_yaml(path), schema.DecisionRow, mistakes).items():
        elsewhere = isinstance(row.choices, str)
        given = others[row.choices] if isinstance(row.choices, str) else row.choices
        at, keys = (folder / f"{row.choices}.yaml", ()) if elsewhere else (path, (name, "choices"))
        for value, one in given.items():
            for column in there:
                if (named := getattr(one, column)) and named not in there[column]:
                    mistakes.add(at, f"there is no {column} {named}", *keys, value)
        choices = (Choice(value, said(one, spoken), one.help, one.topic, one.rests_on) for value, one in given.items())
        found[name] = Decision(name, row.label, tuple(choices))
    return found


def sources(folder: Path, mistakes: Mistakes | None = None) -> dict[str, Source]:
    """Read the sources; each has a date and says when it was checked, which is no day to come."""
    noted, path = mistakes or Mistakes(), folder / "sources.yaml"
    found = {}
    for name, row in rows(path, read_yaml(path), schema.SourceRow, noted).items():
        if row.checked_on > date.today():  # noqa: DTZ011  a day without a place
            noted.add(path, f"checked_on {row.checked_on} is in the future", name, "checked_on")
        found[name] = Source(name, row.title, row.url, str(row.dated), row.checked_on.isoformat())
    if mistakes is None:
        noted.settle()
    return found


def facts(folder: Path, known: Mapping[str, Source], mistakes: Mistakes | None = None) -> dict[str, Fact]:
    """Read the facts; each has known sources."""
    noted, path = mistakes or Mistakes(), folder / "facts.yaml"
    found = {}
    for name, row in rows(path, read_yaml(path), schema.FactRow, noted).items():
        if missing := [source for source in row.sources if source not in {*known, *noted.broken}]:
            noted.add(path, f"sources.yaml has no {', '.join(missing)}", name)
        if not row.sources:
            noted.add(path, "names no source", name)
        found[name] = Fact(name, row.title, row.confidence, tuple(row.sources))
    if mistakes is None:
        noted.settle()
    return found


def plan_sources(folder: Path, spoken: Sequence[str], checked_on: str) -> dict[str, Source]:
    """Read each priced plan as a source: a text may cite the price itself."""
    found = {}
    with (folder / "plans.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            name = f"{row['vendor']} {row['plan_name']}"
            brackets = {lang: "（{}）" if lang == "zh" else " ({})" for lang in spoken}
            title = {lang: name + each.format(row["source_title"]) for lang, each in brackets.items()}
            found[row["id"]] = Source(row["id"], title, row["source_url"] or None, row["source_date"], checked_on)
    return found


def _cites(
    path: Path, cites: Iterable[Any] | None, known: set[str], mistakes: Mistakes, *keys: object
) -> tuple[str, ...]:
    named = tuple(map(str, cites or ()))
    if unknown := [cite for cite in named if cite not in known and cite not in mistakes.broken]:
        mistakes.add(path, f"cites {', '.join(unknown)}, which is neither a fact nor a source", *keys)
    if not named:
        mistakes.add(path, "cites nothing; name the fact or source it rests on", *keys)
    return named


def snippets(folder: Path, languages: Sequence[str], known: set[str], mistakes: Mistakes) -> dict[str, Snippet]:
    """Read every snippet; each is said in every language and cites something known."""
    found: dict[str, Snippet] = {}
    for path in sorted((folder / "snippets").glob("*.yaml")):
        with mistakes.caught():
            for name, row in (read_yaml(path) or {}).items():
                if name in found:
                    mistakes.add(path, "stands in another file too", name)
                if strange := set(row) - {*languages, "cites"}:
                    mistakes.add(
                        path, f"has {', '.join(sorted(strange))}; it takes {', '.join(languages)}, cites", name
                    )
                said = {lang: row.get(lang) for lang in languages}
                if missing := [lang for lang in languages if not said[lang]]:
                    mistakes.add(path, f"needs a text in {', '.join(missing)}", name)
                found[name] = Snippet(name, said, _cites(path, row.get("cites"), known, mistakes, name))
    return found


def topics(folder: Path, languages: Sequence[str], known: set[str], mistakes: Mistakes) -> dict[tuple[str, str], Topic]:
    """Read the topic pages; a page without its twin, a dangling reference, an unknown key are mistakes."""
    found: dict[tuple[str, str], Topic] = {}
    for path in sorted((folder / "topics").glob("*.md")):
        name, _, lang = path.stem.rpartition(".")
        with mistakes.caught():
            front, body = read_front_matter(path)
            found[name, lang] = _topic(path, name, lang, front, body, known, mistakes)
    mistakes.found += _dangling(found)
    mistakes.found += _without_twin(found, languages)
    return found


def _dangling(found: Mapping[tuple[str, str], Topic]) -> Iterator[str]:
    names = {name for name, _ in found}
    for (name, lang), topic in found.items():
        if strange := [other for other in topic.related if other not in names]:
            yield f"{name}.{lang}.md:1: related to {', '.join(strange)}, which is no topic"


def _without_twin(found: Mapping[tuple[str, str], Topic], languages: Sequence[str]) -> Iterator[str]:
    for name in sorted({name for name, _ in found}):
        if missing := [lang for lang in languages if (name, lang) not in found]:
            yield f"{name}.{missing[0]}.md:1: the topic is not there in {', '.join(missing)}"


def _topic(
    path: Path, name: str, lang: str, front: Mapping[str, Any], body: str, known: set[str], mistakes: Mistakes
) -> Topic:
    try:
        row = msgspec.convert(front, schema.TopicFront)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path.name}:2: {error}") from error
    if strange := [cite for cite in row.cites if cite not in known and cite not in mistakes.broken]:
        mistakes.found.append(f"{path.name}:2: cites {', '.join(strange)}, which is neither a fact nor a source")
    if row.checked_on > date.today():  # noqa: DTZ011  a day without a place
        mistakes.found.append(f"{path.name}:2: checked_on {row.checked_on} is in the future")
    opening = {need: str(value) for need, value in row.opening.items()}
    return Topic(
        name,
        lang,
        row.title,
        row.question,
        row.short,
        body,
        tuple(row.cites),
        row.checked_on.isoformat(),
        tuple(row.related),
        opening,
        row.opening_label,
    )


def phrases(folder: Path, languages: Sequence[str], mistakes: Mistakes) -> dict[str, dict[str, Any]]:
    """Read the strings of the interface, merged from all files."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((folder / "phrases").glob("*.yaml")):
        with mistakes.caught():
            for key, row in (read_yaml(path) or {}).items():
                if key in found:
                    mistakes.add(path, "stands in another file too", key)
                if missing := [lang for lang in languages if not row.get(lang)]:
                    mistakes.add(path, f"needs a text in {', '.join(missing)}", key)
                found[key] = {lang: row.get(lang, "") for lang in languages}
    return found


def words(folder: Path, known: set[str], topics: set[str], mistakes: Mistakes) -> dict[str, Word]:
    """Read the words of our own page; a name belongs to one of them."""
    path = folder / "words.yaml"
    found: dict[str, Word] = {}
    taken: set[str] = set()
    for name, row in rows(path, read_yaml(path), schema.WordRow, mistakes).items():
        if row.topic not in {*topics, ""}:
            mistakes.add(path, f"there is no topic {row.topic}", name)
        if again := taken & set(row.names):
            mistakes.add(path, f"{', '.join(again)} belongs to another word too", name)
        taken |= set(row.names)
        cites = _cites(path, row.cites, known, mistakes, name) if row.cites else ()
        found[name] = Word(name, row.label, tuple(row.names), row.text, row.topic, cites)
    return found


def article(folder: Path, known: set[str], mistakes: Mistakes) -> tuple[Mapping[str, Any], ...]:
    """Read the seed article, claim by claim."""
    path = folder / "article.yaml"
    if not path.exists():
        return ()
    found = read_yaml(path)
    for row in found:
        _cites(path, row.get("cites"), known, mistakes, row["id"])
    return tuple(found)
