"""The decisions of an advice in one language: the choice, how sure it is, what speaks for and against it and every other; the contract's JSON."""

from __future__ import annotations

from functools import cached_property

from chat.bodies import parts
from chat.words import cost_json as costing
from chat.words import giving_up
from chat.words.bill_json import sources
from chat.words.wording import choice_label, chosen_label, number
from knowledge import load
from rules.advice.advising import Advice
from rules.advice.priced import Priced
from rules.ahead.open_needs import unsure_needs
from rules.ahead.sureness import Sureness
from rules.argument.model import Argument, Verdict
from rules.decide.deciding import Decided

Both = tuple[list[parts.Argument], list[parts.Argument]]
"""What fired for a choice and what fired against it."""


def _reason(decided: Decided, rule: Argument, lang: str) -> parts.Argument:
    snippet = load().snippets[rule.snippet]
    return {
        "rule": rule.id,
        "snippet": rule.snippet,
        "text": snippet.texts[lang],
        "weight": abs(rule.weight),
        "veto": rule.veto,
        "because": decided.because(rule),
        "circumstances": decided.circumstances(rule),
        "given": decided.given(rule),
        "sources": sources(snippet.cites, lang),
    }


def reasons(decided: Decided, verdict: Verdict, choice: str, lang: str) -> Both:
    """Return what fired for a choice and what fired against it (vetoes first), each strongest first."""
    pro = [_reason(decided, rule, lang) for rule in verdict.arguments(choice, "for")]
    contra = [*verdict.arguments(choice, "veto"), *verdict.arguments(choice, "against")]
    return pro, [_reason(decided, rule, lang) for rule in contra]


class Explained:
    """One decision in one language, each part worked out when it is first asked for."""

    def __init__(self, advice: Advice, verdict: Verdict, lang: str) -> None:
        """Take the verdict."""
        self._advice, self._verdict, self._lang = advice, verdict, lang
        self.choice = verdict.choice

    @cached_property
    def label(self) -> str:
        """Return the choice in words."""
        return chosen_label(self._advice, self._lang, self._verdict.decision)

    @cached_property
    def both(self) -> Both:
        """Return what fired for the choice and what fired against it."""
        return reasons(self._advice.decided, self._verdict, self.choice, self._lang)

    @cached_property
    def hangs_on(self) -> list[parts.Hangs]:
        """Return the `unsure` needs it hangs on."""
        answers = self._advice.answers
        return hanging(Sureness(answers, self._verdict.decision)) if unsure_needs(answers) else []

    @cached_property
    def alternatives(self) -> list[parts.Alternative]:
        """Return the choices that lost, with their prices and what each gives up."""
        verdict, name = self._verdict, self._verdict.decision
        prices, rows = self._advice.prices(name), list[parts.Alternative]()
        for choice in verdict.standings[1:]:
            good, bad = reasons(self._advice.decided, verdict, choice, self._lang)
            row: parts.Alternative = {
                "choice": choice,
                "label": choice_label(self._lang, name, choice),
                "veto": verdict.worst_veto(choice),
                "for": good,
                "against": bad,
                "price": None,
                "gives_up": "",
            }
            rows.append(_priced(self._advice, prices.get(choice), name, row, self._lang))
        return rows

    def as_json(self) -> parts.Decision:
        """Return all of it."""
        looks, name = self._advice.outlook, self._verdict.decision
        return {
            "choice": self.choice,
            "label": self.label,
            "settled": name in looks.settled,
            "firm": name in looks.firm,
            **how_sure(self._advice, name),
            "standing": list(looks.standing.get(name, self._verdict.standings)),
            "for": self.both[0],
            "against": self.both[1],
            "alternatives": self.alternatives,
        }


def _priced(
    advice: Advice, price: Priced | None, decision: str, row: parts.Alternative, lang: str
) -> parts.Alternative:
    """Return a losing choice with its price and what it gives up; what costs less than the advice is never called unaffordable."""
    if price is None:
        return row
    row = {
        **row,
        "price": costing.range_of(price),
        "gives_up": giving_up.gives_up(advice, decision, row["choice"], lang),
    }
    if row["veto"] == "unaffordable" and price.low < advice.price.low:
        return {**row, "veto": None, "against": [one for one in row["against"] if one["veto"] != "unaffordable"]}
    return row


def how_sure(advice: Advice, decision: str) -> parts.Sure:
    """Return what a decision may still become, and the `unsure` needs it hangs on."""
    found = Sureness(advice.answers, decision)
    return {"possible": list(found.possible), "hangs_on": hanging(found)}


def hanging(found: Sureness) -> list[parts.Hangs]:
    """Return the `unsure` needs a decision hangs on."""
    return [
        {
            "need": row.need,
            "verdicts": {_key(value): choice for value, choice in row.verdicts.items()},
            "possible": {_key(value): list(choices) for value, choices in row.possible.items()},
        }
        for row in found.hangs_on
    ]


def _key(value: object) -> str:
    return value if isinstance(value, str) else number(value)
