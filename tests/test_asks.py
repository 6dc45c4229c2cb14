"""What a message asks: the acts and their fields, what follows from the reply on screen, and that nothing inside them is stated."""

import json
import time
from pathlib import Path

import pytest

from chat.hear import understand
from chat.hear.asking.tables import tables
from chat.hear.lexicon import ROOT
from chat.remarks_address import write_reply

DATA = Path(__file__).parent / "data"
ASKS = json.loads((DATA / "asks.json").read_text(encoding="utf-8"))
SITE = {"purpose": "site", "budget": 100, "audience": "mainland", "scale": 300, "filing": "avoid"}
ACTS = {"meaning": "topic", "vendor-judged": "vendor", "doubt": None}
FRAMES = [(name, frame) for name, frame in tables()["frames"].items()]


def near(got, want):
    if isinstance(want, list) and len(want) == 2 and all(isinstance(x, (int, float)) for x in want):
        return isinstance(got, (int, float)) and want[0] - 1e-6 <= got <= want[1] + 1e-6
    if isinstance(want, list):
        return sorted(map(str, got or [])) == sorted(map(str, want))
    if isinstance(want, dict):
        return set(got or {}) == set(want) and all(near(got[name], value) for name, value in want.items())
    return got == want


def same(got, want):
    return len(got) == len(want) and all(
        any(g["act"] == w["act"] and all(near(g.get(f), v) for f, v in w.items() if f != "vendors") for g in got)
        for w in want
    )


@pytest.mark.parametrize("row", ASKS, ids=lambda row: row["id"])
def test_a_question_is_heard_as_its_acts(row):
    heard = understand(row["text"], needs=row["state"], ask=row.get("ask"), now=row["now"], reply=row.get("reply", ""))
    assert any(same(heard.asks, fair) for fair in [row["asks"], *row["or"]]), heard.asks


@pytest.mark.parametrize(("name", "frame"), FRAMES, ids=[name for name, _ in FRAMES])
def test_the_examples_beside_a_frame_ask_and_do_not_ask_it(name, frame):
    act = ACTS.get(name, name)
    for text in frame["yes"]:
        acts = {one["act"] for one in understand(str(text), needs=SITE, now=True).asks}
        assert act in acts if act else acts, (text, acts)
    for text in frame["no"]:
        acts = {one["act"] for one in understand(str(text), needs=SITE, now=True).asks}
        assert act not in acts, (text, acts)


@pytest.mark.parametrize(
    ("reply", "text", "wanted"),
    [
        ("why:decision-filing", "凭啥", {"act": "why", "decision": "filing"}),
        ("cost:span-month", "三年呢", {"act": "cost", "span": "three-years"}),
        ("cost:span-first-year", "总共？", {"act": "cost", "span": "all"}),
        ("why:decision-region", "那新加坡呢", {"act": "why-not", "decision": "region", "choice": "asia"}),
        ("why:decision-billing", "and yearly?", {"act": "why-not", "decision": "billing", "choice": "yearly"}),
        ("cost:span-month", "and yearly?", {"act": "cost", "span": "first-year"}),
        ("what-if:budget-500", "那800呢", {"act": "what-if", "needs": {"budget": 800}}),
    ],
)
def test_a_bare_follow_up_is_read_with_the_reply_on_screen(reply, text, wanted):
    assert understand(text, needs=SITE, now=True, reply=reply).asks == [wanted]


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("万一人数涨十倍呢", {"scale": 3000}),
        ("what if traffic doubles", {"scale": 600}),
        ("预算砍一半呢", {"budget": 50}),
        ("what if I had half the budget", {"budget": 50}),
    ],
)
def test_a_relative_supposition_is_worked_out_from_the_state(text, needs):
    heard = understand(text, needs=SITE, now=True)
    assert heard.asks == [{"act": "what-if", "needs": needs}]
    assert not heard.needs


def test_two_questions_in_one_message_are_two_acts():
    heard = understand("why this one, and how much per year?", needs=SITE, now=True)
    assert [one["act"] for one in heard.asks] == ["why", "cost"]


def test_what_is_stated_beside_a_question_is_heard_and_nothing_inside_it():
    heard = understand("我是学生 为啥还要备案啊", needs=SITE, now=True)
    assert heard.needs == {"buyer": "student"}
    assert heard.asks == [{"act": "why", "decision": "filing"}]


@pytest.mark.parametrize(
    "text", ["阿里云 99 值不值", "腾讯云 2核4G 5M 一年 188 行不行", "racknerd 2.5gb 18.93 a year??"]
)
def test_an_offer_never_changes_the_case(text):
    heard = understand(text, needs=SITE, now=True)
    assert [one["act"] for one in heard.asks] == ["offer"]
    assert not heard.needs
    assert not heard.also
    assert heard.spec is None


def test_beside_an_offer_the_asker_may_still_say_who_they_are():
    heard = understand("我是学生，我想搭个博客。看到阿里云 2核2G 一年99，够用吗")
    assert heard.needs == {"buyer": "student", "purpose": "blog"}
    assert heard.asks[0]["offer"]["price"] == 99


def test_an_act_heard_can_be_the_reply_of_the_next_turn():
    for row in ASKS:
        heard = [
            one for one in understand(row["text"], needs=row["state"], now=row["now"]).asks if one["act"] != "offer"
        ]
        again = understand("凭啥", needs=row["state"], now=True, reply=write_reply(heard))
        assert again.asks[0]["act"] == "why"


def test_the_words_stay_within_their_bounds():
    for path in sorted((ROOT / "lexicon" / "asks").glob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 150, path.name
        assert all(len(line) <= 120 for line in lines), path.name


def test_a_long_message_of_question_words_costs_little():
    for word in ("为什么不", "要是如果", "or vs which ", "香港还是新加坡 ", "how much why not "):
        start = time.perf_counter()
        understand((word * 300)[:500], needs=SITE, now=True)
        assert time.perf_counter() - start < 2


@pytest.mark.parametrize("particle", ["呢", "捏", "咧", "嘞", "哩", "勒"])
@pytest.mark.parametrize(
    ("reply", "said", "act"),
    [("cost:span-month", "三年", "cost"), ("why:decision-region", "日本", "why-not"), ("", "预算砍一半", "what-if")],
)
def test_a_particle_of_any_region_makes_the_same_follow_up(particle, reply, said, act):
    assert [one["act"] for one in understand(said + particle, needs=SITE, now=True, reply=reply).asks] == [act]


@pytest.mark.parametrize("mishap", ["硬盘挂了", "数据丢了", "手滑误删了"])
@pytest.mark.parametrize("how", ["咋备一份", "怎么备份"])
def test_a_mishap_is_supposed_only_to_ask_how_to_be_safe_from_it(mishap, how):
    heard = understand(f"万一{mishap}，{how}", needs=SITE, now=True)
    assert heard.asks == [{"act": "how", "about": "backup"}]


@pytest.mark.parametrize(
    "asked", ["数据截至何时", "这价格是什么时候的", "价钱哪天抄的", "when were these prices checked"]
)
def test_when_asked_of_figures_asks_how_fresh_they_are(asked):
    assert understand(asked + "？", needs=SITE, now=True).asks == [{"act": "sure"}]


@pytest.mark.parametrize("polite", ["请问", "想请教一下", "我想问下", "老板问我", "财务老问"])
def test_who_only_passes_a_question_on_asks_nothing_about_the_asking(polite):
    heard = understand(f"{polite}为什么放在这个地区", needs=SITE, now=True)
    assert heard.asks == [{"act": "why", "decision": "region"}]


@pytest.mark.parametrize("span", ["头一年", "三年", "之后每年", "续费"])
def test_how_much_over_a_length_of_time_asks_what_it_costs(span):
    assert [one["act"] for one in understand(f"{span}到手多少", needs=SITE, now=True).asks] == ["cost"]
