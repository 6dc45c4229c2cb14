"""What the documentation promises about running the chat is so."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "docs" / name for name in ("deploy.md", "capacity.md")]
DEPLOY = (ROOT / "docs" / "deploy.md").read_text("utf-8")
VENDORS = {
    "Heroku": "Heroku (Salesforce)",
    "Render": "Render",
    "Railway": "Railway",
    "Fly.io": "Fly.io",
    "Zeabur": "Zeabur",
}


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.*)", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith(("mailto:", "/")):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), target


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading of the page on deploying."""
    section = DEPLOY.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]  # without the heads
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def test_the_advisor_says_about_itself_what_the_page_says_it_does(client: FlaskClient) -> None:
    found = rows("What the advisor says about itself")
    assert len(found) == 3
    for _, asked, said in found:
        advice = json.loads(client.get(f"/api/v1/advice{asked.strip('`/')}&lang=en").text)
        labels = [advice["decisions"][name]["label"] for name in ("product", "region")]
        assert said == " · ".join(labels), asked


def test_prices_are_the_catalogues_with_their_dates() -> None:
    with (ROOT / "knowledge" / "plans.csv").open(encoding="utf-8", newline="") as stream:
        plans = [row for row in csv.DictReader(stream) if row["product_class"] == "container-paas"]
    found = {row[0]: row for row in rows("Platforms")}
    for name, vendor in VENDORS.items():
        price = re.findall(r": ([\d.]+) USD", found[name][2])[0]
        assert (price, found[name][3]) in {
            (row["price_month"], row["source_date"]) for row in plans if row["vendor"] == vendor
        }


def test_every_platforms_file_is_named_and_every_named_file_is_there() -> None:
    named = set(re.findall(r"`([\w.]+\.(?:json|yaml|toml)|Procfile|Dockerfile|deploy/)`", DEPLOY))
    assert {
        "Procfile",
        "app.json",
        "render.yaml",
        "fly.toml",
        "railway.json",
        "zbpack.json",
        "Dockerfile",
        "deploy/",
    } <= named
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert (ROOT / "deploy" / "nginx.conf").exists()


def test_reports_on_default_domains_have_a_source_and_a_date() -> None:
    for domain, report, when in rows("From mainland China"):
        assert domain.startswith("`*.")
        dated = re.findall(r"20\d\d-\d\d", when)
        assert ("https://" in report and dated) or ("nothing dated found" in report and not dated)
