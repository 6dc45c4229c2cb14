"""Tables of prices: read row by row, each fault named with file, line and row; what the source of a price may be."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.yamlfile import KnowledgeError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_REFERRAL = re.compile(
    r"[?&](aff|affid|aff_id|affiliate|ref|refer|referral|referrer|invite|inviter|invitecode|promo|promocode|coupon|code|usercode|"
    r"cps_key|cps|from|fromsource|source|rid|uid|via|tag|partner|utm_\w+)=|/aff(\.php|/)|/(ref|invite|refer)/",
    re.IGNORECASE,
)

T = TypeVar("T")


def read_csv(path: Path, read: Callable[[Mapping[str, str]], T]) -> dict[str, T]:
    """Read a table whose rows have an id of their own; raise KnowledgeError naming file, line and row."""
    found = dict[str, T]()
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            where = f"{path.name}:{reader.line_num}: {row.get('id')}"
            if None in row or None in row.values():
                raise KnowledgeError(f"{where}: {len(reader.fieldnames or ())} columns expected")
            if row["id"] in found:
                raise KnowledgeError(f"{where}: this id is taken")
            try:
                found[row["id"]] = read(row)
            except (KeyError, ValueError) as error:
                raise KnowledgeError(f"{where}: {error}") from error
    return found


def one_of(row: Mapping[str, str], column: str, words: Collection[str]) -> None:
    """Raise ValueError where a column holds none of the words it may."""
    if row[column] not in words:
        raise ValueError(f"{column} is {row[column]!r}, not one of {', '.join(filter(None, words))}")


def filled(row: Mapping[str, str], *columns: str) -> None:
    """Raise ValueError where a column is empty that must not be."""
    for column in columns:
        if not row[column]:
            raise ValueError(f"{column} is missing")


def refuse_referral(url: str) -> str | None:
    """Say why an address may not stand in the knowledge; None when it may."""
    if url and not re.match(r"https?://[^/\s]+", url):
        return f"not an address: {url}"
    found = _REFERRAL.search(url)
    return f"a referral address ({found[0]})" if found else None


def number(text: str, name: str) -> float | None:
    """Read an amount that is not negative, None where there is none; raise ValueError."""
    if not text:
        return None
    value = float(text)
    if value < 0:
        raise ValueError(f"{name} is negative")
    return value


_READ: Mapping[str, Callable[[str, str], Any]] = {
    "str": lambda text, _: text,
    "float": lambda text, name: number(text, name) or 0.0,
    "float | None": number,
}
"""How a column is read, by the type that a record writes for it."""


def same_named(row: Mapping[str, str], record: type[DataclassInstance]) -> dict[str, Any]:
    """Read the columns that a record has a text or an amount of the same name for; raise ValueError."""
    return {name: way(row[name], name) for name, way in _ways(record) if name in row}


@cache
def _ways(record: type[DataclassInstance]) -> tuple[tuple[str, Callable[[str, str], Any]], ...]:
    read = ((field.name, _READ.get(str(field.type))) for field in fields(record))
    return tuple((name, way) for name, way in read if way)


def check_source(row: Mapping[str, str]) -> None:
    """Raise ValueError where a row's date or addresses cannot stand."""
    if row["source_date"] and not _DATE.fullmatch(row["source_date"]):
        raise ValueError(f"source_date {row['source_date']!r} is not a year, month or day")
    for column in ("source_url", "official_url"):
        if problem := refuse_referral(row[column]):
            raise ValueError(f"{column}: {problem}")
