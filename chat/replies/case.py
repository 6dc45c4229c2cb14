"""The case a question is about: what was said, what follows from it, and how that is said in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chat.remarks_address import write_reply
from chat.replies.reply import JSON, Tap
from chat.said.conversation import Conversation
from chat.said.values import Malformed, read_value, written
from chat.words import bill_json, money_said, picture
from chat.words.wording import (
    also_label,
    answer_label,
    choice_label,
    chosen_label,
    day_label,
    money,
    phrase,
    size_label,
    whole,
)
from knowledge import catalogue, load
from knowledge.languages import languages
from knowledge.products import Product
from knowledge.purposes import purposes
from rules.advice.advising import Advice, advise
from rules.advice.priced import Priced
from rules.answers import Value
from rules.argument.model import Argument, Verdict


@dataclass(frozen=True)
class Case:
    """A conversation with its advice and the language to answer in."""

    said: Conversation
    found: Advice
    lang: str

    def say(self, key: str, **values: object) -> str:
        """Return one string of the replies."""
        return phrase(self.lang, f"reply.{key}", **values)

    def say_for(self, key: str, kind: str, **values: object) -> str:
        """Return one string of the replies, in the form for `kind` where there is one of its own."""
        own = f"{key}_{kind}"
        return self.say(own if f"reply.{own}" in load().phrases else key, **values)

    def join(self, texts: Iterable[str]) -> str:
        """Join parts of a sentence by commas."""
        return phrase(self.lang, "page.comma").join(text for text in texts if text)

    def listed(self, texts: Iterable[str]) -> str:
        """Join things of one kind; what has commas of its own is set apart by more."""
        rows = [text for text in texts if text]
        key = "page.semicolon" if len(rows) > 1 and any(", " in text for text in rows) else "reply.list"
        return phrase(self.lang, key).join(rows)

    def either(self, texts: Sequence[str]) -> str:
        """Join things of which it may be any."""
        return phrase(self.lang, "reply.or").join(texts)

    def sentences(self, texts: Iterable[str]) -> str:
        """Set sentences one after another."""
        return languages()[self.lang].between.join(text for text in texts if text)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> str:
        """Join answers and what each leads to."""
        return phrase(self.lang, "page.semicolon").join(self.say("pair", a=a, b=b) for a, b in rows)

    def sentence(self, text: str) -> str:
        """Return a text with its full stop."""
        return (
            text
            if text.endswith(("。", ".", "！", "？", "!", "?", "：", ":"))
            else phrase(self.lang, "page.sentence", text=text)
        )

    def choice(self, decision: str) -> str:
        """Return what was chosen."""
        return self.found.decided.choice(decision)

    @property
    def sold(self) -> Product:
        """Return what is known of the product that is advised."""
        return self.found.sold

    @property
    def browsed(self) -> bool:
        """Say whether it is looked at in a browser, for all that is known."""
        purpose = self.found.answers.stated("purpose")
        return purpose is None or purposes()[str(purpose)].pages

    def chosen(self, decision: str) -> str:
        """Return the name of what was chosen."""
        return chosen_label(self.found, self.lang, decision)

    def label(self, decision: str, choice: str) -> str:
        """Return the name of a choice."""
        return choice_label(self.lang, decision, choice)

    def verdict(self, decision: str) -> Verdict:
        """Return a verdict with its arguments."""
        return self.found.decided.verdicts[decision]

    def text(self, rule: Argument) -> str:
        """Return what a rule says."""
        said: str = load().snippets[rule.snippet].texts[self.lang]
        return said

    def cited(self, rules: Iterable[Argument]) -> list[JSON]:
        """Return the sources behind rules."""
        return [
            row
            for rule in rules
            for row in bill_json.sources(load().snippets[rule.snippet].cites, self.lang)
            if row["url"]
        ]

    def because(self, rules: Iterable[Argument]) -> str:
        """Return the answers that made rules fire, as they read on chips."""
        needs = {name: value for rule in rules for name, value in self.found.decided.because(rule).items()}
        return self.listed(self.answer(name, value) for name, value in needs.items())

    def money(self, price: Priced | Mapping[str, float]) -> str:
        """Write what something costs, as somebody spoke of money."""
        if self.said.told is None:
            return money(self.lang, price)
        low, high = (price["low"], price["high"]) if isinstance(price, Mapping) else (price.low, price.high)
        return money_said.span(self.lang, low, high, self.said.told, self.found.months)

    def total(self, cny: float) -> str:
        """Write a sum in yuan, whatever it is for, in the currency somebody spoke in."""
        return money_said.total(self.lang, cny, self.said.told)

    def between(self, low: float, high: float) -> str:
        """Write a range in yuan, whatever it is for, in the currency somebody spoke in."""
        return money_said.between(self.lang, low, high, self.said.told)

    def monthly(self, cny: float) -> str:
        """Write the price of one plan in yuan a month, as somebody spoke of money."""
        if self.said.told is None:
            return self.say("a_month", price=whole(self.lang, cny))
        return money_said.span(self.lang, cny, cny, self.said.told, self.found.months)

    def enough(self) -> str:
        """Return whether the budget is enough, without a full stop; "" where nobody named one or nobody can tell."""
        value, within = self.found.answers.stated("budget"), money_said.within(self.found, self.said.told)
        if value is None or within is None:
            return ""
        barely = within and money_said.barely(self.found, self.said.told)
        key = "money_barely" if barely else "money_enough" if within else "money_short"
        return self.say(key, budget=self.answer("budget", value))

    def answer(self, name: str, value: object) -> str:
        """Return an answer as it reads on a chip."""
        told = self.said.told if self.said.needs.get(name) == value else None
        return answer_label(self.lang, name, value, self.found.answers.stated("purpose"), told)

    def supposed(self, change: Mapping[str, object], also: Iterable[str] = ()) -> str:
        """Return changed answers and circumstances in words."""
        parts = [
            phrase(self.lang, "why.part", label=load().needs[name].label[self.lang], value=self.answer(name, value))
            for name, value in change.items()
        ]
        return self.listed([*parts, *(also_label(self.lang, flag) for flag in also)])

    def after(self, change: Mapping[str, object], also: Iterable[str] = ()) -> Conversation:
        """Return the conversation with answers changed, remembering for one turn what they replace."""
        return self.said.changed({name: value_of(value) for name, value in change.items()}, tuple(also))

    def advise(self, said: Conversation) -> Case:
        """Return the case of another conversation."""
        return Case(said, advise(said.answers, said.now), self.lang)

    def ask(self, key: str, *acts: Mapping[str, Any], **values: object) -> Tap:
        """Return a tap that asks."""
        return Tap(self.say(f"tap_{key}", **values), asking(self.said, acts))

    def topic(self, name: str) -> Tap:
        """Return a tap that leads to a page of the knowledge."""
        return Tap(load().topics[name, self.lang].title, path=f"/about/{name}")


def asking(said: Conversation, acts: Iterable[Mapping[str, Any]]) -> Conversation:
    """Return the conversation with questions put to it, nothing changed."""
    return said.but(riding={"reply": write_reply(tuple(acts))}, unread=0)


def value_of(value: object) -> Value:
    """Return a value as a conversation holds it."""
    return value if isinstance(value, str | int | float) else str(value)


def readable(needs: Mapping[str, object]) -> dict[str, Value]:
    """Return the supposed answers that can be used as they stand."""
    found = {name: read_value(name, written(value_of(value))) for name, value in needs.items() if name in load().needs}
    return {name: value for name, value in found.items() if not isinstance(value, Malformed)}


def price_of(case: Case, decision: str, choice: str) -> Priced | None:
    """Return what the same load costs with one choice exchanged; None where a choice has no price of its own."""
    return case.found.price_of(decision, choice)


def figures(price: Priced) -> JSON:
    """Return the figures of a price as the advice gives them."""
    return {
        "low": round(price.low, 2),
        "high": round(price.high, 2),
        "plans_used": price.plans_used,
        "oldest": price.oldest or None,
        "newest": price.newest or None,
    }


def priced_from(price: Priced) -> list[JSON]:
    """Return the sources of the prices counted."""
    return [bill_json.of_plan(one.plan) for one in price.plans if one.counted]


def live(case: Case) -> tuple[str, str, str]:
    """Return when it can be live, in words, with the earliest and the latest day (ISO)."""
    rows = {row["id"]: row for row in picture.timeline(case.found, case.lang)}
    row = rows.get("office") or rows.get("first") or next(iter(rows.values()))
    first, last = row.get("earliest", ""), row.get("latest", "")
    waits = "office" in rows or "first" in rows
    if not waits or not first:
        return case.say("live_today"), first, first
    today = catalogue.today()
    days = {
        name: day_label(case.lang, date.fromisoformat(text), today) for name, text in (("first", first), ("last", last))
    }
    return case.say("live_after", **days), first, last


def machine(case: Case) -> str:
    """Return the machine that is advised by its size and place; without one to pick, what is advised there."""
    values = {"place": case.chosen("region"), "product": case.chosen("product")}
    if case.sold.serverless or not case.found.size.vcpus:
        return case.say("machine_none", **values)
    several = max(case.sold.least, case.found.size.machines) > 1
    return case.say("machine_many" if several else "machine", size=size_label(case.lang, case.found.size), **values)
