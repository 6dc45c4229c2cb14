"""How long a verdict with its proof takes, and a look ahead with three needs known; CPU time, nothing remembered."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

from knowledge import load
from rules.ahead.planner import forget, outlook
from rules.ahead.tables import tables
from rules.answers import Answers
from rules.decide.deciding import decide
from tools.atlas.people import random_answer

VERDICT_MS, LOOK_MS = 2.0, 20.0


def random_answers(rng: random.Random, count: int, purpose: bool = True) -> Answers:
    """Return so many needs stated at random, the purpose among them if wanted."""
    names = [name for name in load().needs if name != "purpose"]
    picked = (["purpose"] if purpose else []) + rng.sample(names, count - purpose)
    answers = Answers()
    answer = random_answer(rng, {}, unsure=0.05)
    for name in picked:
        answers = answers.given({name: answer(name, answers)})
    return answers


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _prove(answers: Answers) -> None:
    found = decide(answers)
    for verdict in found.verdicts.values():
        verdict.proof(found.case)


def _look(answers: Answers) -> None:
    forget()
    outlook(answers)


def _line(what: str, times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{what}: median {median(ordered):.2f} ms, p95 {ordered[len(ordered) * 95 // 100]:.2f} ms, worst {ordered[-1]:.2f} ms"


def report(say: Callable[[str], None], count: int = 400) -> int:
    """Print the times; 1 when a target is missed."""
    say(f"tables and prices, once at start: {_milliseconds(lambda: (tables(), decide(Answers()))):.0f} ms")
    rng = random.Random(5)  # noqa: S311 - no secret
    states = [random_answers(rng, rng.randint(3, 10)) for _ in range(count)]
    verdicts = [_milliseconds(partial(_prove, one)) for one in states]
    say(_line("verdict with proof, all decisions", verdicts))
    failed = median(verdicts) > VERDICT_MS
    for known in (1, 2, 3, 4, 6):
        states = [random_answers(rng, known) for _ in range(count if known > 1 else 24)]
        times = [_milliseconds(partial(_look, one)) for one in states]
        say(_line(f"look ahead, purpose and {known - 1} more known", times))
        failed |= known >= 3 and sorted(times)[len(times) * 95 // 100] > LOOK_MS
    states = [random_answers(rng, 3, purpose=False) for _ in range(60)]
    say(_line("look ahead, three known but not the purpose", [_milliseconds(partial(_look, one)) for one in states]))
    return int(failed)
