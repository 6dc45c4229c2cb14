"""What is sold stands in rows: one more is served by rows alone, or the start says all that is missing for it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from knowledge import load
from knowledge.products import products
from rules.decide import product_rules
from rules.decide.rule_files import notes, rulesets
from tests.rows import ROOT, append, copied, replaced, run, told

ROW = """
colo:
  zh: 托管自己的机器
  en: a machine of your own in a data centre
  rests_on: product/whole-machine-wanted
  kind: whole
  sold_as: colo
  entry_size: c4m8
  doubling: {value: 1.6, cites: [de-cn-ucloud-03, de-cn-ucloud-04]}
  near: 1.0
  most_threads: 64
  own_disks: true
  traffic_as: [ecs]
  hourly_instead: ecs
"""
TEXT = '{zh: 机器归你，机房替你看电和网, en: "the machine is yours, they see to power and network"}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the knowledge with a product more, of which nothing else knows."""
    folder = copied(tmp_path)
    append(folder / "products.yaml", ROW)
    return folder


def test_a_choice_of_product_is_a_row() -> None:
    assert tuple(products()) == tuple(choice.value for choice in load().decisions["product"].choices)
    assert tuple(products()) == rulesets()["product"].choices


def test_no_product_is_listed_by_hand() -> None:
    """Only what no other word is: light and static are sizes and purposes too; columns, kinds of rates and topics have words of their own."""
    plain = {*products()} - {"light", "static", "gpu"}
    allowed = {
        ("knowledge/catalogue.py", "dedicated"),
        ("rules/price/tariff.py", "ecs"),
        ("chat/pages/card_money.py", "vps"),
    }
    found = set()
    for room in ("rules", "chat", "web", "knowledge", "tools"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and node.value in plain:
                    found.add((str(path.relative_to(ROOT)), node.value))
    assert found <= allowed


def test_one_more_product_says_all_that_is_missing_at_once(folder: Path) -> None:
    said = told(folder)
    assert all(re.match(r"products\.yaml:\d+: colo: ", one) for one in said)
    for word in (
        "bill.work_colo, bill.lose_colo, reply.own_product_colo",
        "advice.grow_colo",
        "plans.csv",
        "lexicon/asks",
    ):
        assert any(word in one for one in said), word


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("kind: whole\n  sold_as: colo", "kind: boat\n  sold_as: colo", "boat"),
        ("  sold_as: colo\n", "", "needs sold_as"),
        ("  hourly_instead: ecs\n", "", "by_hour: true or hourly_instead"),
        ("near: 1.0\n  most_threads: 64\n  own_disks", "naer: 1.0\n  own_disks", "naer"),
        ("traffic_as: [ecs]", "traffic_as: [nothing]", "speaks of nothing"),
        ("cites: [de-cn-ucloud-03", "cites: [F9999", "F9999"),
        ("entry_size: c4m8", "entry_size: c5m8", "c5m8"),
        ("  zh: 托管自己的机器\n", "", "zh"),
        ("  kind: whole\n  sold_as: colo", "  topic: no-such\n  kind: whole\n  sold_as: colo", "no topic no-such"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_line(folder: Path, old: str, new: str, word: str) -> None:
    row = ROW.replace(old, new)
    assert row != ROW
    replaced(folder / "products.yaml", ROW, row)
    line = (folder / "products.yaml").read_text("utf-8").splitlines().index("colo:") + 1
    said = [one for one in told(folder) if word in one]
    assert said
    assert all(line <= int(re.match(r"products\.yaml:(\d+): ", one)[1]) <= line + 5 for one in said)


def test_rules_that_do_not_know_a_product_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sold = {**products(), "colo": products()["dedicated"]}
    monkeypatch.setattr(product_rules, "products", lambda: sold)
    said = list(product_rules.unspoken(rulesets(), notes()))
    assert all(": colo: " in one for one in said)
    for word in (
        "never advised",
        "unaffordable",
        "product/no-card-in-a-plain-machine",
        "product/one-whole-machine-will-stop",
        "runtime.yaml",
        "warning_running.yaml",
        "warning/single-machine",
        "order/",
    ):
        assert any(word in one for one in said), word


def know_everything(root: Path) -> None:
    """Give the new product all that the start asks for, by rows alone."""
    knowledge, rules = root / "knowledge", root / "rules"
    keys = ("bill.work_colo", "bill.lose_colo", "reply.own_product_colo", "page.class_colo", "advice.grow_colo")
    append(knowledge / "phrases" / "bill.yaml", "".join(f"\n{key}: {TEXT}" for key in keys) + "\n")
    names = knowledge / "lexicon" / "asks" / "choices.yaml"
    replaced(names, "\n    gpu: [", "\n    colo: [托管服务器, colocation]\n    gpu: [")
    plans = (knowledge / "plans.csv").read_text("utf-8").splitlines()
    own = [row.replace(",dedicated,", ",colo,", 1).replace("de-", "co-", 1) for row in plans if row.startswith("de-")]
    append(knowledge / "plans.csv", "\n".join(own) + "\n")
    for path in sorted((rules / "notes").glob("*.yaml")) + sorted((rules / "decisions").glob("*.yaml")):
        text = path.read_text("utf-8")
        text = re.sub(r"(is\.product: \[[^\]]*)\bdedicated\b", r"\1dedicated, colo", text)
        text = text.replace("is.product: dedicated", "is.product: [dedicated, colo]")
        path.write_text(re.sub(r"veto: dedicated\n(?!    kind: unaff)", "veto: [dedicated, colo]\n", text), "utf-8")
    append(
        rules / "decisions" / "product.yaml",
        "  - id: product/colo-over-budget\n    when: {means: {below: colo}}\n    veto: colo\n    kind: unaffordable\n"
        "    snippet: product/dedicated-over-budget\n"
        "  - id: product/colo-for-those-who-run-it\n    when: {isolation: exclusive, skill: ops, purpose: [app]}\n"
        "    for: colo\n    weight: 8\n    snippet: product/whole-machine-wanted\n"
        "  - id: product/colo-is-no-rental\n    when: {isolation: exclusive, skill: ops, purpose: [app]}\n"
        "    against: dedicated\n    weight: 4\n    snippet: product/whole-machine-wanted\n",
    )


SERVE = """
import json
from app import create_app
client = create_app({"TESTING": True}).test_client()
case = "?purpose=app&isolation=exclusive&skill=ops&uptime=business&audience=mainland&scale=2000&budget=9000&now=1"
advice = client.get("/api/v1/advice" + case).get_json()
pages = [client.get("/" + case + "&lang=" + lang) for lang in ("zh", "en")]
asked = client.get("/api/v1/say" + case + "&text=为什么是托管服务器").get_json()
print(json.dumps({
    "choice": advice["decisions"]["product"]["choice"], "low": advice["cost"]["low"], "plans": advice["plans"],
    "order": advice["order"], "warnings": advice["warnings"], "asks": asked["asks"],
    "status": [page.status_code for page in pages], "pages": [page.get_data(as_text=True) for page in pages],
}))
"""


def test_one_more_product_is_served_by_rows_alone(folder: Path) -> None:
    know_everything(folder.parent)
    done = run(folder.parent, SERVE)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["choice"] == "colo"
    assert found["low"] > 0
    assert found["order"]
    assert {"backup", "single-machine"} <= {one["about"] for one in found["warnings"]}
    assert found["status"] == [200, 200]
    assert "托管自己的机器" in found["pages"][0]
    assert "a machine of your own in a data centre" in found["pages"][1]
