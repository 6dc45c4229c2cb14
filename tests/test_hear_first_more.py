"""First messages over generated wordings: parts of a day, pieces and what is only spoken of, inside only, high days, others' machines."""

from __future__ import annotations

from itertools import product

import pytest

from chat.hear.reading import understand


def needs(text: str) -> dict[str, object]:
    """Return what a first message says."""
    return dict(understand(text, "en" if text.isascii() else "zh").needs)


PARTS = [
    *((f"vnpy做量化，{day}四个小时{night}两个半", 6.5) for day, night in product(("白天", "日盘"), ("夜盘", "晚上"))),
    *(
        (f"a trading bot, 4 hours in the {day} and 2 hours {night}", 6)
        for day, night in product(("morning", "afternoon"), ("at night", "in the evening"))
    ),
]


@pytest.mark.parametrize(("text", "hours"), PARTS)
def test_hours_of_the_parts_of_a_day_add_up(text: str, hours: float) -> None:
    assert needs(text)["hours"] == hours


@pytest.mark.parametrize("piece", ["平板", "工控机", "电视盒子", "收银终端"])
def test_pieces_that_a_relay_connects_are_counted(piece: str) -> None:
    assert needs(f"frp穿透12台{piece}，流量每月80个G")["scale"] == 12


@pytest.mark.parametrize("what", ["cattle collars", "water meters", "bin sensors"])
def test_what_reports_is_counted_though_only_spoken_of(what: str) -> None:
    assert needs(f"MQTT broker (EMQX) for {what}. 1,200 of them, each one pings every 5 minutes")["concurrent"] == 1200


INSIDE = [
    *(f"内部文档系统nextcloud，十个人，{no}{net}" for no, net in product(("不上", "不连", "不走"), ("外网", "公网"))),
    *(
        f"nextcloud for our 6 lawyers, {no} {way} from {out}"
        for no, way, out in product(
            ("must not be", "should never be"), ("reachable", "accessible"), ("outside", "the internet")
        )
    ),
]


@pytest.mark.parametrize("text", INSIDE)
def test_what_nobody_outside_reaches_is_private(text: str) -> None:
    assert needs(text)["reach"] == "private"


HIGH_DAYS = [
    *(f"服装商城，每天三千UV，{day}翻{many}倍" for day, many in product(("黑五", "双十一", "春节"), ("五", "好几"))),
    *(
        f"booking app, 1500 visits daily, {many} on {day}"
        for many, day in product(("10x", "5 times that"), ("bank holidays", "race days", "the weekend"))
    ),
]


@pytest.mark.parametrize("text", HIGH_DAYS)
def test_many_times_as_many_on_high_days_is_spiky(text: str) -> None:
    assert needs(text)["load"] == "spiky"


@pytest.mark.parametrize(("who", "spec"), list(product(("群里说要", "网上看到说要"), ("12G内存", "16G内存"))))
def test_a_machine_others_speak_of_makes_nobody_an_offer(who: str, spec: str) -> None:
    heard = needs(f"mc整合包，十二个人，{who}{spec}真的假的，每月一百五")
    assert (heard["scale"], heard["budget"], heard["purpose"]) == (12, 150, "game")


@pytest.mark.parametrize(("end", "length"), list(product(("答辩完就删", "用完就退", "考完就关"), ("俩月", "三个月"))))
def test_a_length_in_figures_says_more_than_that_it_ends(end: str, length: str) -> None:
    assert needs(f"学生，毕设springboot，{end}，大概{length}，每月三十块")["term"] == "months"


@pytest.mark.parametrize("when", ["same time", "at the same time", "at same time", "at once"])
def test_part_of_those_known_at_the_same_time(when: str) -> None:
    heard = needs(f"moodle for 350 students, on exam day 120 of them {when}")
    assert (heard["scale"], heard["concurrent"]) == (350, 120)


@pytest.mark.parametrize("hours", ["3h", "3小时", "4个小时"])
def test_hours_a_day_are_no_people(hours: str) -> None:
    assert "scale" not in needs(f"跑 llama 70B 4bit，一天用 {hours}")


@pytest.mark.parametrize("of", ["stream", "video stream", "feed"])
def test_the_megabits_of_a_stream_are_no_line(of: str) -> None:
    assert "bandwidth" not in needs(f"livestream our home games, 250 watching, 4 Mbps {of}")


@pytest.mark.parametrize("text", ["just us two", "only us two", "just us 2"])
def test_us_two_are_two(text: str) -> None:
    assert needs(f"factorio with my wife, {text}, any cheap thing")["scale"] == 2


@pytest.mark.parametrize("year", ["一整年", "整年", "一年", "全年"])
def test_a_sum_for_a_whole_year_is_a_twelfth_a_month(year: str) -> None:
    assert needs(f"舞队要直播，同时看的三十来个人，{year}给报1200块")["budget"] == 100


DECLINED = {
    "gambling": [
        *(
            f"{match}{bet}那种，群里人充值进来赢了能提，要台机器"
            for match, bet in product(("世界杯", "欧冠"), ("压比分", "押比分", "压输赢"))
        ),
        *(f"朋友圈几百号人晚上{play}，后台给人上分下分，系统抽水" for play in ("玩牌", "打牌")),
    ],
    "illegal": [
        f"院线新片上映当天就能放的站，片源{got}，靠挂广告赚，要{box}的机房"
        for got, box in product(("从别家采集", "全是别处扒的"), ("扛投诉", "抗投诉"))
    ],
}


@pytest.mark.parametrize(("reason", "text"), [(r, text) for r, texts in DECLINED.items() for text in texts])
def test_bets_and_works_of_others_are_declined(reason: str, text: str) -> None:
    assert understand(text).declined == reason


@pytest.mark.parametrize(
    "text",
    [
        "世界杯比分直播的小程序，群里人都能看，要台机器",
        "影院排片网站，新片上映当天更新场次，靠挂广告赚",
        "朋友圈里晚上玩牌记分的小程序，不涉及钱",
    ],
)
def test_what_only_speaks_of_games_and_films_is_not_declined(text: str) -> None:
    assert understand(text).declined is None


@pytest.mark.parametrize("card", ["月卡", "年卡", "会员卡"])
def test_who_sells_passes_is_paid(card: str) -> None:
    assert "paid" in str(needs(f"公司做个聊天网站，面向全国网友注册，卖{card}25块")["content"])


@pytest.mark.parametrize("place", ["Paris and Berlin", "Madrid", "Vienna"])
def test_people_in_a_city_of_the_union_are_there(place: str) -> None:
    assert "eu-people" in understand(f"running app for people in {place}, it keeps names and emails", "en").also
