"""Static files: lasting names, a year in the cache, compressed, and little of them."""

import gzip
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from web.assets import Assets, script

FOLDER = Path(__file__).parents[1] / "static"
FIRST_LOAD = 30 * 1024


def linked(html: str) -> list[str]:
    return sorted(set(re.findall(r'(?:src|href|data-htmx)="([^"]*/static/[^"]+)"', html)))


def test_lasting_names_are_kept_for_a_year(client):
    for address in linked(client.get("/").text):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_plain_names_are_looked_up_again(client):
    answer = client.get("/static/icon.svg")
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["nothing.css", "README.md", "css", "..%2fapp.py"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_text_is_compressed_for_those_who_take_it(client):
    address = next(url for url in linked(client.get("/").text) if url.endswith(".css"))
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_first_load_is_light(client, lang):
    html = client.get(f"/?lang={lang}").text
    needed = [url for url in linked(html) if not url.endswith(".png")]
    sizes = [len(client.get(url, headers={"Accept-Encoding": "gzip"}).data) for url in needed]
    assert len(needed) + 1 <= 6
    assert len(gzip.compress(html.encode(), 6)) + sum(sizes) <= FIRST_LOAD


def test_addresses_carry_the_place_the_app_is_mounted_at(client):
    html = client.get("/?purpose=blog", base_url="http://localhost/sub").text
    own = re.findall(r'(?:href|src|action|hx-get|hx-post|data-htmx)="(/[^"]*)"', html)
    assert own
    assert [address for address in own if not address.startswith("/sub/")] == []


def test_style_sheets_hold_their_drawings():
    css, _ = Assets(FOLDER).find("app.css")
    assert css is not None
    pointed = re.findall(rb'url\("([^"]+)"\)', css.body)
    assert pointed
    for address in pointed:
        drawing = unquote(address.decode()).removeprefix("data:image/svg+xml,")
        assert ET.fromstring(drawing).tag.endswith("svg")


def test_scripts_lose_spaces_but_no_text():
    source = b"// note\nconst say = (a, b) => { if (a && b) $('#x :is(.a, .b)').title = `${a} : b`; };\n"
    assert script(source) == b"const say=(a,b)=>{if(a&&b)$('#x :is(.a, .b)').title=`${a} : b`;};"


def test_an_accent_colour_changes_the_lasting_name():
    assert Assets(FOLDER, "#005f73").hashed("app.css") != Assets(FOLDER).hashed("app.css")


@pytest.mark.parametrize("accent", ["red", "#12345", "#123456;}", "url(x)"])
def test_a_strange_accent_colour_is_refused(accent):
    with pytest.raises(ValueError, match="accent"):
        Assets(FOLDER, accent)


def test_the_vendored_script_is_the_one_noted():
    import hashlib

    note = (FOLDER / "vendor" / "README.md").read_text("utf-8")
    body = (FOLDER / "vendor" / "htmx.min.js").read_bytes()
    assert hashlib.sha256(body).hexdigest() in note
    assert re.search(rb'version\s*[:=]\s*"([\d.]+)"', body)[1].decode() in note


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_shared_links_have_a_picture(client, lang):
    html = client.get(f"/?lang={lang}").text
    address = re.search(r'property="og:image" content="([^"]+)"', html)[1]
    answer = client.get(address)
    assert address.startswith("http")
    assert answer.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert tuple(int.from_bytes(answer.data[at : at + 4], "big") for at in (16, 20)) == (1200, 630)
    assert len(answer.data) < 40_000
