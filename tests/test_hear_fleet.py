"""Laws of several machines and of groups of people: neither is summed into the other, nor lost."""

from __future__ import annotations

import pytest

from chat.hear import understand

SIZES = ((1, 2), (2, 4), (4, 8), (8, 16))
ZH = (
    "想买{n}台{v}c{m}g",
    "{n}台{v}核{m}G够吗",
    "{v}核{m}G，要{n}台",
    "{n}个{v}核{m}G的节点",
    "{v}c{m}g×{n}",
    "{v}c{m}g 来{n}台",
    "{n}台服务器，每台{v}核{m}G",
)
EN = ("{n} x {v}c{m}g nodes", "{n} {v}-core {m}GB machines", "{n} servers, {v} vCPU {m}GB each", "x{n} {v}c{m}g")
BOXES = ("{n} {m} GB boxes", "{n} {m}GB VPSes", "{n} boxes with {m}GB each", "{n} {m}GB instances")
GROUPS = (
    "给{n}人的群做个机器人",
    "QQ群{n}人的机器人",
    "a bot for my {n} member discord",
    "a bot for a discord server with {n} members",
    "a bot for our guild, {n} people",
)
FOLLOWERS = ("公众号粉丝{n}", "{n} followers on twitter", "b站粉丝{n}", "{n}粉")


@pytest.mark.parametrize("many", [2, 3, 5, 12])
@pytest.mark.parametrize(("vcpus", "memory"), SIZES)
@pytest.mark.parametrize("frame", ZH + EN)
def test_machines_of_a_size_are_counted(frame: str, vcpus: int, memory: int, many: int) -> None:
    heard = understand(frame.format(n=many, v=vcpus, m=memory), needs={"purpose": "app"}, now=True)
    assert dict(heard.needs) == {"machines": many}
    assert heard.spec
    assert (heard.spec.vcpus, heard.spec.memory_gib) == (vcpus, memory)
    assert not heard.unused


@pytest.mark.parametrize("many", [2, 4, 10])
@pytest.mark.parametrize("memory", [1, 2, 8, 32])
@pytest.mark.parametrize("frame", BOXES)
def test_the_memory_of_boxes_is_no_data(frame: str, memory: int, many: int) -> None:
    heard = understand(frame.format(n=many, m=memory), lang="en", needs={"purpose": "app"}, now=True)
    assert dict(heard.needs) == {"machines": many}
    assert heard.spec
    assert heard.spec.memory_gib == memory


@pytest.mark.parametrize("people", [30, 300, 2000])
@pytest.mark.parametrize("frame", GROUPS)
def test_the_people_of_a_group_are_those_a_bot_serves(frame: str, people: int) -> None:
    heard = understand(frame.format(n=people))
    assert (heard.needs["purpose"], heard.needs["scale"]) == ("bot", people)
    assert "machines" not in heard.needs


@pytest.mark.parametrize("purpose", ["blog", "site", "shop", "media"])
@pytest.mark.parametrize("people", ["30000", "5万"])
@pytest.mark.parametrize("frame", FOLLOWERS)
def test_followers_elsewhere_are_nobody_here(frame: str, people: str, purpose: str) -> None:
    heard = understand(frame.format(n=people), needs={"purpose": purpose}, now=True)
    assert "scale" not in heard.needs
    assert heard.unused
