"""Enter one price that was seen: `python -m tools.price PLAN=<id> PRICE=34 ON=2026-11-23 FROM=https://…`.

PRICE is per month in the plan's currency; of a rate (PLAN=<its id>), per its own unit. Optional: RENEWAL=<per month> and
NOTE=<text>, which replaces the old note. Words may also stand in the environment, as `make` puts them there. Only the one line of
plans.csv or rates.csv changes.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from knowledge.catalogue import HERE, today
from knowledge.csvfile import refuse_referral
from knowledge.rates import rates
from knowledge.yamlfile import KnowledgeError

WORDS = ("PLAN", "PRICE", "ON", "FROM", "RENEWAL", "NOTE")


def enter(
    path: Path, plan: str, price: str, on: str, source: str, renewal: str = "", note: str = ""
) -> tuple[str, str]:
    """Change one plan's price in a catalogue file; return its line before and after; raise KnowledgeError."""
    _check(price, on, source, renewal)
    lines = path.read_bytes().decode("utf-8").splitlines(keepends=True)
    columns = next(csv.reader([lines[0]]))
    index = next((number for number, line in enumerate(lines) if line.startswith(f"{plan},")), 0)
    if not index:
        raise KnowledgeError(f"{path.name}: no plan {plan}")
    row = dict(zip(columns, next(csv.reader([lines[index]])), strict=True))
    row["price_month" if "price_month" in row else "price"], row["source_date"] = price, on
    if "renewal_month" in row:
        row["renewal_month"] = renewal or (price if row["price_kind"] == "renewal" else row["renewal_month"])
    if source != row["source_url"]:
        row |= _seen_at(source, row["official_url"])
    row["note"] = note or row["note"]
    before, lines[index] = lines[index], _line(row, columns, lines[index])
    path.write_bytes("".join(lines).encode("utf-8"))
    return before, lines[index]


def _seen_at(source: str, official: str) -> dict[str, str]:
    """Return what a row says of an address a price was seen at: the vendor's own where the host is that of its page."""
    host = official.split("/")[2:3]
    kind = "official" if host and host == source.split("/")[2:3] else "note"
    return {"source_url": source, "source_title": re.sub(r"^https?://", "", source).rstrip("/"), "source_kind": kind}


def _check(price: str, on: str, source: str, renewal: str) -> None:
    for name, amount in (("PRICE", price), ("RENEWAL", renewal or "0")):
        if not re.fullmatch(r"\d+(\.\d+)?", amount):
            raise KnowledgeError(f"{name} must be an amount a month such as 34 or 7.6, not {amount!r}")
    try:
        seen = date.fromisoformat(on)
    except ValueError as error:
        raise KnowledgeError(f"ON must be a day such as 2026-11-23, not {on!r}") from error
    if seen > today():
        raise KnowledgeError(f"ON is in the future: {on}")
    if problem := refuse_referral(source) or (None if source else "missing"):
        raise KnowledgeError(f"FROM: {problem}")


def _line(row: Mapping[str, str], columns: list[str], old: str) -> str:
    """Write a row the way the file writes its lines."""
    text = io.StringIO(newline="")
    ending = "\r\n" if old.endswith("\r\n") else "\n"
    csv.writer(text, lineterminator=ending).writerow([row[column] for column in columns])
    return text.getvalue()


def main(arguments: list[str]) -> int:
    """Enter the price and show the line before and after."""
    given = {word: os.environ.get(word, "") for word in WORDS}
    given.update(argument.partition("=")[::2] for argument in arguments)
    if missing := [word for word in WORDS[:4] if not given[word]]:
        print(f"missing: {', '.join(missing)}\n\n{__doc__}", file=sys.stderr)
        return 2
    path = HERE / ("rates.csv" if given["PLAN"] in rates() else "plans.csv")
    try:
        before, after = enter(
            path, given["PLAN"], given["PRICE"], given["ON"], given["FROM"], given["RENEWAL"], given["NOTE"]
        )
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"- {before}+ {after}", end="")
    if not given["NOTE"]:
        print("The note is the old one; give NOTE=… if it no longer holds.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
