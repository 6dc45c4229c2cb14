"""Questions without a mark or a question's words, multiples of what was supposed, answers taken back: over generated wordings."""

from itertools import product

import pytest

from chat.hear import understand
from chat.hear.asking.names import places
from chat.hear.lexicon import load_lexicon

SITE = {"purpose": "site", "budget": 100, "audience": "mainland", "scale": 300, "filing": "willing"}
ASKED = ["id love to know", "it would be nice to hear", "curious", "im keen to learn", "would you mind telling me"]
WISHED = [
    ("who you would buy that from", {"act": "vendor", "vendors": []}),
    ("why you went with singapore", {"act": "why", "decision": "region"}),
    ("how i get the icp filing done", {"act": "how", "about": "filing"}),
    ("what it adds up to in total", {"act": "cost", "span": "all"}),
]
DEAR = ["怎么", "咋", "咋个", "啷个", "怎个", "点解", "为啥"]
SO_MUCH = ["这么", "那么", "恁", "嘎", "咁"]
CITIES = sorted(name for name in places().table if name.isascii() and name.isalpha() and len(name) > 5)[::9]
NAMED = {need: [w for w in words if "(" not in w] for need, words in load_lexicon().words["answers_named"].items()}
TAKEN_BACK = ["{}那条当我没说", "{}不算数了", "把{}去掉", "forget what i said about the {}", "disregard the {} bit"]


def heard(text, reply="", **known):
    return understand(text, needs={**SITE, **known}, now=True, reply=reply)


@pytest.mark.parametrize(("opening", "wished"), [*product(ASKED, WISHED)])
def test_a_wish_to_know_is_a_question_and_states_nothing(opening, wished):
    words, act = wished
    found = heard(f"{opening} {words}")
    assert found.asks == [act]
    assert not found.needs


@pytest.mark.parametrize(("how", "much"), [*product(DEAR, SO_MUCH)])
def test_why_so_dear_asks_for_the_cost_in_every_dialect(how, much):
    for text in (f"{how}{much}贵", f"{how}{much}贵哦 朋友说他那台一年才九十九"):
        found = heard(text)
        assert found.asks == [{"act": "why", "decision": "cost"}], text
        assert not found.needs


@pytest.mark.parametrize(
    "text",
    [
        *(f"{what}{ask}" for what, ask in product(["这个价", "这种情况", "这数"], ["正常吗", "合理不", "算常见不"])),
        *(f"这是{a}还是{b}" for a, b in [("原价", "活动价"), ("新人价", "平时价"), ("list price", "promo price")]),
        *(f"is this {word}?" for word in ("normal", "typical", "par for the course", "the usual rate")),
        "is that list price or the discounted one",
    ],
)
def test_whether_that_is_normal_asks_how_sure(text):
    assert [one["act"] for one in heard(text).asks] == ["sure"]


@pytest.mark.parametrize("city", CITIES)
def test_a_city_straight_behind_the_verb_asks_whether_it_would_do(city):
    for frame in ("would {} do", "does {} work"):
        found = heard(frame.format(city), audience="global")
        assert [(one["act"], one.get("decision")) for one in found.asks] == [("why-not", "region")], (city, found.asks)
        assert not found.needs


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("and five times that?", 5),
        ("how about double that?", 2),
        ("and half of that?", 0.5),
        ("再翻一倍呢", 2),
        ("那三倍呢", 3),
    ],
)
@pytest.mark.parametrize(("need", "before"), [("scale", 2000), ("budget", 50)])
def test_a_multiple_goes_on_from_what_the_reply_supposed(words, factor, need, before):
    found = heard(words, reply=f"what-if:{need}-{before}")
    assert found.asks == [{"act": "what-if", "needs": {need: before * factor}}]
    assert not found.needs


def test_a_multiple_of_another_thing_is_of_what_is_known():
    assert heard("and half the budget?", reply="what-if:scale-2000").asks == [
        {"act": "what-if", "needs": {"budget": 50}}
    ]


@pytest.mark.parametrize("opening", ["要是哪天", "赶明儿", "赶上大促"])
def test_what_a_number_became_is_of_the_people(opening):
    found = heard(f"现在一天两百人 {opening}变两万呢")
    assert found.needs["scale"] == 200
    assert [one["needs"]["scale"] for one in found.asks] == [20000]


@pytest.mark.parametrize(
    "text",
    [
        "备案这活归谁干",
        "备案是我自己弄还是服务商帮弄",
        "who on earth has to do this ICP thing, me or the hosting company",
        "whose job is the ICP filing",
    ],
)
def test_who_has_to_do_it_asks_how(text):
    found = heard(text)
    assert found.asks == [{"act": "how", "about": "filing"}]
    assert not found.needs


@pytest.mark.parametrize(("need", "frame"), [*product(["budget", "scale", "filing"], TAKEN_BACK)])
def test_an_answer_taken_back_is_open_again(need, frame):
    for name in NAMED[need][:3]:
        text = frame.format(name)
        if name.isascii() == frame.isascii():
            found = heard(text)
            assert need in found.dropped, text
            assert need not in found.needs


@pytest.mark.parametrize("text", ["预算不变", "预算还没定", "备案麻烦不", "i said my budget is 100", "人数没算错吧"])
def test_what_only_names_an_answer_takes_nothing_back(text):
    assert not heard(text).dropped


def test_a_new_answer_stands_where_the_old_one_is_taken_back():
    assert heard("预算那条当我没说，改成80").needs["budget"] == 80
