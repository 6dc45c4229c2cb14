"""A purpose and a size more are rows: served by rows alone, or the start says all that is missing for them."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from knowledge import KnowledgeError, load
from knowledge.purposes import purposes
from knowledge.regions import regions
from knowledge.size_tables import sizing
from knowledge.yamlfile import read_yaml
from rules.decide import named_rules
from rules.decide.rule_files import HERE, PARTS
from tests.rows import ROOT, append, copied, edit, replaced, run, told

OPTION = "    wiki: {zh: 团队知识库, en: A team wiki}\n"
SIZE = """  wiki:
    cores_per_gib: 0.4
    memory: {steps: [[1, 2], [500, 10.5]], cites: [arithmetic]}
    beyond: {people: 10000, machines: 2, cites: [arithmetic]}
    beside_gib: 1
"""
RUNG = "  c4m12: {vcpus: 4, memory_gib: 12, disk_gib: 110, bandwidth_mbps: 10, band: large, cites: [arithmetic]}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the knowledge with a purpose more, of which nothing else knows."""
    folder = copied(tmp_path)
    replaced(folder / "needs.yaml", "  options:\n    learning:", f"  options:\n{OPTION}    learning:")
    return folder


def written() -> dict[str, object]:
    return {path.stem: read_yaml(path) for part in PARTS for path in (HERE / part).glob("*.yaml")}


def test_an_option_of_purpose_is_a_row_and_counts_somebody_or_calls_out() -> None:
    assert tuple(purposes()) == load().needs["purpose"].values
    units = load().needs["scale"].units
    assert {unit.counts for unit in units} == {"day", "playing", "connected", "all"}
    assert len({name for unit in units for name in unit.purposes}) == sum(len(unit.purposes) for unit in units)


def test_one_more_purpose_says_all_that_is_missing_at_once(folder: Path) -> None:
    said = told(folder)
    assert all(one.startswith("needs.yaml:") and " purpose options wiki: " in one for one in said)
    for word in ("purposes.yaml has no row", "sizing.yaml has no row", "page.programs_wiki, nod.purpose_wiki"):
        assert any(word in one for one in said), word


def test_a_row_of_a_purpose_that_does_not_fit_is_refused(folder: Path) -> None:
    append(folder / "purposes.yaml", "wiki: {served: somehow}\nboat: {served: boat}\nmail_: {serve: mail}\n")
    said = told(folder)
    for word in (
        "never somehow",
        "no option boat of purpose",
        "unknown field `serve`",
        "no unit of scale counts its people",
    ):
        assert any(word in one for one in said), word


def test_rules_that_do_not_name_a_purpose_or_a_band_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = written()
    assert not list(named_rules.unnamed(contents))
    monkeypatch.setattr(named_rules, "purposes", lambda: {**purposes(), "wiki": purposes()["blog"]})
    assert "no rule of step, warning names it" in "".join(named_rules.unnamed(contents))


@pytest.mark.parametrize(
    ("rung", "word"),
    [
        (RUNG.replace(", band: large", ""), "band"),
        (RUNG.replace("110", "90"), "less of something"),
        (RUNG.replace("memory_gib: 12", "memory_gib: 8"), "never the smallest"),
        (RUNG.replace("vcpus: 4", "cores: 4"), "cores"),
    ],
)
def test_a_size_that_does_not_fit_is_refused_with_its_line(folder: Path, rung: str, word: str) -> None:
    replaced(folder / "ladder.yaml", "  c4m16: ", rung + "  c4m16: ")
    line = (folder / "ladder.yaml").read_text("utf-8").splitlines().index(rung.rstrip()) + 1
    with pytest.raises(KnowledgeError, match=rf"^ladder\.yaml:{line}: .*{word}"):
        sizing(folder)


SERVE = """
import ast
import json
import re
from app import create_app
client = create_app({"TESTING": True}).test_client()
case = "?purpose=wiki&audience=mainland&scale=600&uptime=business&budget=900&now=1"
advice = client.get("/api/v1/advice" + case).get_json()
heard = client.get("/api/v1/understand?text=搭一个团队百科").get_json()
print(json.dumps({
    "spec": advice["spec"], "warnings": advice["warnings"], "needs": heard["needs"],
    "status": [client.get("/" + case + "&lang=" + lang).status_code for lang in ("zh", "en")],
}))
"""


def test_one_more_purpose_and_size_are_served_by_rows_alone(folder: Path) -> None:
    append(folder / "purposes.yaml", "wiki: {served: through, team: true}\n")
    replaced(folder / "needs.yaml", "purposes: [learning, drive,", "purposes: [wiki, learning, drive,")
    replaced(folder / "sizing.yaml", "purposes:\n  learning:", f"purposes:\n{SIZE}  learning:")
    replaced(folder / "ladder.yaml", "  c4m16: ", RUNG + "  c4m16: ")
    append(
        folder / "phrases" / "nods.yaml",
        'page.programs_wiki: {zh: 知识库, en: the wiki}\nnod.purpose_wiki: {zh: "大家都查得到。", en: "Everybody finds it."}\n',
    )
    replaced(folder / "law" / "words.yaml", "purpose: [learning,", "purpose: [wiki, learning,")
    replaced(folder / "law" / "words.yaml", "purpose: {learning:", "purpose: {wiki: private, learning:")
    rules = folder.parent / "rules" / "notes"
    edit(
        rules / "warning_running.yaml",
        lambda text: text.replace("purpose: [blog, site], uptime", "purpose: [blog, site, wiki], uptime"),
    )
    edit(rules / "step_later.yaml", lambda text: text.replace("data, drive]", "data, drive, wiki]"))
    done = run(folder.parent, SERVE)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["spec"]["vcpus"], found["spec"]["memory_gib"]) == (4, 12)
    assert "backup" in {one["about"] for one in found["warnings"]}
    assert found["status"] == [200, 200]


REGION = (
    "india: {zh: 印度, en: India, rests_on: region/nothing, groups: [in], nearest: [asia, hongkong, west, mainland], reaches: [india, asia],"
    " wish: overseas, names: place_asia}\n"
)


def test_a_place_is_a_row_and_everything_by_place_is_read_from_it() -> None:
    assert tuple(regions()) == tuple(choice.value for choice in load().decisions["region"].choices)
    assert [name for name, row in regions().items() if row.filed] == ["mainland"]
    assert {*regions()} == {*load().needs["peer"].values}


def test_one_more_place_says_all_that_is_missing_at_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    append(folder / "regions.yaml", REGION.replace("place_asia", "place_asia, topic: no-such"))
    said = told(folder)
    for word in (
        r"regions\.yaml:6: india: .*no such option of peer",
        r"regions\.yaml:6: india: money\.yaml prices no line there",
        r"regions\.yaml:6: india: there is no topic no-such",
        r"regions\.yaml:6: india: there is no rests_on region/nothing",
        r"regions\.yaml:\d: west: nearest leaves out india",
    ):
        assert any(re.match(word, one) for one in said), word


def test_one_more_language_is_a_worklist_for_whoever_translates(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    append(folder / "languages.yaml", 'ja: {tag: ja, locale: ja_JP, name: 日本語, between: ""}\n')
    said = told(folder)
    for word in ("no field for a text in it: give one to OptionRow", "page.title: needs a text in ja", "vps.ja.md:1"):
        assert any(word in one for one in said), word
    assert len(said) > len(load().phrases) + len(load().snippets)
    replaced(folder / "languages.yaml", "between", "betwixt")
    assert any("unknown field `betwixt`" in one for one in told(folder / ".." / "knowledge"))


def test_no_language_is_listed_by_hand() -> None:
    """Grammar may ask which language it speaks; which there are is a matter of rows."""
    found = set()
    for room in ("rules", "chat", "web", "knowledge"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Tuple | ast.List | ast.Set) and len(node.elts) > 1:
                    words = [one.value for one in node.elts if isinstance(one, ast.Constant)]
                    if {"zh", "en"} <= {one for one in words if isinstance(one, str)}:
                        found.add(str(path.relative_to(ROOT)))
    assert found == set()
