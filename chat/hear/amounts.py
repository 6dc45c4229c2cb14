"""Tell what each number in a text says about the needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from chat.hear import counted, worth
from chat.hear.around import Side, Surroundings
from chat.hear.denial import is_negated
from chat.hear.lexicon import load_lexicon
from chat.hear.numbers import Duration, Number, durations, numbers
from chat.hear.worth import Amount

ARTICLE = "一"  # 一个网站: a number only where money, people or the like are counted
MOST_NUMBERS = 40  # more is no message, and each is looked around
COUNTED = ("currency", "people", "views", "service", "measure", "parameters", "storage")


class Reader:
    """Read one folded text's numbers; `ask` is the question on screen, `rates` overrides CNY per currency code."""

    def __init__(self, text: str, rates: Mapping[str, float] | None = None, ask: str | None = None) -> None:
        said = [n for n in numbers(text)[:MOST_NUMBERS] if not counted.in_word(text, n)]
        found = counted.together(text, said)
        self.text, self.ask = text, ask
        self.numbers, self.times = durations(text, found)
        self.beside = Surroundings(text, self.times)
        self.starts = {number.start for number in self.numbers}
        self.rates = {**self.beside.words.currencies, **(rates or {})}
        self.used: set[Duration] = set()
        self.currency: str | None = None

    def amounts(self) -> list[Amount]:
        """Return what the numbers say, in order; what is negated is left out."""
        found = [amount for told in self._told() if (amount := self._amount(*told))]
        return worth.shared(found) + [a for t in self.times if t not in self.used and (a := self._time(t))]

    def _told(self) -> Iterator[tuple[str, Number, Side, Side, Number | None]]:
        """Yield what each number counts, with the words to either side, and the number before it that it puts right."""
        previous: str | None = None
        for before, number in zip([None, *self.numbers], self.numbers):
            left, right = self.beside.left(number.start), self._right(number)
            if self._counts_nothing(number, left, right):
                continue
            instead = before if before and previous and self._puts_right(before, number) else None
            role = previous if instead else self._role(number, left, right, previous)
            previous = role or previous
            if role and not left.denied() and not right.first("not"):
                yield role, number, left, right, instead

    def _counts_nothing(self, number: Number, left: Side, right: Side) -> bool:
        """Tell whether a number is a mere article, or the name of a card."""
        article = self.text[number.start : number.end] == ARTICLE and not right.first(*COUNTED)
        return article or self._is_card(number, left, right)

    def _is_card(self, number: Number, left: Side, right: Side) -> bool:
        """Tell whether a number is the name of a graphics card: 租个 4090 一周, but not 4090 元."""
        named = number.value in load_lexicon().words["card_models"]
        return named and not (right.first("currency") or "currency" in left.nearest)

    def _puts_right(self, before: Number, number: Number) -> bool:
        """Tell whether a number alone in its clause corrects the one before it: 不是 5000 一年，我打错了，500."""
        between = self.text[before.end : number.start]
        alone = between[-1:] in counted.MARKS and self.text[number.end : number.end + 1] in ("", *counted.MARKS[:-1])
        return alone and any(word in between for word in load_lexicon().words["corrections"])

    def _right(self, number: Number) -> Side:
        """Return the words that follow, without one that leads the next number: 注册十万，日活三千 with no comma."""
        side = self.beside.right(number.end)
        if side.words and side.reach in self.starts and side.words[-1][0] in self.beside.words.before:
            kinds = self.beside.words.before[side.words[-1][0]]
            if "people" in kinds and len(side.words[-1][0]) > 1:
                word, _ = side.words.pop()
                side.reach -= len(word)
        return side

    def _role(self, number: Number, left: Side, right: Side, previous: str | None) -> str | None:
        if number.people:
            return "scale"
        if counted.is_who_we_are(self.text, left, right):
            return None
        role = counted.asked(self.ask, counted.role(self.text, left, right), left, right)
        if not role and left.first("goes_on"):
            role = previous or counted.spoken_of(self.text[: left.reach])
        return role or counted.alone(self.text, self.ask, number, left, right)

    def _amount(self, role: str, number: Number, left: Side, right: Side, instead: Number | None) -> Amount | None:
        if role == "budget":
            return self._money(number, left, right, instead)
        if role == "scale":
            return self._people(number, left, right)
        if role == "service":
            return worth.programs(number, right, bare_one=self.ask == "services")
        return worth.model(number, right) if role == "parameters" else worth.storage(number, right)

    def _money(self, number: Number, left: Side, right: Side, instead: Number | None) -> Amount | None:
        """Read a sum; one that puts another right is for as long as that was."""
        self.used.update(time for time in (left.time, right.time) if time)
        goes_on = self.currency if left.first("goes_on") else None
        self.currency = worth.currency(left, right) or goes_on or self._loose_currency
        period = self.beside.period(number.start) or (self.beside.period(instead.start) if instead else None)
        return worth.money(self.text, number, left, right, self.rates, self.currency, period)

    def _people(self, number: Number, left: Side, right: Side) -> Amount | None:
        """Read a count of people; a short time beside it is what they are counted over."""
        amount = worth.people(number, left, right, bare_one=self.ask == "scale", at_work=self._at_work)
        times = (time for time in (left.time, right.time) if time) if amount else ()
        self.used.update(time for time in times if time.days <= worth.MOST_DAYS_OF_VISITS)
        return amount

    @cached_property
    def _at_work(self) -> bool:
        """Tell whether the text is about something that staff use."""
        return bool(load_lexicon().patterns["at_work"].search(self.text))

    @cached_property
    def _loose_currency(self) -> str | None:
        """Return the one currency that the text names away from any number: euros, 35 a month."""
        found = {
            m.group()
            for m in load_lexicon().patterns["currency_named"].finditer(self.text)
            if m.group() in self.beside.words.rates and not is_negated(self.text, *m.span())
        }
        return found.pop() if len(found) == 1 else None

    def _time(self, said: Duration) -> Amount | None:
        left, right = self.beside.left(said.start), self.beside.right(said.end)
        if left.denied():
            return None
        return worth.time(self.text, said, left, right, self.ask)
