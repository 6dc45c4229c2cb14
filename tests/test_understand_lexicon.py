"""The lexicon is data: checked when loaded, with messages that name file and entry."""

from pathlib import Path

import pytest

from chat.hear.check import AS_CONTENT, HEARD_ELSEWHERE, lint
from chat.hear.lexicon import ROOT, LexiconError, build, load_lexicon
from chat.hear.parsing import PatternError
from chat.hear.pattern import compile_pattern
from knowledge import load
from knowledge.yamlfile import read_yaml
from tools.lexicon_lint import unreadable

NEEDS = {"domain": {"options": {"yes": {"zh": "有域名", "en": "a domain"}}}}


def lexicon_of(folder: Path, text: str) -> None:
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    build(folder, NEEDS)


def test_the_project_lexicon_stands() -> None:
    assert len(load_lexicon().entries) > 3000


def test_nothing_in_it_is_redundant_unsayable_or_too_long_to_read() -> None:
    assert [*lint(load_lexicon()), *unreadable()] == []


def test_every_value_of_every_need_can_be_said_in_both_languages() -> None:
    said = {(e.key, e.value, e.kind) for e in load_lexicon().entries if e.section == "needs"}
    needs = read_yaml(ROOT / "needs.yaml")
    for need, about in ((n, needs[n]) for n in needs if n not in HEARD_ELSEWHERE):
        for value in about.get("options", {}):
            assert {(need, str(value), "zh"), (need, str(value), "en")} <= said, (need, value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("needs: {domain: {maybe: {zh: [域名]}}}", "domain has no value 'maybe'"),
        ("needs: {colour: {red: {zh: [红]}}}", "no need called 'colour'"),
        ("needs: {domain: {'yes': {zh: ['(有域名'], en: [a domain]}}}", r"one\.yaml:1: .* a group is not closed"),
        ('needs: {domain: {"yes": {zh: [], en: ["Dont care"]}}}', "'D' in 'Dont' never stands .* write 'dont'"),
        ("needs: {domain: {'yes': {zh: ['{nobody}'], en: [a domain]}}}", "no group of words called 'nobody'"),
        ("needs: {domain: {'yes': {zh: ['..'], en: [a domain]}}}", "would match anything"),
        ("declines: {rudeness: {zh: [笨]}}", "no reason to decline called 'rudeness'"),
        ("also: {purple: {zh: [紫]}}", "no circumstance called 'purple'"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_entry(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        lexicon_of(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{'yes': {zh: [有域名, 我有域名], en: [a domain]}}",
            "one.yaml: needs.domain.yes (zh) '我有域名' is shadowed by",
        ),
        ("{'yes': {zh: [有域名], en: [有域名]}}", "is shadowed by"),
        ("{'yes': {zh: [有域名]}}", "needs.domain.yes cannot be said in English"),
    ],
)
def test_what_is_redundant_or_unsayable_is_reported_and_still_served(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "one.yaml").write_text(f"needs: {{domain: {text}}}", encoding="utf-8")
    assert any(message in line for line in lint(build(tmp_path, NEEDS)))


def test_a_longer_entry_that_settles_a_dispute_is_not_shadowed(tmp_path: Path) -> None:
    needs = {"domain": {"options": {"yes": {}, "no": {}}}}
    (tmp_path / "one.yaml").write_text(
        "needs: {domain: {'yes': {zh: [域名, 不差域名], en: [domain]}, 'no': {zh: [不差], en: [none]}}}",
        encoding="utf-8",
    )
    assert not any("shadowed" in line for line in lint(build(tmp_path, needs)))


def test_circumstances_are_those_of_the_contract() -> None:
    said = {e.value for e in load_lexicon().entries if e.section == "also"}
    assert said == {*load().circumstances} - AS_CONTENT


@pytest.mark.parametrize("bad", ["(a", "a)", "{none}", "a*", "[ab]", "..", ""])
def test_patterns_outside_the_language_are_refused(bad: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(bad, {})


def test_words_together_match_in_any_order_but_not_with_what_rules_them_out() -> None:
    pattern = compile_pattern("备案 & (有了|办好) ! 没|怎么", {})
    assert [next(pattern.find(t), None) for t in ("办好备案", "备案办好", "备案怎么办好", "备案，办好")] == [
        (0, 4),
        (0, 4),
        None,
        None,
    ]


def test_words_near_each_other_match_across_one_comma_and_no_further() -> None:
    pattern = compile_pattern("开播 && 没人 ! 不", {})
    assert list(pattern.find("开播时人多，下播没人")) == [(0, 10)]
    assert list(pattern.find("没人，开播"))
    assert list(pattern.find("开播没人"))
    assert not list(pattern.find("开播，人多，没人"))
    assert not list(pattern.find("开播，不会没人"))


@pytest.mark.parametrize("said", ["翻20倍", "翻1.5w倍", "翻十几倍", "翻三四百倍", "翻两倍"])
def test_a_number_may_stand_in_a_pattern(said: str) -> None:
    pattern = compile_pattern("翻#倍", {})
    assert list(pattern.find(said)) == [(0, len(said))]
    assert not list(pattern.find("翻倍"))


def test_each_word_together_stands_in_words_of_its_own() -> None:
    pattern = compile_pattern("(红|绿) & (红|绿)", {})
    assert not list(pattern.find("红红"))
    assert list(pattern.find("红的绿的")) == [(0, 3)]
