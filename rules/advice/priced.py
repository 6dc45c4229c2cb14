"""One way to buy with its bill: what the advice, each rival of it and each size beside it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rules.decide.deciding import Decided, verdict_of
from rules.machine.size import Size
from rules.price.bill import Bill, bill
from rules.price.candidates import PlanPrice, staleness, to_cny
from rules.price.cost import yearly_factor
from rules.price.lines import Line
from rules.price.order import Order
from rules.price.ordering import Use, order_of


@dataclass(frozen=True)
class Priced:
    """A way to buy: its order, the size class behind it and its bill; sums in yuan a month."""

    order: Order
    size_id: str
    filing: str
    bill: Bill
    on: date

    @property
    def low(self) -> float:
        """Return the least it costs."""
        return self.bill.low

    @property
    def high(self) -> float:
        """Return the most it costs."""
        return self.bill.high

    @property
    def plans(self) -> tuple[PlanPrice, ...]:
        """Return the plans the range rests on, each with all it costs."""
        return tuple(one.answer for one in self.bill.counted)

    @property
    def plans_used(self) -> int:
        """Count them."""
        return len(self.bill.counted)

    @property
    def oldest(self) -> str:
        """Return the day of the oldest of them, "" where none has one."""
        return self.bill.oldest

    @property
    def newest(self) -> str:
        """Return the day of the newest of them, "" where none has one."""
        return self.bill.newest

    @property
    def undated(self) -> int:
        """Count those without a day."""
        return self.bill.undated

    @property
    def confidence(self) -> str:
        """Return how far they can be trusted: low, med or high."""
        return self.bill.confidence

    @property
    def substitutes(self) -> tuple[str, ...]:
        """Return what was scaled or borrowed."""
        return self.bill.substitutes

    @property
    def expired_used(self) -> int:
        """Count the prices in the range that are past their age, or have no date, on the day."""
        ages = (one.plan.age_months(self.on) for one in self.plans)
        return sum(staleness(age) == "expired" for age in ages)

    def line(self, item: str) -> Line | None:
        """Return one line of the bill that has figures."""
        return next((line for line in self.bill.lines if line.item == item and line.low is not None), None)

    @property
    def yearly_factor(self) -> float:
        """Return what a year of the machine paid at once costs as a part of its months."""
        order, hourly = self.order, any(one.by_hour for one in self.bill.counted)
        return 1.0 if hourly else yearly_factor(order.product, self.size_id, order.region, order.vendor)[0]

    @property
    def first_year(self) -> int:
        """Return what the first year comes to, in yuan."""
        return self.over_years[0]

    @property
    def three_years(self) -> int:
        """Return what three years come to, in yuan."""
        return self.over_years[1]

    @cached_property
    def by_year(self) -> tuple[float, float]:
        """Return what a year costs whoever pays it at once, in yuan: the ends of the range, the machine cheaper where that saves."""
        machine, saved = self.line("machine"), 1 - self.yearly_factor
        own = (machine.low or 0.0, machine.high or 0.0) if machine else (0.0, 0.0)
        return (self.low - own[0] * saved) * 12, (self.high - own[1] * saved) * 12

    @cached_property
    def over_years(self) -> tuple[int, int]:
        """Return what the first year and three years come to: the middle of the range, the machine paid by the year where that saves."""
        order, machine = self.order, self.line("machine")
        own = ((machine.low or 0) + (machine.high or 0)) / 2 if machine else 0.0
        beside = (self.low + self.high) / 2 - own
        factor = self.yearly_factor
        later = [to_cny((one.plan.renewal or one.plan.price) - one.plan.price, one.plan.currency) for one in self.plans]
        dearer = (min(later) + max(later)) / 2 * order.count
        first = (own * factor + beside) * 12
        once = self.line("filing-machine")
        saved = ((once.low or 0) + (once.high or 0)) / 2 * 12 if once else 0.0
        return round(first), round(3 * first - 2 * saved + 2 * dearer * factor * 12)


@dataclass(frozen=True)
class Case:
    """What a conversation's ways to buy have in common."""

    decided: Decided
    size: Size
    use: Use
    on: date

    def chosen(self) -> Priced:
        """Price the advice itself."""
        return self._priced(self.decided.case, self.size.id)

    def sized(self, size_id: str) -> Priced:
        """Price the same load on another size."""
        return self._priced(self.decided.case, size_id)

    def other(self, decision: str, choice: str) -> Priced:
        """Price another product, place or kind of vendor, with everything that would follow from it."""
        case = {**self.decided.case, f"is.{decision}": choice}
        later = ("filing", "vendor") if decision == "region" else ("vendor",) if decision == "product" else ()
        for name in later:
            case[f"is.{name}"] = verdict_of(name, case).choice
        return self._priced(case, self.size.id)

    def _priced(self, case: Mapping[str, str], size_id: str) -> Priced:
        region, vendor, filing = (case[f"is.{name}"] for name in ("region", "vendor", "filing"))
        order = order_of(case["is.product"], self.size, region, vendor, filing, self.use, size_id)
        return Priced(order, size_id, filing, bill(order, self.on), self.on)
