"""Laws of a further purpose: it comes beside the one known, and only words that say so put another in its place."""

from __future__ import annotations

import pytest

from chat.hear import understand

ZH = {
    "drive": "网盘",
    "bot": "爬虫",
    "game": "游戏服",
    "mail": "邮件服务器",
    "shop": "网店",
    "miniprogram": "小程序后台",
    "site": "公司官网",
    "media": "视频站",
    "ci": "gitlab runner",
    "meeting": "jitsi",
    "iot": "物联网平台",
    "blog": "博客",
}
EN = {
    "drive": "cloud drive",
    "bot": "crawler",
    "game": "game server",
    "mail": "mail server",
    "shop": "online shop",
    "media": "video site",
    "blog": "blog",
    "static": "portfolio site",
}
BESIDE_ZH = (
    "还想再放个{}",
    "另外还要跑个{}",
    "顺便搭个{}",
    "再搭个{}",
    "以后还打算开个{}",
    "外加一个{}",
    "除了这个还要搞个{}",
)
BESIDE_EN = ("also want to host a {}", "plus a {}", "and also a {}", "I'd like to run a {} too", "on top of that a {}")
INSTEAD_ZH = ("改成做{}", "换成{}", "其实是个{}", "改主意了，做{}")
INSTEAD_EN = ("actually it's a {}", "make it a {} instead", "changed my mind: a {}")
CASES = [(zh, name, frame) for zh, name in ZH.items() for frame in BESIDE_ZH]
CASES += [(en, name, frame) for en, name in EN.items() for frame in BESIDE_EN]
REPLACED = [(zh, name, frame) for zh, name in ZH.items() for frame in INSTEAD_ZH]
REPLACED += [(en, name, frame) for en, name in EN.items() for frame in INSTEAD_EN]
OTHER = {"blog": "app"}


@pytest.mark.parametrize(("purpose", "name", "frame"), CASES)
def test_a_further_purpose_leaves_the_one_known(purpose: str, name: str, frame: str) -> None:
    heard = understand(frame.format(name), needs={"purpose": OTHER.get(purpose, "blog")}, now=True)
    assert "purpose" not in heard.needs
    assert purpose in heard.also


@pytest.mark.parametrize(("purpose", "name", "frame"), REPLACED)
def test_another_purpose_takes_the_place_of_the_one_known(purpose: str, name: str, frame: str) -> None:
    known = OTHER.get(purpose, "blog")
    heard = understand(frame.format(name), needs={"purpose": known}, now=True)
    assert heard.needs["purpose"] == purpose
    assert known not in heard.also
