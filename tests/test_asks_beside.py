"""What stands beside a question: what is stated before it stands, what doubts the same twice is one."""

import pytest

from chat.hear import understand
from tests.test_asks_kinds import kinds


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "做了个小网站接 chatgpt 接口给国内同学用，放国内怕调不通，放国外又怕用户打不开，怎么选",
            {"purpose": "app", "audience": "mainland"},
        ),
        ("给国内客户做的商城，放香港还是放国内，选哪个", {"purpose": "shop", "audience": "mainland"}),
        (
            "we built a small app on the openai api for users in china, hong kong or the mainland, which one",
            {"purpose": "app", "audience": "mainland"},
        ),
    ],
)
def test_what_is_stated_before_a_choice_of_places_stands(text: str, stated: dict[str, str]) -> None:
    heard = understand(text)
    assert [act["act"] for act in heard.asks] == ["compare"]
    assert stated.items() <= heard.needs.items()
    assert "region" not in heard.needs


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("why-not:region:west", "只能放国内服务器吗？美国的可不可以"),
        ("why-not:filing:not-needed", "必须备案吗，不备案行不行"),
        ("why-not:billing:monthly", "一定要包年吗？月付行不行"),
        ("why-not:region:asia", "does it have to be in germany? can't it be in singapore"),
        ("cost:three-years", "要是用满三年总共花多少"),
        ("cost:all", "如果用五年一共要多少钱"),
        ("cost:three-years", "if i keep it three years what does it cost altogether"),
        ("topic:cdn:yes", "我需要 CDN 吗"),
        ("topic:cdn:yes", "do i need a cdn"),
        ("topic:cdn:yes", "要不要加个cdn"),
        ("how:order", "要不要买数据盘"),
        ("how:order", "should i add an extra disk"),
        ("sure", "这数咋算出来的 有公式吗 靠不靠谱"),
        ("sure", "你们这个可不可信"),
        ("why:vendor", "为什么要用阿里云"),
        ("how:moving", "there's an old droplet, how do we get everything over to the new one"),
        ("how:moving", "how do i copy it all over"),
        ("why-not:size:1c0.5g", "1核512MB 的小鸡能跑吗"),
    ],
)
def test_one_question_is_one_act(act: str, text: str) -> None:
    assert kinds(text) == [act]


@pytest.mark.parametrize("text", ["腾讯云不是更便宜么", "腾讯云会不会更稳", "腾讯云更划算吧？"])
def test_a_vendor_set_above_the_one_advised_is_a_question_about_vendors(text: str) -> None:
    assert kinds(text) == ["vendor:['腾讯云']"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("digital ocean $12 / month, 2000GB data transfer. 24/7 restream, how many can watch? around 20 people", "en"),
        ("vultr $6/mo, 1TB transfer, is it enough for 30 people", "en"),
        ("hetzner: €5 a month, 20TB traffic, will it carry 50 viewers", "en"),
        ("阿里云 99一年 3M带宽 十个人看够吗", "zh"),
    ],
)
def test_the_figures_behind_a_sellers_name_and_price_are_the_sellers(text: str, lang: str) -> None:
    heard = understand(text, lang, needs={"purpose": "media", "budget": 100}, now=True)
    assert [act["act"] for act in heard.asks] == ["offer"]
    assert not {"budget", "traffic", "hours", "bandwidth"} & {*heard.needs}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("I checked GCP provides A100 for $4/hr, only need it for 3 or 4 days. worth it?", "short"),
        ("阿里云 2核2G 99一年，我就用两个月，值吗", "months"),
        ("腾讯云 轻量 2核4G 5M 三年 300，值不值", None),
    ],
)
def test_how_long_is_needed_beside_an_offer_is_the_askers(text: str, term: str | None) -> None:
    assert understand(text, needs={"purpose": "blog"}, now=True).needs.get("term") == term
