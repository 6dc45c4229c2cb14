"""A word on the answer just given, in front of the next question."""

from __future__ import annotations

from chat.words.picture import NOODLES
from chat.words.wording import phrase
from knowledge import load
from rules.answers import UNSURE, Answers, Value

MOST_BOWLS = 60
"""What nobody can picture any more is not counted in bowls."""


def nods(answers: Answers, lang: str) -> dict[str, str]:
    """Return what is remarked on each answer, by need; most answers get no remark, and not knowing gets one once."""
    found = {name: text for name, value in answers.said if (text := _nod(answers, name, value, lang))}
    unsure = [name for name, value in answers.said if value == UNSURE]
    return {name: text for name, text in found.items() if name not in unsure[1:]}


def _nod(answers: Answers, name: str, value: Value, lang: str) -> str | None:
    if value == UNSURE:
        return phrase(lang, "nod.unsure")
    if name == "budget":
        return _money(float(value), lang)
    if name == "scale":
        unit = load().needs[name].unit_for(answers.stated("purpose"))
        return phrase(lang, "nod.scale_small") if unit and float(value) <= unit.starting else None
    key = f"nod.{name}_{value}"
    return phrase(lang, key) if key in load().phrases else None


def _money(budget: float, lang: str) -> str | None:
    bowls = round(budget / NOODLES)
    if not budget:
        return phrase(lang, "nod.budget_zero")
    return phrase(lang, "nod.budget", n=bowls) if 1 <= bowls <= MOST_BOWLS else None
