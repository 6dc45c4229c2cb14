"""Laws of numbers that only change one that is known: whatever need it is of, in whatever words, nothing else moves."""

from __future__ import annotations

import pytest

from chat.hear import understand

KNOWN = {
    "scale": ("game", 40, 14),
    "concurrent": ("app", 400, 150),
    "storage": ("drive", 500, 800),
    "traffic": ("media", 300, 900),
    "bandwidth": ("app", 5, 20),
    "rate": ("app", 60, 90),
    "hours": ("desktop", 8, 4),
    "budget": ("blog", 300, 210),
    "machines": ("app", 3, 7),
}
CORRECTIONS = (
    "{new}, not {old}",
    "not {old}, {new}",
    "{old}? no, {new}",
    "sorry, {new} not {old}",
    "{new} instead of {old}",
    "{old} was wrong, it's {new}",
    "oops {new}",
    "typo: {new}",
    "i meant {new}",
    "不是{old}是{new}",
    "不是{old}，是{new}",
    "{old}？不对，{new}",
    "说错了，是{new}不是{old}",
    "{old}写错了，应该是{new}",
    "手滑，{new}",
    "打错了，应该是{new}",
    "我是说{new}",
)
MORE = ("{n} more", "another {n}", "add {n}", "再加{n}", "再多{n}", "还要加{n}")
FEWER = ("{n} fewer", "{n} less", "减{n}", "少了{n}")
FACTORS = {
    "double that": 2,
    "make it double": 2,
    "翻一倍": 2,
    "翻倍": 2,
    "triple that": 3,
    "翻两番": 4,
    "half that": 0.5,
    "减半": 0.5,
}


def heard(text: str, need: str, value: float) -> dict[str, object]:
    """Return the needs heard of a text where one need is known by a number."""
    known = {"purpose": KNOWN[need][0], need: value}
    return dict(understand(text, lang="en" if text.isascii() else "zh", needs=known, now=True).needs)


@pytest.mark.parametrize("need", KNOWN)
@pytest.mark.parametrize("frame", CORRECTIONS)
def test_a_bare_number_corrects_the_one_known(frame: str, need: str) -> None:
    _, old, new = KNOWN[need]
    assert heard(frame.format(old=old, new=new), need, old) == {need: new}


@pytest.mark.parametrize("said", [1.0, 3.0, 12.0])
@pytest.mark.parametrize("frame", ["{new}, not {old}", "不是{old}是{new}"])
def test_a_sum_is_corrected_as_it_was_said(frame: str, said: float) -> None:
    found = heard(frame.format(old=600, new=900), "budget", round(600 / said, 2))
    assert found == {"budget": pytest.approx(900 / said, abs=0.01)}


@pytest.mark.parametrize("need", KNOWN)
@pytest.mark.parametrize("frame", MORE)
def test_more_is_added_to_what_is_known(frame: str, need: str) -> None:
    _, old, _ = KNOWN[need]
    assert heard(frame.format(n=2), need, old) == {need: old + 2}


@pytest.mark.parametrize("need", KNOWN)
@pytest.mark.parametrize("frame", FEWER)
def test_fewer_are_taken_from_what_is_known(frame: str, need: str) -> None:
    _, old, _ = KNOWN[need]
    assert heard(frame.format(n=2), need, old) == {need: old - 2}


@pytest.mark.parametrize("need", KNOWN)
@pytest.mark.parametrize("words", FACTORS)
def test_a_factor_multiplies_what_is_known(words: str, need: str) -> None:
    assert heard(words, need, 40) == {need: 40 * FACTORS[words]}


@pytest.mark.parametrize(
    "text", ["再加一个博客", "再加3个程序", "another 2 games", "one more thing", "14 or more", "more than 12"]
)
def test_what_is_no_more_of_the_same_leaves_the_number(text: str) -> None:
    assert heard(text, "scale", 40).get("scale") in (None, 14)


@pytest.mark.parametrize(
    "text", ["要是再加12个人呢", "would 12 more people be too much?", "what if it doubles?", "万一人数翻倍呢"]
)
def test_a_change_that_is_supposed_or_asked_changes_nothing(text: str) -> None:
    assert "scale" not in heard(text, "scale", 40)


@pytest.mark.parametrize("text", ["不是7是9", "7? no, 9", "9, not 7"])
def test_a_number_nobody_said_is_not_corrected(text: str) -> None:
    assert heard(text, "storage", 40) == {}


@pytest.mark.parametrize("noun", ["staff", "employees", "colleagues", "nurses", "pupils"])
@pytest.mark.parametrize("frame", ["it is 40 {} not 500", "40 {}, not 500", "40 {} instead of 500"])
def test_whoever_is_counted_takes_the_place_of_the_number_known(frame: str, noun: str) -> None:
    heard = understand(frame.format(noun), needs={"purpose": "app", "scale": 500}, now=True)
    assert (dict(heard.needs), heard.unused) == ({"scale": 40}, [])
