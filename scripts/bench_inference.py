"""Time inference in this process: the engine, cold and warm, against a plain-Python evaluator of the same rules."""

import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from knowledge import load
from rules.advice import advising
from rules.advice.advising import advise, prepare
from rules.ahead import planner
from rules.ahead.planner import outlook
from rules.ahead.targets import DECISIONS
from rules.answers import Answers, Value
from rules.argument.evaluator import Evaluator
from rules.decide import deciding
from rules.decide.deciding import decide
from rules.facts.attributes import case_of
from rules.price import cost

FOLDER = Path(__file__).parent.parent / "rules" / "decisions"


def people(count: int) -> list[Answers]:
    """Invent stated needs: between none and all of them."""
    draw, known, found = random.Random(7), load().needs, []
    for _ in range(count):
        names = draw.sample(list(known), draw.randint(1, len(known)))
        numbers: dict[str, Value] = {"budget": draw.randint(1, 3000), "scale": draw.randint(1, 20000)}
        found.append(Answers.of({name: numbers.get(name) or draw.choice(list(known[name].values)) for name in names}))
    return found


def milliseconds(work: Callable[[Answers], object], cases: Iterable[Answers]) -> list[float]:
    """Return the CPU milliseconds of some work on each case."""
    rows = []
    for answers in cases:
        started = time.process_time()
        work(answers)
        rows.append((time.process_time() - started) * 1000)
    return rows


def evaluators() -> dict[str, Evaluator]:
    """Return the plain evaluator of every decision."""
    found = {}
    for name in DECISIONS:
        choices = [choice.value for choice in load().decisions[name].choices]
        found[name] = Evaluator(FOLDER / f"{name}.yaml", choices, cost.means_names())
    return found


def proven(answers: Answers) -> None:
    """Decide everything on the engine, with proofs, with nothing remembered."""
    deciding.forget()
    decided = decide(answers)
    for name in DECISIONS:
        decided.proof(name)


def plainly(known: Mapping[str, Evaluator], answers: Answers) -> None:
    """Decide everything by plain Python."""
    case = case_of(answers)
    for name in DECISIONS:
        case[f"is.{name}"] = known[name].choice(case)


def anew(answers: Answers) -> None:
    """Look ahead with nothing remembered of other conversations."""
    planner.forget()
    outlook(answers)


def whole(answers: Answers) -> None:
    """Advise, and work out every part of the advice."""
    found = advise(answers)
    _ = found.outlook, found.price, found.sizes, found.notes, found.changes, found.conflict


def whole_anew(answers: Answers) -> None:
    """Advise with nothing remembered of other conversations."""
    deciding.forget()
    planner.forget()
    advising._advise.cache_clear()
    whole(answers)


def report(count: int) -> None:
    """Print the medians."""
    prepare()  # as the application does at its start
    cases, known = people(count), evaluators()
    rows: dict[str, Callable[[Answers], object]] = {
        "six verdicts with proofs, durable_rules": proven,
        "six verdicts, plain Python": lambda answers: plainly(known, answers),
        "look-ahead, cold": anew,
        "look-ahead, warm": outlook,
        "whole advice, cold": whole_anew,
        "whole advice, warm": whole,
    }
    print(f"inference, {count} random people: CPU of the median, the 95th percentile and the slowest")
    for name, work in rows.items():
        if name.endswith("warm"):
            milliseconds(work, cases)
        taken = milliseconds(work, cases)
        late = statistics.quantiles(taken, n=20)[-1]
        print(f"{name:45} {statistics.median(taken):8.3f} ms {late:8.2f} ms {max(taken):8.1f} ms")


if __name__ == "__main__":
    report(200)
