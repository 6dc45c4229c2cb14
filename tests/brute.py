"""The specification of look-ahead: every completion of the needs, one by one, through all layers.

Flat arrays, no sides, no sharing: what `rules.ahead.landscape` does cleverly is done here the long way.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from knowledge import load
from rules.ahead.open_needs import open_needs, scale_classes
from rules.ahead.tables import tables
from rules.ahead.targets import FIT, SIZE, SIZE_CODES, least_prices
from rules.argument.model import UNKNOWN
from rules.facts.attributes import FLAGS, attributes, size_class
from rules.machine.size import STORAGES, size_of
from rules.price import cost

MOST = 20_000
FITS = ("unknown", "no", "yes")


@cache
def budgets() -> tuple[float, ...]:
    """Every budget from which anything can differ: entry prices and the least price of everything there is to buy."""
    return tuple(sorted({0.0, *cost.means_thresholds(), *np.unique(least_prices()).tolist()}))


def values_of(name, purposes, also):
    if name == "budget":
        return (None, *budgets())
    if name == "scale":
        return (None, *sorted(set().union(*(scale_classes(purpose, also) for purpose in purposes))))
    return (None, *load().needs[name].values)


@dataclass
class Brute:
    """All completions of one conversation: `axes` are its open needs, `outcomes` each target over all completions."""

    axes: dict[str, tuple]
    outcomes: dict[str, np.ndarray]

    def standing(self, target):
        return {label(target, code) for code in np.unique(self.outcomes[target])}

    def settled(self, target):
        return len(np.unique(self.outcomes[target])) == 1

    def matters(self, target, need):
        """Two completions that differ in this need alone give another outcome."""
        array, axis = self.outcomes[target], list(self.axes).index(need)
        return bool((array != np.take(array, [0], axis=axis)).any())

    def by(self, target, need, place):
        """What still stands when a need takes one of its values."""
        return np.unique(np.take(self.outcomes[target], place, axis=list(self.axes).index(need)))


def label(target, code):
    if target == SIZE:
        return f"{SIZE_CODES[code].id}x{SIZE_CODES[code].machines}"
    return FITS[code] if target == FIT else tables()[target].ruleset.choices[code]


def count(needs, also=(), more=()):
    """How many completions there are."""
    purposes = _purposes(needs, more)
    total = 1
    for name in dict.fromkeys((*open_needs(needs), *more)):
        total *= len(values_of(name, purposes, tuple(sorted(also))))
    return total


def _purposes(needs, more=()):
    if "purpose" not in needs or "purpose" in more:
        return (None, *load().needs["purpose"].values)
    return (None if needs["purpose"] == "unsure" else needs["purpose"],)


def brute(needs, also=(), more=()):
    """Enumerate; `more`: answered needs that take every value, too."""
    also, purposes = tuple(sorted(also)), _purposes(needs, more)
    free = dict.fromkeys((*open_needs(needs), *more))
    axes = {name: values_of(name, purposes, also) for name in free}
    shape = tuple(len(values) for values in axes.values())
    places = np.indices(shape).reshape(len(shape), -1) if shape else np.zeros((0, 1), int)
    index = dict(zip(axes, places, strict=True))
    values = {
        name: axes.get(name, (None if needs.get(name) in (None, "unsure") else needs[name],)) for name in load().needs
    }
    where = {name: index.get(name, np.zeros(places.shape[1], int)) for name in load().needs}
    return Brute(axes, {name: found.reshape(shape) for name, found in _decide(values, where, also).items()})


def _decide(values, where, also):
    flags = {flag.replace("-", "_"): str(flag in also).lower() for flag in FLAGS}
    codes = _sizes(values, where, also)
    found = {SIZE: codes % (len(SIZE_CODES) // len(STORAGES))}
    for name, table in tables().items():
        position = np.zeros(len(codes), int)
        for attribute in table.ruleset.attributes:
            position = position + _offsets(table, attribute, values, where, codes, flags, found)
        found[name] = table.cells[position].astype(int)
    prices = least_prices()[found["product"], codes, found["region"]]
    money = np.array([-1.0 if value is None else float(value) for value in values["budget"]])[where["budget"]]
    found[FIT] = np.where(money < 0, 0, np.where(prices <= money, 2, 1))
    return found


def _offsets(table, attribute, values, where, codes, flags, found):
    if attribute in flags:
        return table.offset(attribute, flags[attribute])
    if attribute.startswith("is."):
        choices = tables()[attribute[3:]].ruleset.choices
        return np.array([table.offset(attribute, choice) for choice in choices])[found[attribute[3:]]]
    if attribute == "size":
        return np.array([table.offset("size", code.size_class) for code in SIZE_CODES])[codes]
    (need,) = attributes()[attribute].needs
    folded = [_folded(attribute, value) for value in values[need]]
    return np.array([table.offset(attribute, value) for value in folded])[where[need]]


def _folded(attribute, value):
    if value is None:
        return UNKNOWN
    return str(cost.means_of(float(value))) if attribute == "means" else str(value)


def _sizes(values, where, also):
    names = ("purpose", "scale", "demand", "services")
    grid = np.empty([len(values[name]) for name in names], int)
    for places in product(*(range(len(values[name])) for name in names)):
        needs = {name: values[name][place] for name, place in zip(names, places, strict=True)}
        size = size_of({name: value for name, value in needs.items() if value is not None}, also)
        grid[places] = [(c.id, c.machines, c.size_class, c.storage_gib) for c in SIZE_CODES].index(
            (size.id, size.machines, size_class(size), size.storage_gib)
        )
    return grid[tuple(where[name] for name in names)]


ALSO = (
    "wechat",
    "windows",
    "ddos",
    "minor",
    "foreign-api",
    "sensitive",
    "mail",
    "moving",
    "ai",
    "blog",
    "game",
    "static",
)


def random_value(name, rng):
    if rng.random() < 0.12:
        return "unsure"
    if name == "budget":
        return rng.choice((0, 5, 20, 24, 26.5, 30, 49.9, 60, 99, 123, 150, 300, 800, 2000, 20000))
    if name == "scale":
        return rng.choice((1, 2, 4, 5, 8, 16, 20, 60, 100, 300, 900, 3000, 9000, 20000, 99999, 150000, 2_000_000))
    return rng.choice(load().needs[name].values)


def random_also(rng):
    return tuple(rng.sample(ALSO, rng.choice((0, 0, 0, 1, 1, 2))))


def random_state(rng, most=MOST, purpose=0.9):
    """Say things at random until at most so many completions are left."""
    names = list(load().needs)
    rng.shuffle(names)
    if rng.random() < purpose:
        names.remove("purpose")
        names.insert(0, "purpose")
    needs, also = {}, random_also(rng)
    for name in names:
        if len(needs) > 1 and count(needs, also) <= most and rng.random() < 0.5:
            break
        needs[name] = random_value(name, rng)
    return needs, also


def randomness(seed):
    return random.Random(seed)
