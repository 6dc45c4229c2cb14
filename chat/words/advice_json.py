"""The advice as the contract's JSON, in one language; every sentence with the rule, snippet and sources behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from chat.bodies import machine, money, parts, whole
from chat.words import bill_json, comparing, law_json, picture, size_json, sized_json
from chat.words import cost_json as costing
from chat.words.decision_json import Explained
from chat.words.notes_json import notes
from chat.words.wording import number, phrase, value_label
from knowledge import load
from rules.advice.advising import Advice
from rules.advice.lawful import eased
from rules.advice.named_machine import Named
from rules.machine.stated import TOO_SMALL
from rules.price.spoken import Said


class Worded:
    """An advice in one language: the parts of the contract's JSON, each worked out when it is first asked for.

    `spec`: a machine that was named, `told`: the budget as it was said.
    """

    def __init__(self, advice: Advice, lang: str, spec: Named | None = None, told: Said | None = None) -> None:
        """Take what is to be said."""
        self.advice, self.lang, self.spec, self.told = advice, lang, spec, told

    @property
    def settled(self) -> bool:
        """Say whether nothing that holds up the advice can change."""
        return self.advice.outlook.all_settled

    @cached_property
    def assumed(self) -> list[parts.Assumed]:
        """Return what unstated needs that are heard, not asked, are taken to be."""
        return assumed(self.advice, self.lang)

    @cached_property
    def decisions(self) -> dict[str, Explained]:
        """Return every decision."""
        verdicts = self.advice.decided.verdicts
        return {name: Explained(self.advice, verdict, self.lang) for name, verdict in verdicts.items()}

    @cached_property
    def conflict(self) -> parts.Conflict | None:
        """Return what does not go together."""
        return _conflict(self.advice, self.lang)

    @cached_property
    def named(self) -> machine.Named | None:
        """Return what is said of the machine that was named."""
        return size_json.named(self.advice, self.spec, self.lang, self.told) if self.spec else None

    @cached_property
    def sizing(self) -> list[machine.Sizing]:
        """Return why it is this big."""
        return size_json.sizing(self.advice, self.lang)

    @cached_property
    def sizes(self) -> list[machine.Size]:
        """Return the size below, the chosen one and the size above."""
        return size_json.sizes(self.advice, self.lang, self.told)

    @cached_property
    def cost(self) -> money.Cost:
        """Return what it costs."""
        return costing.cost(self.advice, self.lang, self.told)

    @cached_property
    def candidates(self) -> list[money.Candidate]:
        """Return what the same load costs bought otherwise."""
        return costing.candidates(self.advice, self.lang)

    @cached_property
    def compare(self) -> list[money.Way]:
        """Return the rows of the comparison."""
        return comparing.rows(self.advice, self.lang, self.spec, self.told)

    @cached_property
    def plans(self) -> list[money.Plan]:
        """Return real, dated plans."""
        return bill_json.plans(self.advice)

    @cached_property
    def timeline(self) -> list[money.Milestone]:
        """Return the days until it is live."""
        return picture.timeline(self.advice, self.lang)

    @property
    def timeline_notes(self) -> list[str]:
        """Return what is to be said of them."""
        return picture.timeline_notes(self.advice, self.lang)

    @property
    def changes(self) -> list[parts.Change]:
        """Return each change of one answer that flips a decision."""
        return [
            {"need": c.need, "from": c.before, "to": c.after, "decisions": flipped(c.decisions)}
            for c in self.advice.changes
        ]

    @property
    def knowledge(self) -> parts.Knowledge:
        """Return which knowledge it comes from."""
        return {"version": load().version, "as_of": load().as_of}

    @cached_property
    def notes(self) -> whole.Notes:
        """Return what to order, ask, do and mind."""
        return notes(self.advice, self.lang, self.told)

    def as_json(self) -> whole.Advice:
        """Return all of it."""
        advice, lang, looks = self.advice, self.lang, self.advice.outlook
        return {
            "needs": dict(advice.needs),
            "also": [flag for flag in advice.answers.also if not flag.startswith(TOO_SMALL)],
            "open": list(looks.open),
            "ready": advice.ready,
            "settled": self.settled,
            "next": question(advice, looks.next, lang) if looks.next else None,
            "refine": list(looks.refine),
            "at_most": 0 if advice.ready else looks.at_most,
            "assumed": self.assumed,
            "decisions": {name: one.as_json() for name, one in self.decisions.items()},
            "conflict": self.conflict,
            "spec": size_json.spec(advice),
            "named": self.named,
            "sized_by": sized_json.sized_by(advice, lang),
            "sizing": self.sizing,
            "tight": sized_json.tight(advice, lang),
            "scope": sized_json.scope(advice, lang),
            "sizes": self.sizes,
            "bill": bill_json.bill(advice, lang),
            "cost": self.cost,
            "candidates": self.candidates,
            "compare": self.compare,
            "plans": self.plans,
            "timeline": self.timeline,
            "timeline_notes": self.timeline_notes,
            "changes": self.changes,
            "knowledge": self.knowledge,
            **self.notes,
        }


def as_json(advice: Advice, lang: str, spec: Named | None = None, told: Said | None = None) -> whole.Advice:
    """Return the whole advice as GET /api/v1/advice answers it."""
    return Worded(advice, lang, spec, told).as_json()


def question(advice: Advice, name: str, lang: str) -> parts.Question:
    """Return one question with its answers, as `next` gives it."""
    need, purpose = load().needs[name], advice.answers.stated("purpose")
    if need.kind == "number":
        unit = need.unit_for(purpose)
        presets: Iterable[float] = unit.presets if unit else need.presets
        options: list[parts.Option] = [
            {"value": number(n), "label": value_label(lang, name, n, purpose)} for n in presets
        ]
        text = unit.question if unit else need.question
    else:
        options = [_option(option, lang) for option in need.options_for(purpose)]
        text = need.question
    return {"need": name, "question": text.get(lang, ""), "why": need.why.get(lang, ""), "options": options}


def question_text(advice: Advice, name: str, lang: str) -> str:
    """Return how a question is put, for what runs."""
    need = load().needs[name]
    unit = need.unit_for(advice.answers.stated("purpose"))
    return (unit.question if unit else need.question).get(lang, "")


def _option(option: Any, lang: str) -> parts.Option:
    row: parts.Option = {"value": option.value, "label": option.label[lang]}
    return {**row, "help": option.help[lang]} if option.help else row


def assumed(advice: Advice, lang: str) -> list[parts.Assumed]:
    """Return what unstated needs that are heard, not asked, are taken to be."""
    rows: list[parts.Assumed] = [
        {"need": need.name, "value": need.assumed["value"], "text": need.assumed[lang]}
        for need in load().needs.values()
        if need.assumed and advice.answers.stated(need.name) is None
    ]
    if advice.size.assumed_people and not advice.sold.serverless:
        unit = load().needs["scale"].unit_for(advice.answers.stated("purpose"))
        if unit and advice.size.people:
            text = phrase(lang, "advice.assumed_scale", n=advice.size.people, unit=unit.label[lang])
            rows.append({"need": "scale", "value": advice.size.people, "text": text})
    return rows


def flipped(decisions: Mapping[str, tuple[str, str]]) -> dict[str, parts.Flip]:
    """Return the decisions that flip, each with what it was and what it becomes."""
    return {name: {"from": before, "to": after} for name, (before, after) in decisions.items()}


def _conflict(advice: Advice, lang: str) -> parts.Conflict | None:
    clash, by_law = advice.conflict, law_json.missing_json(advice, lang)
    if clash is None and by_law is None:
        return None
    wishes, of_wishes = (list(clash.needs), clash.relax) if clash else ([], ())
    both = (("wishes", of_wishes), ("law", eased(advice.decided, advice.lawful.missing)))
    relax: list[parts.Relax] = [
        {"need": c.need, "to": c.after, "decisions": flipped(c.decisions), "by": by} for by, ways in both for c in ways
    ]
    needs = {*wishes, *(by_law["needs"] if by_law else ())}
    return {"needs": [name for name in advice.needs if name in needs], "wishes": wishes, "relax": relax, "law": by_law}
