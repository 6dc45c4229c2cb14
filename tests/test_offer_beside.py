"""An advertisement never changes the needs; its reader's own words beside it may, in either language."""

from itertools import product

import pytest

from chat.hear import understand
from chat.hear.offer import offer_in

ADS = {
    "zh": (
        "2核4G 6M 香港 CN2 99元/年 需要实名",
        "腾讯云轻量 2核2G 4M 200G月流量 续费同价 68元一年，每人最多买2台",
        "Licloud $19.9 / 年 支付宝、Paypal 100M 香港 CMI 线路，需要实名",
        "1核1G 20G SSD 1T流量 洛杉矶 $12/年，适合建站、跑博客、个人网盘",
        "RackNerd 2核3G 45G SSD 3T流量 $29.9/年，可选洛杉矶、达拉斯、纽约，支持退款3天",
        "华为云 4核8G 10M 1288元/3年，限购1台，求稳首选，可备案",
        "香港 2核2G 30M 35元/月 最高可抗 10G 攻击，禁止发垃圾邮件，7x24小时在线客服",
        "搬瓦工 1核1G 20G CN2 GIA $49.99/年，3个IP，可跑 WordPress、Nextcloud",
    ),
    "en": (
        "OVH Starter -77% the first 12 months (New customer, 10 max): 1 vCore, 2 GB, 20 GB SSD SATA, $0.97 /month",
        "Caliber VPS 1 – $6.00 every 3 months, 1 Shared vCPU, 1GB RAM, 10GB NVMe, 1 IPv4, Dallas",
        "RackNerd 2 vCPU, 3GB RAM, 45GB SSD, up to 10 Gbps, $29.88/year, locations: Los Angeles, New York, Amsterdam",
        "FLASH SALE 4 vCPU 8 GB RAM 160 GB SSD $48/yr, need KYC, max 2 per account, around the clock support",
        "2 vCPU, 2GB RAM, 40 GB NVMe, $4.50/mo, Perfect for wordpress, game servers and Plex, trusted by 50,000 customers",
        "Opossum 1: 1GB, 1 Shared, 1TB HDD, 4TB @ 1Gbps, $29/year",
    ),
}
OWN = {
    "zh": (
        ("值得买吗", set()),
        ("这个能放我们店的官网不", {"purpose"}),
        ("我想搭个人博客", {"purpose"}),
        ("我的用户都在国内", {"audience"}),
    ),
    "en": (
        ("worth it?", set()),
        ("for my discord bot", {"purpose"}),
        ("my customers are in China tho, fine?", {"audience"}),
        ("good for my wordpress blog?", {"purpose", "software"}),
    ),
}
KNOWN = {"purpose": "app", "budget": 50, "audience": "mainland", "filing": "avoid", "scale": 300}
JOINTS = {"zh": ("，", "\n", "。"), "en": (". ", "\n")}
BESIDE = {"subject"}
"""What follows from who speaks: 个人博客 is a person's."""
PAIRS = [(lang, ad, joint, *own) for lang in ADS for ad, joint, own in product(ADS[lang], JOINTS[lang], OWN[lang])]


@pytest.mark.parametrize(("lang", "ad"), [(lang, ad) for lang in ADS for ad in ADS[lang]])
@pytest.mark.parametrize("known", [{}, KNOWN], ids=("nothing", "all"))
def test_an_advertisement_alone_changes_nothing(lang, ad, known):
    heard = understand(ad, lang=lang, needs=known, now=True)
    assert offer_in(ad) is not None
    assert (heard.needs, heard.dropped, heard.also, heard.spec) == ({}, {}, [], None)


@pytest.mark.parametrize(("lang", "ad", "joint", "own", "needs"), PAIRS, ids=range(len(PAIRS)))
def test_beside_it_only_the_readers_own_words_state(lang, ad, joint, own, needs):
    heard = understand(ad + joint + own, lang=lang, now=True)
    assert set(heard.needs) - BESIDE == needs
    assert [act["act"] for act in heard.asks] == ["offer"]
    assert heard.spec is None


@pytest.mark.parametrize(("lang", "ad", "joint", "own", "needs"), PAIRS, ids=range(len(PAIRS)))
def test_what_is_known_is_not_said_anew_beside_it(lang, ad, joint, own, needs):
    heard = understand(ad + joint + own, lang=lang, needs=KNOWN, now=True)
    assert set(heard.needs) - BESIDE == set()
