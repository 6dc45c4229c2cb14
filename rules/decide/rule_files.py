"""Read the rule files, and refuse what the engine could not be trusted with, naming file and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge import Knowledge, KnowledgeError, load
from knowledge.yamlfile import line_of, read_yaml
from rules.argument.model import UNKNOWN, VETOES, WEIGHTS, Argument, Note, Ruleset, Values
from rules.decide.named_rules import unnamed
from rules.decide.product_rules import unspoken
from rules.facts.attributes import attributes
from rules.price import cost

HERE = Path(__file__).parents[1]
MAX_CELLS = 1_000_000
"""More situations than the atlas could walk in the gate."""
PARTS = ("decisions", "notes")
NOTE_KINDS = ("warning", "order", "ask_vendor", "step", "instead")


class RuleError(KnowledgeError):
    """A rule that may not be used; the message names file, line and rule."""


def _fault(path: Path, rule: str, problem: str) -> RuleError:
    return RuleError(f"{path.name}:{line_of(path, 'rules', rule)}: {rule}: {problem}")


def _domains(known: Knowledge) -> dict[str, Values]:
    found = {name: frozenset(attribute.values) for name, attribute in attributes().items()}
    for decision in known.decisions.values():
        found[f"is.{decision.name}"] = frozenset(choice.value for choice in decision.choices)
    return found


def _note_domains(known: Knowledge) -> dict[str, Values]:
    """Return what notes may read: what decisions may, further purposes by their names, and what came of it all."""
    return {
        **dict.fromkeys((f"also.{name}" for name in known.needs["purpose"].values), frozenset(("true", "false"))),
        **_domains(known),
        "fit": frozenset(("yes", "no", UNKNOWN)),
        "people": frozenset(("few", "some", "many", "crowd", UNKNOWN)),
    }


def _values(wanted: Any, domain: Values) -> Values | None:
    """Return the values a condition names, None for an operator nobody knows.

    {not: …} names all the others; {below: x} and {from: x} speak of the classes of what a budget buys.
    """
    if isinstance(wanted, Mapping) and len(wanted) == 1 and "not" in wanted:
        excluded = _values(wanted["not"], domain)
        return None if excluded is None or excluded - domain else domain - excluded
    if isinstance(wanted, Mapping):
        word, product = next(iter(wanted.items()), ("", ""))
        if len(wanted) != 1 or word not in ("below", "from") or product not in cost.PRODUCTS:
            return None
        reach = [str(index) for index, names in enumerate(cost.means_names()) if product in names]
        classes = {value for value in domain if value != UNKNOWN}
        return frozenset(reach if word == "from" else classes - set(reach))
    listed = wanted if isinstance(wanted, list) else [wanted]
    return frozenset(str(value).lower() if isinstance(value, bool) else str(value) for value in listed)


def _conditions(path: Path, row: Mapping[str, Any], domains: Mapping[str, Values]) -> tuple[tuple[str, Values], ...]:
    found = []
    for attribute, wanted in (row.get("when") or {}).items():
        if attribute not in domains:
            raise _fault(path, row["id"], f"reads {attribute}, which is not declared or unknown")
        values = _values(wanted, domains[attribute])
        if values is None or (isinstance(wanted, Mapping) and attribute != "means" and "not" not in wanted):
            raise _fault(path, row["id"], f"{attribute} is compared in a way the engine is not trusted with: {wanted}")
        strange = values - domains[attribute]
        if strange or not values:
            raise _fault(path, row["id"], f"{attribute} has no value {', '.join(sorted(strange)) or '(none named)'}")
        found.append((attribute, values))
    return tuple(found)


def _rows(path: Path, content: Mapping[str, Any], known: Knowledge, seen: set[str]) -> Iterable[Mapping[str, Any]]:
    rows = content.get("rules") or []
    for row in rows:
        snippet = row.get("snippet", row["id"])
        if row["id"] in seen:
            raise _fault(path, row["id"], "this id is taken")
        if snippet not in known.snippets:
            raise _fault(path, row["id"], f"unknown snippet {snippet}")
        seen.add(row["id"])
        yield row


def _arguments(
    path: Path, row: Mapping[str, Any], domains: Mapping[str, Values], choices: tuple[str, ...]
) -> tuple[Argument, ...]:
    """Read what one rule says: one argument for each choice it names."""
    stances = [stance for stance in ("for", "against", "veto") if stance in row]
    if len(stances) != 1:
        raise _fault(path, row["id"], "must have exactly one of for, against, veto")
    stance = stances[0]
    named = row[stance] if isinstance(row[stance], list) else [row[stance]]
    if strange := [choice for choice in named if choice not in choices]:
        raise _fault(path, row["id"], f"unknown choice {', '.join(map(str, strange))}; there are {', '.join(choices)}")
    if stance == "veto" and row.get("kind") not in VETOES:
        raise _fault(path, row["id"], f"a veto needs kind: {', '.join(VETOES)}")
    if stance != "veto" and row.get("weight") not in WEIGHTS:
        raise _fault(path, row["id"], f"weight must be one of {list(WEIGHTS)}")
    weight = {"for": 1, "against": -1, "veto": 0}[stance] * row.get("weight", 0)
    when, snippet = _conditions(path, row, domains), row.get("snippet", row["id"])
    veto = row.get("kind") if stance == "veto" else None
    return tuple(Argument(row["id"], when, snippet, choice=choice, weight=weight, veto=veto) for choice in named)


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
    domains = _domains(known)
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
    found.sort(key=lambda ruleset: ruleset.layer)
    names = [ruleset.decision for ruleset in found]
    if missing := set(known.decisions) - set(names):
        raise RuleError(f"decisions: no rules for {', '.join(sorted(missing))}")
    for ruleset in found:
        late = [decision for decision in ruleset.given if names.index(decision) >= names.index(ruleset.decision)]
        if late:
            raise RuleError(f"{ruleset.decision}.yaml:1: reads {late[0]}, which is decided later")
        if (cells := cell_count(ruleset)) > MAX_CELLS:
            raise RuleError(_too_large(ruleset, cells))
    served = {ruleset.decision: ruleset for ruleset in found}
    if unheard := list(_unheard(folder, served)):
        raise RuleError("\n".join(unheard))
    return served


def _unheard(folder: Path, served: Mapping[str, Ruleset]) -> Iterator[str]:
    """Say which answers, products, purposes and bands of sizes the rules do not know."""
    noted = notes(folder)
    yield from _unread(served, noted)
    yield from unspoken(served, noted)
    yield from unnamed({path.stem: _content(path) for part in PARTS for path in sorted((folder / part).glob("*.yaml"))})


def _unread(found: Mapping[str, Ruleset], noted: Mapping[str, tuple[Note, ...]]) -> Iterator[str]:
    """Say which answers nothing tells from saying nothing: no rule, no note, no question, no size."""
    tests = [(name, values) for ruleset in found.values() for rule in ruleset.rules for name, values in rule.when]
    tests += [(name, values) for rules in noted.values() for rule in rules for name, values in rule.when]
    folded = {
        need for attribute in attributes().values() if attribute.needs != (attribute.name,) for need in attribute.needs
    }
    asked = {name for need in load().needs.values() for row in need.ask_when or () for name in row}
    for need in load().needs.values():
        if need.kind != "choice" or need.name in folded:
            continue
        told = [option.value for option in need.options if not option.plain]
        for value in (one for one in told if one != (need.assumed or {}).get("value")):
            apart = any(name == need.name and (value in values) != (UNKNOWN in values) for name, values in tests)
            if not apart and need.name not in asked and need.asked:
                yield (
                    f"needs.yaml:{line_of(HERE.parent / 'knowledge' / 'needs.yaml', need.name, 'options', value)}: {need.name} {value}:"
                    " no rule, note or question tells it from saying nothing; let one read it, or take the option out"
                )


def classes(ruleset: Ruleset) -> dict[str, tuple[Values, ...]]:
    """Group each attribute's values that no rule of this decision tells apart, in the order of the values."""
    domains = {name: attribute.values for name, attribute in attributes().items()}
    for decision in load().decisions.values():
        domains[f"is.{decision.name}"] = tuple(choice.value for choice in decision.choices)
    found = {}
    for name in ruleset.attributes:
        signatures: dict[tuple[bool, ...], list[str]] = {}
        tests = [values for rule in ruleset.rules for attribute, values in rule.when if attribute == name]
        for value in domains[name]:
            signatures.setdefault(tuple(value in test for test in tests), []).append(value)
        found[name] = tuple(frozenset(group) for group in signatures.values())
    return found


def _too_large(ruleset: Ruleset, cells: int) -> str:
    counts = sorted(((len(groups), name) for name, groups in classes(ruleset).items()), reverse=True)
    largest = ", ".join(f"{name} ({count})" for count, name in counts[:4])
    return (
        f"{ruleset.decision}.yaml:1: {cells:,} situations, more than {MAX_CELLS:,}; it tells most apart by {largest}:"
        " fold two of these into one class in rules/facts/folds.py, or let fewer of its rules name them"
    )


def cell_count(ruleset: Ruleset) -> int:
    """Count a decision's distinct situations."""
    count = 1
    for groups in classes(ruleset).values():
        count *= len(groups)
    return count


@cache
def notes(folder: Path = HERE) -> dict[str, tuple[Note, ...]]:
    """Load every note rule, one ruleset a file: file name -> rules; raise RuleError."""
    known, seen = load(), set[str]()
    domains = _note_domains(known)
    found = {}
    for path in sorted((folder / "notes").glob("*.yaml")):
        content = _content(path)
        if content.get("kind") not in NOTE_KINDS:
            raise RuleError(f"{path.name}:1: kind must be one of {', '.join(NOTE_KINDS)}")
        found[path.stem] = tuple(
            Note(
                row["id"],
                _conditions(path, row, domains),
                row.get("snippet", row["id"]),
                kind=content["kind"],
                rank=row.get("rank", 50),
                about=row.get("about"),
            )
            for row in _rows(path, content, known, seen)
        )
    return found
