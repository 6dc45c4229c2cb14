"""Read the rule files, and refuse what the engine could not be trusted with, naming file and rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import prod
from pathlib import Path
from typing import Any

from knowledge import Knowledge, load
from knowledge.records import Need
from knowledge.yamlfile import line_of, read_yaml
from rules.argument.model import UNKNOWN, VETOES, WEIGHTS, Argument, Note, Ruleset, Values
from rules.decide.conditions import RuleError, conditions, domains_of, fault, listed, note_domains, ordered_domains
from rules.decide.named_rules import unnamed
from rules.decide.options import unadvised, unforbidden, unknown
from rules.decide.product_rules import unspoken
from rules.facts.attributes import attributes

__all__ = ["HERE", "NOTE_KINDS", "RuleError", "cell_count", "classes", "notes", "rulesets"]
HERE = Path(__file__).parents[1]
MAX_CELLS = 1 << 62
"""So many situations have a number each: some forty words that are yes or no beside what the rules read today. None is laid out."""
PARTS = ("decisions", "notes")
NOTE_KINDS = ("warning", "order", "ask_vendor", "step", "instead")


def _rows(path: Path, content: Mapping[str, Any], known: Knowledge, seen: set[str]) -> Iterable[Mapping[str, Any]]:
    rows = content.get("rules") or []
    for row in rows:
        snippet = row.get("snippet", row["id"])
        if row["id"] in seen:
            raise fault(path, row["id"], "this id is taken")
        if snippet not in known.snippets:
            raise fault(path, row["id"], f"unknown snippet {snippet}")
        seen.add(row["id"])
        yield row


def _arguments(
    path: Path, row: Mapping[str, Any], domains: Mapping[str, Values], choices: tuple[str, ...]
) -> tuple[Argument, ...]:
    """Read what one rule says: one argument for each choice it names."""
    stances = [stance for stance in (*_SIGNS, "veto") if stance in row]
    if len(stances) != 1:
        raise fault(path, row["id"], "must have exactly one of for, against, veto")
    stance = stances[0]
    named = listed(row[stance])
    if strange := [choice for choice in named if choice not in choices]:
        raise fault(path, row["id"], f"unknown choice {', '.join(map(str, strange))}; there are {', '.join(choices)}")
    weight, veto = _force(path, row, stance)
    when, snippet = conditions(path, row, domains), row.get("snippet", row["id"])
    return tuple(Argument(row["id"], when, snippet, choice=choice, weight=weight, veto=veto) for choice in named)


_SIGNS = {"for": 1, "against": -1}
"""Which way a weight counts; a veto has none."""


def _force(path: Path, row: Mapping[str, Any], stance: str) -> tuple[int, str | None]:
    """Return what a rule weighs, below 0 against its choice, and the kind of its veto."""
    if stance == "veto":
        if row.get("kind") not in VETOES:
            raise fault(path, row["id"], f"a veto needs kind: {', '.join(VETOES)}")
        return 0, row["kind"]
    if row.get("weight") not in WEIGHTS:
        raise fault(path, row["id"], f"weight must be one of {list(WEIGHTS)}")
    return _SIGNS[stance] * row["weight"], None


@cache
def _content(path: Path) -> Mapping[str, Any]:
    """Return a rule file as it is written."""
    found: Mapping[str, Any] = read_yaml(path)
    return found


def _ruleset(path: Path, known: Knowledge, seen: set[str]) -> Ruleset:
    content = _content(path)
    name = content["decision"]
    if name not in known.decisions:
        raise RuleError(f"{path.name}:1: unknown decision {name}")
    choices = tuple(choice.value for choice in known.decisions[name].choices)
    reads, given = tuple(content["reads"]), tuple(content.get("given") or ())
    domains = domains_of(known)
    declared = {key: domains[key] for key in (*reads, *(f"is.{decision}" for decision in given)) if key in domains}
    rules = tuple(one for row in _rows(path, content, known, seen) for one in _arguments(path, row, declared, choices))
    if not rules:
        raise RuleError(f"{path.name}:1: no rules")
    return Ruleset(name, content["layer"], choices, reads, given, rules)


@cache
def rulesets(folder: Path = HERE) -> dict[str, Ruleset]:
    """Load every decision's rules, in layer order; raise RuleError."""
    known, seen = load(), set[str]()
    found = [_ruleset(path, known, seen) for path in sorted((folder / "decisions").glob("*.yaml"))]
    served = {ruleset.decision: ruleset for ruleset in sorted(found, key=lambda ruleset: ruleset.layer)}
    _check_layers(served, known)
    if unheard := list(_unheard(folder, served)):
        raise RuleError("\n".join(unheard))
    return served


def _unheard(folder: Path, served: Mapping[str, Ruleset]) -> Iterator[str]:
    """Say which answers, products, purposes and bands of sizes the rules do not know."""
    noted = notes(folder)
    yield from _unread(served, noted)
    yield from unspoken(served, noted)
    written = {path.stem: _content(path) for part in PARTS for path in sorted((folder / part).glob("*.yaml"))}
    yield from unnamed(written)
    yield from unknown(written)
    yield from unadvised(served)
    yield from unforbidden(served["region"])


def _check_layers(found: Mapping[str, Ruleset], known: Knowledge) -> None:
    """Raise RuleError unless every decision is there, has situations that can be numbered, and reads only what is decided before it."""
    if missing := set(known.decisions) - set(found):
        raise RuleError(f"decisions: no rules for {', '.join(sorted(missing))}")
    names = list(found)
    for place, ruleset in enumerate(found.values()):
        if late := [decision for decision in ruleset.given if decision in names[place:]]:
            raise RuleError(f"{ruleset.decision}.yaml:1: reads {late[0]}, which is decided later")
        if (cells := cell_count(ruleset)) > MAX_CELLS:
            raise RuleError(_too_large(ruleset, cells))


def _unread(found: Mapping[str, Ruleset], noted: Mapping[str, tuple[Note, ...]]) -> Iterator[str]:
    """Say which answers nothing tells from saying nothing: no rule, no note, no question, no size."""
    tests = _tests_of(chain(*(ruleset.rules for ruleset in found.values()), *noted.values()))
    told_elsewhere = _folded_needs() | _needs_of_questions()
    for need in load().needs.values():
        if need.kind != "choice" or not need.asked or need.name in told_elsewhere:
            continue
        for value in _meant(need):
            if all((value in values) == (UNKNOWN in values) for values in tests[need.name]):
                yield (
                    f"needs.yaml:{line_of(HERE.parent / 'knowledge' / 'needs.yaml', need.name, 'options', value)}: {need.name} {value}:"
                    " no rule, note or question tells it from saying nothing; let one read it, mark it plain: true, or take it out"
                )


def _meant(need: Need) -> list[str]:
    """Return the answers that mean something else than silence: neither the plain ones nor what is assumed."""
    assumed = (need.assumed or {}).get("value")
    return [option.value for option in need.options if not option.plain and option.value != assumed]


def _folded_needs() -> set[str]:
    """Return the needs that rules read only as folded with others, or by a class."""
    folds = (one for one in attributes().values() if one.needs != (one.name,))
    return {need for one in folds for need in one.needs}


def _needs_of_questions() -> set[str]:
    """Return the needs that decide whether another one is asked."""
    return {name for need in load().needs.values() for row in need.ask_when or () for name in row}


def _tests_of(rules: Iterable[Argument | Note]) -> dict[str, list[Values]]:
    """Return the values that rules ask for, by attribute."""
    found: dict[str, list[Values]] = defaultdict(list)
    for rule in rules:
        for name, values in rule.when:
            found[name].append(values)
    return found


def classes(ruleset: Ruleset) -> dict[str, tuple[Values, ...]]:
    """Group each attribute's values that no rule of this decision tells apart, in the order of the values."""
    domains, tests = ordered_domains(load()), _tests_of(ruleset.rules)
    return {name: _told_apart(domains[name], tests[name]) for name in ruleset.attributes}


def _told_apart(values: Iterable[str], tests: Sequence[Values]) -> tuple[Values, ...]:
    """Group values by which tests they pass."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for value in values:
        groups.setdefault(tuple(value in test for test in tests), []).append(value)
    return tuple(map(frozenset, groups.values()))


def _too_large(ruleset: Ruleset, cells: int) -> str:
    counts = sorted(((len(groups), name) for name, groups in classes(ruleset).items()), reverse=True)
    largest = ", ".join(f"{name} ({count})" for count, name in counts[:4])
    return (
        f"{ruleset.decision}.yaml:1: {cells:,} situations, more than {MAX_CELLS:,}; it tells most apart by {largest}:"
        " fold two of these into one class in rules/facts/folds.py, or let fewer of its rules name them"
    )


def cell_count(ruleset: Ruleset) -> int:
    """Count a decision's distinct situations."""
    return prod(len(groups) for groups in classes(ruleset).values())


@cache
def notes(folder: Path = HERE) -> dict[str, tuple[Note, ...]]:
    """Load every note rule, one ruleset a file: file name -> rules; raise RuleError."""
    known, seen = load(), set[str]()
    domains = note_domains(known)
    found = {}
    for path in sorted((folder / "notes").glob("*.yaml")):
        content = _content(path)
        if content.get("kind") not in NOTE_KINDS:
            raise RuleError(f"{path.name}:1: kind must be one of {', '.join(NOTE_KINDS)}")
        found[path.stem] = tuple(
            Note(
                row["id"],
                conditions(path, row, domains),
                row.get("snippet", row["id"]),
                kind=content["kind"],
                rank=row.get("rank", 50),
                about=row.get("about"),
            )
            for row in _rows(path, content, known, seen)
        )
    return found
