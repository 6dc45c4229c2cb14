"""The walk over everything: what is found, counted, and what must not be."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from rules.ahead.tables import fill, tables
from rules.decide.rule_files import rulesets
from tools.atlas import net
from tools.atlas.calendar_day import on_knowledge_day
from tools.atlas.folds import fold_faults
from tools.atlas.law_check import filing_faults, place_faults
from tools.atlas.mutants import ENOUGH, alive, expectations, objection, survivors
from tools.atlas.reach import Reach
from tools.atlas.shown import shown_faults
from tools.atlas.states import Codes
from tools.atlas.unasked import changing, excuses, honesty_faults
from tools.atlas.walk import Agreed, Walked, agree, fired_sets, walk

PROCESSES = 2
STRETCH = 2_000
DRAWN, ASKED = 400_000, 40_000
"""So many answers are drawn beside one situation for each set of rules: for table and evaluator, and for the engine in the gate."""
PAGE = Path(__file__).parents[2] / "docs" / "atlas.md"
OPEN, CLOSE = "<!-- walk -->\n", "<!-- /walk -->\n"
Tell = Callable[[str], None]


@dataclass
class Report:
    """Lines to print, faults that fail the run, and the digests over answers."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)


@cache
def reach() -> Reach:
    """Return what is reached, computed once and shared with forked processes."""
    return Reach()


def _aside(what: str, everything: bool) -> list[str]:
    """Look for faults of one kind, in a process of its own."""
    kinds: dict[str, Callable[[], Iterator[str]]] = {
        "shown": lambda: shown_faults(everything),
        "folds": lambda: fold_faults(everything),
        "filing": lambda: filing_faults(net.sets("second", net.SETS["second"] if everything else 3_000)),
        "unasked": honesty_faults,
    }
    return list(kinds[what]())


def run(say: Tell, everything: bool = False) -> Report:
    """Walk everything; `say` gets each line as it is known. `everything`: the engine in every situation, too."""
    with on_knowledge_day():
        return _run(say, everything)


def _run(say: Tell, everything: bool) -> Report:
    report, start = Report(), time.monotonic()

    def tell(line: str) -> None:
        report.lines.append(line)
        say(line)

    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork")) as early:
        digests = {name: early.submit(net.digest, name) for name in net.VOCABULARIES}
        asides = [early.submit(_aside, what, everything) for what in ("shown", "folds", "filing", "unasked")]
        cells = {decision: reach().cells(decision) for decision in rulesets()}
        agreed = {decision: agree(decision, positions) for decision, positions in _beside(cells, DRAWN).items()}
        _tell_reach(tell, agreed, time.monotonic() - start)
        with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork")) as pool:
            found = _walked(pool, _beside(cells, DRAWN if everything else ASKED))
        _tell_walk(tell, found, time.monotonic() - start)
        report.faults += chain.from_iterable(one.faults for one in agreed.values())
        report.faults += chain.from_iterable(one.faults for one in found.values())
        report.faults += _silent(agreed, found)
        report.faults += _missed(cells, agreed)
        report.faults += place_faults(_beside(cells, DRAWN)["region"], agreed["region"])
        _tell_decisive(tell, cells)
        _tell_mutants(tell, report)
        _tell_asides(tell, report, asides)
        report.digests = {name: digest.result() for name, digest in digests.items()}
    for name, digest in report.digests.items():
        tell(f"Digest over answers, {name} vocabulary ({net.SETS[name]:,} sets): {digest}")
    tell(f"{len(report.faults)} faults, {time.monotonic() - start:.0f} s")
    return report


def _beside(cells: Mapping[str, Codes], many: int) -> dict[str, Codes]:
    """Return situations of each decision with those of so many answers drawn at random."""
    drawn = reach().drawn(many)
    return {decision: np.union1d(positions, drawn[decision]) for decision, positions in cells.items()}


def _missed(cells: Mapping[str, Codes], agreed: Mapping[str, Agreed]) -> Iterator[str]:
    """Say where answers drawn at random make rules hold together that were not found to."""
    for decision, found in agreed.items():
        known = {*fired_sets(decision, cells[decision])[0]}
        if missed := [one for one in found.sets if one not in known]:
            yield f"{decision}: {len(missed)} sets of rules hold somewhere and were not found, such as {sorted(missed[0])}"


def _walked(pool: Executor, cells: Mapping[str, Codes]) -> dict[str, Walked]:
    """Ask the engine, stretch by stretch."""
    stretches = [
        (decision, positions[start : start + STRETCH])
        for decision, positions in cells.items()
        for start in range(0, len(positions), STRETCH)
    ]
    found = {decision: Walked() for decision in cells}
    for (decision, _), walked in zip(stretches, pool.map(walk, *zip(*stretches, strict=True)), strict=True):
        found[decision].add(walked)
    return found


def _tell_reach(tell: Tell, agreed: Mapping[str, Agreed], seconds: float) -> None:
    tell(
        f"Situations looked at, of those the rules could tell apart, and distinct sets of rules that answers reach ({seconds:.1f} s)"
    )
    for decision, found in agreed.items():
        tell(f"  {decision:8} {found.cells:9,} of {tables()[decision].size:11,} {len(found.sets):9,} sets")
    tell(f"Table and evaluator agree in all of them: {sum(one.cells for one in agreed.values()):,} situations")


def _tell_asides(tell: Tell, report: Report, asides: list[Future[list[str]]]) -> None:
    for aside in asides:
        report.faults += aside.result()
    said = {
        (need, decision)
        for purpose in tables()["product"].index["purpose"]
        if purpose != "unknown"
        for need, decision in changing(purpose)
    }
    tell(
        f"Never asked and yet heard: {len(said)} ways in which it changes something, excused by {len(excuses())} written reasons"
    )


def keep(report: Report) -> None:
    """Keep the digests, and what was said on the page that explains them."""
    net.keep(report.digests)
    before, rest = PAGE.read_text(encoding="utf-8").split(OPEN)
    said = "\n".join(report.lines)
    PAGE.write_text(f"{before}{OPEN}```\n{said}\n```\n{CLOSE}{rest.split(CLOSE)[1]}", encoding="utf-8")


def _tell_walk(tell: Callable[[str], None], found: dict[str, Walked], seconds: float) -> None:
    cells, attacked = sum(one.cells for one in found.values()), sum(one.attacked for one in found.values())
    tell(
        f"Walked on the engine, forwards and backwards, one of each set of rules and more: {cells:,} situations ({seconds:.1f} s)"
    )
    tell(f"Proofs: {cells:,} true ones accepted, {attacked:,} tampered ones offered")


def _silent(agreed: dict[str, Agreed], found: dict[str, Walked]) -> Iterator[str]:
    """Say which rules never fire, which choices never win, and what was never tampered with."""
    for decision, ruleset in rulesets().items():
        walked = found[decision]
        for rule, *_ in ruleset.by_id.values():
            if rule.id not in agreed[decision].fired:
                yield f"{rule.id} fires in no reachable situation, so {rule.snippet} is never said"
            elif rule.id not in walked.swapped:
                yield f"{rule.id} was never swapped in a proof"
            for attribute, _ in rule.when:
                if rule.id in walked.fired and (rule.id, attribute) not in walked.altered:
                    yield f"{rule.id}: {attribute} was never altered in a proof"
        for choice in ruleset.choices:
            if choice not in walked.choices:
                yield f"{decision}: {choice} wins in no reachable situation"


def _tell_decisive(tell: Callable[[str], None], cells: dict[str, Codes]) -> None:
    """Count the rules without which some verdict would be another one."""
    total, decisive = 0, 0
    for decision, ruleset in rulesets().items():
        now = tables()[decision].at(cells[decision])
        for rule_id in ruleset.by_id:
            total += 1
            without = fill(
                replace(ruleset, rules=tuple(one for one in ruleset.rules if one.id != rule_id)),
                tables()[decision].groups,
            )
            decisive += bool((without.at(cells[decision]) != now).any())
    tell(f"Rules: {total}, all of them heard; {decisive} alone decide somewhere, {total - decisive} only give reasons")


def _tell_mutants(tell: Callable[[str], None], report: Report) -> None:
    wanted, excused = expectations(), survivors()
    for one in wanted:
        if problem := objection(one, rulesets()[one.decision].rules):
            report.faults.append(problem)
    count, living = alive(wanted)
    killed = 1 - len(living) / count
    tell(f"Mutants: {count}, {count - len(living)} noticed by {len(wanted)} expectations ({killed:.1%}); survivors:")
    for mutant in living:
        tell(f"  {mutant}: {excused.get(mutant, 'NO REASON GIVEN')}")
        if mutant not in excused:
            report.faults.append(f"{mutant} survives without a written reason")
    report.faults += [f"{mutant} is excused, but noticed or gone" for mutant in excused if mutant not in living]
    if killed < ENOUGH:
        report.faults.append(f"only {killed:.1%} of the mutants are noticed")
