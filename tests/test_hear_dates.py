"""Laws of a launch by a date: how far away the day is decides, whatever today is and however the day is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chat.hear import understand

TODAYS = [
    date(2026, 11, 30),
    date(2026, 12, 28),
    date(2027, 2, 3),
    date(2028, 2, 28),
    date(2027, 7, 15),
    date(2026, 9, 30),
]
AWAY = [1, 4, 9, 14, 25, 40, 60, 100, 200, 300]
WRITTEN = (
    "{m}月{d}号上线",
    "{m}月{d}日要用",
    "必须{m}月{d}号前上线",
    "live by {name} {d}",
    "we launch on {d} {name}",
    "go-live {name} {d}th",
    "opening {short} {d}",
)
NAMED = {
    "年底上线": (12, 31),
    "圣诞节前上线": (12, 25),
    "live by christmas": (12, 25),
    "国庆前上线": (10, 1),
    "元旦要上线": (1, 1),
    "launching at the end of the year": (12, 31),
    "双十二要用": (12, 12),
    "五一上线": (5, 1),
    "launch by new year": (1, 1),
}


def size(away: int) -> str:
    """Return the launch that so many days say."""
    return "now" if away <= 10 else "month" if away <= 45 else "later"


def heard(text: str, today: date) -> object:
    """Return the launch heard of a text on a day."""
    found = understand(text, lang="en" if text.isascii() else "zh", needs={"purpose": "site"}, now=True, today=today)
    assert not {"scale", "budget"} & {*found.needs}
    return found.needs.get("launch")


@pytest.mark.parametrize("today", TODAYS, ids=str)
@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("frame", WRITTEN)
def test_a_day_is_as_soon_as_it_is_far_away(frame: str, away: int, today: date) -> None:
    day = today + timedelta(days=away)
    text = frame.format(m=day.month, d=day.day, name=f"{day:%B}", short=f"{day:%b}")
    assert heard(text, today) == size(away)


@pytest.mark.parametrize("today", TODAYS, ids=str)
@pytest.mark.parametrize("text", NAMED)
def test_a_named_day_is_the_next_one(text: str, today: date) -> None:
    month, day = NAMED[text]
    on = date(today.year, month, day)
    on = on if on >= today else date(today.year + 1, month, day)
    assert heard(text, today) == size((on - today).days)


@pytest.mark.parametrize(
    "text", ["域名3月到期", "去年三月上线的", "we launched in march", "年底涨价", "it may rain", "一月五十块"]
)
def test_a_date_of_something_else_is_no_launch(text: str) -> None:
    found = understand(text, needs={"purpose": "site"}, now=True, today=TODAYS[0])
    assert "launch" not in found.needs
