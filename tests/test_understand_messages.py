"""What single messages say: several needs at once, money and people in all forms, corrections, remarks."""

import pytest

from chat.hear import understand
from chat.said.conversation import Conversation
from chat.said.hearing import hear


def needs(text: str, **given: object) -> dict:
    return dict(understand(text, **given).needs)


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("预算五十", 50),
        ("一个月一百五", 150),
        ("月付99.9", 99.9),
        ("一两百", 200),
        ("几十块钱", 50),
        ("千把块一个月", 1000),
        ("一年三百六", 30),
        ("三年一千八", 50),
        ("半年900以内", 150),
        ("一季度三百", 100),
        ("￥66/月", 66),
        ("1k一个月", 1000),
        ("10刀以内", 72),
        ("$120 a year", 72),
        ("20 bucks a month", 144),
        ("€10 per month", 78),
        ("每月台幣400", 90),
        ("between 10 and 20 dollars monthly", 144),
        ("twenty dollars a month", 144),
        ("一毛不拔", 0),
        ("free if possible", 0),
        ("１００元每月", 100),
        ("预算 1,200 元", 1200),
        ("港币一百一个月", 92),
        ("三年一共交1800", 50),
        ("每季度愿意掏240", 80),
        ("三年预算一千八", 50),
        ("年预算叁万陆仟元", 3000),
        ("六个人每人每月凑十块", 60),
    ],
)
def test_money_in_all_its_forms(text: str, monthly: float) -> None:
    assert needs(text)["budget"] == pytest.approx(monthly, rel=0.02)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("日活3000", 3000),
        ("1w用户", 10000),
        ("十来个人", 12),
        ("三四百人", 400),
        ("10k users", 10000),
        ("a dozen people", 12),
        ("日均PV九千", 3000),
        ("每月六万访问", 2000),
        ("同时在线 20 人", 20),
        ("me and three friends", 4),
        ("only me", 1),
        ("couple thousand users", 2000),
        ("1.5万日活", 15000),
    ],
)
def test_people_in_all_their_forms(text: str, people: int) -> None:
    assert needs(text)["scale"] == people


def test_rates_can_be_overridden() -> None:
    assert needs("10刀", rates={"USD": 8})["budget"] == 80


@pytest.mark.parametrize(
    "text",
    [
        "4c8g 5M 带宽 40G 硬盘",
        "k8s 和 python3",
        "12345678901234567890",
        "https://example.com/?price=50",
        "2024-05-01",
        "5张图 3个页面",
    ],
)
def test_other_numbers_are_neither_money_nor_people(text: str) -> None:
    assert {"budget", "scale"}.isdisjoint(needs(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("不是博客，是商城", {"purpose": "shop"}),
        ("预算从50改到100", {"budget": 100}),
        ("users 不是 100，是 1000", {"scale": 1000}),
        ("not a blog, a web shop", {"purpose": "shop"}),
        ("不要香港了，换成国内", {"region": "mainland"}),
        ("我不是学生", {}),
        ("blog 换成 hugo 了", {"purpose": "static", "software": "hugo"}),
        ("我不太懂linux", {"skill": "none"}),
        ("5000 users, not 500", {"scale": 5000}),
    ],
)
def test_what_is_denied_is_not_said(text: str, wanted: dict) -> None:
    assert needs(text) == wanted


def test_a_denied_need_is_dropped_only_if_it_had_that_value() -> None:
    assert understand("我不是学生", needs={"buyer": "student"}).dropped == {"buyer": "student"}
    assert understand("我不是学生", needs={"buyer": "company"}).dropped == {}
    assert understand("我不是学生，公司用的", needs={"buyer": "student"}).dropped == {}


def test_of_two_purposes_the_heavier_is_advised_on_and_the_other_offered() -> None:
    found = understand("一个博客，顺便跑个我的世界")
    assert found.needs["purpose"] == "game"
    assert found.other_purposes == ["blog"]
    assert "blog" in found.also


@pytest.mark.parametrize(
    ("text", "need", "value"),
    [
        ("备案我已经有了", "filing", "done"),
        ("已经有了，备案", "filing", None),
        ("在泰国的同学们玩", "audience", "asia"),
        ("用户玩得开心，我们在泰国", "audience", None),
        ("the box has to stay in mainland China", "region", "mainland"),
        ("不需要独享物理机", "isolation", "shared"),
        ("流量不是稳定的", "load", "spiky"),
        ("nginx 加 redis 再来个 postgres", "services", "few"),
    ],
)
def test_words_say_something_together_in_any_order_within_one_clause(text: str, need: str, value: str | None) -> None:
    assert needs(text).get(need) == value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("十四名调度员", 14),
        ("we're five", 5),
        ("我们三姐妹开的花店", None),
        ("别按一万人算，撑死两千人", 2000),
        ("人数说错了 是五百不是五千", 500),
    ],
)
def test_who_is_counted_is_read_from_the_words_around(text: str, people: int | None) -> None:
    assert needs(text).get("scale") == people


def test_a_weeks_outage_is_no_term() -> None:
    assert "term" not in needs("挂一周都没人知道")


def test_people_counted_before_a_purpose_need_a_unit() -> None:
    assert understand("五百人").unit_needed
    assert not understand("五百人", needs={"purpose": "game"}).unit_needed
    assert not understand("五百人看博客").unit_needed


def test_a_model_or_drive_size_counts_only_where_there_is_one() -> None:
    assert needs("自己部署 70b 大模型")["demand"] == "heavy"
    assert needs("照片大概 30G，放网盘")["demand"] == "light"
    assert "demand" not in needs("博客，2c4g 40G")


def test_traditional_characters_pinyin_and_slips_read_alike() -> None:
    plain = needs("博客，不想备案")
    assert plain == {"purpose": "blog", "filing": "avoid"}
    for text in ("部落格，不想備案", "搏客，不想被案", "boke，不想 beian", "blgo，不想備案"):
        assert needs(text) == plain, text


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("真人吗", "human"),
        ("收了哪家广告费", "paid"),
        ("会不会记录我说的", "recording"),
        ("谢谢", "thanks"),
        ("are you a bot?", "human"),
        ("我再想想吧", "later"),
        ("谁做的这个", "who-made"),
    ],
)
def test_small_talk_is_recognised_and_says_no_need(text: str, talk: str) -> None:
    found = understand(text)
    assert (found.small_talk, dict(found.needs), found.unread) == (talk, {}, False)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("重新开始", "restart"),
        ("上一步", "back"),
        ("别问了，直接推荐", "advise_now"),
        ("为什么问这个", "why"),
        ("跳过", "skip"),
        ("start over", "restart"),
        ("just tell me", "advise_now"),
    ],
)
def test_commands(text: str, command: str) -> None:
    assert understand(text).command == command


@pytest.mark.parametrize("text", ["asdfghjkl", "？？？", "", "   ", "<b></b>", "http://a.cn/x"])
def test_what_is_not_understood_is_said_to_be(text: str) -> None:
    found = understand(text)
    assert found.unread
    nothing = {"needs": {}, "also": [], "topics": [], "spans": [], "declined": None, "asks": [], "unused": []}
    assert found.as_json() == nothing


def test_an_aside_that_is_declined_does_not_cost_the_rest() -> None:
    found = understand("搭个 wordpress 博客，顺便挂个梯子，预算100")
    assert found.declined == "evasion"
    assert found.needs == {"purpose": "blog", "budget": 100, "software": "wordpress"}
    assert understand("搭 VPN 翻墙，budget $3").needs == {}


def test_a_question_about_a_topic_says_no_need() -> None:
    found = understand("香港服务器真的不用备案吗")
    assert (found.topics, dict(found.needs)) == (["hong-kong", "icp-filing"], {})


@pytest.mark.parametrize(
    "text",
    [
        "我朋友那台一年才99",
        "群里有人说他花50就搞定了",
        "听人家讲最便宜的一年才60",
        "他们公司五百多人呢",
        "你是学生吗",
        "你们公司在哪",
        "腾讯云双十一活动页写着88一年",
        "my cousin pays 20 dollars for his",
        "saw an ad: 12 dollars a year",
        "reddit says $5 is enough",
        "are you a developer",
        "程序员为什么分不清万圣节和圣诞节",
    ],
)
def test_what_is_said_of_somebody_else_or_asked_of_us_is_no_need(text: str) -> None:
    found = understand(text)
    assert not found.needs
    assert not found.topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("网站底下那串京ICP是干啥的", "icp-filing"),
        ("香港机房晚上卡不卡", "hong-kong"),
        ("流量包一个月1T够看视频不", "bandwidth"),
        ("VPS stands for what", "vps"),
        ("how much will it be once the promo runs out?", "renewal-price"),
        ("备案？必须办吗", "icp-filing"),
        ("备案？两年前就办好了", None),
        ("备案过几天就下来", None),
        ("图片走cdn", None),
        ("不想上k8s", None),
        ("ICP? Got it last spring", None),
    ],
)
def test_a_topic_is_heard_where_it_is_asked_about(text: str, topic: str | None) -> None:
    assert understand(text).topics[:1] == ([topic] if topic else [])


def test_a_question_answered_in_the_next_breath_is_an_answer() -> None:
    assert understand("ICP? hard pass").needs == {"filing": "avoid"}
    assert understand("filing? done in 2019").needs == {"filing": "done"}
    assert understand("备案要多久？").needs == {}


def test_a_statement_and_a_question_in_one_message() -> None:
    found = understand("读者在国内，预算五十。备案要多久？")
    assert found.needs == {"audience": "mainland", "budget": 50}
    assert found.topics == ["icp-filing"]


def test_spans_are_words_of_the_message() -> None:
    text = "搞个 WordPress，每月最多 50 块，懒得備案，用户都在国内"
    found = understand(text)
    assert {span["need"]: span["value"] for span in found.spans} == dict(found.needs)
    assert all(span["text"] and span["text"] in text for span in found.spans)
    assert next(s["text"] for s in found.spans if s["need"] == "filing") == "懒得備案"


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("帕鲁私服，八个人", "heavy"),
        ("palworld for 8 friends", "heavy"),
        ("泰拉瑞亚，五个人玩", "light"),
        ("英灵神殿开个服", "medium"),
    ],
)
def test_a_game_that_is_an_answer_on_screen_is_not_asked_about_again(text: str, demand: str) -> None:
    """The label says what was said; the conversation does not ask what the name of the game already answers."""
    assert "demand" not in understand(text).needs
    heard = hear(Conversation(), text, "zh")
    assert heard.conversation.needs["demand"] == demand
    assert heard.words["demand"] in text


def test_a_doubt_belongs_to_what_it_speaks_of() -> None:
    assert understand("预算一百五，不够再说", ask="uptime").needs == {"budget": 150}


def test_chickens_are_no_botnet() -> None:
    assert understand("养肉鸡的，鸡舍温湿度探头五分钟传一次").declined is None
    assert understand("卖肉鸡的平台放哪").declined == "attack"


def test_where_it_must_be_is_about_the_server_even_while_people_are_asked_about() -> None:
    assert understand("必须国内", ask="audience").needs["region"] == "mainland"
    assert "region" not in understand("国内的", ask="audience").needs
