"""The whole advice for one conversation, in no language: what to buy, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from knowledge.products import Product, products
from knowledge.program_sizes import program_sizes
from knowledge.programs import programs
from knowledge.purposes import purposes
from rules.advice.lawful import Lawful, lawful
from rules.advice.other_ways import HARD, Rival, rivals, smaller
from rules.advice.priced import Case, Priced
from rules.ahead.conflict import Conflict, conflict
from rules.ahead.explain import Change, changes
from rules.ahead.planner import Outlook, outlook, standing
from rules.ahead.targets import FIT_NO, FIT_UNKNOWN, FIT_YES, TARGETS
from rules.answers import UNSURE, Answers, Value
from rules.argument.model import Note
from rules.decide.deciding import Decided, decide
from rules.decide.noting import fired_notes
from rules.facts.law_folds import day
from rules.machine import ladder, size
from rules.price import least
from rules.price.bill import Bill, Enough, bill, verdict
from rules.price.first_year import Promo, offers_for
from rules.price.least import asked_on
from rules.price.ordering import MONTHS, use_of

PRICED = ("product", "region", "vendor")
"""Decisions whose choices have prices of their own."""


@dataclass(frozen=True)
class Sized:
    """One size with what it costs a month."""

    machine: size.Rung
    price: Priced


class Advice:
    """Everything that follows from what was said, each part worked out when it is first asked for."""

    def __init__(self, answers: Answers, now: bool, on: date) -> None:
        """Decide; `now`: the whole advice is wanted, whatever is open. `on`: the day on which prices are judged."""
        self.decided: Decided = decide(answers)
        self.now = now
        self.on = on

    @property
    def answers(self) -> Answers:
        """Return what was said."""
        return self.decided.answers

    @property
    def sold(self) -> Product:
        """Return what is known of the product that is advised."""
        return products()[self.decided.choice("product")]

    @property
    def needs(self) -> Mapping[str, Value]:
        """Return the value of each need that was answered."""
        return self.answers.needs

    @property
    def ready(self) -> bool:
        """Say whether the whole advice is shown."""
        return self.now or self.outlook.ready

    @cached_property
    def outlook(self) -> Outlook:
        """Return what may still come."""
        return outlook(self.answers)

    @cached_property
    def size(self) -> size.Size:
        """Return the machine."""
        return size.size_of(self.answers)

    @cached_property
    def case(self) -> Case:
        """Return what every way to buy here has in common."""
        return Case(self.decided, self.size, use_of(self.answers), self.on)

    @cached_property
    def price(self) -> Priced:
        """Return what is bought with its bill."""
        return self.case.chosen()

    @property
    def bill(self) -> Bill:
        """Return the bill: what it costs is the sum of its lines."""
        return self.price.bill

    @cached_property
    def verdict(self) -> Enough:
        """Say whether the budget is enough for the bill, or why nobody can tell; None and no reason without a budget."""
        budget = self.answers.number("budget")
        return Enough(None) if budget is None else verdict(self.bill, budget)

    @property
    def fit(self) -> str:
        """Say whether the budget is enough: yes, no or unknown (no budget, or nobody can tell)."""
        return FIT_UNKNOWN if self.verdict.within is None else FIT_YES if self.verdict.within else FIT_NO

    @property
    def months(self) -> float | None:
        """Return how many months it is reckoned for; None where no end was named."""
        return MONTHS.get(str(self.answers.stated("term")))

    @cached_property
    def total(self) -> tuple[float, float] | None:
        """Return what is paid over the months stated, in yuan."""
        if self.months is None:
            return None
        return bill(replace(self.price.order, months=self.months), self.on).total

    @cached_property
    def offers(self) -> tuple[Promo, ...]:
        """Return the first-year offers that carry all of this there; none for a stay shorter than a year."""
        return self.offers_in(self.decided.choice("region"))

    def offers_in(self, region: str) -> tuple[Promo, ...]:
        """Return the first-year offers that carry all of this in a region."""
        return offers_for(replace(self.price.order, region=region, months=self.months), self.on)

    @cached_property
    def rivals(self) -> tuple[Rival, ...]:
        """Return the advice and what could stand in for it, each with its price."""
        return rivals(self.case, self.price)

    def prices(self, decision: str) -> Mapping[str, Priced]:
        """Return what the other choices of a decision that has prices would cost, but for those that cannot be had."""
        if decision not in PRICED:
            return {}
        verdict = self.decided.verdicts[decision]
        had = {one.choice: one.price for one in self.rivals if one.kind == decision}
        open_ = [choice for choice in verdict.standings[1:] if verdict.worst_veto(choice) not in HARD]
        return {choice: had.get(choice) or self.case.other(decision, choice) for choice in open_}

    def price_of(self, decision: str, choice: str) -> Priced | None:
        """Return what it costs with one choice exchanged; None where a decision's choices have no prices of their own."""
        if self.decided.choice(decision) == choice:
            return self.price
        return self.case.other(decision, choice) if decision in PRICED else None

    @cached_property
    def smaller(self) -> Rival | None:
        """Return the next size down with its price."""
        return smaller(self.case)

    @cached_property
    def others(self) -> tuple[Rival, ...]:
        """Return every other way worth naming: products, places, the other kind of vendor, the next size down."""
        kinds = (Rival("vendor", kind, price) for kind, price in self.prices("vendor").items())
        found = [*self.rivals, *kinds, *([self.smaller] if self.smaller else [])]
        return tuple(one for one in found if not one.chosen)

    @cached_property
    def cheaper(self) -> tuple[Rival, ...]:
        """Return the ways that cost less, the cheapest first; none whose price leaves something out that the advice's has in it."""
        left_out = self.bill.uncounted
        less = [one for one in self.others if one.price.low < self.price.low and one.price.bill.uncounted <= left_out]
        return tuple(sorted(less, key=lambda one: one.price.low))

    @cached_property
    def sizes(self) -> tuple[Sized, ...]:
        """Return the size below, the chosen one and the size above."""
        return tuple(_neighbours(self.case))

    @cached_property
    def notes(self) -> Mapping[str, list[Note]]:
        """Return warnings, order lines, questions, steps."""
        return fired_notes(self.decided, self.fit)

    @cached_property
    def lawful(self) -> Lawful:
        """Return what the law says to this person."""
        return lawful(self.decided, day())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return each change of one answer that flips a decision."""
        return tuple(changes(self.answers))

    @cached_property
    def conflict(self) -> Conflict | None:
        """Return the needs that clash, if any do."""
        return conflict(self.answers)


def advise(answers: Answers, now: bool = False) -> Advice:
    """Advise on what was said; never empty, whatever is known."""
    return _advise(answers, now, asked_on())


def prepare() -> None:
    """Fill the tables that advice is read from, for every purpose there may be, so that nobody's is the slow first one."""
    least.prepare()
    _ = programs(), program_sizes()
    for purpose in (UNSURE, *purposes()):
        _ = standing(Answers.of({"purpose": purpose}), TARGETS)
    for answers in (Answers(), Answers.of({"purpose": "blog", "budget": 50, "scale": 1000})):
        found = advise(answers)
        looks = found.outlook
        _ = looks.next, looks.at_most, looks.refine, *looks.firm, looks.standing, found.sizes, found.notes


@lru_cache(maxsize=256)
def _advise(answers: Answers, now: bool, on: date) -> Advice:
    return Advice(answers, now, on)


def _neighbours(case: Case) -> list[Sized]:
    """Return the size below, the chosen one and the size above, on the same ladder."""
    found = case.size
    if products()[case.decided.choice("product")].serverless or not found.vcpus:
        return []
    around = [name for name in (ladder.smaller(found.id), found.id, ladder.larger(found.id)) if name]
    return [Sized(size.LADDER[name], case.sized(name)) for name in around]
