"""Laws over the lexicon, on one phrase in twenty; `make laws` walks them all."""

import pytest

from chat.hear import understand
from tools import laws


def test_every_phrase_holds_to_the_laws() -> None:
    seen, _, broken = laws.report(laws.SHARE)
    assert [f"{case.law}: {case.text} -> {case.entry}" for case in broken] == []
    assert min(seen[law] for law in ("asked", "denied", "corrected", "told")) > 300


@pytest.mark.parametrize(
    ("text", "state", "needs"),
    [
        ("为什么不选大陆", {}, {}),
        ("那要是肯备案呢", {"filing": "avoid"}, {}),
        ("算了还是备案吧", {"filing": "avoid"}, {"filing": "willing"}),
        ("没备过案也不想弄", {}, {"filing": "avoid"}),
        ("不用备案的就行", {}, {"filing": "avoid"}),
        ("我是学生，为啥还要备案啊", {"filing": "willing"}, {"buyer": "student"}),
        ("阿里云 2核2G 3M 99元/年 咋样", {"budget": 50}, {}),
        ("racknerd 2.5gb for 18.93 a year??", {"budget": 50}, {}),
        ("我朋友的网站一天五千人，我的博客一天五十人", {}, {"purpose": "blog", "scale": 50}),
        ("国内也有人看", {"audience": "west"}, {"audience": "global"}),
        ("2核2G 一天五百人够吗", {"purpose": "blog"}, {"scale": 500}),
        ("I live in Canada", {"audience": "global"}, {}),
        ("机器别放国外 放国内", {}, {"region": "mainland"}),
    ],
)
def test_what_is_stated_changes_needs_and_nothing_else(
    text: str, state: dict[str, object], needs: dict[str, object]
) -> None:
    assert understand(text, needs=state, now=bool(state)).needs == needs


@pytest.mark.parametrize("date", ["明年上半年", "下个月", "月底", "春节前"])
@pytest.mark.parametrize("event", ["测评", "涨价", "体检", "换届"])
def test_a_date_of_another_event_is_no_launch_once_the_conversation_runs(date: str, event: str) -> None:
    known = {"purpose": "app", "scale": 50}
    assert "launch" not in understand(date + event, needs=known, now=True).needs
    assert "launch" in understand(date + "上线", needs=known, now=True).needs


@pytest.mark.parametrize("person", ["我室友", "我同事", "有个朋友", "我表哥", "闺蜜"])
@pytest.mark.parametrize("did", ["去年花九十九抢的", "上个月买了", "一直用着"])
def test_what_another_bought_says_nothing_of_the_speaker(person: str, did: str) -> None:
    known = {"purpose": "blog", "budget": 60}
    assert understand(f"{person}{did}那台", needs=known, now=True).needs == {}


@pytest.mark.parametrize("program", ["palworld", "minecraft", "valheim", "terraria"])
@pytest.mark.parametrize("drops", ["scrap the blog idea", "forget about the blog"])
def test_a_program_takes_the_place_of_what_is_dropped(program: str, drops: str) -> None:
    heard = understand(f"{drops}, it's gonna be {program}", needs={"purpose": "blog"}, now=True)
    assert heard.needs["purpose"] == "game"


@pytest.mark.parametrize("text", ["社区团购周四晚上截单，会不会挤爆", "it holds scans of everybody's passports"])
def test_what_is_spoken_of_in_passing_is_no_change_of_plan(text: str) -> None:
    assert "purpose" not in understand(text, needs={"purpose": "miniprogram"}, now=True).needs


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("早九晚六，周末关着", 6.43),
        ("only on saturdays, six hours or so", 0.86),
        ("停个半天也没事", None),
        ("系统趴窝半钟头，司机全堵门口骂", None),
    ],
)
def test_hours_are_of_use_and_never_of_an_outage(text: str, hours: float | None) -> None:
    assert understand(text, needs={"purpose": "desktop"}, now=True).needs.get("hours") == hours
