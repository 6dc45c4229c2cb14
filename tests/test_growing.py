"""What docs/growing.md says: a row more is served by rows alone, or the start says what does not know it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from knowledge import load
from knowledge.products import products
from knowledge.purposes import purposes
from knowledge.records import Option
from knowledge.regions import regions
from knowledge.yamlfile import read_yaml
from rules.decide import named_rules, options
from rules.decide.rule_files import HERE, PARTS, rulesets
from rules.price import cost, search
from rules.price.order import Machine, Order
from tests.rows import append, copied, replaced, run

NEED = """panel:
  kind: choice
  label: {zh: 面板, en: Panel}
  question: {zh: 要不要网页面板？, en: "Do you want a panel in the browser?"}
  why: {zh: 有面板省得敲命令。, en: A panel saves typing commands.}
  changeable: true
  ask_when: [{purpose: [app]}]
  options:
    wanted: {zh: 要面板, en: "Yes, a panel"}
    shell: {zh: 命令行就行, en: "No, the command line", plain: true}
"""
RULE = """  - id: runtime/a-panel-stands-on-the-system
    when: {panel: wanted, is.product: [light, vps, ecs]}
    for: native
    weight: 8
"""
SNIPPET = """runtime/a-panel-stands-on-the-system:
  zh: "面板装在系统上，直接管网站。"
  en: "A panel is installed on the system itself."
  cites: [F001]
"""
WORDS = "  panel:\n    wanted: {zh: [面板], en: [control panel]}\n"
SERVE = """
import json
from app import create_app
from rules.ahead.open_needs import open_needs
from rules.answers import Answers
client = create_app({"TESTING": True}).test_client()
case = "?purpose=app&skill=linux"
runtime = lambda more: client.get("/api/v1/advice" + case + more).get_json()["decisions"]["runtime"]["choice"]
why = client.get("/api/v1/why" + case + "&panel=wanted&decision=runtime").get_json()
print(json.dumps({
    "choices": [runtime(more) for more in ("", "&panel=wanted", "&panel=shell", "&panel=unsure")],
    "rules": [step["rule"] for step in why["proof"]["steps"]],
    "mattered": [one["need"] for one in why["mattered"]],
    "heard": client.get("/api/v1/understand?text=要个面板").get_json()["needs"],
    "malformed": client.get("/api/v1/advice?panel=nothing").status_code,
    "open": open_needs(Answers.of({"purpose": "app"})),
    "pages": [client.get("/" + case + more).status_code for more in ("", "&panel=wanted&now=1&lang=en")],
}))
"""


def test_one_more_need_is_asked_heard_and_decides_by_rows_alone(tmp_path: Path) -> None:
    knowledge = copied(tmp_path)
    replaced(knowledge / "needs.yaml", "uptime:\n  kind: choice", NEED + "uptime:\n  kind: choice")
    append(knowledge / "snippets" / "runtime.yaml", SNIPPET)
    append(knowledge / "lexicon" / "uptime.yaml", WORDS)
    decision = tmp_path / "rules" / "decisions" / "runtime.yaml"
    replaced(decision, "uptime, windows]", "uptime, windows, panel]")
    append(decision, RULE)
    done = run(tmp_path, SERVE)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["choices"] == ["docker", "native", "docker", "docker"]
    assert "runtime/a-panel-stands-on-the-system" in found["rules"]
    assert "panel" in found["mattered"]
    assert found["heard"] == {"panel": "wanted"}
    assert found["malformed"] == 400
    assert "panel" in found["open"]
    assert found["pages"] == [200, 200]


def written() -> dict[str, dict[str, object]]:
    return {path.stem: read_yaml(path) for part in PARTS for path in sorted((HERE / part).glob("*.yaml"))}


def known(need: str, value: str, *, plain: bool = False) -> SimpleNamespace:
    """Return what is known with an answer more to one need."""
    row = load().needs[need]
    more = replace(row, options=(*row.options, Option(value, {"zh": "新", "en": "new"}, plain=plain)))
    return SimpleNamespace(needs={**load().needs, need: more}, decisions=load().decisions)


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("uptime", ("rules of product, vendor, ", "law/words.yaml (needs) does not have it")),
        ("load", ("rules of billing, product, ",)),
        ("services", ("sizing.yaml (services) does not have it", "rules of runtime, ")),
        ("demand", ("sizing.yaml (purposes, game, demand) does not have it",)),
        ("bits", ("sizing.yaml (model, gib_per_billion) does not have it",)),
        ("filing", ("law/words.yaml (folds, may_file) does not have it",)),
        ("peer", ("regions.yaml does not have it",)),
        ("audience", ("regions.yaml does not have it", "law/words.yaml (implied, people, audience) does not have it")),
        ("purpose", ("law/words.yaml (implied, served, purpose) does not have it",)),
        ("content", ("law/words.yaml (needs) does not have it",)),
    ],
)
def test_one_more_answer_says_what_does_not_know_it(
    monkeypatch: pytest.MonkeyPatch, need: str, said: tuple[str, ...]
) -> None:
    assert list(options.unknown(written())) == []
    monkeypatch.setattr(options, "load", lambda: known(need, "gold"))
    found = list(options.unknown(written()))
    assert all(f": {need} options gold: " in one for one in found)
    for word in said:
        assert any(word in one for one in found), word


def test_an_answer_that_is_plain_need_not_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "load", lambda: known("load", "gold", plain=True))
    assert list(options.unknown(written())) == []


def test_one_more_choice_that_no_rule_speaks_for_is_told() -> None:
    served = rulesets()
    assert list(options.unadvised(served)) == []
    more = {name: replace(one, choices=(*one.choices, "more")) for name, one in served.items()}
    found = list(options.unadvised(more))
    assert {one.split(":")[0] for one in found} == {"decisions.yaml", "regions.yaml"}
    assert len(found) == len(served) - 1 + 1, "each decision but product, and vendor by its prices as well"


def test_one_more_place_that_the_law_does_not_rule_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    region = rulesets()["region"]
    assert list(options.unforbidden(region)) == []
    monkeypatch.setattr(options, "regions", lambda: {**regions(), "india": regions()["asia"]})
    found = "".join(options.unforbidden(region))
    assert "india: not vetoed, as hongkong, asia, west by region/data-must-stay-inside" in found


def test_one_more_purpose_that_no_question_names_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {**purposes(), "forum": msgspec.structs.replace(purposes()["app"], served="forum")}
    monkeypatch.setattr(named_rules, "purposes", lambda: rows)
    found = "".join(named_rules.unnamed(written()))
    assert "forum: no ask_when of needs.yaml names it" in found
    assert "no rule of step, warning, product, region names it" in found


def test_a_place_where_nothing_is_listed_is_priced_by_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    india = msgspec.structs.replace(regions()["asia"], groups=("in",), nearest=("asia", "hongkong", "west", "mainland"))
    for room in (search, cost):
        monkeypatch.setattr(room, "regions", lambda: {**regions(), "india": india})
    for product in (name for name, row in products().items() if row.kind == "machine"):
        order = Order(product, Machine(32, 64), "india", "big")
        assert any(found for _, found in search.search(order)), product
