"""The law on the first screen: it begins the verdict, says which answers it rests on, and names no day of going live."""

import pytest

from tests.turns import shown

pytestmark = pytest.mark.usefixtures("known_day")
STOPPED = "purpose=app&content=medical&subject=person&audience=mainland&filing=willing&now=1"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_law_asks_for_comes_before_the_server(client, lang: str) -> None:
    advice = shown(STOPPED, lang=lang).advice
    page = client.get(f"/?{STOPPED}&lang={lang}").text
    heading = page.partition('<h2 id="verdict">')[2].partition("</h2>")[0]
    assert advice.law
    assert heading.startswith('<span class="law">')
    assert "".join(heading.partition("</span>")[2].split()).startswith("".join(advice.what.split())[:4])
    assert {way.url.partition("ask=")[2].partition("&")[0] for way in advice.conflict.ways} == {
        "content",
        "subject",
    }
    assert not any("上线" in fact or fact.startswith("live") for fact in advice.facts)


def test_where_nothing_is_missing_the_law_is_silent() -> None:
    advice = shown("purpose=blog&audience=overseas&domain=yes&now=1").advice
    assert not advice.law
    assert advice.conflict is None
