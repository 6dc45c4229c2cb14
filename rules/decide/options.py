"""What must know an answer, or a choice, by its name: one that a table lacks, or that rules pass by, would silently get worse advice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from knowledge import HERE, load
from knowledge.records import Need
from knowledge.regions import regions
from knowledge.size_tables import sizing
from knowledge.yamlfile import fault
from rules.argument.model import Ruleset
from rules.decide.named_rules import Contents, words_of
from rules.decide.product_rules import forbidding
from rules.facts.folds import NEAR
from rules.facts.law_folds import law
from rules.law.sieve import words_in
from rules.price.candidates import VENDORS

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


def unadvised(served: Mapping[str, Ruleset]) -> Iterator[str]:
    """Say which choices no rule speaks for, and which kinds of vendors nothing is priced by; products have more to say (product_rules)."""
    for name, ruleset in served.items():
        spoken = {rule.choice for rule in ruleset.rules if rule.weight > 0}
        for choice in ruleset.choices if name != "product" else ():
            if choice not in spoken:
                yield _of_choice(
                    name, choice, f"no rule of {name}.yaml speaks for it, so it is never advised for a reason"
                )
            if name == "vendor" and choice not in VENDORS:
                yield _of_choice(name, choice, f"plans.csv has no such vendor_size; it has {', '.join(VENDORS)}")


def unforbidden(region: Ruleset) -> Iterator[str]:
    """Say what rules out every other place that is like one, filed or not, and not this one."""
    for name, row in regions().items():
        alike = [other for other, one in regions().items() if one.filed == row.filed and other != name]
        known = {rule.when for rule in region.rules if rule.choice == name and rule.veto}
        for rules in _ruling_out(alike, region, known) if len(alike) > 1 else ():
            yield _of_choice("region", name, f"not vetoed, as {', '.join(alike)} by {rules}; let it be")


def _ruling_out(places: Collection[str], region: Ruleset, known: Collection[object]) -> Iterator[str]:
    """Return the rules that together veto all these places, on conditions that are not `known`."""
    for when, by_choice in forbidding([*places], region.rules).items():
        if len(by_choice) == len(places) and when not in known:
            yield ", ".join(dict.fromkeys(by_choice.values()))


def _of_choice(decision: str, choice: str, problem: str) -> str:
    if decision == "region":
        return str(fault(HERE / "regions.yaml", problem, choice))
    return str(fault(HERE / "decisions.yaml", problem, decision, "choices", choice))


def _lacking(need: Need, value: str) -> Iterator[str]:
    """Say which tables lack an answer."""
    for where, values in _tables(need.name).items():
        if value not in values:
            yield f"{where} does not have it; add it there"


def _tables(need: str) -> Mapping[str, Collection[str]]:
    """Return the tables that must have every answer to a need, by what to write it into."""
    words, sizes = law().words, sizing()
    found: dict[str, Mapping[str, Collection[str]]] = {
        "audience": {"regions.yaml": NEAR},
        "peer": {"regions.yaml": NEAR},
        "services": {"sizing.yaml (services)": sizes["services"]},
        "demand": _demands(sizes),
        "bits": {"sizing.yaml (model, gib_per_billion)": sizes["model"]["gib_per_billion"]},
        "filing": {"law/words.yaml (folds, may_file)": words["folds"]["may_file"]},
    }
    by_law = {"law/words.yaml (needs)": words["needs"][need]} if need in words["needs"] else {}
    follows = {word: words["implied"].get(word, {}) for word in words["derived"]}
    by_law |= {f"law/words.yaml (implied, {word}, {need})": row[need] for word, row in follows.items() if need in row}
    return {**found.get(need, {}), **by_law}


def _demands(sizes: Mapping[str, Any]) -> Mapping[str, Collection[str]]:
    """Return the answers to how demanding a thing is that each purpose has a line for."""
    rows = sizes["purposes"].items()
    return {f"sizing.yaml (purposes, {name}, demand)": row["demand"] for name, row in rows if "demand" in row}


def _unnamed(need: Need, contents: Contents) -> Iterator[str]:
    """Say which answers no rule names, or no rule of a decision whose rules name every other that is named at all."""
    named = {name: words_of(contents, name, need.name).intersection(need.values) for name in _places(contents)}
    everywhere = _in_law(need).union(*named.values())
    for option in need.options if everywhere else ():
        if option.plain or option.value == (need.assumed or {}).get("value"):
            continue
        if problem := _passed_by(option.value, named, everywhere):
            yield str(
                fault(FILE, f"{problem}; let one name it, or write plain: true", need.name, "options", option.value)
            )


def _passed_by(value: str, named: Mapping[str, Collection[str]], everywhere: frozenset[str]) -> str | None:
    """Say what passes an answer by; of two answers a rule may well speak of one only."""
    others = everywhere - {value}
    passing = [name for name, values in named.items() if others.issubset(values) and value not in values]
    if len(others) > 1 and {*passing}.intersection(load().decisions):
        return f"rules of {', '.join(passing)} name every other answer and not it"
    return None if value in everywhere else "no rule names it"


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
