"""The seed article, claim by claim: each claim lives on in rules that can fire, with what experts say to it."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import load
from rules.decide.rule_files import notes, rulesets

CLAIMS = load().article
RULES = {rule.id: rule for ruleset in rulesets().values() for rule in ruleset.rules} | {
    rule.id: rule for rows in notes().values() for rule in rows
}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_a_claim_is_carried_by_rules_that_exist_and_are_sourced(claim: dict[str, Any]) -> None:
    assert claim["carried_by"], "no rule carries this claim"
    for rule in claim["carried_by"]:
        assert rule in RULES
        assert load().snippets[RULES[rule].snippet].cites


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_what_experts_correct_is_said_beside_the_claim(claim: dict[str, Any]) -> None:
    assert claim["verdict"] in ("right", "half", "wrong", "unsourced")
    assert all(claim["expert"][lang] for lang in ("zh", "en"))
    if claim["verdict"] in ("half", "wrong"):
        carried = {cite for rule in claim["carried_by"] for cite in load().snippets[RULES[rule].snippet].cites}
        assert carried - {"article"}, "nothing but the article speaks"


def test_the_article_is_cited_where_its_guidance_speaks() -> None:
    said_by_it = {rule.id for rule in RULES.values() if "article" in load().snippets[rule.snippet].cites}
    wanted = {
        "product/owner-takes-a-whole-machine",
        "product/cloud-server-for-developers",
        "product/growing-wants-resizing",
        "product/a-vps-stays-its-size",
        "runtime/many-programs-apart",
        "runtime/cloud-server-plus-docker",
        "vendor/small-is-better-value",
        "region/hong-kong-needs-no-filing",
        "region/hong-kong-is-quick-to-go-live",
    }
    assert wanted <= said_by_it
