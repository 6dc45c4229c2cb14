"""The specification of look-ahead: every completion of the needs, one by one, through all layers.

Flat arrays, no sides, no sharing: what `rules.ahead.landscape` does cleverly is done here the long way.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import product as product_of

import numpy as np

from knowledge import load
from rules.ahead.open_needs import open_needs, scale_classes, storage_classes
from rules.ahead.tables import tables
from rules.ahead.targets import FIT, SIZE
from rules.answers import Answers
from rules.facts.attributes import attributes
from rules.machine.size import size_of
from rules.machine.stated import LOADING
from rules.price import cost
from rules.price.least import asked_on, lot_edges
from rules.price.ordering import Use, use_of

MOST = 20_000
FITS = ("unknown", "no", "yes")


@cache
def usual_lots():
    """Lots of every purpose, for few people and for many."""
    return tuple(
        dict.fromkeys(
            lot((("scale", people), ("demand", demand), ("services", services), ("purpose", purpose)), ())
            for purpose in (None, *load().needs["purpose"].values)
            for people in (None, 1, 60, 3000, 30_000, 900_000)
            for demand in (None, "light", "heavy")
            for services in (None, "many")
        )
    )


@cache
def budgets() -> tuple[float, ...]:
    """Many budgets from which something differs: entry prices, and the edges of the bills of usual lots."""
    choices = (tables()[name].ruleset.choices for name in ("product", "region", "vendor"))
    found = {
        edge
        for product, lot, region, vendor in product_of(next(choices), usual_lots()[::6], *choices)
        for edge in lot_edges(product, lot, region, vendor, "not-needed", Use(), asked_on())
    }
    return tuple(sorted({*classes(), *found}))


def classes() -> tuple[float, ...]:
    """The least budget of each class that decisions tell apart."""
    return (0.0, *cost.means_thresholds())


def values_of(name, needs, purposes, also, lots=None):
    if name == "budget":
        return (None, *classes())
    if name == "scale":
        kinds = ({**needs, "purpose": purpose or "unsure"} for purpose in purposes)
        return (None, *sorted(set().union(*(scale_classes(Answers.of(told, also)) for told in kinds))))
    if name == "storage":
        return (None, *storage_classes())
    if not load().needs[name].values and not load().needs[name].asked:  # heard: what was said, or nothing
        return tuple(dict.fromkeys((None, None if needs.get(name) == "unsure" else needs.get(name))))
    return (None, *load().needs[name].values)


SIZING = ("purpose", "scale", *(name for name in LOADING if name != "purpose"))


def lots_for(needs, also, free, purposes):
    """Every lot that some completion leads to."""
    axes = [
        purposes
        if name == "purpose"
        else values_of(name, needs, purposes, also, ())
        if name in free
        else (None if needs.get(name) in (None, "unsure") else needs[name],)
        for name in SIZING
    ]
    return list(dict.fromkeys(lot(tuple(zip(SIZING, answers, strict=True)), also) for answers in product_of(*axes)))


@cache
def lot(told, also):
    return size_of(Answers.of({name: value for name, value in told if value is not None}, also)).lot


@dataclass
class Brute:
    """All completions of one conversation: `axes` are its open needs, `outcomes` each target over all completions."""

    axes: dict[str, tuple]
    outcomes: dict[str, np.ndarray]
    sizes: list[str]

    def standing(self, target):
        return {self.label(target, code) for code in np.unique(self.outcomes[target])}

    def label(self, target, code):
        if target == SIZE:
            return self.sizes[code]
        return FITS[code] if target == FIT else tables()[target].ruleset.choices[code]

    def settled(self, target):
        return len(np.unique(self.outcomes[target])) == 1

    def matters(self, target, need):
        """Two completions that differ in this need alone give another outcome."""
        array, axis = self.outcomes[target], list(self.axes).index(need)
        return bool((array != np.take(array, [0], axis=axis)).any())

    def by(self, target, need, place):
        """What still stands when a need takes one of its values."""
        return np.unique(np.take(self.outcomes[target], place, axis=list(self.axes).index(need)))


def count(needs, also=(), more=()):
    """How many completions there are."""
    purposes = _purposes(needs, more)
    total, free, also = 1, dict.fromkeys((*open_needs(Answers.of(needs)), *more)), tuple(sorted(also))
    for name in free:
        total *= len(values_of(name, needs, purposes, also)) * (12 if name == "budget" else 1)
    return total


def _purposes(needs, more=()):
    if "purpose" not in needs or "purpose" in more:
        return (None, *load().needs["purpose"].values)
    return (None if needs["purpose"] == "unsure" else needs["purpose"],)


def brute(needs, also=(), more=()):
    """Enumerate; `more`: answered needs that take every value, too."""
    also, purposes = tuple(sorted(also)), _purposes(needs, more)
    free = dict.fromkeys((*open_needs(Answers.of(needs)), *more))
    lots = lots_for(needs, also, free, purposes)
    axes = {name: values_of(name, needs, purposes, also, lots) for name in free}
    if "budget" in axes:  # decisions tell classes of budgets apart, the fit tells those of what is then bought
        _, _, bought = _outcomes(needs, also, axes, lots)
        edges = {edge for one in bought for edge in lot_edges(*one, asked_on())}
        axes["budget"] = (None, *sorted({*classes(), *edges}))
    shape = tuple(len(values) for values in axes.values())
    outcomes, sizes, _ = _outcomes(needs, also, axes, lots)
    return Brute(axes, {name: found.reshape(shape) for name, found in outcomes.items()}, sizes)


def _outcomes(needs, also, axes, lots):
    shape = tuple(len(values) for values in axes.values())
    places = np.indices(shape).reshape(len(shape), -1) if shape else np.zeros((0, 1), int)
    index = dict(zip(axes, places, strict=True))
    values = {
        name: axes.get(name, (None if needs.get(name) in (None, "unsure") else needs[name],)) for name in load().needs
    }
    where = {name: index.get(name, np.zeros(places.shape[1], int)) for name in load().needs}
    return _decide(values, where, also, lots)


def _decide(values, where, also, lots):
    codes = _sizes(values, where, also, lots)
    sizes = list(dict.fromkeys(f"{lot.id}x{lot.machines}" for lot in lots))
    found = {SIZE: np.array([sizes.index(f"{lot.id}x{lot.machines}") for lot in lots])[codes]}
    for name, table in tables().items():
        position = np.zeros(len(codes), int)
        for attribute in table.ruleset.attributes:
            position = position + _offsets(table, attribute, values, where, codes, also, found, lots)
        found[name] = table.at(position).astype(int)
    found[FIT], bought = _fits(values, where, also, lots, codes, found)
    return found, sizes, bought


def _fits(values, where, also, lots, codes, found):
    """The fit of every completion, and everything that is bought in some."""
    heard = {name: each[0] for name, each in values.items() if len(each) == 1 and each[0] is not None}
    uses = [
        use_of(Answers.of({**heard, **({"purpose": purpose} if purpose else {})}, also))
        for purpose in values["purpose"]
    ]
    kinds = [tables()[name].ruleset.choices for name in ("product", "region", "vendor", "filing")]
    rows = np.stack([codes, where["purpose"], *(found[name] for name in ("product", "region", "vendor", "filing"))], 1)
    distinct, places = np.unique(rows, axis=0, return_inverse=True)
    bought = [
        (kinds[0][p], lots[lot], kinds[1][r], kinds[2][v], kinds[3][f], uses[purpose])
        for lot, purpose, p, r, v, f in distinct.tolist()
    ]
    edges = np.array([lot_edges(*one, asked_on()) for one in bought])[places.reshape(-1)]
    money = np.array([np.nan if value is None else float(value) for value in values["budget"]])[where["budget"]]
    told = np.where(money >= edges[:, 1], 2, np.where(money < edges[:, 0], 1, 0))
    return np.where(np.isnan(money), 0, told), bought


def _offsets(table, attribute, values, where, codes, also, found, lots):
    if attribute.startswith("is."):
        choices = tables()[attribute[3:]].ruleset.choices
        return np.array([table.offset(attribute, choice) for choice in choices])[found[attribute[3:]]]
    if attribute == "size":
        return np.array([table.offset("size", lot.size_class) for lot in lots])[codes]
    needs = attributes()[attribute].needs
    grid = np.empty([len(values[name]) for name in needs], int)
    for places in product_of(*(range(len(values[name])) for name in needs)):
        told = {name: values[name][place] for name, place in zip(needs, places, strict=True)}
        told = {name: value for name, value in told.items() if value is not None}
        grid[places] = table.offset(attribute, attributes()[attribute].fold(Answers.of(told, also)))
    return grid[tuple(where[name] for name in needs)]


def _sizes(values, where, also, lots):
    grid = np.empty([len(values[name]) for name in SIZING], int)
    for places in product_of(*(range(len(values[name])) for name in SIZING)):
        told = tuple((name, values[name][place]) for name, place in zip(SIZING, places, strict=True))
        grid[places] = lots.index(lot(told, also))
    return grid[tuple(where[name] for name in SIZING)]


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


HEARD = {
    "software": ("palworld", "gitlab", "redis,mysql", "n8n", "rustdesk", "terraria,dst", "immich", "odoo"),
    "concurrent": (1, 5, 40, 300, 2000, 20_000),
    "rate": (1, 50, 800, 20_000),
    "storage": (3, 40, 300, 2000, 90_000),
    "traffic": (20, 3000, 50_000),
    "bandwidth": (1, 5, 100, 2000),
    "hours": (0.5, 4, 24),
    "model": (1.5, 7, 32, 70, 671),
    "machines": (1, 3, 20),
}


def random_value(name, rng):
    if load().needs[name].asked and rng.random() < 0.12:
        return "unsure"
    if name == "budget":
        return rng.choice((0, 5, 20, 24, 26.5, 30, 49.9, 60, 99, 123, 150, 300, 800, 2000, 20000))
    if name == "scale":
        return rng.choice((1, 2, 4, 5, 8, 16, 20, 60, 100, 300, 900, 3000, 9000, 20000, 99999, 150000, 2_000_000))
    if name in HEARD:
        return rng.choice(HEARD[name])
    need = load().needs[name]
    return rng.choice(need.values) if need.values else rng.choice((need.minimum or 1, 5, 20))


def random_also(rng):
    return tuple(rng.sample(ALSO, rng.choice((0, 0, 0, 1, 1, 2))))


def random_state(rng, most=MOST, purpose=0.9):
    """Say things at random until at most so many completions are left."""
    names = [
        name
        for name, need in load().needs.items()
        if need.asked or need.kind in ("choice", "programs") or name in LOADING
    ]
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
