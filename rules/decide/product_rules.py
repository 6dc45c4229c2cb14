"""What the rules must say of each product: one that they do not know would get worse advice, and nobody would be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.products import HERE, Product, products
from knowledge.yamlfile import fault
from rules.argument.model import Argument, Note, Rule, Ruleset, Values
from rules.price.extras import EXTRAS

PRODUCT, MEANS, UNAFFORDABLE = "is.product", "means", "unaffordable"
When = tuple[tuple[str, Values], ...]


def unspoken(decisions: Mapping[str, Ruleset], notes: Mapping[str, Sequence[Note]]) -> Iterator[str]:
    """Say what is missing for each product: reasons, vetoes of its kind, what its price rules out, and notes that pass it by."""
    rules = decisions["product"].rules
    files = {**{name: one.rules for name, one in decisions.items()}, **notes}
    for name, row in products().items():
        mine = [rule for rule in rules if rule.choice == name]
        alike = [other for other, one in products().items() if one.kind == row.kind and other != name]
        problems = [
            *_alone(row, mine),
            *_unforbidden(row, mine, alike, rules),
            *_passed_by(name, row, alike, files if alike else {}),
        ]
        yield from (str(fault(HERE / "products.yaml", problem, name)) for problem in problems)


def _alone(row: Product, mine: Sequence[Argument]) -> Iterator[str]:
    """Say what every product has, whatever its kind."""
    if not any(rule.weight > 0 for rule in mine):
        yield "no rule of product.yaml speaks for it, so it is never advised"
    if row.kind != "pages" and not any(rule.veto == UNAFFORDABLE and MEANS in dict(rule.when) for rule in mine):
        yield f"no rule of product.yaml vetoes it as {UNAFFORDABLE} where means are below it"
    if strange := [flag for flag in row.comes_with if flag not in EXTRAS]:
        yield f"comes_with {', '.join(strange)}, which no bill knows; there are {', '.join(EXTRAS)}"


def _unforbidden(
    row: Product, mine: Iterable[Argument], alike: Sequence[str], rules: Iterable[Argument]
) -> Iterator[str]:
    """Say what forbids every other product of a kind, and not this one."""
    known = {rule.when for rule in mine if rule.veto}
    for when, by_choice in forbidding(alike, rules).items():
        names = {*by_choice.values()}
        if len(by_choice) == len(alike) and when not in known and names.isdisjoint(row.unlike):
            yield f"not vetoed, as {', '.join(alike)} by {', '.join(by_choice.values())}; let it be, or name that under unlike"


def forbidding(alike: Sequence[str], rules: Iterable[Argument]) -> Mapping[When, Mapping[str, str]]:
    """Return the rule by which each of some products is vetoed, by its conditions; what its price rules out is its own."""
    found: dict[When, dict[str, str]] = {}
    for rule in rules:
        if rule.veto and rule.choice in alike and MEANS not in dict(rule.when):
            found.setdefault(rule.when, {})[rule.choice] = rule.id
    return found


def _passed_by(name: str, row: Product, alike: Sequence[str], files: Mapping[str, Sequence[Rule]]) -> Iterator[str]:
    """Say which files name every other product of a kind and never this one, with the rules that do."""
    for file, rules in files.items():
        named = [(rule.id, values) for rule in rules for attribute, values in rule.when if attribute == PRODUCT]
        passing = [rule for rule, values in named if values.issuperset(alike) and rule not in row.unlike]
        if passing and not _names(name, named):
            rest = ", ".join(dict.fromkeys(passing))
            yield f"{file}.yaml speaks of {', '.join(alike)} and never of it, in {rest}; name it there, or those under unlike"


def _names(name: str, named: Iterable[tuple[str, Values]]) -> bool:
    return any(name in values for _, values in named)
