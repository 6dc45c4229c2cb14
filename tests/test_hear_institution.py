"""Laws of who answers for it: a public body is one as people say that it is theirs, never as a customer's or a neighbour's."""

from __future__ import annotations

import pytest

from chat.hear import understand

BODIES = (
    "小学",
    "幼儿园",
    "医院",
    "图书馆",
    "博物馆",
    "协会",
    "基金会",
    "研究所",
    "居委会",
    "工会",
    "校友会",
    "教育局",
)
BODIES_EN = (
    "school",
    "charity",
    "ngo",
    "church",
    "library",
    "museum",
    "hospital",
    "town council",
    "association",
    "foundation",
)
OWN = ("我们是一所{}", "我们{}想做个网站", "{}的官网", "我在{}上班，要弄个网站", "{}内部用的系统", "咱们{}要个小程序")
OWN_EN = (
    "we're a small {}",
    "our {} needs a website",
    "I work for a {}",
    "a {} website",
    "I'm the IT person at a {}",
    "we are a registered {}",
    "the {} I volunteer for wants a site",
)
OTHERS = ("我们公司给{}做系统", "我家隔壁有个{}", "软件是卖给{}的", "我们工作室专门为{}做网站")
OTHERS_EN = ("a SaaS for a {}", "my client is a {}", "I'm a freelancer for a {}", "we are an agency serving a {}")


@pytest.mark.parametrize("frame", OWN)
@pytest.mark.parametrize("body", BODIES)
def test_a_public_body_of_ones_own_files_as_an_institution(body: str, frame: str) -> None:
    assert understand(frame.format(body)).needs.get("subject") == "institution"


@pytest.mark.parametrize("frame", OWN_EN)
@pytest.mark.parametrize("body", BODIES_EN)
def test_what_we_are_files_as_an_institution(body: str, frame: str) -> None:
    assert understand(frame.format(body), lang="en").needs.get("subject") == "institution"


@pytest.mark.parametrize("frame", OTHERS)
@pytest.mark.parametrize("body", BODIES)
def test_a_public_body_that_is_a_customer_says_nothing_of_us(body: str, frame: str) -> None:
    assert understand(frame.format(body)).needs.get("subject") != "institution"


@pytest.mark.parametrize("frame", OTHERS_EN)
@pytest.mark.parametrize("body", BODIES_EN)
def test_whom_we_work_for_says_nothing_of_us(body: str, frame: str) -> None:
    assert understand(frame.format(body), lang="en").needs.get("subject") != "institution"
