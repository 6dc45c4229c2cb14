"""Under a plan in somebody's article: the offer as read, what it hangs on, the verdict, and no interview."""

import pytest
from playwright.sync_api import expect

from tests.browser.embedding import arrived, visit
from tests.browser.hosts import element
from tests.browser.walking import tap

OFFER = "腾讯云轻量 2核2G4M 50GB 300G流量 新用户99元/年 续费同价"
ANSWERS = ("带后台的博客", "愿意办")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_plan_is_read_asked_about_and_judged(open_page, blog, advisor, width):
    page = open_page(viewport={"width": width, "height": 844})
    visit(page, blog.page(element(advisor, "", f'offer="{OFFER}"')))
    frame = arrived(page)
    answer = frame.locator("#answer-1")
    for part in ("腾讯云", "2 核 2G", "99 元"):
        expect(answer).to_contain_text(part)
    for told in ANSWERS:
        tap(frame, f"#now a.option:visible:has-text('{told}')")
        expect(frame.locator("#turns .you", has_text=told)).to_have_count(1)
    expect(answer).to_contain_text("对你这件事，合适")
    expect(frame.locator("#now")).to_have_count(0)
    # From there a tap leads on to the advice.
    tap(frame, ".answer .chip")
    expect(frame.locator("#now a.option").first).to_be_visible()
