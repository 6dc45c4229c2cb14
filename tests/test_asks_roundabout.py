"""Roundabout questions and what stands beside them: over generated wordings in both languages."""

from itertools import product

import pytest

from chat.hear import understand

SITE = {"purpose": "site", "budget": 100, "audience": "mainland", "scale": 300, "filing": "willing"}


def heard(text, **known):
    return understand(text, needs={**SITE, **known}, now=True)


def acts(text, **known):
    return heard(text, **known).asks


@pytest.mark.parametrize(
    ("gone", "text"),
    [*product(["备案早下来了", "号都有了"], ["那我还等啥", "我到底在等什么", "还得等个啥"])],
)
def test_what_one_waits_for_asks_when(gone, text):
    assert [one["act"] for one in acts(f"{gone}，{text}")] == ["when"]


@pytest.mark.parametrize("who", ["am i", "are we"])
def test_what_one_waits_for_in_english(who):
    assert [one["act"] for one in acts(f"so what exactly {who} waiting for")] == ["when"]


@pytest.mark.parametrize(("apart", "end"), [*product(["另外收钱", "单独收费", "额外算钱"], ["吗", "呀", "不"])])
def test_whether_it_is_billed_apart_asks_for_all_of_the_cost(apart, end):
    found = heard(f"流量用超了会不会{apart}{end}")
    assert found.asks == [{"act": "cost", "span": "all"}]
    assert "purpose" not in found.needs


@pytest.mark.parametrize(("who", "where"), [*product(["我", "我人", "我们", "咱"], ["新疆", "香港", "上海", "日本"])])
def test_who_stands_somewhere_asks_nothing_by_it(who, where):
    assert acts(f"备案要不要本人跑一趟 {who}在{where}呢") == [{"act": "how", "about": "filing"}]


@pytest.mark.parametrize("text", ["问我能出多少钱，是想看人下菜碟吧", "你老问我多少人用", "你老问我什么时候上线"])
def test_a_question_said_again_asks_about_the_asking(text):
    assert acts(text) == [{"act": "why", "decision": "question"}]


@pytest.mark.parametrize("text", ["老板问我多少钱", "客户问我一年多少钱"])
def test_what_others_ask_is_asked_for_them(text):
    assert [one["act"] for one in acts(text)] == ["cost"]


@pytest.mark.parametrize(("kind", "ease"), [*product(["有没有那种", "有没有这种"], ["不用我操心的", "不用自己打理的"])])
def test_one_of_a_kind_is_wished_for_across_a_pause(kind, ease):
    assert acts(f"{kind} 就是说 补丁啊什么的都{ease}") == [{"act": "better", "toward": "simpler"}]


@pytest.mark.parametrize("where", ["放哪块合适", "搁哪儿好", "放在哪里近"])
def test_where_the_machine_should_stand_asks_for_the_region(where):
    found = heard(f"说错了，客户绝大多数在香港澳门，那机房{where}")
    assert found.asks == [{"act": "why", "decision": "region"}]
    assert found.needs["audience"] == "asia"


@pytest.mark.parametrize(
    ("first", "then"), [*product(["要是老板不批", "万一学校不给报"], ["那咋弄", "那怎么办", "那该咋整"])]
)
def test_all_before_what_then_is_supposed(first, then):
    found = heard(f"{first} 我自己掏腰包 一个月顶天三十块 {then}")
    assert [one["act"] for one in found.asks] == ["what-if"]
    assert found.asks[0]["needs"]["budget"] == 30
    assert "budget" not in found.needs


@pytest.mark.parametrize(("small", "big"), [(2, 4), (8, 16), (4, 8)])
def test_whether_one_compared_is_needed_belongs_to_the_comparison(small, big):
    text = f"{small}个G的跟{big}个G的到底差在哪儿，我这情况用得着上{big}吗"
    assert acts(text) == [{"act": "compare", "decision": "size", "choices": [f"{small}g", f"{big}g"]}]


@pytest.mark.parametrize("end", ["不办了", "不弄了", "懒得备了"])
def test_a_filing_taken_back_and_not_done_is_avoided(end):
    assert heard(f"备案那茬当我没提过 {end}").needs["filing"] == "avoid"


@pytest.mark.parametrize("job", ["接点私活", "接几个外包", "接散活"])
def test_who_works_alone_counts_no_visitors(job):
    found = heard(f"不是公司哈 就我一个人在家{job}", buyer="company")
    assert found.needs["buyer"] == "developer"
    assert "scale" not in found.needs


@pytest.mark.parametrize("joint", ["till", "until", "to", "til"])
def test_opening_hours_are_hours(joint):
    found = heard(f"we open 8 {joint} 6 every day, rest of the time it can be off", purpose="desktop")
    assert found.needs["hours"] == 10
    assert "scale" not in found.needs


@pytest.mark.parametrize("verb", ["玩", "用", "学"])
def test_together_is_no_money(verb):
    for text in (f"二十来个人一块儿{verb} 4核8G的中不中", f"二十来个人一块{verb} 4核8G的中不中"):
        found = understand(text, needs={"purpose": "game"})
        assert not [one for one in found.asks if one["act"] == "offer"], text
        assert found.needs["scale"] == 22


@pytest.mark.parametrize("thing", ["黑框框敲命令那种", "命令行那种", "敲命令什么的"])
def test_what_is_only_named_is_no_skill(thing):
    assert heard(f"我从来没碰过服务器 {thing} 装起来难不难").needs["skill"] == "none"
