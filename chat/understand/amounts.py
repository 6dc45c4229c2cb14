"""Tell what each number in a text says about the needs."""

from __future__ import annotations

from collections.abc import Mapping

from chat.understand import counted, worth
from chat.understand.around import Side, Surroundings
from chat.understand.lexicon import load_lexicon
from chat.understand.numbers import Duration, Number, durations, numbers
from chat.understand.worth import Amount

ARTICLE = "一"  # 一个网站: a number only where money, people or the like are counted
COUNTED = ("currency", "people", "views", "service", "measure", "parameters", "storage")


class Reader:
    """Read one folded text's numbers; `ask` is the question on screen, `rates` overrides CNY per currency code."""

    def __init__(self, text: str, rates: Mapping[str, float] | None = None, ask: str | None = None) -> None:
        words = load_lexicon().words
        found = counted.together(text, numbers(text, words))
        self.text, self.ask = text, ask
        self.numbers, self.times = durations(text, found, words)
        self.beside = Surroundings(text, self.times)
        self.rates = {**self.beside.words.currencies, **(rates or {})}
        self.used: set[Duration] = set()

    def amounts(self) -> list[Amount]:
        """Return what the numbers say, in order; what is negated is left out."""
        found: list[Amount] = []
        previous: str | None = None
        for number in self.numbers:
            left, right = self.beside.left(number.start), self.beside.right(number.end)
            if self.text[number.start : number.end] == ARTICLE and not right.first(*COUNTED):
                continue
            role = self._role(number, left, right, previous)
            if role is None:
                continue
            previous = role
            amount = None if left.denied() or right.first("not") else self._amount(role, number, left, right)
            if amount:
                found.append(amount)
        return worth.shared(found) + [a for t in self.times if t not in self.used and (a := self._time(t))]

    def _role(self, number: Number, left: Side, right: Side, previous: str | None) -> str | None:
        role = counted.asked(self.ask, counted.role(self.text, left, right), left, right)
        if not role and left.first("goes_on"):
            role = previous or counted.spoken_of(self.text[: left.reach])
        return role or counted.alone(self.text, self.ask, number, left, right)

    def _amount(self, role: str, number: Number, left: Side, right: Side) -> Amount | None:
        times = [t for t in (left.time, right.time) if t]
        if role == "budget":
            self.used.update(times)
            return worth.money(self.text, number, left, right, self.rates, self.beside.period(number.start))
        if role == "scale":
            amount = worth.people(number, left, right, bare_one=self.ask == "scale")
            self.used.update(t for t in times if amount and t.days <= worth.MOST_DAYS_OF_VISITS)
            return amount
        if role == "service":
            return worth.programs(number, right, bare_one=self.ask == "services")
        return worth.model(number, right) if role == "parameters" else worth.storage(number, right)

    def _time(self, said: Duration) -> Amount | None:
        left, right = self.beside.left(said.start), self.beside.right(said.end)
        return worth.time(self.text, said, left, right, self.ask)
