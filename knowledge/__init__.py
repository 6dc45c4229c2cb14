"""What is known and how it is said: loaded once, checked as a whole, read-only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge import languages, loading, product_checks, products, purposes, questions, regions, wanted
from knowledge.records import Circumstance, Decision, Fact, Need, Snippet, Source, Text, Topic, Word
from knowledge.schema import Mistakes
from knowledge.yamlfile import KnowledgeError

__all__ = ["HERE", "LANGUAGES", "Knowledge", "KnowledgeError", "Text", "load"]

HERE = Path(__file__).parent
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")
"""Where Chinese meets Latin letters or digits: a space belongs there, also at the edge of a filled-in value."""
_MEETS = re.compile(r"[A-Za-z0-9](?:(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff].))")
"""Whether there is such a place: looked for from the few letters and digits, a third of the time of looking everywhere."""
LANGUAGES = tuple(languages.read(HERE, Mistakes()))


@dataclass(frozen=True)
class Knowledge:
    """Everything known; every id in it resolves."""

    needs: Mapping[str, Need]
    circumstances: Mapping[str, Circumstance]
    decisions: Mapping[str, Decision]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    snippets: Mapping[str, Snippet]
    topics: Mapping[tuple[str, str], Topic]
    words: Mapping[str, Word]
    phrases: Mapping[str, Mapping[str, Any]]
    article: tuple[Mapping[str, Any], ...]
    version: str
    as_of: str

    def phrase(self, lang: str, key: str, **values: Any) -> str:
        """Return one string of the interface; the form follows `n` where it has forms."""
        text: Any = self.phrases[key][lang]
        if not isinstance(text, str):
            text = text["one" if values.get("n") == 1 else "other"]
        if not values:
            return str(text)
        said = str(text.format_map(values))
        return _SEAM.sub(" ", said) if lang == "zh" and _MEETS.search(said) else said

    def cited(self, cites: tuple[str, ...]) -> tuple[Source, ...]:
        """Return the sources behind cites (fact or source ids), each once, in order."""
        found: dict[str, Source] = {}
        for cite in cites:
            names = self.facts[cite].sources if cite in self.facts else (cite,)
            found.update((name, self.sources[name]) for name in names if name in self.sources)
        return tuple(found.values())


@cache
def load(folder: Path = HERE) -> Knowledge:
    """Load and check the whole of a knowledge folder; raise KnowledgeError naming file and line."""
    mistakes = Mistakes()
    spoken = tuple(languages.read(folder, mistakes))
    written = loading.sources(folder, mistakes)
    as_of = max((source.checked_on for source in written.values()), default="")
    sources = {**written, **loading.plan_sources(folder, spoken, as_of)}
    facts = loading.facts(folder, written, mistakes)
    known = {*sources, *facts}
    topics = loading.topics(folder, spoken, known, mistakes)
    texts = loading.snippets(folder, spoken, known, mistakes)
    sold, places = products.read(folder, mistakes), regions.read(folder, mistakes)
    found = Knowledge(
        needs=questions.needs(folder, spoken, mistakes),
        circumstances=loading.circumstances(folder, spoken, mistakes),
        decisions=loading.decisions(
            folder,
            spoken,
            {"products": sold, "regions": places},
            {"topic": {name for name, _ in topics}, "rests_on": texts},
            mistakes,
        ),
        sources=sources,
        facts=facts,
        snippets=texts,
        topics=topics,
        words=loading.words(folder, known, {name for name, _ in topics}, mistakes),
        phrases=loading.phrases(folder, spoken, mistakes),
        article=loading.article(folder, known, mistakes),
        version=_version(folder),
        as_of=as_of,
    )
    _check_openings(found, mistakes)
    product_checks.check(folder, sold, {*found.phrases}, known, mistakes)
    regions.check(folder, places, found.needs, mistakes)
    purposes.check(folder, purposes.read(folder, mistakes), found.needs, {*found.phrases}, mistakes)
    wanted.check(folder, spoken, texts, known, mistakes)
    mistakes.settle()
    return found


def _check_openings(found: Knowledge, mistakes: Mistakes) -> None:
    """Note topics that open a conversation with what is no need, or no answer to it."""
    for (name, lang), topic in found.topics.items():
        for need, value in topic.opening.items():
            known = found.needs.get(need)
            if need == "also" and value in (*found.circumstances, *found.needs["purpose"].values):
                continue
            if known is None or (known.values and value not in (*known.values, "unsure")):
                mistakes.found.append(f"{name}.{lang}.md:2: opens with {need}: {value}, which nobody can answer")


def _version(folder: Path) -> str:
    """Name the content: the first ten hex digits of the SHA-256 over all data files here and the rules."""
    digest = hashlib.sha256()
    for root in (folder, folder.parent / "rules"):
        for path in sorted(root.rglob("*")):
            if path.suffix in {".yaml", ".md", ".csv"}:
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]
