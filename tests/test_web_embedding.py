"""The pasted script, the frame's headers, the page that writes the code, the way out to a source."""

import gzip
import re
from html import unescape
from urllib.parse import urlencode

import pytest

from app import create_app
from knowledge import catalogue, load
from web.settings import SettingError


def test_the_script_weighs_a_kilobyte(client):
    answer = client.get("/embed.js", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert len(answer.data) <= 1024
    assert gzip.decompress(answer.data).startswith(b"(()")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_making_the_script_smaller_spares_its_texts(client):
    served = client.get("/embed.js").text
    assert "transition:color 1ms" in served
    assert "outline:1px solid #8886" in served
    assert "\n//" not in served


@pytest.mark.parametrize(
    "path",
    [
        "/embed",
        "/embed?purpose=blog&card=1",
        "/embed?" + "&".join(f"x{n}=1" for n in range(70)),
        "/why/nothing?at=embed",
    ],
)
def test_frames_errors_too(client, path):
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "Set-Cookie" not in answer.headers
    assert "frame." in answer.text


def test_who_may_frame_is_the_owners_to_say():
    with create_app({"FRAME_ANCESTORS": "https://blog.example https://*.blog.example"}).test_client() as client:
        policy = client.get("/embed").headers["Content-Security-Policy"]
        assert "frame-ancestors 'self' https://blog.example https://*.blog.example" in policy
        assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]


def test_the_owners_defaults():
    settings = {
        "DEFAULT_THEME": "dark",
        "DEFAULT_LANG": "en",
        "LINK_BACK": "https://blog.example My blog",
        "ACCENT": "#123456",
    }
    with create_app(settings).test_client() as client:
        page = client.get("/").text
        assert 'data-theme="dark"' in page
        assert '<html lang="en"' in page
        assert 'href="https://blog.example"' in page
        assert "My blog" in page
        assert 'data-theme="auto"' in client.get("/?theme=auto").text
        assert "--accent:#123456" in client.get("/static/app.css").text


@pytest.mark.parametrize("setting", ["javascript:alert(1)", "blog.example"])
def test_no_link_back_to_what_is_no_address(setting):
    with pytest.raises(SettingError, match="LINK_BACK"):
        create_app({"LINK_BACK": setting})


def test_the_source_tag_stays_through_the_conversation(client):
    page = unescape(client.get("/embed?purpose=blog&utm_source=my-blog").text)
    tagged = re.findall(r'hx-get="([^"]+)"', page)
    assert tagged
    assert all("utm_source=my-blog" in address for address in tagged)
    assert re.search(r'class="credit"[^>]*><a href="/\?purpose=blog&utm_source=my-blog"', page)
    said = client.post(
        "/say", data={"text": "50", "ask": "budget", "purpose": "blog", "utm_source": "my-blog", "at": "embed"}
    )
    assert "utm_source=my-blog" in said.location
    assert said.location.startswith("/embed?")


def test_the_frame_says_nothing_of_its_host_in_other_addresses(client):
    assert client.get("/embed").headers["Referrer-Policy"] == "no-referrer"


def test_a_card_opens_whole_with_the_first_tap(client):
    query = "purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1"
    card, whole = client.get(f"/embed?{query}&card=1").text, client.get(f"/embed?{query}").text
    assert 'id="whole"' in card
    assert 'id="advice"' not in card
    assert 'id="advice"' in whole
    assert "card=1" not in whole
    assert "card=1" not in card
    assert client.get(f"/?{query}&card=1").text.count('id="advice"') == 1


@pytest.mark.parametrize("lang", ["zh-CN", "en-GB", "xx", ""])
def test_languages_as_pages_declare_them(client, lang):
    page = client.get("/embed", query_string={"lang": lang}).text
    assert ('<html lang="en"' if lang.startswith("en") else '<html lang="zh-CN"') in page


def code(client, query=""):
    page = client.get(f"/builder?{query}").text
    return {
        name: unescape(text) for name, text in re.findall(r'<pre id="code-(\w+)"[^>]*>(.*?)</pre>', page, re.DOTALL)
    }


def test_the_builder_writes_what_was_chosen(client):
    chosen = {
        "purpose": "game",
        "budget": "40",
        "in": "en",
        "look": "dark",
        "height": "400",
        "utm_source": "my-blog",
        "audience": "",
    }
    written = code(client, urlencode(chosen))
    assert set(written) == {"element", "iframe", "address", "link", "markdown"}
    for text in written.values():
        assert "purpose=game" in text
        assert "utm_source=my-blog" in text
        assert "lang=en" in text
    assert 'theme="dark"' in written["element"]
    assert "min-height:400px" in written["element"]
    assert "theme=dark" in written["iframe"]
    assert 'height="400"' in written["iframe"]
    assert "audience" not in written["address"]


def test_the_builders_addresses_answer(client):
    written = code(client, "purpose=blog&lang=en")
    for address in (written["address"], *re.findall(r'(?:src|href)="([^"]+)"', written["element"] + written["iframe"])):
        assert client.get(unescape(address)).status_code == 200


@pytest.mark.parametrize(
    "query", ["height=99999999999", "height=x&look=pink&in=xx", "utm_source=%22%3E%3Cscript%3E", "purpose=%22%3E"]
)
def test_nonsense_does_not_get_into_the_code(client, query):
    for text in code(client, query).values():
        assert "pink" not in text
        assert "<script>" not in text
        assert "99999" not in text


def test_the_builder_shows_our_own_frame_only(client):
    policy = client.get("/builder").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-src" not in client.get("/").headers["Content-Security-Policy"]


def test_a_finished_conversation_can_be_put_in_an_article(client):
    query = "purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1"
    assert f'href="/builder?{query.replace("&", "&amp;")}"' in client.get(f"/?{query}").text
    written = code(client, query)
    assert "filing=avoid" in written["element"]
    assert written["markdown"].startswith("[")
    assert written["markdown"] != code(client)["markdown"]


def test_the_way_out_leads_to_known_sources_only(client):
    known = {source.url for source in load().sources.values()} | {
        plan.source_url for plan in catalogue.plans().values()
    }
    for address in sorted(filter(None, known))[:20]:
        answer = client.get("/go/", query_string={"to": address})
        assert (answer.status_code, answer.location) == (302, address)
    for strange in ("", "https://evil.example/", "javascript:alert(1)", "/"):
        assert client.get("/go/", query_string={"to": strange}).status_code == 404


@pytest.mark.parametrize("query", ["", "purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1"])
def test_preview_cards_are_of_the_page_itself(client, query):
    page = client.get(f"/?{query}").text
    found = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', page))
    address = unescape(found["og:url"])
    assert address == f"http://localhost/{'?' + query if query else ''}"
    assert unescape(found["og:title"]) == unescape(re.search("<title>(.*?)</title>", page)[1])
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:description"]
    picture = client.get(found["og:image"])
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
