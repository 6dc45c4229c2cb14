"""Every fold against its second reading, and the size against its promise that more never gives less."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

import numpy as np

from knowledge import load
from rules.ahead.law_grid import law_grid, read_folds
from rules.ahead.law_words import AXES
from rules.answers import Answers
from rules.argument.model import UNKNOWN
from rules.facts import folds, law_folds
from rules.facts.attributes import SIZE_CLASSES
from rules.machine.lots import stretches
from rules.machine.size import further_purposes
from rules.machine.stated import wanted
from rules.machine.wanted import DEMANDS
from tools.atlas.second_folds import SecondLaw, near, second_law, served
from tools.atlas.states import Codes

Beside = tuple[str | None, str, bool, str | None]
"""What a size is looked at with besides people: demand, programs, Windows, a further purpose."""
Given = tuple[str | None, str | None, frozenset[str]]
SEED = 7
_SERVICES = ("one", "few", "many")


def fold_faults(everything: bool) -> Iterator[str]:
    """Say where a fold and its second reading differ; for the law over all answers, and more circumstances if wanted."""
    yield from plain_faults()
    for given in _given(everything):
        yield from law_faults(*given)
    yield from size_faults()


def plain_faults() -> Iterator[str]:
    """Compare how a thing is reached and where its other end is, over every answer."""
    names = ("purpose", "reach", "peer", "audience")
    for answers in product(*((None, *load().needs[name].values) for name in names)):
        told = {name: value for name, value in zip(names, answers, strict=True) if value}
        purpose, reach, peer, audience = answers
        for name, mine in (("served", served(purpose, reach)), ("near", near(purpose, reach, peer, audience))):
            if (theirs := folds.FOLDS[name].of(Answers.of(told))) != mine:
                yield f"{name} is {theirs}, a second reading says {mine} on {told}"


def _given(everything: bool) -> Iterator[Given]:
    """Return each purpose, way of being reached and set of circumstances to look at all answers with."""
    rng = random.Random(SEED)  # noqa: S311  a sample, not a secret
    flags = sorted(law_folds.law_flags().intersection(load().circumstances))
    pairs = list(product(*((None, *load().needs[name].values) for name in ("purpose", "reach"))))
    for purpose, reach in pairs:
        yield purpose, reach, frozenset()
    for flag in flags:
        for purpose, reach in pairs if everything else rng.sample(pairs, 3):
            yield purpose, reach, frozenset((flag,))
    for _ in range(1000 if everything else 30):
        purpose, reach = rng.choice(pairs)
        yield purpose, reach, frozenset(rng.sample(flags, rng.randint(2, 6)))


def _known(purpose: str | None, reach: str | None, flags: frozenset[str]) -> Answers:
    told = {name: value for name, value in (("purpose", purpose), ("reach", reach)) if value}
    return Answers.of(told, sorted(flags))


def law_faults(purpose: str | None, reach: str | None, flags: frozenset[str]) -> Iterator[str]:
    """Compare the classes of law, as look-ahead lays them out, over every answer to what they hang on."""
    on = law_folds.day()
    second, grid = second_law(on), law_grid(_known(purpose, reach, flags), on)
    words = {name: (None, *load().needs[name].values) for name in AXES}
    same = {"purpose": np.array(second.said("purpose", purpose)), "reach": np.array(second.said("reach", reach))}
    mine = second.folds(same | _along_axes(second, words), flags)
    picked = np.ix_(*([grid.places[name][str(word or UNKNOWN)] for word in words[name]] for name in AXES))
    for fold in read_folds():
        laid = grid.classes[fold][picked]
        wrong = np.argwhere(np.broadcast_to(mine[fold], laid.shape) != laid)
        if len(wrong):
            said = {name: words[name][place] for name, place in zip(AXES, wrong[0], strict=True)}
            yield f"{fold}: a second reading differs in {len(wrong)} answers of {purpose}, {reach}, {sorted(flags)}: {said}"


def _along_axes(second: SecondLaw, words: Mapping[str, Sequence[str | None]]) -> dict[str, Codes]:
    """Return the answers to each need along an axis of its own."""
    found = {}
    for axis, name in enumerate(AXES):
        bits = np.array([second.said(name, word) for word in words[name]], np.int64)
        found[name] = bits.reshape([-1 if place == axis else 1 for place in range(len(AXES))])
    return found


def single_faults(answers: Answers) -> Iterator[str]:
    """Compare the classes of law for one set of answers."""
    second = second_law(law_folds.day())
    said = {name: np.array(second.said(name, answers.get(name))) for name in law_folds.READS}
    mine, theirs = second.folds(said, answers.also), law_folds.classes(answers)
    for fold, order in second.strictness.items():
        if fold in law_folds.LAW_FOLDS and order[int(mine[fold])] != theirs[fold]:
            yield f"{fold} is {theirs[fold]}, a second reading says {order[int(mine[fold])]} on {answers}"


def size_faults() -> Iterator[str]:
    """Say where more people, more demand, more programs, Windows or a further purpose gives a smaller size."""
    for purpose in (None, *load().needs["purpose"].values):
        seen: dict[Beside, list[int]] = {}
        for beside in product((None, *DEMANDS), _SERVICES, (False, True), (None, *sorted(further_purposes()))):
            starts, places = _places(purpose, beside)
            if any(a > b for a, b in pairwise(places)):
                yield f"more people give a smaller size: {purpose}, {beside}"
            here = seen[beside] = [places[np.searchsorted(starts, people, "right") - 1] for people in _PEOPLE]
            smaller = (less for less in _less(*beside) if any(a > b for a, b in zip(seen[less], here, strict=True)))
            yield from (f"{purpose}: {beside} is smaller than {less}" for less in smaller)


def _places(purpose: str | None, beside: Beside) -> tuple[Sequence[float], list[int]]:
    """Return from how many people on which size is wanted, by its place among the sizes."""
    demand, services, windows, further = beside
    said = {"purpose": purpose, "demand": demand, "services": services}
    also = (*(("windows",) if windows else ()), *((further,) if further else ()))
    starts, lots = stretches(wanted(Answers.of({name: value for name, value in said.items() if value}, also)))
    return starts, [SIZE_CLASSES.index(lot.size_class) for lot in lots]


_PEOPLE = (1, 2, 5, 10, 30, 100, 300, 1000, 5000, 20_000, 100_000, 1_000_000, 100_000_000)


def _less(demand: str | None, several: str, windows: bool, further: str | None) -> Iterator[Beside]:
    """Return what is one step less; an unsaid demand is no step."""
    if demand in DEMANDS[1:]:
        yield DEMANDS[DEMANDS.index(demand) - 1], several, windows, further
    if several != "one":
        yield demand, _SERVICES[_SERVICES.index(several) - 1], windows, further
    if windows:
        yield demand, several, False, further
    if further:
        yield demand, several, windows, None
