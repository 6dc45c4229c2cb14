"""What would change the advice: other answers that flip it, what does not go together, what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chat.bodies.money import Cost
from chat.bodies.parts import Change, Conflict, MissingByLaw
from chat.bodies.parts import Flip as Flips
from chat.pages import card_money as money
from chat.pages.card_parts import Changes, Clash, Flip
from chat.pages.number import amount
from chat.pages.site import Site
from chat.said.conversation import Conversation
from chat.words import headline, money_said
from chat.words.wording import answer_label, choice_label, phrase, sum_said, value_label
from knowledge import load
from rules.advice.advising import Advice
from rules.ahead.lookup import outcome

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


def changes(rows: Sequence[Change], said: Conversation, site: Site) -> Changes:
    """Return the changes that would flip something, what and where first; the rest is folded away."""
    ranked = sorted(rows, key=lambda row: _use(row, said))
    found = [_flip(said, row["need"], row["to"], row["decisions"], site) for row in ranked]
    return Changes(found[:SHOWN], found[SHOWN:])


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


def clash(conflict: Conflict | None, cost: Cost, found: Advice, said: Conversation, site: Site) -> Clash | None:
    """Return what does not go together: what the law asks for first, and as `more` the money or the wishes that clash besides."""
    wishes = money.short(cost, said, site) or (_wishes(conflict, found, said, site) if conflict else None)
    if conflict is None or conflict["law"] is None:
        return wishes
    return replace(_by_law(conflict["law"], said, site), more=wishes)


def _quoted(names: Sequence[str], said: Conversation, lang: str) -> str:
    """Return answers as they were given, each in quotation marks."""
    marks, purpose = "「{}」" if lang == "zh" else "“{}”", said.answers.stated("purpose")
    answers = (value_label(lang, name, said.needs[name], purpose) for name in names)
    return phrase(lang, "page.and").join(marks.format(answer) for answer in answers)


def _wishes(conflict: Conflict, found: Advice, said: Conversation, site: Site) -> Clash | None:
    """Return which wishes clash, or clash with the money, and the ways out."""
    lang, wishes = site.lang, conflict["wishes"]
    ways = [
        _flip(said, row["need"], row["to"], row["decisions"], site)
        for row in conflict["relax"]
        if row["by"] == "wishes"
    ]
    if not wishes or (conflict["law"] and not ways):
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


def still_open(names: Sequence[str], said: Conversation, site: Site) -> list[Flip]:
    """Return the open questions that could still change something, with what."""
    lang, rows = site.lang, []
    for name in names:
        need = load().needs[name]
        unit = need.unit_for(said.answers.stated("purpose"))
        if changed := could_change(said, name):
            labels = phrase(lang, "page.and").join(load().decisions[d].label[lang] for d in changed)
            label = (unit.question if unit else need.question).get(lang, need.label[lang])
            rows.append(Flip(label, phrase(lang, "page.could_change", what=labels), site.chat(said.asking(name))))
    return rows


def could_change(said: Conversation, name: str) -> list[str]:
    """Return the decisions that some answer to an open question would change, everything else as it is."""
    need = load().needs[name]
    unit = need.unit_for(said.answers.stated("purpose"))
    values = need.values or (unit.presets if unit else need.presets)
    now = outcome(said.answers, ORDER)
    found = {d for value in values for d in now.differs(outcome(said.answers.given({name: value}), ORDER), *ORDER)}
    return [decision for decision in ORDER if decision in found]
