"""What of a case some rules can tell: one value stands for all that none of them tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rules.argument.model import Rule, Values


class Telling:
    """The attributes that some rules are given, in order, and which value of each stands for which others."""

    def __init__(self, names: Sequence[str], rules: Iterable[Rule], domains: Mapping[str, Values]) -> None:
        """Take the attributes, the rules, and the values there are of each attribute."""
        tests: dict[str, list[Values]] = {name: [] for name in names}
        for rule in rules:
            for name, values in rule.when:
                tests[name].append(values)
        self.names = tuple(names)
        self._stand_ins = [(name, _stand_ins(sorted(domains[name]), tests[name])) for name in names]

    def of(self, case: Mapping[str, str]) -> tuple[str, ...]:
        """Return what the rules can tell of a case: a value for each attribute."""
        return tuple([stands[case[name]] for name, stands in self._stand_ins])

    def case(self, values: Sequence[str]) -> dict[str, str]:
        """Return the case that such values are."""
        return dict(zip(self.names, values, strict=True))


def _stand_ins(values: Sequence[str], tests: Sequence[Values]) -> Mapping[str, str]:
    first: dict[tuple[bool, ...], str] = {}
    return {value: first.setdefault(tuple([value in test for test in tests]), value) for value in values}
