"""Pages to read: topics with notes and drawings, the article, errors that lead back."""

import re

import pytest

from knowledge import load

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
TOPICS = sorted({name for name, _ in load().topics})


@BOTH
@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_answers_cites_and_leads_into_the_chat(client, name, lang):
    html = client.get(f"/about/{name}?lang={lang}").text
    topic = load().topics[name, lang]
    pointed = set(re.findall(r'href="#(note-\d+)"', html))
    assert f"<h1>{topic.title}</h1>" in html.replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", '"')
    assert pointed
    assert pointed <= set(re.findall(r'id="(note-\d+)"', html))
    assert html.count("<figure>") == topic.body.count("{{drawing:")
    assert "{{" not in html
    assert not re.search(r"\[(F\d{3}|article)\]", html)
    start = re.search(r'class="button main" href="([^"]+)"', html)[1].replace("&amp;", "&")
    assert client.get(start).status_code == 200


@BOTH
def test_topics_can_be_found_by_machines(client, lang):
    html = client.get(f"/about/ecs?lang={lang}").text
    assert 'name="robots" content="noindex"' not in html
    assert '<link rel="canonical"' in html
    assert html.count('rel="alternate" hreflang=') == 2


def test_conversations_are_not_indexed(client):
    assert 'content="noindex"' in client.get("/?purpose=blog").text
    assert 'content="noindex"' not in client.get("/").text


@BOTH
def test_the_list_of_topics_is_whole(client, lang):
    html = client.get(f"/about/?lang={lang}").text
    assert all(f"/about/{name}" in html for name in TOPICS)


@BOTH
def test_every_claim_of_the_article_is_answered(client, lang):
    html = client.get(f"/article?lang={lang}").text
    assert all(f'id="{row["id"]}"' in html for row in load().article)


@BOTH
@pytest.mark.parametrize(
    ("address", "method", "status"),
    [("/nothing", "get", 404), ("/about/nothing", "get", 404), ("/about/ecs", "post", 405)],
)
def test_an_error_says_what_to_do(client, address, method, status, lang):
    answer = getattr(client, method)(f"{address}?lang={lang}&purpose=blog")
    assert answer.status_code == status
    assert "purpose=blog" in re.search(r'class="button main" href="([^"]+)"', answer.text)[1]


@pytest.mark.parametrize("status", [400, 404, 405, 413, 415, 429, 500, 503])
def test_every_status_has_words(status):
    from chat.pages.site import Site
    from chat.pages.trouble import error
    from chat.said.address import parse

    for lang in ("zh", "en"):
        page = error(parse([("purpose", "blog")]), Site(lang=lang), status)
        assert page.error.title
        assert page.error.keep_url.endswith("purpose=blog")
