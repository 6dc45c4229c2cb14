"""The languages everything is said in: one typed row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from knowledge import schema
from knowledge.products import Product
from knowledge.regions import Region
from knowledge.schema import Mistakes, Strict, rows, settled
from knowledge.yamlfile import read_yaml

HERE = Path(__file__).parent


class Language(Strict):
    """One language (languages.yaml): its tag on pages, its locale in previews, its own name, what stands between its sentences.

    `thought`: letters that say something by themselves; a shorter first sentence takes the next one along.
    """

    tag: str
    locale: str
    name: str
    between: str
    thought: int = 48


@cache
def languages(folder: Path = HERE) -> Mapping[str, Language]:
    """Return the rows by language, the first where nothing else is asked for; raise KnowledgeError."""
    return settled(read, folder)


def read(folder: Path, mistakes: Mistakes) -> dict[str, Language]:
    """Read the rows, noting those that do not fit and those that other rows have no field for."""
    path = folder / "languages.yaml"
    found = rows(path, read_yaml(path), Language, mistakes)
    for name in found:
        if silent := [shape.__name__ for shape in shapes() if name not in shape.__struct_fields__]:
            mistakes.add(path, f"rows have no field for a text in it: give one to {', '.join(silent)}", name)
    return found


def shapes() -> list[type[msgspec.Struct]]:
    """Return the shapes of rows that say something in each language by a field of its name."""
    found = (one for one in vars(schema).values() if isinstance(one, type) and issubclass(one, msgspec.Struct))
    return [*(one for one in found if "zh" in one.__struct_fields__), Product, Region]


def said(row: object, spoken: Iterable[str]) -> dict[str, str]:
    """Return what a row says, by language."""
    return {name: str(getattr(row, name, "")) for name in spoken}
