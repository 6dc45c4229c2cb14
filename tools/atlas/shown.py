"""What is shown with things unknown must be what some full set of answers gives.

A full set of answers fills every question that may be asked about the purpose with one of its values; it keeps every circumstance,
and all that is only heard or never asked stays as it is: unsaid, or said. The decisions of one side are checked in every state of their side, purpose by purpose (without circumstances and with
single ones); the decisions over both sides, and a purpose that is unknown itself, in seeded random states.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from knowledge import load
from rules.ahead.landscape import Landscape
from rules.ahead.lookup import outcome
from rules.ahead.open_needs import asked, box_of
from rules.ahead.sides import SIZED, sides
from rules.ahead.targets import DECISIONS, names
from rules.answers import Answers, Value
from rules.decide.rule_files import rulesets
from rules.facts.law_folds import law_flags
from tools.atlas.net import more_answer_sets

Bits = NDArray[np.int64]
SEED = 11


def shown_faults(everything: bool) -> Iterator[str]:
    """Say which choices are shown though no full set of answers gives them."""
    purposes, rng = load().needs["purpose"].values, random.Random(SEED)  # noqa: S311  a sample, not a secret
    for purpose in purposes:
        yield from side_faults(purpose, ())
    for flag in telling():
        for purpose in purposes if everything else rng.sample(purposes, 1):
            yield from side_faults(purpose, (flag,))
    yield from random_faults(2_000 if everything else 150)


def telling() -> list[str]:
    """Return the circumstances that a decision hangs on."""
    read = {name for ruleset in rulesets().values() for name in ruleset.reads}
    return [flag for flag in load().circumstances if flag.replace("-", "_") in read or flag in law_flags()]


def side_faults(purpose: str, also: tuple[str, ...]) -> Iterator[str]:
    """Check every state of both sides for one purpose and some circumstances."""
    questions = [need.name for need in load().needs.values() if need.asked and need.name != "purpose"]
    told = Answers.of({"purpose": purpose}, also)
    land = Landscape(told, box_of(told, questions))
    for decision in (*sides().place_decisions, *sides().machine_decisions):
        bits = np.left_shift(1, land.choices(decision).astype(np.int64))
        if missing := int(np.count_nonzero((bits & filled(bits, *_unknown(land, decision, bits))) == 0)):
            yield f"{decision}: in {missing} states no full set of answers gives what is shown for {purpose}, {also}"


def _unknown(land: Landscape, decision: str, bits: Bits) -> tuple[list[int], list[int]]:
    """Return the axes on which unknown is a place of its own, and the rows that only some unknown answer leads to."""
    place = decision in sides().place_decisions
    needs = sides().place if place else sides().machine
    first = 0 if place else 1
    axes = [
        axis
        for axis, need in enumerate(needs, start=first)
        if bits.shape[axis] > 1 and land.alone(need) and _asked(need, land.purpose)
    ]
    return axes, [] if place else _unsaid_rows(land)


def _asked(need: str, purpose: Value | None) -> bool:
    return asked(need, Answers.of({"purpose": purpose} if purpose else {})) is not False


def _unsaid_rows(land: Landscape) -> list[int]:
    """Return the rows, by their place, that no full answer to what sizes leads to."""
    stated = [name for name in SIZED if len(land.box[name]) > 1 and _asked(name, land.purpose)]
    full = set(land.rows(stated))
    return [place for place, row in enumerate(land.rows()) if row not in full]


def filled(bits: Bits, axes: Collection[int], rows: Collection[int] = ()) -> Bits:
    """Return, for each state, the union over its full completions; place 0 of each axis is unknown."""
    found = bits.copy()
    for axis in axes:
        found[_at(found, axis, 0)] = 0
    for axis in axes:
        found[_at(found, axis, 0)] = np.bitwise_or.reduce(found[_at(found, axis, slice(1, None))], axis=axis)
    for row in rows if found.shape[0] > 1 else ():
        found[row] = np.bitwise_or.reduce(np.delete(found, list(rows), axis=0), axis=0)
    return found


def _at(array: Bits, axis: int, where: int | slice) -> tuple[int | slice, ...]:
    return tuple(where if place == axis else slice(None) for place in range(array.ndim))


def random_faults(count: int) -> Iterator[str]:
    """Check every decision in random states, those over both sides and an unknown purpose among them."""
    for answers in more_answer_sets(count):
        told = answers.told
        seen, full = outcome(told).choices, _full(told)
        for decision in DECISIONS:
            if not any(seen[decision] in names(decision, land.standing(decision)) for land in full):
                yield f"{decision}: no full set of answers gives {seen[decision]}, shown for {told}"


def _full(told: Answers) -> list[Landscape]:
    """Look at every full completion: one landscape for each purpose there may be."""
    said = told.get("purpose")
    purposes = load().needs["purpose"].values if said is None else (said,)
    found = []
    for purpose in purposes:
        known = told.given({"purpose": purpose})
        unknown = [name for name in load().needs if known.get(name) is None and _asked(name, purpose)]
        box = box_of(known, unknown)
        full = {name: values[1:] if name in unknown else values for name, values in box.items()}
        found.append(Landscape(known, full))
    return found
