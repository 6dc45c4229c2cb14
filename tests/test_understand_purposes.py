"""What will run: told sideways, by software's name, or merely looked like; how demanding it is."""

import pytest

from chat.hear import understand


def purposes(text: str) -> list[str]:
    said = understand(text)
    first = [said.needs["purpose"]] if "purpose" in said.needs else []
    return first + said.other_purposes


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("跟着书上的例子敲，弄坏了就重装", "learning"),
        ("把纪念册做成网页发给亲戚，不会再改了", "static"),
        ("想写写退伍后的生活，自己建站", "blog"),
        ("做阀门的，想弄个中英文网站", "site"),
        ("老客户想自己在网上下单付钱", "shop"),
        ("居民拍照上传，居委会在后台看", "app"),
        ("小程序和管理后台", "miniprogram"),
        ("图纸要跟施工队来回传", "drive"),
        ("带孩子们玩我的世界", "game"),
        ("收藏的老电影，在外地也想看", "media"),
        ("水文站十年的数据，要能查能画图", "data"),
        ("租张卡跑几天，A100最好", "ai"),
        ("our choir has no website yet", "site"),
        ("a place for my essays where readers can comment", "blog"),
        ("nightly off-site backup of our NAS", "drive"),
    ],
)
def test_what_is_told_sideways_is_heard(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


@pytest.mark.parametrize(
    "text",
    [
        "nginx+php+mysql三件套",
        "一个前端一个后端",
        "just nginx, a cache and a database",
        "我在游戏公司上班，做美术的",
        "我朋友开网店的，他推荐我来问",
        "看了你们的博客过来的",
        "can I pay by card for the server?",
        "we have a shop in town and four employees",
        "别给我推荐带显卡的，太贵",
        "学过一点数据库",
    ],
)
def test_trades_vendors_and_parts_are_no_purpose(text: str) -> None:
    assert purposes(text) == []


def test_a_hint_never_hides_what_is_said_plainly() -> None:
    assert purposes("写文章，另外再开个小店卖书签") == ["shop", "blog"]


def test_whether_there_is_one_denies_nothing() -> None:
    assert purposes("家长总问有没有官网") == ["site"]


def test_a_digit_that_spells_a_word_is_no_number() -> None:
    said = understand("工厂要个 B2B website").needs
    assert said["purpose"] == "site"
    assert "demand" not in said


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("mc原版服，六个人", "light"),
        ("mc原版服，二十个人", None),
        ("nextcloud，2T", "heavy"),
        ("博客，照片不多，文件不多", None),
        ("jellyfin，几个t的电影", None),
    ],
)
def test_how_demanding_is_said_of_a_model_a_drive_or_a_game(text: str, demand: str | None) -> None:
    assert understand(text).needs.get("demand") == demand
