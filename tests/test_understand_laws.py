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
