"""Questions as people speak them: whole families of wordings ask the act, and the ordinary sentences beside them do not."""

from itertools import product

import pytest

from chat.hear import understand

SITE = {"purpose": "site", "budget": 100, "audience": "mainland", "scale": 300, "filing": "willing"}


def acts(text, **known):
    return understand(text, needs={**SITE, **known}, now=True)


def each(template, **slots):
    return [template.format(**dict(zip(slots, said, strict=True))) for said in product(*slots.values())]


FAMILIES = [
    (
        {"act": "cost", "span": "three-years"},
        each("{all}三年要{pay}多少", all=["统共", "拢共", "满打满算"], pay=["花", "掏", "砸"]),
    ),
    (
        {"act": "cost", "span": "renewal"},
        each("{year}会不会{dear}", year=["第二年", "明年", "次年"], dear=["涨价", "变贵"]),
    ),
    (
        {"act": "cost", "span": "renewal"},
        each("whats the price once the {promo} {over}", promo=["promo", "intro price"], over=["ends", "runs out"]),
    ),
    ({"act": "sure"}, each("{what}{sure}", what=["你这结论", "这价", "你说的"], sure=["准不", "有几成把握", "靠谱不"])),
    ({"act": "sure"}, ["how do you know?", "you swear?", "is this years price still right?", "你那价是哪年的老黄历"]),
    (
        {"act": "other"},
        each(
            "{more}",
            more=[
                "还有没得",
                "备胎方案整一个",
                "再来一套看看",
                "what else you got",
                "anything besides this?",
                "whats next on your list",
            ],
        ),
    ),
    (
        {"act": "recap"},
        each(
            "把我{when}{said}的{say}一遍", when=["前面", "刚才", "前头"], said=["说", "交代"], say=["念", "捋", "复述"]
        ),
    ),
    ({"act": "recap"}, ["read it all back to me", "what have you got down for me", "remind me where we landed"]),
    (
        {"act": "better", "toward": "uptime"},
        each("{want}个{solid}点儿的", want=["换", "要换", "来"], solid=["牢靠", "稳当", "皮实"]),
    ),
    (
        {"act": "better", "toward": "sooner"},
        each("{how}{do}能{make}", how=["咋", "怎么"], do=["整", "弄"], make=["赶上", "赶得及"]),
    ),
    (
        {"act": "better", "toward": "cost"},
        ["能再抠抠价不", "价格能不能往下走走", "trim the price a little?", "make it cheaper"],
    ),
    ({"act": "how", "about": "domain"}, each("域名{where}{buy}", where=["在哪", "去哪", "上哪儿"], buy=["买", "弄"])),
    (
        {"act": "how", "about": "invoice"},
        each("{who}要{paper} {how}", who=["财务", "公司"], paper=["专票", "发票"], how=["咋弄", "怎么搞"]),
    ),
    ({"act": "vendor"}, each("{who}会不会{run}", who=["狗云", "雨云"], run=["卷钱", "跑路", "倒闭"])),
    ({"act": "vendor"}, each("is {who} {good}", who=["hetzner", "contabo"], good=["sketchy", "trustworthy"])),
    (
        {"act": "compare", "decision": "region"},
        each("{a}{or_}{b}", a=["香港", "日本"], or_=["还是", "跟"], b=["上海哪个好", "美国差得多不"]),
    ),
    ({"act": "compare", "decision": "runtime"}, ["docker or straight on the metal os", "docker or native, torn"]),
    ({"act": "compare", "decision": "size"}, ["4G跟8G差别大吗", "2c4g和4c8g咱该上哪档"]),
    ({"act": "why", "decision": "filing"}, each("{why}要备案", why=["为毛", "为嘛", "凭嘛"])),
    (
        {"act": "why-not", "decision": "region", "choice": "hongkong"},
        each("香港{bad}", bad=["哪里不好了", "哪儿不行", "碍着谁了"]),
    ),
    ({"act": "when"}, ["最快哪天能用上", "得熬几天", "which day could we be live?", "how far off is it?"]),
    ({"act": "topic", "topic": "payment"}, each("能刷{card}不", card=["微信", "支付宝", "信用卡"])),
]


@pytest.mark.parametrize(("act", "texts"), FAMILIES, ids=lambda v: str(v)[:40] if isinstance(v, dict) else "")
def test_a_family_of_wordings_asks_one_act_and_states_nothing(act, texts):
    for text in texts:
        heard = acts(text)
        assert [{k: one.get(k) for k in act} for one in heard.asks] == [act], (text, heard.asks)
        assert not heard.needs, (text, heard.needs)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("钱不是问题 稳就行", {}),
        ("再便宜点的就行了", {}),
        ("只用几天", {"term": "short"}),
        ("就跑几天", {"term": "short"}),
        ("预算从不超过80", {"budget": 80}),
        ("备案我懒得弄", {"filing": "avoid"}),
        ("我动不动就忘", {}),
        ("we have 20 users so far", {}),
        ("i have nothing else to say", {}),
        ("i cant afford to lose time on this chat", {}),
        ("make the budget 400 a month", {"budget": 400}),
        ("we take paypal at checkout", {}),
        ("帮我复盘直播的软件", {}),
        ("它会不会用都甭操心", {}),
    ],
)
def test_ordinary_sentences_beside_them_ask_nothing(text, needs):
    heard = acts(text)
    assert heard.asks == []
    assert needs.items() <= heard.needs.items()


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("域名我还没买呢 这玩意在哪买", {"domain": "planned"}),
        ("already grabbed a name on porkbun, how do i hook it up", {"domain": "yes"}),
        ("most of us are in manila, singapore or LA", {"audience": "asia"}),
        ("邮件停一会儿就丢单子，要换个牢靠点儿的", {"uptime": "business"}),
        ("甲方后天就要看到东西，咋整能赶上", {"launch": "now"}),
    ],
)
def test_what_is_said_before_a_question_is_stated_all_the_same(text, needs):
    heard = acts(text)
    assert len(heard.asks) == 1
    assert needs.items() <= heard.needs.items()


@pytest.mark.parametrize("opening", ["我是说假如哈", "打个比方要是", "就说要是啊"])
def test_a_supposition_goes_on_behind_its_comma(opening):
    heard = acts(f"{opening}，我松口去备了案，会咋样", filing="avoid")
    assert heard.asks == [{"act": "what-if", "needs": {"filing": "willing"}}]
    assert not heard.needs


def test_really_behind_a_question_only_presses_it():
    assert [one["act"] for one in acts("4 gigs wont cut it? rly?").asks] == ["why-not"]
    assert [one["act"] for one in acts("really?").asks] == ["sure"]


@pytest.mark.parametrize("filler", ["嗯", "呃", "啊就是", "吧那个", "啊然后"])
def test_dictated_speech_is_cut_where_the_speaker_hesitates(filler):
    heard = understand(f"我们宿舍六个人玩我的世界打算周末联机{filler}一共得多少钱", needs={"purpose": "game"}, now=True)
    assert heard.asks == [{"act": "cost", "span": "all"}]
    assert heard.needs["scale"] == 6


def test_us_is_who_speaks_and_no_country():
    assert acts("light server or a cloud server, which one for us").asks == [
        {"act": "compare", "decision": "product", "choices": ["light", "ecs"]}
    ]
