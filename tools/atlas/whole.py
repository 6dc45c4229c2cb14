"""The walk over everything: what is found, counted, and what must not be."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np

from rules.ahead.tables import fill, tables
from rules.decide.rule_files import rulesets
from tools.atlas.mutants import ENOUGH, alive, expectations, objection, survivors
from tools.atlas.reach import Codes, Reach
from tools.atlas.shown import Shown
from tools.atlas.walk import Walked, walk

PROCESSES = 2
STRETCH = 4_000
DIGEST = Path(__file__).with_name("digest.txt")
PAGE = Path(__file__).parents[2] / "docs" / "atlas.md"
OPEN, CLOSE = "<!-- walk -->\n", "<!-- /walk -->\n"


@dataclass
class Report:
    """Lines to print, faults that fail the run, and the digest over all verdicts."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    digest: str = ""


@cache
def reach() -> Reach:
    """Return what is reached, computed once and shared with forked processes."""
    return Reach()


def _shown_faults() -> list[str]:
    return list(Shown(reach()).faults())


def run(say: Callable[[str], None]) -> Report:
    """Walk everything; `say` gets each line as it is known."""
    report, start = Report(), time.monotonic()

    def tell(line: str) -> None:
        report.lines.append(line)
        say(line)

    cells = {decision: reach().cells(decision) for decision in rulesets()}
    tell(f"Situations that some answers reach, of those the tables tell apart ({time.monotonic() - start:.1f} s)")
    for decision, positions in cells.items():
        tell(f"  {decision:8} {len(positions):9,} of {len(tables()[decision].cells):9,}")
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork")) as pool:
        shown = pool.submit(_shown_faults)
        found = {decision: Walked() for decision in cells}
        stretches = list(_stretches(cells))
        for (decision, _), walked in zip(stretches, pool.map(walk, *zip(*stretches, strict=True)), strict=True):
            found[decision].add(walked)
        report.faults += shown.result()
    _tell_walk(tell, found, time.monotonic() - start)
    report.faults += [fault for walked in found.values() for fault in walked.faults]
    report.faults += _silent(found)
    _tell_decisive(tell, cells)
    _tell_mutants(tell, report)
    report.digest = _digest(cells, found)
    tell(f"Digest {report.digest}")
    tell(f"{len(report.faults)} faults, {time.monotonic() - start:.0f} s")
    return report


def keep(report: Report) -> None:
    """Keep the digest, and what was said on the page that explains it."""
    DIGEST.write_text(f"{report.digest}\n", encoding="ascii")
    before, rest = PAGE.read_text(encoding="utf-8").split(OPEN)
    said = "\n".join(report.lines)
    PAGE.write_text(f"{before}{OPEN}```\n{said}\n```\n{CLOSE}{rest.split(CLOSE)[1]}", encoding="utf-8")


def _stretches(cells: dict[str, Codes]) -> Iterator[tuple[str, Codes]]:
    for decision, positions in cells.items():
        for start in range(0, len(positions), STRETCH):
            yield decision, positions[start : start + STRETCH]


def _tell_walk(tell: Callable[[str], None], found: dict[str, Walked], seconds: float) -> None:
    cells, attacked = sum(one.cells for one in found.values()), sum(one.attacked for one in found.values())
    tell(
        f"Walked on the engine, forwards and backwards, beside table and evaluator: {cells:,} situations ({seconds:.1f} s)"
    )
    tell(f"Proofs: {cells:,} true ones accepted, {attacked:,} tampered ones offered")


def _silent(found: dict[str, Walked]) -> Iterator[str]:
    """Say which rules never fire, which choices never win, and what was never tampered with."""
    for decision, walked in found.items():
        ruleset = rulesets()[decision]
        for rule, *_ in ruleset.by_id.values():
            if rule.id not in walked.fired:
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
        now = tables()[decision].cells[cells[decision]]
        for rule_id in ruleset.by_id:
            total += 1
            without = fill(
                replace(ruleset, rules=tuple(one for one in ruleset.rules if one.id != rule_id)),
                tables()[decision].groups,
            )
            decisive += bool((without.cells[cells[decision]] != now).any())
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


def _digest(cells: dict[str, Codes], found: dict[str, Walked]) -> str:
    """Return one number over every situation and its verdict on the engine."""
    total = hashlib.sha256()
    for decision, positions in cells.items():
        table = tables()[decision]
        classes = [(name, [sorted(group) for group in groups]) for name, groups in table.groups.items()]
        total.update(repr((decision, table.ruleset.choices, classes)).encode())
        total.update(np.ascontiguousarray(positions, dtype="<i8").tobytes())
        total.update(bytes(found[decision].verdicts))
    return total.hexdigest()
