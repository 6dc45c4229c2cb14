"""What a choice is good at wherever it is chosen: the rule each of those clauses rests on, and its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.replies.case import Case
from chat.replies.reply import JSON
from chat.words import bill_json
from knowledge import load

RESTS_ON: Mapping[tuple[str, str], str] = {
    ("product", "static"): "product/static-pages-need-no-server",
    ("product", "paas"): "product/nobody-to-run-it",
    ("product", "light"): "product/light-is-enough",
    ("product", "vps"): "product/cheap-and-cheerful",
    ("product", "ecs"): "product/data-wants-snapshots-and-network",
    ("product", "dedicated"): "product/whole-machine-wanted",
    ("product", "gpu"): "product/model-needs-a-card",
    ("product", "cluster"): "product/never-down-takes-two",
    ("runtime", "native"): "runtime/one-program-ready-made",
    ("runtime", "docker"): "runtime/shell-hands-like-containers",
    ("runtime", "kubernetes"): "runtime/many-programs-many-nodes",
    ("runtime", "managed"): "runtime/platform-runs-it",
    ("region", "mainland"): "region/willing-to-file",
    ("region", "hongkong"): "region/hong-kong-needs-no-filing",
    ("region", "asia"): "region/near-asian-visitors",
    ("region", "west"): "region/near-western-visitors",
    ("filing", "needed"): "filing/domain-on-the-mainland-must-be-filed",
    ("filing", "not-needed"): "filing/no-filing-in-hong-kong",
    ("filing", "done"): "filing/already-filed",
    ("vendor", "big"): "vendor/business-needs-support",
    ("vendor", "small"): "vendor/every-yuan-counts",
    ("billing", "hourly"): "billing/days-by-the-hour",
    ("billing", "monthly"): "billing/a-month-first",
    ("billing", "yearly"): "billing/long-stays-pay-yearly",
}


def cited(case: Case, decision: str, choices: Sequence[str], told: Sequence[str]) -> list[JSON]:
    """Return the sources of what choices are good at, of those whose clause stands in `told`."""
    text = "\n".join(told)
    named = [one for one in choices if case.say(f"own_{decision}_{one}".replace("-", "_")) in text]
    rules = [load().snippets[RESTS_ON[decision, one]] for one in named]
    return [row for rule in rules for row in bill_json.sources(rule.cites, case.lang) if row["url"]]
