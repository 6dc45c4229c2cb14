"""A rule that may not be used is refused, and the message names file, line and rule."""

import re
import shutil
from pathlib import Path

import pytest

from rules.ahead.sides import derive
from rules.decide.rule_files import HERE, NOTE_KINDS, RuleError, cell_count, notes, rulesets
from rules.facts.attributes import attributes


def broken(tmp_path, file, old, new):
    """Copy the rules with one thing replaced."""
    folder = tmp_path / "rules"
    for part in ("decisions", "notes"):
        shutil.copytree(HERE / part, folder / part)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


FIRST = "- id: product/static-pages-need-no-server\n    when: {purpose: static}\n    for: static\n    weight: 8"
FAULTS = {
    "an attribute that is not declared": (FIRST, FIRST.replace("purpose: static", "audience: west"), "audience"),
    "an attribute nobody knows": (FIRST, FIRST.replace("purpose: static", "weather: fine"), "weather"),
    "a value the need does not have": (FIRST, FIRST.replace("purpose: static", "purpose: [static, wiki]"), "wiki"),
    "no value at all": (FIRST, FIRST.replace("purpose: static", "purpose: []"), "none named"),
    "a choice nobody can make": (FIRST, FIRST.replace("for: static", "for: mainframe"), "mainframe"),
    "two stances": (FIRST, FIRST + "\n    against: light", "exactly one of"),
    "no stance": (FIRST, FIRST.replace("    for: static\n", ""), "exactly one of"),
    "a weight that has no name": (FIRST, FIRST.replace("weight: 8", "weight: 3"), "weight"),
    "a veto without a kind": (FIRST, FIRST.replace("for: static", "veto: static"), "kind"),
    "a wish as a veto": (FIRST, FIRST.replace("for: static", "veto: static\n    kind: wish"), "kind"),
    "a text that is not written": (FIRST, FIRST + "\n    snippet: product/nothing", "product/nothing"),
    "an operator that is not safe": (FIRST, FIRST.replace("purpose: static", "purpose: {matches: s.*}"), "matches"),
    "a value that is not one, excluded": (FIRST, FIRST.replace("purpose: static", "purpose: {not: wiki}"), "compared"),
    "a threshold where there is no number": (FIRST, FIRST.replace("purpose: static", "size: {below: light}"), "below"),
    "a threshold nobody sells": (FIRST, FIRST.replace("purpose: static", "means: {below: mainframe}"), "mainframe"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_rule_is_refused_by_file_line_and_rule(tmp_path, fault):
    old, new, word = FAULTS[fault]
    folder = broken(tmp_path, "decisions/product.yaml", old, new)
    line = (HERE / "decisions" / "product.yaml").read_text(encoding="utf-8").splitlines().index(
        "  - id: product/static-pages-need-no-server"
    ) + 1
    with pytest.raises(RuleError, match=rf"^product\.yaml:{line}: product/static-pages-need-no-server: ") as raised:
        rulesets(folder)
    assert word in str(raised.value)


def test_two_rules_of_one_name_are_refused(tmp_path):
    folder = broken(tmp_path, "decisions/region.yaml", "region/willing-to-file\n", "region/wish-mainland\n")
    with pytest.raises(RuleError, match=r"^region\.yaml:\d+: region/wish-mainland: "):
        rulesets(folder)


def test_a_decision_nobody_knows_and_one_without_rules_are_refused(tmp_path):
    folder = broken(tmp_path, "decisions/billing.yaml", "decision: billing", "decision: weather")
    with pytest.raises(RuleError, match=r"^billing\.yaml:1: unknown decision weather"):
        rulesets(folder)
    (folder / "decisions" / "billing.yaml").unlink()
    with pytest.raises(RuleError, match="no rules for billing"):
        rulesets(folder / ".." / "rules")


def test_a_decision_may_not_read_a_later_one(tmp_path):
    folder = broken(tmp_path, "decisions/filing.yaml", "given: [region]", "given: [region, vendor]")
    with pytest.raises(RuleError, match=r"^filing\.yaml:1: .*vendor"):
        rulesets(folder)


def test_a_question_on_both_sides_is_refused_with_the_cure(tmp_path):
    folder = broken(tmp_path, "decisions/filing.yaml", "reads: [served", "reads: [uptime, served")
    with pytest.raises(RuleError, match=r"^product\.yaml:1: reads uptime, and so does filing\.yaml: .*let one of them"):
        derive(rulesets(folder))


def test_a_decision_has_as_many_rules_as_it_needs(tmp_path):
    more = "".join(
        f"\n  - id: product/more-{n}\n    when: {{purpose: blog}}\n    for: light\n    weight: 1\n    snippet: product/light-is-enough"
        for n in range(200)
    )
    folder = broken(tmp_path, "decisions/product.yaml", FIRST, FIRST + more)
    assert len(rulesets(folder)["product"].rules) == len(rulesets()["product"].rules) + 200


def test_not_names_all_other_values_and_a_rule_may_name_several_choices(tmp_path):
    new = "- id: product/static-pages-need-no-server\n    when: {purpose: {not: [static, blog]}}\n    veto: [static, gpu]\n    kind: impossible"
    found = rulesets(broken(tmp_path, "decisions/product.yaml", FIRST, new))["product"].by_id
    first, second = found["product/static-pages-need-no-server"]
    ((name, values),) = first.when
    assert name == "purpose"
    assert values == frozenset(attributes()["purpose"].values) - {"static", "blog"}
    assert (first.choice, second.choice, first.veto, second.veto) == ("static", "gpu", "impossible", "impossible")


def test_more_situations_than_have_numbers_are_refused(tmp_path, monkeypatch):
    largest = max(rulesets().values(), key=cell_count)
    monkeypatch.setattr("rules.decide.rule_files.MAX_CELLS", cell_count(largest) - 1)
    folder = broken(tmp_path, "decisions/product.yaml", FIRST, FIRST)
    with pytest.raises(RuleError, match=rf"^{largest.decision}\.yaml:1: {cell_count(largest):,} situations, more than"):
        rulesets(folder)


def test_a_file_that_is_no_yaml_names_its_line(tmp_path):
    folder = broken(tmp_path, "decisions/vendor.yaml", "layer: 3", "layer: [3")
    with pytest.raises(ValueError, match=r"^vendor\.yaml:\d+: "):
        rulesets(folder)


def test_notes_are_checked_as_well(tmp_path):
    file = sorted(path.name for path in (HERE / "notes").glob("warning_*.yaml"))[0]
    kind = f"kind: {NOTE_KINDS[0]}"
    with pytest.raises(RuleError, match=rf"^{re.escape(file)}:1: kind must be one of"):
        notes(broken(tmp_path / "a", f"notes/{file}", kind, "kind: gossip"))
    with pytest.raises(RuleError, match=rf"^{re.escape(file)}:\d+: warning/[\w-]+: reads weather"):
        notes(broken(tmp_path / "b", f"notes/{file}", "when: {", "when: {weather: fine, "))


def test_the_rules_themselves_are_in_order():
    found = rulesets()
    assert [ruleset.layer for ruleset in found.values()] == sorted(ruleset.layer for ruleset in found.values())
    assert all(rule.id.startswith(f"{name}/") for name, ruleset in found.items() for rule in ruleset.rules)
    assert Path(HERE).name == "rules"
