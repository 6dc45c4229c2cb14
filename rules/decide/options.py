"""What must know an answer by its name: an answer that a table lacks, or that rules leave out where they name every other, is a mistake."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from knowledge import HERE, load
from knowledge.records import Need
from knowledge.size_tables import sizing
from knowledge.yamlfile import fault
from rules.decide.named_rules import Contents, words_of
from rules.facts.folds import NEAR
from rules.facts.law_folds import law
from rules.law.sieve import words_in

FILE = HERE / "needs.yaml"


def unknown(contents: Contents) -> Iterator[str]:
    """Say which answers something that has to know them does not; `contents`: the rule files as they are written, by name."""
    for need in load().needs.values():
        if need.kind in ("choice", "list"):
            for value in need.values:
                yield from (str(fault(FILE, said, need.name, "options", value)) for said in _lacking(need, value))
    for need in load().needs.values():
        if need.kind == "choice" and need.name != "purpose":
            yield from _unnamed(need, contents)


def _lacking(need: Need, value: str) -> Iterator[str]:
    """Say which tables lack an answer."""
    for where, values in _tables(need.name).items():
        if value not in values:
            yield f"{where} does not have it; add it there"


def _tables(need: str) -> Mapping[str, Collection[str]]:
    """Return the tables that must have every answer to a need, by what to write it into."""
    words, sizes = law().words, sizing()
    found: dict[str, Collection[str]] = {}
    if need in ("audience", "peer"):
        found["regions.yaml"] = NEAR
    if need == "services":
        found["sizing.yaml (services)"] = sizes["services"]
    if need == "demand":
        rows = {name: row["demand"] for name, row in sizes["purposes"].items() if "demand" in row}
        found |= {f"sizing.yaml (purposes, {name}, demand)": row for name, row in rows.items()}
    if need == "bits":
        found["sizing.yaml (model, gib_per_billion)"] = [str(bits) for bits in sizes["model"]["gib_per_billion"]]
    if need == "filing":
        found["law/words.yaml (folds, may_file)"] = words["folds"]["may_file"]
    if need in words["needs"]:
        found["law/words.yaml (needs)"] = words["needs"][need]
    return found


def _unnamed(need: Need, contents: Contents) -> Iterator[str]:
    """Say which answers no rule names, or no rule of a decision whose rules name every other that is named at all."""
    named = {name: words_of(contents, name, need.name).intersection(need.values) for name in _places(contents)}
    everywhere = _in_law(need).union(*named.values())
    if not everywhere:
        return
    for option in need.options:
        value, others = option.value, everywhere - {option.value}
        if option.plain or value == (need.assumed or {}).get("value"):
            continue
        leaving = [name for name, values in named.items() if others <= values and value not in values]
        if value not in everywhere or {*leaving}.intersection(load().decisions):
            where = (
                f"rules of {', '.join(leaving)} name every other answer and not it" if leaving else "no rule names it"
            )
            yield str(
                fault(
                    FILE,
                    f"{where}; let one name it, or write plain: true",
                    need.name,
                    "options",
                    value,
                )
            )


def _in_law(need: Need) -> frozenset[str]:
    """Return the answers that a row of law, or what follows from words of the law, names."""
    conditions = [row.binds[need.name] for row in law().rows if need.name in row.binds]
    conditions += [case["when"][need.name] for case in law().words["reached"] if need.name in case["when"]]
    follows = law().words["implied"]
    implied = [word for by_need in follows.values() for word in by_need.get(need.name, ())]
    implied += [word for by_word in follows.get(need.name, {}).values() for word in by_word.values()]
    return frozenset(implied).union(*map(words_in, conditions)).intersection(need.values)


def _places(contents: Contents) -> list[str]:
    return list(dict.fromkeys(_place(content) for content in contents.values()))


def _place(content: Mapping[str, Any]) -> str:
    """Return the decision or the kind of notes that a file is about."""
    return str(content.get("decision") or content.get("kind"))
