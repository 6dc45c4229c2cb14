"""The notes beside the decisions: complete in both languages, sourced, alive, and there where an expert would speak."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from knowledge import LANGUAGES, load
from rules.advice.advising import advise
from rules.advice.lawful import lawful
from rules.answers import Answers
from rules.argument.model import Note
from rules.decide.deciding import Decided, decide
from rules.decide.noting import fired_notes, note_case
from rules.decide.rule_files import NOTE_KINDS, notes
from rules.facts.law_folds import law
from tools import facts_table

KNOWN = load()
RULES = [rule for rows in notes().values() for rule in rows]
SHAPES = {"order": {"label", "choose", "text"}, "step": {"title", "text"}}
SERVERS = {"light", "vps", "ecs", "dedicated", "gpu", "cluster"}
OF_A_SERVER = {"size", "vcpus", "memory", "disk", "bandwidth", "card"}
PLACEHOLDERS = OF_A_SERVER | {"region", "product", "low", "high", "budget", "months"}
PROMISED = {
    "filing",
    "icp-licence",
    "renewal",
    "backup",
    "personal-data",
    "bandwidth",
    "budget",
    "genai",
    "conflict",
}
CIRCUMSTANCES = tuple(KNOWN.circumstances)
DAY = date(2026, 11, 30)
BUDGETS = (0, 10, 30, 60, 100, 300, 1000, 5000, 50000)
CROWDS = {"few": 5, "some": 300, "many": 5000, "crowd": 200000}


def _texts(rule: Note, lang: str) -> Iterator[str]:
    said = KNOWN.snippets[rule.snippet].texts[lang]
    yield from said.values() if isinstance(said, Mapping) else (said,)


def _fired(needs: Mapping[str, object], also: tuple[str, ...] = ()) -> Mapping[str, list[Note]]:
    decided = decide(Answers.of(needs, also))
    return fired_notes(decided, _fit(decided))


def _fit(decided: Decided) -> str:
    return advise(decided.answers).fit


def _situation(draw: random.Random, rule: Note | None = None) -> tuple[dict[str, object], tuple[str, ...]]:
    """Draw needs and circumstances; those a rule asks for are drawn to please it."""
    asked = {name: sorted(values) for name, values in rule.when} if rule else {}
    needs: dict[str, object] = {}
    for need in KNOWN.needs.values():
        value: object
        if need.kind == "choice":
            value = draw.choice(asked.get(need.name) or (*need.values, "unknown", "unknown"))
        elif need.name == "scale":
            value = CROWDS.get(draw.choice(asked.get("people") or (*CROWDS, "unknown")), "unknown")
        elif need.name == "budget":
            value = draw.choice((*BUDGETS, "unknown"))
        else:
            continue
        if value != "unknown":
            needs[need.name] = value
    purposes = KNOWN.needs["purpose"].values
    also = [flag for flag in CIRCUMSTANCES if asked.get(flag.replace("-", "_")) == ["true"]]
    also += [purpose for purpose in purposes if asked.get(f"also.{purpose}") == ["true"]]
    maybe = [flag for flag in CIRCUMSTANCES if flag.replace("-", "_") not in asked]
    also += draw.sample(maybe, draw.choice((0, 0, 1)))
    return needs, tuple(flag for flag in also if flag != needs.get("purpose"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_note_says_everything_in_both_languages(rule: Note) -> None:
    snippet = KNOWN.snippets[rule.snippet]
    assert rule.id.startswith(f"{rule.kind}/")
    assert snippet.cites
    assert (rule.kind == "warning") == bool(rule.about)
    for lang in LANGUAGES:
        said = snippet.texts[lang]
        assert (set(said) if isinstance(said, Mapping) else None) == SHAPES.get(rule.kind)
        assert all(text.strip() for text in _texts(rule, lang))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_note_names_only_what_can_be_filled_in(rule: Note) -> None:
    named = [set(re.findall(r"\{(\w+)\}", "".join(_texts(rule, lang)))) for lang in LANGUAGES]
    conditions = dict(rule.when)
    assert named[0] <= PLACEHOLDERS
    assert named[0] == named[1], "the languages name different things"
    if named[0] & OF_A_SERVER:
        assert conditions.get("is.product", {"static"}) <= SERVERS, "there may be no server to speak of"
    if "budget" in named[0]:
        assert conditions.get("fit", {"unknown"}) <= {"yes", "no"}, "there may be no budget"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_note_is_said_to_somebody(rule: Note) -> None:
    draw = random.Random(rule.id)
    for _ in range(2000):
        decided = decide(Answers.of(*_situation(draw, rule)))
        if rule.holds(note_case(decided, _fit(decided))):
            return
    pytest.fail("no situation found that makes it fire")


def test_every_text_for_notes_is_used() -> None:
    written = {name for name in KNOWN.snippets if name.partition("/")[0] in NOTE_KINDS}
    assert written - {"warning/not-legal-advice"} == {rule.snippet for rule in RULES}


def test_every_promised_subject_is_spoken_to() -> None:
    assert {rule.about for rule in RULES} | {row.about for row in law().rows} >= PROMISED


@pytest.mark.parametrize("flag", CIRCUMSTANCES)
def test_every_circumstance_changes_what_is_said(flag: str) -> None:
    needs = {"purpose": "app", "audience": "mainland", "domain": "yes", "filing": "willing", "budget": 100}
    if flag == "failing":
        pytest.skip("speaks of a machine they named: see the sizes")
    needs["purpose"] = "ai" if flag == "cpu-only" else "app"
    assert _said(_fired(needs, (flag,))) | _law(needs, (flag,)) != _said(_fired(needs)) | _law(needs)


@pytest.mark.parametrize("purpose", KNOWN.needs["purpose"].values)
def test_every_second_project_changes_what_is_said(purpose: str) -> None:
    needs = {"purpose": "blog" if purpose != "blog" else "site", "audience": "mainland", "filing": "willing"}
    assert _said(_fired(needs, (purpose,))) | _law(needs, (purpose,)) != _said(_fired(needs)) | _law(needs)


def _law(needs: Mapping[str, object], also: tuple[str, ...] = ()) -> set[str]:
    """Return the rows of law that speak to somebody, and the licence or entity that is missing."""
    found = lawful(decide(Answers.of(needs, also)), DAY)
    return {row.id for row in found.rows} | {f"missing {row.id}" for row in found.missing}


def _abouts(needs: Mapping[str, object], also: tuple[str, ...] = ()) -> set[str | None]:
    rows = lawful(decide(Answers.of(needs, also)), DAY).rows
    return {note.about for note in _fired(needs, also).get("warning", [])} | {row.about for row in rows}


def _said(found: Mapping[str, list[Note]]) -> set[str]:
    return {note.snippet for rows in found.values() for note in rows}


@pytest.mark.parametrize("seed", range(200))
def test_an_order_has_each_line_once_and_top_to_bottom(seed: int) -> None:
    needs, also = _situation(random.Random(seed))
    decided = decide(Answers.of(needs, also))
    ranks = [note.rank for note in fired_notes(decided, _fit(decided))["order"]]
    product = decided.choice("product")
    assert ranks == sorted(ranks)
    assert ranks.count(10) == 1, "the product"
    if product != "static":
        assert ranks.count(20) == 1, "the region"
        assert ranks.count(50) == 1, "the size"
    if product in SERVERS:
        once = (60, 65, 80) if decided.choice("billing") == "hourly" else (60, 65, 80, 85)
        assert all(ranks.count(rank) == 1 for rank in once), "address, bandwidth, term, renewal"


SPEAK_UP: list[tuple[dict[str, Any], tuple[str, ...], set[str]]] = [
    ({"purpose": "drive", "audience": "mainland", "domain": "no", "scale": 2}, (), {"backup", "bandwidth"}),
    (
        {"purpose": "drive", "buyer": "company", "audience": "global", "region": "hongkong"},
        (),
        {"personal-data", "backup"},
    ),
    (
        {"purpose": "data", "isolation": "exclusive", "uptime": "critical", "domain": "no", "audience": "mainland"},
        (),
        {"backup"},
    ),
    ({"purpose": "ai", "domain": "yes", "audience": "mainland"}, (), {"genai", "filing"}),
    (
        {"purpose": "app", "audience": "mainland", "filing": "avoid", "domain": "yes"},
        ("genai",),
        {"genai", "personal-data"},
    ),
    (
        {"purpose": "app", "uptime": "business", "filing": "done", "audience": "mainland", "domain": "yes"},
        (),
        {"backup", "filing"},
    ),
    (
        {"purpose": "miniprogram", "region": "hongkong", "filing": "willing", "audience": "mainland"},
        (),
        {"filing", "conflict"},
    ),
    ({"purpose": "miniprogram", "filing": "avoid", "audience": "mainland"}, (), {"filing", "conflict"}),
    ({"purpose": "shop", "uptime": "critical", "filing": "done", "audience": "mainland", "budget": 20}, (), {"budget"}),
    (
        {"purpose": "shop", "buyer": "developer", "filing": "willing", "audience": "mainland"},
        (),
        {"subject", "filing", "backup"},
    ),
    ({"purpose": "shop", "filing": "avoid", "audience": "mainland", "launch": "now"}, (), {"personal-data", "backup"}),
    ({"purpose": "ai", "load": "steady", "budget": 0}, (), {"budget", "conflict"}),
    ({"purpose": "site", "audience": "west", "scale": 5_000_000, "uptime": "critical"}, (), {"bandwidth"}),
    ({"purpose": "media", "audience": "mainland", "scale": 500}, (), {"bandwidth"}),
    ({"purpose": "site", "audience": "mainland", "region": "mainland", "filing": "avoid"}, (), {"conflict"}),
    (
        {"purpose": "blog", "audience": "mainland", "filing": "willing", "domain": "yes", "term": "short"},
        (),
        {"conflict"},
    ),
    ({"purpose": "app", "audience": "mainland", "filing": "avoid", "domain": "yes"}, ("sensitive",), {"personal-data"}),
    (
        {"purpose": "blog", "audience": "mainland", "filing": "willing", "domain": "yes", "buyer": "student"},
        ("minor",),
        {"filing", "minor"},
    ),
    ({"purpose": "blog", "audience": "mainland", "domain": "no", "region": "mainland"}, (), {"filing"}),
    ({"purpose": "site", "audience": "mainland", "filing": "done", "term": "long"}, (), {"filing", "renewal"}),
    ({"purpose": "app", "audience": "mainland", "filing": "avoid", "domain": "yes"}, ("renewal",), {"renewal"}),
    ({"purpose": "site", "filing": "done", "audience": "mainland", "region": "hongkong"}, (), {"filing", "conflict"}),
    ({"purpose": "app", "audience": "mainland", "region": "hongkong", "domain": "yes"}, ("foreign-api",), {"conflict"}),
    ({"purpose": "game", "audience": "mainland", "domain": "no", "demand": "heavy", "scale": 16}, (), {"backup"}),
]


@pytest.mark.parametrize(("needs", "also", "expected"), SPEAK_UP)
def test_a_warning_is_given_where_an_expert_would_speak(
    needs: dict[str, Any], also: tuple[str, ...], expected: set[str]
) -> None:
    assert _abouts(needs, also) >= expected


QUIET: list[tuple[dict[str, Any], set[str]]] = [
    (
        {"purpose": "static", "audience": "west"},
        {"filing", "personal-data", "icp-licence", "genai", "conflict", "budget"},
    ),
    (
        {"purpose": "learning", "audience": "mainland", "domain": "no", "budget": 60},
        {"icp-licence", "genai", "conflict", "personal-data"},
    ),
    (
        {"purpose": "blog", "audience": "west", "budget": 100},
        {"filing", "icp-licence", "genai", "personal-data", "conflict", "budget"},
    ),
    (
        {"purpose": "game", "audience": "west", "scale": 16, "budget": 300},
        {"filing", "icp-licence", "genai", "personal-data", "conflict"},
    ),
]


@pytest.mark.parametrize(("needs", "unwanted"), QUIET)
def test_nobody_is_warned_of_what_does_not_concern_them(needs: dict[str, Any], unwanted: set[str]) -> None:
    assert not _abouts(needs) & unwanted


def test_there_is_always_a_question_for_the_vendor_and_a_next_step() -> None:
    found = _fired({})
    assert found["ask_vendor"]
    assert found["step"]
    assert found["order"]


def test_every_fact_is_used_or_left_out_with_a_reason() -> None:
    used, left = set(facts_table.uses(KNOWN)), facts_table.left_out()
    assert used | set(left) == set(KNOWN.facts)
    assert not used & set(left), "left out, yet used"
    assert all(left.values())


def test_the_table_of_facts_is_up_to_date() -> None:
    fresh = facts_table.page(KNOWN)
    assert facts_table.PAGE.read_text(encoding="utf-8") == fresh, "run python -m tools.facts_table"
