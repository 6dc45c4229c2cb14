"""How long conversations are: the example personas, random people, and people who know what they want."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from knowledge import load
from rules.ahead.open_needs import values_of
from rules.ahead.planner import outlook
from rules.answers import UNSURE, Answers, Value
from rules.decide.rule_files import rulesets

PERSONAS = Path(__file__).parents[2] / "tests" / "data" / "personas.json"
MOST_QUESTIONS = 12
Answer = Callable[[str, Answers], Value]


@dataclass(frozen=True)
class Interview:
    """The questions put to one person, in order; `to_advice` of them before the advice was on screen."""

    answers: Answers
    asked: tuple[str, ...]
    to_advice: int


def interview(answer: Answer, also: tuple[str, ...] = ()) -> Interview:
    """Ask until nothing that is left to ask can change what holds up the advice."""
    answers = Answers(also=also)
    put: list[str] = []
    to_advice: int | None = None
    while True:
        looks = outlook(answers)
        if looks.ready and to_advice is None:
            to_advice = len(put)
        if looks.next is None:
            return Interview(answers, tuple(put), len(put) if to_advice is None else to_advice)
        answers = answers.given({looks.next: answer(looks.next, answers)})
        put.append(looks.next)


def random_answer(rng: random.Random, fixed: Mapping[str, Value], unsure: float = 0.1) -> Answer:
    """Answer at random from what is on screen; some answers are fixed, some are "I don't know"."""

    def answer(name: str, answers: Answers) -> Value:
        if name in fixed:
            return fixed[name]
        if rng.random() < unsure:
            return UNSURE
        need = load().needs[name]
        unit = need.unit_for(answers.get("purpose"))
        options: Sequence[Value] = unit.presets if unit else need.presets or need.values or (100,)
        return rng.choice(options)

    return answer


def personas() -> list[Interview]:
    """Interview the example personas; what their story does not say they do not know."""
    found = []
    for row in json.loads(PERSONAS.read_text(encoding="utf-8")):
        stated = dict(row["needs"])
        also = tuple(stated.pop("also", ()))
        found.append(interview(_by_heart(stated), also))
    return found


def _by_heart(stated: Mapping[str, Value]) -> Answer:
    """Answer as somebody does who knows just this."""
    return lambda name, _: stated.get(name, UNSURE)


def random_people(count: int, seed: int = 1) -> list[Interview]:
    """Interview people who answer at random."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    return [interview(random_answer(rng, {})) for _ in range(count)]


def clear_cut(count: int, seed: int = 2) -> list[Interview]:
    """Interview people with a blog and a small budget who will not file."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    found = []
    for _ in range(count):
        fixed = {"purpose": "blog", "budget": rng.choice((10, 30, 50, 100)), "filing": "avoid"}
        found.append(interview(random_answer(rng, fixed, unsure=0.0)))
    return found


def longest(also: tuple[str, ...] = ()) -> int:
    """Return the length of the longest conversation there can be, over all answers to all questions.

    What matters only ever shrinks, so a branch is followed only while it could still become longer than what is allowed.
    """
    return max(
        _longest(Answers.of({"purpose": purpose}, also)) for purpose in (UNSURE, *load().needs["purpose"].values)
    )


def _longest(answers: Answers) -> int:
    looks = outlook(answers)
    most = len(answers.said) + len(looks.gating)
    if looks.next is None or most <= MOST_QUESTIONS:
        return most
    return max(_longest(answers.given({looks.next: value})) for value in _answers(looks.next, answers))


def _answers(name: str, answers: Answers) -> list[Value]:
    """Return one answer of each kind that rules tell apart."""
    values = (value[0] if isinstance(value, tuple) else value for value in values_of(name, answers)[1:])
    return [UNSURE, *(value for value in values if isinstance(value, str | int | float))]


def report(say: Callable[[str], None]) -> int:
    """Print means and longest; 1 when somebody is asked too much."""
    longest_seen = 0
    for who, found in (
        ("the example personas", personas()),
        ("random people", random_people(2000)),
        ("blog, small budget, will not file", clear_cut(500)),
    ):
        settled, shown = [len(one.asked) for one in found], [one.to_advice for one in found]
        say(
            f"{who} ({len(found)}): {mean(settled):.1f} questions until settled, at most {max(settled)}; "
            f"advice on screen after {mean(shown):.1f}, at most {max(shown)}"
        )
        longest_seen = max(longest_seen, *settled)
    often: dict[str, int] = {}
    for one in random_people(2000):
        for name in one.asked:
            often[name] = often.get(name, 0) + 1
    say(
        "asked of random people: "
        + ", ".join(f"{name} {count / 20:.0f}%" for name, count in sorted(often.items(), key=lambda x: -x[1]))
    )
    bounds = {flag: longest((flag,) if flag else ()) for flag in ("", *_arguing())}
    say(
        f"no conversation is longer than {max(bounds.values())} questions, whatever is answered, with no circumstance or any one"
    )
    return int(max(longest_seen, *bounds.values()) > MOST_QUESTIONS)


def _arguing() -> list[str]:
    """Return the circumstances that some decision reads."""
    read = {name for ruleset in rulesets().values() for name in ruleset.reads}
    return [flag for flag in load().circumstances if flag.replace("-", "_") in read]
