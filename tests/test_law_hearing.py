"""What people say they do, in plain words: the warnings owed are said, and who owes none reads none."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

from chat.hear import understand
from rules.answers import Answers
from rules.facts.law_folds import law

TODAY = date(2026, 11, 30)
CASES = json.loads((Path(__file__).parent / "data" / "law_situations.json").read_text(encoding="utf-8"))
KEPT = {"subject", "content", "data", "reach"}
HARMLESS = {
    "icp-licence",
    "edi-licence",
    "ugc",
    "genai",
    "labelling",
    "algorithm-filing",
    "data-export",
    "mlps",
    "medical",
    "tutoring",
    "finance",
    "news",
    "crossborder-line",
    "crypto",
    "crawling",
    "gdpr",
    "minors",
    "scope",
    "game-licence",
    "live-licence",
}
"""What lectures; that personal content alone may be filed is said to everybody who files in person."""


def _about(case):
    heard = understand(case["say"], case["lang"])
    needs = {**heard.needs, **case["state"], **{name: heard.needs[name] for name in KEPT & {*heard.needs}}}
    assert not heard.declined, case["say"]
    return {row.about for row in law().rows_for(Answers.of(needs, heard.also), TODAY)}


def test_what_is_owed_is_said():
    missing, owed = Counter(), 0
    for case in CASES:
        said = _about(case)
        owed += len(case["owed"])
        missing.update(f"{about}: {case['say']}" for about in case["owed"] if about not in said)
    assert owed > 350
    assert len(missing) <= owed // 20, missing


def test_who_owes_nothing_reads_nothing():
    lectured = {}
    for case in CASES:
        unwanted = HARMLESS if case["silent"] == ["law"] else {*case["silent"]}
        if found := _about(case) & unwanted:
            lectured[case["say"]] = found
    assert len(lectured) <= 2, lectured


def test_every_warning_is_owed_by_somebody_in_both_languages():
    told = {(about, case["lang"]) for case in CASES for about in case["owed"]}
    own = set(law().words["about"]) - {"public-security", "filing"}
    assert {(about, lang) for about in own for lang in ("zh", "en")} - told <= {("mini-program", "en")}
