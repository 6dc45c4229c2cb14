"""Load, uptime, programs and isolation are heard when told sideways, and not where the same words mean something else."""

from __future__ import annotations

import pytest

from chat.hear import understand

SAID = [
    ("load", "spiky", "平时一天百来个访问，公众号一发推文能冲到两三万"),
    ("load", "spiky", "我们是滑雪场的，冬天忙三个月，夏天网站没人点"),
    ("load", "spiky", "200 visits on a normal day, 15k whenever the newsletter goes out"),
    ("load", "growing", "现在就两个城市，年内打算开到十个"),
    ("load", "growing", "we were at 300 users in June and 900 last week"),
    ("load", "steady", "人数定死的，一个班四十八个"),
    ("load", "steady", "you could set your watch by our traffic"),
    ("uptime", "hobby", "断了也就是回家前开不了空调"),
    ("uptime", "hobby", "could be off for a week and I'd never know"),
    ("uptime", "business", "前台办入住全走这个系统，断了客人堵大堂"),
    ("uptime", "business", "our drivers can't get their routes if it's offline"),
    ("uptime", "critical", "一台倒了另一台得顶上"),
    ("uptime", "critical", "it has to survive a machine dying without anyone noticing"),
    ("services", "one", "只此一个程序，旁的都不弄"),
    ("services", "few", "一个后台、一个前台、一个库，统共三样"),
    ("services", "few", "Jellyfin, Sonarr and a torrent client"),
    ("services", "many", "docker ps拉出来两屏都装不下"),
    ("isolation", "shared", "谁说我要独占一台的？混着用就好"),
    ("isolation", "shared", "who else is on the box is none of my business"),
    ("isolation", "exclusive", "别让我跟别人拼一台"),
    ("isolation", "exclusive", "our auditor won't accept multi-tenant hosts"),
]
NOT_SAID = [
    ("load", "续费涨得离谱，第二年直接翻三倍"),
    ("load", "平时比较忙没空弄"),
    ("load", "my kids are growing up and I want a family photo archive"),
    ("uptime", "代码一点都不懂"),
    ("uptime", "手机挂了，老板找不到我，急死"),
    ("uptime", "is high availability worth it?"),
    ("services", "会java、python、mysql"),
    ("services", "卖了好几样东西，茶叶、蜂蜜、干果"),
    ("services", "a single parent with no time"),
    ("isolation", "Palworld dedicated server，八个人"),
    ("isolation", "整台电脑都卡，想换个云的"),
    ("isolation", "shared calendar for our band"),
]


@pytest.mark.parametrize(("need", "value", "text"), SAID)
def test_it_is_heard(need: str, value: str, text: str) -> None:
    assert understand(text).needs.get(need) == value


@pytest.mark.parametrize(("need", "text"), NOT_SAID)
def test_what_only_looks_like_it_is_not(need: str, text: str) -> None:
    assert need not in understand(text).needs
