"""Laws over the rows of law, and the vignettes people labelled."""

import itertools
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.yamlfile import KnowledgeError, read_yaml
from rules.answers import Answers
from rules.law.loading import load

HERE = Path(__file__).parent.parent
FOLDER = HERE / "knowledge" / "law"
VIGNETTES = HERE.parent / "shared" / "examples" / "law.json"
if not VIGNETTES.exists():
    VIGNETTES = HERE.parent.parent / "shared" / "examples" / "law.json"
TODAY = date(2026, 11, 30)
LAW = load(FOLDER)
WORDS = LAW.words
FLAGS = [flag for line in WORDS["also"] for flag in line]
SUBJECTS = ["person", "trader", "company", "institution", "foreign-with-entity", "foreign"]
# What over-warning is measured by: these lecture, the rest are errands.
LECTURES = set(WORDS["about"]) - {"filing", "public-security", "personal-data", "mini-program", "app-filing", "scope"}

ids = pytest.mark.parametrize("row", LAW.rows, ids=lambda row: row.id)


@ids
def test_every_row_is_short_and_in_both_languages(row):
    assert len(re.findall(r"[\u4e00-\u9fff]", row.say["zh"])) <= 60
    assert len(row.say["en"].split()) <= 40
    if row.first:
        assert len(row.first["zh"]) <= 16
        assert row.first["zh"].startswith(("先", "要", "请"))
        assert len(row.first["en"].split()) <= 9
        assert row.first["en"].startswith(("First", "To "))


@ids
def test_every_row_has_a_source_and_a_day_to_look_again(row):
    assert row.sources
    assert all(source.url.startswith(("https://", "http://")) for source in row.sources)
    assert row.since <= TODAY
    assert TODAY < row.review <= TODAY + timedelta(days=400)


@ids
def test_a_row_sets_a_fold_only_on_texts_that_carry_it(row):
    assert not row.sets or row.backed


@ids
def test_every_row_can_touch_somebody_and_leaves_somebody_alone(row):
    assert not LAW.rows_for(Answers(), TODAY)
    assert row not in LAW.rows_for(Answers.of({"purpose": "learning", "audience": "mainland"}), TODAY)
    assert any(row in LAW.rows_for(Answers.of(needs, also), TODAY) for needs, also in _cases(row))


def _cases(row):
    """Yield people made of the row's own words: one of each list, everything of `all`."""
    chosen = {"served": ["public"], "people": ["china"], **row.binds}
    wanted, also = {}, set()
    for key, value in chosen.items():
        parts = value if isinstance(value, dict) else {"any": value}
        if key == "also":
            also |= set(parts.get("all", ())) | set(parts.get("any", ())[:1])
        elif "from" in parts or "below" in parts:
            wanted[key] = [parts.get("from", 5)]
        elif "not" not in parts:
            wanted[key] = [word for word in parts["any"] if word != "unknown"] or ["unsure"]
    reach = {"public": "public", "private": "private", "outbound": "outbound", "devices": "devices"}
    served, people = wanted.pop("served", ["public"]), wanted.pop("people", ["china"])
    for combo in itertools.product(*wanted.values()):
        needs = dict(zip(wanted, combo, strict=True))
        needs.setdefault("audience", {"china": "mainland", "abroad": "west"}[people[0]])
        if served[0] == "played":
            needs["purpose"] = "game"
        elif served[0] in reach:
            needs["reach"] = reach[served[0]]
        yield needs, also
        yield (
            needs
            | {"data": "contact", "purpose": needs.get("purpose", "app"), "subject": needs.get("subject", "company")},
            also,
        )


@pytest.mark.parametrize("also", [(), ("genai",), ("forum",), ("sensitive",), ("foreign-api",)])
@pytest.mark.parametrize("audience", ["asia", "west"])
def test_nobody_whose_people_are_abroad_reads_of_chinese_law(audience, also):
    for purpose, subject in itertools.product(WORDS["needs"]["purpose"], SUBJECTS):
        needs = {
            "purpose": purpose,
            "subject": subject,
            "audience": audience,
            "domain": "yes",
            "content": "paid,ugc,news",
        }
        assert not LAW.rows_for(Answers.of(needs, also), TODAY, "west")


@pytest.mark.parametrize(
    "needs",
    [
        {"purpose": "learning"},
        {"purpose": "ci", "domain": "yes", "subject": "company"},
        {"purpose": "data", "subject": "company"},
        {"purpose": "app", "reach": "private", "domain": "yes"},
        {"purpose": "app", "domain": "no"},
        {"purpose": "ai", "domain": "no", "subject": "company"},
        {"purpose": "bot"},
        {"purpose": "iot", "domain": "no"},
        {"purpose": "drive", "domain": "no"},
        {"purpose": "game", "domain": "no"},
        {"purpose": "desktop"},
    ],
)
def test_silence_where_nobody_visits(needs):
    for filing in ("done", "willing", "avoid", "unsure"):
        assert not LAW.rows_for(Answers.of({"audience": "mainland", "filing": filing, **needs}), TODAY, "mainland")


@pytest.mark.parametrize(
    ("needs", "also", "fold", "choice"),
    [
        ({"subject": "foreign", "purpose": "site", "filing": "willing"}, (), "may_file", "cannot"),
        ({"purpose": "site", "filing": "willing"}, ("no-entity",), "may_file", "cannot"),
        (
            {"subject": "foreign-with-entity", "purpose": "site", "filing": "willing"},
            ("foreigner",),
            "may_file",
            "willing",
        ),
        ({"buyer": "company", "purpose": "site", "filing": "willing"}, ("foreigner",), "may_file", "willing"),
        ({"subject": "person", "purpose": "shop", "filing": "willing"}, (), "may_file", "cannot"),
        ({"buyer": "developer", "purpose": "app", "filing": "willing"}, ("forum",), "may_file", "cannot"),
        ({"subject": "trader", "purpose": "shop", "filing": "willing"}, (), "may_file", "willing"),
        ({"purpose": "blog", "filing": "willing"}, ("suffix-refused",), "may_file", "cannot"),
        ({"purpose": "blog", "filing": "done"}, ("suffix-refused",), "may_file", "done"),
        ({"purpose": "blog", "filing": "done"}, ("filed-by-others",), "may_file", "willing"),
        ({"purpose": "blog", "filing": "avoid"}, ("filed-by-others",), "may_file", "avoid"),
        ({"purpose": "blog", "filing": "willing"}, ("minor",), "may_file", "cannot"),
        ({"purpose": "app", "content": "paid", "subject": "company"}, (), "forbidden", "needs-approval"),
        ({"purpose": "app", "content": "paid", "subject": "person"}, (), "forbidden", "not-as-you-are"),
        ({"purpose": "site", "content": "news", "subject": "person"}, (), "forbidden", "not-as-you-are"),
        ({"purpose": "app", "content": "publishing", "subject": "company"}, (), "inside", "must-inside"),
        ({"purpose": "app", "subject": "company"}, ("sensitive",), "inside", "must-inside"),
        ({"purpose": "app", "subject": "company"}, ("sensitive", "export"), "forbidden", "needs-approval"),
        ({"purpose": "app", "subject": "institution"}, ("medical",), "inside", "must-inside"),
        ({"purpose": "data", "data": "important"}, (), "inside", "must-inside"),
        ({"purpose": "app", "domain": "yes"}, ("genai", "foreign-api"), "forbidden", "not-as-you-are"),
        ({"purpose": "relay", "subject": "company"}, ("crossborder",), "forbidden", "needs-approval"),
        ({"purpose": "blog", "content": "own", "subject": "person", "filing": "willing"}, (), "forbidden", "no"),
    ],
)
def test_the_folds(needs, also, fold, choice):
    folds = LAW.folds(Answers.of({"audience": "mainland", **needs}, also), TODAY)
    assert folds[fold].choice == choice
    default = {"may_file": needs.get("filing", "unknown"), "inside": "free", "shut": "none", "forbidden": "no"}
    assert bool(folds[fold].rows) == (choice != default[fold])


def test_a_fold_is_never_milder_for_one_flag_more():
    base = {"audience": "mainland", "domain": "yes", "filing": "willing"}
    for purpose, subject, flag in itertools.product(["site", "app", "shop"], SUBJECTS, FLAGS):
        needs = {**base, "purpose": purpose, "subject": subject}
        before, after = LAW.folds(Answers.of(needs), TODAY), LAW.folds(Answers.of(needs, [flag]), TODAY)
        assert all(LAW.order[f].index(before[f].choice) <= LAW.order[f].index(after[f].choice) for f in LAW.order), flag


def test_no_text_is_kept_for_nothing():
    texts = read_yaml(FOLDER / "sources.yaml")
    assert {source.id for row in LAW.rows for source in row.sources} == set(texts)


def test_nobody_who_cannot_file_is_told_to_file():
    needs = {"audience": "mainland", "domain": "yes", "filing": "willing", "purpose": "shop"}
    can = {row.id for row in LAW.rows_for(Answers.of({**needs, "subject": "company"}), TODAY, "mainland")}
    cannot = {row.id for row in LAW.rows_for(Answers.of({**needs, "subject": "person"}), TODAY, "mainland")}
    assert {"site-filed-first", "public-security-30-days"} <= can - cannot


def test_a_row_that_decided_is_said_wherever_the_machine_stands():
    rows = LAW.rows_for(
        Answers.of({"audience": "mainland", "purpose": "site", "subject": "foreign"}), TODAY, "hongkong"
    )
    assert "foreign-without-entity" in {row.id for row in rows}


def test_past_its_day_a_row_warns_and_vetoes_nothing():
    late = max(row.review for row in LAW.rows) + timedelta(days=1)
    needs = {"purpose": "shop", "subject": "person", "audience": "mainland", "filing": "willing", "domain": "yes"}
    assert {fold.choice for fold in LAW.folds(Answers.of(needs), late).values()} == {"willing", "free", "none", "no"}
    rows = LAW.rows_for(Answers.of(needs), late, "mainland")
    assert rows
    assert all(
        "先问主管部门" in LAW.text(row, "zh", late) and "authority first" in LAW.text(row, "en", late) for row in rows
    )
    assert LAW.text(rows[0], "zh", TODAY) == rows[0].say["zh"]


def test_before_its_day_a_row_binds_nobody():
    needs = {"purpose": "app", "audience": "mainland", "domain": "yes"}
    assert "labels" in {row.id for row in LAW.rows_for(Answers.of(needs, ["genai"]), date(2025, 9, 1))}
    assert "labels" not in {row.id for row in LAW.rows_for(Answers.of(needs, ["genai"]), date(2025, 8, 31))}


def test_what_is_due_first_comes_first():
    rows = LAW.rows_for(
        Answers.of({"purpose": "app", "content": "paid,ugc", "subject": "company", "audience": "mainland"}), TODAY
    )
    assert [row.rank for row in rows] == sorted(row.rank for row in rows)


def test_all_mistakes_are_said_at_once(tmp_path):
    for name in ("words.yaml", "sources.yaml"):
        (tmp_path / name).write_text((FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(
        "a:\n  binds: {subject: [nobody], colour: [red]}\n  where: moon\n  since: soon\n  about: tea\n  sets: {inside: maybe}\n"
        "  say: {zh: x}\n  sources: {nothing: y}\n  review: 2027-01-01\n  rank: 1\nb: 3\n"
        "c:\n  binds: {also: [genai]}\n  where: anywhere\n  since: 2020-01-01\n  about: genai\n  sets: {forbidden: needs-approval}\n"
        "  say: {zh: x, en: y}\n  sources: {crypto-press: y}\n  review: 2027-01-01\n  rank: 1\n",
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    said = str(caught.value)
    for part in (
        "nobody",
        "colour",
        "moon",
        "tea",
        "maybe",
        "nothing",
        "zh and en",
        "days like",
        "wrong.yaml:11: b",
        "wrong.yaml:12: c: sets",
    ):
        assert part in said


def test_the_table_of_the_docs_is_what_the_rows_say():
    from tools.law_table import page

    assert (HERE / "docs" / "law.md").read_text(encoding="utf-8") == page(LAW)


# Only to measure: what each vignette plainly says, in the contract's words.
SAYS = {
    "L001": {"content": "own"},
    "L005": {"content": "ugc", "subject": "company"},
    "L006": {"subject": "foreign", "also": "no-entity"},
    "L007": {"subject": "foreign-with-entity"},
    "L011": {"subject": "institution", "also": "mlps2"},
    "L018": {"subject": "person", "content": "paid"},
    "L027": {"content": "paid"},
    "L028": {"subject": "foreign-with-entity", "content": "paid"},
    "L032": {"subject": "person", "content": "finance,paid"},
    "L033": {"content": "game,paid"},
    "L035": {"content": "dating,paid", "also": "app-store"},
    "L036": {"content": "publishing,paid"},
    "L037": {"subject": "person", "content": "paid"},
    "L039": {"also": "app-store", "data": "contact"},
    "L041": {"reach": "public"},
    "L044": {"reach": "private"},
    "L046": {"content": "ugc", "also": "app-store,recommendation"},
    "L048": {"data": "sensitive"},
    "L050": {"also": "eu-people"},
    "L053": {"data": "contact", "also": "export"},
    "L057": {"also": "crossborder"},
    "L063": {"also": "crawling", "reach": "private"},
    "L074": {"reach": "private"},
    "L095": {"reach": "private"},
    "L104": {"subject": "institution"},
}
# Labels held to be wrong, with why, and left out of the count.
DOUBTED: dict[str, set[str]] = {}


def _measured():
    for case in json.loads(VIGNETTES.read_text(encoding="utf-8")):
        if case["declined"]:
            continue
        says = SAYS.get(case["id"], {})
        also = {
            flag for text in (case["state"].get("also"), says.get("also")) for flag in (text or "").split(",") if flag
        }
        needs = {name: value for name, value in {**case["state"], **says}.items() if name != "also"}
        place = next(iter(case["expect"].get("region", [])), None)
        yield case, needs, also, place


@pytest.mark.skipif(not VIGNETTES.exists(), reason="the labelled cases are not here")
def test_the_vignettes():
    missing, lectured, silent, wanted = [], [], [], 0
    for case, needs, also, place in _measured():
        said = {row.about for row in LAW.rows_for(Answers.of(needs, also), TODAY, place)}
        owed = set(case["warn"]) - {"none"} - DOUBTED.get(case["id"], set())
        wanted += len(owed)
        missing += [(case["id"], about) for about in sorted(owed - said)]
        if case["warn"] == ["none"]:
            lectured += [(case["id"], about) for about in sorted((said & LECTURES) - set(case["may"]))]
        folds = LAW.folds(Answers.of(needs, also), TODAY)
        stopped = folds["forbidden"].choice != "no" or folds["may_file"].choice == "cannot"
        if case.get("conflict") and not stopped:
            silent.append(case["id"])
    assert not lectured
    assert not silent
    assert len(missing) <= wanted // 20, missing


@pytest.mark.skipif(not VIGNETTES.exists(), reason="the labelled cases are not here")
def test_no_place_that_a_practitioner_takes_is_ruled_out():
    wrong = []
    for case, needs, also, _ in _measured():
        folds = LAW.folds(Answers.of(needs, also), TODAY)
        expected, forbidden = set(case["expect"].get("region", ())), set(case["forbid"].get("region", ()))
        inside, files = folds["inside"].choice == "must-inside", folds["may_file"].choice != "cannot"
        if expected and inside and "mainland" not in expected:
            wrong.append((case["id"], "must-inside"))
        if expected == {"mainland"} and not files and case["state"]["domain"] == "yes":
            wrong.append((case["id"], "cannot file"))
        if "mainland" in forbidden and files and case["state"]["audience"] == "mainland":
            wrong.append((case["id"], "may file"))
    assert not wrong
