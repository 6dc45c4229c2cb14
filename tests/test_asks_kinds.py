"""Kinds of questions people ask in the middle of a conversation, each by the ways it is said in both languages."""

from itertools import product

import pytest

from chat.hear import understand

SITE = {"purpose": "site", "buyer": "founder", "budget": 100, "audience": "mainland", "scale": 300, "filing": "willing"}
APP = {"purpose": "app", "buyer": "founder", "audience": "west", "scale": 500}
PLAN = {"purpose": "app", "buyer": "developer", "audience": "global"}


def heard(text, state=SITE):
    return understand(text, needs=state, now=True)


def kinds(text, state=SITE):
    found = heard(text, state)
    return [":".join(map(str, [one["act"], *(v for k, v in one.items() if k != "act")])) for one in found.asks]


def changed(text, state=SITE):
    return {need: value for need, value in heard(text, state).needs.items() if str(state.get(need)) != str(value)}


BILLS = [
    "we pay heroku ${} a month now",
    "i pay linode ${} a month at the moment",
    "our current host charges us ${} a month",
    "we're at ${}/mo with render today",
    "aws is costing us ${} a month",
    "我们现在阿里云每个月交{}块",
    "目前每月给腾讯云交{}块",
]
QUESTIONS = [
    ("what does yours cost once the first year is over", "cost:renewal"),
    ("why is this more", "why:"),
    ("is there anything cheaper", "better:cost"),
    ("你这个第二年多少钱", "cost:renewal"),
    ("why hong kong", "why:region"),
]
CEILINGS = [
    "and cant go over that",
    "and thats the ceiling",
    "and it must not exceed that",
    "no more than that please",
    "i cant spend more than that",
    "，不能再多了",
    "，再贵就不干了",
    "，最多也就这个数",
    "，希望别超过",
]


@pytest.mark.parametrize(("bill", "asked"), [*product(BILLS, QUESTIONS)])
def test_what_is_paid_already_is_no_offer_and_no_budget_beside_a_question(bill, asked):
    text = f"{bill.format(73)}. {asked[0]}"
    assert len(kinds(text, APP)) == 1, kinds(text, APP)
    assert kinds(text, APP)[0].startswith(asked[1])
    assert "budget" not in changed(text, APP)


@pytest.mark.parametrize(("bill", "ceiling"), [*product(BILLS, CEILINGS)])
def test_what_is_paid_already_is_the_budget_where_it_may_not_be_more(bill, ceiling):
    text = f"{bill.format(73)} {ceiling}"
    assert not kinds(text, PLAN)
    assert changed(text, PLAN).get("budget") in (73, 73 * 7.2), text
    assert "launch" not in changed(text, PLAN)


def test_a_price_shown_to_be_judged_stays_an_offer():
    for text in ("racknerd wants $5 a month for 1c1g, worth it?", "朋友转让 2核4g 一年99 值不值"):
        assert kinds(text, APP)[0].startswith("offer"), text


@pytest.mark.parametrize(
    ("theirs", "asked"),
    [
        *product(
            [
                "binance is hosted in tokyo afaik",
                "okx's servers are in singapore i think",
                "the exchange sits in tokyo",
                "their api is hosted in frankfurt",
                "discord is based in the us",
                "币安的机器在东京",
                "交易所那边服务器在新加坡",
                "openai的服务器都在美国",
                "telegram的服务器在荷兰吧",
            ],
            ["", " so why hong kong", " 为啥给我推香港"],
        )
    ],
)
def test_where_somebody_elses_machines_stand_is_no_wish(theirs, asked):
    text = f"{theirs},{asked}" if asked else theirs
    bot = {"purpose": "bot", "budget": 72, "skill": "linux"}
    assert not {"region", "audience"} & {*changed(text, bot)}, text
    assert kinds(text, bot) == (["why:region"] if asked else [])


def test_a_place_beside_a_counterpart_is_a_wish_where_it_is_wished():
    bot = {"purpose": "bot", "budget": 72}
    for text in ("binances matching engine lives in tokyo so put me there", "币安在东京 我也想放东京"):
        assert changed(text, bot).get("region") == "overseas", text


@pytest.mark.parametrize(
    "text",
    [
        *(f"{no}{verb}公司" for no, verb in product(["没", "还没", "没有"], ["注册", "成立", "开", "登记"])),
        "备案是挂在我前公司名下的",
        "our icp number belongs to a previous employer",
        "名下没公司",
        "not a company, just an individual developer",
    ],
)
def test_a_company_denied_or_somebody_elses_is_not_the_speakers(text):
    mini = {"purpose": "miniprogram", "audience": "mainland", "scale": 200}
    assert changed(text, mini).get("buyer") != "company"


@pytest.mark.parametrize(
    "text",
    [
        f"{where}{but}{who}"
        for where, but, who in product(
            ["我人虽然在深圳", "我在杭州没错", "人在国内", "虽然我住上海", "我自己在成都"],
            [" ", " 但", " 可是"],
            ["客户其实全在北美", "用户都在美国", "买家都在德国"],
        )
    ],
)
def test_where_the_speaker_is_is_not_where_the_visitors_are(text):
    assert changed(text) == {"audience": "west"}


KINDS = {
    "how:refund": [
        "用着不行 几天内能退啊",
        "几天内可以退",
        "多少天之内能退款",
        "用了三天还能退吗",
        "买了后悔几天可以退钱",
        "七天能不能无理由退",
        "退款要多久到账",
        "多久之内不满意可以退",
        "how many days do i have to return it",
        "within how long can i get my money back",
        "how long is the refund window",
        "whats the refund period",
        "how long do i have to change my mind",
        "how much hassle is getting a refund",
        "万一玩两天没人玩了 钱能退吗",
    ],
    "how:moving": [
        "how much of a pain is it to move the db over",
        "how much of a hassle is migrating later",
        "is migrating a nightmare",
        "how big a deal is it to switch servers later",
        "how painful is the move",
        "搬数据库麻不麻烦",
        "迁过来费不费劲",
        "迁移的工作量大不大",
        "could you help me move my site",
    ],
    "how:setup": [
        "how much work is it to set up",
        "how much time does setting it up take",
        "装起来要多折腾",
        "what happens after i pay",
    ],
    "how:filing": [
        "备案是挂在我前公司名下的 能直接拿来用吗",
        "备案前要不要先把网站做好",
        "备案期间网站要不要先关掉",
        "这个要不要资质啊",
        "需要审核吗 审核严不严",
        "个人能过审核吗",
        "买服务器要提供营业执照吗",
        "should i buy the server before filing or after",
        "how difficult is it to get the filing done",
        "难道服务要先运行3个月后才能备案？",
    ],
    "how:domain": [
        "域名是在namesilo买的 备案前要不要先转进来",
        "域名在godaddy 备案之前需不需要先转到国内",
        "备案要先解析域名么",
    ],
    "recap": [
        "绕晕了 一句话 到底买哪个",
        "说了半天 我到底买哪个",
        "看晕了 直接告诉我买啥",
        "别绕了 就说买什么",
        "最后买哪款",
        "所以就是买哪个？",
        "太长了没看 买啥",
        "so what do i buy",
        "ok so what do i actually buy then",
        "just tell me what to get",
        "im lost. what am i supposed to buy",
        "too long. which one do i buy",
        "bottom line, which box am i getting",
        "in one line please: what do i get",
        "我说过啥了",
        "whats the conclusion",
    ],
    "compare:product:['light', 'ecs']": [
        "compare 一下 light 和 ecs，for 我这个 case",
        "compare light and ecs for my case",
        "对比下轻量和云服务器 就我这情况",
        "轻量跟ecs比较一下",
        "light和ecs 我该上哪个",
        "轻量和ecs到底差在哪 我这个用轻量会不会亏",
    ],
    "compare:billing:['monthly', 'yearly']": [
        "compare 包月 和 包年 给我看看",
        "put monthly and yearly side by side for me",
        "包月跟包年 对我来说哪个好",
    ],
    "compare:size:['1g', '2g']": ["1g 和 2g 内存 我这个站差别大么"],
    "vendor:[]": [
        "our host just locked our account. who else is there",
        "who else sells it",
        "they just terminated my server, where do i go now",
        "which other companies have it",
        "anyone else selling this",
        "还有谁家卖这种",
    ],
    "topic:latency": [
        "is germany close enough for the ping",
        "is frankfurt near enough for low ping",
        "will the ping be ok from brazil",
        "do we get playable ping from dublin",
        "what ping would we get from portugal to germany",
        "香港到广东延迟能接受吗",
        "从国内连东京延迟高不高",
        "ping值大概能有多少",
        "德国离葡萄牙够近吗 ping能行不",
        "我们在澳洲 新加坡的机器ping会不会很高",
    ],
    "topic:home-server": ["我家有台闲置的小主机 一直开着 拿它当服务器不行吗"],
    "cost:renewal": ["whatll it be after year one", "后面会不会变贵"],
    "cost:all": ["有没有隐形消费", "any hidden fees"],
    "why:cost": ["你这一个月两百多咋算出来的", "what am i getting for that money"],
    "why:question:domain": ["why do you care if ive got a domain"],
    "why-not:runtime:native": ["docker这玩意儿能不用吗 直接装系统里多省事"],
    "why-not:region:west": ["couldnt I use a server in Frankfurt? they seem cheaper"],
    "sure": ["靠谱吗你这", "万一你算错了呢", "what if youre wrong", "says who"],
    "when": ["一周内搞得定不"],
    "other": ["除此之外呢", "something different please"],
}


@pytest.mark.parametrize(("act", "text"), [(act, text) for act, texts in KINDS.items() for text in texts])
def test_a_kind_of_question_is_heard_however_it_is_said_and_changes_nothing(act, text):
    assert kinds(text) == [act]
    assert not {*changed(text)} - {"domain", "audience", "subject", "software"}
