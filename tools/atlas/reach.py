"""Which situations of each decision some set of answers reaches: exact, by joining the decisions over what they share.

A person may state any need and any circumstance, so everything stated is free; what is folded or decided is not. The size
hangs together with purpose, programs and Windows; what was decided earlier hangs together with all that it was decided by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.tables import Table, tables
from rules.argument.model import UNKNOWN, Values
from rules.facts.attributes import attributes
from rules.machine import workload
from rules.machine.load import MOST_FURTHER
from rules.machine.lots import lot_at, stretches
from rules.machine.stated import wanted
from rules.machine.wanted import Wanted

Codes = NDArray[np.int64]
SHARED = ("purpose", "services", "windows", "size")
MACHINE = ("isolation", "load", "uptime", "skill", "means", "buyer")
PLACE = (
    "purpose", "audience", "region", "filing", "domain", "launch", "term", "wechat", "minor", "foreign_api", "sensitive",
)  # fmt: skip


@cache
def groups(attribute: str) -> tuple[Values, ...]:
    """Group an attribute's values that no decision tells apart; `unknown`, if it is one, comes first."""
    reading = [table for table in tables().values() if attribute in table.ruleset.reads]
    found: dict[tuple[int, ...], list[str]] = {}
    for value in sorted(attributes()[attribute].values, key=lambda value: value != UNKNOWN):
        found.setdefault(tuple(table.index[attribute][value] for table in reading), []).append(value)
    return tuple(frozenset(values) for values in found.values())


@cache
def group_of(attribute: str, value: str) -> int:
    """Return the place of a value's group."""
    return next(place for place, values in enumerate(groups(attribute)) if value in values)


@cache
def companions() -> tuple[tuple[str, ...], ...]:
    """Return one set of further purposes for each way in which such sets can weigh on a machine, lightest first."""
    found: dict[tuple[bool, float, float], tuple[str, ...]] = {}
    names = load().needs["purpose"].values
    for count in range(MOST_FURTHER + 1):
        for chosen in combinations(names, count):
            found.setdefault(_weight(chosen), chosen)
    return tuple(found[weight] for weight in sorted(found, key=lambda weight: (not weight[0], *weight[1:])))


def _weight(chosen: Sequence[str]) -> tuple[bool, float, float]:
    """Return all by which further purposes enter the size: whether no server at all, memory beside, memory as the largest."""
    rows = {name: workload.table(name, None) for name in chosen}
    beside = {name: row.get("beside_gib", 0) for name, row in rows.items()}
    own = {name: _least_memory(name) for name in rows}
    largest = max((own[name] - beside[name] for name in rows), default=0.0)
    return all("none" in row for row in rows.values()), sum(beside.values()), largest


def _least_memory(name: str) -> float:
    return workload.memory_of(name, None).at(workload.starting(name))


@cache
def shared() -> tuple[tuple[int, int, int, int], ...]:
    """Return the reachable combinations of SHARED, as group places."""
    found = set[tuple[int, int, int, int]]()
    for purpose in attributes()["purpose"].values:
        for services in groups("services"):
            for windows in ("true", "false"):
                for size in _sizes(purpose, min(services - {UNKNOWN}), windows == "true"):
                    kind, several = group_of("purpose", purpose), group_of("services", min(services))
                    found.add((kind, several, group_of("windows", windows), size))
    return tuple(sorted(found))


def _demands(purpose: str) -> tuple[str | None, ...]:
    return (None, *load().needs["demand"].values) if "demand" in workload.table(purpose, None) else (None,)


SMALL = "vaultwarden"
"""A program that the smallest machine runs."""
RATES = (50, 150, 300, 800, 2000, 6000)
MODELS = (1, 3, 7, 20, 40, 70, 150, 671)


def _sizes(purpose: str, services: str, windows: bool) -> set[int]:
    """Return the groups of sizes that some number of people, demand, further purposes, program or quantity leads to."""
    known = {"purpose": purpose, "services": services}
    numbers: list[tuple[str, object]] = [("rate", rate) for rate in RATES]
    numbers += [("model", model) for model in MODELS] if purpose == "ai" else []
    heard: list[dict[str, object]] = [{}, {"software": SMALL}, *({name: amount} for name, amount in numbers)]
    found = set[int]()
    for chosen, demand, more in product(companions(), _demands(purpose), heard):
        if more and chosen:
            continue
        asked = wanted({**known, **more, "demand": demand or "unsure"}, (*chosen, "windows") if windows else chosen)
        found |= {group_of("size", lot.size_class) for lot in stretches(asked)[1]}
    return found


@cache
def _asked(purpose: str, services: str, windows: bool, demand: str, others: tuple[str, ...]) -> Wanted:
    needs = {"purpose": purpose, "services": services, "demand": demand}
    return wanted(needs, (*others, "windows") if windows else others)


@cache
def sizes_of_unknown() -> Mapping[tuple[int, int, int], set[tuple[int, ...]]]:
    """Return what sizes each purpose turns out to have while it is unknown: (services, windows, size) -> a size a purpose.

    For every number of people and demand, with no further purpose, with any one and with all of them.
    """
    found: dict[tuple[int, int, int], set[tuple[int, ...]]] = {}
    names = load().needs["purpose"].values
    for services, windows in product(range(len(groups("services"))), range(2)):
        several, on_windows = min(groups("services")[services] - {UNKNOWN}), "true" in groups("windows")[windows]
        for others, demand in product(((), *((name,) for name in names), names), load().needs["demand"].values):
            kinds = [_asked(name, several, on_windows, demand, others) for name in (UNKNOWN, *names)]
            for people in sorted(set[int]().union(*(stretches(kind)[0] for kind in kinds))):
                unknown, *each = (group_of("size", lot_at(kind, people).size_class) for kind in kinds)
                found.setdefault((services, windows, unknown), set()).add(tuple(each))
    return found


@dataclass(frozen=True)
class Side:
    """A grid of states: each column a group place for every row; `shape` and `names` give the axes of the free part."""

    names: tuple[str, ...]
    shape: tuple[int, ...]
    columns: Mapping[str, Codes]

    def positions(self, decision: str, earlier: Mapping[str, Codes]) -> Codes:
        """Return each row's position in a decision's table."""
        table = tables()[decision]
        total: Codes = np.zeros(1, np.int64)
        for name in table.ruleset.reads:
            total = total + _offsets(table, name)[self.columns[name]]
        for name in table.ruleset.given:
            total = total + _given(table, name)[earlier[name]]
        return np.asarray(total)


def _offsets(table: Table, attribute: str) -> Codes:
    return np.array([table.offset(attribute, min(values)) for values in groups(attribute)], np.int64)


def _given(table: Table, decision: str) -> Codes:
    choices = tables()[decision].ruleset.choices
    return np.array([table.offset(f"is.{decision}", choice) for choice in choices], np.int64)


def decided(decision: str, positions: Codes) -> Codes:
    """Return the choices in a decision's cells."""
    return tables()[decision].cells[positions].astype(np.int64)


class Reach:
    """The two sides, and which cells of each decision they reach."""

    @cached_property
    def machine(self) -> Side:
        """Return all states of the machine side: a first axis of SHARED, then MACHINE."""
        rows = np.array(shared(), np.int64)
        shape = (len(rows), *(len(groups(name)) for name in MACHINE))
        places = np.unravel_index(np.arange(int(np.prod(shape))), shape)
        columns = {name: rows[places[0], place] for place, name in enumerate(SHARED)}
        columns.update({name: np.asarray(places[place + 1]) for place, name in enumerate(MACHINE)})
        return Side(("shared", *MACHINE), shape, columns)

    @cached_property
    def place(self) -> Side:
        """Return all states of the place side."""
        shape = tuple(len(groups(name)) for name in PLACE)
        places = np.unravel_index(np.arange(int(np.prod(shape))), shape)
        return Side(PLACE, shape, {name: np.asarray(places[place]) for place, name in enumerate(PLACE)})

    @cached_property
    def _positions(self) -> dict[str, Codes]:
        kind = self.machine.positions("product", {})
        runtime = self.machine.positions("runtime", {"product": decided("product", kind)})
        region = self.place.positions("region", {})
        filing = self.place.positions("filing", {"region": decided("region", region)})
        return {"product": kind, "runtime": runtime, "region": region, "filing": filing}

    def one_sided(self, decision: str) -> Codes:
        """Return the position in a one-sided decision's table for each state of its side."""
        return self._positions[decision]

    def cells(self, decision: str) -> Codes:
        """Return the reachable positions in a decision's table, in order."""
        return np.unique(self._positions[decision] if decision in self._positions else self._mixed[decision])

    @cached_property
    def _mixed(self) -> dict[str, Codes]:
        """Join what vendor and billing read of both sides, purpose by purpose."""
        chosen, region, filing = (decided(name, self.one_sided(name)) for name in ("product", "region", "filing"))
        machine = _rows(
            {**self.machine.columns, "product": chosen}, ("uptime", "buyer", "skill", "means", "load", "product")
        )
        place = _rows(
            {**self.place.columns, "is.region": region, "is.filing": filing},
            ("sensitive", "term", "is.region", "is.filing"),
        )
        found: dict[str, list[Codes]] = {"vendor": [], "billing": []}
        for purpose in range(len(groups("purpose"))):
            for decision, positions in self._joined(machine[purpose], place[purpose], purpose).items():
                found[decision].append(positions)
        return {decision: np.unique(np.concatenate(parts)) for decision, parts in found.items()}

    @staticmethod
    def _joined(machine: Codes, place: Codes, purpose: int) -> dict[str, Codes]:
        left = np.repeat(machine, len(place) * len(groups("ddos")), axis=0)
        right = np.tile(np.repeat(place, len(groups("ddos")), axis=0), (len(machine), 1))
        names = ("uptime", "buyer", "skill", "means", "load", "product")
        columns = dict(zip(names, left.T, strict=True))
        columns.update(zip(("sensitive", "term", "region", "filing"), right.T, strict=True))
        columns["ddos"] = np.tile(np.arange(len(groups("ddos"))), len(machine) * len(place))
        columns["purpose"] = np.full(len(left), purpose)
        side = Side((), (), columns)
        vendor = side.positions("vendor", columns)
        billing = side.positions("billing", {**columns, "vendor": decided("vendor", vendor)})
        return {"vendor": np.unique(vendor), "billing": np.unique(billing)}


def _rows(columns: Mapping[str, Codes], names: Sequence[str]) -> list[Codes]:
    """Return the distinct rows of some columns, by purpose, folded to what vendor and billing tell apart."""
    found = []
    for purpose in range(len(groups("purpose"))):
        here = columns["purpose"] == purpose
        folds = [_folded(name) for name in names]
        shape = tuple(len(fold) for fold in folds)
        codes = [fold[columns[name][here]] for fold, name in zip(folds, names, strict=True)]
        found.append(np.stack(np.unravel_index(np.unique(np.ravel_multi_index(codes, shape)), shape), axis=1))
    return found


def _folded(name: str) -> Codes:
    """Map a column's codes to the first code that vendor and billing cannot tell from it."""
    if name not in attributes() or name in tables():
        decision = name.removeprefix("is.")
        return np.arange(len(tables()[decision].ruleset.choices))
    reading = [tables()[decision] for decision in ("vendor", "billing") if name in tables()[decision].ruleset.reads]
    first: dict[tuple[int, ...], int] = {}
    marks = [tuple(table.index[name][min(values)] for table in reading) for values in groups(name)]
    return np.array([first.setdefault(mark, place) for place, mark in enumerate(marks)])
