"""The pages that explain the rules say what is so."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from app import create_app
from knowledge import load
from rules.ahead.planner import outlook
from rules.ahead.tables import tables
from rules.answers import Answers
from rules.argument.evaluator import ProofError
from rules.decide.deciding import decide
from rules.decide.rule_files import rulesets
from rules.facts.attributes import case_of
from tools.atlas import net, whole
from tools.atlas.walk import evaluator

DOCS = Path(__file__).parents[1] / "docs"
TOLD = {"purpose": "blog", "budget": 50, "filing": "avoid"}
NEEDS = {**TOLD, "audience": "mainland"}


@pytest.fixture(scope="module")
def page():
    return (DOCS / "proof.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client():
    return create_app().test_client()


@pytest.fixture(scope="module")
def why(client, page):
    address = re.search(r"`GET (/api/v1/why\?\S+)`", page)[1]
    assert dict(parse_qsl(address.partition("?")[2])) == {"decision": "region", **{k: str(v) for k, v in NEEDS.items()}}
    return client.get(address).json


def table(page, *head):
    """The rows under a heading line, without backticks."""
    rows = page.split(f"| {' | '.join(head)} |\n")[1].split("\n\n")[0].splitlines()[1:]
    return [tuple(cell.strip().replace("`", "") for cell in row.strip("|").split("|")) for row in rows]


def test_the_words_are_heard_as_written(client, page):
    text = re.search(r"types 「(.+?)」", page)[1]
    heard = client.get("/api/v1/understand", query_string={"text": text}).json
    assert heard["needs"] == TOLD
    spans = {(one["text"], one["need"], str(one["value"])) for one in heard["spans"]}
    assert set(table(page, "words", "need", "value")) == spans


def test_the_question_asked_and_what_it_leaves(client, page):
    found = client.get("/api/v1/advice", query_string=TOLD).json
    section = page.split("## 2.")[1].split("## 3.")[0]
    assert re.findall(r"`(\w+)`", section.split(" are open")[0]) == found["open"]
    assert found["next"]["need"] == "audience"
    assert found["next"]["question"] in section
    assert next(one["label"] for one in found["next"]["options"] if one["value"] == "mainland") in section
    assert outlook(Answers.of(TOLD)).standing["region"] == ("hongkong", "asia", "west")
    assert outlook(Answers.of(NEEDS)).standing["region"] == ("hongkong",)


def test_the_case_is_what_the_rules_are_given(page):
    case, rows = case_of(Answers.of(NEEDS)), dict(table(page, "attribute", "value"))
    assert rows == {name: case[name] for name in rulesets()["region"].reads}
    assert f"`means` {case['means']} " in page
    assert f"`size` `{case['size']}`" in page


def test_the_arguments_and_their_sums(page):
    verdict = decide(Answers.of(NEEDS)).verdicts["region"]
    said = {
        (rule.id, rule.choice, f"veto: {rule.veto}" if rule.veto else f"{rule.weight:+d}") for rule in verdict.fired
    }
    assert set(table(page, "rule", "choice", "says")) == said
    sums = [
        (
            choice,
            verdict.worst_veto(choice) or "none",
            str(sum(r.weight for r in verdict.fired if r.choice == choice)),
        )
        for choice in verdict.standings
    ]
    assert table(page, "choice", "worst veto", "sum") == sums


def test_the_proof_is_the_one_the_api_gives_and_the_evaluator_accepts(page, why):
    proof, case = json.loads(page.split("```json\n")[1].split("```")[0]), case_of(Answers.of(NEEDS))
    assert proof == why["proof"]
    evaluator("region").check(proof, case)
    veto = next(step for step in proof["steps"] if step["rule"] == "region/unfiled-site-may-not-open")
    others = [step for step in proof["steps"] if step is not veto]
    for forged in (others, [*others, {**veto, "premises": {**veto["premises"], "domain": "no"}}]):
        with pytest.raises(ProofError):
            evaluator("region").check({**proof, "steps": forged}, case)


def test_the_sentences_their_facts_and_their_needs(page, why):
    rivals = [argument for rival in why["alternatives"] for argument in rival["against"]]
    heard = {argument["rule"]: argument for argument in [*why["for"], *rivals]}
    for rule, sentence, facts in table(page, "rule", "sentence", "facts"):
        assert heard[rule]["text"] == sentence
        assert list(load().snippets[rule].cites) == facts.split()
    for rule in ("region/hong-kong-needs-no-filing", "region/unfiled-site-may-not-open"):
        assert set(heard[rule]["because"]) == {"filing", "purpose", "audience"}


def test_what_mattered_and_what_it_would_take(page, why):
    said = page.split("none can be dropped: ")[1].split(". ")[0]
    assert re.findall(r"`(\w+)`", said) == [one["need"] for one in why["mattered"]]
    assert [one["need"] for one in why["idle"]] == ["budget"]
    changes = {(one["choice"], "&".join(f"{k}={v}" for k, v in one["repair"].items())) for one in why["alternatives"]}
    assert set(table(page, "choice", "change")) == changes


def test_the_walk_on_the_page_is_the_accepted_one():
    said = (DOCS / "atlas.md").read_text(encoding="utf-8").split(whole.OPEN)[1].split(whole.CLOSE)[0]
    for name, digest in net.kept().items():
        assert f"{name} vocabulary ({net.SETS[name]:,} sets): {digest}" in said, (
            "python -m tools.atlas --accept keeps both"
        )
    assert re.search(r"^0 faults", said, re.MULTILINE)
    rows = re.findall(r"^  (\w+) +([\d,]+) of +([\d,]+) +([\d,]+) sets", said, re.MULTILINE)
    counts = {name: [int(number.replace(",", "")) for number in numbers] for name, *numbers in rows}
    for name, (reached, whole_table, fired) in counts.items():
        assert whole_table == tables()[name].size, "python -m tools.atlas --accept"
        assert fired <= reached <= whole_table
    assert list(counts) == list(rulesets())
    assert f"agree in all of them: {sum(reached for reached, *_ in counts.values()):,} situations" in said


def test_the_accepted_digests_are_what_the_rules_say_today():
    """A part of the first vocabulary would not do: the digest is over all of it."""
    assert net.digest("first") == net.kept()["first"], (
        "python -m tools.atlas --base <commit> says what changed, --accept accepts"
    )
