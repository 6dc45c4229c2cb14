"""What would change the advice: other answers that flip it, what does not go together, what is still open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from chat.bodies.money import Cost
from chat.bodies.parts import Change, MissingByLaw
from chat.bodies.parts import Flip as Flips
from chat.pages import card_money as money
from chat.pages.card_parts import Clash, Flip
from chat.pages.number import amount
from chat.pages.site import Link, Site
from chat.said.conversation import Conversation
from chat.words import headline, money_said
from chat.words.advice_json import flipped
from chat.words.law_json import missing_json
from chat.words.wording import answer_label, choice_label, phrase, sum_said, value_label
from knowledge import load
from rules.advice.advising import Advice
from rules.ahead.lookup import Outcome, outcome

ORDER = ("product", "region", "filing", "runtime", "vendor", "billing")
"""Reasons are told in this order."""
GIVEN = ("scale", "audience")
"""Who comes, and from where, is as it is."""
SHOWN = 3


def flips(decisions: Mapping[str, Flips], lang: str) -> str:
    """Say what the advice becomes: 改买 VPS，放到内地，要先备案."""
    rows = sorted((name for name in decisions if name in ORDER), key=ORDER.index)
    parts = [phrase(lang, f"page.flip_{name}", to=choice_label(lang, name, decisions[name]["to"])) for name in rows]
    return phrase(lang, "page.comma").join(parts)


def supposed(said: Conversation, name: str, value: Any, lang: str) -> str:
    """Say a changed answer as one would suppose it: 要是预算只有 23 元."""
    before = said.answers.stated(name)
    if name == "budget":
        less = before is not None and float(value) < float(str(before))
        return phrase(lang, "page.if_budget_less" if less else "page.if_budget", n=sum_said(value))
    if name == "scale":
        unit = load().needs["scale"].unit_for(said.answers.stated("purpose"))
        return phrase(lang, "page.if_scale", n=amount(value, lang), unit=unit.label[lang] if unit else "")
    return phrase(lang, "page.if", what=answer_text(said, name, value, lang))


def answer_text(said: Conversation, name: str, value: Any, lang: str) -> str:
    """Return an answer after its need's name: 备案：愿意办，等得起."""
    told = said.told if said.needs.get(name) == value else None
    text = answer_label(lang, name, value, said.answers.stated("purpose"), told)
    return phrase(lang, "page.change_from", label=load().needs[name].label[lang], value=text)


class Changes:
    """The changes that would flip something, what and where first; `rest` stands behind a fold."""

    def __init__(self, rows: Sequence[Change], said: Conversation, site: Site) -> None:
        """Take the changes as the API has them."""
        self._ranked = sorted(rows, key=lambda row: _use(row, said))
        self._said, self._site = said, site

    @property
    def more(self) -> int:
        """Return how many stand behind the fold."""
        return len(self._ranked[SHOWN:])

    @cached_property
    def first(self) -> list[Flip]:
        """Return those that stand on the page."""
        return self._drawn(self._ranked[:SHOWN])

    @cached_property
    def rest(self) -> list[Flip]:
        """Return those behind the fold."""
        return self._drawn(self._ranked[SHOWN:])

    def _drawn(self, rows: Sequence[Change]) -> list[Flip]:
        return [_flip(self._said, row["need"], row["to"], row["decisions"], self._site) for row in rows]


def _flip(said: Conversation, name: str, value: Any, decisions: Mapping[str, Flips], site: Site) -> Flip:
    return Flip(
        supposed(said, name, value, site.lang), flips(decisions, site.lang), site.chat(said.changed({name: value}))
    )


def _use(row: Change, said: Conversation) -> tuple[bool, int, int]:
    """Order changes by what people may want to do: other choices first, sums after them, what merely is so, paying less for less last."""
    before, after = said.answers.stated(row["need"]), row["to"]
    numeric = load().needs[row["need"]].kind == "number"
    lower = numeric and before is not None and float(after) < float(str(before))
    return (
        lower,
        numeric + 2 * (row["need"] in GIVEN),
        min(ORDER.index(name) for name in row["decisions"] if name in ORDER),
    )


def clash(cost: Cost, found: Advice, said: Conversation, site: Site) -> Clash | None:
    """Return what does not go together: what the law asks for first, and as `more` the money or the wishes that clash besides."""
    law = missing_json(found, site.lang)
    wishes = money.short(cost, said, site) or _wishes(found, law is not None, said, site)
    return replace(_by_law(law, said, site), more=wishes) if law else wishes


def _quoted(names: Sequence[str], said: Conversation, lang: str) -> str:
    """Return answers as they were given, each in quotation marks."""
    marks, purpose = "「{}」" if lang == "zh" else "“{}”", said.answers.stated("purpose")
    answers = (value_label(lang, name, said.needs[name], purpose) for name in names)
    return phrase(lang, "page.and").join(marks.format(answer) for answer in answers)


def _wishes(found: Advice, lawless: bool, said: Conversation, site: Site) -> Clash | None:
    """Return which wishes clash, or clash with the money, and the ways out; `lawless`: the law asks for something besides."""
    if found.conflict is None:
        return None
    lang, wishes = site.lang, list(found.conflict.needs)
    ways = [_flip(said, one.need, one.after, flipped(one.decisions), site) for one in found.conflict.relax]
    if not wishes or (lawless and not ways):
        return None
    title, key = ("page.money", "page.money_text") if "budget" in wishes else ("page.conflict", "page.conflict_text")
    budget = money_said.had(lang, found, said.told) if "budget" in wishes else ""
    low = money_said.least(found, lang, said.told)
    text = phrase(lang, key, needs=_quoted(wishes, said, lang), low=low, budget=budget)
    return Clash(phrase(lang, title), text, ways)


def _by_law(law: MissingByLaw, said: Conversation, site: Site) -> Clash:
    """Return what the law asks for beyond what the verdict begins with, which answers it rests on, and the way to another answer."""
    lang, names, more = site.lang, law["needs"], law["first"][1:]
    text = phrase(lang, "page.law_text", needs=_quoted(names, said, lang))
    if more:
        first = phrase(lang, "page.law_more", first=phrase(lang, "page.semicolon").join(more))
        text = headline.sentences([first, text], lang)
    answers = {name: answer_text(said, name, said.needs[name], lang) for name in names}
    ways = [
        Flip(phrase(lang, "page.law_change", what=answer), "", site.chat(said.asking(name)))
        for name, answer in answers.items()
    ]
    return Clash(phrase(lang, "page.law"), text, ways)


class StillOpen:
    """The open questions that could still change something; those with `taps` are on the page, all behind a fold."""

    def __init__(self, names: Sequence[str], said: Conversation, site: Site) -> None:
        """Take the open needs."""
        self._names, self._said, self._site = names, said, site
        self._changing: dict[str, bool] = {}

    @property
    def count(self) -> int:
        """Return how many there are."""
        return sum(map(self._changes, self._names))

    @property
    def taps(self) -> list[Link]:
        """Return the first of them."""
        found = islice(filter(self._changes, self._names), SHOWN)
        return [Link(self._url(name), self._label(name)) for name in found]

    @property
    def rows(self) -> list[Flip]:
        """Return all of them, each with what it could change."""
        return [self._row(name) for name in self._names if self._changes(name)]

    def _row(self, name: str) -> Flip:
        lang = self._site.lang
        changed = {decision for flipped in self._differences(name) for decision in flipped}
        labels = [load().decisions[decision].label[lang] for decision in ORDER if decision in changed]
        text = phrase(lang, "page.could_change", what=phrase(lang, "page.and").join(labels))
        return Flip(self._label(name), text, self._url(name))

    def _url(self, name: str) -> str:
        return self._site.chat(self._said.asking(name))

    def _label(self, name: str) -> str:
        need = load().needs[name]
        unit = need.unit_for(self._said.answers.stated("purpose"))
        return (unit.question if unit else need.question).get(self._site.lang, need.label[self._site.lang])

    def _changes(self, name: str) -> bool:
        """Say whether some answer would change a decision: the first that does is enough."""
        if name not in self._changing:
            self._changing[name] = any(self._differences(name))
        return self._changing[name]

    def _differences(self, name: str) -> Iterator[Collection[str]]:
        """Yield for each answer the decisions it would change, everything else as it is."""
        need, answers = load().needs[name], self._said.answers
        unit = need.unit_for(answers.stated("purpose"))
        for value in need.values or (unit.presets if unit else need.presets):
            yield self._now.differs(outcome(answers.given({name: value}), ORDER), *ORDER)

    @cached_property
    def _now(self) -> Outcome:
        return outcome(self._said.answers, ORDER)
