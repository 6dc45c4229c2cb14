"""Check a lexicon: nothing unknown when it is loaded; nothing redundant and every value sayable when it is looked over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge import load

if TYPE_CHECKING:
    from chat.hear.lexicon import Entry, Lexicon

DECLINES = frozenset({"evasion", "attack", "gambling", "fraud", "illegal"})
NOTHING = "nothing"
UNSURE = "unsure"
HEARD_ELSEWHERE = frozenset({"bits", "peer", "reach"})
"""Needs whose values follow from quantities and things named, not from phrases."""
AS_CONTENT = frozenset({"forum", "medical", "tutoring", "finance", "news"})
"""Circumstances that are heard as `content`, which means the same."""


def check(lexicon: Lexicon) -> list[str]:
    """Return what would be heard and understood by nobody, one line each, naming file and entry."""
    return [*_unknown(lexicon)]


def lint(lexicon: Lexicon) -> list[str]:
    """Return what is redundant or cannot be said, one line each: worth mending, no reason not to serve."""
    return [*_shadowed(lexicon), *_unreachable(lexicon)]


def _unknown(lexicon: Lexicon) -> Iterator[str]:
    for entry in lexicon.entries:
        if entry.section == "needs":
            options = lexicon.options.get(entry.key)
            if options is None:
                yield f"{entry}: there is no need called {entry.key!r}"
            elif entry.value not in (NOTHING, UNSURE) and options and entry.value not in dict(options):
                yield f"{entry}: {entry.key} has no value {entry.value!r}"
        elif entry.section == "also" and entry.key not in load().circumstances:
            yield f"{entry}: there is no circumstance called {entry.key!r}"
        elif entry.section == "declines" and entry.key not in DECLINES:
            yield f"{entry}: there is no reason to decline called {entry.key!r}"


def _shadowed(lexicon: Lexicon) -> Iterator[str]:
    """Yield entries that another one always answers for, and those that contradict another."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in lexicon.entries:
        apart = entry.key if entry.section == "needs" or entry.kind == "unless" else ""
        same = (entry.section, apart, entry.pattern.source, str(entry.kind == "unless"))
        if same in seen:
            yield f"{entry} is shadowed by {seen[same]}"
        seen.setdefault(same, entry)
    families: dict[tuple[str, ...], list[Entry]] = {}
    for entry in lexicon.entries:
        if entry.pattern.is_plain:
            kind = entry.kind if entry.kind in ("weak", "unless") else ""
            families.setdefault((entry.section, entry.key, entry.value, kind), []).append(entry)
    for family in families.values():
        for entry, other in _inside(family):
            if next(other.pattern.find(entry.pattern.source), None) and not _disputed(lexicon, entry):
                yield f"{entry} is shadowed by {other}"


def _inside(family: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield each entry with every shorter one whose letters stand in it."""
    begun: dict[str, list[Entry]] = {}
    for entry in family:
        begun.setdefault(entry.pattern.source[:2], []).append(entry)
    for entry in family:
        longer = entry.pattern.source
        starts = {longer[at : at + size] for at in range(len(longer)) for size in (1, 2)}
        for other in (other for start in starts for other in begun.get(start, ())):
            shorter = other.pattern.source
            if len(shorter) < len(longer) and shorter in longer:
                yield entry, other


def _disputed(lexicon: Lexicon, entry: Entry) -> bool:
    """Tell whether another value would otherwise claim some of these words: then the longer entry settles it."""
    text = entry.pattern.source
    rivals = (
        other
        for other in lexicon.candidates(text)
        if other.section == entry.section and other.key == entry.key and other.value != entry.value
    )
    return any(next(other.pattern.find(text), None) for other in rivals)


def _unreachable(lexicon: Lexicon) -> Iterator[str]:
    said = {(e.section, e.key, e.value, e.kind) for e in lexicon.entries}
    needs = {need: values for need, values in lexicon.options.items() if need not in HEARD_ELSEWHERE}
    wanted = [("needs", need, value) for need, values in needs.items() for value, _ in values]
    wanted += [("also", name, name) for name in sorted({*load().circumstances} - AS_CONTENT)]
    wanted += [("declines", name, name) for name in sorted(DECLINES)]
    for section, key, value in wanted:
        for kind, language in (("zh", "Chinese"), ("en", "English")):
            if (section, key, value, kind) not in said:
                yield f"{section}.{key}.{value} cannot be said in {language}: no {kind} entry in any file"
