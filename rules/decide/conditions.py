"""What a rule of a file may ask for: the words it may read, and the values its conditions let through."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge import Knowledge, KnowledgeError
from knowledge.yamlfile import line_of
from rules.argument.model import UNKNOWN, Values
from rules.facts.attributes import attributes
from rules.price import cost


class RuleError(KnowledgeError):
    """A rule that may not be used; the message names file, line and rule."""


def fault(path: Path, rule: str, problem: str) -> RuleError:
    """Return the error that names file, line and rule of a problem."""
    return RuleError(f"{path.name}:{line_of(path, 'rules', rule)}: {rule}: {problem}")


def ordered_domains(known: Knowledge) -> dict[str, tuple[str, ...]]:
    """Return what a decision may read, with its values in the author's order: attributes, and what was decided."""
    found = {name: attribute.values for name, attribute in attributes().items()}
    decided = {f"is.{one.name}": tuple(choice.value for choice in one.choices) for one in known.decisions.values()}
    return found | decided


def domains_of(known: Knowledge) -> dict[str, Values]:
    """Return what a decision may read, with its values."""
    return {name: frozenset(values) for name, values in ordered_domains(known).items()}


def note_domains(known: Knowledge) -> dict[str, Values]:
    """Return what notes may read: what decisions may, further purposes by their names, and what came of it all."""
    return {
        **dict.fromkeys((f"also.{name}" for name in known.needs["purpose"].values), frozenset(("true", "false"))),
        **domains_of(known),
        "fit": frozenset(("yes", "no", UNKNOWN)),
        "people": frozenset(("few", "some", "many", "crowd", UNKNOWN)),
    }


def listed(given: Any) -> list[Any]:
    """Return what a file gives as one thing or as a list of them."""
    return given if isinstance(given, list) else [given]


def _values(wanted: Any, domain: Values) -> Values | None:
    """Return the values a condition names, None for an operator nobody knows."""
    if not isinstance(wanted, Mapping):
        return frozenset(str(value).lower() if isinstance(value, bool) else str(value) for value in listed(wanted))
    if len(wanted) != 1:
        return None
    ((word, of),) = wanted.items()
    return _all_others(of, domain) if word == "not" else _classes_of_means(word, of, domain)


def _all_others(unwanted: Any, domain: Values) -> Values | None:
    """Return what {not: …} names."""
    excluded = _values(unwanted, domain)
    return None if excluded is None or excluded - domain else domain - excluded


def _classes_of_means(word: str, product: Any, domain: Values) -> Values | None:
    """Return what {below: x} and {from: x} name: the classes of budgets that do not reach, or reach, a product."""
    if product not in cost.PRODUCTS:
        return None
    reach = frozenset(str(index) for index, names in enumerate(cost.means_names()) if product in names)
    return {"from": reach, "below": domain - reach - {UNKNOWN}}.get(word)


def conditions(path: Path, row: Mapping[str, Any], domains: Mapping[str, Values]) -> tuple[tuple[str, Values], ...]:
    """Return what a rule asks for: attributes, each with the values let through; raise RuleError."""
    when = row.get("when") or {}
    return tuple((name, _condition(path, row["id"], name, wanted, domains)) for name, wanted in when.items())


def _condition(path: Path, rule: str, attribute: str, wanted: Any, domains: Mapping[str, Values]) -> Values:
    """Return the values of an attribute that one condition of a rule lets through."""
    if attribute not in domains:
        raise fault(path, rule, f"reads {attribute}, which is not declared or unknown")
    values = _values(wanted, domains[attribute])
    if values is None or (isinstance(wanted, Mapping) and attribute != "means" and "not" not in wanted):
        raise fault(path, rule, f"{attribute} is compared in a way the engine is not trusted with: {wanted}")
    strange = values - domains[attribute]
    if strange or not values:
        raise fault(path, rule, f"{attribute} has no value {', '.join(sorted(strange)) or '(none named)'}")
    return values
