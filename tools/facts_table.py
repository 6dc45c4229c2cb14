"""Write docs/facts.md: every fact with the texts, topics and tables that use it, or the reason it is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge import HERE, Knowledge, load
from knowledge.yamlfile import read_yaml

PAGE = HERE.parent / "docs" / "facts.md"
TABLES = ("sizing.yaml", "ladder.yaml", "products.yaml", "money.yaml")
HEAD = """# Facts and where they are used

Written by `python -m tools.facts_table`; edit the texts' `cites`, or `knowledge/left_out.yaml`, not this page.
A snippet's name is the name of the rule that says it. {used} of {all} facts are used, {left} left out.

| fact | says | trust | used by |
|---|---|---|---|
"""


def _cited(value: Any) -> Iterator[str]:
    """Walk a table's YAML for every `cites`."""
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from map(str, child) if key == "cites" else _cited(child)
    elif isinstance(value, list):
        for child in value:
            yield from _cited(child)


def uses(known: Knowledge) -> dict[str, list[str]]:
    """Return what cites each fact: snippets by their names, `topic:`, `table:` and `article:` the rest."""
    found: dict[str, set[str]] = defaultdict(set)
    places = [(snippet.id, snippet.cites) for snippet in known.snippets.values()]
    places += [(f"topic:{topic.id}", topic.cites) for topic in known.topics.values()]
    places += [(f"article:{claim['id']}", tuple(claim["cites"])) for claim in known.article]
    places += [(f"table:{name}", tuple(_cited(read_yaml(HERE / name)))) for name in TABLES]
    for place, cites in places:
        for cite in cites:
            if cite in known.facts:
                found[cite].add(place)
    return {fact: sorted(places) for fact, places in found.items()}


def left_out() -> dict[str, str]:
    """Return the reason for each fact that nothing uses."""
    return dict(read_yaml(HERE / "left_out.yaml") or {})


def page(known: Knowledge) -> str:
    """Return the whole page; raise KeyError for a fact that is neither used nor left out with a reason."""
    used, reasons = uses(known), left_out()
    rows = []
    for fact in known.facts.values():
        where = ", ".join(f"`{place}`" for place in used.get(fact.id, ())) or f"left out: {reasons[fact.id]}"
        rows.append(f"| {fact.id} | {fact.title} | {fact.confidence} | {where} |\n")
    return HEAD.format(used=len(used), all=len(known.facts), left=len(known.facts) - len(used)) + "".join(rows)


def main(to: Path = PAGE) -> None:
    """Write the page."""
    to.write_text(page(load()), encoding="utf-8")


if __name__ == "__main__":
    main()
