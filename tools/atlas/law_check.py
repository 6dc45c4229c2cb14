"""The law in the atlas: no reachable situation advises what a row forbids without saying that it clashes.

Said of the classes that the rows set, not of the rules that read them. What must stand inside stands on the mainland in every
situation, unless the winner itself carries a veto, which is shown as a conflict. Who cannot file is told to file only beside a
conflict: shown for each way in which that can come about, on answers that lead there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from rules.ahead.conflict import clashes
from rules.ahead.lookup import outcome
from rules.ahead.tables import Table, tables
from rules.answers import Answers
from rules.decide.rule_files import rulesets
from rules.facts.attributes import case_of
from tools.atlas.states import Codes
from tools.atlas.walk import Agreed, evaluator

INSIDE, MAINLAND, NEEDED, CANNOT = "must-inside", "mainland", "needed", "cannot"


def place_faults(positions: Codes, agreed: Agreed) -> Iterator[str]:
    """Look at the place in all its reachable cells; `agreed` says which rules hold where."""
    table = tables()["region"]
    clashing = np.array([_clashes(fired) for fired in agreed.sets])[agreed.where]
    place = np.array(table.ruleset.choices)[table.at(positions)]
    outside = np.flatnonzero(_has(table, "inside", (INSIDE,), positions) & (place != MAINLAND) & ~clashing)
    for one in outside[:3]:
        yield f"region: {len(outside)} situations must stand inside and do not, such as {table.case(int(positions[one]))}"


def filing_faults(drawn: Iterable[Answers]) -> Iterator[str]:
    """Say on which answers somebody who cannot file is told to, and nothing says that it clashes; one for each case."""
    seen: set[tuple[str, ...]] = set()
    reads = (*rulesets()["filing"].reads, *rulesets()["region"].reads)
    for answers in drawn:
        case = case_of(answers)
        mark = tuple(case[name] for name in reads)
        if case["may_file"] != CANNOT or mark in seen or outcome(answers).choices["filing"] != NEEDED:
            continue
        seen.add(mark)
        if not clashes(answers):
            yield f"filing: to be filed by somebody who cannot, and nothing says that it clashes: {answers}"


def _clashes(fired: frozenset[str]) -> bool:
    """Say whether the winner itself carries a veto when exactly these rules hold."""
    winner = evaluator("region").winner(fired)
    by_id = rulesets()["region"].by_id
    return any(one.veto and one.choice == winner for rule in fired for one in by_id[rule])


def _has(
    table: Table, name: str, wanted: tuple[str, ...], positions: Codes
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    marks = np.array([bool(group & {*wanted}) for group in table.groups[name]])
    return np.asarray(marks[positions // table.strides[name] % len(marks)])
