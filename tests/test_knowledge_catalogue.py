"""The catalogue: refused when wrong, edited one price at a time, and honest about its age."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge import HERE, KnowledgeError, catalogue, loading, rates, size_tables
from knowledge.catalogue import months_between
from knowledge.csvfile import refuse_referral
from tools import price, stale

PLAN = "li-hk-tencent-05"
OLD = "vp-hk-dogyun-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "plans.csv",
        "products.yaml",
        "regions.yaml",
        "rates.csv",
        "money.yaml",
        "sizing.yaml",
        "ladder.yaml",
        "sources.yaml",
    ):
        shutil.copy(HERE / name, tmp_path)
    return tmp_path


def rewrite(folder: Path, **changes: str) -> None:
    path = folder / "plans.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    next(row for row in rows if row["id"] == PLAN).update(changes)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_every_plan_says_where_it_is_from():
    plans = catalogue.plans().values()
    assert len(plans) >= 200
    for plan in plans:
        assert plan.source_title
        assert plan.source_url or plan.confidence != "high", plan.id
        assert plan.regions[0] == plan.region


@pytest.mark.parametrize(
    "changes",
    [
        {"vendor_size": "huge"},
        {"price_month": ""},
        {"price_month": "cheap"},
        {"price_month": "-3"},
        {"currency": "XXX"},
        {"source_date": "last week"},
        {"icp_capable": "yes"},
        {"source_url": "see the wiki"},
        {"set_aside": "maybe"},
        {"cpu_share": "half"},
        {"system": "dos"},
        {"tax": "maybe"},
        {"paid_at_once": ""},
        {"feed": "azure"},
        {"official_url": "https://example.com/?aff=12"},
        {"source_url": "https://example.com/aff.php?aff=3"},
    ],
)
def test_a_wrong_row_is_refused_with_file_line_and_plan(folder, changes):
    line = next(
        n for n, text in enumerate((folder / "plans.csv").read_text("utf-8").splitlines(), 1) if text.startswith(PLAN)
    )
    rewrite(folder, **changes)
    with pytest.raises(KnowledgeError, match=rf"^plans\.csv:{line}: {PLAN}: "):
        catalogue.plans(folder)


def test_a_repeated_or_torn_row_is_refused(folder):
    path = folder / "plans.csv"
    text = path.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith(PLAN))
    path.write_text(text + row + "\n", "utf-8")
    with pytest.raises(KnowledgeError, match="taken"):
        catalogue.plans(folder)
    catalogue.plans.cache_clear()
    path.write_text(text + "li-new,somebody\n", "utf-8")
    with pytest.raises(KnowledgeError, match="columns"):
        catalogue.plans(folder)


@pytest.mark.parametrize(
    "url",
    ["https://a.com/?ref=me", "https://a.com/x?y=1&utm_source=b", "https://a.com/aff/9", "https://a.com/?userCode=7"],
)
def test_referral_addresses_are_refused(url):
    assert refuse_referral(url)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",gb-month,", ",gigabyte,"),
        (",mainland,", ",moon,"),
        (",CNY,", ",XXX,"),
        ("2025-06-16", "last June"),
        (",0.6,", ",cheap,"),
    ],
)
def test_a_wrong_rate_is_refused_with_file_line_and_rate(folder, old, new):
    path = folder / "rates.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(old, new, 1)
    path.write_text("".join(lines), "utf-8")
    with pytest.raises(KnowledgeError, match=r"^rates\.csv:2: disk-cn-ucloud-ssd: "):
        rates.rates(folder)


def test_plain_addresses_are_not_refused():
    assert refuse_referral("https://cloud.tencent.com/document/product/1207/44368") is None
    assert refuse_referral("") is None


def test_a_table_that_gives_more_people_less_is_refused(folder):
    path = folder / "sizing.yaml"
    path.write_text(path.read_text("utf-8").replace("[1000, 3], [3000, 6]", "[1000, 9], [3000, 6]"), "utf-8")
    with pytest.raises(KnowledgeError, match=r"^sizing\.yaml:\d+: .*must grow"):
        size_tables.sizing(folder)


def test_everything_cited_by_tables_exists():
    sources = loading.sources(HERE)
    known = {*sources, *loading.facts(HERE, sources), *catalogue.plans()}

    def cites(node: object) -> set[str]:
        if isinstance(node, dict):
            own = set(map(str, node.get("cites", ())))
            return own.union(*(cites(value) for value in node.values()))
        return set().union(*map(cites, node)) if isinstance(node, list) else set()

    assert cites(dict(catalogue.money())) <= known
    assert cites(dict(size_tables.sizing())) <= known


@pytest.mark.parametrize(
    ("then", "on", "months"),
    [
        ("2022-01-19", date(2026, 11, 23), 58),
        ("2023-11-23", date(2026, 11, 23), 36),
        ("2023-11-24", date(2026, 11, 23), 35),
        ("2025", date(2026, 11, 23), 22),
        ("2024-03", date(2026, 11, 23), 32),
        ("2027-01-01", date(2026, 11, 23), 0),
    ],
)
def test_ages_are_whole_months(then, on, months):
    assert months_between(then, on) == months


def enter(folder: Path, **changes: str) -> None:
    words = {"plan": PLAN, "price": "36", "on": "2026-11-20", "source": "https://cloud.tencent.com/product/lighthouse"}
    price.enter(folder / "plans.csv", **{**words, **changes})


def test_entering_a_price_changes_one_line_and_can_be_undone(folder):
    path = folder / "plans.csv"
    before, old = path.read_bytes(), catalogue.plans(folder)[PLAN]
    enter(folder)
    changed = [
        pair for pair in zip(before.split(b"\n"), path.read_bytes().split(b"\n"), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    catalogue.plans.cache_clear()
    new = catalogue.plans(folder)[PLAN]
    assert (new.price, new.as_of, new.source_kind, new.vcpus) == (36, "2026-11-20", "official", old.vcpus)
    enter(folder, price=f"{old.price:g}", on=old.as_of, source=old.source_url)
    catalogue.plans.cache_clear()
    back = catalogue.plans(folder)[PLAN]
    assert (back.price, back.as_of, back.source_url, back.note) == (old.price, old.as_of, old.source_url, old.note)


def test_a_rate_is_entered_the_same_way(folder):
    path = folder / "rates.csv"
    before = path.read_bytes().split(b"\n")
    price.enter(path, "storage-cn-alibaba", "0.13", "2026-11-20", "https://help.aliyun.com/zh/oss/")
    assert sum(one != other for one, other in zip(before, path.read_bytes().split(b"\n"), strict=True)) == 1
    new = rates.rates(folder)["storage-cn-alibaba"]
    assert (new.price, new.as_of, new.source_kind) == (0.13, "2026-11-20", "official")


def test_every_line_of_the_catalogue_is_written_the_way_the_tool_writes_it(folder):
    path = folder / "plans.csv"
    before = path.read_bytes()
    for plan in list(catalogue.plans(folder).values()):
        if plan.source_url and len(plan.as_of) == 10:
            row = next(
                line for line in csv.DictReader(path.open(encoding="utf-8", newline="")) if line["id"] == plan.id
            )
            price.enter(path, plan.id, row["price_month"], plan.as_of, plan.source_url, row["renewal_month"])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"plan": "no-such-plan"},
        {"plan": ""},
        {"price": "36元"},
        {"price": ""},
        {"on": "yesterday"},
        {"on": "2999-01-01"},
        {"source": "https://a.com/?aff=1"},
        {"source": ""},
        {"renewal": "x"},
    ],
)
def test_a_wrong_entry_changes_nothing(folder, changes):
    before = (folder / "plans.csv").read_bytes()
    with pytest.raises(KnowledgeError):
        enter(folder, **changes)
    assert (folder / "plans.csv").read_bytes() == before


def test_what_is_due_is_listed_with_the_page_to_open(folder):
    today = date(2026, 11, 23)
    found = {one.id: one for one in stale.due(today, folder)}
    assert found[OLD].kind == "expired"
    assert found[OLD].page == (catalogue.plans(folder)[OLD].official_url or catalogue.plans(folder)[OLD].source_url)
    for plan in catalogue.plans(folder).values():
        age = plan.age_months(today)
        due = plan.set_aside != "withdrawn" and (age is None or age > 12)
        assert (plan.id in found) == due, plan.id
    for rate in rates.rates(folder).values():
        age = rate.age_months(today)
        assert (rate.id in found) == (age is None or age > 12), rate.id
    assert not {one.kind for one in found.values()} - {"expired", "old"}, "rates and sources are of this day"


def test_a_price_just_entered_is_not_due_and_in_three_years_everything_is(folder):
    enter(folder)
    catalogue.plans.cache_clear()
    assert PLAN not in {one.id for one in stale.due(date(2026, 11, 23), folder)}
    enter(folder, on="2025-11-20")
    catalogue.plans.cache_clear()
    assert PLAN not in {one.id for one in stale.due(date(2026, 11, 23), folder)}, "twelve months are not over twelve"
    assert PLAN in {one.id for one in stale.due(date(2026, 12, 20), folder)}
    later = stale.due(date(2031, 1, 1), folder)
    assert {one.kind for one in later} == {"expired", "rate", "source"}
    sold = {plan.id for plan in catalogue.plans(folder).values() if plan.set_aside != "withdrawn"}
    assert sold | set(rates.rates(folder)) <= {one.id for one in later}


def test_the_list_can_be_printed_for_a_day(capsys):
    assert stale.main(["ON=2026-11-23"]) == 0
    assert "expired" in capsys.readouterr().out.splitlines()[-1]
    assert stale.main(["ON=soon"]) == 2
