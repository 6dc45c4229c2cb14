"""A machine they have that falls short is a lower bound; one that is wished for, feared for, far away or another's is none."""

from itertools import product

import pytest

from chat.hear import understand

MACHINES = {
    "zh": ["2核2G 的机器", "4核8G", "1G 内存的小鸡", "单核的 vps", "我的 2g 云服务器", "双核 4G 的轻量"],
    "en": ["my 2 core 4 GB VPS", "a VPS with 512mb ram", "the 1 vCPU box", "our 4gb droplet", "a 2c2g instance"],
}
FALLS_SHORT = {
    "zh": [
        "很卡",
        "一卡一卡的",
        "老是卡死",
        "动不动就崩",
        "经常 OOM",
        "内存爆满",
        "带不动",
        "跑不起来",
        "不够用",
        "总是死机",
    ],
    "en": [
        "keeps lagging",
        "is very laggy",
        "crashes all the time",
        "runs out of memory",
        "cant keep up",
        "freezes",
        "is maxed out",
    ],
}
JOINTS = {
    "zh": ["{}跑游戏服{}", "{}，{}", "现在{}，几个人一上{}"],
    "en": ["{} {}", "I have {} and it {}", "{}, with ten people it {}"],
}


def also(text: str, lang: str) -> list[str]:
    return list(understand(text, lang=lang).as_json()["also"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_machine_that_falls_short_is_heard_in_every_frame(lang):
    texts = [
        joint.format(machine, what) for joint, machine, what in product(JOINTS[lang], MACHINES[lang], FALLS_SHORT[lang])
    ]
    assert [text for text in texts if "failing" not in also(text, lang)] == []


@pytest.mark.parametrize(
    ("frame", "lang"),
    [
        ("{}会不会卡", "zh"),
        ("{}够用吗", "zh"),
        ("怕{}不够用", "zh"),
        ("想要{}，玩起来不卡的", "zh"),
        ("{}，博客打开很慢", "zh"),
        ("would {} crash with ten people?", "en"),
        ("I want {} so it never lags", "en"),
        ("{}, but the latency from China is bad", "en"),
    ],
)
def test_what_is_feared_wished_for_or_far_away_is_no_machine_that_falls_short(frame, lang):
    assert [machine for machine in MACHINES[lang] if "failing" in also(frame.format(machine), lang)] == []
