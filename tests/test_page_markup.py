"""What holds on every page: valid HTML, one heading, nothing inline, every string in one language."""

import re
from pathlib import Path

import html5lib
import pytest

FOLDER = Path(__file__).parents[1]
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
ADVISED = "/?purpose=blog&audience=mainland&filing=avoid&budget=50&domain=yes&scale=100"
PAGES = {
    "first": "/",
    "asking": "/?purpose=blog",
    "number": "/?purpose=blog&ask=budget",
    "changing": f"{ADVISED}&ask=purpose",
    "advice": ADVISED,
    "also": f"{ADVISED}&also=invoice,moving",
    "remark": "/?purpose=blog&about=ecs",
    "unread": "/?unread=1",
    "declined": "/?declined=evasion",
    "malformed": "/?budget=lots",
    "serverless": "/?purpose=static&now=1",
    "cluster": "/?purpose=shop&uptime=critical&scale=200000&now=1",
    "gpu": "/?purpose=ai&demand=medium&now=1",
    "whole": "/?purpose=data&buyer=company&isolation=exclusive&now=1",
    "clash": "/?purpose=miniprogram&filing=avoid&now=1",
    "unsure": "/?purpose=unsure&now=1",
    "embed": "/embed?purpose=game",
    "embedded advice": "/embed" + ADVISED[1:],
    "topic": "/about/icp-filing",
    "drawn": "/about/ecs",
    "topics": "/about/",
    "article": "/article",
    "error": "/nothing-here",
    "programs": "/run/",
    "program": "/run/palworld",
    "panel": "/run/baota",
    "why": "/why/region" + ADVISED[1:],
    "embedded error": "/nothing-here?at=embed",
}
# Names of languages, of products, of what a machine reads.
SAME_EVERYWHERE = {"English", "中文", "VPS", "ECS", "my", "blog", "website"}
FRAGMENTS = [name for name in PAGES if not PAGES[name].startswith(("/about", "/article", "/nothing", "/run", "/why"))]


@pytest.fixture(params=[(name, lang) for name in PAGES for lang in ("zh", "en")], ids=lambda p: f"{p[0]}-{p[1]}")
def html(request, client):
    name, lang = request.param
    address = PAGES[name]
    return client.get(address + ("&" if "?" in address else "?") + f"lang={lang}").text


def elements(html: str):
    return list(html5lib.parse(html, namespaceHTMLElements=False).iter())


def test_it_is_valid_html(html):
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    # The fragment's title, which names the window after a turn, stands in the body of a whole page.
    assert [error for error in parser.errors if "title" not in str(error)] == []


def test_it_has_one_first_heading_and_a_title(html):
    found = elements(html)
    assert len([e for e in found if e.tag == "h1"]) == 1
    assert next(e for e in found if e.tag == "title").text.strip()


def test_ids_are_unique_and_references_resolve(html):
    found = elements(html)
    ids = [e.get("id") for e in found if e.get("id")]
    assert len(ids) == len(set(ids))
    wanted = [r for e in found for name in ("for", "aria-labelledby") if e.get(name) for r in e.get(name).split()]
    assert [reference for reference in wanted if reference not in ids] == []


def test_nothing_is_inline(html):
    for element in elements(html):
        if not isinstance(element.tag, str):
            continue
        assert element.tag != "style"
        assert element.tag != "script" or element.get("src")
        assert [name for name in element.attrib if name == "style" or name.startswith("on")] == []


def test_every_link_leads_somewhere(html):
    links = [e.get("href") for e in elements(html) if e.tag == "a"]
    assert all(link and not link.startswith("javascript:") for link in links)


def test_no_markup_is_left_in_the_words(html):
    words = re.sub(r"<pre.*?</pre>", "", html, flags=re.S)
    assert not re.search(r">\s*(None|True|False|Undefined)\s*<", words)
    words = re.sub(r"<[^>]+>", " ", words)
    assert "**" not in words
    assert not re.search(r"\{[a-z_]+\}|\{\{|&amp;(amp|lt);", words)


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_the_page_without_its_frame(client, name):
    whole = client.get(PAGES[name]).text
    part = client.get(PAGES[name], headers={"HX-Request": "true"}).text
    assert part.count('id="chat"') == 1
    assert "<html" not in part
    assert part.strip() in whole


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_templates_are_short_and_never_trust_text(path):
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= 80
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|style=|\son[a-z]+=", source)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_string_that_templates_ask_for_is_there(app, lang):
    from knowledge import load

    asked = {key for path in TEMPLATES for key in re.findall(r"\bt\('([a-z]+\.[\w-]+)'[,)]", path.read_text("utf-8"))}
    assert asked
    assert [key for key in sorted(asked) if not load().phrases.get(key, {}).get(lang)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_word_stands_in_a_template(path):
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.S)
    spoken = re.findall(
        r'(?:aria-label|alt|title|placeholder|content)="([^"]*)"', re.sub(r"<meta name=[^>]*>", "", source)
    )
    words = [re.sub(r"<[^>]*>", " ", re.sub(r'[\w:-]+="[^"]*"', "", source)), *spoken]
    assert set(re.findall(r"[^\W\d_]{2,}", " ".join(words))) <= SAME_EVERYWHERE


def test_what_people_type_is_never_markup(client):
    said = '"><img src=x onerror=alert(1)>'
    for answer in (
        client.get("/", query_string={"budget": said}),
        client.post("/say", data={"text": said}, headers={"HX-Request": "1"}),
    ):
        assert answer.status_code == 200
        assert "<img src=x" not in answer.text
