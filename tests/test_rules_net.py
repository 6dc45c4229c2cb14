"""The net over answers and verdicts: what changed between two versions is counted, and which way."""

import csv
import shutil
from pathlib import Path

import pytest

from knowledge import catalogue, load
from tests.rows import replaced
from tools.atlas import net
from tools.atlas.revision import compare_trees

pytestmark = pytest.mark.usefixtures("knowledge_day")
ROOT = Path(__file__).parents[1]


def test_the_vocabulary_of_the_net_is_all_that_can_be_chosen():
    words = {**net.MORE_WORDS, **net.MORE_NUMBERS}
    for need in load().needs.values():
        told = {one for value in words[need.name] for one in str(value).split(",")}
        assert need.name in net.MORE_NUMBERS or need.kind == "programs" or told == {*need.values}
    assert {*net.MORE_FLAGS} <= {*load().circumstances, *load().needs["purpose"].values}


def test_the_day_does_not_change_what_the_net_says(knowledge_day):
    before = list(net.verdicts(net.sets("second", 60)))
    with catalogue.pretending(knowledge_day.replace(year=knowledge_day.year + 9)):
        assert list(net.verdicts(net.sets("second", 60))) == before


@pytest.fixture
def trees(tmp_path):
    """Two copies of the rules and what they fold."""
    for name in ("old", "new"):
        for room in ("rules", "knowledge", "tools"):
            shutil.copytree(ROOT / room, tmp_path / name / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "old", tmp_path / "new"


def test_a_change_of_words_alone_changes_no_answer(trees):
    replaced(trees[1] / "knowledge" / "snippets" / "region.yaml", 'zh: "', 'zh: "改了几个字。')
    assert all(not found.flips for found in compare_trees(*trees, count=300).values())


def test_a_changed_weight_is_counted_which_way(trees):
    rule = "- id: billing/long-stays-pay-yearly\n    when: {term: long, is.vendor: big}\n    for: yearly\n    weight: "
    replaced(trees[1] / "rules" / "decisions" / "billing.yaml", rule + "4", rule + "1")
    found = compare_trees(*trees, count=600)
    assert {decision for decision, one in found.items() if one.flips} == {"billing"}
    one = found["billing"]
    assert 0 < len(one.changed) < len(one.situations)
    assert 0 < one.flips["yearly", "monthly"] < one.sets == 1200
    assert all(old == "yearly" for old, _ in one.flips)


def test_a_changed_price_is_counted_which_way(trees):
    path = trees[1] / "knowledge" / "plans.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["product_class"] == "light":
            row["price_month"] = str(float(row["price_month"]) * 3)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = compare_trees(*trees, count=1000)
    assert any(was == "light" for was, _ in found["product"].flips), "where light servers are out of reach now"
    assert not found["region"].flips


def test_words_that_one_version_does_not_know_are_left_out(trees):
    path = trees[0] / "knowledge" / "circumstances.yaml"
    text = path.read_text(encoding="utf-8")
    assert "\nexport:" in text
    kept = [line for line in text.splitlines() if not line.startswith("crawling:")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert all(not found.flips for found in compare_trees(*trees, count=200).values())
