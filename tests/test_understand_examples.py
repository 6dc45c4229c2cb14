"""Hold the understanding to its figures on labelled utterances."""

import json
from pathlib import Path

import pytest

from tools.understand_report import UNSEEN, Score, lines, measure, rates

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module", params=["utterances.json", "utterances_own.json", "utterances_places.json"])
def score(request: pytest.FixtureRequest) -> Score:
    return measure(json.loads((DATA / request.param).read_text(encoding="utf-8")))


def test_needs_are_read_with_micro_f1_of_at_least_97_percent(score: Score) -> None:
    assert rates(score.total())[2] >= 0.97, "\n".join(lines(score))


def test_nothing_harmless_is_declined_and_nothing_harmful_accepted(score: Score) -> None:
    assert rates(score.declined) == (1.0, 1.0, 1.0), "\n".join(score.misses)


def test_the_right_topic_comes_first(score: Score) -> None:
    assert score.first_topics["hit"] >= 0.95 * score.first_topics.total()


def test_every_language_reaches_92_percent(score: Score) -> None:
    pairs = {(need, lang) for need, lang, _ in score.needs}
    weak = {lang: rates(score.total([p for p in pairs if p[1] == lang]))[2] for _, lang in pairs}
    assert all(f1 >= 0.92 for f1 in weak.values()), weak


def test_texts_nobody_tuned_on_are_read_with_micro_f1_of_at_least_92_percent() -> None:
    unseen = measure(json.loads(UNSEEN.read_text(encoding="utf-8")))
    assert rates(unseen.total())[2] >= 0.92
    assert rates(unseen.declined)[0] == 1.0


def test_the_report_names_every_miss() -> None:
    wrong = {
        "id": "x1",
        "lang": "zh",
        "kind": "short",
        "text": "写博客",
        "needs": {"purpose": "shop"},
        "topics": [],
        "declined": False,
    }
    told = "\n".join(lines(measure([wrong])))
    assert "x1" in told
    assert "purpose='shop' missed" in told
